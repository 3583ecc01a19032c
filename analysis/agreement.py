"""Coefficients of agreement from counts, each with the source of its formula. None where it is undefined.

Counts are whole numbers that add up over reports, so that resampling reports needs no look at a sentence again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def observed(same: int, units: int) -> float | None:
    """The share of units on which two people gave the same answer; None without a unit."""
    return same / units if units else None


def cohen_kappa(same: int, first: Sequence[int], second: Sequence[int]) -> float | None:
    """Cohen's kappa of two annotators: agreement beyond what their own habits would give by chance.

    ``same``: units with the same answer; ``first`` and ``second``: how often each annotator gave each category, in one
    order. None without a unit, or where both only ever gave one and the same category (chance agreement is 1).
    J. Cohen, A Coefficient of Agreement for Nominal Scales, Educational and Psychological Measurement 20 (1960), 37–46.
    """
    units = sum(first)
    chance = sum(one * other for one, other in zip(first, second, strict=True))  # times units²
    if units * units == chance:
        return None
    return (units * same - chance) / (units * units - chance)


def krippendorff_alpha(given: Sequence[int], differing: Mapping[int, int]) -> float | None:
    """Krippendorff's alpha for nominal data, any number of annotators, missing answers left out.

    ``given``: how often each category was given, in units that two or more people judged; ``differing``: for each
    number m of people who judged a unit, the pairs of different answers in units that m people judged. None without
    such a unit, or where only one category was ever given.
    K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), section C, the last form of alpha for nominal
    data; Content Analysis, 4th edition (2019), chapter 12.
    """
    values = sum(given)
    expected = (values * values - sum(count * count for count in given)) / 2
    if not expected:
        return None
    return 1 - (values - 1) * sum(pairs / (people - 1) for people, pairs in differing.items()) / expected


def pairs_differing(counts: Iterable[int]) -> int:
    """How many pairs of answers to one unit differ, from how often each category was given to it."""
    numbers = list(counts)
    people = sum(numbers)
    return (people * people - sum(count * count for count in numbers)) // 2


def specific_agreement(both: int, given: int) -> float | None:
    """How often the other says it, too, when one says it: positive (specific) agreement of one label.

    ``both``: ordered pairs of answers to a unit that both have the label; ``given``: those whose first has it. For two
    annotators this is 2a / (2a + b + c), which is also the F1 of the one against the other. None where nobody gave it.
    D. V. Cicchetti and A. R. Feinstein, High agreement but low kappa: II, J. Clin. Epidemiol. 43 (1990), 551–558; for
    more than two and missing answers: J. S. Uebersax, A design-independent method, Psychol. Bull. 92 (1982), 232–240.
    """
    return both / given if given else None


def f1(precision: float | None, recall: float | None) -> float | None:
    """The harmonic mean. None if either is undefined; 0 where both are 0."""
    if precision is None or recall is None:
        return None
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
