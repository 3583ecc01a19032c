"""A screen over the reader with a list that one goes through by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import OptionList

from diptych.tui.dialogues.keyed import KeyedScreen, Result

if TYPE_CHECKING:
    from diptych.keymaps import Keymap


class ListedScreen(KeyedScreen[Result]):
    """Goes from row to row of its one ``OptionList``; ``to`` says what standing on a row does."""

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap)
        self.acts |= {
            "list.next": lambda count: self.to(self.here + (count or 1)),
            "list.previous": lambda count: self.to(self.here - (count or 1)),
            "list.page_down": lambda count: self.to(self.here + self._page * (count or 1)),
            "list.page_up": lambda count: self.to(self.here - self._page * (count or 1)),
            "list.top": lambda count: self.to((count or 1) - 1),
            "list.bottom": lambda count: self.to(count - 1 if count else self.options.option_count - 1),
        }

    @property
    def options(self) -> OptionList:
        """The list on the screen."""
        return self.query_one(OptionList)

    @property
    def here(self) -> int:
        """The row one stands on; 0 where there is none."""
        return self.options.highlighted or 0

    @property
    def _page(self) -> int:
        return max(1, self.options.size.height - 1)

    def to(self, row: int) -> None:
        """Stand on a row; beyond the ends on the first or last."""
        if count := self.options.option_count:
            self.options.highlighted = max(0, min(count - 1, row))
