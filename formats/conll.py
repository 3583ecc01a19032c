"""CoNLL-2003 columns: word, two empty columns, and IOB2 tags; ``-DOCSTART-`` before each article.

It holds spans inside sentences, one over a word: of overlapping spans the longest stays. Read with two or more columns
(the tag is the last) in IOB1, IOB2 or IOBES; the text is then the words with a space between, a line a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.formats import fields
from diptych.formats.fields import Refused
from diptych.formats.offsets import check_annotation
from diptych.formats.tokens import tokens
from diptych.store.records import Annotation

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Document, Selection

START = "-DOCSTART-"
_TAG = re.compile(r"O|([BIESLU])-(\S+)")


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file."""
    sink = export.file()
    for document in export.documents(selection):
        sink.text(f"{START} -X- -X- O\n\n")
        kept = _flat(document, export)
        for sentence in document.sentences:
            lines = list(_sentence(document, sentence, kept))
            if lines:
                sink.text("\n".join(lines) + "\n\n")


def _flat(document: Document, export: Export) -> list[Annotation]:
    """Spans inside one sentence, none over another: the longest first."""
    taken: list[Annotation] = []
    for annotation in sorted(document.spans(), key=lambda one: (one.start - one.end, one.start, one.id)):
        if annotation.pieces:
            continue  # told by the frame
        home = any(one.start <= annotation.start and annotation.end <= one.end for one in document.sentences)
        if any(annotation.start < other.end and other.start < annotation.end for other in taken):
            export.loss.add("overlap", annotation.id)
        elif not home or not any(
            True for _ in tokens(document.article.text, annotation.start, annotation.end)
        ):
            export.loss.add("token", annotation.id)
        else:
            check_annotation(document.article.text, annotation)
            if _label(annotation.label) != annotation.label:
                export.loss.add("label", annotation.id)
            taken.append(annotation)
    return sorted(taken, key=lambda one: one.start)


def _label(label: str) -> str:
    return re.sub(r"\s+", "_", label)


def _sentence(document: Document, sentence: Sentence, kept: Sequence[Annotation]) -> Iterator[str]:
    inside = [one for one in kept if sentence.start <= one.start and one.end <= sentence.end]
    edges = [edge for one in inside for edge in (one.start, one.end)]
    begun: set[str] = set()
    for start, end in tokens(document.article.text, sentence.start, sentence.end, edges):
        over = next((one for one in inside if one.start <= start and end <= one.end), None)
        tag = "O" if over is None else f"{'I' if over.id in begun else 'B'}-{_label(over.label)}"
        if over is not None:
            begun.add(over.id)
        yield f"{document.article.text[start:end]} -X- -X- {tag}"


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a file; each ``-DOCSTART-`` begins an article, a file without any is one article."""
    sentences: list[list[tuple[int, str, str]]] = [[]]
    widths = {2, 4}  # until a line shows how many columns this file has
    number = 0
    extra = False
    for line, text in fields.Lines(path):
        with arrivals.row(path, line):
            if text is None:
                raise Refused("the line is not UTF-8")
            cells = text.split("\t") if "\t" in text else text.split()
            if not text.strip():
                sentences.append([])
            elif cells[0] == START:
                number += _article(path, sentences, number, arrivals)
                sentences = [[]]
            elif text.startswith("#") and not (len(cells) in widths and _TAG.fullmatch(cells[-1].strip())):
                continue  # a comment; a word such as "#" has the columns of the others
            elif len(cells) < 2 or not cells[0]:
                raise Refused("it has no word with a tag")
            elif not _TAG.fullmatch(cells[-1].strip()):
                raise Refused(f"{cells[-1]!r} is no tag such as O, B-PER or I-PER")
            else:
                widths = {len(cells)}
                extra = extra or any(cell not in ("_", "-X-", "") for cell in cells[1:-1])
                sentences[-1].append((line, cells[0], cells[-1].strip()))
    _article(path, sentences, number, arrivals)
    if extra:
        arrivals.leave("columns of parts of speech and phrases")


def _article(path: Path, sentences: list[list[tuple[int, str, str]]], number: int, arrivals: Arrivals) -> int:
    """Put one article together; gives how many were made."""
    lines = [" ".join(word for _, word, _ in sentence) for sentence in sentences if sentence]
    if not lines:
        return 0
    places, at = [], 0
    for line in lines:
        places.append(Sentence(at, at + len(line)))
        at += len(line) + 1
    title = path.stem if not number else f"{path.stem} {number + 1}"
    article = arrivals.article(Article("\n".join(lines), title=title), sentences=places)
    for place, sentence in zip(places, [sentence for sentence in sentences if sentence], strict=True):
        for at_line, start, end, label in _spans(sentence):
            with arrivals.row(path, at_line):
                arrivals.annotation(article, place.start + start, place.start + end, label)
    return 1


def _spans(sentence: Sequence[tuple[int, str, str]]) -> Iterator[tuple[int, int, int, str]]:
    """(line, start, end, label) inside the sentence; I after another label or O begins a span, as in IOB1."""
    at = 0
    open_: tuple[int, int, int, str] | None = None
    for line, word, tag in sentence:
        match = _TAG.fullmatch(tag)
        kind, label = (match[1], match[2]) if match is not None else (None, "")
        if open_ is not None and (kind is None or kind in "BSU" or label != open_[3]):
            yield open_
            open_ = None
        if kind is not None:
            first = open_ or (line, at, at, label)
            open_ = (first[0], first[1], at + len(word), label)
            if kind in "ESLU":
                yield open_
                open_ = None
        at += len(word) + 1
    if open_ is not None:
        yield open_
