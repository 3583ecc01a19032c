"""Opening, closing and arranging the reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import READING, Run, command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.arranging import Arranging
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


def _arranging(screen: ReadingScreen) -> Arranging:
    from diptych.tui.reading.arranging import Arranging

    return Arranging(screen)


@command("pane.close")
def close_pane(screen: ReadingScreen, count: int | None) -> str | None:
    _arranging(screen).close()
    return None


@command("pane.open")
def open_pane(screen: ReadingScreen, count: int | None) -> str | None:
    _arranging(screen).choose()
    return None


@command("pane.zoom")
def zoom_pane(screen: ReadingScreen, count: int | None) -> str | None:
    screen.row.zoomed = not screen.row.zoomed
    screen.show_active()
    return "This report alone; the same key shows all." if screen.row.zoomed else None


@command("pane.swap")
def swap_panes(screen: ReadingScreen, count: int | None) -> str | None:
    _arranging(screen).swap()
    return None


@command("article.about")
def about_report(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.dialogues.about import AboutScreen, about

    screen.app.push_screen(AboutScreen(screen.app.keymap, about(screen.reader.pane)))
    return None
