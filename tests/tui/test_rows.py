"""Breaking text into rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from diptych.articles.visible import visible
from diptych.tui.reading.rows import cells, wrap

TEXTS = st.text(
    st.sampled_from("ab ’é漢字👩\u200d👧e\u0301\u202e\x1b\t \U0001f1e9\U0001f1ea-"), max_size=200
).map(visible)


def rows(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, 0, len(text), width)]


def test_breaks_at_white_space() -> None:
    """Words stay whole while they fit."""
    assert rows("one two three four", 9) == ["one two", "three", "four"]


def test_cuts_what_is_longer_than_a_row() -> None:
    """A word longer than the row is cut."""
    assert rows("abcdefghij kl", 4) == ["abcd", "efgh", "ij", "kl"]


def test_measures_wide_characters_in_cells() -> None:
    """Four Chinese characters fill a row of eight cells."""
    assert rows("漢字漢字漢字", 8) == ["漢字漢字", "漢字"]


@given(TEXTS, st.integers(4, 40))
def test_every_character_is_on_one_row_and_fits(text: str, width: int) -> None:
    """No row is too wide, rows are in order, and only white space is left out."""
    position = 0
    for start, end in wrap(text, 0, len(text), width):
        assert start >= position
        assert not text[position:start].strip()
        assert start < end
        assert cell_len(text[start:end]) <= width
        position = end
    assert not text[position:].strip()


@given(TEXTS)
def test_cells_is_the_width_that_rich_measures(text: str) -> None:
    """The quick way for European letters agrees with the full measure."""
    assert cells(text) == cell_len(text)


def test_a_joiner_does_not_make_a_row_too_wide() -> None:
    """Letters around stray joiners are cut where the row is full."""
    assert rows("aaa\u200d\u200d字", 4) == ["aaa\u200d\u200d", "字"]


def test_a_megabyte_without_a_space_is_cut_in_time_that_grows_with_its_length() -> None:
    """One line of a million wide characters makes rows of forty."""
    text = "漢" * 200_000
    assert sum(1 for _ in wrap(text, 0, len(text), 80)) == 5_000
