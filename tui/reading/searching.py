"""Searching on the screen: from the typing of the words to their hits, lit in the panes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.articles.visible import visible_line
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from textual import events

    from diptych.tui.reading.screen import ReadingScreen
    from diptych.tui.reading.search import Search
    from diptych.tui.reading.search_field import SearchField


class Searching:
    """``found``: where the words stand in the open reports; None where nothing is searched for, or others are open.

    The field comes on the screen with the first search: an input costs the start some milliseconds.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._field: SearchField | None = None
        self._in_library = False
        self.found: Search | None = None

    # ---- the words

    @property
    def typing(self) -> bool:
        """Whether the words are being typed."""
        return self._screen.has_class("-searching")

    def ask(self, *, library: bool = False) -> None:
        """Let the reader type what to search for, in the open reports or in the whole library."""
        from diptych.tui.reading.search_field import SearchField

        screen = self._screen
        if self._field is None:
            self._field = SearchField(self)
            screen.mount(self._field)
        self._in_library = library
        self._field.placeholder = "search the library" if library else "search"
        screen.add_class("-searching")
        self._field.value = ""
        screen.set_focus(self._field, scroll_visible=False)

    def leave(self) -> None:
        """Close the field; the keys are the text's again."""
        self._screen.remove_class("-searching")
        self._screen.set_focus(self._screen.view, scroll_visible=False)

    def take(self, event: events.Key | events.Paste) -> bool:
        """Give the field what came to the screen while one types; False where none does."""
        if not self.typing or self._field is None:
            return False
        self._field.take(event)
        return True

    def search_typed(self, words: str) -> None:
        """The words have been typed: close the field, and search where one was asked to."""
        self.leave()
        if not words.strip():
            return
        if self._in_library:
            from diptych.tui.reading.library_hits import choose_hit

            choose_hit(self._screen, words)
        else:
            self._screen.carry_out(lambda: self.search(words))

    # ---- the hits

    def search(self, words: str) -> str:
        """Find the words in the open reports, and go to the first hit from here; which it is."""
        from diptych.tui.reading.search import Search

        screen = self._screen
        screen.view.take_in_all()
        self.found = Search(words, [pane.document for pane in screen.reader.panes])
        for view, hits in zip(screen.row.views, self.found.hits, strict=True):
            view.painter.hits = hits
            view.repaint()
        screen.reader.jumps.leave_mark()
        return self.go(1)

    def go(self, step: int) -> str:
        """To the next or previous hit; in another pane where this one has none."""
        found, reader = self.found, self._screen.reader
        if found is None:
            raise CannotDoThat("Nothing is searched for yet.")
        query = visible_line(found.query)
        if not found.total:
            raise CannotDoThat(f"“{query}” is in none of the open reports.")
        pane = reader.active
        if not found.hits[pane]:
            pane = next(i for i, hits in enumerate(found.hits) if hits)
        here = reader.panes[pane]
        offset = here.point[0] if here.point else (here.span[0] - (step > 0) if here.span else -1)
        hit = found.step(pane, offset, 1 if step > 0 else -1)
        for _ in range(abs(step) - 1):
            hit = found.step(pane, hit[0] if hit else -1, 1 if step > 0 else -1)
        assert hit is not None
        reader.go_to_span(*hit, pane=pane)
        number, here_in_all = found.number(pane, hit), len(found.hits[pane])
        return f"“{query}” {number} of {here_in_all} here, {found.total} in all"
