"""diptych's own JSONL: one object a line, everything a library holds, nothing lost.

The first line is the header; ``type`` names what each other line is: scheme, session, article (with its text and
its sentences), story, annotation, link, skip, correction. Annotations name their article by uuid. Prefix and
suffix of a quote follow from the text and are not repeated; a field that is missing is empty. A sentence of an
article that no annotation spans was judged by nobody; one judged to be no claim has an annotation with the label
``not_a_claim``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import OffsetMismatch, UnreadableData
from diptych.formats import fields
from diptych.formats.annotation_lines import AnnotationLines, json_object
from diptych.formats.fields import Refused
from diptych.formats.offsets import check_code_points
from diptych.store import rows
from diptych.store.analyses import storable
from diptych.store.records import Session, StoredArticle
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Selection
    from diptych.formats.writing import Sink

VERSION = 1
"""Raised when a reader of the old version could no longer understand a file."""

_DERIVED = ("prefix", "suffix")
_OFTEN_EMPTY = ("certainty", "note", "attributed_to", "attributed_start", "attributed_end", "pieces")
_ARTICLE = """
SELECT CAST(json_object(
    'type', 'article', 'uuid', uuid, 'title', title, 'source', source, 'author', author, 'published', published,
    'location', ?2, 'fetched_at', fetched_at, 'language', language, 'text_sha256', text_sha256, 'text', text,
    'sentences', CASE WHEN ?3 IS NOT NULL THEN (
        SELECT json_group_array(json_array(start, "end"))
        FROM (SELECT start, "end" FROM sentence WHERE article = ?1 ORDER BY "index" LIMIT -1)) END,
    'sentence_engine', coalesce(?3, '')
) AS BLOB) FROM article WHERE id = ?1
"""
"""The record of an article (?1) with its location as shown (?2) and the engine that found its sentences (?3)."""


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file."""
    sink = export.file()
    uuids: dict[int, str] = {}
    for record in before(selection, export, uuids):
        sink.write(record + b"\n")
    _annotations(selection, export, sink, uuids)
    for id in uuids:
        for tie in selection.ties(id, export.loss):
            export.counts["link"] += 1
            link = {name: getattr(tie.link, name) for name in rows.COLUMNS["link"]}
            sink.write(_json({"type": "link", **link}) + b"\n")
    for record in after(selection, export, uuids):
        sink.write(record + b"\n")


def before(selection: Selection, export: Export, uuids: dict[int, str]) -> Iterator[bytes]:
    """The records that annotations refer to, as JSON; fills ``uuids`` with those of the articles by id."""
    yield _json({"type": "header", "format": "diptych", "version": VERSION, "offsets": "code points"})
    library = selection.library
    for scheme in library.schemes.list():
        yield _json({"type": "scheme", "name": scheme.name, "toml": scheme.toml})
    for session in library.sessions.list():
        if not selection.filters.annotators or session.annotator in selection.filters.annotators:
            yield _json({
                "type": "session", "session": session.id, "uuid": session.uuid,
                "annotator": selection.name(session.annotator), "kind": session.kind,
                "started_at": session.started_at, "ended_at": session.ended_at,
                "active_seconds": session.active_seconds,
            })  # fmt: skip
    for article in selection.articles():
        export.article(article)
        uuids[article.id] = article.uuid
        engines = library.analyses.engines(article.id, "sentence")
        (record,) = library.connection.row(
            _ARTICLE, [article.id, article.location, engines[0] if engines else None]
        )
        yield record
    for story in selection.stories():
        articles = [uuids[id] for id in story.article_ids]
        yield _json({"type": "story", "uuid": story.uuid, "title": story.title, "articles": articles})


def after(selection: Selection, export: Export, uuids: Mapping[int, str]) -> Iterator[bytes]:
    """The records that only diptych has, as JSON: sentences put off, and the machine's findings put right."""
    for table in ("skip", "correction"):
        columns = ", ".join(f'"{name}"' for name in rows.COLUMNS[table])
        for id, uuid in uuids.items():
            found = selection.library.connection.rows(
                f'SELECT {columns} FROM {table} WHERE article = ? ORDER BY start, "end", id', [id]
            )
            for row in found:
                record = dict(zip(rows.COLUMNS[table], row, strict=True))
                if not selection.takes_beside(record["annotator"]):
                    continue
                export.counts[table] += 1
                record |= {"article": uuid, "annotator": selection.name(record["annotator"])}
                yield _json({"type": table, **record})


