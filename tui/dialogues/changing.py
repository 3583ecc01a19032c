"""A panel whose rows are changed while one goes through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from diptych.errors import DiptychError
from diptych.tui.dialogues.panel import Panel, PanelRow, Preview
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.tui.reading.screen import ReadingScreen


class ChangingPanel(Panel):
    """``make_rows`` gives the rows as they are at the time; ``reading`` is the screen below."""

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        make_rows: Callable[[], list[PanelRow]],
        preview: Preview,
        reading: ReadingScreen,
    ) -> None:
        super().__init__(keymap, title, make_rows(), preview)
        self._make_rows = make_rows
        self.reading = reading

    def do(self, act: Callable[[], str | None]) -> None:
        """Do something to what the rows show, and show it as it is then, here and in the panes; None: nothing yet."""
        try:
            said = act()
        except (CannotDoThat, DiptychError) as problem:
            said = str(problem)
        if said is None:
            return
        self.reading.paint_changes()
        self.renew(self._make_rows(), said)
