"""The line in which one types what to search for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from diptych.tui.key_way import hand_to

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


class SearchField(Input):
    """Hands enter and escape to the screen at once, and every key that comes when the search is over.

    Keys can be typed faster than the focus changes; none may be lost, and none may label the text below.
    """

    screen: ReadingScreen  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__(id="search", placeholder="search", select_on_focus=False)
        self.last_key: events.Key | None = None
        self.last_paste: events.Paste | None = None

    def on_key(self, event: events.Key) -> None:
        self.last_key = event
        if self.screen.searching and event.key not in ("enter", "escape"):
            return
        event.stop()
        event.prevent_default()
        if not self.screen.searching:
            self.screen.take_key(event)
        elif event.key == "enter":
            self.screen.search_for(self.value)
        else:
            self.screen.end_search()

    def press(self, event: events.Key) -> None:
        """Take a key that was on its way to the text when the search began."""
        hand_to(self, event)

    def on_paste(self, event: events.Paste) -> None:
        self.last_paste = event

    def paste(self, event: events.Paste) -> None:
        """Take a paste that was on its way to the text when the search began."""
        self._forward_event(events.Paste(event.text))
