"""What the library hands out: one frozen record a row.

Offsets are code points into ``article.text``, 0-based, end exclusive. Times are UTC, ISO 8601, milliseconds,
ending in ``Z``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

NOT_A_CLAIM = "not_a_claim"
"""The label that says: judged, and no claim. It is an answer; an unjudged sentence has no row at all."""


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """An article in the library. ``id`` is small and for people, ``uuid`` the same in every library."""

    id: int
    uuid: str
    title: str
    source: str
    author: str
    published: str | None
    location: str
    fetched_at: str
    text: str
    text_sha256: str
    language: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Story:
    """Articles read together; ``article_ids`` in pane order."""

    id: int
    uuid: str
    title: str
    article_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Annotation:
    """One person's answer about a span (a sentence, or words).

    ``quote`` is always ``article.text[start:end]``; ``prefix`` and ``suffix`` are up to 32 code points on
    either side. ``pieces`` lists the parts of a discontinuous span as (start, end), empty where it is whole;
    then ``start`` and ``end`` are the hull. ``attributed_start``/``attributed_end`` say where the speaker
    stands in the text, where it does.
    """

    id: str
    article: int
    start: int
    end: int
    quote: str
    prefix: str
    suffix: str
    label: str
    scheme: str
    annotator: str
    session: int | None
    created_at: str
    updated_at: str
    certainty: str = ""
    note: str = ""
    attributed_to: str = ""
    attributed_start: int | None = None
    attributed_end: int | None = None
    pieces: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """One person's relation between two annotations: same, supports, contradicts, updates, differs in figure."""

    id: str
    source: str
    target: str
    relation: str
    note: str
    annotator: str
    session: int | None
    created_at: str
    updated_at: str


@dataclass(frozen=True, slots=True)
class Change:
    """One row before and after; ``before`` is None for a new row, ``after`` for a deleted one."""

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One thing a person did, in the order of ``number``.

    ``action`` is the command's name ("annotation.label", "history.undo", …); ``undoes``/``redoes`` name the
    entry that an undo or redo acted on.
    """

    number: int
    at: str
    annotator: str
    session: int | None
    action: str
    changes: tuple[Change, ...]
    undoes: int | None = None
    redoes: int | None = None
