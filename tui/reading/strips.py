"""The rows of a pane as they were drawn last, kept so that only what changes is drawn and encoded anew."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

if TYPE_CHECKING:
    from diptych.tui.reading.painter import Painter
    from diptych.tui.reading.window import Window

MOST_KEPT = 4_000
"""Rows kept drawn; beyond that all are forgotten."""


class Strips:
    """Draws a pane's rows between the line that parts it from another (``divided``) and the scroll mark."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self._rows: dict[int, dict[tuple[bool, int], Strip]] = {}  # by row, then as it looks at the time
        self._frame: list[Strip | None] = []  # what is in view
        self._frame_key: object = None
        self.mark = range(0)  # the lines of the frame that have the scroll mark
        self.divided = False

    def lines(self, window: Window, width: int, wanted: Iterable[int]) -> list[Strip]:
        """The strips of these lines of the window, ``width`` cells wide; of lines below the window none."""
        total = len(self._painter.layout)
        key = (window, width, total)
        if key != self._frame_key:
            self._frame_key, self._frame = key, [None] * window.height
            self.mark = window.mark(total)
        frame, strips = self._frame, []
        for line in wanted:
            if line < len(frame):
                strip = frame[line]
                if strip is None:
                    strip = frame[line] = self._row(line + window.top, width, marked=line in self.mark)
                strips.append(strip)
        return strips

    def _row(self, row: int, width: int, *, marked: bool) -> Strip:
        known = self._rows.setdefault(row, {})
        look = (marked, self._painter.cursor_on(row))
        if (kept := known.get(look)) is not None:
            return kept
        edge = self._painter.looks.edge
        inner = self._painter.row(row, width - self.divided - 1)
        segments = [*inner, Segment("▐" if marked else " ", edge)]
        if self.divided:
            segments.insert(0, Segment("▏", edge))
        strip = Strip(segments, inner.cell_length + 1 + self.divided)
        if len(self._rows) > MOST_KEPT:
            self._rows = {row: known}
        known[look] = strip
        return strip

    def forget(self) -> None:
        """All rows have changed."""
        self._rows.clear()
        self._frame_key = None

    def forget_frame(self) -> None:
        """Other rows may be in view; none has changed."""
        self._frame_key = None

    def forget_rows(self, rows: range) -> None:
        """Something on these rows has changed: none of their strips is right any more."""
        for row in rows:
            self._rows.pop(row, None)

    def show_again(self, rows: range, window: Window) -> range:
        """These rows are to be shown as they are now; the lines of the window at which they stand."""
        lines = range(max(rows.start - window.top, 0), min(rows.stop - window.top, window.height))
        for line in range(lines.start, min(lines.stop, len(self._frame))):
            self._frame[line] = None
        return lines
