"""The line in which one types what to search for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from diptych.tui.key_way import hand_to

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen
    from diptych.tui.reading.searching import Searching


class SearchField(Input):
    """Ends the search at once with enter and escape, and hands on every key that comes when it is over.

    Keys can be typed faster than the focus changes; none may be lost, and none may label the text below.
    """

    screen: ReadingScreen  # type: ignore[assignment]

    def __init__(self, searching: Searching) -> None:
        super().__init__(id="search", select_on_focus=False)
        self._searching = searching
        self._last: events.Key | events.Paste | None = None

    def on_key(self, event: events.Key) -> None:
        self._last = event
        if self._searching.typing and event.key not in ("enter", "escape"):
            return
        event.stop()
        event.prevent_default()
        if not self._searching.typing:
            self.screen.take_key(event)
        elif event.key == "enter":
            self._searching.search_typed(self.value)
        else:
            self._searching.leave()

    def on_paste(self, event: events.Paste) -> None:
        self._last = event

    def take(self, event: events.Key | events.Paste) -> None:
        """Take what was on its way to the text when the search began; not what bubbles up from here."""
        if event is self._last:
            return
        if isinstance(event, events.Key):
            hand_to(self, event)
        else:
            self._forward_event(events.Paste(event.text))
