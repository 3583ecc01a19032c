"""Searching the open reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import READING, Run, command

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


@command("search.start")
def start_search(screen: ReadingScreen, count: int | None) -> str | None:
    screen.ask_search()
    return None


def _hits(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        return screen.next_hit(step * (count or 1))

    return run


READING["search.next"] = _hits(1)
READING["search.previous"] = _hits(-1)
