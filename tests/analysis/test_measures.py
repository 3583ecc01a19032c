"""Figures in one measure, and how two of them stand to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.measures import Measure, agreement, measure
from diptych.analysis.spans import Figure


def of(
    kind: str, value: object, unit: str | None = None, upper: object = None, about: bool = False
) -> Measure:
    """The measure of a figure."""
    figure = Figure(0, 1, kind, "x", value, upper, unit, None, about)  # type: ignore[arg-type]
    found = measure(figure)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (of("cardinal", 33), of("cardinal", 33.0), "same"),
        (of("cardinal", 33), of("cardinal", 34), "differs"),
        (of("cardinal", 120), of("cardinal", 118), "differs"),
        (of("cardinal", 12000), of("cardinal", 12040), "about"),
        (of("cardinal", 40, about=True), of("cardinal", 38), "about"),
        (of("cardinal", 40, about=True), of("cardinal", 60), "differs"),
        (of("range", 10, upper=20), of("cardinal", 15), "range_holds"),
        (of("range", 10, upper=20), of("cardinal", 25), "differs"),
        (of("range", 10, upper=20), of("range", 15, upper=30), "range_holds"),
        (of("quantity", 100, "km"), of("quantity", 62.14, "mi"), "same"),
        (of("quantity", 100, "km"), of("quantity", 60, "miles"), "about"),
        (of("quantity", 2, "t"), of("quantity", 2000, "kg"), "same"),
        (of("quantity", 2, "tonne"), of("quantity", 3000, "kilogram"), "differs"),
        (of("money", 5e6, "USD"), of("money", 5e6, "EUR"), "differs"),
        (of("money", 1.2e9, "USD"), of("money", 1.23e9, "USD"), "about"),
        (of("money", 1.2e9, "USD"), of("money", 1.3e9, "USD"), "differs"),
        (of("percent", 33), of("percent", 34), "differs"),
        (of("date", "2026-05"), of("date", "2026-05-12"), "same"),
        (of("date", "2026-05-11"), of("date", "2026-05-12"), "differs"),
        (of("time", "09:30"), of("time", "09:45"), "differs"),
        (of("duration", "PT2H"), of("duration", 120, "minute"), "same"),
        (of("duration", "P3D"), of("duration", 72, "h"), "same"),
        (of("quantity", 32, "°F"), of("quantity", 0, "°C"), "same"),
    ],
)
def test_agreement(one: Measure, other: Measure, expected: str) -> None:
    """Two figures agree, agree about, hold one another or differ, whichever comes first."""
    assert agreement(one, other) == expected
    assert agreement(other, one) == expected


@pytest.mark.parametrize(
    ("before", "low", "high"),
    [
        ("at least ", 40, 50),
        ("more than ", 40, 50),
        ("no more than ", 32, 40),
        ("up to ", 32, 40),
        ("no fewer than ", 40, 50),
        ("fewer than ", 32, 40),
        ("nearly ", 37, 40),
        ("those ", 40, 40),
    ],
)
def test_bounds_leave_room(before: str, low: float, high: float) -> None:
    """Words before a number leave it open upwards or downwards, a little way."""
    found = measure(Figure(0, 1, "cardinal", "40", 40), before)
    assert found is not None
    assert (found.low, found.high) == (low, high)


@pytest.mark.parametrize("value", [None, "P1X", "2026-13-45", "next Tuesday", float("nan"), float("inf")])
def test_what_cannot_be_compared_has_no_measure(value: object) -> None:
    """A vague, impossible or unreadable value gives no measure instead of an error."""
    assert measure(Figure(0, 1, "date", "x", value)) is None  # type: ignore[arg-type]


@given(
    st.sampled_from(["cardinal", "money", "quantity", "date", "ordinal"]),
    st.text(max_size=12),
    st.text(max_size=6),
)
def test_no_value_or_unit_raises(kind: str, value: str, unit: str) -> None:
    """Any string as value or unit gives a measure or none, and agrees with itself."""
    found = measure(Figure(0, 1, kind, "x", value, None, unit))
    assert found is None or agreement(found, found) == "same"
