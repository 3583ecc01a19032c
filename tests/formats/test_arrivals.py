"""Files that other people's programs really write, and files that are broken or meant to do harm.

Each is read right, or what cannot be kept is listed by line and the rest stays: never half, never shifted.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.errors import DiptychError, UnreadableData
from diptych.formats.import_report import ImportReport
from diptych.store import Library

Told = list[tuple[str, str, str]]


@pytest.fixture
def take(empty: Library, tmp_path: Path) -> Callable[..., ImportReport]:
    """Read a text (or JSON values, a line each) as a file of a format into the empty library."""

    def taken(format: str, content: Any, name: str = "in.txt", **options: Any) -> ImportReport:
        if isinstance(content, list):
            content = "\n".join(json.dumps(row) for row in content)
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name).write_bytes(data)
        return formats.read(empty, format, tmp_path / name, **options)

    return taken


def told(library: Library) -> Told:
    """Quote, label and annotator of every answer."""
    return [(one.quote, one.label, one.annotator) for one in library.annotations.each()]


Take = Callable[..., ImportReport]


def region(id: str, start: int, end: int, text: str, label: str, kind: str = "labels") -> dict[str, Any]:
    """A result of Label Studio."""
    value = {"start": start, "end": end, "text": text, kind: [label]}
    return {"id": id, "from_name": "x", "to_name": "text", "type": kind, "value": value}


def test_label_studio_as_it_really_is(take: Take, empty: Library) -> None:
    """People as objects, numbers and names; cancelled ones told; a choice about a region is about that region."""
    text = "😀 Ann says 33."
    relation = {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["of", "by"]}
    note = {"id": "a", "type": "textarea", "to_name": "text", "value": {"text": ["one", "two"]}}
    bare = {**region("c", 3, 6, "Ann", "x"), "value": {"start": 3, "end": 6, "text": "Ann", "labels": []}}
    results = [region("a", 3, 6, "Ann", "PER"), region("b", 12, 14, "33", "NUM"),
               region("a", 3, 6, "Ann", "sure", "choices"), note, relation, bare]  # fmt: skip
    task = {
        "id": 1, "data": {"text": text}, "predictions": [{"result": []}],
        "annotations": [
            {"completed_by": {"id": 3, "email": "a@x.example"}, "result": results},
            {"completed_by": 7, "result": [region("z", 3, 6, "Ann", "PER")]},
            {"completed_by": "cleo", "was_cancelled": True, "result": [region("y", 3, 6, "Ann", "PER")]},
        ],
    }  # fmt: skip
    report = take("labelstudio", json.dumps([task]))
    assert sorted(told(empty)) == [
        ("33", "NUM", "a@x.example"), ("Ann", "PER", "7"), ("Ann", "PER", "a@x.example"),
        ("Ann", "sure", "a@x.example"),
    ]  # fmt: skip
    assert {one.note for one in empty.annotations.each() if one.label == "PER" and one.annotator != "7"} == {
        "one\ntwo"
    }
    ends = {one.id: one.label for one in empty.annotations.each()}
    assert sorted((ends[one.source], one.relation, ends[one.target]) for one in empty.links.list()) == [
        ("NUM", "by", "PER"), ("NUM", "of", "PER")]  # fmt: skip
    assert report.lost == {"skipped tasks": 1, "predictions": 1, "regions without a label": 1}


def test_one_wrong_span_takes_no_other_with_it(take: Take, empty: Library) -> None:
    """With keep_going every right span of a row stays, before and behind a wrong one, and each wrong one is listed."""
    marks = [
        [0, 3, "A"],
        [4, 99, "B"],
        [-1, 3, "C"],
        [7, 4, "D"],
        [4.0, 8, "E"],
        [0, 1e999, "F"],
        ["0", 3, "G"],
    ]
    row = {"text": "One two", "label": [*marks[:4], [4, 7, "E"], *marks[5:]]}
    assert take("doccano", [row], keep_going=True).skipped_count == 5
    assert told(empty) == [("One", "A", "imported"), ("two", "E", "imported")]
    spans = [{"start": a, "end": b, "label": c} for a, b, c in row["label"]]
    report = take("prodigy", [{"text": "One two", "spans": spans, "answer": "accept"}], keep_going=True)
    assert report.skipped_count == 5 and report.read["annotation"] == 2
    results = [region(c, a, b, "One two"[a:b] if isinstance(b, int) and isinstance(a, int) else "", c)
               for a, b, c in row["label"]]  # fmt: skip
    report = take(
        "labelstudio", [{"data": {"text": "One two"}, "annotations": [{"result": results}]}], keep_going=True
    )
    assert report.skipped_count == 5 and report.read["annotation"] == 2


def test_doccano_writes_whole_numbers_with_a_point(take: Take, empty: Library) -> None:
    """Ids and offsets as 1.0 lead to the same entities."""
    entities = [{"id": 1.0, "label": "A", "start_offset": 0.0, "end_offset": 3.0},
                {"id": 2.0, "label": "B", "start_offset": 4, "end_offset": 7}]  # fmt: skip
    take("doccano", [{"text": "One two", "entities": entities,
                      "relations": [{"id": 1.0, "from_id": 1.0, "to_id": 2.0, "type": "r"}]}])  # fmt: skip
    assert [link.relation for link in empty.links.list()] == ["r"]


def test_prodigys_relations_join_its_spans(take: Take, empty: Library) -> None:
    """A relation whose head and child are spans of the task is a link; the session names who judged."""
    spans = [{"start": 0, "end": 3, "label": "A"}, {"start": 4, "end": 7, "label": "B"}]
    ends = {"head": 0, "child": 1, "head_span": {"start": 0, "end": 3}, "child_span": {"start": 4, "end": 7}}
    words = {"head": 1, "child": 0, "head_span": {"start": 4, "end": 6}, "child_span": {"start": 0, "end": 3}}
    report = take("prodigy", [
        {"text": "One two", "spans": spans, "answer": "accept", "_session_id": "set-ann",
         "relations": [{**ends, "label": "r"}, {**words, "label": "s"}]},
        {"text": "One two", "answer": "reject", "spans": spans}, {"text": "One two", "answer": "ignore"},
    ])  # fmt: skip
    assert [(link.relation, link.annotator) for link in empty.links.list()] == [("r", "set-ann")]
    assert report.lost == {"relations between words that are no spans": 1, "tasks answered reject": 1,
                           "tasks answered ignore": 1}  # fmt: skip


def test_signs_no_library_keeps_are_told(take: Take, empty: Library) -> None:
    """NUL and halves of a pair become U+FFFD one for one, offsets stay true, and it is told how many there were."""
    report = take("prodigy", [{"text": "a\0b \ud83d c", "spans": [{"start": 6, "end": 7, "label": "C"},
                               {"start": 0, "end": 3, "label": "A", "text": "a\0b"}], "answer": "accept"}])  # fmt: skip
    assert [quote for quote, _, _ in told(empty)] == ["a\ufffdb", "c"]
    assert report.lost == {"characters that a library cannot keep (NUL, halves of a pair)": 2}


@pytest.mark.parametrize(
    ("content", "quotes", "refused"),
    [
        ("\ufeffText;Label\r\n\"One; two\";a\r\nThree;\r\n", ["One; two"], 0),  # Excel in Europe
        ("label,text\na,One\n,Two\n", ["One"], 0),
        ("text,label\nOne,a\nTwo\nThree,b\n", ["One", "Three"], 1),  # a row cut short is no unjudged sentence
        ("text,label\nOne, two,a\nThree,b\n", ["Three"], 1),  # a comma without quotes: which cell is which?
        ("text,label\nOne,a\n\"Two,b\n", ["One"], 1),  # cut off inside quotes
        ("text\tlabel\n\"One\" said he\ta\nTwo \"2\tb\n", ['"One" said he', 'Two "2'], 0),  # TSV without quotes
    ],
)  # fmt: skip
def test_tables_as_spreadsheets_write_them(
    take: Take, empty: Library, content: str, quotes: list[str], refused: int
) -> None:
    """Semicolons, byte-order mark, order and case of columns are taken as meant; a row of another width is refused."""
    report = take("csv", content, keep_going=True)
    assert [quote for quote, _, _ in told(empty)] == quotes and report.skipped_count == refused


def test_a_table_cut_short_is_not_half_taken(library: Library, empty: Library, tmp_path: Path) -> None:
    """Our own table, cut anywhere: all or nothing, and with keep_going no answer is taken for an unjudged sentence."""
    formats.export(library, "csv", tmp_path / "out.csv", allow_loss=True)
    data = (tmp_path / "out.csv").read_bytes()
    full = {one.id: one.label for one in library.annotations.each()}
    for cut in range(300, len(data) - 2, 41):
        (tmp_path / "cut.csv").write_bytes(data[:cut])
        with pytest.raises(DiptychError):
            formats.read(empty, "csv", tmp_path / "cut.csv")
        assert empty.annotations.count() == 0 and empty.articles.list() == []
    report = formats.read(empty, "csv", tmp_path / "cut.csv", keep_going=True)
    assert report.skipped_count and all(full[one.id] == one.label for one in empty.annotations.each())


def test_two_columns_of_one_name_are_refused(take: Take) -> None:
    """Nobody knows which of two columns called the same is meant."""
    with pytest.raises(UnreadableData, match="two columns called 'label'"):
        take("csv", "text,label,Label\na,b,c\n")


def test_a_docbin_that_swells_is_refused(empty: Library, tmp_path: Path) -> None:
    """A few kilobytes that unpack to far more than any DocBin of their size are not unpacked whole."""
    pytest.importorskip("spacy", reason="the extra entities is not installed")
    (tmp_path / "bomb.spacy").write_bytes(zlib.compress(b"\x80" * (1 << 26), 9))
    with pytest.raises(UnreadableData, match="100 times its size"):
        formats.read(empty, "docbin", tmp_path / "bomb.spacy")
    (tmp_path / "bomb.spacy").write_bytes(zlib.compress(b"\x93\x01\x02"))
    with pytest.raises(UnreadableData, match="no DocBin"):
        formats.read(empty, "docbin", tmp_path / "bomb.spacy")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("name", ["in.xmi", "TypeSystem.xml"])
def test_entities_are_refused_in_every_encoding(
    empty: Library, tmp_path: Path, encoding: str, name: str
) -> None:
    """A document type hides in UTF-16 from a search for its bytes; it is refused there too, in both kinds of file."""
    pytest.importorskip("cassis", reason="the extra cas is not installed")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    xmi = '<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore" xmi:version="2.0">' \
          '<cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" sofaString="{}"/></xmi:XMI>'  # fmt: skip
    types = '<typeSystemDescription xmlns="http://uima.apache.org/resourceSpecifier"><name>{}</name>' \
            '</typeSystemDescription>'  # fmt: skip
    head = f'<?xml version="1.0" encoding="{encoding[:6].rstrip("-")}"?>' if encoding != "utf-8" else ""
    mark = b"\xff\xfe" if encoding == "utf-16-le" else b""
    for file, content in (("in.xmi", xmi), ("TypeSystem.xml", types)):
        hostile = file == name
        content = (head + bomb + content.format("&b;")) if hostile else content.format("plain")
        (tmp_path / file).write_bytes(mark + content.encode(encoding) if hostile else content.encode())
    with pytest.raises(UnreadableData, match="document type"):
        formats.read(empty, "cas", tmp_path / "in.xmi")
    assert empty.articles.list() == []


@pytest.mark.parametrize(
    ("format", "row"),
    [
        ("averitec", {"claim": "x", "label": "Supported", "claim_types": [["a"]]}),
        ("labelstudio", {"data": {"text": "x"}, "annotations": [{"result": [
            {"type": "textarea", "id": {}, "value": {"text": ["a"]}}]}]}),
        ("labelstudio", {"data": {"text": "x"}, "annotations": [{"result": [{"type": "labels", "id": []}]}]}),
        ("labelstudio", {"data": {"text": "x", "diptych": {
            "articles": {"text": {}, "more": {}}, "story": {"uuid": ["a"]}}}}),
        ("prodigy", {"text": "x", "diptych": {"article": "u", "start": 0, "end": 1, "text_after": 5}}),
        ("prodigy", {"text": "x", "diptych": {"article": "u", "start": 0, "end": 1, "title": 1.5}}),
        ("webannotation", {"type": "Annotation", "target": {"source": "\ud800", "selector": {}}}),
        ("jsonl", {"type": "story", "uuid": "\ud800", "articles": ["x"]}),
        ("jsonl", {"type": "session", "uuid": "\ud800", "annotator": 3, "active_seconds": 1}),
    ],
)  # fmt: skip
def test_values_of_the_wrong_kind_are_refused_in_words(take: Take, format: str, row: Any) -> None:
    """A list, a number or half a character where a text belongs never ends in a traceback."""
    try:
        take(format, [row])
    except DiptychError as error:
        assert "Traceback" not in str(error)


@pytest.mark.parametrize(
    ("format", "content", "words"),
    [
        ("doccano", b"\x1f\x8b\x08\x00abc", "is packed: gzip"), ("csv", b"PK\x03\x04abc", "ZIP"),
        ("prodigy", b"", "is empty"), ("csv", b"text,label\ncaf\xe9,a\n", "Save it as UTF-8"),
        ("labelstudio", b"[" * 100_000, "nested too deep"), ("webannotation", b"[" * 100_000, "nested too deep"),
        ("doccano", b'{"a":' * 100_000, "nested too deep"), ("labelstudio", b"[1, 2", "is no JSON"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_as_a_whole_gets_one_sentence(
    take: Take, empty: Library, format: str, content: bytes, words: str
) -> None:
    """Packed, empty, of another encoding or nested without end: one sentence, not one for every line."""
    with pytest.raises(UnreadableData, match=words):
        take(format, content)
    assert empty.articles.list() == []


@pytest.mark.parametrize("format", ["doccano", "csv", "jsonl", "docbin", "conll2003", "labelstudio"])
def test_a_folder_where_a_file_belongs(empty: Library, tmp_path: Path, format: str) -> None:
    """It is said that it is a folder, and what to do."""
    if format == "docbin":
        pytest.importorskip("spacy", reason="the extra entities is not installed")
    with pytest.raises(UnreadableData, match="is a folder; name a file in it"):
        formats.read(empty, format, tmp_path)


def test_other_encodings_and_layouts_of_json(take: Take, empty: Library) -> None:
    """JSON lines in UTF-16 with their mark, with CRLF, and objects over several lines one after another are read."""
    row = '{"text": "One", "label": [[0, 3, "A"]]}'
    take("doccano", (row + "\r\n").encode("utf-16"))
    take("doccano", b"\xef\xbb\xbf" + (row.replace("One", "Two") + "\r\n\r\n").encode())
    several = (
        json.dumps({"text": "Six", "label": [[0, 3, "B"]]}, indent=1)
        + "\n"
        + json.dumps({"text": "Ten"}, indent=2)
    )
    take("doccano", several)
    assert [quote for quote, _, _ in told(empty)] == ["One", "Two", "Six"]
    report = take("doccano", several + "\n{\n'text': 1}\n" + row, keep_going=True)
    assert [(problem.line, report.skipped_count) for problem in report.skipped] == [
        (several.count("\n") + 3, 1)
    ]


def test_the_name_decided_and_that_is_said(empty: Library, tmp_path: Path) -> None:
    """Where a file's name chose the format and nothing fits, the report says which it was and how to name another."""
    (tmp_path / "in.jsonl").write_text('{"text": "One", "label": [[0, 3, "A"]]}\n')
    with pytest.raises(UnreadableData, match=r"It was read as diptych JSONL.* --format"):
        formats.read(empty, None, tmp_path / "in.jsonl")


