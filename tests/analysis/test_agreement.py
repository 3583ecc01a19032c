"""Coefficients against examples from the literature; intervals against resampling done the long way."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.analysis.agreement import (
    cohen_kappa,
    krippendorff_alpha,
    observed,
    pairs_differing,
    specific_agreement,
)
from diptych.analysis.label_agreement import ALONE, NO_COMMON, NONE_COMMON, Unit, label_agreement
from diptych.analysis.resampling import ONE_REPORT, RARELY, Estimate, estimated, quantile
from diptych.analysis.span_agreement import LabelledSpan, span_agreement


def units(**said: str) -> list[Unit]:
    """Sentences from one string an annotator: a letter an answer, a dot where there is none."""
    return [
        {who: frozenset(letter) for who, letter in zip(said, column, strict=True) if letter != "."}
        for column in zip(*said.values(), strict=True)
    ]


def table(rows: Sequence[Sequence[int]]) -> list[Unit]:
    """Sentences from a confusion table of ann (down) and bob (across)."""
    return [
        {"ann": frozenset("abc"[row]), "bob": frozenset("abc"[column])}
        for row, counts in enumerate(rows)
        for column, count in enumerate(counts)
        for _ in range(count)
    ]


def test_cohens_own_example() -> None:
    """Cohen (1960), table 2, as 200 units: 70 % observed, 41 % by chance, kappa .492."""
    (pair,) = label_agreement([table([[88, 10, 2], [14, 40, 6], [18, 10, 12]])], ["ann", "bob"]).pairs
    assert (pair.sentences, pair.observed.value) == (200, 0.7)
    assert pair.kappa.value == pytest.approx(0.29 / 0.59)
    assert pair.confusion["a", "b"] == 10 and pair.confusion["b", "a"] == 14
    assert list(pair.confusion.values()) == sorted(pair.confusion.values(), reverse=True)


def test_krippendorffs_own_examples() -> None:
    """Krippendorff (2011), A, B and C: two observers, two and more categories; four with missing answers."""
    a = label_agreement([units(x="0100000010", y="1110010000")], "xy")
    b = label_agreement([units(x="aabbdcccedda", y="babbbcccedDd".replace("D", "d"))], "xy")
    c = label_agreement(
        [units(p="123321412...", q="123322412" + "5.3", r=".33323422" + "51.", s="123324412" + "51.")], "pqrs"
    )
    assert a.alpha.value == pytest.approx(0.095, abs=5e-4)
    assert b.alpha.value == pytest.approx(0.692, abs=5e-4)
    assert c.alpha.value == pytest.approx(0.743, abs=5e-4)
    assert c.sentences == 11  # the last was judged by one alone


def test_agreement_on_a_label_is_twice_both_over_all_that_was_given() -> None:
    """2a / (2a + b + c) for two; a label of one alone has none of it."""
    (pair,) = label_agreement([table([[20, 5], [10, 15]])], ["ann", "bob"]).pairs
    assert {one.label: (one.given, one.agreement.value) for one in pair.labels} == {
        "a": (55, 40 / 55),
        "b": (45, 30 / 45),
    }
    alone = label_agreement([units(x="ab", y="ac")], "xy").labels
    assert {one.label: one.agreement.value for one in alone} == {"a": 1.0, "b": 0.0, "c": 0.0}


def test_kappa_and_high_agreement_with_one_frequent_label() -> None:
    """Feinstein and Cicchetti's paradox: 85 % the same, kappa .32; the rare label says why."""
    (pair,) = label_agreement([table([[80, 10], [5, 5]])], ["ann", "bob"]).pairs
    assert pair.observed.value == 0.85
    assert pair.kappa.value == pytest.approx(0.07 / 0.22)
    assert pair.labels[1].agreement.value == pytest.approx(10 / 25)


def test_who_did_not_judge_is_neither_for_nor_against() -> None:
    """Sentences of one alone change no figure."""
    some = units(x="aabb", y="abbb", z="....")
    more = [*some, *units(x="c", y=".", z="."), *units(x=".", y=".", z="a")]
    people = "xyz"
    assert label_agreement([some, some], people) == label_agreement([more, more], people)


def test_several_labels_are_one_answer_and_each_is_looked_at_alone() -> None:
    """{a, b} against {a} differs as an answer, agrees on a, differs on b; the order of labels is nothing."""
    said: list[Unit] = [
        {"x": frozenset("ab"), "y": frozenset("ba")},
        {"x": frozenset("ab"), "y": frozenset("a")},
    ]
    (pair,) = label_agreement([said], "xy").pairs
    assert pair.observed.value == 0.5
    assert pair.confusion == {("a + b", "a"): 1, ("a + b", "a + b"): 1}
    assert {one.label: one.agreement.value for one in pair.labels} == {"a": 1.0, "b": 2 / 3}


