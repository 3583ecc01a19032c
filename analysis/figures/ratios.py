"""Ratios: "a third", "two-thirds", "one in five", "2/3", "3-to-1"."""

from __future__ import annotations

import re
from fractions import Fraction

from diptych.analysis.figures.grammar import DIGITS, EDGE, NUMBER, Example, Found, Meaning, rule
from diptych.analysis.figures.numbers import GAP, SPACE, UNITS

PARTS = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "sixteenth": 16,
    "twentieth": 20,
    "hundredth": 100,
    "thousandth": 1000,
}
_COUNTS = {word: value for word, value in UNITS.items() if 1 <= value <= 19}
_BEHIND_ONE = re.compile(
    r"\s+(?:of|to|in|as|the|more|less|fewer|larger|lower|higher|its|their|from|since|between|or|and|"
    r"are|were|is|was|say|said|believe|"
    r"have|had|live|want|for|by|on|at)\b|\s*[,.;:)”\"’]|\s*$"
)


def _part(found: Found) -> Meaning | None:
    count, part = found["count"].lower(), found["part"].lower().removesuffix("s")
    single = count in ("a", "an", "one")
    number = 1 if single else int(count) if count.isdigit() else _COUNTS[count]
    if single and not _BEHIND_ONE.match(found.after(12)):
        return None
    if (
        single
        and re.match(r"\s*[,.;:)”\"’]|\s*$", found.after(3))
        and not re.search(
            r"\b(?:by|about|nearly|than|to|of|up|down|almost|over|only|just|roughly|least|one|another|"
            r"around|some|under|and)[ \u00a0]$",
            found.before(12) if count != "one" else "one ",
            re.IGNORECASE,
        )
    ):
        return None  # "as did a third"
    if found["part"].lower() == "quarters" and re.match(
        r"\s+(?:in a row|of (?:growth|decline|\d))", found.after(14)
    ):
        return None
    if not single and number > 1 and not found["part"].lower().endswith("s"):
        return None
    if (
        single
        and part in ("third", "fourth", "fifth")
        and re.search(
            r"\bfor $|\b(?:and|"
            r"until) $",
            found.before(7),
            re.I,
        )
        and re.match(r"\s*[,.;]", found.after(3))
    ):
        return None
    return Meaning("ratio", Fraction(number, PARTS[part]))


def _out_of(found: Found) -> Meaning | None:
    part, whole = found.numbers
    if not 0 < part.value < whole.value or whole.value < 2:
        return None
    within = found["word"].lower() == "in"
    if within and not found["every"]:
        if whole.value >= 1900 and whole.value < 2100:
            return None
        if part.value > 9 or (part.value > 1 and whole.value > 10 and whole.value not in (20, 50, 100, 1000)):
            return None
    if re.match(
        r"\s?(?:%|per ?cent|years?|days?|months?|weeks?|hours?|minutes?|seconds?|a\.m|"
        r"p\.m)",
        found.after(12),
    ):
        return None
    return Meaning("ratio", part.value / whole.value)


def _slash(found: Found) -> Meaning | None:
    over, under = int(found["over"]), int(found["under"])
    if over >= under or (under not in (2, 3, 4, 5, 6, 8, 16, 32, 64)):
        return None
    return Meaning("ratio", Fraction(over, under))


def _to(found: Found) -> Meaning | None:
    over, under = found.numbers
    if under.value <= 0 or over.value < 0:
        return None
    odds = re.search(
        r"\b(?:odds|ratio|margin|majority|outnumber\w*|by)\b", found.before(40) + found.after(16), re.I
    )
    if found["sign"] == ":" and not odds:
        return None
    if under.value != 1 and not re.search(r"\b(?:odds|ratio)\b", found.before(40) + found.after(16), re.I):
        return None
    return Meaning("ratio", over.value / under.value)


RULES = (
    rule(
        "ratio: parts of a whole",
        ["a", "an", DIGITS, *_COUNTS],
        rf"(?P<count>an?|{'|'.join(_COUNTS)}|[1-9]){GAP}(?P<part>half|halves|(?:third|quarter|fourth|"
        rf"fifth|sixth|seventh|eighth|ninth|tenth|"
        r"sixteenth|twentieth|hundredth|thousandth)s?)(?!\w|-[a-z])",
        _part,
        examples=[
            Example("Two-thirds of the houses burned.", "Two-thirds", 2 / 3, of="houses"),
            Example("Prices fell by a third.", "a third", 1 / 3),
        ],
        counter_examples=["They won a third term.", "A fifth man was held.", "The first half was dull."],
    ),
    rule(
        "ratio: half of",
        "half",
        r"half(?=[ \u00a0](?:of|the|its|their|his|her|all|our|my|your|those|these|as)\b)",
        lambda found: (
            None
            if re.search(r"\b(?:first|second|and a|other|better)[ -]$", found.before(8), re.I)
            else Meaning("ratio", Fraction(1, 2))
        ),
        examples=[Example("Half of the voters stayed home.", "Half", 0.5, of="voters")],
        counter_examples=["The half time show.", "The second half of the game."],
    ),
    rule(
        "ratio: one in five",
        [NUMBER],
        rf"<n>{SPACE}(?P<word>in|out{SPACE}of|of){SPACE}(?P<every>every{SPACE})?<n>{EDGE}",
        lambda found: None if found["word"].lower() == "of" and not found["every"] else _out_of(found),
        examples=[
            Example("One in five children is poor.", "One in five", 0.2, of="children"),
            Example("Nine out of 10 doctors agree.", "Nine out of 10", 0.9, of="doctors"),
        ],
        counter_examples=["He won two in 2006.", "They saw 40 in 3 days."],
    ),
    rule(
        "ratio: with a slash",
        [DIGITS],
        r"(?P<over>[1-9][0-9]?)[/⁄](?P<under>[1-9][0-9]{0,2})(?![\w/]|[.,-][0-9])",
        _slash,
        examples=[Example("About 2/3 of it is gone.", "2/3", 2 / 3, approximate=True)],
        counter_examples=["The 9/11 attacks.", "Open 24/7."],
    ),
    rule(
        "ratio: 3 to 1",
        [NUMBER],
        rf"<n>(?P<sign>[-–]to[-–]|{SPACE}to{SPACE}|:)<n>{EDGE}",
        _to,
        examples=[Example("Odds of 3-to-1 were given.", "3-to-1", 3)],
        counter_examples=["It rose 2 to 5.", "They met at 4:30."],
    ),
)
