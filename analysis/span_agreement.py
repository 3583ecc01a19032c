"""How far people agree on words: which were marked, and as what.

Kappa is undefined here, for nobody can count the spans that both left unmarked; the F1 of the one against the other is
what it tends to as these grow (G. Hripcsak and A. S. Rothschild, Agreement, the F-measure, and reliability in
information retrieval, JAMIA 12 (2005), 296–298).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

from diptych.analysis.agreement import f1, observed
from diptych.analysis.resampling import Estimate, estimated

NO_COMMON = "undefined: there is no report that both worked on"
NOTHING = "undefined: no words marked"


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """Words with a label. ``pieces``: parts [start, end) in code points, in order; one for a span without gaps."""

    pieces: tuple[tuple[int, int], ...]
    label: str


Marked = Mapping[str, Sequence[LabelledSpan]]
"""The spans of one report by annotator. Who worked on it and marked no words is there, with none."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """``precision``: the share of the second's spans that the first has; ``recall``: the other way round."""

    precision: Estimate
    recall: Estimate
    f1: Estimate


@dataclass(frozen=True, slots=True)
class SpanAgreement:
    """Two annotators, over the ``articles`` that both worked on.

    ``exact``: the same code points and label. ``overlapping``: the same label and a code point in common; one span may
    be met by several.
    """

    first: str
    second: str
    articles: int
    first_spans: int
    second_spans: int
    exact: Overlap
    overlapping: Overlap


def span_agreement(articles: Sequence[Marked], annotators: Sequence[str]) -> tuple[SpanAgreement, ...]:
    """Measure every pair of which somebody marked words."""
    found = (_pair(articles, *pair) for pair in combinations(sorted(set(annotators)), 2))
    return tuple(one for one in found if one.first_spans or one.second_spans)


def _pair(articles: Sequence[Marked], first: str, second: str) -> SpanAgreement:
    both = [(marked[first], marked[second]) for marked in articles if first in marked and second in marked]
    counts = [
        (len(ours), len(theirs), _same(ours, theirs), _met(ours, theirs), _met(theirs, ours))
        for ours, theirs in both
    ]
    why = NOTHING if both else NO_COMMON
    estimates = estimated(counts, _figures, [why] * 6)
    return SpanAgreement(
        first,
        second,
        len(both),
        sum(row[0] for row in counts),
        sum(row[1] for row in counts),
        Overlap(*estimates[:3]),
        Overlap(*estimates[3:]),
    )


def _figures(sums: Sequence[int]) -> list[float | None]:
    ours, theirs, same, met, meeting = sums
    figures: list[float | None] = []
    for found, here in ((same, same), (meeting, met)):
        precision, recall = observed(found, theirs), observed(here, ours)
        # Where one of the two marked nothing there is nothing found, and that is no agreement.
        both = f1(precision, recall) if ours and theirs else (0.0 if ours or theirs else None)
        figures += [precision, recall, both]
    return figures


def _same(ours: Sequence[LabelledSpan], theirs: Sequence[LabelledSpan]) -> int:
    return (Counter(ours) & Counter(theirs)).total()


def _met(ours: Sequence[LabelledSpan], theirs: Sequence[LabelledSpan]) -> int:
    """How many of ours share a code point with one of theirs of the same label."""
    by_label: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for span in theirs:
        by_label[span.label] += span.pieces
    reach: dict[str, tuple[list[int], list[int]]] = {}
    for label, pieces in by_label.items():
        pieces.sort()
        reach[label] = ([start for start, _ in pieces], list(accumulate((end for _, end in pieces), max)))
    count = 0
    for span in ours:
        starts, ends = reach.get(span.label, ([], []))
        count += any(
            (before := bisect_left(starts, end)) and ends[before - 1] > start for start, end in span.pieces
        )
    return count