def test_what_is_undefined_is_said_in_words() -> None:
    """One annotator, no common sentence, one label only: a reason each, and never a number."""
    assert label_agreement([units(x="ab")], "x").alpha == Estimate(None, why=ALONE)
    assert label_agreement([], "").alpha == Estimate(None, why=ALONE)
    apart = label_agreement([units(x="a.", y=".b")], "xy")
    assert apart.alpha == Estimate(None, why=NONE_COMMON)
    assert (apart.pairs[0].kappa, apart.pairs[0].observed) == (Estimate(None, why=NO_COMMON),) * 2
    one_label = label_agreement([units(x="aa", y="aa")], "xy")
    assert one_label.alpha.value is None and "every answer is “a”" in one_label.alpha.why
    kappa = one_label.pairs[0].kappa
    assert kappa.value is None and "both only ever say “a”" in kappa.why
    assert one_label.pairs[0].observed.value == 1.0


def test_an_interval_takes_two_reports() -> None:
    """With one report it is said in words; sentences are never drawn instead."""
    (pair,) = label_agreement([table([[20, 5], [10, 15]])], ["ann", "bob"]).pairs
    assert pair.kappa == Estimate(pytest.approx(0.4), None, None, ONE_REPORT)


def test_reports_are_drawn_not_sentences() -> None:
    """A thousand sentences in four reports, two all the same and two all different: nearly anything may be true."""
    same, other = units(x="ab" * 125, y="ab" * 125), units(x="ab" * 125, y="ba" * 125)
    (pair,) = label_agreement([same, same, other, other], "xy").pairs
    assert pair.observed.value == 0.5
    assert pair.observed.low == 0.0 and pair.observed.high == 1.0
    (even,) = label_agreement([same + other] * 4, "xy").pairs
    assert (even.observed.low, even.observed.high) == (0.5, 0.5)


def test_the_same_answers_give_the_same_figures_in_any_order() -> None:
    """Neither the order of reports and sentences nor a third person changes a pair's figures."""
    pick = random.Random(3)
    reports = [
        [{who: frozenset(pick.choice("abc")) for who in "xyz"} for _ in range(pick.randint(1, 9))]
        for _ in range(12)
    ]
    first = label_agreement(reports, "xyz")
    turned = label_agreement([units[::-1] for units in reports[::-1]], "zyx")
    assert first == turned
    assert label_agreement(reports, "xy").pairs[0] == first.pairs[0]
    assert first.alpha.low is not None and first.alpha.high is not None and first.alpha.value is not None
    assert first.alpha.low < first.alpha.value < first.alpha.high


counts = st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=2, max_size=8)


@given(counts, st.integers(0, 99))
@settings(max_examples=50, deadline=None)
def test_intervals_are_those_of_resampling_done_the_long_way(rows: list[list[int]], seed: int) -> None:
    """Adding packed counts is adding each count."""

    def statistic(sums: Sequence[int]) -> list[float | None]:
        return [sums[0] / sums[1] if sums[1] else None, float(sums[2])]

    pick = random.Random(seed)
    ordered = sorted(map(tuple, rows))
    drawn: list[list[float]] = [[], []]
    for _ in range(40):
        chosen = pick.choices(ordered, k=len(ordered))
        for column, value in zip(
            drawn, statistic([sum(one) for one in zip(*chosen, strict=True)]), strict=True
        ):
            if value is not None:
                column.append(value)
    found = estimated(rows, statistic, ["none", ""], resamples=40, seed=seed)
    for one, column in zip(found, drawn, strict=True):
        if one.value is None:
            assert one.why == "none"
        elif len(column) < 38:
            assert one == Estimate(one.value, why=RARELY)
        else:
            column.sort()
            assert one.low == pytest.approx(quantile(column, 0.025))
            assert one.high == pytest.approx(quantile(column, 0.975))


