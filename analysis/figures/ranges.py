"""Figures that belong together: "between 10 and 20", "10–20", "2003-05", "two hours and five minutes".

A join looks at two neighbours and the few characters between them. It is asked once for each pair in reading
order, so the cost grows with the number of figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from diptych.analysis.figures.calendar import WEEKDAYS
from diptych.analysis.figures.durations import UNITS
from diptych.analysis.figures.grammar import Example, Line, Meaning, Piece
from diptych.analysis.figures.scores import is_score, without_scores

LONGEST_GAP = 16
"""Characters between two figures that may still belong together."""

_CHANGES = re.compile(
    r"\b(?:rose|risen|rise[sn]?|rising|f[ae]ll(?:en|s|ing)?|grew|grow(?:n|s|ing)?|increas\w+|"
    r"decreas\w+|declin\w+|drop\w*|cut|cuts|cutting|"
    r"reduc\w+|rais\w+|lower\w*|jump\w*|climb\w*|surg\w+|soar\w*|slid|slip\w*|shr[aiu]nk\w*|chang\w+|"
    r"went|gone|go|going|mov\w+|up|down|"
    r"plung\w+|tumbl\w+|swell\w*|swollen|doubl\w+|tripl\w+|expand\w*|upgrad\w+|revis\w+|edg\w+|"
    r"improv\w+|narrow\w*|wid\w+|switch\w*|"
    r"gain\w*|advanc\w+|clos\w+|shift\w*|trimm\w+|slash\w*|bring\w*|brought|added|adding)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Join:
    """Two neighbours that are one figure. ``gap`` is what may stand between them."""

    name: str
    gap: re.Pattern[str]
    meaning: Callable[[Line, Piece, Piece, re.Match[str]], Piece | None]
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]


def _word(gap: re.Match[str]) -> str:
    """What joins the two ends: "to", "and", "or" or a dash."""
    return next(group for group in gap.groups() if group).lower()


def _lend(left: Meaning, right: Meaning) -> tuple[Meaning, Meaning] | None:
    """Both ends in one kind and unit: "$10-20 million", "5 to 10 percent"; None where they cannot be."""
    a, b = left, right
    if not (isinstance(a.value, Fraction) and isinstance(b.value, Fraction)):
        return None
    if a.kind != b.kind or a.unit != b.unit:
        if a.kind == "cardinal":
            a = Meaning(b.kind, a.value, b.unit, scale=a.scale, bare=a.bare)
        elif b.kind == "cardinal" and b.scale >= 1 and a.kind in ("money",):
            b = Meaning(a.kind, b.value, a.unit, scale=b.scale, bare=b.bare)
        else:
            return None
    assert isinstance(a.value, Fraction) and isinstance(b.value, Fraction)
    if b.scale > 1 and a.scale == 1 and a.value < b.value / b.scale:
        a = Meaning(a.kind, a.value * b.scale, a.unit, scale=b.scale)
    return a, b


def _numbers(line: Line, left: Piece, right: Piece, gap: re.Match[str]) -> Piece | None:
    text, word, start = line.text, _word(gap), left.start
    before = text[max(line.start, start - 48) : start]
    between = re.search(r"\bbetween[ \u00a0]$", before, re.IGNORECASE)
    if word in ("and", "or") and word == "and" and not between:
        return None
    ends = _lend(left.meaning, right.meaning)
    if ends is None:
        return None
    low, high = ends
    assert isinstance(low.value, Fraction) and isinstance(high.value, Fraction)
    if low.kind not in ("cardinal", "money", "percent", "quantity", "duration", "ordinal"):
        return None
    if low.value >= high.value and not (between or low.unit in ("°C", "°F")):
        return None
    came_from = re.search(r"\bfrom[ \u00a0]$", before, re.IGNORECASE)
    if word == "to" and came_from and _CHANGES.search(before):
        return None
    if (
        word == "to"
        and not came_from
        and re.search(
            r"\b(?:" + _CHANGES.pattern.removeprefix(r"\b(?:").removesuffix(r")\b") + r")(?: (?:by|at|"
            r"on))? $",
            before,
            re.IGNORECASE,
        )
        and re.search(r"\bby $", before)
    ):
        return None
    if (
        word == "or"
        and low.kind == "cardinal"
        and (low.scale != high.scale or high.value > 2 * low.value + 2)
    ):
        return None
    if word in ("-", "–", "—", "‑") and low.kind == "cardinal" and is_score(line, left, right, gap[0]):
        return None
    if low.kind == "ordinal":
        return None
    if between:
        start -= len(between[0])
    unit = None if low.kind == "duration" else high.unit
    meaning = Meaning("range", low.value, unit, upper=high.value, approximate=word == "or", scale=high.scale)
    if low.kind == "duration":
        meaning.parts, meaning.unit = ((low.value, high.unit or ""), (high.value, high.unit or "")), None
    return Piece(start, right.end, meaning, "range: from … to …")


def _dates(line: Line, left: Piece, right: Piece, gap: re.Match[str]) -> Piece | None:
    a, b = left.meaning, right.meaning
    text, word, start = line.text, _word(gap), left.start
    before = text[max(line.start, start - 10) : start]
    between = re.search(r"\bbetween[ \u00a0]$", before, re.IGNORECASE)
    if word == "or" or (word == "and" and not between):
        return None
    upper: Fraction | int | str | None
    if a.kind == "date" and b.kind == "date" and (a.value is None) == (b.value is None):
        if a.value is None and not (_is_weekday(text, left) and _is_weekday(text, right)):
            return None
        upper = b.value
        if (
            isinstance(a.value, str)
            and isinstance(upper, str)
            and len(a.value) == len(upper) == 10
            and upper < a.value
        ):
            if not (_is_weekday(text, left) and _is_weekday(text, right)):
                return None
            upper = (date.fromisoformat(upper) + timedelta(days=7)).isoformat()
    elif (
        a.kind == "date"
        and b.kind == "cardinal"
        and b.bare
        and isinstance(a.value, str)
        and isinstance(b.value, Fraction)
    ):
        last = text[right.start : right.end]
        if re.fullmatch(r"[0-9]{4}", a.value) and re.fullmatch(r"[0-9]{2}", last):
            upper = a.value[:2] + last
            if upper <= a.value:
                month = 1 <= int(last) <= 12 and word == "-"
                return (
                    Piece(start, right.end, Meaning("date", f"{a.value}-{last}"), "date: year and month")
                    if month
                    else None
                )
        elif (
            re.fullmatch(
                r"(?:[0-9]{4}|"
                r"-)-[0-9]{2}-[0-9]{2}",
                a.value,
            )
            and int(a.value[-2:]) < b.value <= 31
        ):
            upper = f"{a.value[:-2]}{int(b.value):02}"
        else:
            return None
    elif a.kind == b.kind == "time":
        upper = b.value or ""
    elif (
        a.kind == "cardinal"
        and a.bare
        and b.kind == "time"
        and isinstance(a.value, Fraction)
        and isinstance(b.value, str)
    ):
        hour, half = int(a.value), 12 if b.value >= "12" else 0
        if not 1 <= a.value <= 12:
            return None
        hour = hour % 12 + half
        a = Meaning("time", f"{hour if f'{hour:02}:00' < b.value else hour - 12:02}:00")
        if str(a.value).startswith("-"):
            return None
        upper = b.value
    else:
        return None
    if between:
        start -= len(between[0])
    return Piece(start, right.end, Meaning("range", a.value, upper=upper), "range: dates and times")


def _is_weekday(text: str, piece: Piece) -> bool:
    return text[piece.start : piece.end].lower().removesuffix("s") in WEEKDAYS


def _durations(line: Line, left: Piece, right: Piece, gap: re.Match[str]) -> Piece | None:
    a, b = left.meaning, right.meaning
    if not (a.kind == b.kind == "duration" and a.parts and b.parts) or a.parts[-1][0].denominator > 1:
        return None
    if "-" in line.text[left.start : left.end] and gap[0].startswith(","):
        return None
    if UNITS[a.parts[-1][1]][3] <= UNITS[b.parts[0][1]][3] or re.search(
        r"(?:old|ago)$", line.text[left.start : left.end]
    ):
        return None
    return Piece(
        left.start,
        right.end,
        Meaning("duration", a.value, a.unit, parts=a.parts + b.parts),
        "duration: with parts",
    )


def _compound(line: Line, left: Piece, right: Piece, gap: re.Match[str]) -> Piece | None:
    a, b = left.meaning, right.meaning
    if a.kind == "range" and b.kind == "date" and isinstance(a.value, str) and isinstance(b.value, str):
        if len(b.value) == 4 and a.value.startswith(b.value + "-") and "and" not in gap[0]:
            return Piece(left.start, right.end, a, left.rule)  # "May 3-5, 2019"
        return None
    if not (isinstance(a.value, Fraction) and isinstance(b.value, Fraction)) or a.kind != b.kind:
        return None
    if (
        a.kind == "money"
        and a.unit == b.unit
        and b.value < 1 <= a.value
        and a.value.denominator == 1
        and re.search(r"(?:cents?|pence)$", line.text[left.start : right.end])
    ):
        return Piece(
            left.start, right.end, Meaning("money", a.value + b.value, a.unit), "money: dollars and cents"
        )
    smaller = {("ft", "in"): 12, ("lb", "oz"): 16, ("st", "lb"): 14}.get((a.unit or "", b.unit or ""))
    if a.kind == "quantity" and smaller and b.value < smaller:
        return Piece(
            left.start,
            right.end,
            Meaning("quantity", a.value + b.value / smaller, a.unit),
            "quantity: with parts",
        )
    return None


_TO = re.compile(
    r"-?(?:[ \u00a0](to|and|or|through|until|till)[ \u00a0](?:about |around |as many as |as much as |"
    r"some |nearly |even )?|[ \u00a0]?([-–—‑])[ \u00a0]?|-(to|or)-)",
    re.IGNORECASE,
)
_AND = re.compile(r"(?:,?[ \u00a0](?:and[ \u00a0])?|,[ \u00a0]?|-and-)", re.IGNORECASE)

JOINS = (
    Join(
        "duration: with parts",
        _AND,
        _durations,
        (Example("It took two hours and five minutes.", "two hours and five minutes", "PT2H5M"),),
        ("Five minutes, two hours apart.",),
    ),
    Join(
        "quantity: with parts",
        _AND,
        _compound,
        (Example("A boy of 7 pounds, 3 ounces was born.", "7 pounds, 3 ounces", 7.1875, "lb"),),
        ("It is 3 feet, 40 inches.",),
    ),
    Join(
        "range: from … to …",
        _TO,
        _numbers,
        (
            Example("Between 10 and 20 people came.", "Between 10 and 20", 10, of="people", upper=20),
            Example("Some 10–20 homes burned.", "10–20", 10, of="homes", upper=20, approximate=True),
            Example("It costs $10-20 million.", "$10-20 million", 10000000, "USD", upper=20000000),
            Example("It needs 50 to 80 percent.", "50 to 80 percent", 50, "%", upper=80),
            Example("Rest for two to three weeks.", "two to three weeks", "P2W", upper="P3W"),
        ),
        ("It rose from 10 to 20.", "They won 2-3 at home.", "She has 10 and 20."),
    ),
    Join(
        "range: dates and times",
        _TO,
        _dates,
        (
            Example("He ruled in 2003-05 there.", "2003-05", "2003", upper="2005"),
            Example("The fair is on May 3-5.", "May 3-5", "--05-03", upper="--05-05"),
            Example("Open 9 a.m. to 5 p.m. daily.", "9 a.m. to 5 p.m.", "09:00", upper="17:00"),
        ),
        ("He won in 2003 and 2005.",),
    ),
)


def joined(line: Line, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with those made one that belong together; scores such as "3-2" are taken out."""
    done: list[Piece] = []
    for piece in pieces:
        done.append(piece)
        while len(done) > 1:
            one = _join(line, done[-2], done[-1])
            if one is None:
                break
            done[-2:] = [one]
    return without_scores(line, done)


def _join(line: Line, left: Piece, right: Piece) -> Piece | None:
    if right.start - left.end > LONGEST_GAP:
        return None
    for join in JOINS:
        gap = join.gap.fullmatch(line.text, left.end, right.start)
        if gap is None:
            continue
        one = join.meaning(line, left, right, gap)
        if one is not None:
            return one
    return None
