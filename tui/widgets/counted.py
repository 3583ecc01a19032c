"""A number with what it counts."""

from __future__ import annotations


def counted(number: int, what: str) -> str:
    """``what`` is one of them: "1 claim", "2 claims", "1,200 sentences"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"
