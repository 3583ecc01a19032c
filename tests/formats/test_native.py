"""The lossless format: everything comes back, once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.articles.article import Article
from diptych.formats import importing
from diptych.store import Library, open_library

View = Callable[[Library], dict[str, Any]]


@pytest.fixture(autouse=True, params=[True, False], ids=["staged", "at once"])
def staged(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a file is read beside the library first, as a large one is."""
    chosen = bool(request.param)
    monkeypatch.setattr(importing, "STAGED_FROM", 0 if chosen else 10**9)
    return chosen


def test_everything_comes_back_id_for_id(
    library: Library, empty: Library, tmp_path: Path, view: View
) -> None:
    """An export read into an empty library gives the same articles, answers, links, stories, schemes and sessions."""
    report = formats.export(library, "jsonl", tmp_path / "out.jsonl")
    assert not report.loss
    read = formats.read(empty, "jsonl", tmp_path / "out.jsonl")
    assert view(empty) == view(library)
    assert read.read["annotation"] == library.annotations.count() == report.counts["annotation"]
    assert read.skipped == ()


@pytest.mark.parametrize("format", ["jsonl", "webannotation"])
def test_a_second_import_adds_nothing(
    format: str, library: Library, empty: Library, tmp_path: Path, view: View
) -> None:
    """Importing the same file twice leaves the library as it was and says that all was known."""
    formats.export(library, format, tmp_path / "out.jsonl")
    formats.read(empty, format, tmp_path / "out.jsonl")
    before = view(empty)
    again = formats.read(empty, format, tmp_path / "out.jsonl")
    assert again.read == {} and again.known["annotation"] == library.annotations.count()
    assert view(empty) == before


def test_an_import_exported_again_has_the_same_bytes(
    library: Library, empty: Library, tmp_path: Path
) -> None:
    """Same content, same options: the same file, whichever library it comes from."""
    formats.export(library, "jsonl", tmp_path / "one.jsonl")
    formats.export(library, "jsonl", tmp_path / "two.jsonl")
    formats.read(empty, "jsonl", tmp_path / "one.jsonl")
    formats.export(empty, "jsonl", tmp_path / "three.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "three.jsonl").read_bytes()


def changed(path: Path, **fields: object) -> Path:
    """The file with fields of its first annotation changed."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        record = json.loads(line)
        if record["type"] == "annotation":
            lines[number] = json.dumps({**record, **fields})
            break
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_clash_is_listed_and_not_overwritten(library: Library, tmp_path: Path, view: View) -> None:
    """An answer of the same id that says something else stays as it is in the library, and is told of by line."""
    formats.export(library, "jsonl", tmp_path / "out.jsonl")
    before = view(library)
    path = changed(tmp_path / "out.jsonl", label="other")
    with pytest.raises(formats.ImportRefused, match="says something else"):
        formats.read(library, "jsonl", path)
    report = formats.read(library, "jsonl", path, keep_going=True)
    assert report.skipped_count == 1 and report.skipped[0].line > 1
    assert view(library) == before


@pytest.mark.parametrize(
    "fields",
    [{"quote": "another text"}, {"start": 0}, {"end": 10**9}, {"start": -1}, {"end": "9"}, {"label": ""},
     {"article": "nowhere"}, {"id": None}, {"pieces": [[0, 1]]}, {"start": True}],
)  # fmt: skip
def test_a_wrong_row_stops_all_or_is_left_out(
    library: Library, empty: Library, tmp_path: Path, fields: dict[str, object]
) -> None:
    """A span that is not its quote is never moved: nothing is imported, or all but this row with keep_going."""
    formats.export(library, "jsonl", tmp_path / "out.jsonl")
    path = changed(tmp_path / "out.jsonl", **fields)
    with pytest.raises(formats.ImportRefused):
        formats.read(empty, "jsonl", path)
    assert empty.articles.list() == [] and empty.annotations.count() == 0
    report = formats.read(empty, "jsonl", path, keep_going=True)
    assert report.skipped_count >= 1
    assert empty.annotations.count() == library.annotations.count() - 1


@pytest.mark.parametrize(
    "junk", [b"\xff\xfe\x00", b"[" * 100_000, b"{}", b'{"type":"zebra"}', b"null", b'"x"']
)
def test_junk_is_refused_by_line(empty: Library, tmp_path: Path, junk: bytes) -> None:
    """A line that is no record gives a refusal with its number, never a crash."""
    (tmp_path / "junk.jsonl").write_bytes(junk + b"\n")
    with pytest.raises(formats.ImportRefused, match=r"junk\.jsonl:1"):
        formats.read(empty, "jsonl", tmp_path / "junk.jsonl")


def test_anonymous_names_nobody(library: Library, tmp_path: Path) -> None:
    """Neither a name nor the folder of a person's computer is in an anonymous export; who is who stays told apart."""
    formats.export(library, "jsonl", tmp_path / "out.jsonl", anonymous=True)
    text = (tmp_path / "out.jsonl").read_text(encoding="utf-8")
    assert '"ann"' not in text and '"bob"' not in text and "/home/" not in text
    names = {json.loads(line).get("annotator") for line in text.splitlines()} - {None}
    assert names == {"annotator-1", "annotator-2"}


def test_others_answer_while_a_large_file_is_read(
    library: Library, empty: Library, tmp_path: Path, view: View, staged: bool
) -> None:
    """Someone who labels at every new report of the import does not wait, and all of both is kept."""
    formats.export(library, "jsonl", tmp_path / "out.jsonl")
    formats.read(empty, "jsonl", tmp_path / "out.jsonl")
    expected = view(empty)["annotations"]
    with (
        open_library(tmp_path / "shared.db", annotator="bob", patience=0.01) as bobs,
        open_library(tmp_path / "shared.db", annotator="cleo") as shared,
    ):
        theirs = bobs.articles.add(Article("Bob reads this. And that.", location="/bob.txt"))
        kept = []

        def answer(number: int) -> None:
            if staged:  # else the library is locked
                kept.append(bobs.annotations.label(theirs.id, number, number + 5, "claim").id)

        formats.read(shared, "jsonl", tmp_path / "out.jsonl", progress=answer)
        assert len(kept) == 2 * staged
        assert view(shared)["annotations"].keys() == expected.keys() | set(kept)
        assert view(shared)["articles"].keys() > view(empty)["articles"].keys()


def test_what_was_added_meanwhile_is_met(
    library: Library, empty: Library, tmp_path: Path, view: View, staged: bool
) -> None:
    """A second import of the same file in the middle of the first: as if one had come after the other."""
    formats.export(library, "jsonl", tmp_path / "out.jsonl")
    once = []

    def again(number: int) -> None:
        if staged and not once:
            once.append(number)
            with open_library(empty.path, annotator="cleo") as second:
                formats.read(second, "jsonl", tmp_path / "out.jsonl")

    report = formats.read(empty, "jsonl", tmp_path / "out.jsonl", progress=again)
    assert view(empty)["annotations"] == view(library)["annotations"]
    assert (report.known if staged else report.read)["annotation"] == library.annotations.count()
