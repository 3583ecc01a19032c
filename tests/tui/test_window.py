"""Which rows are in view, and how far to scroll for others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.tui.reading.window import Window

tops = st.integers(0, 200)
heights = st.integers(1, 60)
rows = st.tuples(st.integers(0, 200), st.integers(1, 80)).map(lambda pair: range(pair[0], sum(pair)))


@given(tops, heights, rows)
def test_scrolling_to_rows_shows_them_and_goes_no_further(top: int, height: int, rows: range) -> None:
    """Rows that fit are in view afterwards with their margin; a window that shows them so does not move."""
    window = Window(top, height)
    moved = Window(window.nearest(rows), height)
    if len(rows) < height:
        assert moved.shows(rows, window.margin(rows))
        if window.shows(rows, window.margin(rows)):
            assert moved == window
        elif moved.top < window.top:
            assert moved.top == rows.start - window.margin(rows)
        else:
            assert moved.bottom == rows.stop + window.margin(rows)
    else:
        assert moved.top == rows.start


def test_two_rows_stay_in_view_around_the_cursor_where_there_is_room() -> None:
    """In a window of ten: the margin is two rows, one where only three are free, none where none is."""
    window = Window(0, 10)
    assert [window.margin(range(length)) for length in (1, 6, 7, 8, 9, 10, 12)] == [2, 2, 1, 1, 0, 0, 0]
    assert (window.nearest(range(8, 9)), window.nearest(range(7, 8))) == (1, 0)
    assert Window(5, 10).nearest(range(6, 7)) == 4


@pytest.mark.parametrize(("rows", "top"), [(range(20, 22), 16), (range(20, 31), 20), (range(1), -4)])
def test_rows_are_centred(rows: range, top: int) -> None:
    """As many rows above as below; of a sentence longer than the window the beginning."""
    assert Window(0, 10).centred(rows) == top


@given(heights, st.integers(0, 200), st.integers(1, 300))
def test_a_sentence_longer_than_the_window_is_scrolled_through_without_a_row_left_out(
    height: int, start: int, length: int
) -> None:
    """Down to its end, each window beginning where the last one ended at the latest; then up again."""
    rows = range(start, start + length)
    window = Window(start, height)
    if length <= height:
        assert (window.further(rows, 1), window.further(rows, -1)) == (None, None)
        return
    while (top := window.further(rows, 1)) is not None:
        assert window.top < top <= window.bottom
        window = Window(top, height)
    assert window.bottom >= rows.stop or window.bottom <= rows.start
    while (top := window.further(rows, -1)) is not None:
        assert window.top > top >= window.top - height
        window = Window(top, height)
    assert window.top <= rows.start


@given(tops, st.integers(2, 60), st.integers(1, 500))
def test_the_scroll_mark_is_in_the_window_and_at_the_ends_at_the_ends(
    top: int, height: int, total: int
) -> None:
    """No mark where all is in view; the first row of a text has it at the top, the last one at the bottom."""
    last = total - height
    if last <= 0:
        assert not Window(0, height).mark(total)
        return
    mark = Window(min(top, last), height).mark(total)
    assert 0 <= mark.start < mark.stop <= height
    assert Window(0, height).mark(total).start == 0
    assert Window(last, height).mark(total).stop == height
