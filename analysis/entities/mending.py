"""Mends an article's spans with the whole article in view."""

from __future__ import annotations

from collections.abc import Sequence

from diptych.analysis.entities.engine import Span
from diptych.analysis.spans import Mention


def mended(text: str, spans: Sequence[Span]) -> list[Mention]:
    """Mentions without keys, in order, none overlapping."""
    return [Mention(start, end, label, text[start:end], "") for start, end, label in spans]
