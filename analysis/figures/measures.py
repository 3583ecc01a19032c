"""Quantities: a number and its unit, by the unit's usual symbol; percents; magnitudes."""

from __future__ import annotations

import re
from fractions import Fraction

from diptych.analysis.figures.grammar import NUMBER, Example, Found, Meaning, one_of, rule
from diptych.analysis.figures.numbers import GAP, SPACE
from diptych.analysis.figures.units import LONG, SHORT

_NO_UNIT_ALONE = frozenset(["gray", "grays", "amp", "stone", "cup", "cups", "bit", "bits"])
"""Names that are more often something else: taken only behind digits, or with "of" behind them."""

_LONG = one_of(LONG).replace(r"\ ", "[ \u00a0-]")
_LONG = _LONG.replace("sq[", r"sq\.?[").replace("ft)", r"ft)")
_SHORT = one_of(SHORT)
_LETTER_AFTER = re.compile(
    r"\s+(?:high|long|wide|deep|tall|above|below|from|race|sprint|freestyle|"
    r"butterfly|hurdles|dash|away|"
    r"apart|across|underwater|of)\b|\s*[)x×,.;]|\s*$"
)


def _by_name(found: Found) -> Meaning | None:
    name = re.sub(r"[\s\u00a0-]+", " ", found["unit"].lower().replace(".", ""))
    if name in _NO_UNIT_ALONE and not re.match(r"\s+of\b", found.after(8)) and not found.number.digits:
        return None
    number = found.number
    return Meaning("quantity", number.value, LONG[name], scale=number.scale)


_PARTS = {
    "half": Fraction(1, 2),
    "quarter": Fraction(1, 4),
    "three-quarter": Fraction(3, 4),
    "third": Fraction(1, 3),
}


def _part_of_unit(found: Found) -> Meaning | None:
    name = re.sub(r"[\s\u00a0-]+", " ", found["unit"].lower().replace(".", ""))
    part = found["part"].lower()
    if name in ("pound", "pounds", "degree", "degrees") and "/" not in part:
        return None
    if "/" in part:
        over, under = part.split("/")
        value = Fraction(int(over), int(under))
    else:
        value = _PARTS.get(part) or _PARTS[re.split("[^a-z]+", part)[-1].removesuffix("s")]
        value *= (
            2 if part.startswith("two") else 3 if part.startswith("three") and part != "three-quarter" else 1
        )
    return Meaning("quantity", value, LONG[name])


def _by_symbol(found: Found) -> Meaning | None:
    symbol, number = found["unit"], found.number
    if not number.digits:
        return None
    if symbol == "m" and not found["gap"] and not _LETTER_AFTER.match(found.after(14)):
        return None  # "3m people" counts millions; the cardinal rule reads it
    if symbol in ("C", "F", "K", "t", "g", "l", "L", "W") and re.match(r"[’'.&-]\w", found.after(3)):
        return None
    if symbol in ("in", "C", "F", "K") and found["gap"] and re.match(r"\s+\w", found.after(3)):
        return None  # "3 in Paris", "Vitamin 2 C was"
    return Meaning("quantity", number.value, SHORT[symbol], scale=number.scale)


def _percent(found: Found) -> Meaning:
    number = found.number
    unit = "pp" if found["points"] else "%"
    return Meaning("percent", number.value, unit, scale=number.scale)


def _feet_and_inches(found: Found) -> Meaning | None:
    feet, inches = found.numbers
    if inches.value >= 12:
        return None
    return Meaning("quantity", feet.value + inches.value / 12, "ft")


RULES = (
    rule(
        "percent",
        [NUMBER],
        rf"<n>(?:[ \u00a0]?[%％]|{GAP}?(?:per[ -]?cents?|pct|pc|percentage|percentile(?=x))(?![A-Za-z]))"
        rf"(?P<points>{GAP}points?(?!\w))?(?!\w)",
        _percent,
        examples=[
            Example("Prices rose 3.4 percent.", "3.4 percent", 3.4, "%"),
            Example("Turnout was 61%.", "61%", 61, "%"),
            Example("Support fell by two percentage points.", "two percentage points", 2, "pp"),
        ],
        counter_examples=["A small percent attain the top ranks.", "The percentage rose."],
    ),
    rule(
        "percent: half a percent",
        "half",
        rf"half{SPACE}(?:a|of{SPACE}(?:a|one|1)){SPACE}(?:per[ -]?cent)(?P<points>age{SPACE}point)?(?!\w)",
        lambda found: Meaning("percent", Fraction(1, 2), "pp" if found["points"] else "%"),
        examples=[Example("Rates rose half a percentage point.", "half a percentage point", 0.5, "pp")],
        counter_examples=["Half a percentile is little."],
    ),
    rule(
        "quantity: name of the unit in full",
        [NUMBER],
        rf"<n>{GAP}(?:(?:of{SPACE})?an?{SPACE})?(?P<unit>{_LONG})(?!\w)",
        _by_name,
        examples=[
            Example("The wall is 5,000 miles long.", "5,000 miles", 5000, "mi"),
            Example("A 27-kilometer ring was dug.", "27-kilometer", 27, "km"),
            Example("It was 32 degrees Celsius in the shade.", "32 degrees Celsius", 32, "°C"),
        ],
        counter_examples=["He walked for miles.", "Two cups stood there."],
    ),
    rule(
        "quantity: part of a unit",
        ["a", "one", "half", "quarter", "two", "three", NUMBER],
        rf"(?P<part>half|quarter|three-quarter|(?:one|a){GAP}(?:half|quarter|third)|two{GAP}thirds|"
        rf"three{GAP}quarters|[1-9]/[2-9])"
        rf"{GAP}(?:of{SPACE})?(?:an?{SPACE})?(?P<unit>{_LONG})(?!\w)",
        _part_of_unit,
        examples=[
            Example("They live half a mile away.", "half a mile", 0.5, "mi"),
            Example("A 1/4 inch gap is left.", "1/4 inch", 0.25, "in"),
        ],
        counter_examples=["Half of the milestones were met."],
    ),
    rule(
        "quantity: symbol of the unit",
        [NUMBER],
        rf"<n>(?P<gap>[ \u00a0-]?)(?-i:(?P<unit>{_SHORT}))(?![\w²³])",
        _by_symbol,
        examples=[
            Example("They found 10kg of it.", "10kg", 10, "kg"),
            Example("The bridge is 300 m long.", "300 m", 300, "m"),
            Example("It was -18 °C at night.", "-18 °C", -18, "°C"),
        ],
        counter_examples=["There are two in my car.", "He won 3 in Paris."],
    ),
    rule(
        "quantity: feet and inches",
        [NUMBER],
        r"<n>(?:['’′](?=[0-9]{1,2}[\"”″])|[ -]?(?:foot|feet|ft)[ ,-]{1,2}(?:and )?)<n>"
        r"(?:[\"”″]|[ -]?(?:inch|inches|in)(?!\w)|(?<=foot-[0-9])(?![\w-])|(?<=foot-1[0-9])(?![\w-]))",
        _feet_and_inches,
        examples=[Example("He is 6 feet 3 inches tall.", "6 feet 3 inches", 6.25, "ft")],
        counter_examples=["It is 6 feet, 30 people said."],
    ),
)
