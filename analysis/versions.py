"""Two versions of one report: what was kept, changed, added and cut, sentence by sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from diptych.analysis.spans import Analysis
from diptych.analysis.terms import plain

CHANGED = 0.5
"""The share of words two sentences must have in common for one to be the other, changed."""
_SQUARE = 20_000
"""Pairs of sentences looked at in one changed stretch; longer ones are compared in step."""

Kind = Literal["kept", "changed", "added", "cut"]


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """One line of the two versions side by side.

    ``old`` and ``new`` are sentence indices; ``old`` is None for what was added, ``new`` for what was cut.
    """

    kind: Kind
    old: int | None
    new: int | None


def sentence_changes(old: Analysis, new: Analysis) -> list[SentenceChange]:
    """All sentences of both versions in reading order, each once; spacing alone is no change."""
    before, after = _texts(old), _texts(new)
    found: list[SentenceChange] = []
    matcher = SequenceMatcher(None, before, after, autojunk=True)
    for tag, first, last, first_new, last_new in matcher.get_opcodes():
        if tag == "equal":
            pairs = zip(range(first, last), range(first_new, last_new), strict=True)
            found += [SentenceChange("kept", i, j) for i, j in pairs]
        else:
            found += _stretch(before, after, range(first, last), range(first_new, last_new))
    return found


def _texts(analysis: Analysis) -> list[str]:
    return [" ".join(analysis.text[s.start : s.end].split()) for s in analysis.sentences]


def _stretch(before: Sequence[str], after: Sequence[str], old: range, new: range) -> Iterator[SentenceChange]:
    """Sentences between two kept ones: the changed ones paired in order, the rest cut or added."""
    i, j = old.start, new.start
    for one, two in (*_pairs(before, after, old, new), (old.stop, new.stop)):
        yield from (SentenceChange("cut", at, None) for at in range(i, one))
        yield from (SentenceChange("added", None, at) for at in range(j, two))
        if one < old.stop and two < new.stop:
            yield SentenceChange("kept" if before[one] == after[two] else "changed", one, two)
        i, j = one + 1, two + 1


def _pairs(before: Sequence[str], after: Sequence[str], old: range, new: range) -> list[tuple[int, int]]:
    """The pairing in order with the most words in common (Needleman and Wunsch 1970, no cost for gaps)."""
    words = {("old", i): _words(before[i]) for i in old} | {("new", j): _words(after[j]) for j in new}
    if len(old) * len(new) > _SQUARE:
        steps = zip(old, new, strict=False)
        return [(i, j) for i, j in steps if _alike(words["old", i], words["new", j]) >= CHANGED]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    alike: dict[tuple[int, int], float] = {}
    for x in range(len(old) - 1, -1, -1):
        for y in range(len(new) - 1, -1, -1):
            share = _alike(words["old", old[x]], words["new", new[y]])
            best[x][y] = max(best[x + 1][y], best[x][y + 1])
            if share >= CHANGED:
                alike[x, y] = share
                best[x][y] = max(best[x][y], best[x + 1][y + 1] + share)
    found, x, y = [], 0, 0
    while x < len(old) and y < len(new):
        if (x, y) in alike and best[x][y] == best[x + 1][y + 1] + alike[x, y]:
            found.append((old[x], new[y]))
            x, y = x + 1, y + 1
        elif best[x][y] == best[x + 1][y]:
            x += 1
        else:
            y += 1
    return found


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", plain(text)))


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """Twice the words in common over all words, 0 to 1 (Dice 1945)."""
    every = one.total() + other.total()
    return 2 * (one & other).total() / every if every else 1.0
