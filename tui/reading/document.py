"""One article as the reader needs it: what is shown, its blocks and sentences, its highlights and marks.

Built piece by piece, so that a very long text is on the screen before it is all understood.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from diptych.articles.blocks import iter_blocks
from diptych.articles.visible import visible
from diptych.tui.reading.spans import SpanIndex

if TYPE_CHECKING:
    from diptych.analysis.spans import Figure, Mention, Sentence
    from diptych.articles.blocks import Block
    from diptych.store.analyses import Analyses
    from diptych.store.records import Annotation, Correction, Link, StoredArticle

FIRST_SCREEN = 12_000
"""Code points taken in before the first paint: more than any terminal shows at once."""

LIKELY = 0.5
"""Probability from which a suggestion puts its faint mark into the gutter."""


class Document:
    """An open article. Offsets are code points into ``article.text``."""

    def __init__(self, article: StoredArticle, sentences: Iterable[Sentence] | None = None) -> None:
        """``sentences``: in order, as they were cut before; taken in with the text. None: they are cut now."""
        self.article = article
        self.text = article.text
        self.blocks: list[Block] = []
        self._block_starts = array("L")
        self._first_sentence = array("L")
        self.starts = array("L")
        self.ends = array("L")
        self.entities: SpanIndex[Mention] = SpanIndex()
        self.figures: SpanIndex[Figure] = SpanIndex()
        self.machine_names: list[Mention] = []
        self.machine_figures: list[Figure] = []
        self.corrections: list[Correction] = []
        self.corrected = False
        self.annotations: dict[int, list[Annotation]] = {}
        self.spans: list[Annotation] = []
        self._reach: array[int] | None = None
        self.labels: Counter[str] = Counter()
        self.links: dict[str, list[Link]] = {}  # by the annotation at either end
        self.put_off: set[tuple[int, int]] = set()
        self.likely: dict[tuple[int, int], float] = {}  # a sentence's span: how likely it is a claim
        self._place_of: dict[str, int | None] = {}
        self._known = None if sentences is None else iter(sentences)
        self._next = None if self._known is None else next(self._known, None)
        self.was_cut = sentences is None  # into sentences now, and not read as they were cut before
        self._source: Iterator[Block] = iter_blocks(article.text)
        self._pending: list[Annotation] = []
        self.complete = False

    # ---- taking in the text

    def feed(self, amount: int = FIRST_SCREEN) -> bool:
        """Take in about ``amount`` more code points; False when the end is reached."""
        taken = 0
        while taken < amount:
            block = next(self._source, None)
            if block is None:
                self.complete = True
                break
            taken += block.end - block.start + 1
            self.blocks.append(block)
            self._block_starts.append(block.start)
            self._first_sentence.append(len(self.starts))
            if block.is_body:
                for start, end in self._sentences_of(block):
                    self.starts.append(start)
                    self.ends.append(end)
        if self._pending:
            waiting, self._pending = self._pending, []
            for annotation in waiting:
                self.mark(annotation)
        return not self.complete

    def _sentences_of(self, block: Block) -> Iterator[tuple[int, int]]:
        if self._known is not None:
            while (known := self._next) is not None and known.start < block.end:
                self._next = next(self._known, None)
                if known.start >= block.start:  # else it lies in what is no body (any more)
                    yield known.start, known.end
            return
        from diptych.analysis.sentences import sentences_in

        for sentence in sentences_in(self.text, block.start, block.end):
            yield sentence.start, sentence.end

    def keep_sentences(self, analyses: Analyses) -> None:
        """Keep how the text was cut, all of which must have been taken in; nothing where it was cut before."""
        if self.was_cut and self.complete:
            from diptych.analysis.spans import Sentence
            from diptych.workers.analysing import SENTENCES

            analyses.save_sentences(self.article.id, SENTENCES, map(Sentence, self.starts, self.ends))

    def shown(self, start: int, end: int) -> str:
        """``text[start:end]`` as it may be shown, as long. Mapped piece by piece: a long text is not gone through."""
        return visible(self.text[start:end])

    # ---- finding one's way

    @property
    def count(self) -> int:
        """How many sentences are known so far."""
        return len(self.starts)

    def sentence_at(self, offset: int) -> int:
        """The sentence that holds ``offset``, else the next one, else the last; -1 where there is none."""
        if not self.starts:
            return -1
        index = bisect_right(self.starts, offset) - 1
        if index >= 0 and offset < self.ends[index]:
            return index
        return min(index + 1, self.count - 1)

    def sentence_of_span(self, start: int, end: int) -> int | None:
        """The sentence that is exactly this span, or None."""
        index = bisect_left(self.starts, start)
        if index < self.count and self.starts[index] == start and self.ends[index] == end:
            return index
        return None

    def block_of(self, sentence: int) -> int:
        """Index of the block that holds the sentence."""
        return bisect_right(self._block_starts, self.starts[sentence]) - 1

    def sentences_of_block(self, block: int) -> range:
        """The sentences that lie in a block."""
        first = self._first_sentence[block]
        last = self._first_sentence[block + 1] if block + 1 < len(self._first_sentence) else self.count
        return range(first, last)

    def paragraph_step(self, sentence: int, step: int) -> int:
        """First sentence of the next (``step`` 1) or this or the previous (-1) paragraph."""
        block = self.block_of(sentence)
        if step < 0:
            first = self.sentences_of_block(block).start
            if first < sentence:
                return first
        position = block + step
        while 0 <= position < len(self.blocks):
            sentences = self.sentences_of_block(position)
            if len(sentences):
                return sentences.start
            position += step
        return sentence

    def quote(self, sentence: int) -> str:
        """The sentence's text as stored."""
        return self.text[self.starts[sentence] : self.ends[sentence]]

    # ---- highlights

    def take_names(self, mentions: Sequence[Mention]) -> None:
        """The names that the machine found, all of them; shown as the person has corrected them."""
        self.machine_names = list(mentions)
        self._show_names()

    def take_figures(self, figures: Sequence[Figure], *, more: bool = False) -> None:
        """The figures that the machine found; ``more``: further ones behind those that are there."""
        self.machine_figures = [*self.machine_figures, *figures] if more else list(figures)
        if more and not self.corrections:
            self.figures.add(figures)
        else:
            self._show_figures()

    def correct(self, corrections: Sequence[Correction]) -> None:
        """What the person says of the machine's findings, all of it. ``corrected`` tells the screen to follow."""
        self.corrections = list(corrections)
        self.corrected = True
        self._show_names()
        self._show_figures()

    def _show_names(self) -> None:
        if self.corrections:
            from diptych.store.corrected import corrected_mentions

            self.entities.replace(corrected_mentions(self.machine_names, self.corrections))
        else:
            self.entities.replace(self.machine_names)

    def _show_figures(self) -> None:
        if self.corrections:
            from diptych.store.corrected import corrected_figures

            self.figures.replace(corrected_figures(self.machine_figures, self.corrections))
        else:
            self.figures.replace(self.machine_figures)

    # ---- marks

    def mark(self, annotation: Annotation) -> int | None:
        """Show an annotation; the index of its sentence, or None where it is a span of its own."""
        self.unmark(annotation.id)
        sentence = None if annotation.pieces else self.sentence_of_span(annotation.start, annotation.end)
        self._place_of[annotation.id] = sentence
        if sentence is not None:
            self.annotations.setdefault(sentence, []).append(annotation)
            self.labels[annotation.label] += 1
        elif not self.complete and (not self.starts or annotation.end > self.ends[-1]):
            self._pending.append(annotation)
        else:
            insort(self.spans, annotation, key=_place)
            self._reach = None
        return sentence

    def unmark(self, annotation_id: str) -> int | None:
        """Take an annotation off the screen; the index of the sentence it was on."""
        if annotation_id not in self._place_of:
            return None
        sentence = self._place_of.pop(annotation_id)
        if sentence is None:
            self.spans = [span for span in self.spans if span.id != annotation_id]
            self._reach = None
            self._pending = [span for span in self._pending if span.id != annotation_id]
            return None
        there = []
        for item in self.annotations[sentence]:
            if item.id == annotation_id:
                self.labels[item.label] -= 1
            else:
                there.append(item)
        if there:
            self.annotations[sentence] = there
        else:
            del self.annotations[sentence]
        return sentence

    def unjudged_sign(self, sentence: int) -> str:
        """One cell for a sentence without an answer: put off, or likely to be a claim."""
        if not (self.put_off or self.likely) or not 0 <= sentence < self.count:
            return " "
        span = (self.starts[sentence], self.ends[sentence])
        if span in self.put_off:
            return "›"
        return "∘" if self.likely.get(span, 0.0) >= LIKELY else " "

    def spans_between(self, start: int, end: int) -> list[Annotation]:
        """The annotations on words that share something with ``[start, end)``, in order of their starts.

        They may overlap and lie inside each other; a long one far before may still reach in.
        """
        if self._reach is None:  # how far the spans reach up to each of them
            self._reach = array("L", accumulate((span.end for span in self.spans), max))
        found = []
        index = bisect_left(self.spans, end, key=lambda span: span.start) - 1
        while index >= 0 and self._reach[index] > start:
            if self.spans[index].end > start:
                found.append(self.spans[index])
            index -= 1
        return found[::-1]

    def has(self, annotation_id: str) -> bool:
        """Whether an annotation of that id is shown in this article."""
        return annotation_id in self._place_of

    def span_of(self, annotation_id: str) -> tuple[int, int] | None:
        """The hull of an annotation that is shown here."""
        if annotation_id not in self._place_of:
            return None
        sentence = self._place_of[annotation_id]
        if sentence is not None:
            return self.starts[sentence], self.ends[sentence]
        return next(((item.start, item.end) for item in self.spans if item.id == annotation_id), None)

    def judged(self) -> int:
        """How many sentences have an answer, "not a claim" included."""
        return len(self.annotations)


def _place(annotation: Annotation) -> tuple[int, int, str]:
    return annotation.start, annotation.end, annotation.id
