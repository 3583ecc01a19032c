"""What the whole article says about a name's label, where the model saw one sentence."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from diptych.analysis.entities.engine import Span
from diptych.analysis.entities.gazetteer import gazetteer

PLACES = frozenset({"GPE", "LOC", "FAC"})

_TITLE_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Capt|Sgt|Prof|Rev)\.|\b(?:Mr|Mrs|Ms|Dr|Sir|Lady|Lord"
    r"|Senator|Congressman"
    r"|Congresswoman|President|Governor|Mayor|Judge|Justice|Detective|Officer|Sergeant|Captain|Colonel"
    r"|Professor|Coach"
    r"|Minister|Chancellor|Ambassador|Secretary|Sheriff|Imam|Rabbi|Bishop|Pope|Saint|Princess|Prince|Queen|King"
    r"|actor|actress|singer|director|author|brother|sister|wife|husband|son|daughter|father|mother"
    r"|guitarist|drummer|bassist"
    r"|vocalist|producer|writer|poet|lawyer|attorney|spokesman|spokeswoman))\s+$"
)
_LIFE_AFTER = re.compile(
    r"(?:,\s\d{2},\s|\s(?:was born|died|married|was married|grew up|graduated|retired|testified|pleaded"
    r"|smiled|laughed"
    r"|was arrested|was charged|was sentenced|was appointed|was elected|studied|resigned|recalled"
    r"|himself|herself)\b"
    r"|['’]s?\s(?:wife|husband|son|daughter|mother|father|brother|sister|parents|lawyer|attorney|family"
    r"|death|career|girlfriend"
    r"|boyfriend|friend|friends|children|life|birth|childhood|body|face|head|hand|hands|eyes|arms)\b)"
)
_IN_BEFORE = re.compile(r"\b(?:in|near|at|around|throughout|outside|across)\s+(?:the\s+)?$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(
    r"\b(?:(?:town|village|city|hamlet|district|province|county|state|region|island|valley|suburb"
    r"|parish|capital|municipality|port)"
    r"\s+of|near|located in|located at|situated in|lived in|lives in|live in|living in|born in|died in"
    r"|moved to|arrived in|returned to|arrived at"
    r"|(?:north|south|east|west|northeast|northwest|southeast|southwest|miles|km|kilometers|kilometres"
    r"|outskirts)\s+of|(?:travelled|traveled|flew|fled)\s+to)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_MODEL_NUMBER = re.compile(r"(?:^|\s)[A-Z]{1,3}-\d|^[A-Za-z]+\d[A-Za-z]")
_REACH = 40


def settled(text: str, spans: Sequence[Span], seen: dict[tuple[int, int], list[str]]) -> list[Span]:
    """The spans with one label for each surface, chosen by everything the article says about it.

    ``seen`` keeps what stands around each span from one call to the next.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    cues: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end, label in spans:
        surface = text[start:end]
        votes[surface][label] += 1
        if (start, end) not in seen:
            seen[start, end] = _cues(text, start, end)
        for cue in seen[start, end]:
            cues[surface][cue] += 1
    parts = _person_parts(votes)
    labels = {surface: _label(surface, counted, cues[surface], parts) for surface, counted in votes.items()}
    return [(start, end, labels[text[start:end]]) for start, end, _ in spans]


def _cues(text: str, start: int, end: int) -> list[str]:
    """What stands around one mention."""
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    found = []
    if _TITLE_BEFORE.search(before) or _LIFE_AFTER.match(after):
        found.append("person")
    if _PLACE_BEFORE.search(before) or _region_follows(after):
        found.append("place")
    if _IN_BEFORE.search(before):
        found.append("in")
    return found


def _region_follows(after: str) -> bool:
    """Whether ", Ohio" follows: the name is a town's."""
    if not after.startswith(", "):
        return False
    known = gazetteer()
    word = after[2:].split(" ", 1)[0]
    return any(
        known.labels[name] == "GPE" and after.startswith(name, 2) and not after[2 + len(name) :][:1].isalpha()
        for name in known.by_first.get(word.rstrip(".,;:!?)"), ()) + known.by_first.get(word, ())
    )


def _person_parts(votes: Mapping[str, Counter[str]]) -> frozenset[str]:
    """First and last words of the article's full names of persons."""
    given = gazetteer().given_names
    parts = set()
    for surface, counted in votes.items():
        words = surface.split()
        if len(words) > 1 and (counted.most_common(1)[0][0] == "PERSON" or _looks_personal(words)):
            parts.add(words[-1])
            if words[0] in given or counted["PERSON"]:
                parts.add(words[0])
    return frozenset(parts)


def _looks_personal(words: Sequence[str]) -> bool:
    """Whether the words are a given name and a surname or two."""
    known = gazetteer()
    return (
        2 <= len(words) <= 4
        and words[0] in known.given_names
        and words[-1] not in known.heads
        and all(word[:1].isupper() and word.strip(".'’-").replace("-", "").isalpha() for word in words)
        and not all(word.isupper() for word in words)
    )


def _label(surface: str, votes: Counter[str], cues: Counter[str], parts: frozenset[str]) -> str:
    known = gazetteer()
    words = surface.split()
    label = votes.most_common(1)[0][0]
    total = sum(votes.values())
    if surface in known.labels:
        if label == "PERSON" and (surface in parts or cues["person"]):
            return label
        return known.labels[surface]
    if len(words) > 1:
        head = known.heads.get(words[-1])
        if head is not None and label not in _compatible(head):
            return head
        if head is None and words[0] in known.openers and label not in PLACES:
            return known.openers[words[0]]
        if head is None and label != "PERSON" and _looks_personal(words):
            return "PERSON"
    elif label != "PERSON" and (surface in parts or cues["person"]) and surface[:1].isupper():
        return "PERSON"
    if label in ("PERSON", "ORG") and _MODEL_NUMBER.search(surface):
        return "PRODUCT"
    if surface in parts:
        return label
    if label in ("PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART") and not cues["person"]:
        if cues["place"] and not _looks_personal(words):
            return "GPE"
        if label == "PERSON" and len(words) == 1 and 2 * cues["in"] >= total:
            return "GPE"
    return label


def _compatible(head: str) -> frozenset[str]:
    """Labels that a name with such a last word may keep."""
    if head in PLACES:
        return PLACES | {"ORG"} if head == "FAC" else PLACES
    if head == "ORG":
        return frozenset({"ORG", "FAC", "NORP", "WORK_OF_ART"})
    return frozenset({"EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "NORP", "LANGUAGE"})
