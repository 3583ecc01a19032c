"""What is counted: "33 hostages", "36 dead hostages", "two American citizens", "33-member", "12 of the victims"."""

from __future__ import annotations

import re

from diptych.analysis.figures.numbers import SCALES, TENS, UNITS, words

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
MOST_WORDS = 6
_NUMBERS = frozenset([*UNITS, *TENS, *SCALES])

PLURALS = frozenset(
    words(
        "people children men women police personnel troops persons staff crew fish sheep aircraft "
        "series cattle others lives wives feet mice geese teeth criteria media data alumni phenomena "
        "clergy youth militia infantry cavalry salmon deer oxen spacecraft hovercraft folk crossroads "
        "headquarters bacteria fungi nuclei stimuli appendices indices crises analyses theses"
    )
)
_PLURAL_ENDS = ("men", "women", "people", "children", "craft", "folk", "persons")
_ADJECTIVAL = frozenset(words("dead wounded injured missing killed hurt"))
_NOT_PLURAL = frozenset(
    words(
        "is was has does this its his as yes thus plus versus less across us perhaps always sometimes "
        "afterwards towards besides unless previous various serious religious famous numerous "
        "dangerous suspicious indigenous previous prestigious mysterious gas bus news texas hamas "
        "kansas dallas arkansas las los james charles jones williams thomas paris athens brussels "
        "netherlands philippines angeles honduras reuters mercedes isis memphis davis lewis francis "
        "iris basis crisis analysis campus virus corpus focus status census bonus surplus nexus "
        "consensus minus overseas indoors outdoors upstairs downstairs nowadays besides says whereas "
        "alas christmas times tennis politics economics physics yours ours theirs hers else’s it’s "
        "that’s he’s she’s there’s"
    )
)
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
_PAST_VERBS = frozenset(
    words(
        "became began bought broke brought built burst caught chose cut dealt drew drove dug fed felt "
        "flew fought grew heard held hung hurt kept knew laid lay led left lent let lit meant met paid "
        "put quit ran read rode sang sank sat sent set shook shut slept slid sold sought spent split "
        "spoke spread stole stood struck stuck swam swept swore taught thought threw tore told "
        "understood upheld went withdrew woke wore wrote showed became remains remain"
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
_NOUNS_ALL_THE_SAME = frozenset(
    "official general hospital animal criminal individual professional trial proposal referendum rival "
    "arrival signal journal festival "
    "clinic attic critic mechanic medic executive detective relative representative native captive "
    "fugitive building meeting hearing "
    "shooting killing bombing thing king ring wedding painting warning being ceiling offering seed bed "
    "shed veteran woman man human "
    "American Israeli Palestinian Iraqi Russian Ukrainian Iranian Syrian Egyptian German Italian "
    "Canadian Indian politician civilian "
    "musician physician technician guardian christian pedestrian librarian meal deal goal denial table "
    "article vehicle missile "
    "assistant defendant lieutenant sergeant participant migrant immigrant restaurant merchant "
    "occupant infant plant giant "
    "secretary dictionary library anniversary diary boundary concern pattern tavern feed weed speed "
    "creed guest test request protest "
    "arrest forest chest quest contest interest priest nest harvest wing spring string swing sibling "
    "duckling being topic".lower().split()
)


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a noun."""
    low = word.lower().rstrip(".")
    if low in PLURALS or (low.endswith(_PLURAL_ENDS) and low not in ("men’s", "specimen", "omen", "women’s")):
        return low not in ("specimen", "omen", "abdomen", "regimen", "semen", "acumen")
    if len(low) < 3 or not low.endswith("s") or low in _NOT_PLURAL:
        return False
    if low.endswith(("’s", "'s", "ss", "ous")):
        return False
    if low.endswith(("us", "is")):
        return word[0].isupper() and low.endswith("is")
    return True


def counted(text: str, end: int, stop: int, *, one: bool = False) -> str | None:
    """The noun that a number ending at ``end`` counts, as it is written; None where no noun is counted.

    ``stop`` ends the line. The noun is the head of the phrase behind the number: the last of the plurals in a row.
    """
    stop = min(stop, end + 120)
    hyphened = _HYPHENED.match(text, end, stop)
    if (
        hyphened
        and not hyphened[1].endswith(("est", "ed", "ing"))
        and hyphened[1] not in ("strong", "plus", "odd", "ish", "by", "to", "or")
    ):
        return hyphened[1]
    if hyphened:
        end = hyphened.end()
    more = _OR_SO.match(text, end, stop)
    end = more.end() if more else end
    of = _OF.match(text, end, stop)
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
        if head is not None and (low.endswith("ly") or low in _PAST_VERBS):
            break
        if low.endswith(("n’t", "n't", "’ll", "'ll", "’ve", "'ve", "’d", "'d", "’re", "'re")):
            break
        verb_or_adjective = low.endswith(("ed", "ing")) and low not in _NOUNS_ALL_THE_SAME
        if verb_or_adjective and head is not None:
            break
        if low in _OTHERS_THAN_NOUNS or low.endswith(("’s", "'s")):
            continue
        if low.endswith(_ADJECTIVE_ENDS) and low not in _NOUNS_ALL_THE_SAME:
            continue
        if head is not None and (is_plural(word) or word[0].isupper()):
            break
        head = word
    return head
