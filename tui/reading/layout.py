"""Which part of the text stands on which row of a pane.

Each sentence begins on a row of its own, so that its gutter sign can only mean this sentence. Rows depend on the
text and the width alone.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from time import perf_counter

from diptych.tui.reading.document import Document
from diptych.tui.reading.rows import wrap

BLANK_ROW = -2
NO_SENTENCE = -1
SHORT_LINE = 60
"""Body lines shorter than this that follow each other in the source stay together, as in a list or a poem."""


class Layout:
    """The rows of a document at one width (in cells); grows with the document."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = width
        self.starts = array("L")
        self.ends = array("L")
        self.sentences = array("l")  # the sentence a row belongs to, NO_SENTENCE or BLANK_ROW
        self.blocks = array("L")
        self._next_block = 0

    def __len__(self) -> int:
        return len(self.starts)

    @property
    def complete(self) -> bool:
        """Whether every block that the document has by now is laid out."""
        return self._next_block >= len(self.document.blocks)

    def lay_out(self, blocks: int | None = None) -> None:
        """Lay out up to ``blocks`` more blocks, all that there are where it is None."""
        document = self.document
        last = (
            len(document.blocks) if blocks is None else min(len(document.blocks), self._next_block + blocks)
        )
        while self._next_block < last:
            self._lay_out_block(self._next_block)
            self._next_block += 1

    @property
    def has_all(self) -> bool:
        """Whether the whole text is taken in and laid out."""
        return self.document.complete and self.complete

    def lay_out_to(self, offset: int, rows_beyond: int = 0) -> None:
        """Take in and lay out the text as far as ``offset``, and at least so many rows beyond it."""
        while not self.has_all:
            if self.complete and not self.document.feed():
                break
            self.lay_out(16)
            if self.reaches(offset) and len(self) > self.row_at(offset) + rows_beyond:
                break

    def work(self, deadline: float) -> None:
        """Take in and lay out more of the text until ``deadline`` (``perf_counter``)."""
        while perf_counter() < deadline and not self.has_all:
            if self.complete:
                self.document.feed(2_000)
            self.lay_out(4)

    def take_in_all(self) -> None:
        """Take in and lay out all that is left, at once."""
        while self.document.feed(1_000_000):
            pass
        self.lay_out()

    def _lay_out_block(self, index: int) -> None:
        document = self.document
        block = document.blocks[index]
        if index and self._gap_before(index):
            self._add(block.start, block.start, BLANK_ROW, index)
        sentences = document.sentences_of_block(index) if block.is_body else range(0)
        shown, at = document.shown(block.start, block.end), block.start
        if not sentences:
            for start, end in wrap(shown, 0, block.end - at, self.width):
                self._add(at + start, at + end, NO_SENTENCE, index)
        for sentence in sentences:
            first, last = document.starts[sentence] - at, document.ends[sentence] - at
            for start, end in wrap(shown, first, last, self.width):
                self._add(at + start, at + end, sentence, index)

    def _gap_before(self, index: int) -> bool:
        block, previous = self.document.blocks[index], self.document.blocks[index - 1]
        between = self.document.text.count("\n", previous.end, block.start)
        if block.kind != previous.kind:
            return between > 1 or block.is_body or previous.is_body
        if not block.is_body:
            return between > 1
        return between > 1 or previous.end - previous.start >= SHORT_LINE

    def _add(self, start: int, end: int, sentence: int, block: int) -> None:
        self.starts.append(start)
        self.ends.append(end)
        self.sentences.append(sentence)
        self.blocks.append(block)

    def rows_of(self, start: int, end: int) -> range:
        """The rows that show part of ``[start, end)``; empty where none is laid out yet."""
        first = bisect_right(self.ends, start)
        while first < len(self) and self.sentences[first] == BLANK_ROW:
            first += 1
        return range(first, max(first, bisect_left(self.starts, end)))

    def row_at(self, offset: int) -> int:
        """The row that shows ``offset``, or the next one."""
        return min(self.rows_of(offset, offset + 1).start, max(0, len(self) - 1))

    def reaches(self, offset: int) -> bool:
        """Whether the row that shows ``offset`` is laid out."""
        return bool(self.ends) and self.ends[-1] > offset

    def sentence_on(self, row: int) -> int:
        """The sentence on a row, else the nearest below, else above; -1 where there is none."""
        row = max(0, min(row, len(self) - 1))
        for candidate in (*range(row, min(row + 200, len(self))), *range(row - 1, max(-1, row - 200), -1)):
            if self.sentences[candidate] >= 0:
                return int(self.sentences[candidate])
        return NO_SENTENCE
