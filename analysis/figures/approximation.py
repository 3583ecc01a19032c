"""Whether a figure is meant exactly: "about", "at least", "more than", "up to", "or so"."""

from __future__ import annotations

import re

from diptych.analysis.figures.numbers import words

_PHRASES = frozenset(
    re.split(
        r",\s+",
        "about, around, some, roughly, approximately, approx, approx., nearly, almost, at least, at most, more than, "
        "less than, fewer than, greater than, higher than, larger than, lower than, over, under, up to, upto, "
        "as many as, as much as, as few as, as little as, estimated, estimate of, estimates of, close to, upward of, "
        "upwards of, in excess of, exceed, exceeds, exceeded, exceeding, no more than, no fewer than, no less than, "
        "north of, a minimum of, a maximum of, maximum of, minimum of, circa, ca., virtually, approaching, possibly, "
        "perhaps, maybe, reportedly, not quite, above, below, beyond, shy of, short of, the order of, "
        "something like, nearing, somewhere around, somewhere near, anywhere from",
    )
)
_WITH_ARTICLE = frozenset(
    [
        "about",
        "around",
        "roughly",
        "approximately",
        "nearly",
        "almost",
        "at least",
        "more than",
        "less than",
        "up to",
    ]
)
"""Phrases that may have an article behind them: "about a 20-minute walk"."""

_SIGNS = ("~", "≈", "<", ">", "≥", "≤")
_AFTER = re.compile(
    r"\+|-(?:plus|odd|ish)\b|[ \u00a0](?:or so|or more|or fewer|or less|plus|and counting|or thereabouts)\b"
    r"|[ \u00a0][a-z]{2,20}(?:[ \u00a0][a-z]{2,20})? (?:or so|or more|or less|or fewer)\b",
    re.IGNORECASE,
)
WINDOW = 32


def approximate(text: str, start: int, end: int, first: int, stop: int) -> bool:
    """Whether the words around ``[start, end)``, in the line ``[first, stop)``, say that it is no exact figure."""
    before = text[max(first, start - WINDOW) : start].lower()
    if before.endswith((*_SIGNS, "~ ", "≈ ", "< ", "> ", "≥ ", "≤ ")):
        return True
    if before[-1:].isspace() and _is_phrase([word.lstrip("(“\"‘'—–") for word in before.split()]):
        return True
    return _AFTER.match(text, end, min(stop, end + WINDOW + 16)) is not None


_OVER = frozenset(
    words(
        "hand hands handed handing take takes took taken taking turn turns turned turning pass passed win won run ran "
        "pull pulled sign signed go went come came move moved knock knocked talk talked hover hovered argue argued"
    )
)
"""Verbs whose "over" is no measure: "handed over three hostages"."""


def _is_phrase(before: list[str]) -> bool:
    known = _PHRASES
    if before[-1:] == ["over"] and before[-2:-1] and before[-2] in _OVER:
        return False
    if before and before[-1] in ("a", "an"):
        before, known = before[:-1], _WITH_ARTICLE
    return any(" ".join(before[-size:]) in known for size in (1, 2, 3) if size <= len(before))
