"""The reader under a panel: it shows above what the panel's rows speak of, and goes where one of them points."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from diptych.tui.reading.arranging import Arranging
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.dialogues.panel import Panel, PanelRow, Place, Preview
    from diptych.tui.reading.screen import ReadingScreen

COVERED = 45
"""Percent of the screen that a panel covers, from below."""


class PanelHost:
    """Opens panels over the reading screen."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen

    def show(self, title: str, rows: Sequence[PanelRow]) -> None:
        """A table under the reports; its rows' places are shown above while one goes through it."""
        if not rows:
            raise CannotDoThat(f"{title}: there is nothing to show yet.")
        from diptych.tui.dialogues.panel import Panel

        self.open(lambda preview: Panel(self._screen.app.keymap, title, rows, preview))

    def open(self, make: Callable[[Preview], Panel]) -> None:
        """Push a panel; when it closes, go to the place that was chosen, or back to what was in view."""
        screen = self._screen
        before = [(view, view.top) for view in screen.row.views]

        def closed(place: Place | None) -> None:
            self._preview((), None)
            if place is None:
                for view, top in before:
                    view.scroll_to_row(top)
                screen.carry_out(lambda: None)
                return
            screen.carry_out(lambda: self.go_to(place))

        panel = make(self._preview)
        panel.closed = closed
        screen.app.push_screen(panel)

    def go_to(self, place: Place) -> None:
        """Put the cursor on a place, the point on words; an article that is not open yet is opened."""
        reader = self._screen.reader
        index = reader.index_of(place.article)
        if index is None:
            Arranging(self._screen).open(place.article)
            index = reader.active
        reader.jumps.leave_mark()
        sentence = reader.panes[index].document.sentence_of_span(place.start, place.end)
        if sentence is not None:
            reader.go(sentence, pane=index)
        else:
            reader.go_to_span(place.start, place.end, pane=index)

    def light(self, article: int, span: tuple[int, int] | None) -> None:
        """Light one span of an open article and nothing else, or nothing."""
        for view in self._screen.row.views:
            view.light([span] if span is not None and view.pane.article_id == article else [])

    def _preview(self, places: Sequence[Place], shown: Place | None) -> None:
        hidden = self._screen.size.height * COVERED // 100 + 1 if places else 0
        for view in self._screen.row.views:
            article = view.pane.article_id
            mine = [(place.start, place.end) for place in places if place.article == article]
            view.light(mine)
            if mine:
                this = (shown.start, shown.end) if shown and shown.article == article else mine[0]
                view.show_span(*this, at=max(0, (view.outer_size.height - hidden) // 2))
