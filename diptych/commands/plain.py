"""The reading as plain text: what the screen shows, for pipes, logs and terminals that can do no more."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

import click

from diptych.articles.visible import visible, visible_line
from diptych.tui.reading.description import SHORT_NAMES, told
from diptych.tui.reading.document import Document
from diptych.tui.reading.layout import BLANK_ROW, Layout
from diptych.tui.reading.rows import cells, wrap
from diptych.tui.reading.signs import labels_shown

if TYPE_CHECKING:
    from diptych.analysis.spans import Figure, Mention
    from diptych.schemes import Scheme
    from diptych.store import Library
    from diptych.store.records import StoredArticle

NARROWEST_COLUMN = 40
"""Cells below which reports are printed one after another."""

BETWEEN = " │ "


def print_reading(
    library: Library, articles: Sequence[StoredArticle], scheme: Scheme, width: int | None = None
) -> None:
    """Print reports, side by side where ``width`` (cells; else COLUMNS, else 80) allows it, with names and figures."""
    from diptych.workers.analysing import Notice, analyse_articles

    wanted = os.environ.get("DIPTYCH_HIGHLIGHTS", "1") != "0"
    width = width or shutil.get_terminal_size((80, 24)).columns
    distinct = list({article.id: article for article in articles}.values())
    figures: dict[int, list[Figure]] = {article.id: [] for article in distinct}
    mentions: dict[int, Sequence[Mention]] = {article.id: () for article in distinct}
    for item in analyse_articles(library, [article.id for article in distinct], entities=wanted):
        if isinstance(item, Notice):
            click.echo(f"diptych: {item.text}", err=True)
            continue
        figures[item.article] += item.figures or ()
        mentions[item.article] = item.mentions or mentions[item.article]
    side_by_side = (
        len(distinct) > 1
        and (width - len(BETWEEN) * (len(distinct) - 1)) // len(distinct) >= NARROWEST_COLUMN
    )
    column = (width - len(BETWEEN) * (len(distinct) - 1)) // len(distinct) if side_by_side else width
    pages = [
        list(_page(library, article, scheme, column, figures[article.id], mentions[article.id]))
        for article in distinct
    ]
    if side_by_side:
        for rows in zip_longest(*pages, fillvalue=""):
            click.echo(BETWEEN.join(row + " " * max(0, column - cells(row)) for row in rows).rstrip())
    else:
        for number, page in enumerate(pages):
            if number:
                click.echo("\n" + "─" * min(width, 40) + "\n")
            for row in page:
                click.echo(row.rstrip())
    sys.stdout.flush()


def _page(
    library: Library,
    article: StoredArticle,
    scheme: Scheme,
    width: int,
    figures: Sequence[Figure],
    mentions: Sequence[Mention],
) -> Iterable[str]:
    heading = " · ".join(
        part
        for part in (
            article.title or article.location.rsplit("/", 1)[-1] or f"report {article.id}",
            article.source,
            (article.published or "")[:10],
        )
        if part
    )
    yield from _wrapped(visible_line(heading), width)
    yield "═" * min(width, cells(heading))
    document = Document(article, library.analyses.sentences(article.id))
    while document.feed(1_000_000):
        pass
    for annotation in library.annotations.of_article(article.id, annotator=library.annotator):
        document.mark(annotation)
    layout = Layout(document, width - 2)
    layout.lay_out()
    for row in range(len(layout)):
        sentence = layout.sentences[row]
        first = row == 0 or layout.sentences[row - 1] != sentence
        sign = (
            labels_shown(document.annotations.get(sentence, []), scheme) if sentence >= 0 and first else " "
        )
        text = "" if sentence == BLANK_ROW else document.shown(layout.starts[row], layout.ends[row])
        yield f"{sign} {text}".replace("\n", " ").replace("\t", " ").rstrip()
    if figures:
        yield ""
        listed = "; ".join(
            told(figure) if told(figure).startswith(figure.text) else f"{figure.text} = {told(figure)}"
            for figure in figures
        )
        yield from _wrapped(visible_line(f"Figures: {listed}"), width)
    if mentions:
        names: dict[str, tuple[str, str, int]] = {}
        for mention in mentions:
            text, label, count = names.get(mention.key, (mention.text, mention.label, 0))
            names[mention.key] = (max(text, mention.text, key=len), label, count + 1)
        yield ""
        listed = "; ".join(
            f"{text} ({SHORT_NAMES.get(label, label.lower())}) {count}"
            for text, label, count in names.values()
        )
        yield from _wrapped(visible_line(f"Names: {listed}"), width)


def _wrapped(text: str, width: int) -> Iterable[str]:
    text = visible(text)
    for start, end in wrap(text, 0, len(text), width):
        yield text[start:end]
