"""Widgets that draw their rows themselves, and have them painted without a detour."""

from __future__ import annotations

from typing import Self

from textual.geometry import Region
from textual.messages import Update
from textual.widget import Widget


class Direct(Widget):
    """Tells the screen at once what is to be painted.

    Textual would first wake the widget's own task, which then tells the screen: a turn of the event loop for each
    widget that a key changes. ``_set_dirty`` is Textual's own; the version is pinned.
    """

    def refresh(
        self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False
    ) -> Self:
        """Have these regions painted (columns and rows of the widget), or all of it."""
        if not repaint or layout or recompose or not self.is_mounted:
            return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)
        self._set_dirty(*regions)
        self.screen.post_message(Update(self))
        return self
