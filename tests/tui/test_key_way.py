"""Keys on their way from the terminal to the text."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from textual import events

from diptych.tui.app import DiptychApp
from diptych.tui.key_way import KeyWay
from diptych.tui.own_screen import OwnScreen
from diptych.tui.reading.screen import ReadingScreen


class Desk:
    """As much of an app and its reading screen as a key meets on its way."""

    BINDINGS = DiptychApp.BINDINGS
    COMMAND_PALETTE_BINDING = "f24"
    app_focus = True

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.queue = SimpleNamespace(message_queue_size=0)
        self.focused: Any = None
        self.screen = ScreenOfDesk(self)

    def focus_field(self) -> None:
        """A search is typed."""
        self.focused = SimpleNamespace(ancestors_with_self=[self.queue, self.screen])

    def focus_text(self) -> None:
        """Keys are the text's."""
        self.focused = None


class ScreenOfDesk(OwnScreen):
    """Takes keys while the text has the focus."""

    message_queue_size = 0

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take_at_once(self, event: events.Key) -> bool:
        if self._desk.focused is None:
            self._desk.taken.append(event.key)
        return self._desk.focused is None


def press(way: KeyWay, key: str) -> bool:
    return way.short(events.Key(key, key if len(key) == 1 else None))


def test_a_key_for_the_text_is_taken_at_once() -> None:
    """No queue in between; a key of the app itself, such as ctrl+q, is left to it."""
    desk: Any = Desk()
    way = KeyWay(desk)
    assert press(way, "j")
    assert not press(way, "ctrl+q")
    assert desk.taken == ["j"]


def test_no_key_overtakes_one_that_waits_in_a_queue() -> None:
    """After keys for a field, the next goes the same way until all their queues are empty, then at once again."""
    desk: Any = Desk()
    way = KeyWay(desk)
    desk.focus_field()
    assert not press(way, "x")
    desk.queue.message_queue_size = 1
    desk.focus_text()  # the field has given the focus back, with a key still in its queue
    assert not press(way, "y")
    desk.queue.message_queue_size = 0
    assert press(way, "z")
    assert desk.taken == ["z"]


@pytest.mark.parametrize("notches", [1, 4])
async def test_the_wheel_scrolls_the_text_and_moves_no_cursor(make_app: Any, notches: int) -> None:
    """Three rows a notch, back again, never beyond the text; the answer of the next key is the cursor's."""
    app = make_app("\n\n".join(f"Sentence {number} of a long report stands here." for number in range(80)))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause(0.05)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        view = screen.view
        for _ in range(notches):
            view.post_message(events.MouseScrollDown(view, 5, 5, 0, 1, 0, False, False, False))
        await pilot.pause()
        assert (view.top, view.scroll_offset.y, screen.reader.pane.cursor) == (3 * notches, 3 * notches, 0)
        for _ in range(notches + 1):
            view.post_message(events.MouseScrollUp(view, 5, 5, 0, -1, 0, False, False, False))
        await pilot.pause()
        assert view.top == 0


async def test_escape_takes_the_guideline_away_and_ctrl_c_names_the_key_that_leaves(make_app: Any) -> None:
    """The panes share the room again at once, each painted at its new width; what was lit stays for that escape."""
    app = make_app(*(f"Sentence one of report {number}. Sentence two.\n" for number in range(4)))
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause(0.05)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        for key, panes in (("i", 1), ("escape", 2)):
            await pilot.press(key)
            await pilot.pause(0.1)
            assert (screen.row.guideline is not None) == (key == "i")
            assert sum(column.display for column in screen.row.columns) == panes
        await pilot.press("ctrl+c")
        assert "q leaves" in screen.footing.status.left


async def test_escape_and_a_letter_at_once_reach_a_panel_as_two_keys(make_app: Any) -> None:
    """The panel closes, and the letter labels the sentence that the cursor stands on."""
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause(0.05)
        await pilot.press("x", "f4")
        await pilot.pause(0.05)
        await pilot.press("alt+x")
        await pilot.pause(0.05)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        assert "2 judged" in screen.footing.status.left
