"""The table of figures: what is counted, and what each report says for it."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diptych.analysis.facts import GENERIC, Fact, facts, likeness
from diptych.analysis.matching import Matcher
from diptych.analysis.measures import agreement
from diptych.analysis.spans import Analysis, Figure

VERDICTS = ("differs", "older", "range_holds", "about", "same", "alone")
"""Most worth looking at first. ``older``: differs, and one report calls its number an earlier one."""

LINKED = 0.5
"""How surely two figures must be about one thing before their values are compared."""

_SAMPLE = 30
"""Pairs looked at before two groups of facts are joined."""

_PLACES = 4
"""Places of one fact whose sentences are compared."""


@dataclass(frozen=True, slots=True)
class Told:
    """One place where a report gives the figure; ``sentence`` is an index, None outside the body."""

    sentence: int | None
    figure: Figure


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One thing counted. ``told`` has one entry a report, in their order, empty where it says nothing."""

    of: str
    kind: str
    unit: str
    verdict: str
    told: tuple[tuple[Told, ...], ...]

    @property
    def alone(self) -> int | None:
        """The only report that gives this figure, or None."""
        tellers = [article for article, places in enumerate(self.told) if places]
        return tellers[0] if len(tellers) == 1 else None


def figure_table(articles: Sequence[Analysis], matcher: Matcher) -> tuple[FigureRow, ...]:
    """Rows with differences first, then by how many reports tell, then in reading order."""
    found = [fact for index, article in enumerate(articles) for fact in facts(index, article, matcher.weight)]
    groups = _grouped(found, matcher)
    rows = [_row(group, len(articles), matcher) for group in groups]
    return tuple(sorted(rows, key=_rank))


def _grouped(found: list[Fact], matcher: Matcher) -> list[list[Fact]]:
    """Facts about one thing, at most one of each report; surest pairs are joined first.

    Two groups join where their facts are about one thing on average (Sokal and Michener 1958), so that no
    chain of lookalikes makes a row.
    """
    group_of = list(range(len(found)))
    groups = {index: [index] for index in range(len(found))}
    for _, one, other in sorted(_links(found, matcher), key=lambda link: (-link[0], link[1], link[2])):
        a, b = group_of[one], group_of[other]
        if a == b or {found[i].article for i in groups[a]} & {found[i].article for i in groups[b]}:
            continue
        pairs = [(i, j) for i in groups[a] for j in groups[b]]
        if len(pairs) > 1:
            pairs = pairs[:_SAMPLE]
            average = sum(sureness(found[i], found[j], matcher) for i, j in pairs) / len(pairs)
            if average < LINKED - 0.1:
                continue
        groups[a] += groups.pop(b)
        for index in groups[a]:
            group_of[index] = a
    return [[found[i] for i in sorted(group, key=lambda i: found[i].article)] for group in groups.values()]


def _rank(row: FigureRow) -> tuple[int, int, int, int]:
    first = next(index for index, places in enumerate(row.told) if places)
    return (
        VERDICTS.index(row.verdict),
        -sum(1 for places in row.told if places),
        first,
        row.told[first][0].figure.start,
    )


def _links(found: list[Fact], matcher: Matcher) -> Iterable[tuple[float, int, int]]:
    """Pairs of facts of different reports that are about one thing, with how surely."""
    for one, other in _candidates(found, matcher):
        score = sureness(found[one], found[other], matcher)
        if score >= LINKED:
            yield score, one, other


def _candidates(found: list[Fact], matcher: Matcher) -> set[tuple[int, int]]:
    """Pairs that count the same noun, give the same value, or stand in matching sentences."""
    shared: dict[tuple[str, object], list[int]] = defaultdict(list)
    placed: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, fact in enumerate(found):
        if fact.noun and fact.noun not in GENERIC:
            shared[fact.measure.dimension, fact.noun].append(index)
        shared[fact.measure.dimension, (fact.measure.low, fact.measure.high)].append(index)
        for sentence in fact.sentences:
            placed[fact.article, sentence].append(index)
    pairs: set[tuple[int, int]] = set()
    for group in shared.values():
        for at, one in enumerate(group):
            pairs.update(
                (one, other) for other in group[at + 1 :] if found[other].article != found[one].article
            )
    for (article, sentence), group in placed.items():
        for match in matcher.best(article, sentence):
            for other in placed.get((match.article, match.sentence), ()):
                for one in group:
                    if found[one].measure.dimension == found[other].measure.dimension:
                        pairs.add((one, other) if one < other else (other, one))
    return pairs


def sureness(one: Fact, other: Fact, matcher: Matcher) -> float:
    """How surely two figures are about one thing, 0 to about 1."""
    if one.measure.dimension != other.measure.dimension:
        return 0.0
    relation = agreement(one.measure, other.measure)
    if one.fate and other.fate and one.fate != other.fate:
        return 0.0
    if relation == "differs" and (
        one.measure.dimension == "ordinal" or not (one.sentences and other.sentences)
    ):
        return 0.0  # the first and the second are two things; a stamp on a page is no statement
    noun = _noun_score(one, other)
    if noun == 0.0:
        return 0.0
    score = 0.4 * likeness(one, other) + 0.3 * noun + (0.15 if relation != "differs" else 0.0)
    if score + 0.3 < LINKED - 0.1:
        return score  # no match of the sentences could help any more
    strength = max(
        (
            matcher.strength(one.article, mine, other.article, theirs)
            for mine in one.sentences[:_PLACES]
            for theirs in other.sentences[:_PLACES]
        ),
        default=0.0,
    )
    score += 0.3 * min(1.0, strength / 0.6)
    if relation != "differs":
        return score
    if one.measure.dimension.startswith(("date", "clock")):
        return score - 0.1
    low, high = sorted((abs(one.measure.low) or 0.1, abs(other.measure.low) or 0.1))
    return score - 0.08 * min(3.0, math.log(high / low))


def _noun_score(one: Fact, other: Fact) -> float:
    if one.noun == other.noun:
        if one.noun:
            return 1.0
        return 0.5 if one.measure.dimension != "count" or one.fate == other.fate != "" else 0.0
    if not one.noun or not other.noun or one.noun in GENERIC or other.noun in GENERIC:
        return 0.5
    if one.noun in other.near or other.noun in one.near:
        return 0.4
    return 0.0


def _row(group: list[Fact], articles: int, matcher: Matcher) -> FigureRow:
    told: list[list[Told]] = [[] for _ in range(articles)]
    for fact in group:
        told[fact.article] += [Told(sentence, figure) for sentence, figure in fact.places]
    first = next((fact for fact in group if fact.noun and fact.noun not in GENERIC), group[0])
    figure = first.places[0][1]
    return FigureRow(
        of=figure.of or "",
        kind=figure.kind,
        unit=figure.unit or "",
        verdict=_verdict(group, matcher),
        told=tuple(tuple(places) for places in told),
    )


def _verdict(group: list[Fact], matcher: Matcher) -> str:
    if len(group) == 1:
        return "alone"
    verdicts = {"same"}
    for at, one in enumerate(group):
        for other in group[at + 1 :]:
            relation = agreement(one.measure, other.measure)
            if relation == "differs":
                if sureness(one, other, matcher) < LINKED:
                    continue
                if one.earlier != other.earlier:
                    relation = "older"
            verdicts.add(relation)
    return min(verdicts, key=VERDICTS.index)
