"""Searching the open reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import READING, Run, command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


@command("search.start")
def start_search(screen: ReadingScreen, count: int | None) -> str | None:
    screen.searching.ask()
    return None


def _hits(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        return screen.searching.go(step * (count or 1))

    return run


READING["search.next"] = _hits(1)
READING["search.previous"] = _hits(-1)


@command("search.here")
def search_here(screen: ReadingScreen, count: int | None) -> str | None:
    pane = screen.reader.pane
    if pane.point is None:
        raise CannotDoThat("Go to a name, a figure or a hit first: that is what is searched for.")
    start, end = pane.point
    return screen.searching.search(pane.document.text[start:end])


@command("search.library")
def search_library(screen: ReadingScreen, count: int | None) -> str | None:
    screen.searching.ask(library=True)
    return None
