"""What the library hands out: one frozen record a row.

Offsets are code points into ``article.text``, 0-based, end exclusive. Times are UTC, ISO 8601, milliseconds,
ending in ``Z``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

NOT_A_CLAIM = "not_a_claim"
"""The label that says: judged, and no claim. It is an answer; an unjudged sentence has no row at all."""


class StoredArticle(NamedTuple):
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


class Story(NamedTuple):
    """Articles read together; ``article_ids`` in pane order."""

    id: int
    uuid: str
    title: str
    article_ids: tuple[int, ...]


class Annotation(NamedTuple):
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


class Link(NamedTuple):
    """One person's relation of two annotations: same, supports, contradicts, updates, differs in figure."""

    id: str
    source: str
    target: str
    relation: str
    note: str
    annotator: str
    session: int | None
    created_at: str
    updated_at: str


class Change(NamedTuple):
    """One row before and after; ``before`` is None for a new row, ``after`` for a deleted one."""

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None


class JournalEntry(NamedTuple):
    """One thing a person did, in the order of ``number``.

    ``action`` is the command's name ("annotation.label", "history.undo", …). ``undoes`` is the number of the
    entry that an undo took back; ``redoes`` the number of the *undo* that a redo took back. ``summary`` is
    there where ``changes`` is not: a bulk import is one entry, which undo steps over.
    """

    number: int
    at: str
    annotator: str
    session: int | None
    action: str
    changes: tuple[Change, ...]
    undoes: int | None = None
    redoes: int | None = None
    summary: str = ""


class ArticleSummary(NamedTuple):
    """An article without its text, for lists.

    ``judged`` counts the sentences on which the annotator gave an answer, ``claims`` the annotator's
    annotations (words as well as sentences) other than "not a claim".
    """

    id: int
    uuid: str
    title: str
    source: str
    author: str
    published: str | None
    location: str
    language: str
    added_at: str
    sentences: int
    judged: int
    claims: int


class Session(NamedTuple):
    """One sitting of one annotator. ``active_seconds`` leaves idle time out; ``ended_at`` is the last sign of
    life.
    """

    id: int
    uuid: str
    annotator: str
    kind: str
    started_at: str
    ended_at: str | None
    active_seconds: float


class Place(NamedTuple):
    """Where a story was left: the active pane (0-based) and the cursor's offset in each article.

    ``options`` is whatever else the reader wants back (switches, modes): JSON values only.
    """

    story: int
    pane: int
    offsets: Mapping[int, int]
    options: Mapping[str, Any]
    updated_at: str


class StoredScheme(NamedTuple):
    """The copy of a label scheme as it was when somebody worked with it; ``toml`` is the whole file."""

    name: str
    sha256: str
    toml: str
    created_at: str


class SearchHit(NamedTuple):
    """An article that matches. ``start`` is the offset of the first match in its text, None where only the
    title matches.

    ``matches`` are (start, end) inside ``snippet``.
    """

    article: int
    title: str
    source: str
    published: str | None
    snippet: str
    matches: tuple[tuple[int, int], ...]
    start: int | None


class Skip(NamedTuple):
    """A sentence that was looked at and put off: neither judged nor unseen."""

    id: str
    article: int
    start: int
    end: int
    annotator: str
    session: int | None
    created_at: str


class Timing(NamedTuple):
    """How long an annotator looked at a span: active seconds over all visits."""

    article: int
    start: int
    end: int
    annotator: str
    seconds: float
    visits: int
    updated_at: str


class Correction(NamedTuple):
    """A person's answer to what the machine found; the machine's own row stays as it is.

    ``verdict``: "rejected" (nothing is there), "changed" (``start`` … ``approximate`` say what is right) or
    "added" (the machine missed it). ``machine_*`` name the machine's finding by span, label (or figure kind)
    and engine; None and "" for "added". ``subject``: "mention" or "figure". ``label`` is the mention's label
    or the figure's kind.
    """

    id: str
    article: int
    subject: str
    verdict: str
    machine_start: int | None
    machine_end: int | None
    machine_label: str
    engine: str
    start: int
    end: int
    quote: str
    label: str
    annotator: str
    session: int | None
    created_at: str
    updated_at: str
    key: str = ""
    value: float | int | str | None = None
    upper: float | int | str | None = None
    unit: str | None = None
    of: str | None = None
    approximate: bool = False
    note: str = ""
