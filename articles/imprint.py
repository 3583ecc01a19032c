# ruff: noqa: E501 - an expression is easier to read on one line than cut in two
"""Lines that say who made a report or a picture, where and when: bylines, datelines, credits, captions.

Each test takes one trimmed line, works in time linear in it, and needs the whole line to look the part. The expressions
are strings, which ``re`` compiles and keeps when a line first needs one: most reports need none of them, and the
first screen waits for no expression it does not use.
"""

from __future__ import annotations

import re

_AGENCY = (
    r"(?:Getty(?: Images)?|AP(?: Photo)?|Associated Press|Reuters|REUTERS|AFP|Agence France-Presse|EPA(?:-EFE)?|EFE|"
    r"Shutterstock|Alamy(?: Stock Photo)?|Bloomberg(?: News)?|NurPhoto|Anadolu(?: Agency)?|ZUMA(?: Press| Wire)?|Xinhua|"
    r"UPI|PA(?: Wire| Images| Media)?|dpa|picture[ -]alliance|Lusa|ANSA|Kyodo(?: News)?|Yonhap|TASS|Sipa(?: USA)?|"
    r"iStock|Unsplash|Flash ?90|Redux|Magnum Photos|CNN|BBC|NASA|The (?:New York Times|Guardian|Washington Post|Times))"
)
_NAME = r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,5}"
_MAKER = rf"{_NAME}(?: ?[/|,] ?[\w .&'’-]{{2,60}}){{0,3}}"
_CREDITS = tuple(
    rf"[(\[]?(?:{shape})[)\]]?"
    for shape in (
        # Amir Levy/Getty Images
        rf"{_NAME} ?[/|] ?(?:{_NAME} ?[/|] ?)?{_AGENCY}(?: ?(?:/|via) ?[\w .]{{2,40}})?",
        # AP Photo/Ann Lee; a lone agency only where it sells pictures
        rf"(?:Getty Images|AP Photo|REUTERS|Reuters|AFP|EPA(?:-EFE)?|Shutterstock|Alamy)(?: ?(?:/|via) ?{_MAKER})?",
        # Photo: Ann Lee; Photograph by Ann Lee
        rf"(?i:(?:file )?(?:photo(?:graph)?s?|pictures?|images?|illustration|graphic|foto(?:grafia)?|bild|imagem))"
        rf"(?i:(?: credits?)? ?[:©]| by| courtesy(?: of)?:?) ?{_MAKER}",
        rf"(?i:credits?|crédit(?:o|s)?(?: photo)?) ?: ?{_MAKER}",
    )
)
_CREDIT_AT_END = (
    rf"[(\[](?:(?i:photo|picture|image)(?i:s? by|:| credit)[^()\[\]]{{2,80}}|(?:AP Photo|REUTERS)[^()\[\]]{{0,80}}|"
    rf"[^()\[\].]{{2,60}}/ ?{_AGENCY}[^()\[\]]{{0,40}})[)\]]\.?$"
)
# … on Friday. (The Dispatch/Ana Silva): a paper's own photographer
_CREDIT_AFTER_SENTENCE = (
    r"[.!?”\"] [(\[](?:[A-Z][\w.’'-]*(?: |(?=/))){1,5}/ ?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){1,3}[)\]]\.?$"
)
_HOUSE_CREDIT = r"[A-Z][\w.’'-]*(?: [A-Z&][\w.’'-]*){1,5} ?/ ?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}"
_FILE_PHOTO = r"FILE(?: PHOTO| IMAGE)?(?: ?[:–—]| -) ?|(?:File|Archive) (?:photo|picture|image) ?[:–—-]"

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|\d{{4}}-\d\d-\d\d(?:T[\d:.+Z-]+)?)"
_CLOCK = r"(?:\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?|\d{1,2} ?[ap]\.?m\.?)(?: [A-Z]{2,4})?"
_SAYS_WHEN = r"(?:(?:first |last )?(?:published|posted|updated|modified)(?: on| at)?:? ?)"
_DATELINE = (
    rf"(?i){_SAYS_WHEN}?(?:{_CLOCK},? )?(?:{_WEEKDAY},? )?{_DATE}(?:,? ?(?:at |[-–|] ?)?{_CLOCK})?(?: ?[|·•(,-]? ?{_SAYS_WHEN}[\w ,.:]{{3,50}}\)?)?"
    rf"|{_SAYS_WHEN}(?:an?|\d{{1,2}}) (?:minutes?|hours?|days?|mins?|hrs?) ago|\d{{1,2}}[ -]min(?:ute)?s?(?: read)?"
)
_FULL_DATE_AT_END = rf",? on (?:{_WEEKDAY},? )?{_DATE}(?:,? in [^.]{{2,60}})?\.?$"
_LOOK = (
    r"\((?:left|right|centre|center|C|L|R|above|below|top|bottom|pictured|file)\)|,? (?:pictured|in this (?:photo|picture|image|file|frame)|"
    r"file photo|photo taken|seen here|aerial view|screengrab|screenshot)\b"
)
# Beirut (AFP) –   DAKAR, Senegal (AP) —   WASHINGTON —   (REPETIÇÃO) Lisboa, 04 dez 2023 (Lusa) -
_DATED_START = (
    r"(?:\([^()\n]{2,20}\) ?)?(?:[^\W\d_][^()\n—–]{1,60}(?:\([^()\n]{2,20}\) ?)?\([A-Za-z][\w./ -]{1,24}\) ?(?:—|–|--|- )|"
    r"[A-Z][A-Z.'’-]{2,}(?: [A-Z][A-Z.'’-]+){0,3}(?:, [A-Z][\w.]+(?: [A-Z]\w+)?){0,2}(?:, \w+\.? \d{1,2})? ?(?:—|–|--|- ))"
)

