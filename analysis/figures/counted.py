"""What is counted: "33 hostages", "36 dead hostages", "two American citizens", "33-member", "12 of the victims"."""

from __future__ import annotations

import re

from diptych.analysis.figures.numbers import SCALES, TENS, UNITS, words
from diptych.analysis.figures.parts_of_speech import ADVERB_LIKE, NOUNS_ALL_THE_SAME, PAST_VERBS, is_plural

_WORD = re.compile(r"[ \u00a0]{1,2}([^\W\d_][\w’'.&-]*)")
_DIGITS = re.compile(r"[ \u00a0][0-9][0-9,.]{0,12}(?=[ \u00a0])")
_HYPHENED = re.compile(r"-([A-Za-z]{2,30})(?:-[a-z]+)?(?![\w])")
_OF = re.compile(
    r"(?:[ \u00a0](?:percent|per cent))?[ \u00a0](?:out of|of)(?=[ \u00a0])(?:[ \u00a0](?:all|the|"
    r"these|those|its|their|his|her|our|my|"
    r"your|this|that|both|an?|such))*(?:[ \u00a0](?:next|last|first|past))?(?:[ \u00a0](?:[0-9][0-9,]*|"
    r"two|three|four|five|six|seven|eight|nine|ten|remaining))?",
    re.IGNORECASE,
)
_OR_SO = re.compile(r"\+|[ \u00a0](?:or so|or more|or fewer|plus|or less)(?=[ \u00a0])", re.IGNORECASE)
_ONE = re.compile(r"[ \u00a0]ones?(?![\w-])")
MOST_WORDS = 6
_NUMBERS = frozenset([*UNITS, *TENS, *SCALES])

_ADJECTIVAL = frozenset(words("dead wounded injured missing killed hurt"))
_STOP = frozenset(
    words(
        "is was are were be been being am has have had do does did will would can could may might must "
        "shall should us this that these those it its his her their our my your he she they we i you "
        "who whom which what when where why how while after before than of in on at by to from for "
        "with and or but nor as if not no so yet since until till during through because although "
        "though unless per said says told told about around over under up down out off into onto upon "
        "between among against within without near then there here also just only still already ago "
        "later earlier apart away died were killed came went got took made gave found left fell rose "
        "won lost saw seen shot hit fled live lived say according including a an the all both each "
        "every either neither via amid despite such very too worth vs versus times yes well set"
    )
)
_OTHERS_THAN_NOUNS = frozenset(
    "head chief more other additional further new old young former senior top major current remaining "
    "different separate key big small large "
    "local foreign federal national international armed living elderly innocent unarmed "
    "political hard long short good bad single full whole possible potential alleged suspected male "
    "female black white consecutive "
    "great important early late recent next last first second third main late little high low deadly "
    "double".lower().split()
)
_ADJECTIVE_ENDS = (
    "ian",
    "ean",
    "ese",
    "ish",
    "al",
    "ic",
    "ive",
    "ous",
    "ful",
    "less",
    "able",
    "ible",
    "ed",
    "ing",
    "est",
    "ary",
    "ant",
    "ern",
)
_BEHIND_NOUNS = frozenset(
    words(
        "unsafe safe open closed empty full free alive awake aware able unable unsure clean dirty available ready"
    )
)
"""Adjectives that stand behind a noun as what is said of it: "25 percent of the dike unsafe"."""


def counted(text: str, end: int, stop: int, *, one: bool = False) -> str | None:
    """The noun that a number ending at ``end`` counts, as it is written; None where no noun is counted.

    ``stop`` ends the line. The noun is the head of the phrase behind the number: the last of the plurals in a row.
    """
    stop = min(stop, end + 120)
    hyphened = _HYPHENED.match(text, end, stop)
    if (
        hyphened
        and not hyphened[1].endswith(("est", "ed", "ing"))
        and hyphened[1] not in ("strong", "plus", "odd", "ish", "by", "to", "or", "ever")
    ):
        return hyphened[1]
    if hyphened:
        end = hyphened.end()
    more = _OR_SO.match(text, end, stop)
    end = more.end() if more else end
    of = _OF.match(text, end, stop)
    if one and _ONE.match(text, end, stop):
        return None  # "the first one"
    words = _phrase(text, of.end() if of else end, stop)
    if not words:
        return None
    head = None if one and not of else _plural_head(words)
    if head is None and (one or of):
        head = _single_head(words)
    if head is None and words[0].lower() in _ADJECTIVAL:
        head = words[0]
    return head.rstrip(".’'") if head else None


def _phrase(text: str, at: int, stop: int) -> list[str]:
    """The words behind ``at`` that can belong to one noun phrase."""
    words: list[str] = []
    while len(words) < MOST_WORDS:
        if words and words[-1].endswith(("’s", "'s", "s’", "s'")):
            digits = _DIGITS.match(text, at, stop)  # "the country's 14 provinces"
            at = digits.end() if digits else at
        found = _WORD.match(text, at, stop)
        if found is None:
            break
        word, at = found[1], found.end()
        closes = word.endswith((".", "-")) and len(word) > 2 and "." not in word[:-1]
        word = word.rstrip(".-") if closes else word
        if word.endswith(("’", "'")) and (closes or not _WORD.match(text, at, stop)):
            word, closes = word[:-1], True  # a closing quote, no possessive
        if word.lower() in _NUMBERS or not word:
            continue
        if word.lower() in _STOP and not (word.lower() in ("left", "killed") and not words):
            break
        words.append(word)
        if closes:
            break
    return words


def _plural_head(words: list[str]) -> str | None:
    head = None
    for word in words:
        if is_plural(word):
            head = word
        elif head is not None:
            break
    return head


def _single_head(words: list[str]) -> str | None:
    """The head of a noun phrase in the singular: the last word before one that can only be a verb or an adverb."""
    head: str | None = None
    for word in words:
        low = word.lower()
        if low.endswith("ly") and low not in ADVERB_LIKE:
            break
        if head is not None and (low in PAST_VERBS or low in _BEHIND_NOUNS):
            break
        if low.endswith(("n’t", "n't", "’ll", "'ll", "’ve", "'ve", "’d", "'d", "’re", "'re")):
            break
        verb_or_adjective = low.endswith(("ed", "ing")) and low not in NOUNS_ALL_THE_SAME
        if verb_or_adjective and head is not None:
            break
        if low in _OTHERS_THAN_NOUNS or low.endswith(("’s", "'s")):
            continue
        if low.endswith(_ADJECTIVE_ENDS) and low not in NOUNS_ALL_THE_SAME:
            continue
        if head is not None and head[0].isupper() and word[0].isupper():
            head = word  # "of the Republican Party"
            continue
        if head is not None and (is_plural(word) or word[0].isupper()):
            break
        head = word
    return head
