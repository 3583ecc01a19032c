"""Opening, closing and arranging the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import READING, Run, command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


def _pane(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        reader = screen.reader
        if len(reader.panes) == 1:
            raise CannotDoThat("Only one report is open.")
        reader.active = (reader.active + step * (count or 1)) % len(reader.panes)
        return None

    return run


READING["pane.next"] = _pane(1)
READING["pane.previous"] = _pane(-1)


@command("pane.close")
def close_pane(screen: ReadingScreen, count: int | None) -> str | None:
    screen.close_pane()
    return None


@command("pane.open")
def open_pane(screen: ReadingScreen, count: int | None) -> str | None:
    screen.choose_pane()
    return None


@command("pane.zoom")
def zoom_pane(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.zoom()


@command("pane.swap")
def swap_panes(screen: ReadingScreen, count: int | None) -> str | None:
    screen.swap_panes()
    return None


@command("article.about")
def about_report(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.dialogues.about import AboutScreen, about

    screen.app.push_screen(AboutScreen(screen.app.keymap, about(screen.reader.pane)))
    return None
