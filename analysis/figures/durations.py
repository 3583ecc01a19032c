"""Durations and ages: ISO 8601, "16 days" is ``P16D``, "12-year-old" is ``P12Y``, "90 minutes" ``PT90M``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from diptych.analysis.figures.grammar import NUMBER, Example, Found, Meaning, rule
from diptych.analysis.figures.numbers import GAP, SPACE, plain

# unit: (ISO 8601 designator, how many of them, whether it is part of a day, seconds for ordering)
UNITS: dict[str, tuple[str, int, bool, int]] = {
    "second": ("S", 1, True, 1),
    "minute": ("M", 1, True, 60),
    "hour": ("H", 1, True, 3600),
    "day": ("D", 1, False, 86400),
    "week": ("W", 1, False, 604800),
    "fortnight": ("W", 2, False, 1209600),
    "month": ("M", 1, False, 2592000),
    "year": ("Y", 1, False, 31536000),
    "decade": ("Y", 10, False, 315360000),
    "century": ("Y", 100, False, 3153600000),
}
_SHORT = {"sec": "second", "min": "minute", "hr": "hour", "yr": "year", "wk": "week", "mo": "month"}
UNIT = (
    r"(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|wks?|fortnights?|months?|years?|"
    r"yrs?|decades?"
    r"|century|centuries)(?!\w)"
)
_ADJECTIVE = (
    r"(?:(?:full|whole|working|business|consecutive|straight|long|more|calendar|additional|short|solid|"
    r"further|other|"
    rf"extra|successive|school){SPACE})?"
)
_AGO_OR_OLD = rf"(?:{GAP}(?P<ago>ago)(?!\w)|{GAP}(?P<old>olds?)(?!\w)|{SPACE}of{SPACE}age(?!\w))?"


def unit_name(word: str) -> str:
    """The unit a word stands for: "hrs" → "hour"."""
    name = word.lower()
    if name == "centuries":
        return "century"
    name = name.removesuffix("s")
    return _SHORT.get(name, name)


def iso_duration(parts: Sequence[tuple[Fraction, str]]) -> str:
    """ISO 8601 of so many of such units, largest first; a fraction is written with a point."""
    days = clock = ""
    for count, unit in parts:
        sign, times, in_day, _ = UNITS[unit]
        text = _decimal(count * times) + sign
        if in_day:
            clock += text
        else:
            days += text
    return "P" + days + ("T" + clock if clock else "")


def _decimal(count: Fraction) -> str:
    value = plain(count)
    if isinstance(value, int):
        return str(value)
    return f"{value:.6f}".rstrip("0").rstrip(".")


def _duration(count: Fraction, unit: str, *, scale: int = 1, bare: bool = False) -> Meaning:
    return Meaning("duration", count, unit, parts=((count, unit),), scale=scale, bare=bare)


_ONCE = re.compile(r"\s+(?:in|when|after)?\s*\w+ed\b|,|\s+(?:he|she|they|it|we|i)\b", re.IGNORECASE)


def _counted(found: Found) -> Meaning | None:
    unit, number = unit_name(found["unit"]), found.number
    if number.value < 0 or number.value.denominator > 10**6 or number.value > 10**15:
        return None
    one_day = unit == "day" and found.text[number.start : number.end].lower() == "one"
    if one_day and not found["ago"] and _ONCE.match(found.after(12)):
        return None  # "one day they left" is no length of time
    if (
        unit == "second"
        and found["unit"].lower() == "second"
        and number.value != 1
        and "-" not in found.quote
    ):
        return None
    return _duration(number.value, unit, scale=number.scale)


def _single(found: Found) -> Meaning | None:
    """An hour is a length of time where something says how it is measured off."""
    unit = unit_name(found["unit"])
    half = found["half"].lower()
    if not half and not found["ago"] and not found["old"] and not found["more"]:
        if unit == "second":
            return None
        if not re.match(
            r"\s*(?:later|earlier|before|after|long|and a half|or so|or more|or two|from now)\b",
            found.after(14),
        ):
            if re.search(
                r"\b(?:%|per ?cent|cents?|miles|km|dollars|times|once|twice|\w*\d\w*)\W?\s?$",
                found.before(14),
                re.I,
            ):
                return None
            if re.match(r"\s+of\b", found.after(4)):
                return None
            if not re.search(
                r"\b(?:for|in|within|than|about|nearly|almost|least|after|over|under|"
                r"lasted|took|half|every|just|only)\s$",
                found.before(10),
                re.I,
            ):
                return None
    count = Fraction(1, 2) if half else Fraction(1)
    if found["more"]:
        count += Fraction(1, 4) if found["more"].lower().endswith("quarter") else Fraction(1, 2)
    return _duration(count, unit)


RULES = (
    rule(
        "duration: a number of units",
        [NUMBER],
        rf"<n>{GAP}?{_ADJECTIVE}{UNIT}{_AGO_OR_OLD}",
        _counted,
        examples=[
            Example("Talks would begin 16 days after the first.", "16 days", "P16D"),
            Example("A 12-year-old boy was hurt.", "12-year-old", "P12Y"),
            Example("She left five years ago.", "five years ago", "P5Y"),
            Example("The film runs 90 minutes.", "90 minutes", "PT90M"),
            Example("He served two and a half years.", "two and a half years", "P2.5Y"),
        ],
        counter_examples=["In the second hour they left.", "Years went by."],
    ),
    rule(
        "duration: age in short",
        [NUMBER],
        r"<n>[ -]?(?:y/?o|yr[ -]old|y\.o\.)(?!\w)",
        lambda found: _duration(found.number.value, "year"),
        examples=[Example("The patient is an 87 yo man.", "87 yo", "P87Y")],
        counter_examples=["Yo dude!"],
    ),
    rule(
        "duration: an hour, half a year",
        "a an half",
        rf"(?:(?P<half>half)(?:{SPACE}an?|(?=-))|"
        rf"an?){GAP}{UNIT}{_AGO_OR_OLD}(?P<more>{SPACE}and{SPACE}a{SPACE}(?:half|quarter)(?!\w))?",
        _single,
        examples=[
            Example("He was gone for half an hour.", "half an hour", "PT0.5H"),
            Example("A year ago it rained.", "A year ago", "P1Y"),
            Example("It took an hour and a half.", "an hour and a half", "PT1.5H"),
        ],
        counter_examples=["It drives 50 miles an hour.", "It was a day of mourning."],
    ),
    rule(
        "duration: days or hours",
        "seconds minutes hours days weeks months years a",
        rf"(?:a{SPACE}matter{SPACE}of{SPACE})?(?P<unit>seconds|minutes|hours|days|weeks|months|"
        rf"years){SPACE}(?:or{SPACE}(?:even{SPACE}|of{SPACE})?|to{SPACE})"
        rf"(?:seconds|minutes|hours|days|weeks|months|years)(?!\w)",
        lambda found: Meaning("duration", None, approximate=True, start=found.spans["unit"][0]),
        examples=[Example("A deal may be ‘days or hours’ away.", "days or hours", None, approximate=True)],
        counter_examples=["Days and hours passed."],
    ),
)
