"""CheckThat! (CLEF labs, 2018 to today) and ClaimBuster: one row a sentence, check-worthy or not.

Read: any of their tables, told apart by the column names, without regard to case; without names, the four columns of
2018 and 2019 (line number, speaker, text, 0 or 1) or the six of the fact-checking task of 2018 (line number, speaker,
text, claim number, claim as put by the checkers, verdict). ClaimBuster's JSON list of objects is read too.

Written: ``checkthat`` as in 2023 and 2024 (``Sentence_id``, ``Text``, ``class_label`` Yes or No), ``checkthat-2018`` as
in 2018 (which has the speaker), ``claimbuster`` as its ground truth of 2020 (``Sentence_id``, ``Text``, ``Speaker``,
``Verdict`` -1, 0 or 1; there a column ``label`` has two classes, unless -1 occurs in it).
Cells follow RFC 4180 but for ``checkthat-2018``, which knows no quotes. A text that a spreadsheet would run as a
formula gets an apostrophe, which reading takes away.

ClaimBuster's classes: Arslan et al., ICWSM 2020 (NFS -1, UFS 0, CFS 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import UnreadableData
from diptych.formats import delimited, fields
from diptych.formats.delimited import escaped, unescaped
from diptych.formats.fields import Refused
from diptych.formats.meaning import Meanings
from diptych.formats.offsets import check_annotation
from diptych.store.records import NOT_A_CLAIM

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Document, Selection
    from diptych.store.records import Annotation

Row = tuple[int, dict[str, str]]

CHECK_WORTHY, NOT_CHECK_WORTHY = "check_worthy", "not_check_worthy"
UNIMPORTANT, NON_FACTUAL = "unimportant_factual", "non_factual"
SCHEME = "checkworthy"

_TEXTS = ("text", "tweet_text", "sentence", "sentence_text", "claim_text")
_LABELS = ("check_worthiness", "class_label", "check_worthy", "label", "verdict")
_IDS = ("sentence_id", "tweet_id", "line_number", "id")
_YES = frozenset({"1", "1.0", "yes", "true", "cfs", "check-worthy", CHECK_WORTHY})
_NO = frozenset({"0", "0.0", "no", "false", "ncs", NOT_CHECK_WORTHY})
_NONE = frozenset({"", "-", "n/a", "nan", "none"})
_NAMES_2018 = {
    4: ("line_number", "speaker", "text", "label"),
    6: ("line_number", "speaker", "text", "claim_number", "claim_normalized", "verdict_2018"),
}
_HEADS = {
    "checkthat": ("Sentence_id", "Text", "class_label"),
    "checkthat-2018": (),
    "claimbuster": ("Sentence_id", "Text", "Speaker", "Verdict"),
}
_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file; the year's columns as the format's name says."""
    sink, name = export.file(), export.format.name
    delimiter = "," if name == "claimbuster" else "\t"
    if _HEADS[name]:
        sink.text(_line(_HEADS[name], delimiter))
    number, meanings = 0, Meanings(selection.library)
    for document in export.documents(selection):
        for annotation, text, value in _answers(document, export, meanings):
            number += 1
            if name == "checkthat":
                sink.text(_line((number, escaped(text), "Yes" if value == 1 else "No"), delimiter))
            elif name == "claimbuster":
                cells = (number, escaped(text), escaped(annotation.attributed_to), value)
                sink.text(_line(cells, delimiter))
            else:
                flat = [_BREAKS.sub(" ", cell) for cell in (annotation.attributed_to, text)]
                if flat[1] != text:
                    export.loss.add("quote", annotation.id)
                if flat[0] != annotation.attributed_to:
                    export.loss.add("attribution", annotation.id)
                sink.text("\t".join((str(number), flat[0], escaped(flat[1]), str(int(value == 1)))) + "\n")


def _answers(document: Document, export: Export, meanings: Meanings) -> Iterator[tuple[Annotation, str, int]]:
    """The first answer to each sentence with its text and value (1, 0 or -1); further ones are told as lost."""
    three = export.format.name == "claimbuster"
    article = document.article
    for (start, end), answers in document.by_sentence().items():
        taken = False
        for annotation in answers:
            value = _value(annotation, meanings)
            if taken or value is None:
                export.loss.add("several" if taken else "label", annotation.id)
                continue
            taken = True
            check_annotation(article.text, annotation)
            if annotation.label != _read_as(value, three):
                export.loss.add("label", annotation.id)
            yield annotation, article.text[start:end], value if three else max(value, 0)


def _value(annotation: Annotation, meanings: Meanings) -> int | None:
    """1 check-worthy or otherwise a claim, 0 a claim of no importance, -1 none; None: the label is about neither."""
    if annotation.label in (UNIMPORTANT, NOT_CHECK_WORTHY):
        return 0
    if annotation.label in (NOT_A_CLAIM, NON_FACTUAL):
        return -1
    return {"claim": 1, "not_claim": -1}.get(meanings.kind(annotation))


def _read_as(value: int, three: bool) -> str:
    if three:
        return {1: CHECK_WORTHY, 0: UNIMPORTANT, -1: NON_FACTUAL}[value]
    return CHECK_WORTHY if value == 1 else NOT_CHECK_WORTHY


