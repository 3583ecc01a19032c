"""Progress, pace and time, drawn over the reader."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from diptych.store.statistics import Statistics, statistics
from diptych.tui.dialogues.keyed import KeyedScreen
from diptych.tui.statistics_text import lines

if TYPE_CHECKING:
    from textual.worker import WorkType

    from diptych.analysis.claim_likeness import Agreement
    from diptych.keymaps import Keymap
    from diptych.schemes import Scheme
    from diptych.store.library import Library

STYLES = {"title": "bold", "text": "", "dim": "dim"}


class StatisticsScreen(KeyedScreen[None]):
    """Counts what is in the library when it opens; how far suggestions agree is measured beside it."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    StatisticsScreen > .dialogue { width: 100%; max-width: 100%; height: 100%; border: none; padding: 0 1; }
    """

    def __init__(self, keymap: Keymap, library: Library, scheme: Scheme) -> None:
        super().__init__(keymap)
        self._library = library
        self._scheme = scheme
        self._counted: Statistics | None = None
        self._agreement: Agreement | None = None
        self._measured = False
        self.acts |= {
            "statistics.open": lambda _: self.close(),
            "list.next": lambda count: self._scroll(count or 1),
            "list.previous": lambda count: self._scroll(-(count or 1)),
            "list.page_down": lambda count: self._scroll(self._page * (count or 1)),
            "list.page_up": lambda count: self._scroll(-self._page * (count or 1)),
            "list.top": lambda _: self._body.scroll_home(animate=False),
            "list.bottom": lambda _: self._body.scroll_end(animate=False),
        }

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialogue"):
            yield Static(markup=False)

    def on_mount(self) -> None:
        self._counted = statistics(self._library)
        self._fill()
        work: WorkType[None] = self._measure
        self.run_worker(work, exit_on_error=False)

    def on_resize(self) -> None:
        self._fill()

    @property
    def _body(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    @property
    def _page(self) -> int:
        return max(1, self.size.height - 2)

    def _scroll(self, rows: int) -> None:
        self._body.scroll_relative(y=rows, animate=False)

    async def _measure(self) -> None:
        self._agreement = await asyncio.to_thread(_agreement, self._library, self._scheme)
        self._measured = True
        self._fill()

    def _fill(self) -> None:
        if self._counted is None:
            return
        width = self.size.width - 4
        titles = {label.name: label.title for label in self._scheme.labels}
        shown = lines(self._counted, width, self._agreement, measured=self._measured, titles=titles)
        parts = [(text + "\n", STYLES[kind]) for text, kind in shown]
        self.query_one(Static).update(Content.assemble(*parts))


def _agreement(library: Library, scheme: Scheme) -> Agreement | None:
    from diptych.workers.suggesting import agreement_with

    with library.reopen() as mine:
        return agreement_with(mine, scheme)
