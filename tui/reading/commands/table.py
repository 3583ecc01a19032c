"""The table that the reading screen's commands enter themselves in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen

Run = Callable[["ReadingScreen", "int | None"], "str | None"]
"""Gets the screen and the count typed before the key (None where none was); returns what to say, or None.

``CannotDoThat`` says why the command cannot run here.
"""

READING: dict[str, Run] = {}
"""Command name → what it does."""


def command(*names: str) -> Callable[[Run], Run]:
    """Enter a function under its command's name."""

    def enter(function: Run) -> Run:
        for name in names:
            READING[name] = function
        return function

    return enter
