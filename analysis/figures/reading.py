"""Reading the figures of a text, line by line."""

from __future__ import annotations

from fractions import Fraction

from diptych.analysis.figures.approximation import approximate
from diptych.analysis.figures.calendar import day_of
from diptych.analysis.figures.counted import counted
from diptych.analysis.figures.durations import iso_duration
from diptych.analysis.figures.grammar import Context, Line, Piece
from diptych.analysis.figures.numbers import plain
from diptych.analysis.figures.ranges import joined
from diptych.analysis.figures.rules import table
from diptych.analysis.figures.style import EUROPEAN, style_of
from diptych.analysis.spans import Figure

ENGINE = "diptych-figures-2"
"""Name and version of the grammar; changes whenever it would read some text in another way."""

_COUNTING = frozenset(["cardinal", "ordinal", "ratio", "percent", "quantity", "range"])


def figures(text: str, *, published: str | None = None, style: str | None = None) -> list[Figure]:
    """All figures of the text in reading order; no two overlap.

    ``published`` is the article's date (ISO 8601); with it "Monday" and "Oct. 7" get a year and a day.
    ``style`` says how the article writes numbers (``style_of``); None: as the text itself shows.
    Time grows with the length of the text and with nothing else.
    """
    return figures_in(text, 0, len(text), published=published, style=style)


def figures_in(
    text: str, start: int, end: int, *, published: str | None = None, style: str | None = None
) -> list[Figure]:
    """The figures of ``text[start:end]``, with offsets into the whole text.

    Where ``start`` and ``end`` are ends of lines, all lines together give what ``figures`` gives.
    Who reads a long text in pieces passes ``style=style_of(text)``, made once.
    """
    context = Context(day_of(published), (style or style_of(text)) == EUROPEAN)
    found: list[Figure] = []
    at = max(0, start)
    end = min(end, len(text))
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if stop > at:
            line = Line(text, at, stop, context)
            found += [_figure(line, piece) for piece in joined(line, table().read(line))]
        at = stop + 1
    return found


def _figure(line: Line, piece: Piece) -> Figure:
    meaning, text = piece.meaning, line.text
    value, upper = _value(meaning.value), _value(meaning.upper)
    unit = meaning.unit
    if meaning.parts and meaning.kind == "duration":
        value, unit = iso_duration(meaning.parts), None
    elif meaning.parts:
        value, upper = (iso_duration([part]) for part in meaning.parts)
    of = meaning.of
    if of is None and meaning.kind in _COUNTING and not isinstance(value, str):
        of = _counted(line, piece, value, unit)
    return Figure(
        piece.start,
        piece.end,
        meaning.kind,
        text[piece.start : piece.end],
        value,
        upper,
        unit,
        of,
        meaning.approximate or approximate(text, piece.start, piece.end, line.start, line.stop, meaning.kind),
    )


def _counted(line: Line, piece: Piece, value: float | int | str | None, unit: str | None) -> str | None:
    kind = piece.meaning.kind
    if (kind in ("percent", "quantity") or unit) and not line.text.startswith(
        (" of ", "\u00a0of "), piece.end
    ):
        return None
    return counted(line.text, piece.end, line.stop, one=kind == "ordinal" or value == 1 or bool(unit))


def _value(value: Fraction | int | str | None) -> float | int | str | None:
    return plain(value) if isinstance(value, Fraction) else value
