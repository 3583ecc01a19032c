"""The rows of the panels: figures, names, and what has been marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.dialogues.panel import PanelRow, Place
from diptych.tui.reading.compared import Compared, analyses_of
from diptych.tui.reading.findings import FIGURES, NAMES
from diptych.tui.reading.footing import told

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


def _source(screen: ReadingScreen, index: int) -> str:
    article = screen.reader.panes[index].document.article
    name = article.source or article.title or article.location.rsplit("/", 1)[-1] or f"report {index + 1}"
    # where there is little room the values matter more than who gives them
    return name if len(name) <= 24 and screen.size.width >= 100 else str(index + 1)


def figures_rows(screen: ReadingScreen) -> list[PanelRow]:
    """What is counted, and each report's value for it; differences first."""
    compared = _compared(screen)
    rows = []
    for row in compared.comparison.figures:
        parts, places = [], []
        for index, found in enumerate(row.told):
            if not found:
                continue
            values = list(dict.fromkeys(told(item.figure) for item in found))
            parts.append(f"{_source(screen, index)}: {', '.join(values)}")
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
    compared = _compared(screen)
    rows = []
    several = len(compared.article_ids) > 1
    for row in compared.comparison.entities:
        counts = "·".join(str(count) for count in row.counts)
        alone = f"   only in {_source(screen, row.alone)}" if several and row.alone is not None else ""
        places = [
            Place(compared.article_ids[index], mention.start, mention.end)
            for index, mentions in enumerate(row.mentions)
            for mention in mentions
        ]
        kind = NAMES.get(row.label, row.label).split()[0].strip(",")[:8]
        rows.append(PanelRow(kind, f"{counts}   {row.name}{alone}", tuple(places)))
    return rows
