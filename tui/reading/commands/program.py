"""Help, palette, copying, colours, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import TABLES, command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


@command("screen.back")
def put_out(screen: ReadingScreen, count: int | None) -> str | None:
    if screen.row.guideline is not None:
        screen.row.close_guideline()
        screen.show_active()
    else:
        screen.searching.found = None
        screen.reader.pane.point = None
        for view in screen.row.views:
            view.painter.hits = view.painter.lit = ()
            view.repaint()
    return None


def _quote_here(screen: ReadingScreen) -> str:
    pane = screen.reader.pane
    pane.require_span()
    return pane.document.quote(pane.cursor)


@command("copy.citation")
def copy_citation(screen: ReadingScreen, count: int | None) -> str | None:
    article = screen.reader.pane.document.article
    parts = (article.title, article.source, article.published or "", article.location)
    text = f"“{_quote_here(screen)}” ({', '.join(part for part in parts if part)})"
    screen.app.copy_to_clipboard(text)  # by the terminal's own copy sequence (OSC 52)
    return "Copied with its source."


@command("copy.text")
def copy_text(screen: ReadingScreen, count: int | None) -> str | None:
    screen.app.copy_to_clipboard(_quote_here(screen))
    return "Copied."


@command("theme.next")
def next_theme(screen: ReadingScreen, count: int | None) -> str | None:
    screen.app.toggle_dark()
    for view in screen.row.views:
        view.set_looks(screen.app.looks)
    screen.show_active()
    return None


@command("screen.redraw")
def redraw(screen: ReadingScreen, count: int | None) -> str | None:
    screen.app.refresh(layout=True)
    return None


@command("help")
def show_help(screen: ReadingScreen, count: int | None) -> str | None:
    context = screen.keyboard.context
    screen.app.show_help(context, TABLES[context])
    return None


@command("palette")
def show_palette(screen: ReadingScreen, count: int | None) -> str | None:
    screen.app.action_command_palette()
    return None


@command("library.open")
def open_library(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.opening import show_library

    screen.keep_place()
    show_library(screen.app)
    return None


@command("quit")
def quit_program(screen: ReadingScreen, count: int | None) -> str | None:
    screen.leave()
    return None


@command("statistics.open")
def open_statistics(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.statistics_screen import StatisticsScreen

    screen.reader.keep_place()
    screen.app.push_screen(StatisticsScreen(screen.app.keymap, screen.reader.library, screen.reader.scheme))
    return None


@command("article.browse")
def browse(screen: ReadingScreen, count: int | None) -> str | None:
    from urllib.parse import quote

    location = screen.reader.pane.document.article.location
    if not location.lower().startswith(("http://", "https://")):
        raise CannotDoThat(f"This report has no address: it comes from {location or 'a stream'}.")
    # everything that is no plain part of an address is percent-encoded; the browser is started without a shell
    screen.app.open_url(quote(location, safe="/:?#[]@!$&'()*+,;=%-._~"))
    return "Opened in your browser."
