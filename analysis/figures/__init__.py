"""Figures: numbers in a text with their meaning.

The grammar is a table of small rules (rules.py lists them; grammar.py says what a rule is). To teach it a new
shape, write a rule with its example and its counter-example in the module of its kind; the tests run both.
"""

from __future__ import annotations

from diptych.analysis.figures.reading import ENGINE, figures, figures_in
from diptych.analysis.figures.style import style_of

__all__ = ["ENGINE", "figures", "figures_in", "style_of"]
