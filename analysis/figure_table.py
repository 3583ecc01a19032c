"""The table of figures: what is counted, and what each report says for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diptych.analysis.facts import GENERIC, Fact, facts
from diptych.analysis.linking import grouped, needed, sureness
from diptych.analysis.matching import Matcher
from diptych.analysis.measures import agreement
from diptych.analysis.spans import Analysis, Figure

VERDICTS = ("differs", "older", "range_holds", "about", "same", "alone")
"""Most worth looking at first. ``older``: differs, and one report calls its number an earlier one."""


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
    groups = grouped(found, matcher)
    rows = [_row(group, len(articles), matcher) for group in groups]
    return tuple(sorted(rows, key=_rank))


def _rank(row: FigureRow) -> tuple[int, int, int, int]:
    first = next(index for index, places in enumerate(row.told) if places)
    return (
        VERDICTS.index(row.verdict),
        -sum(1 for places in row.told if places),
        first,
        row.told[first][0].figure.start,
    )


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
                if sureness(one, other, matcher, near=1.0) < needed(one, other):
                    continue
                if one.earlier != other.earlier:
                    relation = "older"
            verdicts.add(relation)
    return min(verdicts, key=VERDICTS.index)
