"""Figures brought to one measure, so that they can be compared.

A length is in metres, a mass in kilograms, a duration in seconds, whatever the text says; money keeps its
currency, because no rate is known here; a date is the days it may mean, a clock time a minute of the day.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from diptych.analysis.spans import Figure

TOLERANCE = 0.075
"""How far from an approximate figure another may lie, as a share, before the two differ."""
CONVERTED = 0.04
"""The same where the units differ: 60 miles are often a round 100 kilometres."""

# Factors to the SI unit: NIST Special Publication 811, appendix B.
_UNITS: dict[str, dict[str, float]] = {
    "m": {
        "mm millimetre millimeter": 0.001,
        "cm centimetre centimeter": 0.01,
        "m metre meter": 1,
        "km kilometre kilometer": 1000,
        "in inch inches": 0.0254,
        "ft foot feet": 0.3048,
        "yd yard": 0.9144,
        "mi mile": 1609.344,
        "nmi nautical mile": 1852,
        "ly light year": 9.4607e15,
    },
    "m²": {
        "m² m2 square metre square meter sq m": 1,
        "km² km2 square kilometre square kilometer sq km": 1e6,
        "ft² ft2 square foot square feet sq ft": 0.09290304,
        "mi² mi2 square mile sq mi": 2589988.11,
        "ha hectare": 1e4,
        "ac acre": 4046.8726,
    },
    "m³": {
        "m³ m3 cubic metre cubic meter": 1,
        "ft³ ft3 cubic foot cubic feet": 0.028316847,
        "l litre liter": 0.001,
        "ml millilitre milliliter": 1e-6,
        "gal gallon": 0.003785412,
        "bbl barrel": 0.1589873,
        "pt pint": 0.000473176,
    },
    "kg": {
        "mg milligram": 1e-6,
        "g gram": 0.001,
        "kg kilogram kilo": 1,
        "t tonne metric ton": 1000,
        "ton tons": 907.18474,
        "lb lbs pound": 0.45359237,
        "oz ounce": 0.028349523,
        "st stone": 6.35029318,
        "kt kiloton kilotonne": 1e6,
        "mt megaton megatonne": 1e9,
    },
    "m/s": {
        "m/s": 1,
        "km/h kph kmh kilometre per hour kilometer per hour": 1 / 3.6,
        "mph mi/h mile per hour": 0.44704,
        "kn knot kt.": 0.514444,
    },
    "W": {
        "w watt": 1,
        "kw kilowatt": 1e3,
        "mw megawatt": 1e6,
        "gw gigawatt": 1e9,
        "hp horsepower": 745.69987,
    },
    "J": {
        "wh watt hour": 3600,
        "kwh kilowatt hour": 3.6e6,
        "mwh megawatt hour": 3.6e9,
        "kcal": 4184,
        "cal": 4.184,
    },
    "B": {"b byte": 1, "kb kilobyte": 1e3, "mb megabyte": 1e6, "gb gigabyte": 1e9, "tb terabyte": 1e12},
    "Hz": {"hz hertz": 1, "khz kilohertz": 1e3, "mhz megahertz": 1e6, "ghz gigahertz": 1e9},
    "s": {
        "s sec second": 1,
        "min minute": 60,
        "h hr hour": 3600,
        "d day": 86400,
        "wk week": 604800,
        "fortnight": 1209600,
        "mo month": 2629800,
        "y yr a year": 31557600,
        "decade": 315576000,
        "century": 3155760000,
    },
}
_TWO_WORDS = re.compile(
    r"(?:nautical|light|square|sq|cubic|metric) \w+|(?:watt|kilowatt|megawatt) hour|\w+ per hour|\S+"
)
_FACTORS = {
    name: (dimension, factor)
    for dimension, units in _UNITS.items()
    for names, factor in units.items()
    for name in _TWO_WORDS.findall(names)
}
_DURATION = re.compile(
    r"P(?:(\d+(?:\.\d+)?)Y)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?"
    r"(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?"
)
_SECONDS = (31557600, 2629800, 604800, 86400, 3600, 60, 1)
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)(?!-W)")
_CLOCK = re.compile(r"T?(\d\d):(\d\d)")


@dataclass(frozen=True, slots=True)
class Measure:
    """``low`` to ``high``, both included, in ``unit``; a plain value has both equal.

    ``dimension`` tells what can be compared with what: count, percent, money:USD, m, kg, date, clock …
    """

    dimension: str
    low: float
    high: float
    approximate: bool = False
    factor: float = 1.0
    """What one unit of the text is in ``dimension``; unequal factors mean that somebody converted."""

    @property
    def is_range(self) -> bool:
        """True where the text leaves a range of values open."""
        return self.low != self.high


_AT_LEAST = re.compile(
    r"(?:\bat least|(?<!no )\bmore than|\bover|\bupwards of|\bno (?:fewer|less) than|\bminimum of|\bexceed(?:ing|ed)?)"
    r"\s+(?:an? |the )?[^\w\s]{0,2}$",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"(?:\bup to|\bas (?:many|much) as|\bat most|(?<!no )\b(?:fewer|less) than|\bunder|\bno more than|\bmaximum of)"
    r"\s+(?:an? |the )?[^\w\s]{0,2}$",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"(?:\bnearly|\balmost|\bclose to|\bjust under|\bapproaching)\s+(?:an? )?[^\w\s]{0,2}$", re.IGNORECASE
)
_BOUNDED = 1.25
"""“At least 40” leaves open up to 50, “up to 50” down to 40: who says it has counted, and not far off."""


def measure(figure: Figure, before: str = "") -> Measure | None:
    """What a figure says in one measure; None where it says nothing that could be compared.

    ``before`` is the text just before it, where "at least", "up to" or "nearly" may stand.
    """
    found = _measure(figure)
    if found is None or found.is_range or found.low < 0 or found.dimension in ("date", "clock", "ordinal"):
        return found
    if _AT_LEAST.search(before):
        return replace(found, high=found.high * _BOUNDED, approximate=False)
    if _AT_MOST.search(before):
        return replace(found, low=found.low / _BOUNDED, approximate=False)
    if _NEARLY.search(before):
        return replace(found, low=found.low * (1 - TOLERANCE), approximate=False)
    return found


def _measure(figure: Figure) -> Measure | None:
    dimension = figure.kind
    unit = " ".join((figure.unit or "").split())
    lower = _number(figure.value, figure.kind)
    if lower is None:
        return None
    upper = _number(figure.upper, figure.kind) if figure.upper is not None else None
    low, high = min(lower[0], (upper or lower)[0]), max(lower[1], (upper or lower)[1])
    if isinstance(figure.value, str) and figure.value.startswith("P"):
        unit_ = next(
            (n for c, n in zip("YMWD", _SECONDS, strict=False) if c in figure.value.split("T")[0]), 1
        )
        return Measure("s", low, high, figure.approximate, float(unit_))
    if isinstance(figure.value, str):
        dated = _DATE.match(figure.value) is not None
        if dated or figure.kind in ("date", "time") or _CLOCK.match(figure.value):
            return Measure("date" if dated else "clock", low, high, figure.approximate)
    if figure.kind in ("cardinal", "range", "quantity", "duration", "money"):
        dimension = "count"
        if unit:
            if unit in ("%", "percent"):
                dimension = "percent"
            elif len(unit) == 3 and unit.isupper():
                dimension = f"money:{unit}"
            else:
                return _converted(unit, low, high, figure.approximate)
        elif figure.kind == "money":
            dimension = "money:"
        elif 0 < low <= high < 1:
            return Measure("percent", 100 * low, 100 * high, figure.approximate)  # a quarter, 25 percent
    return Measure(dimension, low, high, figure.approximate)


def _converted(unit: str, low: float, high: float, approximate: bool) -> Measure:
    plain = unit.casefold()
    if plain in ("°c", "celsius", "°f", "fahrenheit"):
        if plain in ("°f", "fahrenheit"):
            return Measure("°C", (low - 32) / 1.8, (high - 32) / 1.8, approximate, 1 / 1.8)
        return Measure("°C", low, high, approximate)
    known = _FACTORS.get(plain) or _FACTORS.get(plain.removesuffix("s"))
    if known is None:
        return Measure(f"unit:{plain}", low, high, approximate)
    return Measure(known[0], low * known[1], high * known[1], approximate, known[1])


def _number(value: float | int | str | None, kind: str) -> tuple[float, float] | None:
    """The value as numbers, (lowest, highest): days since 0001-01-01, minutes of the day, or seconds."""
    if value is None or isinstance(value, bool):
        return None
    if not isinstance(value, str):
        return (float(value), float(value)) if math.isfinite(value) else None
    if value.startswith("P") and (found := _DURATION.fullmatch(value)):
        seconds = sum(float(n) * each for n, each in zip(found.groups(), _SECONDS, strict=True) if n)
        return seconds, seconds
    if found := _DATE.match(value):
        return _days(*found.groups())
    if found := _CLOCK.match(value):
        minutes = float(int(found[1]) * 60 + int(found[2]))
        return minutes, minutes
    try:
        number = float(value)
    except ValueError:
        return None
    return (number, number) if math.isfinite(number) and kind not in ("date", "time") else None


def _days(year: str, month: str | None, day: str | None) -> tuple[float, float] | None:
    try:
        if month is None:
            first, last = date(int(year), 1, 1), date(int(year), 12, 31)
        elif day is None:
            first = date(int(year), int(month), 1)
            following = date(int(year) + int(month) // 12, int(month) % 12 + 1, 1)
            last = following - timedelta(days=1)
        else:
            first = last = date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return None
    return float(first.toordinal()), float(last.toordinal())


def agreement(one: Measure, other: Measure) -> str:
    """How two figures of one thing stand to each other: same, about, range_holds or differs.

    ``same`` leaves room for a change of units (1 in 100), and a month holds its days. ``about``: one is
    approximate and they lie within `TOLERANCE`, or converted and within `CONVERTED`; or one is the other
    rounded. ``range_holds``: a range that the other figure lies in, or two ranges that overlap.
    """
    if one.dimension != other.dimension:
        return "differs"
    overlap = one.low <= other.high and other.low <= one.high
    if one.dimension.startswith(("date", "clock")):
        near = max(one.low, other.low) - min(one.high, other.high) <= (30 if one.dimension != "date" else 1)
        if overlap:
            return "same"
        return "about" if near and (one.approximate or other.approximate) else "differs"
    exact = one.dimension in ("count", "age", "percent", "ordinal", "ratio") or one.dimension.startswith(
        "money"
    )
    allowed = 1e-9 if exact or one.factor == other.factor else 0.01
    if _within(one.low, other.low, allowed) and _within(one.high, other.high, allowed):
        return "same"
    if overlap and (one.is_range or other.is_range):
        return "range_holds"
    gap = max(one.low, other.low) - min(one.high, other.high)
    loose = (
        TOLERANCE
        if one.approximate or other.approximate
        else CONVERTED
        if one.factor != other.factor
        else 0.0
    )
    if loose and gap <= loose * max(abs(one.high), abs(other.high)):
        return "about"
    if not (one.is_range or other.is_range) and (_rounds(one, other) or _rounds(other, one)):
        return "about"
    return "differs"


def _within(one: float, other: float, share: float) -> bool:
    return math.isclose(one, other, rel_tol=share, abs_tol=1e-12)


def _rounds(one: Measure, other: Measure) -> bool:
    """Whether ``one`` is ``other`` rounded to two digits or more; small counts are not rounded."""
    if one.dimension in ("count", "age", "ordinal") and abs(other.low) < 1000:
        return False
    digits = f"{one.low / one.factor:.6g}".replace("-", "").replace(".", "").split("e")[0].strip("0")
    if len(digits) < 2:
        return False
    return _within(float(f"{other.low / one.factor:.{len(digits)}g}"), one.low / one.factor, 1e-9)
