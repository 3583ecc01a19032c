"""Annotations by the hundred thousand: checked one by one, written in one statement, in constant memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from diptych.errors import AnnotationError, OffsetMismatch
from diptych.store import anchors, clock, rows
from diptych.store.connection import explained
from diptych.store.identifiers import uuid7
from diptych.store.records import Annotation
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.store.library import Library

LARGE = 50_000
"""From so many rows on, an index is built faster afterwards than kept up row by row."""
PLACES = 'CREATE INDEX main.annotation_by_place ON annotation (article, start, "end")'
_TEXTS = 64

Values = tuple[Any, ...]


def complete(library: Library, annotation: Annotation) -> Values:
    """The row of one annotation, checked and with the gaps filled in; see ``Annotations.add``."""
    return next(_checked(library, [annotation]))


def import_annotations(
    library: Library, annotations: Iterable[Annotation], *, skip_known: bool, action: str, summary: str
) -> int:
    """See ``Annotations.import_many``."""
    connection = library.connection
    source = iter(annotations)
    first = list(islice(source, LARGE))
    if not first:
        return 0
    large = len(first) == LARGE and not connection.in_transaction
    if large:
        # ``_checked`` looks every reference up itself, once a value instead of once a row.
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA cache_size = -65536")
    try:
        with connection.transaction():
            rebuild = large and not connection.row("SELECT 1 FROM annotation LIMIT 1 OFFSET ?", [LARGE])
            if rebuild:
                connection.execute("DROP INDEX annotation_by_place")
            added = write_annotations(library, chain(first, source), skip_known=skip_known)
            if rebuild:
                connection.execute(PLACES)
            if added:
                library.journal.append(action, [], summary=clean(summary) or _summary(added))
    finally:
        if large:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cache_size = -2000")
    return added


def write_annotations(
    library: Library, annotations: Iterable[Annotation], *, skip_known: bool = False
) -> int:
    """Check and write, inside a transaction and without an entry in the journal; gives how many were added."""
    insert = rows.INSERT["annotation"] + (" ON CONFLICT (id) DO NOTHING" if skip_known else "")
    try:
        return library.connection.executemany(insert, _checked(library, annotations)).rowcount
    except sqlite3.IntegrityError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY:
            raise AnnotationError(
                "One of these annotations has an id that is taken already. Nothing was imported."
            ) from error
        raise explained(error, library.path) from error


def _summary(added: int) -> str:
    return "imported 1 annotation" if added == 1 else f"imported {added:,} annotations"


def _checked(library: Library, annotations: Iterable[Annotation]) -> Iterator[Values]:
    connection = library.connection
    texts: dict[int, str] = {}
    seen: dict[tuple[Any, ...], tuple[str, str, str, int | None, str]] = {}
    at = clock.now()
    current: int | None = None
    text, length = "", 0
    for number, annotation in enumerate(annotations, 1):
        (
            id, article, start, end, quote, _, _, label, scheme, annotator, session, created_at, updated_at,
            certainty, note, attributed_to, attributed_start, attributed_end, pieces,
        ) = annotation  # fmt: skip
        if article != current:
            if article not in texts:
                if len(texts) >= _TEXTS:
                    texts.clear()
                texts[article] = library.articles.text(article)
            text = texts[article]
            length = len(text)
            current = article
        here = text[start:end] if 0 <= start < end <= length else ""
        if not here or (quote and quote != here and clean(quote) != here):
            raise OffsetMismatch(_misplaced(number, annotation, text))
        names = (label, scheme, annotator, session, certainty)
        if names not in seen:
            seen[names] = _known(connection, library.annotator, at, *names)
        label, scheme, annotator, session, certainty = seen[names]
        named = id + created_at + updated_at
        if not named.isascii() or "\0" in named:
            id, created_at, updated_at = clean(id), clean(created_at), clean(updated_at)
        if attributed_start is not None or attributed_end is not None:
            if attributed_start is None or attributed_end is None:
                raise OffsetMismatch(f"Annotation {number} ({id}) has half a place for its speaker.")
            anchors.check(text, attributed_start, attributed_end)
        yield (
            id or uuid7(),
            article,
            start,
            end,
            here,
            text[start - 32 if start > 32 else 0 : start],  # anchors.CONTEXT
            text[end : end + 32],
            label,
            scheme,
            annotator,
            session,
            created_at or at,
            updated_at or created_at or at,
            certainty,
            clean(note) if note else "",
            clean(attributed_to) if attributed_to else "",
            attributed_start,
            attributed_end,
            anchors.packed(pieces, start, end) if pieces else None,
        )


def _known(
    connection: Any,
    default: str,
    at: str,
    label: str,
    scheme: str,
    annotator: str,
    session: int | None,
    certainty: str,
) -> tuple[str, str, str, int | None, str]:
    """The values that many annotations share, cleaned, with their references made sure of."""
    label, scheme, annotator, certainty = (
        clean(label),
        clean(scheme),
        clean(annotator) or default,
        clean(certainty),
    )
    if not label or not scheme:
        raise AnnotationError(
            "An annotation needs a label and a scheme; one of these has none. Nothing was imported."
        )
    connection.execute("INSERT OR IGNORE INTO annotator (name, created_at) VALUES (?, ?)", (annotator, at))
    theirs = connection.execute(
        "SELECT 1 FROM session WHERE id = ? AND annotator = ?", (session, annotator)
    ).fetchone()
    return label, scheme, annotator, session if theirs else None, certainty


def _misplaced(number: int, annotation: Annotation, text: str) -> str:
    start, end = annotation.start, annotation.end
    if not 0 <= start < end <= len(text):
        return (
            f"Annotation {number} ({annotation.id}) spans {start}–{end}, but article {annotation.article} has"
            f" {len(text)} code points. Nothing was imported."
        )
    return (
        f"Annotation {number} ({annotation.id}) quotes “{annotation.quote[:40]}”, but article"
        f" {annotation.article} has “{text[start:end][:40]}” at {start}–{end}. Nothing was imported."
    )
