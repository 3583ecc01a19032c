"""Which rows of a text are in view, and how far to scroll for others."""

from __future__ import annotations

from typing import NamedTuple

MARGIN = 2
"""Rows kept in view above and below the cursor's sentence."""


class Window(NamedTuple):
    """``height`` rows from row ``top`` on. What its methods give as a new top may lie beyond the text's ends."""

    top: int
    height: int

    @property
    def bottom(self) -> int:
        """The first row below it."""
        return self.top + self.height

    def shows(self, rows: range, margin: int = 0) -> bool:
        """Whether all of these rows are in view, with so many more above and below."""
        return rows.start >= self.top + margin and rows.stop <= self.bottom - margin

    def margin(self, rows: range) -> int:
        """The rows to keep in view above and below these: fewer where they leave less room."""
        return min(MARGIN, max(0, (self.height - len(rows)) // 2))

    def nearest(self, rows: range) -> int:
        """The top that is nearest to the present one and shows these rows with their margin."""
        margin = self.margin(rows)
        if rows.start - margin < self.top or len(rows) >= self.height:
            return rows.start - margin
        if rows.stop + margin > self.bottom:
            return rows.stop + margin - self.height
        return self.top

    def centred(self, rows: range) -> int:
        """The top that has these rows in the middle; of more rows than fit, the first at the upper edge."""
        return rows.start - max(0, (self.height - len(rows)) // 2)

    def further(self, rows: range, step: int) -> int | None:
        """The top that shows more of rows that do not all fit, down (``step`` 1) or up (-1); None where all is seen."""
        if len(rows) <= self.height:
            return None
        far = max(1, self.height - 1)  # one row is seen again
        if step > 0 and rows.stop > self.bottom > rows.start:
            return min(self.top + far, rows.stop - self.height + MARGIN)
        if step < 0 and rows.start < self.top < rows.stop:
            return max(self.top - far, rows.start - MARGIN)
        return None

    def mark(self, total: int) -> range:
        """The rows of the window at which the scroll mark stands; none where all of the text is in view."""
        height = self.height
        if total <= height or height < 2:
            return range(0)
        size = max(1, height * height // total)
        start = round(self.top * (height - size) / (total - height))
        return range(start, start + size)
