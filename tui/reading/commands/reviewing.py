"""Looking back: what was marked, what was done, and where the machine is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from collections.abc import Callable

    from diptych.tui.dialogues.panel import PanelRow
    from diptych.tui.reading.screen import ReadingScreen


def _claims(screen: ReadingScreen, title: str, make_rows: Callable[[], list[PanelRow]]) -> None:
    from diptych.tui.dialogues.claims import ClaimsPanel
    from diptych.tui.reading.panel_host import PanelHost

    PanelHost(screen).open(lambda preview: ClaimsPanel(screen.app.keymap, title, make_rows, preview, screen))


@command("panel.claims")
def claims_panel(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.marked import open_rows

    if not open_rows(screen.reader):
        raise CannotDoThat("Nothing is marked yet in the open reports.")
    _claims(screen, "Marked so far", lambda: open_rows(screen.reader))
    return None


@command("story.overview")
def story_overview(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.marked import story_rows

    _claims(screen, screen.reader.story.title or "This story", lambda: story_rows(screen.reader))
    return None


@command("history.open")
def open_history(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.dialogues.history import HistoryPanel
    from diptych.tui.reading.panel_host import PanelHost
    from diptych.tui.reading.past import Past

    past = Past(screen.reader)
    if not past.more():
        raise CannotDoThat("Nothing has been done yet.")
    PanelHost(screen).open(lambda preview: HistoryPanel(screen.app.keymap, past, preview, screen))
    return None


@command("correction.open")
def correct(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.correcting import Correcting

    Correcting(screen).open()
    return None


@command("correction.add", context="span")
def add_finding(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.commands.spans import selecting
    from diptych.tui.reading.correcting import Correcting

    pieces = selecting(screen).selection.pieces
    if len(pieces) > 1:
        raise CannotDoThat("A name or figure stands on words in a row; choose one piece.")
    screen.keyboard.leave_mode()
    Correcting(screen).add(*pieces[0])
    return None
