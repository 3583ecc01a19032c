"""Ways of drawing that spare the event loop and the compositor work with every key.

Mixins, and no widgets of their own: Textual takes the styles of the first base that is a widget.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from textual.messages import Update

if TYPE_CHECKING:
    from textual.geometry import Region
    from textual.strip import Strip
    from textual.widget import Widget
else:
    Widget = object


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


class Covered(Widget):
    """A container whose children cover all of it: there is nothing of its own to draw under their rows."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """No rows; what the children leave free is the screen's."""
        return []
