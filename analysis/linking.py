"""Which figures of different reports are about one thing, whether they agree or not."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator

from diptych.analysis.facts import GENERIC, Fact, likeness
from diptych.analysis.matching import Matcher
from diptych.analysis.measures import agreement

LINKED = 0.5
"""How surely two figures must be about one thing before their values are compared."""
_SAMPLE = 30
"""Pairs looked at before two groups of facts are joined."""
_PLACES = 4
"""Places of one fact whose sentences are compared."""
_PARTNERS = 60
"""Facts of one kind that a fact is weighed against: a table of results has hundreds that look alike."""
_NEAR = 1.6
"""The ratio of two values up to which nearness speaks for one thing told differently."""
_SAME = 0.15
"""What giving the same value says for two figures being about one thing."""
_ASIDE = 2
"""Sentences within which a report sets one value for a thing against another."""
_MENTIONED = 0.4
"""The likeness of two nouns of which one is only mentioned near the other figure."""


def grouped(found: list[Fact], matcher: Matcher) -> list[list[Fact]]:
    """Facts about one thing, at most one of each report; surest pairs are joined first.

    Two groups join where their facts are about one thing on average (Sokal and Michener 1958), so that no
    chain of lookalikes makes a row.
    """
    group_of = list(range(len(found)))
    groups = {index: [index] for index in range(len(found))}
    for _, one, other in sorted(_links(found, matcher), key=lambda link: (-link[0], link[1], link[2])):
        a, b = group_of[one], group_of[other]
        if a == b:
            continue
        if {found[i].article for i in groups[a]} & {found[i].article for i in groups[b]}:
            lone, row = (one, groups[b]) if len(groups[a]) == 1 else (other, groups[a])
            if len(groups[group_of[lone]]) > 1 or not _beside(found, lone, row):
                continue
        pairs = [(i, j) for i in groups[a] for j in groups[b]]
        if len(pairs) > 1:
            pairs = pairs[:_SAMPLE]
            average = sum(sureness(found[i], found[j], matcher, near=1.0) for i, j in pairs) / len(pairs)
            if average < LINKED - 0.1:
                continue
        groups[a] += groups.pop(b)
        for index in groups[a]:
            group_of[index] = a
    return [[found[i] for i in sorted(group, key=lambda i: found[i].article)] for group in groups.values()]


def _beside(found: list[Fact], lone: int, row: list[int]) -> bool:
    """Whether a report gives two values for one thing: "some say 33 million, others 40"."""
    rest = [i for i in row if found[i].article == found[lone].article]
    return all(
        any(abs(x - y) <= _ASIDE for x in found[lone].sentences for y in found[i].sentences) for i in rest
    )


def _links(found: list[Fact], matcher: Matcher) -> Iterator[tuple[float, int, int]]:
    """Pairs of facts of different reports that are about one thing, with how surely.

    Agreeing figures are paired first: what another report confirms is not compared with its other figures.
    """
    settled: set[tuple[int, int]] = set()
    apart: dict[tuple[int, int], float] = {}
    alike: list[tuple[float, int, int]] = []
    for one, other in _candidates(found, matcher):
        score = sureness(found[one], found[other], matcher)
        if agreement(found[one].measure, found[other].measure) == "differs":
            apart[one, other] = score
        elif score >= LINKED - (_SAME if telling(found[one]) else 0.0):
            alike.append((score, one, other))
    rival: dict[tuple[int, int], float] = defaultdict(float)
    for (one, other), score in apart.items():
        for key in ((one, found[other].article), (other, found[one].article)):
            rival[key] = max(rival[key], score)
    for score, one, other in alike:
        ends = (one, found[other].article), (other, found[one].article)
        if score - _SAME >= min(rival[ends[0]], rival[ends[1]]):
            settled.update(ends)
            yield score, one, other
    left = [
        (one, other)
        for one, other in apart
        if (one, found[other].article) not in settled and (other, found[one].article) not in settled
    ]
    nearest = _nearest(found, left)
    for one, other in left:
        there, here = nearest[one, found[other].article], nearest[other, found[one].article]
        score = sureness(found[one], found[other], matcher, near=0.5 * ((there == other) + (here == one)))
        if score >= needed(found[one], found[other]):
            yield score, one, other


def _nearest(found: list[Fact], pairs: list[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """For a fact and another report, the fact there whose value is nearest: {(fact, report): fact}."""
    nearest: dict[tuple[int, int], tuple[float, int]] = {}
    for one, other in pairs:
        gap = _ratio(found[one], found[other])
        for here, there in ((one, other), (other, one)):
            key = (here, found[there].article)
            nearest[key] = min(nearest.get(key, (math.inf, -1)), (gap, there))
    return {key: there for key, (_, there) in nearest.items()}


def _ratio(one: Fact, other: Fact) -> float:
    """The logarithm of the larger value over the smaller, 0 where they are equal."""
    low, high = sorted(abs(fact.measure.low + fact.measure.high) / 2 or 0.1 for fact in (one, other))
    return float(math.log(high / low))


def _candidates(found: list[Fact], matcher: Matcher) -> set[tuple[int, int]]:
    """Pairs of one dimension that count the same, give the same value, or stand in matching sentences.

    Money and measured values of one order of magnitude, and dates to come, are few enough to look at all.
    """
    shared: dict[tuple[str, object], list[int]] = defaultdict(list)
    placed: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, fact in enumerate(found):
        dimension, size = fact.measure.dimension, max(abs(fact.measure.low), 1e-9)
        if fact.noun and fact.noun not in GENERIC:
            shared[dimension, fact.noun].append(index)
        if fact.ahead:
            shared[dimension, "ahead"].append(index)
        if fact.fate:
            shared[dimension, "fate " + fact.fate].append(index)
        shared[dimension, (fact.measure.low, fact.measure.high)].append(index)
        if _by_size(fact):
            for shift in (0.0, 0.5):  # two rasters, so that 9 and 11 meet in one of them
                shared[dimension, f"size {shift} {math.floor(math.log10(size) + shift)}"].append(index)
        for sentence in fact.sentences:
            placed[fact.article, sentence].append(index)
    pairs: set[tuple[int, int]] = set()
    for group in shared.values():
        for at, one in enumerate(group):
            further = group[at + 1 : at + 1 + _PARTNERS]
            pairs.update((one, other) for other in further if found[other].article != found[one].article)
    for (article, sentence), group in placed.items():
        for match in matcher.best(article, sentence):
            for other in placed.get((match.article, match.sentence), ()):
                for one in group[:_PARTNERS]:
                    if found[one].measure.dimension == found[other].measure.dimension:
                        pairs.add((one, other) if one < other else (other, one))
    return pairs


def _by_size(fact: Fact) -> bool:
    """Whether the size of a value alone tells something: money, measures, durations, large counts."""
    dimension = fact.measure.dimension
    if dimension == "count":
        return fact.measure.low >= 1000
    return dimension not in ("percent", "age", "ordinal", "ratio", "date") and not dimension.startswith(
        "clock"
    )


def telling(fact: Fact) -> bool:
    """Whether two reports would hardly give the same value by chance: 412, 8.4 metres, 1.2 million."""
    value = fact.measure.low / fact.measure.factor
    return abs(value) >= 100 or not float(value).is_integer() or fact.measure.dimension.startswith("money")


def needed(one: Fact, other: Fact) -> float:
    """How sure it must be that two unequal figures are about one thing, before they are said to differ."""
    if one.measure.dimension == "date":
        days = min(_days(one), _days(other)) < 28
        return LINKED if one.ahead and other.ahead else LINKED + (0.2 if days else 0.1)
    if telling(one) and telling(other):
        return LINKED - 0.08
    return LINKED - 0.05 if _by_size(one) else LINKED + 0.05


def sureness(one: Fact, other: Fact, matcher: Matcher, *, near: float = 0.0) -> float:
    """How surely two figures are about one thing, 0 to about 1.

    ``near``: 1 where each is the nearest in value to the other among what the two reports still have to
    offer, one half where that holds one way only.
    """
    if one.measure.dimension != other.measure.dimension or (
        one.fate and other.fate and one.fate != other.fate
    ):
        return 0.0
    differs = agreement(one.measure, other.measure) == "differs"
    if differs and (one.measure.dimension == "ordinal" or not (one.sentences and other.sentences)):
        return 0.0  # the first and the second are two things; a stamp on a page is no statement
    if differs and one.measure.dimension == "date" and max(_days(one), _days(other)) > 366:
        return 0.0  # seasons and terms name what they are, like ordinals
    if one.ahead != other.ahead:
        return 0.0  # one has happened, the other is still to come
    noun = _noun_score(one, other)
    if noun == 0.0 or (differs and noun == _MENTIONED):
        return 0.0
    around = likeness(one, other)
    if differs and one.measure.dimension == "count" and noun < 1.0 and around < 0.08:
        return 0.0
    score = 0.4 * around + 0.3 * noun
    if one.fate and one.fate == other.fate:
        score += 0.1
    if differs:
        closeness = _closeness(one, other)
        score += closeness * near if closeness > 0 else closeness
    else:
        score += _SAME
    if one.ahead and other.ahead:
        score += 0.2
    if score + 0.3 < LINKED - 0.15:
        return score  # no match of the sentences could help any more
    strength = max(
        (
            matcher.strength(one.article, mine, other.article, theirs)
            for mine in one.sentences[:_PLACES]
            for theirs in other.sentences[:_PLACES]
        ),
        default=0.0,
    )
    return score + 0.3 * min(1.0, strength / 0.6)


def _days(fact: Fact) -> float:
    return fact.measure.high - fact.measure.low


def _closeness(one: Fact, other: Fact) -> float:
    """What nearness in value says: much for money and large counts, nothing for two and three."""
    if one.measure.dimension == "date":
        return 0.2 * max(0.0, 1.0 - abs(one.measure.low - other.measure.low) / 14)
    near = 1.0 - _ratio(one, other) / math.log(_NEAR)
    if near <= 0:
        return -0.12 * min(3.0, _ratio(one, other))
    if one.measure.dimension.startswith("money"):
        return 0.5 * near
    if one.measure.dimension == "count":
        least = min(one.measure.low, other.measure.low)
        return (0.4 if least >= 1000 else 0.3 if least >= 100 else 0.0) * near
    return 0.3 * near if _by_size(one) else 0.0


def _noun_score(one: Fact, other: Fact) -> float:
    if one.noun == other.noun:
        if one.noun:
            return 1.0
        large = min(one.measure.low, other.measure.low) >= 1000
        return 0.5 if one.measure.dimension != "count" or large or one.fate == other.fate != "" else 0.0
    if not one.noun or not other.noun or one.noun in GENERIC or other.noun in GENERIC:
        return 0.5
    return _MENTIONED if one.noun in other.near or other.noun in one.near else 0.0