@given(st.lists(st.tuples(*[st.sampled_from("ab.")] * 3), min_size=1, max_size=12))
@settings(max_examples=100, deadline=None)
def test_figures_are_those_of_the_definitions(columns: list[tuple[str, ...]]) -> None:
    """Alpha by counting every pair of answers, kappa by shares, whatever is missing."""
    said = [
        {who: frozenset(letter) for who, letter in zip("xyz", one, strict=True) if letter != "."}
        for one in columns
    ]
    found = label_agreement([said], "xyz")
    pairable = [list(unit.values()) for unit in said if len(unit) > 1]
    values = [value for unit in pairable for value in unit]
    expected = sum(one != two for i, one in enumerate(values) for j, two in enumerate(values) if i != j)
    if not expected:
        assert found.alpha.value is None
    else:
        n = len(values)
        disagreement = sum(
            sum(one != two for i, one in enumerate(unit) for j, two in enumerate(unit) if i != j)
            / (len(unit) - 1)
            for unit in pairable
        )
        assert found.alpha.value == pytest.approx(1 - (disagreement / n) / (expected / (n * (n - 1))))
    for pair in found.pairs:
        both = [
            (unit[pair.first], unit[pair.second])
            for unit in said
            if pair.first in unit and pair.second in unit
        ]
        if both:
            po = sum(one == two for one, two in both) / len(both)
            pe = (
                sum(
                    sum(one == label for one, _ in both) * sum(two == label for _, two in both)
                    for label in map(frozenset, "ab")
                )
                / len(both) ** 2
            )
            assert pair.observed.value == pytest.approx(po)
            if pe == 1:
                assert pair.kappa.value is None
            else:
                assert pair.kappa.value == pytest.approx((po - pe) / (1 - pe))


def test_the_bare_functions_have_no_value_without_counts() -> None:
    """None, not a division by nothing."""
    assert observed(0, 0) is None
    assert cohen_kappa(0, [], []) is None
    assert krippendorff_alpha([], {}) is None
    assert specific_agreement(0, 0) is None
    assert pairs_differing([2, 1]) == 2


def span(start: int, end: int, label: str = "a") -> LabelledSpan:
    """Words without a gap."""
    return LabelledSpan(((start, end),), label)


def test_words_agree_exactly_or_by_overlap_and_only_with_their_label() -> None:
    """x marked four, y three: one the same, one overlapping, one at the same place with another label."""
    x = [span(0, 5), span(10, 20), span(30, 35), span(50, 60)]
    y = [span(0, 5), span(19, 25), span(30, 35, "b")]
    (found,) = span_agreement([{"x": x, "y": y}], "xy")
    assert (found.first_spans, found.second_spans, found.articles) == (4, 3, 1)
    assert (found.exact.precision.value, found.exact.recall.value) == (1 / 3, 1 / 4)
    assert found.exact.f1.value == pytest.approx(2 / 7)
    assert (found.overlapping.precision.value, found.overlapping.recall.value) == (2 / 3, 2 / 4)
    assert found.overlapping.f1.value == pytest.approx(4 / 7)


def test_spans_that_touch_or_lie_in_a_gap_do_not_overlap() -> None:
    """Ends are exclusive; a span in pieces is only its pieces."""
    gap = LabelledSpan(((0, 3), (8, 10)), "a")
    (found,) = span_agreement([{"x": [gap], "y": [span(3, 8)]}], "xy")
    assert found.overlapping.f1.value == 0.0
    (found,) = span_agreement([{"x": [gap], "y": [span(3, 9)]}], "xy")
    assert found.overlapping.f1.value == 1.0 and found.exact.f1.value == 0.0


def test_only_reports_that_both_worked_on_count_for_words() -> None:
    """Somebody who never opened a report did not decline to mark its words; somebody who judged it did."""
    both = {"x": [span(0, 5)], "y": [span(0, 5)]}
    (apart,) = span_agreement([both, {"x": [span(7, 9)]}], "xy")
    assert (apart.articles, apart.exact.recall.value) == (1, 1.0)
    (declined,) = span_agreement([both, {"x": [span(7, 9)], "y": []}], "xy")
    assert (declined.articles, declined.exact.recall.value, declined.exact.precision.value) == (2, 0.5, 1.0)
    (none,) = span_agreement([{"x": [span(7, 9)], "y": []}], "xy")
    assert (none.exact.precision.value, none.exact.f1.value) == (None, 0.0)
    assert span_agreement([{"x": [], "y": []}], "xy") == ()


spans = st.lists(
    st.tuples(st.integers(0, 12), st.integers(1, 6), st.sampled_from("ab")).map(
        lambda one: span(one[0], one[0] + one[1], one[2])
    ),
    max_size=6,
)


@given(spans, spans)
def test_overlap_is_what_comparing_every_pair_finds(x: list[LabelledSpan], y: list[LabelledSpan]) -> None:
    """The quick search finds what the slow one finds."""
    for found in span_agreement([{"x": x, "y": y}], "xy"):

        def meets(one: LabelledSpan, two: LabelledSpan) -> bool:
            (start, end), (other_start, other_end) = one.pieces[0], two.pieces[0]
            return one.label == two.label and start < other_end and other_start < end

        recall = sum(any(meets(one, two) for two in y) for one in x) / len(x) if x else None
        precision = sum(any(meets(one, two) for one in x) for two in y) / len(y) if y else None
        assert (found.overlapping.precision.value, found.overlapping.recall.value) == (precision, recall)
