"""What analysis finds in a text: spans with a meaning.

``start`` and ``end`` are code points into the article's text as stored, 0-based, end exclusive.
"""

from __future__ import annotations

from typing import NamedTuple


class Sentence(NamedTuple):
    """One sentence to judge; never a headline, a credit, a caption or a website's leftover."""

    start: int
    end: int


class Mention(NamedTuple):
    """A name in the text.

    ``label`` is one of spaCy's (PERSON, ORG, GPE, LOC, NORP, FAC, EVENT, LAW, WORK_OF_ART, PRODUCT,
    LANGUAGE); ``key`` says who it is, the same for every mention of one person or thing.
    """

    start: int
    end: int
    label: str
    text: str
    key: str


class Figure(NamedTuple):
    """A number with its meaning.

    ``kind``: cardinal, money, percent, quantity, ordinal, date, time, duration, range or ratio.
    ``value``: a number, or an ISO 8601 date, time or duration as a string; None where it is vague.
    ``upper``: the other end of a range. ``unit``: ISO 4217 for money, the usual symbol otherwise.
    ``of``: the noun counted ("33 hostages" → "hostages").
    """

    start: int
    end: int
    kind: str
    text: str
    value: float | int | str | None = None
    upper: float | int | str | None = None
    unit: str | None = None
    of: str | None = None
    approximate: bool = False


class Analysis(NamedTuple):
    """All that analysis says of one text, each list in reading order.

    ``entity_engine`` names the engine and its version, or is empty where no model ran.
    """

    text: str
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Mention, ...] = ()
    figures: tuple[Figure, ...] = ()
    entity_engine: str = ""
    title: str = ""
    source: str = ""
    published: str | None = None
