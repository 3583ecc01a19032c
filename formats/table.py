"""CSV and TSV, one row a sentence (a row for each answer where several people judged it), for spreadsheets and pandas.

An unjudged sentence has an empty label; ``not_a_claim`` is a label. Offsets are code points. ``text_before`` is what
stands between the row before and this one, ``text_after`` what follows an article's last row: joined with ``text``
they are the whole article, checked by ``article_sha256``, so that the file can be read back without the articles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article, sha256_of
from diptych.errors import UnreadableData
from diptych.formats import fields
from diptych.formats.delimited import WRONG, Rows, table
from diptych.formats.fields import Refused
from diptych.formats.labelled_lines import read_lines
from diptych.formats.offsets import check_annotation, check_code_points
from diptych.store.records import Annotation, StoredArticle
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Document, Selection

COLUMNS = (
    "article", "title", "source", "author", "published", "location", "language", "sentence", "start", "end", "text",
    "label", "scheme", "annotator", "certainty", "note", "attributed_to", "attributed_start", "attributed_end", "id",
    "created_at", "updated_at", "links", "article_sha256", "text_before", "text_after",
)  # fmt: skip

_ABOUT = ("title", "source", "author", "published", "location", "language")
_ANSWER = ("label", "scheme", "annotator", "certainty", "note", "attributed_to", "attributed_start", "attributed_end",
           "id", "created_at", "updated_at")  # fmt: skip


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file; comma or tab as the format's name says."""
    out = Rows(export.file().text, "\t" if export.format.name == "tsv" else ",")
    out.row(COLUMNS)
    spans = _Sentences(selection)
    for document in export.documents(selection):
        for row in _rows(document, export, selection, spans):
            out.row(row[name] for name in COLUMNS)


def _rows(
    document: Document, export: Export, selection: Selection, spans: _Sentences
) -> Iterator[dict[str, Any]]:
    article = document.article
    links = _links(document, export, spans)
    order = {place: number for number, place in enumerate(document.by_sentence(), 1)}
    pending: dict[str, Any] | None = None
    reached = 0
    for (start, end), answers in document.by_sentence().items():
        if not answers and selection.filters.by_answer:
            continue
        each: Sequence[Annotation | None] = answers or (None,)
        for annotation in each:
            if annotation is not None:
                check_annotation(article.text, annotation)
            if pending is not None:
                yield pending
            pending = dict.fromkeys(COLUMNS)
            pending |= {name: getattr(article, name) for name in _ABOUT}
            pending |= {
                "article": article.uuid, "sentence": order[start, end], "start": start, "end": end,
                "text": article.text[start:end], "article_sha256": article.text_sha256,
                "text_before": article.text[reached:start],
            }  # fmt: skip
            reached = max(reached, end)
            if annotation is not None:
                pending |= {name: getattr(annotation, name) for name in _ANSWER}
                if annotation.id in links:
                    pending["links"] = json.dumps(links[annotation.id], ensure_ascii=False)
    if pending is None:
        export.loss.add("text", article.uuid)
        return
    pending["text_after"] = article.text[reached:]
    yield pending


def _links(document: Document, export: Export, spans: _Sentences) -> dict[str, list[dict[str, str]]]:
    """The links that start in this document by their source, each as an object; both ends must have a row."""
    found: dict[str, list[dict[str, str]]] = {}
    sources = {annotation.id: document.is_sentence(annotation) for annotation in document.annotations}
    for tie in document.ties:
        link = tie.link
        if not sources[link.source] or not spans.holds(link.target):
            export.loss.add(
                "relation" if tie.target_article == document.article.id else "cross_link", link.id
            )
            continue
        names = ("id", "relation", "target", "note", "annotator", "created_at", "updated_at")
        found.setdefault(link.source, []).append({name: getattr(link, name) for name in names})
    return found


