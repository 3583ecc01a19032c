"""The reading as plain text: what the screen shows, for pipes, logs and terminals that can do no more."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
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
    """Print reports, side by side where ``width`` (cells; else COLUMNS, else 80) allows it, with names and figures.

    The text comes at once, row by row, however long it is; what is found in it comes below it, when it is found.
    """
    width = width or shutil.get_terminal_size((80, 24)).columns
    distinct = list({article.id: article for article in articles}.values())
    findings = Findings(library, [article.id for article in distinct])
    column = (width - len(BETWEEN) * (len(distinct) - 1)) // len(distinct)
    side_by_side = len(distinct) > 1 and column >= NARROWEST_COLUMN
    pages = [
        _page(library, article, scheme, column if side_by_side else width, findings) for article in distinct
    ]
    if side_by_side:
        for rows in zip_longest(*pages, fillvalue=""):
            print(BETWEEN.join(row + " " * max(0, column - cells(row)) for row in rows).rstrip())
    else:
        for number, page in enumerate(pages):
            if number:
                print("\n" + "─" * min(width, 40) + "\n")
            for row in page:
                print(row.rstrip())
    sys.stdout.flush()


class Findings:
    """Figures and names of articles that are read together, looked for when the first of them is asked for."""

    def __init__(self, library: Library, ids: Sequence[int]) -> None:
        self._library = library
        self._ids = ids
        self._found: dict[int, tuple[list[Figure], Sequence[Mention]]] = {}

    def of(self, article: int) -> tuple[list[Figure], Sequence[Mention]]:
        """The figures and the names in the article of that id."""
        if not self._found:
            self._look()
        return self._found[article]

    def _look(self) -> None:
        from diptych.workers.analysing import Notice, analyse_articles

        sys.stdout.flush()  # names may take a while: what is printed by now is to be read by now
        self._found = {number: ([], ()) for number in self._ids}
        wanted = os.environ.get("DIPTYCH_HIGHLIGHTS", "1") != "0"
        for item in analyse_articles(self._library, self._ids, entities=wanted):
            if isinstance(item, Notice):
                click.echo(f"diptych: {item.text}", err=True)
                continue
            figures, mentions = self._found[item.article]
            self._found[item.article] = ([*figures, *(item.figures or ())], item.mentions or mentions)


def _page(
    library: Library, article: StoredArticle, scheme: Scheme, width: int, findings: Findings
) -> Iterator[str]:
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
    yield from _text_rows(library, article, scheme, width)
    figures, mentions = findings.of(article.id)
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


def _text_rows(library: Library, article: StoredArticle, scheme: Scheme, width: int) -> Iterator[str]:
    """The rows of the text, each with its gutter sign; how it was cut into sentences is kept at its end."""
    document = Document(article, library.analyses.sentences(article.id))
    for annotation in library.annotations.of_article(article.id, annotator=library.annotator):
        document.mark(annotation)
    layout = Layout(document, width - 2)
    row = 0
    while row < len(layout) or not document.complete:
        document.feed()
        layout.lay_out()
        while row < len(layout):
            sentence = layout.sentences[row]
            first = row == 0 or layout.sentences[row - 1] != sentence
            answers = document.annotations.get(sentence, []) if sentence >= 0 and first else []
            text = "" if sentence == BLANK_ROW else document.shown(layout.starts[row], layout.ends[row])
            yield f"{labels_shown(answers, scheme)} {text}".replace("\n", " ").replace("\t", " ").rstrip()
            row += 1
    document.keep_sentences(library.analyses)


def _wrapped(text: str, width: int) -> Iterator[str]:
    text = visible(text)
    for start, end in wrap(text, 0, len(text), width):
        yield text[start:end]
