"""The words of a text, for choosing some of them.

A word is what stands between white space or dashes, without the punctuation around it: "33,000", "U.S.", "ship's".
In scripts written without spaces each character, with the marks that join onto it, is one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

Span = tuple[int, int]

# strings, which re compiles and keeps when words are first chosen: the first screen waits for none of them
_CHUNK = r"[^\s\u2012-\u2015…/]+"
_SCRIPTS = r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_UNSPACED = f"[{_SCRIPTS}]"
_UNSPACED_WORD = rf"[{_SCRIPTS}]|[^\W{_SCRIPTS}]+"
_ABBREVIATED = r"(?:[^\W\d]\.)+[^\W\d]"
_BELONGS = frozenset("%‰°§&#@*_")
"""Signs that Unicode takes for punctuation or that stand alone, and that are part of what a word says."""


def words(text: str, start: int, end: int) -> Iterator[Span]:
    """The words of ``text[start:end]`` in order, in time linear in its length; offsets are into ``text``."""
    for match in re.compile(_CHUNK).finditer(text, start, end):
        if re.compile(_UNSPACED).search(text, *match.span()):
            yield from _unspaced(text, *match.span())
            continue
        first, last = match.span()
        while first < last and _is_punctuation(text[first]):
            first += 1
        if first and first > match.start() and text[first - 1] == "-" and text[first : first + 1].isdigit():
            first -= 1  # a minus
        while last > first and _is_punctuation(text[last - 1]):
            last -= 1
        if last < match.end() and text[last] == "." and re.compile(_ABBREVIATED).fullmatch(text, first, last):
            last += 1  # the stop of "U.S." and "p.m."
        if first < last:
            yield first, last


def _unspaced(text: str, start: int, end: int) -> Iterator[Span]:
    found = list(re.compile(_UNSPACED_WORD).finditer(text, start, end))
    for number, match in enumerate(found):
        last = match.end()
        limit = found[number + 1].start() if number + 1 < len(found) else end
        while last < limit and unicodedata.category(text[last])[0] == "M":
            last += 1
        if unicodedata.category(text[match.start()])[0] == "M":
            continue  # joins onto the character before it
        yield match.start(), last


def _is_punctuation(character: str) -> bool:
    return character not in _BELONGS and unicodedata.category(character)[0] == "P"
