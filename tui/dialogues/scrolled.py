"""A screen over the reader that is read by scrolling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import VerticalScroll

from diptych.tui.dialogues.keyed import KeyedScreen

if TYPE_CHECKING:
    from diptych.keymaps import Keymap


class ScrolledScreen(KeyedScreen[None]):
    """The keys of a list scroll what it shows, which is its one ``VerticalScroll``."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self.acts |= {
            "list.next": lambda count: self._scroll(count or 1),
            "list.previous": lambda count: self._scroll(-(count or 1)),
            "list.page_down": lambda count: self._scroll(self.size.height // 2 * (count or 1)),
            "list.page_up": lambda count: self._scroll(-(self.size.height // 2) * (count or 1)),
            "list.top": lambda _: self.body.scroll_home(animate=False),
            "list.bottom": lambda _: self.body.scroll_end(animate=False),
        }

    @property
    def body(self) -> VerticalScroll:
        """What is scrolled."""
        return self.query_one(VerticalScroll)

    def _scroll(self, rows: int) -> None:
        self.body.scroll_relative(y=rows, animate=False, force=True)
