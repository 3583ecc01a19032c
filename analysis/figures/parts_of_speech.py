"""Nouns and verbs told by their looks, where no tagger runs: plurals, pasts, and nouns that look like other words."""

from __future__ import annotations

from diptych.analysis.figures.numbers import words

PLURALS = frozenset(
    words(
        "people children men women police personnel troops persons staff crew fish sheep aircraft "
        "series cattle others lives wives feet mice geese teeth criteria media data alumni phenomena "
        "clergy youth militia infantry cavalry salmon deer oxen spacecraft hovercraft folk crossroads "
        "headquarters bacteria fungi nuclei stimuli appendices indices crises analyses theses"
    )
)
_PLURAL_ENDS = ("men", "women", "people", "children", "craft", "folk", "persons")
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
NOUNS_ALL_THE_SAME = frozenset(
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
"""Nouns that end as adjectives and verbs do."""

ADVERB_LIKE = frozenset(
    words(
        "family ally rally supply assembly anomaly fly reply monopoly bully belly jelly lily butterfly homily "
        "daily weekly monthly quarterly italy july elderly"
    )
)
"""Nouns that end as adverbs do."""

PAST_VERBS = frozenset(
    words(
        "became began bought broke brought built burst caught chose cut dealt drew drove dug fed felt "
        "flew fought grew heard held hung hurt kept knew laid lay led left lent let lit meant met paid "
        "put quit ran read rode sang sank sat sent set shook shut slept slid sold sought spent split "
        "spoke spread stole stood struck stuck swam swept swore taught thought threw tore told "
        "understood upheld went withdrew woke wore wrote showed became remains remain"
    )
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


def is_past(word: str) -> bool:
    """Whether a word can be the past of a verb, or a participle."""
    low = word.lower()
    return (
        low in PAST_VERBS
        or low
        in ("was", "were", "had", "has", "have", "said", "came", "took", "gave", "made", "got", "saw", "did")
        or (low.endswith("ed") and len(low) > 4 and low not in NOUNS_ALL_THE_SAME)
    )
