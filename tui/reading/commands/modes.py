"""What every while with keys of its own has: a way out, help, the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.program import show_help, show_palette
from diptych.tui.reading.commands.table import LINK, SPAN

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


def _leave(screen: ReadingScreen, count: int | None) -> str | None:
    screen.keyboard.leave_mode()
    return None


for _table in (SPAN, LINK):
    _table["screen.back"] = _leave
    _table["help"] = show_help
    _table["palette"] = show_palette
