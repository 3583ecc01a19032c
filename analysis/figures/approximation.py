"""Whether a figure is meant exactly: "about", "at least", "more than", "up to", "or so"."""

from __future__ import annotations

import re

_BEFORE = re.compile(
    r"(?:\b(?:about|around|some|roughly|approximately|approx\.?|nearly|almost|at least|at most|"
    r"more than|less than|fewer than|"
    r"greater than|higher than|larger than|lower than|over|under|up to|upto|as many as|as much as|"
    r"as few as|as little as|estimated|"
    r"estimates? of|close to|upwards? of|in excess of|exceed(?:s|ed|ing)?|no more than|no fewer than|"
    r"no less than|north of|"
    r"a minimum of|a maximum of|maximum of|circa|ca\.|virtually|approaching|possibly|perhaps|maybe|"
    r"reportedly|not quite|"
    r"(?:just|well|slightly|a little|far) (?:over|under|above|below|shy of|short of)|above|beyond|"
    r"below|the order of|something like|"
    r"nearing|somewhere (?:around|near)|anywhere from)|(?:about|around|roughly|approximately|nearly|"
    r"almost|at least|more than|less than|up to) an?|[~≈<>≥≤])[ \u00a0]?$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\+|-(?:plus|odd|ish)\b|[ \u00a0](?:or so|or more|or fewer|or less|plus|and counting|or thereabouts)\b"
    r"|[ \u00a0][a-z]{2,20}(?:[ \u00a0][a-z]{2,20})? (?:or so|or more|or less|or fewer)\b",
    re.IGNORECASE,
)
WINDOW = 32


def approximate(text: str, start: int, end: int, first: int, stop: int) -> bool:
    """Whether the words around ``[start, end)``, inside the line ``[first, stop)``, say that it is no exact figure."""
    before = text[max(first, start - WINDOW) : start]
    return bool(_BEFORE.search(before) or _AFTER.match(text, end, min(stop, end + WINDOW + 16)))
