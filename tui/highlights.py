"""Names and figures on the screen: brought by a process of its own, and lit where the cursor's are found again."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Figure, Mention

if TYPE_CHECKING:
    from textual.worker import WorkType

    from diptych.tui.reading.document import Document
    from diptych.tui.reading.screen import ReadingScreen

LONGEST_LINE = 256 * 1024 * 1024
"""Bytes of the longest line read from the analysing process."""


class Highlights:
    """Starts the analysis of what is open, and hands each result to its pane."""

    def __init__(self, library_path: str, *, enabled: bool = True) -> None:
        self._path = library_path
        self._enabled = enabled
        self._process: asyncio.subprocess.Process | None = None
        self.notice = ""

    def start(self, screen: ReadingScreen) -> None:
        """Analyse the open articles; an analysis under way is stopped, what it finished is kept."""
        if self._enabled:
            work: WorkType[None] = partial(self._read, screen)
            screen.run_worker(work, group="highlights", exclusive=True, exit_on_error=False)

    async def _read(self, screen: ReadingScreen) -> None:
        ids = [str(pane.article_id) for pane in screen.reader.panes]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "diptych.workers.child",
            self._path,
            *ids,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            limit=LONGEST_LINE,
            env={**os.environ, "DIPTYCH_ANNOTATOR": screen.reader.library.annotator},
        )
        self._process = process
        assert process.stdout is not None
        try:
            while line := await process.stdout.readline():
                self._take(screen, json.loads(line))
            if await process.wait() != 0 and not self.notice:
                screen.footing.say(
                    "Names and figures could not be found: `diptych doctor` says what is wrong."
                )
        finally:
            if process.returncode is None:
                from diptych.tui.child_process import end_process

                await end_process(process)

    def stop(self) -> None:
        """End the analysing process; it is asked nothing, since all it has finished is in the library."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()

    def _take(self, screen: ReadingScreen, message: dict[str, Any]) -> None:
        if "notice" in message:
            self.notice = str(message["notice"])
            said = screen.footing.message  # what a folder left out, say, nobody has read by now
            screen.footing.say(f"{said} {self.notice}" if said else self.notice)
            return
        for view in screen.row.views:
            document = view.pane.document
            if document.article.id != message["article"]:
                continue
            if "figures" in message:
                document.take_figures(_figures(document, message["figures"]), more=message["more"])
            if "mentions" in message:
                document.take_names(_mentions(document, message["mentions"]))
            view.repaint()
        screen.highlights_came()

    def light(self, screen: ReadingScreen) -> None:
        """Light in the other panes what is named or counted under the cursor."""
        reader = screen.reader
        here = reader.pane
        span = here.point or here.span
        keys: set[str] = set()
        values: set[tuple[str, object, str | None]] = set()
        if span is not None:
            keys = {mention.key for mention in here.document.entities.between(*span)}
            values = {
                (figure.kind, figure.value, figure.unit)
                for figure in here.document.figures.between(*span)
                if figure.value is not None and figure.kind != "ordinal"
            }
        for view in screen.row.views:
            lit: list[tuple[int, int]] = []
            if view.pane is not here and (keys or values):
                document = view.pane.document
                lit = [(m.start, m.end) for m in document.entities.items if m.key in keys]
                lit += [
                    (f.start, f.end) for f in document.figures.items if (f.kind, f.value, f.unit) in values
                ]
            view.light(lit)


def _figures(document: Document, rows: list[list[Any]]) -> list[Figure]:
    return [
        Figure(start, end, kind, document.text[start:end], value, upper, unit, of, approximate)
        for start, end, kind, value, upper, unit, of, approximate in rows
    ]


def _mentions(document: Document, rows: list[list[Any]]) -> list[Mention]:
    return [Mention(start, end, label, document.text[start:end], key) for start, end, label, key in rows]