_DIGIT = re.compile(r"\d")
_CREDIT_WORD = re.compile(
    r"\W?(?:file |getty|ap |reuters|afp|epa|shutterstock|alamy|photo|picture|image|illustration|graphic|foto|bild|imagem|cr[eé]dit)",
    re.I,
)
_BY = r"(?i:by|por|par|von|di|(?:written|reported|analysis|text) by) (?=\S)"
_BY_STARS = r"\*{3} [^*]{3,120} \*{3}"
_NO_NAME = rf"(?i:{_MONTH}|{_WEEKDAY}|\d+)(?!\w)"
_IN_NAMES = frozenset(
    [
        "and",
        "with",
        "of",
        "for",
        "in",
        "the",
        "at",
        "de",
        "da",
        "do",
        "dos",
        "van",
        "von",
        "der",
        "den",
        "di",
        "la",
        "le",
        "bin",
        "al",
        "e",
        "y",
        "et",
        "und",
    ]
)
_TRADES = frozenset(
    [
        "correspondent",
        "correspondents",
        "reporter",
        "reporters",
        "editor",
        "editors",
        "writer",
        "writers",
        "staff",
        "political",
        "diplomatic",
        "senior",
        "chief",
        "agencies",
        "agency",
        "national",
        "economics",
        "health",
        "business",
        "sport",
        "sports",
        "world",
        "news",
        "bureau",
        "contributor",
        "special",
        "deputy",
        "home",
        "affairs",
        "security",
        "science",
    ]
)


def is_byline(line: str) -> bool:
    """Whether the line only names who wrote the report ("By Ann Lee and Bo Ek, CNN")."""
    if len(line) > 140 or line[-1] in ".!?:;…":
        return False
    if line[0] == "*":
        return re.fullmatch(_BY_STARS, line) is not None
    by = re.match(_BY, line)
    if by is None or re.match(_NO_NAME, line[by.end() :]):
        return False
    words = [bare for word in line[by.end() :].split() if (bare := word.strip("|·•,&()/–—-"))]
    if not 1 <= len(words) <= 16 or not (words[0][0].isupper() or words[0][0] == "@"):
        return False
    # In other languages the word for "by" starts many names and sentences ("Von der Leyen").
    if not by[0].lower().rstrip().endswith("by") and not 2 <= len(words) <= 4:
        return False
    return all(word[0].isupper() or word[0] == "@" or word in _IN_NAMES or word in _TRADES for word in words)


def is_dateline(line: str) -> bool:
    """Whether the line only says when the report was published, or how long it takes to read."""
    return len(line) <= 120 and _DIGIT.search(line) is not None and re.fullmatch(_DATELINE, line) is not None


def is_credit(line: str) -> bool:
    """Whether the line only names a picture's maker ("Ann Lee/Getty Images")."""
    if (
        len(line) > 140
        or line[-1] in ".!?…"
        or not (("/" in line) or ("|" in line) or _CREDIT_WORD.match(line))
    ):
        return False
    return any(re.fullmatch(shape, line) for shape in _CREDITS)


def is_house_credit(line: str) -> bool:
    """Whether the line could name a paper's own picture ("Meridian Courier/Archive"); only its place can tell."""
    return len(line) <= 80 and line.count("/") == 1 and re.fullmatch(_HOUSE_CREDIT, line) is not None


def is_credited_caption(line: str) -> bool:
    """Whether the line is a picture's caption by its own words: "FILE - …", or a credit in brackets at the end."""
    if len(line) > 600:
        return False
    if line.startswith(("FILE", "File ", "Archive ")) and re.match(_FILE_PHOTO, line):
        return True
    return line.endswith((")", "]", ").")) and (
        re.search(_CREDIT_AT_END, line[-160:]) is not None
        or re.search(_CREDIT_AFTER_SENTENCE, line[-120:]) is not None
    )


def points_at_picture(line: str) -> bool:
    """Whether a line beside a credit speaks of a picture: "(left)", or a full date on which it was taken."""
    if len(line) > 400:
        return False
    return re.search(_LOOK, line) is not None or re.search(_FULL_DATE_AT_END, line[-160:]) is not None


def starts_dated(line: str) -> bool:
    """Whether the paragraph opens with place or agency and a dash, as a report's first one does."""
    return re.match(_DATED_START, line[:160]) is not None
