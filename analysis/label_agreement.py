"""How far people agree on labels of sentences.

A unit is a sentence. Who did not judge it is missing, which is neither agreement nor disagreement. Who gave several
labels gave that set of labels: two answers are the same where the sets are. By label, each label is looked at alone, so
that sets which share one agree on that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from diptych.analysis.agreement import (
    cohen_kappa,
    krippendorff_alpha,
    observed,
    pairs_differing,
    specific_agreement,
)
from diptych.analysis.resampling import Estimate, estimated

Answer = frozenset[str]
Unit = Mapping[str, Answer]
"""The answers to one sentence, by annotator; whoever did not judge it is not in it."""

NO_COMMON = "undefined: there is no sentence that both judged"
NONE_COMMON = "undefined: there is no sentence that two annotators judged"
ALONE = "undefined: it takes two annotators"


@dataclass(frozen=True, slots=True)
class OneLabel:
    """``agreement``: how often the other gives the label, too, when one does. ``given``: how often it was given."""

    label: str
    given: int
    agreement: Estimate


@dataclass(frozen=True, slots=True)
class PairAgreement:
    """Two annotators. ``confusion``: (answer of the first, of the second) → sentences; sets as "one + other"."""

    first: str
    second: str
    sentences: int
    articles: int
    observed: Estimate
    kappa: Estimate
    labels: tuple[OneLabel, ...]
    confusion: Mapping[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class LabelAgreement:
    """All annotators. ``sentences`` and ``articles``: those with answers of two or more."""

    annotators: tuple[str, ...]
    sentences: int
    articles: int
    alpha: Estimate
    labels: tuple[OneLabel, ...]
    pairs: tuple[PairAgreement, ...]


def category(answer: Answer) -> str:
    """An answer as one word: its label, or its labels in alphabetical order."""
    return " + ".join(sorted(answer))


def label_agreement(articles: Sequence[Sequence[Unit]], annotators: Sequence[str]) -> LabelAgreement:
    """Measure it. ``articles``: the units of each report; annotators that are not named are left out."""
    people = tuple(sorted(set(annotators)))
    chosen = frozenset(people)
    kept = [[{who: unit[who] for who in unit if who in chosen} for unit in units] for units in articles]
    common = [shared for units in kept if (shared := [unit for unit in units if len(unit) > 1])]
    alpha, labels = _all(common, people)
    return LabelAgreement(
        people,
        sum(map(len, common)),
        len(common),
        alpha,
        labels,
        tuple(_pair(common, first, second) for first, second in combinations(people, 2)),
    )


def _all(articles: Sequence[Sequence[Unit]], people: Sequence[str]) -> tuple[Estimate, tuple[OneLabel, ...]]:
    names = sorted({category(answer) for units in articles for unit in units for answer in unit.values()})
    at = {name: place for place, name in enumerate(names)}
    sizes = range(2, len(people) + 1)
    labels = _labels(articles)
    counts = []
    for units in articles:
        given, differing = [0] * len(names), dict.fromkeys(sizes, 0)
        for unit in units:
            answers = Counter(map(category, unit.values()))
            for name, count in answers.items():
                given[at[name]] += count
            differing[len(unit)] += pairs_differing(answers.values())
        counts.append([*given, *differing.values(), *_specific(units, labels)])
    split = len(names) + len(sizes)

    def figures(sums: Sequence[int]) -> list[float | None]:
        pairs = dict(zip(sizes, sums[len(names) : split], strict=True))
        return [krippendorff_alpha(sums[: len(names)], pairs), *_each(sums[split:])]

    if len(people) < 2:
        return Estimate(None, why=ALONE), ()
    why = f"undefined: every answer is “{names[0]}”" if names else NONE_COMMON
    alpha, *rest = estimated(counts, figures, [why, *[""] * len(labels)])
    return alpha, _one_label(labels, rest)


def _pair(articles: Sequence[Sequence[Unit]], first: str, second: str) -> PairAgreement:
    shared = [[unit for unit in units if first in unit and second in unit] for units in articles]
    both = [[{who: unit[who] for who in (first, second)} for unit in units] for units in shared if units]
    cells = [Counter((category(unit[first]), category(unit[second])) for unit in units) for units in both]
    confusion: Counter[tuple[str, str]] = sum(cells, Counter())
    names = sorted({name for cell in confusion for name in cell})
    labels = _labels(both)
    counts = []
    for units, cell in zip(both, cells, strict=True):
        rows, columns = dict.fromkeys(names, 0), dict.fromkeys(names, 0)
        for (row, column), count in cell.items():
            rows[row] += count
            columns[column] += count
        same = sum(count for (row, column), count in cell.items() if row == column)
        counts.append([len(units), same, *rows.values(), *columns.values(), *_specific(units, labels)])
    middle, split = 2 + len(names), 2 + 2 * len(names)

    def figures(sums: Sequence[int]) -> list[float | None]:
        kappa = cohen_kappa(sums[1], sums[2:middle], sums[middle:split])
        return [observed(sums[1], sums[0]), kappa, *_each(sums[split:])]

    only = f"undefined: both only ever say “{names[0]}”" if names else NO_COMMON
    same_share, kappa, *rest = estimated(counts, figures, [NO_COMMON, only, *[""] * len(labels)])
    sentences = sum(confusion.values())
    ordered = dict(sorted(confusion.items(), key=lambda item: (-item[1], item[0])))
    return PairAgreement(
        first, second, sentences, len(both), same_share, kappa, _one_label(labels, rest), ordered
    )


def _labels(articles: Sequence[Sequence[Unit]]) -> dict[str, int]:
    """Every label, with how often it was given; the most frequent first."""
    given = Counter(
        label for units in articles for unit in units for answer in unit.values() for label in answer
    )
    return dict(sorted(given.items(), key=lambda item: (-item[1], item[0])))


def _specific(units: Sequence[Unit], labels: Mapping[str, int]) -> list[int]:
    """For each label the two numbers that ``specific_agreement`` takes."""
    both, given = dict.fromkeys(labels, 0), dict.fromkeys(labels, 0)
    for unit in units:
        for label, count in Counter(label for answer in unit.values() for label in answer).items():
            both[label] += count * (count - 1)
            given[label] += count * (len(unit) - 1)
    return [number for label in labels for number in (both[label], given[label])]


def _each(sums: Sequence[int]) -> list[float | None]:
    return [specific_agreement(sums[place], sums[place + 1]) for place in range(0, len(sums), 2)]


def _one_label(labels: Mapping[str, int], estimates: Sequence[Estimate]) -> tuple[OneLabel, ...]:
    return tuple(
        OneLabel(label, count, estimate)
        for (label, count), estimate in zip(labels.items(), estimates, strict=True)
    )
