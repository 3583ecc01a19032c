"""Times of day: ``14:30``."""

from __future__ import annotations

import re

from diptych.analysis.figures.grammar import DIGITS, Example, Found, Meaning, rule
from diptych.analysis.figures.numbers import SPACE, UNITS

_HOURS = {word: value for word, value in UNITS.items() if 1 <= value <= 12}
_WORDS = "|".join(_HOURS)
_HALF_OF_DAY = r"(?P<half>[ap])(?:\.[ \u00a0]?m\.|\.?m(?!\w)\.?(?=$|[^\w.])|\.?m(?!\w))"


def _time(found: Found) -> Meaning | None:
    word = found["hour"].lower()
    hour = _HOURS.get(word) or int(word)
    minute = int(found["minute"] or 0)
    half = found["half"].lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    end = found.end
    if half and found.quote.endswith("m.") and "." not in found.quote[:-1].split("m")[0][-2:]:
        end -= 1  # "at 5 pm." ends its sentence
    return Meaning("time", f"{hour:02}:{minute:02}", end=end)


def _half_past(found: Found) -> Meaning | None:
    part, hour = found["part"].lower().replace("-", " "), _HOURS[found["hour"].lower()]
    if (
        found["side"].lower() == "to"
        and part not in ("quarter",)
        and not re.search(r"\bat $", found.before(4))
    ):
        return None
    minutes = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20, "twenty five": 25}[part]
    if found["side"].lower() == "to":
        hour, minutes = (hour - 1) or 12, 60 - minutes
    return Meaning("time", f"{hour:02}:{minutes:02}")


def _oclock(found: Found) -> Meaning | None:
    word = found["hour"].lower()
    hour = _HOURS.get(word) or int(word)
    part = found["part"].lower()
    if (
        part
        and hour < 12
        and (part.endswith(("afternoon", "evening")) or (part.endswith("night") and hour > 5))
    ):
        hour += 12
    return Meaning("time", f"{hour % 24:02}:00")


def _named(found: Found) -> Meaning | None:
    if re.match(r"[ -](?:sun|mass|oil|express|run)\b|[’']s ", found.after(8), re.IGNORECASE):
        return None
    return Meaning("time", "12:00" if found["name"].lower() in ("noon", "midday") else "00:00")


RULES = (
    rule(
        "time: with a.m. or p.m.",
        [DIGITS, *_HOURS],
        rf"(?P<hour>1[0-2]|0?[1-9]|{_WORDS})(?:(?:[:.]|"
        rf": )(?P<minute>[0-5][0-9])(?::[0-5][0-9])?)?[ \u00a0]?{_HALF_OF_DAY}",
        _time,
        examples=[
            Example("The talks began at 8:15 p.m. in Rome.", "8:15 p.m.", "20:15"),
            Example("It was over by 2pm.", "2pm", "14:00"),
        ],
        counter_examples=["He has 2 pmr radios.", "A 5 ampere fuse."],
    ),
    rule(
        "time: of 24 hours",
        [DIGITS],
        r"(?P<hour>[01]?[0-9]|2[0-3]):(?P<minute>[0-5][0-9])(?::[0-5][0-9](?:\.[0-9]{1,3})?)?(?![\w:]|"
        r"[-.][0-9])",
        _time,
        examples=[Example("The train left at 14:30.", "14:30", "14:30")],
        counter_examples=["Odds of 2:1 were given.", "Read John 3:167."],
    ),
    rule(
        "time: hours of a zone",
        [DIGITS],
        r"(?P<hour>[01][0-9]|2[0-3])[.]?(?P<minute>[0-5][0-9])(?=[ \u00a0](?:GMT|UTC|BST|CET|EST|EDT|"
        r"PST|local time|hours?\b))",
        _time,
        examples=[Example("The quake struck at 0430 GMT.", "0430", "04:30")],
        counter_examples=["He owed 0430 marks."],
    ),
    rule(
        "time: half past",
        ["half", "quarter", "a", "five", "ten", "twenty"],
        rf"(?:a{SPACE})?(?P<part>half|quarter|five|ten|twenty(?:[ -]five)?){SPACE}(?P<side>past|"
        rf"to){SPACE}(?P<hour>{_WORDS})(?!\w|[- ](?:%|percent|people|years))",
        _half_past,
        examples=[Example("He came at half past seven.", "half past seven", "07:30")],
        counter_examples=["They cut it from ten to five percent."],
    ),
    rule(
        "time: o’clock",
        [DIGITS, *_HOURS],
        rf"(?P<hour>1[0-2]|[1-9]|"
        rf"{_WORDS}){SPACE}o[’']clock(?P<part>{SPACE}(?:in{SPACE}the{SPACE}(?:morning|afternoon|"
        rf"evening)|at{SPACE}night))?",
        _oclock,
        examples=[Example("They met at seven o’clock.", "seven o’clock", "07:00")],
        counter_examples=["He drank seven pints."],
    ),
    rule(
        "time: noon and midnight",
        "noon midnight midday",
        r"(?P<name>noon|midnight|midday)(?!\w)",
        _named,
        examples=[Example("It ends at midnight.", "midnight", "00:00")],
        counter_examples=["The afternoon passed."],
    ),
)
