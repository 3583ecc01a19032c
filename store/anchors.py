"""Where an annotation stands in its text: checked offsets, and the words on the spot and around it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import pairwise
from operator import index

from diptych.errors import OffsetMismatch

CONTEXT = 32
"""Code points kept before and after a quote: enough to tell two equal sentences apart."""


def anchored(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Quote, prefix and suffix of the span [start, end) in code points; OffsetMismatch if it is empty or
    outside.
    """
    check(text, start, end)
    return text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def check(text: str, start: int, end: int) -> None:
    """OffsetMismatch unless [start, end) is a span of ``text`` with something in it."""
    if not 0 <= index(start) < index(end) <= len(text):
        raise OffsetMismatch(
            f"The span {start}–{end} does not fit: the text has {len(text)} code points, and a span needs at"
            " least one."
        )


def packed(pieces: Iterable[tuple[int, int]], start: int, end: int) -> str | None:
    """The pieces of [start, end) as stored: JSON, or None where the span is whole. OffsetMismatch if they do
    not fit.

    Pieces stand in order, do not overlap, and reach from ``start`` to ``end``.
    """
    parts = [(index(first), index(last)) for first, last in pieces]
    if not parts:
        return None
    ordered = all(first < last for first, last in parts) and all(
        left[1] <= right[0] for left, right in pairwise(parts)
    )
    if not ordered or parts[0][0] != start or parts[-1][1] != end:
        raise OffsetMismatch(
            f"The pieces {parts} do not fit the span {start}–{end}: they must be in order, apart, and reach"
            " from its start to its end."
        )
    return json.dumps(parts, separators=(",", ":"))


def unpacked(pieces: str | None) -> tuple[tuple[int, int], ...]:
    """The pieces as stored, as pairs."""
    return tuple((first, last) for first, last in json.loads(pieces)) if pieces else ()
