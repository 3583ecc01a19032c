"""What is said of names and figures."""

from __future__ import annotations

import pytest

from diptych.analysis.spans import Figure
from diptych.tui.reading.description import told


@pytest.mark.parametrize(
    ("figure", "meaning"),
    [
        (Figure(0, 7, "duration", "16 days", "P16D"), "16 days"),
        (Figure(0, 5, "ordinal", "first", 1, of="stage"), "1st stage"),
        (Figure(0, 9, "ordinal", "twenty-second", 22), "22nd"),
        (Figure(0, 5, "ordinal", "third", 3), "3rd"),
        (Figure(0, 8, "ordinal", "eleventh", 11, of="hour"), "11th hour"),
        (Figure(0, 4, "ordinal", "113th", 113), "113th"),
        (Figure(0, 6, "date", "Monday", "2025-01-13"), "Monday (2025-01-13)"),
        (Figure(0, 6, "date", "Oct. 7", "--10-07"), "Oct. 7"),
        (Figure(0, 2, "cardinal", "33", 33, of="hostages"), "33 hostages"),
    ],
)
def test_a_figure_is_told_in_words_of_people(figure: Figure, meaning: str) -> None:
    """No ISO 8601 duration, and a place in an order does not look like a count."""
    assert told(figure) == meaning
