"""Help, palette, copying, colours, leaving."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


@command("screen.back")
def put_out(screen: ReadingScreen, count: int | None) -> str | None:
    if screen.row.guideline is not None:
        screen.row.close_guideline()
        screen.show_active()
    else:
        screen.put_out_lights()
    return None


@command("copy.citation")
def copy_citation(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.copy(with_source=True)


@command("copy.text")
def copy_text(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.copy(with_source=False)


@command("theme.next")
def next_theme(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.other_theme()


@command("screen.redraw")
def redraw(screen: ReadingScreen, count: int | None) -> str | None:
    screen.app.refresh(layout=True)
    return None


@command("help")
def show_help(screen: ReadingScreen, count: int | None) -> str | None:
    screen.show_help()
    return None


@command("palette")
def show_palette(screen: ReadingScreen, count: int | None) -> str | None:
    screen.app.action_command_palette()
    return None


@command("library.open")
def open_library(screen: ReadingScreen, count: int | None) -> str | None:
    screen.open_library()
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
