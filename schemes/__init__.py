"""Label schemes: what a person can answer about a sentence, as TOML files that anyone can write."""

from __future__ import annotations

from diptych.schemes.loader import builtin, check, load, parse
from diptych.schemes.scheme import COLOURS, Certainty, Label, Relation, Scheme, changes, growth

__all__ = [
    "COLOURS", "Certainty", "Label", "Relation", "Scheme", "builtin", "changes", "check", "growth", "load",
    "parse",
]  # fmt: skip
