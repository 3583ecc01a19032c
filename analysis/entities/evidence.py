"""What the whole article says about a name's label, where the model saw one sentence."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from diptych.analysis.entities.cues import MODEL_NUMBER, cues_at, speaks_of_vessels
from diptych.analysis.entities.engine import Span
from diptych.analysis.entities.gazetteer import gazetteer

PLACES = frozenset({"GPE", "LOC", "FAC"})


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
            seen[start, end] = cues_at(text, start, end)
        for cue in seen[start, end]:
            cues[surface][cue] += 1
    parts = _person_parts(votes)
    towns = {surface.casefold() for surface, counted in cues.items() if counted["dateline"]}
    vessels = speaks_of_vessels(text)
    labels = {
        surface: "GPE"
        if surface.casefold() in towns
        else _label(surface, counted, cues[surface], parts, vessels=vessels)
        for surface, counted in votes.items()
    }
    for surface in labels:
        labels[surface] = labels.get(surface.removeprefix("The "), labels[surface])
    return [(start, end, labels[text[start:end]]) for start, end, _ in spans]


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


def _label(
    surface: str, votes: Counter[str], cues: Counter[str], parts: frozenset[str], *, vessels: bool
) -> str:
    known = gazetteer()
    words = surface.split()
    label = votes.most_common(1)[0][0]
    total = sum(votes.values())
    if surface in known.labels:
        if label == "PERSON" and (surface in parts or cues["person"]):
            return label
        return known.labels[surface]
    if cues["vessel"] and not cues["person"] and not cues["human"]:
        return "PRODUCT"
    if _is_human(words, label, cues):
        return "PERSON"
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
    if label in ("PERSON", "ORG") and MODEL_NUMBER.search(surface):
        return "PRODUCT"
    if surface in parts:
        return label
    if not cues["person"] and label in _MISTAKEN_FOR_FIRMS:
        if (cues["firm"] and (label != "PERSON" or len(words) == 1)) or (cues["its"] and len(words) == 1):
            return "ORG"
        if cues["the"] == total and vessels and len(words) == 1 and label in ("GPE", "LOC", "PERSON"):
            return "PRODUCT"  # of all names, a ship's takes the article
    if label in ("PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART") and not cues["person"]:
        if cues["place"] and not _looks_personal(words):
            return "GPE"
        if label == "PERSON" and len(words) == 1 and 2 * cues["in"] >= total:
            return "GPE"
    return label


_MISTAKEN_FOR_FIRMS = frozenset({"PERSON", "GPE", "LOC", "NORP", "PRODUCT", "WORK_OF_ART"})


def _is_human(words: Sequence[str], label: str, cues: Counter[str]) -> bool:
    """Whether what stands around the name says that it is a person's, whatever its last word may name elsewhere."""
    if not (cues["human"] or (cues["quoted"] and (label == "PERSON" or label in PLACES))):
        return False
    known = gazetteer()
    return (
        len(words) in (2, 3)
        and words[0] not in known.openers
        and known.heads.get(words[-1]) not in ("ORG", "EVENT", "LAW", "WORK_OF_ART")
        and all(word[:1].isupper() and not word.isupper() for word in words)
    )


def _compatible(head: str) -> frozenset[str]:
    """Labels that a name with such a last word may keep."""
    if head in PLACES:
        return PLACES | {"ORG"} if head == "FAC" else PLACES
    if head == "ORG":
        return frozenset({"ORG", "FAC", "NORP", "WORK_OF_ART"})
    return frozenset({"EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "NORP", "LANGUAGE"})
