"""Going through an article by names, figures, claims, and sentences without an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.open_article import CannotDoThat, OpenArticle

if TYPE_CHECKING:
    from collections.abc import Callable


def step_through(pane: OpenArticle, kind: str, step: int) -> None:
    """To the next (1) or previous (-1) ``entity`` or ``figure`` that lies in a sentence."""
    document = pane.document
    index = document.entities if kind == "entity" else document.figures
    if pane.point is not None:
        offset = pane.point[0]
    elif pane.span is not None:
        offset = pane.span[0] - 1 if step > 0 else pane.span[0]
    else:
        offset = -1
    while True:
        found = index.after(offset) if step > 0 else index.before(offset)
        if found is None:
            what = "name" if kind == "entity" else "figure"
            raise CannotDoThat(f"No {'further' if step > 0 else 'earlier'} {what} in this article.")
        sentence = document.sentence_at(found.start)
        if sentence >= 0 and document.starts[sentence] <= found.start < document.ends[sentence]:
            pane.go_to_span(found.start, found.end)
            return
        offset = found.start


def step_to(pane: OpenArticle, wanted: Callable[[int], bool], step: int, nothing: str) -> None:
    """To the next (1) or previous (-1) sentence that is wanted, around the end of the article."""
    count = pane.document.count
    for distance in range(1, count + 1):
        sentence = (pane.cursor + step * distance) % count
        if wanted(sentence):
            pane.go(sentence)
            return
    raise CannotDoThat(nothing)
