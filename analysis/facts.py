"""What a figure is about: the noun counted and the words around it, so that two figures can be compared.

A fact is one value of one thing in one report, with every place where the report gives it.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from diptych.analysis.measures import Measure, measure
from diptych.analysis.spans import Analysis, Figure
from diptych.analysis.terms import words

GENERIC = frozenset(
    words(
        "people person individuals men women children adults residents inhabitants citizens others victims dead"
    )
)
"""Nouns that may stand for a more exact one: 33 people, 33 hostages."""

FATES = frozenset(
    words(
        "killed injured arrested missing evacuated rescued hostages displaced infected hospital homeless"
        " charged sentence born survived trapped escaped released"
    )
)
"""What happened to those counted; twelve killed and forty injured are never one figure."""

EARLIER = re.compile(
    r"\b(?:earlier|previously|initially|originally|at first|first (?:put|reported|said)|up from|down from|"
    r"revised|an? (?:earlier|initial|previous|preliminary)|had (?:been )?put|rose from|raised from|formerly|"
    r"no longer|last (?:week|month|year)|on (?:mon|tues|wednes|thurs|fri|satur|sun)day it)\b",
    re.IGNORECASE,
)
"""Signs that a report gives a number as an older one."""

_ZONE = re.compile(r"\s*\(?(GMT|UTC|[A-Z]{1,3}[SD]?T)\b")
_AGED = re.compile(r"\b(?:aged|age|age of)\s+$", re.IGNORECASE)
_NAMED = re.compile(r"\b[A-Z][\w’'-]+(?:,|\s+\()\s*$")
_TOKEN = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[;:()\[\]—–“”\"]|,(?!\d)|\b(?:and|but|while|whereas|including|of whom)\b")
_REACH = 15
"""Words to either side that may tell what a figure is about."""


@dataclass(slots=True)
class Fact:
    """One value of one thing in one report.

    ``near`` weighs the terms around the figure (unit length), ``noun`` is the term of what is counted,
    ``ahead`` says that it is a day after the report's own, ``places`` are the figures with the index of the
    sentence each is in (None outside the body).
    """

    article: int
    measure: Measure
    noun: str
    near: dict[str, float]
    fate: str
    earlier: bool
    ahead: bool = False
    places: list[tuple[int | None, Figure]] = field(default_factory=list)

    @property
    def sentences(self) -> list[int]:
        """The sentences of the body in which it is told."""
        return [index for index, _ in self.places if index is not None]


def facts(article: int, analysis: Analysis, weight: Callable[[str], float]) -> list[Fact]:
    """The facts of one report in reading order; ``weight`` says how telling a term is."""
    starts = [sentence.start for sentence in analysis.sentences]
    day = measure(Figure(0, 0, "date", "", (analysis.published or "")[:10]))
    today = day.high if day else None
    found: list[Fact] = []
    known: dict[tuple[str, float, float, str], Fact] = {}
    for figure in analysis.figures:
        before = analysis.text[max(0, figure.start - 24) : figure.start]
        after = analysis.text[figure.end : figure.end + 12]
        measured = measure(figure, before)
        if measured is None:
            continue
        if measured.dimension == "clock" and (zone := _ZONE.match(after)):
            measured = replace(measured, dimension=f"clock {zone[1]}")
        at = bisect_right(starts, figure.start) - 1
        inside = at >= 0 and figure.end <= analysis.sentences[at].end
        start, end = _bounds(analysis, figure, at if inside else None)
        near, fate = _surroundings(analysis.text, start, end, figure, weight)
        noun = noun_of(figure)
        if noun and after.startswith("-"):
            noun += "-"  # a three-game streak is not three games
        if _is_age(figure, before, after):
            years = measured.low / (31557600 if measured.dimension == "s" else 1)
            measured, noun = Measure("age", years, years, measured.approximate), "age"
        earlier = EARLIER.search(analysis.text, max(start, figure.start - 60), figure.start) is not None
        key = (measured.dimension, measured.low, measured.high, noun)
        fact = known.get(key) if noun else None
        if fact is None or (fate and fact.fate and fate != fact.fate):
            ahead = today is not None and measured.dimension == "date" and measured.low > today
            ahead = ahead and not measured.is_range
            fact = Fact(article, measured, noun, near, fate, earlier, ahead)
            found.append(fact)
            if noun:
                known[key] = fact
        else:
            fact.near = _joined(fact.near, near)
            fact.fate = fact.fate or fate
            fact.earlier = fact.earlier and earlier
        fact.places.append((at if inside else None, figure))
    return found


def _is_age(figure: Figure, before: str, after: str) -> bool:
    """Whether a figure is somebody's age: "aged 26", "26-year-old", "Talbot, 26, said"."""
    if figure.kind == "duration":
        return "old" in figure.text.casefold() or re.match(r"[\s-]olds?\b", after) is not None
    if figure.kind != "cardinal" or figure.upper is not None or not isinstance(figure.value, int | float):
        return False
    if not 0 < figure.value < 120 or figure.of:
        return False
    return _AGED.search(before) is not None or (_NAMED.search(before) is not None and after[:1] in ",)")


def noun_of(figure: Figure) -> str:
    """The term of the noun counted; the last one where there are several ("House members" → member)."""
    terms = words(figure.of or "")
    return terms[-1] if terms else ""


def _bounds(analysis: Analysis, figure: Figure, at: int | None) -> tuple[int, int]:
    if at is not None:
        return analysis.sentences[at].start, analysis.sentences[at].end
    line_end = analysis.text.find("\n", figure.end)
    return analysis.text.rfind("\n", 0, figure.start) + 1, len(analysis.text) if line_end < 0 else line_end


def _surroundings(
    text: str, start: int, end: int, figure: Figure, weight: Callable[[str], float]
) -> tuple[dict[str, float], str]:
    """The terms near a figure, nearer ones heavier, and the nearest word that says what happened."""
    start, end = max(start, figure.start - 200), min(end, figure.end + 200)
    near: dict[str, float] = {}
    fates: list[tuple[float, str]] = []
    after = [m.span() for m in _TOKEN.finditer(text, figure.end, end)]
    before = [m.span() for m in _TOKEN.finditer(text, start, figure.start)][::-1]
    for tokens, forward in ((after, True), (before, False)):
        distance, edge = 0.0, figure.end if forward else figure.start
        for first, last in tokens:
            gap = text[edge:first] if forward else text[last:edge]
            word = text[first:last]
            edge = last if forward else first
            if (gap != " " and _BREAK.search(gap)) or word in ("and", "but", "while", "whereas", "including"):
                distance += 1
            terms = [] if word.isdigit() else words(word)
            distance += bool(terms)
            if distance > _REACH:
                break
            for term in terms:
                near[term] = max(near.get(term, 0.0), weight(term) / (1 + distance / 4))
                if term in FATES:
                    fates.append((distance + (0 if forward else 0.5), term))
    for term in words(figure.of or ""):
        if term in FATES:
            fates.append((0, term))
    fate = min(fates)[1] if fates and min(fates)[0] <= 6 else ""
    return _unit(near), fate


def _unit(vector: dict[str, float]) -> dict[str, float]:
    size = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
    return {term: weight / size for term, weight in vector.items()}


def _joined(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return _unit({term: max(one.get(term, 0.0), other.get(term, 0.0)) for term in {**one, **other}})


def likeness(one: Fact, other: Fact) -> float:
    """How much the words around two figures have in common, 0 to 1."""
    return sum(one.near[term] * other.near[term] for term in one.near.keys() & other.near.keys())
