"""Opening, closing and arranging the reports on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.reader import MOST_PANES

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen

NO_ROOM = f"{MOST_PANES} reports fit beside each other; close one first."


class Arranging:
    """Changes which panes there are, in the reader and on the screen; what was searched for is forgotten."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._reader = screen.reader

    def follow_reader(self) -> None:
        """The reader has opened another story, or another report in a pane: show it."""
        screen = self._screen
        screen.keyboard.leave_mode()
        screen.row.match(self._reader.panes, screen.make_view)
        screen.app.story = self._reader.story
        screen.app.highlights.start(screen)
        self._arranged()

    def close(self) -> None:
        """Close the active pane."""
        index = self._reader.active
        self._reader.close(index)
        self._screen.row.give_up(index)
        self._arranged()

    def open(self, article_id: int) -> None:
        """Open an article of the library beside the others, or go to its pane."""
        screen, reader = self._screen, self._reader
        there = reader.index_of(article_id)
        if there is None:
            screen.row.take_in(screen.make_view(reader.open(article_id)))
            there = len(reader.panes) - 1
            screen.app.highlights.start(screen)
        reader.active = there
        self._arranged()

    def choose(self) -> None:
        """Let the reader pick an article, the story's own first, and open it beside those on the screen.

        Raises CannotDoThat where there is no room or nothing to pick.
        """
        from diptych.tui.dialogues.picker import Picker, Row

        reader, app = self._reader, self._screen.app
        if len(reader.panes) >= MOST_PANES:
            raise CannotDoThat(NO_ROOM)
        story = set(reader.story.article_ids)
        waiting = [item for item in reader.library.articles.list() if reader.index_of(item.id) is None]
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

        def picked(article: str | None) -> None:
            if article is not None:
                self.open(int(article))

        app.push_screen(Picker(app.keymap, "Open beside these", rows), picked)

    def swap(self) -> None:
        """Exchange the active pane with the next one."""
        panes, here = self._reader.panes, self._reader.active
        if len(panes) < 2:
            raise CannotDoThat("Only one report is open.")
        there = (here + 1) % len(panes)
        panes[here], panes[there] = panes[there], panes[here]
        self._screen.row.swap(here, there)
        self._reader.active = there
        self._arranged()

    def _arranged(self) -> None:
        self._screen.searching.found = None
        self._screen.comparing.start()
        self._screen.show_active()
