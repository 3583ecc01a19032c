"""Where the words that are searched for stand in the whole library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.dialogues.panel import Place
from diptych.tui.dialogues.picker import Picker, Row
from diptych.tui.reading.arranging import NO_ROOM
from diptych.tui.reading.panel_host import PanelHost
from diptych.tui.reading.reader import MOST_PANES

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


def choose_hit(screen: ReadingScreen, words: str) -> None:
    """Let the reader pick an article that holds all of these words, and go to the first of them there."""
    app, reader = screen.app, screen.reader
    hits = reader.library.search(words)
    if not hits:
        screen.footing.say(f"“{words}” is in no report of the library.")
        return
    rows = [
        Row(
            str(number),
            hit.title or hit.source or f"article {hit.article}",
            " ".join(hit.snippet.split()),
        )
        for number, hit in enumerate(hits)
    ]

    def picked(number: str | None) -> None:
        if number is None:
            return
        hit = hits[int(number)]
        if reader.index_of(hit.article) is None and len(reader.panes) >= MOST_PANES:
            screen.footing.say(NO_ROOM)
            return
        start = hit.start or 0
        screen.carry_out(lambda: PanelHost(screen).go_to(Place(hit.article, start, start + 1)))

    app.push_screen(Picker(app.keymap, f"“{words}” in the library", rows), picked)
