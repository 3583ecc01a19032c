"""Pure functions on text: sentences, figures, names, and what reports of one story share.

Nothing heavy is imported here; each name loads its module on first use. Offsets are code points, 0-based, end
exclusive, everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diptych.analysis.analysing import analyse
    from diptych.analysis.comparison import Comparison, compare
    from diptych.analysis.spans import Analysis, Figure, Mention, Sentence

__all__ = ["Analysis", "Comparison", "Figure", "Mention", "Sentence", "analyse", "compare"]

_HOMES = {
    "analyse": "diptych.analysis.analysing",
    "compare": "diptych.analysis.comparison",
    "Comparison": "diptych.analysis.comparison",
    "Analysis": "diptych.analysis.spans",
    "Figure": "diptych.analysis.spans",
    "Mention": "diptych.analysis.spans",
    "Sentence": "diptych.analysis.spans",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for on first use."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'diptych.analysis' has no attribute {name!r}")
