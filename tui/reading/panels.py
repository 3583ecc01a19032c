"""The rows of the panels: figures, names, and what has been marked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diptych.tui.dialogues.panel import PanelRow, Place
from diptych.tui.reading.compared import Compared, analyses_of
from diptych.tui.reading.description import SHORT_NAMES, told
from diptych.tui.reading.findings import FIGURES

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen

VERDICTS = {
    "differs": "≠",
    "older": "≠ older",
    "range_holds": "in range",
    "about": "≈",
    "same": "=",
    "alone": "only",
}
"""The first word of a row in the table of figures."""


def _compared(screen: ReadingScreen) -> Compared:
    found = screen.comparing.compared
    if found is not None:
        return found
    panes = (
        screen.reader.panes
    )  # one report alone, or not compared yet: the tables are worth showing all the same
    return Compared.of([pane.article_id for pane in panes], analyses_of(panes))


def called(outlets: Sequence[str], width: int) -> list[str]:
    """What the reports are called in a table ``width`` cells wide: all by their outlets, or all by their panes.

    By outlets where all are known, tell the reports apart and leave room for the values, which matter more.
    """
    short = all(0 < len(name) <= 24 for name in outlets) and len(set(outlets)) == len(outlets)
    if short and width >= 100:
        return list(outlets)
    return [f"pane {number}" for number in range(1, len(outlets) + 1)]


def _sources(screen: ReadingScreen) -> list[str]:
    return called([pane.document.article.source for pane in screen.reader.panes], screen.size.width)


def figures_rows(screen: ReadingScreen) -> list[PanelRow]:
    """What is counted, and each report's value for it; differences first."""
    compared, sources = _compared(screen), _sources(screen)
    rows = []
    for row in compared.comparison.figures:
        parts, places = [], []
        for index, found in enumerate(row.told):
            if not found:
                continue
            values = list(dict.fromkeys(told(item.figure) for item in found))
            parts.append(f"{sources[index]}: {', '.join(values)}")
            places += [
                Place(compared.article_ids[index], item.figure.start, item.figure.end) for item in found
            ]
        what = row.of or row.unit or FIGURES.get(row.kind, row.kind).lower()
        rows.append(
            PanelRow(VERDICTS.get(row.verdict, row.verdict), f"{what}   " + " │ ".join(parts), tuple(places))
        )
    return rows


def entities_rows(screen: ReadingScreen) -> list[PanelRow]:
    """Who is named, how often in each report, and whether in one alone."""
    compared, sources = _compared(screen), _sources(screen)
    rows = []
    several = len(compared.article_ids) > 1
    for row in compared.comparison.entities:
        counts = "·".join(str(count) for count in row.counts)
        alone = f"   only in {sources[row.alone]}" if several and row.alone is not None else ""
        places = [
            Place(compared.article_ids[index], mention.start, mention.end)
            for index, mentions in enumerate(row.mentions)
            for mention in mentions
        ]
        kind = SHORT_NAMES.get(row.label, row.label.lower())
        rows.append(PanelRow(kind, f"{counts}   {row.name}{alone}", tuple(places)))
    return rows
