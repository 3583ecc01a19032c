"""Words that are being chosen: a span of the text that keys start, stretch and shrink by whole words.

Pure offsets, no screen. The words are those of the article's sentences; a selection may go on over a sentence's end.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from diptych.tui.reading.document import Document

Span = tuple[int, int]

_QUOTED = re.compile(r"“[^“”\n]{2,2000}”|\"[^\"\n]{2,2000}\"")


class Selection:
    """``start`` and ``end`` are code points of what is being chosen; ``kept`` are pieces chosen before it."""

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        """``spans``: what is chosen at first, the last one being the one that keys move."""
        self._document = document
        self._words: dict[int, list[Span]] = {}
        self.kept: list[Span] = list(spans[:-1])
        self.start, self.end = spans[-1]

    @classmethod
    def at_sentence(cls, document: Document, sentence: int) -> Selection:
        """Begin with the first word of a sentence."""
        selection = cls(document, [(document.starts[sentence], document.ends[sentence])])
        selection.start, selection.end = selection._words_of(sentence)[0]
        return selection

    @property
    def span(self) -> Span:
        """What is being chosen, as offsets."""
        return self.start, self.end

    @property
    def pieces(self) -> tuple[Span, ...]:
        """Everything chosen, in reading order; pieces with nothing but white space between them are one."""
        text = self._document.text
        merged: list[Span] = []
        for start, end in sorted([*self.kept, self.span]):
            if merged and not text[merged[-1][1] : start].strip():
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return tuple(merged)

    @property
    def sentence(self) -> int:
        """The sentence that holds the end being moved."""
        return self._document.sentence_at(self.end - 1)

    # ---- one word

    def next_word(self) -> None:
        """One word: the first that starts later."""
        self.start, self.end = self._later(self.start, "This is the article's last word.")

    def previous_word(self) -> None:
        """One word: the last that starts earlier."""
        self.start, self.end = self._earlier(self.start, "This is the article's first word.")

    # ---- the ends

    def extend(self) -> None:
        """Take in one more word at the end."""
        for _, end in self._from(self.end - 1):
            if end > self.end:
                self.end = end
                return
        raise CannotDoThat("The article ends here.")

    def shrink(self) -> None:
        """Let go of the last word."""
        for _, end in self._back_from(self.end - 1):
            if end <= self.start:
                break
            if end < self.end:
                self.end = end
                return
        raise CannotDoThat("One word is left; escape leaves.")

    def start_earlier(self) -> None:
        """Take in one more word at the start."""
        self.start = self._earlier(self.start, "The article begins here.")[0]

    def start_later(self) -> None:
        """Let go of the first word."""
        start, _ = self._later(self.start, "One word is left; escape leaves.")
        if start >= self.end:
            raise CannotDoThat("One word is left; escape leaves.")
        self.start = start

    # ---- more at once

    def whole_sentence(self) -> None:
        """The sentence from its first to its last character; all of those that the selection touches."""
        document = self._document
        first, last = document.sentence_at(self.start), self.sentence
        self.start, self.end = document.starts[first], document.ends[last]

    def snap(self) -> None:
        """The name, figure or quotation here; where it is chosen already, the next one of its sentence, around."""
        document = self._document
        sentence = document.sentence_at(self.start)
        low, high = document.starts[sentence], document.ends[sentence]
        found = {(item.start, item.end) for item in document.entities.between(low, high)}
        found |= {(item.start, item.end) for item in document.figures.between(low, high)}
        found |= {match.span() for match in _QUOTED.finditer(document.text, low, high)}
        places = sorted((start, end) for start, end in found if low <= start < end <= high)
        if not places:
            raise CannotDoThat("No name, figure or quotation in this sentence.")
        if self.span in places:
            self.start, self.end = places[(places.index(self.span) + 1) % len(places)]
            return
        around = [place for place in places if place[0] <= self.start < place[1]]
        later = [place for place in places if place[0] > self.start]
        # of those around the cursor the smallest: a figure inside a quotation is meant before the quotation
        self.start, self.end = (
            min(around, key=lambda place: place[1] - place[0]) if around else (later or places)[0]
        )

    def keep_piece(self) -> None:
        """Keep what is chosen as a piece, and go on with the word behind it."""
        kept = self.span
        start, end = self._later(self.end - 1, "The article ends here.")
        self.kept.append(kept)
        self.start, self.end = start, end

    # ---- words

    def _words_of(self, sentence: int) -> list[Span]:
        """A sentence's words; the whole sentence where it has none."""
        known = self._words.get(sentence)
        if known is None:
            start, end = self._document.starts[sentence], self._document.ends[sentence]
            known = self._words[sentence] = list(words(self._document.text, start, end)) or [(start, end)]
        return known

    def _from(self, offset: int) -> Iterator[Span]:
        """The words from the first that ends behind ``offset``."""
        document = self._document
        for sentence in range(document.sentence_at(offset), document.count):
            here = self._words_of(sentence)
            first = bisect_right(here, offset, key=lambda word: word[1])
            yield from here[first:]

    def _back_from(self, offset: int) -> Iterator[Span]:
        """The words that start at or before ``offset``, the last first."""
        document = self._document
        for sentence in range(document.sentence_at(offset), -1, -1):
            here = self._words_of(sentence)
            last = bisect_left(here, offset + 1, key=lambda word: word[0])
            yield from reversed(here[:last])

    def _later(self, offset: int, nothing: str) -> Span:
        for word in self._from(offset):
            if word[0] > offset:
                return word
        raise CannotDoThat(nothing)

    def _earlier(self, offset: int, nothing: str) -> Span:
        for word in self._back_from(offset - 1):
            return word
        raise CannotDoThat(nothing)
