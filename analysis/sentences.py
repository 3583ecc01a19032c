"""Sentences to judge: cut at newlines, then nupunkt on each line, then repair.

nupunkt alone glues headlines to what follows, so a newline always ends a sentence. It decides at full stops;
`sentence_repair` then joins what it cut wrongly (list numbers, "U.S. Senator") and cuts what it missed.

Every character of a paragraph lies in exactly one sentence or is white space between two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from diptych.analysis.sentence_repair import repaired
from diptych.analysis.spans import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

WINDOW = 4096
"""Code points given to nupunkt at once: some of its patterns grow with the square of a line's length."""

_LONG_RUN = re.compile(r"\S{200,}")


class _Block(Protocol):
    """What is needed of `diptych.articles.blocks.Block`."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def is_body(self) -> bool: ...


def sentences(text: str, blocks: Sequence[_Block] | None = None) -> list[Sentence]:
    """All sentences of an article's body, in reading order.

    ``blocks`` are the article's blocks, found by `diptych.articles.blocks.blocks` where not given; headlines,
    credits, captions and leftovers hold no sentences. Offsets are code points into ``text``.
    """
    if blocks is None:
        from diptych.articles.blocks import blocks as blocks_of

        blocks = blocks_of(text)
    return [
        sentence
        for block in blocks
        if block.is_body
        for sentence in sentences_in(text, block.start, block.end)
    ]


def sentences_in(text: str, start: int, end: int) -> list[Sentence]:
    """The sentences of ``text[start:end]``, one paragraph or several lines; offsets are into the whole text.

    Takes time linear in ``end - start``.
    """
    found: list[Sentence] = []
    line_start = start
    while line_start < end:
        line_end = text.find("\n", line_start, end)
        if line_end < 0:
            line_end = end
        line = text[line_start:line_end]
        for first, last in _tight(line, repaired(line, _starts(line))):
            found.append(Sentence(line_start + first, line_start + last))
        line_start = line_end + 1
    return found


def _starts(line: str) -> list[int]:
    """Where nupunkt says a sentence of the line starts, without the first; ascending."""
    if len(line) < 2:
        return []
    # A run of 200 characters without white space is an address or noise: nothing to cut inside it.
    masked = _LONG_RUN.sub(lambda run: "x" * len(run[0]), line)
    span_tokenize = _span_tokenizer()
    if len(masked) <= WINDOW:
        return [first for first, _ in span_tokenize(masked)][1:]
    starts: list[int] = []
    window_start = 0
    while window_start < len(masked):
        window_end = min(window_start + WINDOW, len(masked))
        found = [window_start + first for first, _ in span_tokenize(masked[window_start:window_end])][1:]
        if window_end == len(masked):
            starts += found
            break
        # The last start is decided again with all that follows it in view.
        starts += found[:-1]
        window_start = found[-1] if found else _word_start(masked, window_start, window_end)
        if found:
            starts.append(found[-1])
    return starts


def _word_start(text: str, low: int, high: int) -> int:
    """The start of the last word of ``text[low:high]`` that has white space before it, or ``high``."""
    for at in range(high - 1, max(low, high - 256), -1):
        if text[at].isspace() and not text[at + 1 : at + 2].isspace():
            return at + 1
    return high


def _tight(line: str, starts: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The line from start to start, without white space on either side."""
    first = 0
    for last in [*starts, len(line)]:
        piece = line[first:last]
        head = len(piece) - len(piece.lstrip())
        body = len(piece.strip())
        if body:
            yield first + head, first + head + body
        first = last


@lru_cache(maxsize=1)
def _span_tokenizer() -> Callable[[str], Iterator[tuple[int, int]]]:
    """nupunkt's own model, loaded at the first line (about 20 ms)."""
    import nupunkt

    tokenizer: Callable[[str], Iterator[tuple[int, int]]] = nupunkt.load("default").span_tokenize
    return tokenizer
