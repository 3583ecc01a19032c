"""The tables that the reading screen's commands enter themselves in, one for each context its keys are read in."""

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

SPAN: dict[str, Run] = {}
"""The same while words are chosen."""

LINK: dict[str, Run] = {}
"""The same while the other end of a link is chosen."""

TABLES = {"reading": READING, "span": SPAN, "link": LINK}


def command(*names: str, context: str = "reading") -> Callable[[Run], Run]:
    """Enter a function under its command's name."""

    def enter(function: Run) -> Run:
        for name in names:
            TABLES[context][name] = function
        return function

    return enter
