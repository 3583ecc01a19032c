"""Which screen comes first, and what opens from the library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual.screen import Screen

from diptych.tui.reading.reader import MOST_PANES, Reader
from diptych.tui.reading.screen import ReadingScreen

if TYPE_CHECKING:
    from diptych.store.records import Story
    from diptych.tui.app import DiptychApp


def reading_screen(app: DiptychApp, story: Story) -> ReadingScreen:
    """A story's articles side by side, at the place where they were left."""
    reader = Reader(app.library, story, app.scheme)
    for article_id in story.article_ids[:MOST_PANES]:
        reader.open(article_id)
    reader.find_place()
    if app.plan is not None:
        from diptych.tui.reading.queueing import start_queue

        app.greeting = start_queue(reader, app.plan)
    return ReadingScreen(reader, app.keymap)


def first_screen(app: DiptychApp) -> Screen[Any]:
    """The story that was asked for, else the library."""
    if app.story is not None:
        return reading_screen(app, app.story)
    from diptych.tui.library_screen import LibraryScreen

    return LibraryScreen()


def show_library(app: DiptychApp) -> None:
    """The library over what is open now; where one came from it, back to it."""
    from diptych.tui.library_screen import LibraryScreen

    if isinstance(app.screen_stack[0], LibraryScreen):
        while len(app.screen_stack) > 1:
            app.pop_screen()
    else:
        app.push_screen(LibraryScreen())


def open_story(app: DiptychApp, article_ids: Sequence[int]) -> None:
    """Open articles as a story, in place of the library that lies over the reader, and of what it had opened.

    The first screen stays at the bottom: Textual cannot replace that one.
    """
    app.story = app.library.stories.opened(list(article_ids))
    while len(app.screen_stack) > 1:
        app.pop_screen()
    app.push_screen(reading_screen(app, app.story))
