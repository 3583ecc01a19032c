"""One row of a pane, from offsets to styled segments."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from diptych.tui.reading.layout import BLANK_ROW
from diptych.tui.reading.rows import cells
from diptych.tui.reading.signs import labels_shown

if TYPE_CHECKING:
    from diptych.schemes import Scheme
    from diptych.store.records import Annotation
    from diptych.tui.reading.layout import Layout
    from diptych.tui.reading.looks import Looks
    from diptych.tui.reading.open_article import OpenArticle

GUTTER = 4
"""Cells left of the text: the match sign, the label's sign, the cursor's bar, a space."""

BAR = "▌"

_ON_WORDS = Style(italic=True)

Span = tuple[int, int]


class Painter:
    """Draws the rows of one pane. ``lit`` and ``hits`` are spans (code points) to bring out."""

    def __init__(self, pane: OpenArticle, layout: Layout, looks: Looks, scheme: Scheme) -> None:
        self.pane = pane
        self.layout = layout
        self.looks = looks
        self.colours = {label.name: label.colour for label in scheme.labels}
        self.scheme = scheme
        self.focused = True
        self.hits: Sequence[Span] = ()
        self.lit: Sequence[Span] = ()
        self.selected: Sequence[Span] = ()
        self.matched: frozenset[int] = frozenset()
        self.only: frozenset[int] = frozenset()
        self.wire: frozenset[int] = frozenset()
        self.dimmed: frozenset[int] = frozenset()

    def cursor_on(self, index: int) -> int:
        """Whether row ``index`` shows the cursor: 0 no, 1 the one that waits in its pane, 2 the one that keys move."""
        sentence = self.layout.sentences[index] if 0 <= index < len(self.layout) else -1
        if sentence < 0 or sentence != self.pane.cursor:
            return 0
        return 2 if self.focused else 1

    def row(self, index: int, width: int) -> Strip:
        """The strip of row ``index``, padded to ``width`` cells."""
        layout, looks = self.layout, self.looks
        if not 0 <= index < len(layout) or layout.sentences[index] == BLANK_ROW:
            return Strip.blank(width, looks.base)
        sentence = layout.sentences[index]
        cursor = self.cursor_on(index)
        segments = self._gutter(index, sentence, cursor)
        used = GUTTER
        document = self.pane.document
        start, end = layout.starts[index], layout.ends[index]
        for piece_start, piece_end, style in self._pieces(index, start, end, cursor):
            text = document.shown(piece_start, piece_end)
            if "\n" in text or "\t" in text:
                text = text.replace("\n", " ").replace("\t", " ")
            segments.append(Segment(text, style))
        used += cells(document.shown(start, end))
        if used < width:
            segments.append(
                Segment(" " * (width - used), looks.text(cursor=cursor) if cursor else looks.base)
            )
        return Strip(segments, max(used, width))

    def _gutter(self, index: int, sentence: int, cursor: int) -> list[Segment]:
        looks = self.looks
        annotations: Sequence[Annotation] = ()
        first = False
        if sentence >= 0:
            annotations = self.pane.document.annotations.get(sentence, ())
            first = index == 0 or self.layout.sentences[index - 1] != sentence
        match = self._comparison_sign(sentence) if first else " "
        bar = BAR if cursor else " "
        bar_style = looks.base + looks.cursor_bar if cursor == 2 else looks.base + looks.dim
        last = self._last_cell(index, annotations if first else ())
        if not annotations:
            sign = self.pane.document.unjudged_sign(sentence) if first else " "
            return [
                Segment(match, looks.base + looks.gutter),
                Segment(sign, looks.base + looks.dim),
                Segment(bar, bar_style),
                last,
            ]
        label_style = looks.base + looks.label(self.colours.get(annotations[0].label, ""))
        sign = labels_shown(annotations, self.scheme) if first else "╎"
        return [
            Segment(match, looks.base + looks.gutter),
            Segment(sign, label_style),
            Segment(bar, bar_style),
            last,
        ]

    def _last_cell(self, index: int, annotations: Sequence[Annotation]) -> Segment:
        """One cell: a note, else a link, else the label of words that begin on this row."""
        document, looks = self.pane.document, self.looks
        start, end = self.layout.starts[index], self.layout.ends[index]
        here = [span for span in document.spans_between(start, end) if span.start >= start]
        both = (*annotations, *here)
        if any(item.note for item in both):
            return Segment("*", looks.base + looks.gutter)
        if document.links and any(item.id in document.links for item in both):
            return Segment("&", looks.base + looks.gutter)
        if not here:
            return Segment(" ", looks.base)
        return Segment(
            labels_shown(here, self.scheme),
            looks.base + looks.label(self.colours.get(here[0].label, "")) + _ON_WORDS,
        )

    def _comparison_sign(self, sentence: int) -> str:
        """One cell: the cursor's statement is here too, one text in two places, or told here alone."""
        if sentence in self.matched:
            return "≈"
        if sentence in self.wire:
            return "="
        return "·" if sentence in self.only else " "

    def _pieces(self, row: int, start: int, end: int, cursor: int) -> list[tuple[int, int, Style]]:
        document, looks = self.pane.document, self.looks
        block = document.blocks[self.layout.blocks[row]].kind
        if self.dimmed and self.layout.sentences[row] in self.dimmed:
            block = "leftover"
        entities = [(m.start, m.end, m.label) for m in document.entities.between(start, end)]
        figures = [(f.start, f.end, f.kind) for f in document.figures.between(start, end)]
        spans = [
            (piece_start, piece_end, self.colours.get(span.label, "#888888"))
            for span in document.spans_between(start, end)
            for piece_start, piece_end in (span.pieces or ((span.start, span.end),))
        ]
        hits = [hit for hit in self.hits if hit[1] > start and hit[0] < end]
        lit = [span for span in self.lit if span[1] > start and span[0] < end]
        point = self.pane.point
        if point is not None and not (point[1] > start and point[0] < end):
            point = None
        selected = [span for span in self.selected if span[1] > start and span[0] < end]
        if not (entities or figures or spans or hits or lit or point or selected):
            return [(start, end, looks.text(block=block, cursor=cursor))]
        cuts = {start, end}
        for item in (*entities, *figures, *spans, *hits, *lit, *selected, *((point,) if point else ())):
            cuts.add(max(start, item[0]))
            cuts.add(min(end, item[1]))
        ordered = sorted(cuts)
        pieces: list[tuple[int, int, Style]] = []
        for a, b in pairwise(ordered):
            figure = next((kind for s, e, kind in figures if s <= a < e), "")
            entity = "" if figure else next((label for s, e, label in entities if s <= a < e), "")
            around = [(e - s, colour) for s, e, colour in spans if s <= a < e]
            style = looks.text(
                block=block,
                cursor=cursor,
                entity=entity,
                figure=figure,
                span=min(around)[1] if around else "",  # of several the shortest: it lies inside the others
                nested=len(around) > 1,
                hit=any(s <= a < e for s, e in hits),
                lit=any(s <= a < e for s, e in lit),
                point=point is not None and point[0] <= a < point[1],
                selected=any(s <= a < e for s, e in selected),
            )
            pieces.append((a, b, style))
        return pieces
