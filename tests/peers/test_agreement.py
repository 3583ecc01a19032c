"""The coefficients are those that nltk and krippendorff, two packages for nothing else, find on the same answers."""

from __future__ import annotations

import random

import pytest

from diptych.analysis.label_agreement import Unit, label_agreement


def drawn(seed: int, missing: float) -> list[Unit]:
    """Answers of three to 200 sentences, alike more often than not; at least one person judged each."""
    pick = random.Random(seed)
    found: list[Unit] = []
    for _ in range(200):
        usual = pick.choice("abcd")
        people = [who for who in "xyz" if pick.random() >= missing] or ["x"]
        found.append(
            {who: frozenset(usual if pick.random() < 0.6 else pick.choice("abcd")) for who in people}
        )
    return found


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_krippendorffs_alpha_is_that_of_the_package_of_that_name(missing: float) -> None:
    """With and without missing answers."""
    krippendorff = pytest.importorskip("krippendorff", reason="the extra peers is not installed")
    for seed in range(20):
        units = drawn(seed, missing)
        data = [[next(iter(unit[who])) if who in unit else "*" for unit in units] for who in "xyz"]
        theirs = krippendorff.alpha(
            reliability_data=[
                [float("nan") if value == "*" else float("abcd".index(value)) for value in row]
                for row in data
            ],
            level_of_measurement="nominal",
        )
        assert label_agreement([units], "xyz").alpha.value == pytest.approx(theirs)


def test_kappa_observed_agreement_and_alpha_are_those_of_nltk() -> None:
    """Where everybody judged everything, which nltk takes for granted."""
    task = pytest.importorskip("nltk.metrics.agreement", reason="the extra peers is not installed")
    for seed in range(20):
        units = drawn(seed, 0.0)
        theirs = task.AnnotationTask(
            [(who, str(n), next(iter(said))) for n, unit in enumerate(units) for who, said in unit.items()]
        )
        ours = label_agreement([units], "xyz")
        assert ours.alpha.value == pytest.approx(theirs.alpha())
        for pair in ours.pairs:
            assert pair.observed.value == pytest.approx(theirs.Ao(pair.first, pair.second))
            assert pair.kappa.value == pytest.approx(theirs.kappa_pairwise(pair.first, pair.second))
