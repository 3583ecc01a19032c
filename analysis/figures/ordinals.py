"""Ordinals: "the first stage", "21st"."""

from __future__ import annotations

import re
from fractions import Fraction

from diptych.analysis.figures.grammar import DIGITS, NO_FIGURE, Example, Found, Meaning, one_of, rule
from diptych.analysis.figures.numbers import GAP, SPACE, TENS, words
from diptych.analysis.figures.parts_of_speech import is_past

ORDINALS = {
    word: value
    for value, word in enumerate(
        words(
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
            "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth"
        ),
        start=1,
    )
} | {
    "twentieth": 20,
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "sixtieth": 60,
    "seventieth": 70,
    "eightieth": 80,
    "ninetieth": 90,
    "hundredth": 100,
    "thousandth": 1000,
    "millionth": 10**6,
    "billionth": 10**9,
}
_NAME_AFTER = re.compile(
    r"[ \u00a0](?:Amendment|Century Fox|Lady|Ladies|Family|Street|St\.|Avenue|Ave\.|Circuit|Fleet|"
    r"Baptist|Presbyterian|Methodist|Reich|Floor)\b"
)


_DETERMINED = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|my|your|his|her|its|our|their|whose|no|any|every|each|very|only|another|"
    r"in|at|on|of|for|from|with|by|all)|['’]s|s['’]|-)[ \u00a0]?$",
    re.IGNORECASE,
)
_VERB_BEHIND = re.compile(r"[ \u00a0](?:(?:[a-z]+ly|ever|also|even)[ \u00a0])?(?P<verb>[a-z]+)(?![\w-])")
_RANKED = re.compile(
    r"\b(?:finish\w*|plac(?:ed?|es|ing)|c[ao]m(?:e|es|ing)|rank\w*|rat(?:ed?|es|ing)|st(?:ands?|ood)|voted|picked|"
    r"is|are|was|were|be|been|being)[ \u00a0](?:dead[ \u00a0]|joint[ \u00a0])?$",
    re.IGNORECASE,
)


def _is_adverb(found: Found) -> bool:
    """Whether it says when and not which: "he first said so", "women and children first", "Second, they lied"."""
    before, after = found.before(14), found.after(40)
    closes = re.match(r"\s*(?:[,.;:!?”\"’)]|$)", after)
    if (
        closes
        and after.startswith(",")
        and re.search(r"(?:^|[.!?:][”\"’]?[ \u00a0]+[“\"‘]?|[“\"‘])$", before)
    ):
        return True
    if found["word"].lower() != "first" or found["tens"] or _DETERMINED.search(before):
        return False
    if closes:
        return not _RANKED.search(before)
    verb = _VERB_BEHIND.match(after)
    return verb is not None and is_past(verb["verb"])


def _value(found: Found) -> int:
    tens = TENS[found["tens"].lower()] if found["tens"] else 0
    return tens + ORDINALS[found["word"].lower()]


def _by_word(found: Found) -> Meaning | None:
    before, after, word = found.before(14), found.after(30), found["word"].lower()
    if before[-1:] in ("-", "’", "'") and before[-2:-1].isalnum():
        return None
    if (
        word == "second"
        and re.search(r"(?:[0-9]|\b(?:per|a|each|every|split|any|one))[ -]$", before)
        and not re.match(r"[ -][a-z]+", after)
    ):
        return None
    if word == "second" and re.match(
        r"-(?:hand|guess|class|rate)| to none\b|[ ]thoughts?\b|[ ]nature\b|[ ](?:later|ago|or two)\b", after
    ):
        return None
    if word == "first":
        if re.search(r"\bat (?:very )?$", before, re.IGNORECASE):
            return None
        if re.match(
            r"-?(?:hand|aid|class|rate|name|born)\b|-(?:ever)\b| (?:and foremost|of all\b|responders?\b|"
            r"place\b(?! in)|things|aid\b|name\b)",
            after,
        ):
            return None if not after.startswith("-ever") else Meaning("ordinal", 1)
    if _is_adverb(found):
        return None
    if found.quote[0].isupper() and not found.quote.isupper() and re.match(r"[ \u00a0][A-Z][a-z]", after):
        return None
    return Meaning("ordinal", Fraction(_value(found)))


def _by_digits(found: Found) -> Meaning | None:
    digits = re.sub(r"\D", "", found["digits"])
    last = digits[-2:] if digits[-2:] in ("11", "12", "13") else digits[-1]
    if {"1": "st", "2": "nd", "3": "rd"}.get(last, "th") != found["suffix"].lower():
        return None
    if _NAME_AFTER.match(found.after(16)):
        return NO_FIGURE
    return Meaning("ordinal", Fraction(int(digits)))


RULES = (
    rule(
        "ordinal: in words",
        [*ORDINALS, *TENS],
        rf"(?:(?P<tens>{one_of(TENS)}){GAP})?(?P<word>{one_of(ORDINALS)})(?!\w)",
        _by_word,
        examples=[
            Example("They were freed in the first stage.", "first", 1, of="stage"),
            Example("It is the twenty-third attempt.", "twenty-third", 23, of="attempt"),
            Example("It was the first reported case.", "first", 1, of="case"),
            Example("Talks about a second stage began.", "second", 2, of="stage"),
            Example("They came after the first one.", "first", 1),
            Example("She finished first.", "first", 1),
        ],
        counter_examples=[
            "At first, nobody came.",
            "He heard it first-hand.",
            "Wait a second.",
            "The First Lady spoke.",
            "Trump first mentioned it publicly in May.",
            "The news was first reported on Friday.",
            "One more was hurt than first announced.",
            "We take care of ourselves first.",
            "Second, nobody knew.",
            "A second later it was over.",
            "First responders came.",
        ],
    ),
    rule(
        "ordinal: in digits",
        [DIGITS],
        r"(?P<digits>[0-9]{1,3}(?:,[0-9]{3}){0,3})(?P<suffix>st|nd|rd|th)(?!\w)",
        _by_digits,
        examples=[Example("It was his 21st goal.", "21st", 21, of="goal")],
        counter_examples=["The 9th Circuit ruled.", "A 21th birthday."],
    ),
    rule(
        "no figure: sentence adverbs",
        "first second",
        rf"(?:first(?:ly)?{SPACE}(?:and{SPACE}foremost|of{SPACE}all|things{SPACE}first)|second(?:ly|"
        rf"hand))(?!\w)",
        lambda found: NO_FIGURE,
        examples=[],
        counter_examples=["First of all, they left."],
    ),
)
