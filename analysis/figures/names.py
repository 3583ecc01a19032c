"""Numbers that are names: Route 66, No. 10, F-16, phone numbers, scores, addresses. They are no figures."""

from __future__ import annotations

import re

from diptych.analysis.figures.counted import counted
from diptych.analysis.figures.grammar import DIGITS, NO_FIGURE, Found, Meaning, rule
from diptych.analysis.figures.numbers import SPACE, words

_DESIGNATORS = words(
    "no nos number route rte highway hwy interstate flight boeing airbus channel section article "
    "chapter resolution title area room suite apartment apt apollo soyuz psalm page pages volume "
    "vol figure fig table line lane gate pier platform phase proposition prop amendment act type "
    "model mark mk stage level category grade class unit district precinct ward bus runway sector "
    "zone block lot exit mile sol ps pslv windows iphone galaxy iphones office grp version formula "
    "group wave bn generation fortune ftse nasdaq nikkei war euro bowl types falcon expedition sts "
    "world star"
)
_NAMED = (
    r"(?-i:(?:Nos?|NO|Number|Route|Rte|Highway|Hwy|Interstate|Flight|Boeing|Airbus|Channel|Section|"
    r"Sections|Article|Articles|Chapter|"
    r"Resolution|Title|Area|Room|Suite|Apt|Apollo|Psalm|Page|Pages|Volume|Vol|Figure|Fig|Table|Line|"
    r"Lane|Gate|Pier|Platform|Proposition|"
    r"Prop|Amendment|Act|Type|Model|Mark|Mk|Category|Grade|Class|Unit|District|Precinct|Ward|Bus|"
    r"Runway|Sector|Zone|Block|Lot|Exit|"
    r"Windows|Galaxy|Version|Formula|Group|Expedition|Falcon|Level|Phase|Fortune|FTSE|Nasdaq|NASDAQ|"
    r"Nikkei|War|Euro|Bowl|Types?|P)\.?(?:[ \u00a0]of)?|iPhone|(?:number|no|nos|p|pp|page|pages|"
    r"chapter|section|article)\.?)"
)


def _name(found: Found) -> Meaning | None:
    if found.number.scale > 1 or re.match(r"[ \u00a0]?(?:%|per ?cent)", found.after(8)):
        return None
    if found["what"] == "no" and counted(found.text, found.end, found.stop):
        return None  # "no 33 hostages were named"
    return NO_FIGURE


_DIALLED = re.compile(
    r"\b(?:call|phone|tel|telephone|fax|dial|text|ring|hotline|"
    r"helpline)\b",
    re.IGNORECASE,
)


def _phone(found: Found) -> Meaning | None:
    shaped = re.search(r"[0-9]{3}[-. ][0-9]{4}$|-.*-|^0[0-9]+ ", found.quote)
    return NO_FIGURE if shaped or _DIALLED.search(found.before(14)) else None


RULES = (
    rule(
        "no figure: numbered things",
        [*_DESIGNATORS, "p", "pp"],
        rf"(?P<what>{_NAMED})[ \u00a0]<n>(?:[-/][0-9]{{1,8}})?[A-Za-z]?(?!\w)",
        _name,
        examples=[],
        counter_examples=[
            "He lives at No. 10 in London.",
            "They drove Route 66 west.",
            "A Boeing 747 landed.",
            "Flight 370 is lost.",
            "Under Article 5 of the treaty.",
        ],
    ),
    rule(
        "no figure: phone numbers",
        [DIGITS, "+"],
        r"(?:1[-. ])?(?:\(?[0-9]{3}\)?[-. ])?[0-9]{3}[-.][0-9]{4}(?![\w]|[-.,][0-9])|"
        r"[0-9]{2,5}(?:[- ][0-9]{2,5}){2,6}(?![\w]|[-.,][0-9])",
        _phone,
        examples=[],
        counter_examples=[
            "Call 555-123-4567 now.",
            "Dial 1-800-555-0199 for help.",
            "Ring 0800 555 111 now.",
            "The line is 555-0199.",
        ],
    ),
    rule(
        "no figure: days known by their numbers",
        [DIGITS],
        r"(?:9/11|7/7|24/7|24-7|50/50|50-50|20/20)(?![\w/]|[.,-][0-9])",
        lambda found: NO_FIGURE,
        examples=[],
        counter_examples=["The 9/11 attacks.", "Open 24/7 all year."],
    ),
    rule(
        "no figure: addresses of the web and versions",
        ["http", "https", "www", DIGITS],
        r"(?:https?://|www\.)[^\s]{1,2000}|[0-9]{1,5}(?:[.:][0-9]{1,5}){2,8}(?![\w]|[.:][0-9])",
        lambda found: NO_FIGURE,
        examples=[],
        counter_examples=["See https://example.org/2024/05/12?id=30%25 for more.", "Version 3.11.2 is out."],
    ),
    rule(
        "no figure: decimals of an age",
        "his her their my our mid early late",
        rf"(?:(?:his|her|their|my|our){SPACE}(?:(?:early|mid|late)[ -])?)[2-9]0s(?!\w)",
        lambda found: NO_FIGURE,
        examples=[],
        counter_examples=["She is in her 40s."],
    ),
)
