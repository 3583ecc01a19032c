"""Annotations in bulk: blocks that SQLite builds are checked, in order and cut where files end."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.articles.article import Article
from diptych.errors import FormatError, OffsetMismatch
from diptych.formats import annotation_lines, shards
from diptych.formats.writing import Output, Sink
from diptych.store import Annotation, Library, open_library

TEXT = "Talks — “quoted” 😀 — free 33 hostages.\n" * 12
BULK = ["jsonl", "huggingface", "huggingface-parquet"]


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[Library]:
    """Two articles with 120 answers of three people, many of them about the same words."""
    pick = random.Random(5)
    with open_library(tmp_path / "crowded.db", annotator="ann") as library:
        for number in range(2):
            article = library.articles.add(Article(TEXT, title=f"report {number}", location=f"/{number}"))
            starts = [pick.randrange(len(TEXT) - 20) for _ in range(15)]
            places = [(start, start + pick.randrange(1, 20)) for start in starts]
            library.annotations.import_many(
                Annotation(
                    f"a{pick.randrange(10**9)}", article.id, *pick.choice(places), "", "", "", "claim", "claims",
                    pick.choice(["ann", "bob", "cleo"]), None, "", "", note=pick.choice(["", "why"]),
                    pieces=(),
                )
                for _ in range(60)
            )  # fmt: skip
        yield library


def skip_without_pyarrow(format: str) -> None:
    """Parquet needs an extra."""
    if format.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="the extra parquet is not installed")


def table(folder: Path, name: str) -> list[dict[str, Any]]:
    """The rows of one table of a Hugging Face export."""
    found: list[dict[str, Any]] = []
    for path in sorted((folder / name).iterdir()):
        if path.suffix == ".parquet":
            from pyarrow import parquet

            found += parquet.ParquetFile(path).read().to_pylist()
        else:
            found += map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return found


@pytest.mark.parametrize("chunk", [1, 2, 7, 1_000])
def test_every_answer_once_in_order_however_they_are_cut(
    crowded: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    """Blocks of any size give all answers by article, start, end and id, those on the same words as well."""
    monkeypatch.setattr(annotation_lines, "CHUNK", chunk)
    formats.export(crowded, "jsonl", tmp_path / "out.jsonl")
    records = map(json.loads, (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines())
    written = [one["id"] for one in records if one["type"] == "annotation"]
    assert written == [one.id for one in crowded.annotations.each()]
    assert (
        len({(one.article, one.start, one.end) for one in crowded.annotations.each()}) < len(written) == 120
    )


@pytest.mark.parametrize("format", BULK)
@pytest.mark.parametrize(
    ("change", "why"),
    [("quote = 'elsewhere'", "not 'elsewhere'"), ("quote = quote || '.'", "not "), ('"end" = 100000', "lies outside"),
     ("quote = substr(quote, 1, 1) || char(0)", "NUL"),
     ('"end" = 100000, quote = (SELECT substr(text, start + 1) FROM article WHERE id = article)', "lies outside")],
)  # fmt: skip
def test_a_span_that_is_not_its_quote_is_found_among_many(
    crowded: Library, tmp_path: Path, format: str, change: str, why: str
) -> None:
    """One wrong span in a block stops the export with its name, and leaves nothing behind."""
    skip_without_pyarrow(format)
    wrong = [one.id for one in crowded.annotations.each()][77]
    crowded.connection.execute(f"UPDATE annotation SET {change} WHERE id = ?", [wrong])
    (tmp_path / "here").mkdir()
    with pytest.raises(OffsetMismatch, match=why) as refused:
        formats.export(crowded, format, tmp_path / "here" / "out", allow_loss=True)
    assert wrong in str(refused.value) or why == "NUL"
    assert list((tmp_path / "here").iterdir()) == []


@pytest.mark.parametrize("shard", [1, 7, 60, 1_000])
@pytest.mark.parametrize("format", ["huggingface", "huggingface-parquet"])
def test_files_are_cut_at_the_same_number_of_rows(
    crowded: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str, shard: int
) -> None:
    """Each file but the last has just as many rows as one may have, and together they are the whole table."""
    skip_without_pyarrow(format)
    monkeypatch.setattr(shards, "SHARD", shard)
    formats.export(crowded, format, tmp_path / "out", allow_loss=True)
    assert len(list((tmp_path / "out" / "annotations").iterdir())) == -(-120 // shard)
    rows = table(tmp_path / "out", "annotations")
    uuids = {one.id: crowded.articles.get(one.id).uuid for one in crowded.articles.list()}
    names = [
        "id",
        "start",
        "end",
        "quote",
        "prefix",
        "suffix",
        "label",
        "annotator",
        "note",
        "attributed_start",
    ]
    assert [[row["article"], row["pieces"], *(row[name] for name in names)] for row in rows] == [
        [uuids[one.article], [], *(getattr(one, name) for name in names)]
        for one in crowded.annotations.each()
    ]


def test_parquet_says_what_json_says(library: Library, tmp_path: Path) -> None:
    """Every table of a data set has the same rows in both: pieces, nothing, empty texts and links included."""
    skip_without_pyarrow("huggingface-parquet")
    for format in ("huggingface", "huggingface-parquet"):
        formats.export(library, format, tmp_path / format, allow_loss=True)
    names = [path.name for path in (tmp_path / "huggingface").iterdir() if path.is_dir()]
    assert sorted(names) == ["annotations", "articles", "links", "sentences", "stories"]
    for name in names:
        assert table(tmp_path / "huggingface", name) == table(tmp_path / "huggingface-parquet", name)


@pytest.mark.parametrize("format", BULK)
def test_the_same_library_gives_the_same_bytes(crowded: Library, tmp_path: Path, format: str) -> None:
    """Threads or none: two exports have the same hash in all their files."""
    skip_without_pyarrow(format)
    one, two = (formats.export(crowded, format, tmp_path / name, allow_loss=True) for name in ("one", "two"))
    assert [file.sha256 for file in one.files] == [file.sha256 for file in two.files]


def test_a_large_file_is_hashed_as_it_is_written(tmp_path: Path) -> None:
    """Bytes of every size, some made in the writing thread, come in their order, counted and hashed."""
    pick = random.Random(1)
    blocks = [pick.randbytes(size) for size in (10, 3_000_000, 1, 1_500_000, 700_000, 700_000)] * 4
    with Output(tmp_path / "out", folder=False) as output:
        sink = output.open()
        for number, block in enumerate(blocks):
            if number % 3:
                sink.write(block)
            else:
                sink.later(lambda block=block: block)  # type: ignore[misc]
        output.place(None)
    whole = b"".join(blocks)
    assert (tmp_path / "out").read_bytes() == whole
    assert [(one.bytes, one.sha256) for one in output.files] == [
        (len(whole), hashlib.sha256(whole).hexdigest())
    ]


def test_a_full_disk_in_the_writing_thread_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What goes wrong in the thread stops the export in words, and nothing stays."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Sink, "_take", full)
    with pytest.raises(FormatError, match="no room"), Output(tmp_path / "out", folder=False) as output:
        sink = output.open()
        for _ in range(40):
            sink.write(bytes(1 << 20))
        output.place(None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", ["brat", "cas"])
def test_a_folder_may_hold_more_files_than_can_be_open(empty: Library, tmp_path: Path, format: str) -> None:
    """An export with a file for each article keeps only a few open."""
    if format == "cas":
        pytest.importorskip("cassis", reason="the extra cas is not installed")
    for number in range(80):
        article = empty.articles.add(Article(f"Report {number}.", location=f"/{number}"))
        empty.annotations.label(article.id, 0, 6, "claim")
    formats.export(empty, format, tmp_path / "warm", allow_loss=True)  # what it imports has files of its own
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) + 40, limits[1]))  # noqa: PTH208
    try:
        report = formats.export(empty, format, tmp_path / "out", allow_loss=True)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, limits)
    assert len(report.files) > 80
