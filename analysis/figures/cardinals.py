"""Cardinals: a number that counts."""

from __future__ import annotations

import re

from diptych.analysis.figures.counted import counted
from diptych.analysis.figures.grammar import EDGE, NUMBER, Example, Found, Meaning, rule
from diptych.analysis.figures.numbers import SHORT_SCALES, words

_NOT_ONE_BEFORE = re.compile(
    r"\b(?:this|that|no|any|every|each|some|the|which|last|first|the only|another|"
    r"next)[ \u00a0]$",
    re.IGNORECASE,
)
_NOT_ONE_AFTER = frozenset(
    words(
        "of another can could would is was who that should may might must day side thing way more has "
        "had will does did by and or to in for with at from on when where if but as not never always "
        "cannot be being than i he she they we you it knows wants else which have whose even still also a an "
        "spoke went came took gave fell rose fled became began bought brought caught chose drew drove felt flew "
        "fought grew heard held knew led met paid ran rode sat saw shook sold stole stood struck thought threw wore "
        "wrote said told"
    )
)
"""Words behind "one" that show it to be a pronoun."""

_SPEAKS = (
    "(?:said|says|told|tells|added|adds|explained|argued|warned|insisted|recalled|remarked|replied|admitted)"
)
_ONE_SPEAKS = re.compile(
    rf"(?:[ \u00a0][A-Za-z][\w’'-]*){{1,3}}?[ \u00a0](?:{_SPEAKS}(?!\w)|(?:called|put it)[ \u00a0,]*[“\"‘])"
)
"""Behind "one": whoever is quoted. "One source said" names a speaker, and counts nobody."""

_SPOKEN_BY_ONE = re.compile(rf"[,?!”\"’][ \u00a0]{_SPEAKS}[ \u00a0]$", re.IGNORECASE)
_COUNTED_ALL_THE_SAME = re.compile(r"\b(?:only|just|least|than|exactly|not)[ \u00a0]$", re.IGNORECASE)
_SOME_TIME = re.compile(r"[ \u00a0](?:point|time|night|evening|morning|afternoon)(?![\w-])")


def _cardinal(found: Found) -> Meaning | None:
    number = found.number
    before = found.text[found.start - 1 : found.start] if found.start > found.first else ""
    after = found.text[found.end : min(found.end + 2, found.stop)]
    quote = found.quote.lower()
    if before in ("/", "#", "$", "€", "£", "&", "@", "_") or (
        before in ("'", "’", ".", ",", ":") and _inside(found)
    ):
        return None
    if not number.digits and (before.isalnum() or (before == "-" and _inside(found))):
        return None
    if after[:1] in "-–—" and after[1:2].isalpha() and after[1:2].isupper() and after[:1] == "-":
        return None
    if after[:1] == "/" and after[1:2].isdigit():
        return None
    if _IDIOMS.match(found.after(14)) or _part_of_a_name(found):
        return None
    if quote == "zero" and re.search(
        r"\b(?:ground|absolute|net|sub|patient|day|year)[ -]$", found.before(12), re.IGNORECASE
    ):
        return None
    if quote == "one" and not _counts_one(found):
        return None
    scale = SHORT_SCALES[found["short"].lower()] if found["short"] else 1
    if scale != 1 and (number.scale != 1 or not number.digits):
        return None
    bare = number.digits and number.scale == 1
    return Meaning(
        "cardinal",
        number.value * scale if scale != 1 else number.value,
        scale=number.scale * scale,
        bare=bare,
    )


_IDIOMS = re.compile(
    r"-(?:figures?|sum|sided|faced|something|dimensional|way)\b|[ \u00a0]tolerance\b", re.IGNORECASE
)
_FUNCTION_WORDS = frozenset(
    words(
        "the a an about at in on of by for with and or but from to over under only just some more than nearly"
    )
)


def _part_of_a_name(found: Found) -> bool:
    """Whether it is a bare number behind a name in a sentence: "Apollo 11", "Big Ten"."""
    if found.number.scale != 1 or not re.fullmatch(r"[0-9]{1,4}|[A-Z][a-z]+", found.quote):
        return False
    word = found.before(30)[:-1].rpartition(" ")[2]
    if not word[:1].isupper() and not word[1:2].isupper():
        return False
    before = re.search(
        r"(?:^|(?P<break>[.!?:;,“\"‘(–—-])?[ \u00a0]?)(?P<name>[A-Z][\w&’'.]*)[ \u00a0]$", found.before(30)
    )
    if before is None or before["break"] or (before.start("name") == 0 and len(found.before(30)) < 30):
        return False
    if before["name"].lower() in _FUNCTION_WORDS or before["name"].endswith((".", "’s", "'s")):
        return False
    if counted(found.text, found.end, found.stop):
        return False
    around = found.text[max(found.first, found.start - 60) : found.end + 60]
    return bool(re.search(r"\b[a-z]{4,}", around))


def _inside(found: Found) -> bool:
    return found.start - 2 >= found.first and found.text[found.start - 2].isalnum()


def _counts_one(found: Found) -> bool:
    """Whether "one" counts: "one source said" does; "one of the sources", "the one", "one can see" do not."""
    before, after = found.before(16), found.after(60)
    if _NOT_ONE_BEFORE.search(before):
        return False
    if not _COUNTED_ALL_THE_SAME.search(before):
        if _SPOKEN_BY_ONE.search(before) or _ONE_SPEAKS.match(after):
            return False
        if _SOME_TIME.match(after) and not re.search(r"\b(?:for|lasted|took)[ \u00a0]$", before):
            return False  # "at one point", "one night"
    follows = re.match(r"[ \u00a0]([A-Za-z][\w’'-]*)", found.after(24))
    return follows is not None and follows[1].lower() not in _NOT_ONE_AFTER


RULES = (
    rule(
        "cardinal",
        [NUMBER],
        rf"<n>(?:(?P<short>k|K|bn|mn|m(?=[ \u00a0][a-z]+s\b|[ \u00a0]people))(?![A-Za-z0-9]))?{EDGE}",
        _cardinal,
        examples=[
            Example("The deal frees 33 hostages.", "33", 33, of="hostages"),
            Example("It lists 36 dead hostages.", "36", 36, of="hostages"),
            Example("One house burned.", "One", 1, of="house"),
            Example("He said one hostage was freed.", "one", 1, of="hostage"),
            Example("Only one witness told the truth.", "one", 1, of="witness"),
            Example("About thirty-three people came.", "thirty-three", 33, of="people", approximate=True),
            Example("Some 1,200 homes burned.", "1,200", 1200, of="homes", approximate=True),
            Example("A 33-member panel met.", "33", 33, of="member"),
        ],
        counter_examples=[
            "One of the sources spoke.",
            "“It is over,” said one source.",
            "One Israeli official said so.",
            "He walked home one night.",
            "The next one spoke of hours, and one spoke of days.",
            "An F-16 was lost.",
            "COVID-19 spread.",
            "The No one came.",
            "They saw the Apollo 11 mission.",
            "It is a six-figure sum.",
            "It is 12,34,56.78.9 there.",
            "Type 1e999 or ½½ or ٣٤.",
        ],
    ),
)
