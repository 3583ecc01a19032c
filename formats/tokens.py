"""Words, for formats that count in them: cut wherever a span begins or ends, so that every span is whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Protocol

_TOKEN = re.compile(r"\w+|[^\w\s]")


class Spanning(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


def tokens(text: str, start: int, end: int, edges: Iterable[int] = ()) -> Iterator[tuple[int, int]]:
    """The words and signs of ``text[start:end]`` as (start, end) in code points of the text, without white space.

    ``edges`` are places where a word must end; a place outside, or between words, changes nothing.
    """
    cuts = sorted({edge for edge in edges if start < edge < end})
    at = 0
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        while at < len(cuts) and cuts[at] <= first:
            at += 1
        while at < len(cuts) and cuts[at] < last:
            yield first, cuts[at]
            first = cuts[at]
            at += 1
        yield first, last


def words(text: str, start: int, end: int, spans: Iterable[Spanning] = ()) -> Iterator[tuple[int, int, bool]]:
    """``text[start:end]`` as spaCy cuts it: (start, end, whether a space follows), every character in one of them.

    One plain space after a word belongs to it, unless one of ``spans`` begins with it or ends behind it; all other
    white space is words of its own.
    """
    known = list(spans)
    first, last = {one.start for one in known}, {one.end for one in known}
    edges = first | last

    def gap(at: int, until: int) -> Iterator[tuple[int, int, bool]]:
        for left, right in pairwise([at, *(edge for edge in range(at + 1, until) if edge in edges), until]):
            yield left, right, False

    reached = start
    waiting: tuple[int, int] | None = None
    for left, right in tokens(text, start, end, edges):
        space = False
        if waiting is not None:
            space = (
                left > reached and text[reached] == " " and reached not in first and reached + 1 not in last
            )
            yield *waiting, space
        if (begin := reached + space) < left:
            yield from gap(begin, left)
        waiting, reached = (left, right), right
    if waiting is not None:
        yield *waiting, False
    if reached < end:
        yield from gap(reached, end)
