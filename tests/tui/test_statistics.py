"""Statistics as text and on the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.claim_likeness import Agreement
from diptych.store.library import Library
from diptych.store.statistics import Day, LabelCount, ReportCount, Statistics, StoryCount, Took, statistics
from diptych.tui.app import DiptychApp
from diptych.tui.reading.rows import cells
from diptych.tui.statistics_screen import StatisticsScreen
from diptych.tui.statistics_text import bar, heights, lines

MakeApp = Callable[..., DiptychApp]


@given(st.floats(-1, 2), st.integers(0, 50))
def test_a_bar_is_as_wide_as_asked(share: float, width: int) -> None:
    """Whatever the share, also one that is out of range; full and empty at its ends."""
    assert len(bar(share, width)) == width
    assert bar(1.0, width) == "█" * width
    assert bar(0.0, width) == " " * width


def test_heights_are_shares_of_the_largest() -> None:
    """Nothing at all is the lowest cell."""
    assert heights([0, 4, 8]) == "▁▅█"
    assert heights([0.0, 0.0]) == "▁▁"
    assert heights([]) == ""


@pytest.mark.parametrize("width", [1, 20, 36, 60, 196])
def test_rows_with_bars_fit_the_width_and_hold_no_control_character(width: int) -> None:
    """Long and hostile titles are cut, not the numbers behind them."""
    title = "Ein\x1b[2J sehr langer Titel 漢字漢字 " * 5
    found = Statistics(
        "ann\x07", 1, 10, 0, 0,
        (LabelCount("ann", "claims", "claim", 7, 2),),
        (ReportCount(1, title, "s", 10, 4, 3),),
        (StoryCount(1, title, 2, 10, 4, 3),),
        (Day("ann", "2026-01-01", 5, 1, 60.0), Day("ann", "2026-01-02", 9, 1, 60.0)),
        (Took("ann\x07", "claim", 3, 2.5),),
    )  # fmt: skip
    agreement = Agreement(40, 20, 0.8, 0.5, 0.6, 0.9, True)
    drawn = list(lines(found, width, agreement, titles={"claim": "Claim"}))
    text = "\n".join(line for line, _ in drawn)
    assert "\x1b" not in text
    assert "\x07" not in text
    for line, kind in drawn:
        if "█" in line and kind == "text":
            assert cells(line) <= max(width, 45)
    assert "4 of 10 · 3 claims" in text
    assert "7 (2 on words)" in text
    assert "The same in 80% of 40 answers" in text


async def test_the_screen_opens_measures_and_closes(make_app: MakeApp, library: Library) -> None:
    """F6 shows labels and reports, at any size; the same key closes it."""
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await pilot.press("space", "x", "f6")
        await pilot.pause(0.3)
        assert isinstance(app.screen, StatisticsScreen)
        shown = "\n".join(strip.text for strip in app.screen._compositor.render_strips())
        assert "Not a claim" in shown
        for size in ((20, 5), (1, 1), (60, 15)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.05)
        await pilot.press("G", "f6")
        await pilot.pause(0.1)
        assert not isinstance(app.screen, StatisticsScreen)
    assert sum(one.count for one in statistics(library).labels) == 2


def test_one_is_singular() -> None:
    """One of a thing is one claim, one session, one answer."""
    found = Statistics(
        "ann", 1, 1, 0, 1, (), (ReportCount(1, "Ferry", "s", 1, 1, 1),), (),
        (Day("ann", "2026-01-01", 1, 1, 60.0),), (),
    )  # fmt: skip
    text = "\n".join(line for line, _ in lines(found, 100))
    assert "1 report · 1 of 1 sentence judged (100%) · 0 put off · 1 link\n" in text
    assert "1 session, 1 answer ·" in text
    assert "1 of 1 · 1 claim\n" in text
