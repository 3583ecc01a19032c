"""Keeps the comparison of the open reports up to date, and shows it in the panes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from textual.worker import WorkType

    from diptych.analysis.matching import Match
    from diptych.tui.reading.compared import Compared
    from diptych.tui.reading.screen import ReadingScreen

SETTLED = 0.15
"""Seconds without new highlights after which the reports are compared."""

MOST_SENTENCES = 5_000
"""Sentences in all panes beyond which reports are not compared while reading."""

FOLLOW_BACK = 0.5
"""Strength from which a linked pane follows a match backwards; a weaker one does not make it jump about."""


class Comparing:
    """Matching sentences, what is only here, wire copy, and panes that scroll together."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._compared: Compared | None = None
        self.linked = False
        self.dimming = ""
        self._origin: tuple[tuple[int, int], tuple[int, int]] | None = None
        self._followed: dict[int, int] = {}

    # ---- the comparison itself

    @property
    def compared(self) -> Compared | None:
        """The comparison of exactly what is open now, in this order; None while there is none."""
        found = self._compared
        panes = self._screen.reader.panes
        if found is None or found.article_ids != tuple(pane.article_id for pane in panes):
            return None
        return found

    def start(self) -> None:
        """Compare anew: a report came or went, or highlights arrived."""
        reader = self._screen.reader
        if len(reader.panes) < 2 or sum(pane.document.count for pane in reader.panes) > MOST_SENTENCES:
            self._compared = None
            self.show_signs()
            return
        # not yet a coroutine: a worker replaced before it runs leaves none behind
        work: WorkType[None] = self._compare
        self._screen.run_worker(work, group="comparing", exclusive=True, exit_on_error=False)

    async def _compare(self) -> None:
        await asyncio.sleep(SETTLED)
        panes = list(self._screen.reader.panes)
        if not all(pane.document.complete for pane in panes):
            return  # the pane says when it is complete, and we are asked again
        ids = [pane.article_id for pane in panes]
        from diptych.tui.reading.compared import Compared, analyses_of

        compared = await asyncio.to_thread(Compared.of, ids, analyses_of(panes))
        if ids == [pane.article_id for pane in self._screen.reader.panes]:
            self._compared = compared
            self.show_signs()
            self.light()

    def require(self) -> Compared:
        """The comparison, or why there is none."""
        if len(self._screen.reader.panes) < 2:
            raise CannotDoThat("Only one report is open: there is nothing to compare it with.")
        if self.compared is None:
            raise CannotDoThat("The reports are still being compared.")
        return self.compared

    # ---- on the screen

    def show_signs(self) -> None:
        """Put the gutter's signs and the dimming of shared or lone sentences on every pane."""
        for index, view in enumerate(self._screen.row.views):
            painter = view.painter
            if self.compared is None or index >= len(self.compared.only):
                only, wire = frozenset[int](), frozenset[int]()
            else:
                only, wire = self.compared.only[index], self.compared.wire[index]
            dimmed = frozenset[int]()
            if self.dimming == "alone":
                dimmed = only
            elif self.dimming == "shared" and self.compared is not None:
                dimmed = frozenset(range(view.pane.document.count)) - only
            if (painter.only, painter.wire, painter.dimmed) != (only, wire, dimmed):
                painter.only, painter.wire, painter.dimmed = only, wire, dimmed
                view.repaint()

    def light(self) -> None:
        """Show in the other panes which sentences match the cursor's; scroll them there where panes are linked."""
        reader = self._screen.reader
        here = reader.active
        found: dict[int, set[int]] = {}
        matches = self.compared.matches(here, reader.pane.cursor) if self.compared is not None else []
        for match in matches:
            found.setdefault(match.article, set()).add(match.sentence)
        for index, view in enumerate(self._screen.row.views):
            matched = frozenset(found.get(index, ()))
            if matched != view.painter.matched:
                changed = matched ^ view.painter.matched
                view.painter.matched = matched
                view.repaint_sentences(changed)
        if self.linked and self.compared is not None:
            for match in self.compared.best(here, reader.pane.cursor):
                self._follow(match)

    def _follow(self, match: Match) -> None:
        last = self._followed.get(match.article, -1)
        if match.sentence < last and match.strength < FOLLOW_BACK:
            return
        self._followed[match.article] = match.sentence
        views = self._screen.row.views
        if match.article < len(views):
            views[match.article].show_sentence(match.sentence, beside=self._screen.view)

    # ---- commands

    def toggle_link(self) -> str:
        """Linked scrolling on or off."""
        self.require()
        self.linked = not self.linked
        self._followed.clear()
        self.light()
        return (
            "The other reports follow to the matching place." if self.linked else "Each report scrolls alone."
        )

    def toggle_dimming(self, what: str) -> str:
        """Dim what all reports share, or what is alone; the same again dims nothing."""
        self.require()
        self.dimming = "" if self.dimming == what else what
        self.show_signs()
        if not self.dimming:
            return ""
        return (
            "Dimmed: what other reports have too."
            if what == "shared"
            else "Dimmed: what only one report has."
        )

    def go(self) -> str:
        """To the best match of this sentence, and back again from there."""
        reader = self._screen.reader
        compared = self.require()
        here = (reader.active, reader.pane.cursor)
        if self._origin is not None and self._origin[1] == here:
            there = self._origin[0]
            self._origin = None
            reader.jumps.leave_mark()
            reader.go(there[1], pane=there[0])
            return "Back."
        matches = compared.matches(*here)
        if not matches:
            raise CannotDoThat("Only here: no other open report has this.")
        return self._go_to(here, matches, 0)

    def go_on(self) -> str:
        """To the next best match of the sentence from which one came."""
        reader = self._screen.reader
        compared = self.require()
        here = (reader.active, reader.pane.cursor)
        if self._origin is None or self._origin[1] != here:
            return self.go()
        origin = self._origin[0]
        matches = compared.matches(*origin)
        places = [(match.article, match.sentence) for match in matches]
        number = (places.index(here) + 1) % len(matches) if here in places else 0
        return self._go_to(origin, matches, number)

    def _go_to(self, origin: tuple[int, int], matches: list[Match], number: int) -> str:
        match = matches[number]
        reader = self._screen.reader
        reader.jumps.leave_mark()
        reader.go(match.sentence, pane=match.article)
        self._origin = (origin, (match.article, match.sentence))
        return f"Match {number + 1} of {len(matches)}, strength {match.strength:.0%}."

    def step_only(self, step: int) -> None:
        """To the next (1) or previous (-1) sentence that no other open report has."""
        from diptych.tui.reading.steps import step_to

        reader = self._screen.reader
        only = self.require().only[reader.active]
        step_to(reader.pane, lambda sentence: sentence in only, step, "Other reports have all of this one.")
