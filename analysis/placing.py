"""Finds an annotation's quote again in a changed text, or says that nobody can be sure."""

from __future__ import annotations

import re

NEAR = 12
"""Code points of context on one side that must have stayed, where the other side changed."""
WORDS = 8
"""Words of a whole sentence that stand for themselves, wherever in the text they moved."""

_ENDS = '.!?”"’»…'


def place_again(
    quote: str, prefix: str, suffix: str, start: int, new_text: str, *, old_text: str | None = None
) -> tuple[int, int] | None:
    """Where ``quote`` stands in ``new_text``, as (start, end) in code points, or None if in any doubt.

    ``prefix`` and ``suffix`` are the text on either side before the change, ``start`` the place it had.
    Give ``old_text`` where it is at hand: with it a quote may move together with its sentence; without it
    both sides must be there unchanged. Only exact copies count, never a lookalike, and none of several.
    """
    found = _places(quote, new_text)
    if not quote.strip() or not found:
        return None
    framed = [at for at in found if _framed(quote, prefix, suffix, at, new_text)]
    if old_text is None:
        if len(found) == len(framed) == 1:
            return framed[0], framed[0] + len(quote)
        return None
    if old_text[start : start + len(quote)] != quote:
        return None
    before = _places(quote, old_text)
    if len(before) > 1:
        # Which one was it? Sure only where none came or went and the same one is still framed the same.
        if len(before) != len(found):
            return None
        at = found[before.index(start)] if start in before else None
        return (at, at + len(quote)) if at is not None and framed == [at] else None
    if len(found) > 1:
        return None
    at = found[0]
    if framed or _stayed(quote, prefix, suffix, at, new_text) or _whole(quote, prefix, suffix, at, new_text):
        return at, at + len(quote)
    return None


def _places(quote: str, text: str) -> list[int]:
    """All places of the quote, overlapping ones too, none inside a longer word; at most a thousand."""
    found: list[int] = []
    at = text.find(quote) if quote else -1
    while at >= 0 and len(found) < 1000:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def _framed(quote: str, prefix: str, suffix: str, at: int, text: str) -> bool:
    """Whether both sides are what they were; an empty side was the text's edge and must still be."""
    end = at + len(quote)
    left = text.endswith(prefix, 0, at) if prefix else at == 0
    right = text.startswith(suffix, end) if suffix else end == len(text)
    return left and right


def _stayed(quote: str, prefix: str, suffix: str, at: int, text: str) -> bool:
    """Whether one side's nearest words stayed and the quote is more than a word or two."""
    end = at + len(quote)
    if len(re.findall(r"\w+", quote)) < 4 or _cuts_word(at, text) or _cuts_word(end, text):
        return False
    left = len(prefix) >= NEAR and text.endswith(prefix[-NEAR:], 0, at)
    right = len(suffix) >= NEAR and text.startswith(suffix[:NEAR], end)
    return left or right


def _whole(quote: str, prefix: str, suffix: str, at: int, text: str) -> bool:
    """Whether the quote is a long whole sentence there as it was here, free to move as one."""
    body = quote.strip()
    if len(re.findall(r"\w+", body)) < WORDS or body[-1] not in _ENDS:
        return False
    end = at + len(quote)
    return (
        _begins(prefix)
        and _begins(text[max(0, at - 4) : at])
        and _follows(suffix)
        and _follows(text[end : end + 1])
    )


def _begins(before: str) -> bool:
    return not before.strip(" ") or before[-1] == "\n" or (before[-1] == " " and before.rstrip()[-1] in _ENDS)


def _follows(after: str) -> bool:
    return not after or after[0].isspace()


def _cuts_word(at: int, text: str) -> bool:
    return 0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum()