def _line(cells: Sequence[object], delimiter: str) -> str:
    """One row by RFC 4180, ending in a line feed."""
    texts = []
    for cell in map(str, cells):
        quoted = any(sign in cell for sign in ('"', "\n", "\r", delimiter))
        texts.append('"' + cell.replace('"', '""') + '"' if quoted else cell)
    return delimiter.join(texts) + "\n"


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a table: one article of the file, one line a row."""
    found = list(_rows(path))
    if not found:
        raise UnreadableData(f"{path} has no rows.")
    names = dict.fromkeys(name for _, row in found for name in row)
    column = next((name for name in _TEXTS if name in names), None)
    label = next((name for name in (*_LABELS, "verdict_2018") if name in names), None)
    if column is None or label is None:
        raise UnreadableData(f"{path} has no column of texts and one of labels: {', '.join(names)[:200]}.")
    used = {column, label, "speaker", "claim" if label == "check_worthiness" else label}
    used |= {"claim_normalized"} if label == "verdict_2018" else set()
    three = label == "verdict" or any(
        row.get(label, "").strip() in ("-1", "-1.0", "NFS", "UFS") for _, row in found
    )
    for name in names:
        if name not in used and name not in _IDS:
            arrivals.leave(
                f"the column {name}",
                sum(1 for _, row in found if row.get(name, "").strip().casefold() not in _NONE),
            )
    _take(path, found, column, label, three, arrivals)


def _take(path: Path, found: Sequence[Row], column: str, label: str, three: bool, arrivals: Arrivals) -> None:
    """Put the article together, then label its lines."""
    taken: list[tuple[int, int, int, Mapping[str, str]]] = []
    texts: list[str] = []
    seen: dict[str, int] = {}
    at = 0
    for line, row in found:
        with arrivals.row(path, line):
            if row.get("wrong"):
                raise Refused(row["wrong"])
            text, id = row.get(column, ""), next((row[name] for name in _IDS if row.get(name)), "")
            if not text.strip():
                raise Refused("there is no text")
            if id and seen.setdefault(id, line) != line:
                raise Refused(f"its number {id} stands in line {seen[id]} already")
            texts.append(text)
            taken.append((line, at, at + len(text), row))
            at += len(text) + 1
    if not taken:
        return
    article = arrivals.article(
        Article("\n".join(texts), title=path.name),
        sentences=[Sentence(start, end) for _, start, end, _ in taken],
    )
    for line, start, end, cells in taken:
        with arrivals.row(path, line):
            answer = _label(cells, label, three)
            if not answer:
                arrivals.read["unjudged sentence"] += 1
                continue
            arrivals.annotation(
                article, start, end, answer, scheme=SCHEME if label != "verdict_2018" else "verdict",
                attributed_to=cells.get("speaker", ""), note=cells.get("claim_normalized", "").strip(),
            )  # fmt: skip


def _label(row: Mapping[str, str], column: str, three: bool) -> str:
    value = row.get(column, "").strip().casefold()
    if value in _NONE:
        return ""
    if column == "verdict_2018":
        if value not in ("true", "half-true", "false"):
            raise Refused(f"its verdict {value!r} is none of true, half-true, false")
        return value
    if value in _YES:
        return CHECK_WORTHY
    if three and value in ("0", "0.0", "ufs"):
        return UNIMPORTANT
    if value in ("-1", "-1.0", "nfs"):
        return NON_FACTUAL
    if value in _NO:
        if column == "check_worthiness" and "claim" in row:
            return UNIMPORTANT if row["claim"].strip().casefold() in _YES else NON_FACTUAL
        return NOT_CHECK_WORTHY
    raise Refused(f"its label {value!r} is none of 1, 0, -1, Yes, No")


def _rows(path: Path) -> Iterator[Row]:
    """The rows by column name in lower case, with their line numbers; ``wrong`` says what is wrong with one."""
    if path.suffix.casefold() in (".json", ".jsonl"):
        for number, value in fields.objects(path):
            if isinstance(value, dict):
                yield number, {str(key).casefold(): _cell(cell) for key, cell in value.items()}
            else:
                yield number, {"wrong": str(value) if isinstance(value, Refused) else "it is not an object"}
        return
    text = fields.whole(path)
    head, delimiter = delimited.head(text)
    first = head.strip("\r").split(delimiter)
    if first[0].strip().isdecimal():
        if len(first) not in _NAMES_2018:
            raise UnreadableData(
                f"{path} has {len(first)} columns without names. Line numbers with scores or verdicts are somebody's "
                "answers, without the sentences; the data have four columns or six."
            )
        yield from _named(delimited.split(text, delimiter), _NAMES_2018[len(first)])
        return
    cells = delimited.cells(text, delimiter)
    names = [name.strip().strip('"').casefold() for name in next(cells, (1, [""]))[1]]
    yield from _named(cells, names)


def _cell(value: Any) -> str:
    return "" if value is None else value if isinstance(value, str) else str(value)


def _named(rows: Iterator[tuple[int, list[str]]], names: Sequence[str]) -> Iterator[Row]:
    for line, cells in rows:
        if not cells or cells == [""]:
            continue
        row = dict(zip(names, map(unescaped, cells), strict=False))
        if len(cells) != len(names):
            row["wrong"] = f"it has {len(cells)} columns, not {len(names)}"
        yield line, row
