"""Breaking text into rows of the screen.

A row is a pair of code point offsets into the text, end exclusive; widths are terminal cells. Wrapping never
depends on marks or highlights: labelling a sentence cannot move the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

MIN_WIDTH = 4


@lru_cache(maxsize=16)
def _row_pattern(width: int) -> re.Pattern[str]:
    # a row: as many characters as fit, up to white space or the end; a word longer than a row is cut
    return re.compile(rf"\S.{{0,{width - 1}}}(?=\s|$)|\S{{{width}}}", re.DOTALL)


def wrap(shown: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Rows of ``shown[start:end]``, each at most ``width`` cells; none for white space alone.

    ``shown`` is text after the display mapping, so that every code point has the width it will have on the screen.
    """
    width = max(width, MIN_WIDTH)
    if shown.isascii():
        for match in _row_pattern(width).finditer(shown, start, end):
            yield match.span()
        return
    part = shown[start:end]
    if part.isascii() or _all_one_cell(part):
        for match in _row_pattern(width).finditer(shown, start, end):
            yield match.span()
        return
    yield from _wrap_measured(shown, start, end, width)


# Letters, digits and punctuation of European scripts and the usual typographic signs: one cell each everywhere.
_ONE_CELL = re.compile(r"[\x20-\x7e\xa0-\xac\xae-ʯͰ-ͷͺ-ͿΆ-ԯ‐‑‒–—―‘’‚‛“”„‟†‡•…‰′″‹›€₤№\u2400-\u2426]*\Z")


def _all_one_cell(part: str) -> bool:
    return _ONE_CELL.match(part) is not None


def cells(shown: str) -> int:
    """Width in terminal cells."""
    if shown.isascii() or _all_one_cell(shown):
        return len(shown)
    from rich.cells import cell_len

    return cell_len(shown)


_WORD = re.compile(r"\S+")


def _wrap_measured(shown: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    row_start = row_end = -1
    used = 0
    for match in _WORD.finditer(shown, start, end):
        word_start, word_end = match.span()
        size = cells(match.group()) if word_end - word_start <= 4 * width else width + 1
        if row_start >= 0:
            gap = word_start - row_end
            if used + gap + size <= width:
                row_end, used = word_end, used + gap + size
                continue
            yield row_start, row_end
            row_start = -1
        if size <= width:
            row_start, row_end, used = word_start, word_end, size
            continue
        pieces = list(_cut_word(shown, word_start, word_end, width))
        yield from pieces[:-1]
        row_start, row_end = pieces[-1]
        used = cells(shown[row_start:row_end])
    if row_start >= 0:
        yield row_start, row_end


def _cut_word(shown: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """A word wider than a row, in pieces; a base character keeps what joins onto it."""
    from rich.cells import get_character_cell_size

    piece, used, position = start, 0, start
    while position < end:
        size = get_character_cell_size(shown[position])
        if size and used + size > width and position > piece:
            joined = shown[position - 1] == "\u200d" and cells(shown[piece : position + 1]) <= width
            if not joined:
                yield piece, position
                piece, used = position, 0
        used += size
        position += 1
    yield piece, end
