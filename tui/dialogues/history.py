"""What was done, newest first: jump to where it was, or go back to before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events

from diptych.tui.dialogues.changing import ChangingPanel
from diptych.tui.dialogues.panel import FilterField, Preview
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.past import Past, PastRow

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.tui.reading.screen import ReadingScreen

FILTERED = 10
"""Pieces of the journal (2,000 entries) read at once while a filter is on and the rows that match are all seen."""


class HistoryPanel(ChangingPanel):
    """Undo here means: back to before this row. Where that takes back several changes it says so and asks first."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("list.open", "go there"),
        ("history.undo", "back to before this"),
        ("history.redo", "redo"),
        ("list.filter", "filter"),
        ("screen.back", "leave"),
    )

    def __init__(self, keymap: Keymap, past: Past, preview: Preview, screen: ReadingScreen) -> None:
        super().__init__(keymap, "History", past.rows, preview, screen)
        self._past = past
        self._asked: int | None = None
        self._reading_on = False
        self.acts |= {
            "history.undo": lambda _: self.do(self._go_back),
            "history.redo": lambda _: self.do(lambda: "Redone: " + screen.reader.history.redo()),
        }

    def to(self, row: int) -> None:
        if row >= len(self._rows) - 1 and not self._reading_on:
            self._read_on()
        super().to(row)

    def _read_on(self) -> None:
        """Read further back; behind a filter further at once, but never all: the journal may be very long."""
        pieces = FILTERED if self.query_one(FilterField).value else 1
        if not sum(self._past.more() for _ in range(pieces)):
            return
        here = self.here
        self._all = self._past.rows()
        self._rows = self._wanted_now()
        self._reading_on = True
        try:
            self._fill(here)
        finally:
            self._reading_on = False

    def press(self, event: events.Key) -> None:
        asked = self._asked
        super().press(event)
        if self._asked == asked and asked is not None:
            self._asked = None  # any other key says no

    def _go_back(self) -> str | None:
        row = self.row
        if not isinstance(row, PastRow):
            raise CannotDoThat("There is no row.")
        many = self._past.later(row)
        if many > 1 and self._asked != row.number:
            self._asked = row.number
            key = self.key_for("history.undo")
            self.say(
                f"Take back {many} changes, down to: {row.said}? {key} again does it, any other key leaves it."
            )
            return None
        self._asked = None
        return self._past.go_back(row)
