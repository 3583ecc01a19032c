"""Wire copy: passages that two reports share nearly word for word, so that nobody counts them as two sources.

Shingles and containment after Broder 1997, "On the resemblance and containment of documents".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from diptych.analysis.spans import Analysis
from diptych.analysis.terms import plain

SHINGLE = 5
"""Words in a shingle."""
CONTAINED = 0.8
"""The share of a sentence's shingles that the other report must have."""
SHORTEST = 8
"""Words below which a sentence alone is no sign of a common source; it may still carry a passage on."""
_COMMON = 40
"""Places of one shingle that are all compared with one another; further ones only with the first."""
_REPEATS = 3
"""Places of one shingle looked at in one report."""

_WORD = re.compile(r"[^\W_]+")
_Shingles = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """One text in two reports.

    ``sentences`` and ``other_sentences`` are half-open runs of sentence indices; ``overlap`` is the share of
    the shorter run's shingles found in the other, 0 to 1.
    """

    article: int
    sentences: tuple[int, int]
    other: int
    other_sentences: tuple[int, int]
    overlap: float


def shingles(text: str) -> _Shingles:
    """The word 5-grams of a text; a shorter text is one shingle."""
    found = _WORD.findall(plain(text))
    if not found:
        return frozenset()
    size = min(SHINGLE, len(found))
    return frozenset(tuple(found[at : at + size]) for at in range(len(found) - size + 1))


def containment(one: _Shingles, other: _Shingles) -> float:
    """The share of the smaller set that lies in the larger, 0 to 1; 0 where one is empty."""
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return len(small & large) / len(small) if small else 0.0


def passages(articles: Sequence[Analysis]) -> tuple[Passage, ...]:
    """All passages that two reports share, in reading order of the first."""
    sets = [[shingles(a.text[s.start : s.end]) for s in a.sentences] for a in articles]
    where: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    for article, sentences in enumerate(sets):
        for index, found in enumerate(sentences):
            for shingle in found:
                places = where[shingle]
                if len(places) < _REPEATS or places[-_REPEATS][0] != article:
                    places.append((article, index))
    near: dict[tuple[int, int], set[tuple[int, int]]] = defaultdict(set)
    for places in where.values():
        further = ((places[0], place) for place in places[_COMMON:])
        for (one, i), (other, j) in chain(combinations(places[:_COMMON], 2), further):
            if one != other:
                near[one, other].add((i, j))
    result = []
    for (one, other), pairs in near.items():
        alike = {(i, j) for i, j in pairs if containment(sets[one][i], sets[other][j]) >= CONTAINED}
        result += _runs(one, other, alike, sets[one], sets[other])
    return tuple(sorted(result))


def _runs(
    one: int, other: int, alike: set[tuple[int, int]], mine: list[_Shingles], theirs: list[_Shingles]
) -> list[Passage]:
    """Joins pairs that follow one another in both reports; a sentence cut in two on one side stays one run."""
    found: list[Passage] = []
    left = set(alike)
    for start in sorted(alike):
        if start not in left:
            continue
        run, last = [start], start
        left.discard(start)
        while following := next(
            (
                n
                for n in ((last[0] + 1, last[1] + 1), (last[0], last[1] + 1), (last[0] + 1, last[1]))
                if n in left
            ),
            None,
        ):
            left.discard(following)
            run.append(following)
            last = following
        shared: _Shingles = frozenset().union(*(mine[i] for i in {i for i, _ in run}))
        against: _Shingles = frozenset().union(*(theirs[j] for j in {j for _, j in run}))
        if min(len(shared), len(against)) >= SHORTEST - SHINGLE + 1:
            mine_run, their_run = (run[0][0], last[0] + 1), (run[0][1], last[1] + 1)
            found.append(Passage(one, mine_run, other, their_run, containment(shared, against)))
    return found
