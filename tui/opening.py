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
    return ReadingScreen(reader)


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


def choose_article(app: DiptychApp, screen: ReadingScreen, shown: Sequence[int]) -> None:
    """Let the reader pick an article, the story's own first, and open it beside the others.

    Raises CannotDoThat where there is no room or nothing to pick.
    """
    from diptych.tui.dialogues.picker import Picker, Row
    from diptych.tui.reading.open_article import CannotDoThat

    if len(screen.reader.panes) >= MOST_PANES:
        raise CannotDoThat(f"{MOST_PANES} reports fit beside each other; close one first.")
    story = set(screen.reader.story.article_ids)
    waiting = [article for article in app.library.articles.list() if article.id not in shown]
    waiting.sort(key=lambda article: (article.id not in story, article.id))
    if not waiting:
        raise CannotDoThat("There is no further report in the library; `diptych add FILE` adds one.")
    rows = [
        Row(
            str(article.id),
            article.title or article.location.rsplit("/", 1)[-1] or f"article {article.id}",
            " · ".join(part for part in (article.source, (article.published or "")[:10]) if part),
        )
        for article in waiting
    ]

    def opened(picked: str | None) -> None:
        if picked is not None:
            screen.open_pane(int(picked))

    app.push_screen(Picker(app.keymap, "Open beside these", rows), opened)


def choose_hit(app: DiptychApp, screen: ReadingScreen, words: str) -> None:
    """Let the reader pick an article that holds all of these words, and go to the first of them there."""
    from diptych.tui.dialogues.panel import Place
    from diptych.tui.dialogues.picker import Picker, Row

    hits = app.library.search(words)
    if not hits:
        screen.say(f"“{words}” is in no report of the library.")
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
        if screen.reader.index_of(hit.article) is None and len(screen.reader.panes) >= MOST_PANES:
            screen.say(f"{MOST_PANES} reports fit beside each other; close one first.")
            return
        start = hit.start or 0
        screen.carry_out(lambda: screen.panels.go_to(Place(hit.article, start, start + 1)))

    app.push_screen(Picker(app.keymap, f"“{words}” in the library", rows), picked)
