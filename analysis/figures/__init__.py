"""Figures: numbers in a text with their meaning.

The grammar is a table of small rules (rules.py lists them; grammar.py says what a rule is). To teach it a new
shape, write a rule with its example and its counter-example in the module of its kind; the tests run both.

What is named here is loaded when first used: patterns cost some hundredths of a second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diptych.analysis.figures.reading import ENGINE, figures, figures_in
    from diptych.analysis.figures.style import style_of

__all__ = ["ENGINE", "figures", "figures_in", "style_of"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from diptych.analysis.figures import reading, style

    return getattr(style if name == "style_of" else reading, name)
