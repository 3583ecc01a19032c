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


def approximate(text: str, start: int, end: int, first: int, stop: int, kind: str) -> bool:
    """Whether the words around ``[start, end)``, in the line ``[first, stop)``, say that it is no exact figure.

    An ordinal always is exact: "talks about a second stage".
    """
    if kind == "ordinal":
        return False
    before = text[max(first, start - WINDOW) : start].lower()
    if before.endswith((*_SIGNS, "~ ", "≈ ", "< ", "> ", "≥ ", "≤ ")):
        return True
    if before[-1:].isspace() and _is_phrase([word.lstrip("(“\"‘'—–") for word in before.split()]):
        over_time = before.endswith(" over ") and kind in ("duration", "date")
        return not over_time or _is_measure(before, text[start : min(stop, end + 8)])
    return _AFTER.match(text, end, min(stop, end + WINDOW + 16)) is not None


_MEASURED = re.compile(
    r"\b(?:for|just|well|little|slightly|in|after|of|by|than|and|last\w*|took|takes?|taking|spen[dt]s?|"
    r"wait\w*|stay\w*|serv\w*|work\w*|liv\w*|is|are|was|were|be|been|aged?) over $"
)


def _is_measure(before: str, time: str) -> bool:
    """Whether "over" before a time says that it is longer, and not that something went on in it."""
    return bool(_MEASURED.search(before) or re.search(r"[ \u00a0](?:ago|old|later|earlier|long)\b", time))


_OVER = frozenset(
    words(
        "hand hands handed handing take takes took taken taking turn turns turned turning pass passed win won run ran "
        "pull pulled sign signed go went come came move moved knock knocked talk talked hover hovered argue argued "
        "preside presided presides presiding watch watched fight fought clash clashed quarrel quarrelled sue sued "
        "dispute disputes row fight war battle debate concern concerns anger outrage controversy worries protest "
        "protests control"
    )
)
"""Words whose "over" is no measure: "handed over three hostages", "a dispute over two islands"."""

_ABOUT = frozenset(
    words(
        "negotiations talks questions concerns debate discussion discussions information stories statements doubts "
        "worries details news dispute worried complained talked talking negotiating"
    )
)
"""Words whose "about" is no measure: "talks about two prisoners"."""


def _is_phrase(before: list[str]) -> bool:
    known = _PHRASES
    if before[-1:] == ["over"] and before[-2:-1] and before[-2] in _OVER:
        return False
    if before and before[-1] in ("a", "an"):
        before, known = before[:-1], _WITH_ARTICLE
    if before[-1:] == ["about"] and before[-2:-1] and before[-2] in _ABOUT:
        return False
    return any(" ".join(before[-size:]) in known for size in (1, 2, 3) if size <= len(before))
