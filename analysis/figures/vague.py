"""Amounts that nobody counted: dozens, a handful, hundreds of thousands. They have no value and are approximate."""

from __future__ import annotations

import re

from diptych.analysis.figures.grammar import Example, Found, Meaning, rule
from diptych.analysis.figures.numbers import SPACE

_SCALE = "dozens|scores|hundreds|thousands|millions|billions|trillions|tens"


def _many(found: Found) -> Meaning | None:
    word = found["word"].lower()
    if word in ("scores", "tens") and not re.match(r"\s+of\b", found.after(5)) and " of " not in found.quote:
        return None
    if found["money"]:
        return Meaning(
            "money", None, {"d": "USD", "e": "EUR", "p": "GBP"}[found["money"][0].lower()], approximate=True
        )
    return Meaning("cardinal", None, approximate=True)


RULES = (
    rule(
        "vague: dozens",
        [*_SCALE.split("|"), "tens", "many", "several", "a", "few"],
        rf"(?:(?:many|several|a{SPACE}few|few){SPACE})?(?P<word>{_SCALE})(?:{SPACE}of{SPACE}(?:dozens|"
        rf"hundreds|thousands|millions|billions))?"
        rf"(?:{SPACE}of{SPACE}(?:U\.?S\.? )?(?P<money>dollars|euros|pounds))?(?!\w)",
        _many,
        examples=[
            Example("Dozens of people were hurt.", "Dozens", None, of="people", approximate=True),
            Example(
                "It drew hundreds of thousands of visitors.",
                "hundreds of thousands",
                None,
                of="visitors",
                approximate=True,
            ),
            Example(
                "Billions of dollars are at stake.", "Billions of dollars", None, "USD", approximate=True
            ),
        ],
        counter_examples=["He scores goals.", "The scores were even."],
    ),
    rule(
        "vague: a few hundred",
        "several a few many couple",
        rf"(?:several|many|(?:a{SPACE})?(?:few|couple(?:{SPACE}of)?)){SPACE}(?:dozen|hundred|thousand|"
        rf"million|billion)(?:{SPACE}(?:thousand|million|billion))?(?!\w)",
        lambda found: Meaning("cardinal", None, approximate=True),
        examples=[
            Example("A few hundred people came.", "A few hundred", None, of="people", approximate=True)
        ],
        counter_examples=["A few people came.", "Several men left."],
    ),
    rule(
        "vague: a handful",
        "a",
        rf"a{SPACE}handful(?!\w)",
        lambda found: Meaning("cardinal", None, approximate=True),
        examples=[
            Example("Only a handful of sources spoke.", "a handful", None, of="sources", approximate=True)
        ],
        counter_examples=["The boy is a handy lad."],
    ),
)
