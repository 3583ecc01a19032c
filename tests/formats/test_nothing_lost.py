"""The nastiest library we could think of, out and in again: exactly what the loss report counts is missing, no more."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.store import Library, open_library
from tests.formats.nasty import fill

FORMATS = [
    "jsonl",
    "webannotation",
    "csv",
    "tsv",
    "prodigy",
    "doccano",
    "labelstudio",
    "brat",
    "docbin",
    "cas",
]
"""Those that are read back with ids."""

WHOLE = ("sentence", "span", "discontinuous", "several", "overlap", "token")
"""Kinds of loss that leave a whole answer out, in all of them."""

View = Callable[[Library], dict[str, Any]]


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of ``nasty.py``; nobody writes to it."""
    with open_library(tmp_path_factory.mktemp("nasty") / "nasty.db", annotator="ann") as library:
        fill(library)
        yield library


def rows_of(library: Library, table: str) -> Counter[tuple[Any, ...]]:
    """The rows of skips or corrections, without what differs between libraries."""
    return Counter(
        library.connection.rows(
            f'SELECT a.uuid, t.start, t."end", t.annotator FROM {table} t JOIN article a ON a.id = t.article'
        )
    )


@pytest.mark.parametrize("format", FORMATS)
def test_what_is_missing_is_what_was_told(
    format: str, nasty: Library, empty: Library, view: View, tmp_path: Path
) -> None:
    """Answers, links, articles, stories, schemes, corrections and skips: as many are missing as were told."""
    report = formats.export(nasty, format, tmp_path / "out", allow_loss=True)
    back = formats.read(empty, format, tmp_path / "out")
    told, full, found = report.loss.count, view(nasty), view(empty)
    assert back.skipped_count == 0
    gone = {
        kind: len(full[kind]) - len(found[kind]) for kind in ("annotations", "links", "articles", "schemes")
    }
    dropped = sum(map(told, WHOLE)) + (told("quote") if format == "brat" else 0)
    assert gone["annotations"] == dropped and set(found["annotations"]) <= set(full["annotations"])
    assert gone["links"] == told("relation") + told("cross_link") and set(found["links"]) <= set(
        full["links"]
    )
    if format == "cas":  # it tells of texts with characters that XML has no place for
        assert gone["articles"] == 0 and told("quote") > 0
    else:
        assert gone["articles"] == told("text")
        changed = [id for id, answer in found["annotations"].items() if answer != full["annotations"][id]]
        assert changed == []
        assert {id: found["links"][id] for id in found["links"]} == {
            id: full["links"][id] for id in found["links"]
        }
        assert all(full["articles"][uuid] == article for uuid, article in found["articles"].items())
    assert gone["schemes"] == told("guideline")
    unlike = [uuid for uuid, story in full["stories"].items() if found["stories"].get(uuid) != story]
    assert len(unlike) == told("story")
    for table in ("correction", "skip"):
        assert (rows_of(nasty, table) - rows_of(empty, table)).total() == told(table)
    assert (full["sessions"] == found["sessions"]) == (told("session") == 0)
    if formats.find(format).lossless:
        assert not report.loss
    again = formats.read(empty, format, tmp_path / "out")
    assert not {"annotation", "article", "link", "story"} & set(again.read)


@pytest.mark.parametrize("format", [f.name for f in formats.formats() if f.writes])
def test_corrections_schemes_and_cut_stories_are_never_lost_in_silence(
    format: str, nasty: Library, tmp_path: Path
) -> None:
    """Whatever a format does not hold of what stands beside the answers is in its report."""
    if extra := formats.find(format).extra:
        library = {"parquet": "pyarrow", "cas": "cassis", "entities": "spacy"}[extra]
        pytest.importorskip(library, reason=f"the extra {extra} is not installed")
    report = formats.export(nasty, format, tmp_path / "out", allow_loss=True)
    holds = formats.find(format).holds
    for kind, count in (("correction", 2), ("skip", 1), ("guideline", 1)):
        assert report.loss.count(kind) == (0 if kind in holds else count)
    if format in ("labelstudio", "html", "markdown"):  # side by side: an article has one place
        assert report.loss.count("story") == 1


def test_a_link_keeps_its_times(nasty: Library, empty: Library, tmp_path: Path) -> None:
    """When a link was changed comes back from every format that says it holds times and links."""
    for format in ("doccano", "labelstudio", "brat", "docbin", "cas", "csv"):
        with open_library(tmp_path / f"{format}.db", annotator="cleo") as back:
            formats.export(nasty, format, tmp_path / format, allow_loss=True)
            formats.read(back, format, tmp_path / format)
            full = {link.id: link.updated_at for link in nasty.links.list()}
            found = {link.id: link.updated_at for link in back.links.list()}
            assert found and all(full[id] == found[id] for id in found)


def test_brat_gives_each_label_a_name_of_its_own(nasty: Library, tmp_path: Path) -> None:
    """Two labels never share brat's name for them, and visual.conf shows what each is called."""
    formats.export(nasty, "brat", tmp_path / "out", allow_loss=True)
    shown = (tmp_path / "out" / "visual.conf").read_text(encoding="utf-8")
    names = dict(line.split(" | ", 1) for line in shown.splitlines() if " | " in line)
    assert names["label"] == "要主張" and names["a_b-2"] == "a b"
    told: dict[str, set[str]] = {}
    for file in (tmp_path / "out").rglob("*.ann"):
        spans: dict[str, str] = {}
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                spans[line.split("\t")[0]] = line.split("\t")[1].split(" ")[0]
            elif "\tdiptych T" in line:
                _, target, own = line.split("\t", 2)
                told.setdefault(spans[target.split(" ")[1]], set()).add(json.loads(own)["label"])
    assert all(len(labels) == 1 for labels in told.values()) and len(told) > 20
    assert "AnnotatorNotes" in "".join(p.read_text() for p in (tmp_path / "out").rglob("*.ann"))
    for file in (tmp_path / "out").rglob("*.ann"):
        notes = [line for line in file.read_text(encoding="utf-8").splitlines() if "AnnotatorNotes" in line]
        assert all(line.split("\t")[2].strip() for line in notes)


def test_prodigys_tokens_are_its_text(nasty: Library, tmp_path: Path) -> None:
    """Tokens joined by their ``ws`` are the task's text, white space of all kinds included; every span sits on them."""
    formats.export(nasty, "prodigy", tmp_path / "out.jsonl", allow_loss=True)
    for line in (tmp_path / "out.jsonl").read_bytes().splitlines():
        task = json.loads(line)
        assert "".join(one["text"] + " " * one["ws"] for one in task["tokens"]) == task["text"]
        for span in task["spans"]:
            assert task["tokens"][span["token_start"]]["start"] == span["start"]
            assert task["tokens"][span["token_end"]]["end"] == span["end"]


def test_a_hash_at_the_start_of_a_line_is_a_word(empty: Library, tmp_path: Path) -> None:
    """A CoNLL line whose word is # is no comment; a line of another width that starts with # is one."""
    (tmp_path / "x.conll").write_text(
        "# a comment\n# _ _ B-TAG\nmetoo _ _ I-TAG\n#x _ _ O\n# text = a O\n\n", encoding="utf-8"
    )
    formats.read(empty, "conll2003", tmp_path / "x.conll")
    assert empty.articles.text(1) == "# metoo #x"
    assert [one.quote for one in empty.annotations.each()] == ["# metoo"]
