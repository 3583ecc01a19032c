"""One row of text, with something at its right end."""

from __future__ import annotations

import os

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from diptych.articles.visible import visible_line
from diptych.tui.reading.rows import cells
from diptych.tui.widgets.direct import Direct
from diptych.tui.widgets.fitting import fitted


class Line(Direct, Widget):
    """A row that is drawn directly, because it changes with every key. Its text is no markup.

    What is to the left gives way to what is to the right only where both do not fit.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Line { height: 1; width: 1fr; }
    """

    def __init__(
        self, left: str = "", right: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.left = visible_line(left)
        self.right = visible_line(right)
        self.style: Style | None = None
        self._own_style: Style | None = None
        self.divider: Style | None = None
        self._drawn_key: object = None
        self._drawn = Strip([])

    def show(self, left: str | None = None, right: str | None = None) -> None:
        """Change what stands on either side; None leaves it."""
        left = self.left if left is None else visible_line(left)
        right = self.right if right is None else visible_line(right)
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def notify_style_update(self) -> None:
        self._own_style = None
        super().notify_style_update()

    @property
    def _in_force(self) -> Style:
        """``style``, else what the style sheet says, which is computed through all ancestors: so it is kept."""
        if self.style is not None:
            return self.style
        if self._own_style is None:
            self._own_style = self.rich_style
        return self._own_style

    def render_line(self, y: int) -> Strip:
        key = (self.outer_size.width, self.left, self.right, self._in_force, self.divider)
        if key != self._drawn_key:
            self._drawn_key, self._drawn = key, self._draw()
        return self._drawn

    def _draw(self) -> Strip:
        style = self._in_force
        if "NO_COLOR" in os.environ:
            style = Style(bold=style.bold, dim=style.dim, reverse=style.reverse)
        width = self.outer_size.width - (self.divider is not None)
        left, right = self.left, self.right
        room = width - cells(left) - 2
        right = right if cells(right) <= room else (fitted(right, room) if room >= 12 else "")
        left = fitted(left, width - (cells(right) + 1 if right else 0))
        gap = width - cells(left) - cells(right)
        segments = [Segment(left + " " * max(0, gap) + right, style)]
        if self.divider is not None:  # the line that parts a pane from the one to its left
            segments.insert(0, Segment("▏", self.divider))
        return Strip(segments, self.outer_size.width)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The row without Textual's box model: it has no border and no padding, and its text is mapped already."""
        lines = [self.render_line(y) for y in crop.line_range]
        whole = crop.column_span == (0, self.outer_size.width)
        return lines if whole else [line.crop(*crop.column_span) for line in lines]