def _annotations(selection: Selection, export: Export, sink: Sink, uuids: Mapping[int, str]) -> None:
    values = {name: f'n."{name}"' for name in rows.COLUMNS["annotation"] if name not in _DERIVED}
    values |= {"article": "?2", "annotator": AnnotationLines.ANNOTATOR, "pieces": "json(n.pieces)"}
    annotations = AnnotationLines(selection, json_object({"type": "'annotation'", **values}, _OFTEN_EMPTY))
    for chunk in annotations.of_articles(uuids):
        export.counts["annotation"] += chunk.count
        sink.later(chunk.lines)


def _json(record: Mapping[str, Any]) -> bytes:
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a file that ``write`` wrote, or one that somebody made to the same rules."""
    reader = Reader(arrivals)
    for number, line in fields.Lines(path):
        if line is not None and not line.strip():
            continue
        with arrivals.row(path, number):
            if line is None:
                raise Refused("the line is not UTF-8")
            record = fields.mapping(fields.parsed(line, ""), "the line")
            reader.take(fields.text(record, "type"), record)


class Reader:
    """Remembers what the lines so far called things: articles by uuid, sessions by number."""

    def __init__(self, arrivals: Arrivals) -> None:
        self.arrivals = arrivals
        self.library = arrivals.library
        self.articles: dict[str, int] = {}
        self.sessions: dict[int, int] = {}
        self._at_hand: tuple[str, StoredArticle] | None = None

    def take(self, type: str, record: Mapping[str, Any]) -> None:
        method = {
            "header": self.header, "scheme": self.scheme, "session": self.session, "article": self.article,
            "story": self.story, "annotation": self.annotation, "link": self.link, "skip": self.other,
            "correction": self.other,
        }.get(type)  # fmt: skip
        if method is None:
            raise Refused(f"there is no type of line called {type!r}")
        method(record)

    def header(self, record: Mapping[str, Any]) -> None:
        if fields.whole_number(record, "version") > VERSION:
            raise UnreadableData("The file was written by a newer diptych; update diptych to read it.")

    def scheme(self, record: Mapping[str, Any]) -> None:
        name, toml = fields.text(record, "name"), fields.text(record, "toml")
        there = any(stored.name == name and stored.toml == toml for stored in self.library.schemes.list())
        self.library.schemes.keep(name, toml)
        self._count("scheme", known=there)

    def session(self, record: Mapping[str, Any]) -> None:
        uuid = clean(fields.text(record, "uuid"))
        seconds = record.get("active_seconds")
        if isinstance(seconds, bool) or not isinstance(seconds, (int, float)) or not 0 <= seconds < 1e12:
            raise Refused("'active_seconds' is no number of seconds")
        there = self.library.connection.row("SELECT annotator FROM session WHERE uuid = ?", [uuid])
        if there is not None and there[0] != fields.text(record, "annotator"):
            raise Refused(f"session {uuid} is in the library already, as another annotator's")
        kept = self.library.sessions.keep(
            Session(
                0, uuid, fields.text(record, "annotator"), fields.text(record, "kind", "reading"),
                fields.text(record, "started_at"), fields.text(record, "ended_at", "") or None, float(seconds),
            )
        )  # fmt: skip
        self.sessions[fields.whole_number(record, "session")] = kept
        self._count("session", known=there is not None)

    def article(self, record: Mapping[str, Any]) -> None:
        uuid = fields.text(record, "uuid")
        if not uuid:
            raise Refused("the article has no uuid")
        text = fields.text(record, "text")
        sentences = record.get("sentences")
        stored = self.arrivals.article(
            Article(
                text, title=fields.text(record, "title", ""), source=fields.text(record, "source", ""),
                author=fields.text(record, "author", ""), published=fields.text(record, "published", "") or None,
                location=fields.text(record, "location", ""), fetched_at=fields.text(record, "fetched_at", ""),
                language=fields.text(record, "language", ""),
            ),
            uuid=uuid,
            sentences=None if sentences is None else list(_sentences(sentences, len(text))),
            engine=fields.text(record, "sentence_engine", ""),
        )  # fmt: skip
        self.articles[uuid] = stored.id
        self._at_hand = (uuid, stored)

    def story(self, record: Mapping[str, Any]) -> None:
        ids = [self.article_of(uuid).id for uuid in fields.sequence(record.get("articles"), "'articles'")]
        if not ids:
            raise Refused("a story has no articles")
        uuid, title = clean(fields.text(record, "uuid")), fields.text(record, "title", "")
        row = self.library.connection.row("SELECT id, title FROM story WHERE uuid = ?", [uuid])
        if row is not None:
            if self.library.stories.get(row[0]).article_ids != tuple(ids):
                raise Refused(f"story {uuid} is in the library already, with other articles")
            self._count("story", known=True)
            return
        self.library.stories.opened(ids, title, uuid=uuid)
        self._count("story", known=False)

    def annotation(self, record: Mapping[str, Any]) -> None:
        pieces = []
        for piece in fields.sequence(record.get("pieces"), "'pieces'"):
            if not isinstance(piece, list) or len(piece) != 2 or not all(type(at) is int for at in piece):
                raise Refused("'pieces' are not pairs of numbers")
            pieces.append((piece[0], piece[1]))
        self.arrivals.annotation(
            self.article_of(record.get("article")),
            fields.whole_number(record, "start"),
            fields.whole_number(record, "end"),
            fields.text(record, "label"),
            quote=fields.text(record, "quote"),
            attributed_start=fields.maybe_number(record, "attributed_start"),
            attributed_end=fields.maybe_number(record, "attributed_end"),
            attributed_to=fields.text(record, "attributed_to", ""),
            certainty=fields.text(record, "certainty", ""),
            pieces=pieces,
            **self._said(record),
            scheme=fields.text(record, "scheme"),
        )

    def link(self, record: Mapping[str, Any]) -> None:
        source, target = fields.text(record, "source"), fields.text(record, "target")
        self.arrivals.link(source, target, fields.text(record, "relation"), **self._said(record))

    def other(self, record: Mapping[str, Any]) -> None:
        """A skip or a correction: rows that only diptych has."""
        table = fields.text(record, "type")
        article = self.article_of(record.get("article"))
        start, end = fields.whole_number(record, "start"), fields.whole_number(record, "end")
        if not 0 <= start <= end <= len(article.text):
            raise OffsetMismatch(
                f"the span {start}–{end} lies outside its text of {len(article.text)} characters"
            )
        row = {name: _value(name, record) for name in rows.COLUMNS[table] if name != "article"}
        row |= {"article": article.id, "start": start, "end": end}
        if table == "correction":
            check_code_points(article.text, start, end, row["quote"], "a correction")
        row["session"] = self.sessions.get(row["session"]) if isinstance(row["session"], int) else None
        there = rows.read(self.library.connection, table, row["id"])
        if there is None:
            self.library.introduce(row["annotator"])
            rows.insert(self.library.connection, table, row)
        elif {**there, "session": None} != {**row, "session": None}:
            raise Refused(f"{table} {row['id']} is in the library already, and says something else")
        self._count(table, known=there is not None)

    def _said(self, record: Mapping[str, Any]) -> dict[str, Any]:
        session = fields.maybe_number(record, "session")
        return {
            "id": fields.text(record, "id"), "note": fields.text(record, "note", ""),
            "annotator": fields.text(record, "annotator"),
            "session": None if session is None else self.sessions.get(session),
            "created_at": fields.text(record, "created_at", ""), "updated_at": fields.text(record, "updated_at", ""),
        }  # fmt: skip

    def article_of(self, uuid: Any) -> StoredArticle:
        """The article of that uuid, from the file or the library; Refused if it is in neither."""
        if not isinstance(uuid, str):
            raise Refused("it names no article")
        if self._at_hand is not None and self._at_hand[0] == uuid:
            return self._at_hand[1]
        id = self.articles.get(uuid)
        stored = self.library.articles.get(id) if id is not None else self.library.articles.by_uuid(uuid)
        if stored is None:
            raise Refused(f"its article {uuid} is neither in the file before it nor in the library")
        self._at_hand = (uuid, stored)
        return stored

    def _count(self, what: str, *, known: bool) -> None:
        (self.arrivals.known if known else self.arrivals.read)[what] += 1


def _value(column: str, record: Mapping[str, Any]) -> Any:
    """What a column of skips or corrections holds, of the right type and fit to be stored; Refused otherwise."""
    value = record.get(column)
    if column in ("value", "upper"):
        if isinstance(value, (list, dict)):
            raise Refused(f"{column!r} is {fields.kind(value)}, not a number or a text")
        return storable(value)
    if column in ("start", "end", "machine_start", "machine_end", "session"):
        return fields.maybe_number(record, column)
    if column == "approximate":
        return int(bool(value))
    return None if value is None and column in ("unit", "of") else clean(fields.text(record, column))


def _sentences(pairs: Any, length: int) -> Iterator[Sentence]:
    for pair in fields.sequence(pairs, "'sentences'"):
        if not isinstance(pair, list) or len(pair) != 2 or not all(type(at) is int for at in pair):
            raise Refused("'sentences' are not pairs of numbers")
        if not 0 <= pair[0] <= pair[1] <= length:
            raise OffsetMismatch(f"the sentence {pair[0]}–{pair[1]} lies outside the text")
        yield Sentence(pair[0], pair[1])
