"""Confidence intervals by drawing whole reports again: sentences of one report are not independent of each other.

The percentile interval of the cluster bootstrap. B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap
(1993), chapter 13; C. A. Field and A. H. Welsh, Bootstrapping clustered data, J. R. Statist. Soc. B 69 (2007), 369–390;
for agreement of nominal data: A. Zapf and others, Measuring inter-rater reliability, BMC Med. Res. Methodol. 16:93
(2016).
"""

from __future__ import annotations

import random
import sys
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

RESAMPLES = 1_000
SEED = 20_110_125
"""One for all, so that the same answers always give the same figures."""
CONFIDENCE = 0.95
_DEFINED = 0.95
"""The share of resamples in which a figure must be defined, for an interval of it to mean anything."""
_FIELDS: tuple[tuple[Literal["H", "I", "Q"], int], ...] = (("H", 2), ("I", 4), ("Q", 8))
"""Bytes for one sum of counts, as ``array`` and ``struct`` call them; the fewer, the faster."""

ONE_REPORT = "no interval: it takes answers in two reports or more"
RARELY = "no interval: in too many resamples it is undefined"

Statistic = Callable[[Sequence[int]], Sequence["float | None"]]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval. ``why`` says in words why ``value``, or else the interval, is None."""

    value: float | None
    low: float | None = None
    high: float | None = None
    why: str = ""


def estimated(
    counts: Sequence[Sequence[int]],
    statistic: Statistic,
    why: Sequence[str],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> list[Estimate]:
    """What ``statistic`` makes of the sums of ``counts``, with an interval for each of its figures.

    ``counts``: one row of equally many whole numbers from 0 for each report; in which order the reports come does not
    matter. ``why``: for each figure, what to say where it is undefined.
    """
    sums = [sum(column) for column in zip(*counts, strict=True)] if counts else None
    if sums is None:
        return [Estimate(None, why=reason) for reason in why]
    values = statistic(sums)
    if len(counts) < 2:
        return [
            Estimate(value, why=reason if value is None else ONE_REPORT)
            for value, reason in zip(values, why, strict=True)
        ]
    drawn: list[list[float]] = [[] for _ in values]
    for resample in _resampled(sorted(map(tuple, counts)), resamples, seed):
        for column, value in zip(drawn, statistic(resample), strict=True):
            if value is not None:
                column.append(value)
    return [
        _with_interval(value, reason, column, resamples)
        for value, reason, column in zip(values, why, drawn, strict=True)
    ]


def _with_interval(value: float | None, why: str, drawn: list[float], resamples: int) -> Estimate:
    if value is None:
        return Estimate(None, why=why)
    if len(drawn) < _DEFINED * resamples:
        return Estimate(value, why=RARELY)
    drawn.sort()
    tail = (1 - CONFIDENCE) / 2
    return Estimate(value, quantile(drawn, tail), quantile(drawn, 1 - tail))


def quantile(ordered: Sequence[float], share: float) -> float:
    """Of values in ascending order, between neighbours (R. J. Hyndman and Y. Fan, 1996, definition 7)."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _resampled(counts: Sequence[Sequence[int]], resamples: int, seed: int) -> Iterator[Sequence[int]]:
    """Sums over as many reports as there are, drawn with replacement.

    All counts of a report stand side by side in one long whole number, so that Python adds them at once.
    """
    order = sys.byteorder
    largest = len(counts) * max((max(row, default=0) for row in counts), default=0)
    code, width = next(field for field in _FIELDS if largest < 256 ** field[1])
    packed = [int.from_bytes(array(code, row).tobytes(), order) for row in counts]
    size = len(counts[0]) * width
    pick = random.Random(seed)
    for _ in range(resamples):
        total = sum(pick.choices(packed, k=len(packed)))
        yield memoryview(total.to_bytes(size, order)).cast(code)
