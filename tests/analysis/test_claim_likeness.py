"""The small model behind suggestions."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.claim_features import SIZE, features
from diptych.analysis.claim_likeness import FEWEST, Model, agreement, measured, teach

CLAIMS = [f"The ministry said {n} people were killed in Lindholm in 20{n:02d}." for n in range(10, 50)]
OTHERS = [f"Do you think we should go and see it {'now ' * n}?" for n in range(1, 41)]


@given(st.text())
def test_features_of_any_text_are_in_range(text: str) -> None:
    """Every index lies in the model, once; values are finite; the probability is one."""
    vector = features(text)
    indices = [index for index, _ in vector]
    assert len(set(indices)) == len(indices)
    assert all(0 <= index < SIZE for index in indices)
    assert 0 <= Model().probability(text) <= 1


def test_plain_features_tell_a_figure_from_a_question() -> None:
    """Without any answers: who is said to have counted what is likelier a claim than a question of taste."""
    model = Model()
    assert model.taught == 0
    assert model.probability("Police said 33 people were hurt in Lindholm on Sunday.") > 0.7
    assert model.probability("Do you think I should go?") < 0.1


def test_too_few_answers_teach_nothing() -> None:
    """Answers of one sort alone, or a handful, leave the plain model."""
    assert teach([(features(text), True) for text in CLAIMS]).taught == 0
    few = [(features(text), True) for text in CLAIMS[: FEWEST - 1]]
    assert teach([*few, *((features(text), False) for text in OTHERS)]).taught == 0


def test_answers_turn_the_model() -> None:
    """Somebody for whom only questions are claims is followed, against the plain features."""
    examples = [(features(text), False) for text in CLAIMS] + [(features(text), True) for text in OTHERS]
    model = teach(examples)
    assert model.taught == 80
    assert model.probability(OTHERS[3]) > 0.5 > model.probability(CLAIMS[3])
    assert model.probability(OTHERS[3]) == teach(examples).probability(OTHERS[3])


def test_agreement_is_measured_on_answers_not_taught() -> None:
    """Labels without any pattern give an area of about one half, however well they could be learned by heart."""
    examples = [(features(f"word{n} word{n * 7} thing"), n % 2 == 0) for n in range(200)]
    found = agreement(examples, [n // 2 for n in range(200)])
    assert found is not None
    assert 0.3 < found.auc < 0.7
    assert (found.answers, found.claims, found.usual) == (200, 100, 0.5)
    assert agreement(examples[:1], [0]) is None


def test_measures_by_hand() -> None:
    """Three of four the same, the one claim below one other sentence."""
    found = measured([0.9, 0.6, 0.2, 0.1], [True, False, False, False])
    assert (found.same, found.usual, found.auc) == (0.75, 0.75, 1.0)
    assert found.kappa == pytest.approx(0.5)
    assert measured([0.5, 0.5], [True, False]).auc == 0.5


def test_a_megabyte_takes_a_moment() -> None:
    """Time grows with the length of a sentence and no faster."""
    start = time.perf_counter()
    for text in ("a" * 1_000_000, "A b " * 250_000, "1." * 500_000, "’" * 1_000_000):
        features(text)
    assert time.perf_counter() - start < 20
