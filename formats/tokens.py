"""Words, for formats that count in them: cut wherever a span begins or ends, so that every span is whole words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_TOKEN = re.compile(r"\w+|[^\w\s]")


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
