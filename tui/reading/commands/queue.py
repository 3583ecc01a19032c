"""Being led from sentence to sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.queue import Queue
    from diptych.tui.reading.screen import ReadingScreen


def _queue(screen: ReadingScreen) -> Queue:
    queue = screen.reader.queue
    if queue is None:
        key = (screen.app.keymap.keys_for("queue.toggle", "reading") or ("queue.toggle",))[0]
        raise CannotDoThat(f"No queue is running; {key} starts one.")
    return queue


@command("queue.toggle")
def toggle(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.queueing import toggle_queue

    return toggle_queue(screen.reader)


@command("queue.skip")
def skip(screen: ReadingScreen, count: int | None) -> str | None:
    return _queue(screen).skip()


@command("queue.previous")
def previous(screen: ReadingScreen, count: int | None) -> str | None:
    _queue(screen).previous()
    return None


@command("suggestions.toggle")
def toggle_suggestions(screen: ReadingScreen, count: int | None) -> str | None:
    if screen.suggesting is None:
        from diptych.tui.reading.suggesting import Suggesting

        screen.suggesting = Suggesting(screen)
    return screen.suggesting.toggle()