def test_ids_that_stand_for_two_things_lead_nowhere(take: Take, empty: Library, tmp_path: Path) -> None:
    """A relation to one of two spans with one id is refused, in doccano and brat; so are two links with one id."""
    entities = [{"id": 1, "label": "A", "start_offset": 0, "end_offset": 3},
                {"id": 1, "label": "B", "start_offset": 4, "end_offset": 7},
                {"id": 2, "label": "C", "start_offset": 0, "end_offset": 7}]  # fmt: skip
    row = {"text": "One two", "entities": entities, "relations": [{"from_id": 1, "to_id": 2, "type": "r"}]}
    assert take("doccano", [row], keep_going=True).skipped_count == 1
    (tmp_path / "b.txt").write_text("One two")
    (tmp_path / "b.ann").write_text(
        "T1\tA 0 3\tOne\nT1\tB 4 7\ttwo\nT2\tC 0 7\tOne two\nR1\tr Arg1:T1 Arg2:T2\n"
    )
    report = formats.read(empty, "brat", tmp_path / "b.ann", keep_going=True)
    assert [problem.line for problem in report.skipped] == [2]
    assert [(link.relation, empty.annotations.get(link.source).label) for link in empty.links.list()] == [
        ("r", "A")
    ]
    ends = [one.id for one in empty.annotations.each()][:3]
    own = [
        {"type": "link", "id": "l", "source": source, "target": target, "relation": "r", "annotator": "a"}
        for source, target in pairwise(ends)
    ]
    assert take("jsonl", own, keep_going=True).skipped_count == 1


def test_a_file_cut_between_lines_is_noticed_by_its_manifest(
    library: Library, empty: Library, tmp_path: Path
) -> None:
    """Nothing in a JSONL file says that its last lines are gone; the manifest beside it does."""
    formats.export(library, "jsonl", tmp_path / "out.jsonl")
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "out.jsonl").write_bytes(b"".join(lines[:-2]))
    report = formats.read(empty, "jsonl", tmp_path / "out.jsonl")
    assert len(report.notes) == 1 and "cut short" in str(report)
    (tmp_path / "out.jsonl").write_bytes(b"".join(lines))
    assert formats.read(empty, "jsonl", tmp_path / "out.jsonl").notes == ()
