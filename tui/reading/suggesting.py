"""Suggestions on the screen: a faint mark at sentences that look like claims. They are nobody's answer."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.worker import WorkType

    from diptych.tui.reading.screen import ReadingScreen

AFRESH = 20
"""New answers after which the model is taught again."""


class Suggesting:
    """Off until ``toggle``; the model is taught in a process of its own."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.on = False
        self._judged = 0
        self._articles: list[int] = []

    def toggle(self) -> str:
        """Show suggestions, or show them no more."""
        self.on = not self.on
        if self.on:
            self._start()
            return "Looking for what is like a claim…"
        for view in self._screen.row.views:
            view.pane.document.likely = {}
            view.repaint()
        return "No suggestions."

    def at_rest(self) -> None:
        """Look again after a number of new answers, or when other reports are open."""
        if self.on and (
            abs(self._count() - self._judged) >= AFRESH
            or self._articles != [pane.article_id for pane in self._screen.reader.panes]
        ):
            self._start()

    def _count(self) -> int:
        return sum(pane.document.judged() for pane in self._screen.reader.panes)

    def _start(self) -> None:
        self._judged = self._count()
        self._articles = [pane.article_id for pane in self._screen.reader.panes]
        work: WorkType[None] = self._ask
        self._screen.run_worker(work, group="suggesting", exclusive=True, exit_on_error=False)

    async def _ask(self) -> None:
        from diptych.workers.suggesting import Sides

        library = self._screen.reader.library
        sides = Sides.of(self._screen.reader.scheme)
        asked = {
            "library": str(library.path),
            "annotator": library.annotator,
            "scheme": sides.scheme,
            "claims": sorted(sides.claims),
            "others": sorted(sides.others),
            "articles": self._articles,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "diptych.workers.suggesting",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            told, _ = await process.communicate(json.dumps(asked).encode())
        finally:
            if process.returncode is None:
                from diptych.tui.child_process import end_process

                await end_process(process)
        if self.on:
            self._show(json.loads(told) if told else {"problem": "Suggestions failed."})

    def _show(self, told: dict[str, Any]) -> None:
        if "problem" in told:
            self._screen.footing.say(str(told["problem"]))
            return
        by_article: dict[int, dict[tuple[int, int], float]] = {}
        for article, start, end, chance in told["likely"]:
            by_article.setdefault(article, {})[start, end] = chance
        for view in self._screen.row.views:
            view.pane.document.likely = by_article.get(view.pane.article_id, {})
            view.repaint()
        taught = told["taught"]
        by = f"taught by {taught} of your answers" if taught else "by plain features, for want of answers"
        self._screen.footing.say(f"∘ looks like a claim, {by}; nothing of it is stored.")