class _Sentences:
    """Tells of any annotation by its id whether it spans a whole sentence."""

    def __init__(self, selection: Selection) -> None:
        self._library = selection.library
        self._of_article = lru_cache(64)(lambda id: self._spans(selection, id))

    def holds(self, id: str) -> bool:
        annotation = self._library.annotations.get(id)
        return not annotation.pieces and (annotation.start, annotation.end) in self._of_article(
            annotation.article
        )

    def _spans(self, selection: Selection, article_id: int) -> frozenset[tuple[int, int]]:
        found = selection.sentences(self._library.articles.get(article_id))
        return frozenset((one.start, one.end) for one in found)


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a table that ``write`` wrote, or any table with a column of texts and one of labels."""
    rows = table(path)
    first = next(rows, None)
    if first is None:
        raise UnreadableData(f"{path} is empty: not even a line of column names.")
    names = first[1].keys()
    if {"article", "start", "end", "text"} <= names:
        _read_own(path, _chain(first, rows), arrivals)
    else:
        read_lines(path, _chain(first, rows), arrivals)


def _chain(first: tuple[int, dict[str, str]], rest: Iterator[Any]) -> Iterator[tuple[int, dict[str, str]]]:
    yield first
    yield from rest


def _read_own(path: Path, rows: Iterable[tuple[int, dict[str, str]]], arrivals: Arrivals) -> None:
    group: list[tuple[int, dict[str, str]]] = []
    for line, row in rows:
        if group and row.get("article") != group[0][1].get("article"):
            _take_article(path, group, arrivals)
            group = []
        group.append((line, row))
    if group:
        _take_article(path, group, arrivals)


def _take_article(path: Path, group: Sequence[tuple[int, dict[str, str]]], arrivals: Arrivals) -> None:
    article: StoredArticle | None = None
    why = "its article cannot be put together"
    with arrivals.row(path, group[0][0]):
        whole = [(line, row) for line, row in group if WRONG not in row]
        if whole:
            try:
                article = put_together(whole, arrivals)
            except Refused as refusal:
                why = str(refusal)
    for line, row in group:
        with arrivals.row(path, line):
            if WRONG in row:
                raise Refused(row[WRONG])
            if article is None:
                raise Refused(why)
            _take_row(row, article, arrivals)


def put_together(group: Sequence[tuple[int, Mapping[str, Any]]], arrivals: Arrivals) -> StoredArticle:
    """The rows' article: from the library if it is there with that text, else put together from the rows."""
    first = group[0][1]
    uuid = fields.text(first, "article", "")
    there = arrivals.library.articles.by_uuid(uuid) if uuid else None
    if there is not None and there.text_sha256 == first.get("article_sha256", there.text_sha256):
        arrivals.known["article"] += 1
        return there
    text, spans = "", set()
    for _, row in group:
        start, end = _at(row, "start"), _at(row, "end")
        text += fields.text(row, "text_before", "")
        if start > len(text) or end < start:
            raise Refused("the text before this row is missing, and its article is not in the library")
        text += fields.text(row, "text")[len(text) - start :]
        spans.add(Sentence(start, end))
    text += fields.text(group[-1][1], "text_after", "")
    if sha256_of(clean(text)) != first.get("article_sha256"):
        raise Refused("the rows do not add up to their article's text, and it is not in the library")
    about: dict[str, Any] = {name: fields.text(first, name, "") for name in _ABOUT}
    return arrivals.article(
        Article(text, **{**about, "published": about["published"] or None}),
        uuid=uuid,
        sentences=sorted(spans),
    )


def _take_row(row: Mapping[str, str], article: StoredArticle, arrivals: Arrivals) -> None:
    start, end = _at(row, "start"), _at(row, "end")
    check_code_points(article.text, start, end, fields.text(row, "text"), "the row")
    if not row.get("label"):
        arrivals.read["unjudged sentence"] += 1
        return
    place = [_at(row, name) if row.get(name) else None for name in ("attributed_start", "attributed_end")]
    names = ("id", "scheme", "annotator", "certainty", "note", "attributed_to", "created_at", "updated_at")
    id = arrivals.annotation(
        article, start, end, row["label"], quote=row["text"], attributed_start=place[0], attributed_end=place[1],
        **_strings(row, names),
    )  # fmt: skip
    for link in fields.sequence(fields.parsed(row.get("links") or "[]", ""), "'links'"):
        link = fields.mapping(link, "a link")
        arrivals.link(
            id, fields.text(link, "target"), fields.text(link, "relation"),
            **{name: fields.text(link, name, "") for name in ("id", "note", "annotator", "created_at", "updated_at")},
        )  # fmt: skip


def _strings(row: Mapping[str, str], names: Iterable[str]) -> dict[str, Any]:
    return {name: row.get(name, "") for name in names}


def _at(row: Mapping[str, Any], name: str) -> int:
    value = str(row.get(name, ""))
    if not re.fullmatch("[0-9]{1,12}", value):
        raise Refused(f"{name!r} is {value!r}, not a whole number")
    return int(value)
