"""What stands around a name in its sentence, and says what kind of name it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diptych.analysis.entities.gazetteer import gazetteer

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
MODEL_NUMBER = re.compile(r"(?:^|\s)[A-Z]{1,3}-\d|^[A-Za-z]+\d[A-Za-z]")
_REACH = 40

_HUMAN_ROLE = (
    r"(?:mayor|governor|president|chair(?:man|woman|person)?|chief(?: executive)?|director|captain|commander"
    r"|commissioner|minister|secretary|spokes(?:man|woman|person)|professor|teacher|baker|engineer|officer|lawyer"
    r"|attorney|judge|senator|manager|founder|author|coach|editor|reporter|farmer|nurse|doctor|driver|accountant"
    r"|analyst|economist|researcher|scientist|witness|skipper|deputy|treasurer|envoy|ambassador)"
)
_ROLE_BEFORE = re.compile(rf"\b{_HUMAN_ROLE},\s$")
ROLE_AND_GIVEN = re.compile(rf"\b{_HUMAN_ROLE},?\s([A-Z][a-z]+)\s$")
"""A role and a first name, right before a surname."""

_BYLINE_BEFORE = re.compile(
    r"(?:(?:^|\n)By|\b(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Ww]ritten|[Pp]hoto(?:graph)?s?) by"
    r"|(?:^|\n)Photo(?:graph)?:)\s$"
)
_AGE_AFTER = re.compile(r",\s(?:aged\s)?\d{1,3}(?=[,.;])")
_QUOTED_BEFORE = re.compile(r"[”\"’,?!]\s(?:said|says|told|added|explained|asked|recalled)\s$")
_WHO_AFTER = re.compile(r",\swho(?:se)?\b")
_FIRM_BEFORE = re.compile(
    r"\b(?:company|firm|operator|carrier|airline|manufacturer|maker|publisher|broadcaster|charity|newspaper|retailer"
    r"|startup|supplier|contractor|insurer|automaker|lender|employer|union|brand),?\s$"
)
_FIRM_AFTER = re.compile(
    r"['’]s?\s(?:stock|shares?|profits?|revenues?|shareholders?|subsidiary|chief executive|CEO|earnings|customers)\b"
    r"|\s(?:has|have) (?:seen|obtained|reviewed)\b"
)
_ITS_AFTER = re.compile(
    r"\s(?:says|said|denie[sd]|announce[sd]|promise[sd]|insist(?:s|ed)|claim(?:s|ed))\s(?:that\s)?its\b"
)
_VESSEL = (
    r"(?:ferry|ferryboat|ship|steamship|warship|flagship|tanker|yacht|trawler|frigate|destroyer|submarine|vessel"
    r"|freighter|cruiser|tug|tugboat|schooner|steamer|lifeboat|icebreaker|ocean liner|cruise liner|barge)"
)
_VESSEL_BEFORE = re.compile(
    rf"\b{_VESSEL}\s[“\"‘]?$|\b{_VESSEL},\sthe\s(?:[a-z-]+\s)?[“\"‘]?$|\baboard\sthe\s$", re.IGNORECASE
)
_ARTICLE_BEFORE = re.compile(r"\bthe\s(?:[a-z0-9-]+-old\s)?$", re.IGNORECASE)
_PLACE_AFTER = re.compile(
    r",\s(?:an?|the)\s(?:[a-z-]+\s){0,2}(?:place|town|village|city|island|port|hamlet|suburb|district|region|county"
    r"|province)\b"
)
_TRAVEL_BEFORE = re.compile(
    r"\b(?:off|(?:[Tt]rains?|[Bb]uses|[Tt]rams|[Ff]lights?|[Ff]erries|[Rr]oads?|railway|highway|bound)\s"
    r"(?:to|from|for))\s$"
)
DATELINE = re.compile(
    r"^(?P<town>(?!(?:UPDATE|BREAKING|EXCLUSIVE|ANALYSIS|OPINION|WATCH|CORRECTION|LIVE|VIDEO|NEWS)\b)"
    r"[A-Z][A-Z.'’-]*(?:[ \u00a0][A-Z][A-Z.'’-]*){0,3})"
    r"(?:,[ \u00a0][A-Z][\w. ]{1,24})?(?:[ \u00a0]\([A-Z][\w /]{1,24}\))?[ \u00a0]*(?:[—–]|--)[ \u00a0]*(?=[A-Z“\"‘])",
    re.MULTILINE,
)
"""A report's first words: where it was written ("KELBY, March 10 — Rescuers …")."""


def cues_at(text: str, start: int, end: int) -> list[str]:
    """What stands around one mention."""
    before = text[max(0, start - _REACH) : start]
    after = text[end : end + _REACH]
    return [*_of_persons(before, after), *_of_others(text, start, before, after)]


def speaks_of_vessels(text: str) -> bool:
    """Whether an article is about a ship."""
    return len(re.findall(rf"\b{_VESSEL}\b", text)) > 1


def _of_persons(before: str, after: str) -> Iterator[str]:
    if _TITLE_BEFORE.search(before) or _LIFE_AFTER.match(after):
        yield "person"
    if (
        _AGE_AFTER.match(after)
        or _BYLINE_BEFORE.search(before)
        or (_ROLE_BEFORE.search(before) and after[:1] in (",", "."))
    ):
        yield "human"
    if _QUOTED_BEFORE.search(before) or _WHO_AFTER.match(after):
        yield "quoted"


def _of_others(text: str, start: int, before: str, after: str) -> Iterator[str]:
    if (
        _PLACE_BEFORE.search(before)
        or _TRAVEL_BEFORE.search(before)
        or _region_follows(after)
        or _PLACE_AFTER.match(after)
    ):
        yield "place"
    if _IN_BEFORE.search(before):
        yield "in"
    if _FIRM_BEFORE.search(before) or _FIRM_AFTER.match(after):
        yield "firm"
    if _ITS_AFTER.match(after):
        yield "its"
    if _VESSEL_BEFORE.search(before):
        yield "vessel"
    if _ARTICLE_BEFORE.search(before):
        yield "the"
    if (not start or text[start - 1] == "\n") and DATELINE.match(text, start):
        yield "dateline"


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
