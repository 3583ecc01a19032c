"""What several reports share, where they differ, and what only one of them says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from diptych.analysis.figure_table import FigureRow, figure_table
from diptych.analysis.matching import Match, Matcher
from diptych.analysis.name_table import NameRow, name_table
from diptych.analysis.spans import Analysis
from diptych.analysis.speakers import Attribution, attributions
from diptych.analysis.wire import Passage, passages


@dataclass(frozen=True, slots=True, order=True)
class Pair:
    """Two sentences of different reports that tell the same; indices, ``article`` below ``other``."""

    article: int
    sentence: int
    other: int
    other_sentence: int
    strength: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """The answer of `compare`; every tuple over reports is in the order they were given.

    ``only`` has, for each report, the indices of the sentences that match none elsewhere, and whose
    figures no other gives. With one report
    nothing is shared and nothing is "only" there: ``only`` is empty for it.
    """

    articles: tuple[Analysis, ...]
    pairs: tuple[Pair, ...]
    only: tuple[tuple[int, ...], ...]
    figures: tuple[FigureRow, ...]
    entities: tuple[NameRow, ...]
    wire: tuple[Passage, ...]
    attributions: tuple[Attribution, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dump`: the shape is in `diptych.analysis.comparison_json`."""
        from diptych.analysis.comparison_json import plain_data

        return plain_data(self)


def compare(articles: Sequence[Analysis | str], *, matcher: Matcher | None = None) -> Comparison:
    """Compare reports of one story. A plain text is analysed first, with names if a model is there.

    ``matcher`` may be one already built over the same analyses. Any number of reports will do, none included.
    """
    analyses = _analysed(articles)
    matcher = matcher or Matcher(analyses)
    found = tuple(_pairs(matcher, analyses))
    shared = {(pair.article, pair.sentence) for pair in found}
    shared |= {(pair.other, pair.other_sentence) for pair in found}
    figures = figure_table(analyses, matcher)
    shared |= _told_elsewhere(figures)
    only = tuple(
        tuple(i for i in matcher.sentences(article) if (article, i) not in shared)
        if len(analyses) > 1
        else ()
        for article in range(len(analyses))
    )
    said = ((p.article, p.sentence, Match(p.other, p.other_sentence, p.strength)) for p in found)
    return Comparison(
        articles=analyses,
        pairs=found,
        only=only,
        figures=figures,
        entities=name_table(analyses),
        wire=passages(analyses),
        attributions=tuple(attributions(analyses, said)),
    )


def _told_elsewhere(rows: Sequence[FigureRow]) -> set[tuple[int, int]]:
    """The sentences with a count, sum or share that another report gives too, or gives otherwise.

    Dates, times and durations do not count: two reports that say "Monday" need not speak of one thing.
    """
    return {
        (article, place.sentence)
        for row in rows
        if row.alone is None and row.kind not in ("date", "time", "duration", "ordinal")
        for article, places in enumerate(row.told)
        for place in places
        if place.sentence is not None
    }


def _pairs(matcher: Matcher, articles: Sequence[Analysis]) -> Iterator[Pair]:
    """Each sentence with its best match in each other report, once where both are each other's best."""
    best: set[tuple[int, int, int, int]] = set()
    strengths: dict[tuple[int, int, int, int], float] = {}
    for article in range(len(articles)):
        for sentence in matcher.sentences(article):
            for match in matcher.best(article, sentence):
                one, other = (article, sentence), (match.article, match.sentence)
                place = (*one, *other) if one < other else (*other, *one)
                best.add(place)
                strengths[place] = match.strength
    for place in sorted(best):
        yield Pair(*place, strengths[place])


def _analysed(articles: Sequence[Analysis | str]) -> tuple[Analysis, ...]:
    """Texts analysed, and names joined across the reports where they were analysed here."""
    if not any(isinstance(article, str) for article in articles):
        return tuple(article for article in articles if isinstance(article, Analysis))
    from diptych.analysis.analysing import analyse
    from diptych.analysis.names import keyed

    done = [article if isinstance(article, Analysis) else analyse(article) for article in articles]
    joined = keyed([article.entities for article in done])
    return tuple(a._replace(entities=tuple(mentions)) for a, mentions in zip(done, joined, strict=True))
