"""The table: every rule there is, in the order in which equally long readings win."""

from __future__ import annotations

from functools import cache

from diptych.analysis.figures import (
    cardinals,
    clock,
    dates,
    durations,
    measures,
    money,
    names,
    ordinals,
    ratios,
    relative_dates,
    vague,
)
from diptych.analysis.figures.grammar import Rule, Table

RULES: tuple[Rule, ...] = (
    *clock.RULES,
    *dates.RULES,
    *relative_dates.RULES,
    *names.RULES,
    *money.RULES,
    *measures.RULES,
    *durations.RULES,
    *ratios.RULES,
    *ordinals.RULES,
    *vague.RULES,
    *cardinals.RULES,
)


@cache
def table() -> Table:
    """The rules by what they start with; made once."""
    return Table(RULES)
