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
def about(screen: ReadingScreen, count: int | None) -> str | None:
    article = screen.reader.pane.document.article
    document = screen.reader.pane.document
    parts = [
        article.title or "no headline",
        article.source or "source unknown",
        article.author,
        article.published or "no date",
        article.location or "from a stream",
        f"{len(article.text):,} characters",
        f"{document.count} sentences",
        f"library id {article.id}",
    ]
    return " · ".join(part for part in parts if part)
