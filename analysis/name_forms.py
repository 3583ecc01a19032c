"""What a name is when its dress is taken off: titles, possessives, spelling, accents."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from diptych.analysis.entities.gazetteer import gazetteer

_TITLES = """
    mr mrs ms mx dr sir lady lord dame prof professor rev reverend hon fr father sister brother rabbi
    imam sheikh ayatollah bishop archbishop cardinal pope saint st king queen prince princess duke
    duchess emperor president vice prime minister deputy former acting interim late foreign defense
    finance interior chancellor premier governor gov lt senator sen congressman congresswoman
    representative rep mayor councilman councilwoman secretary treasurer speaker ambassador envoy
    advisor adviser chief chairman chairwoman chair director ceo cfo executive officer general gen
    colonel col major maj captain capt sergeant sgt lieutenant commander cmdr admiral adm corporal
    private detective inspector sheriff constable judge justice attorney lawyer prosecutor spokesman
    spokeswoman spokesperson coach manager actor actress singer star comedian author director-general
    leader boss host anchor reporter analyst elect president-elect
"""
TITLES = frozenset(_TITLES.split())
"""Words that stand before a person's name without being part of it."""

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"})
_CORPORATE = frozenset(
    {"inc", "corp", "corporation", "co", "company", "ltd", "llc", "plc", "group", "limited", "sa", "ag", "nv"}
)
SMALL = frozenset(
    {"the", "of", "and", "for", "in", "at", "on", "a", "an", "de", "la", "le", "el", "al", "s", "com", "to"}
)
"""Words that neither tell names apart nor give initials."""

_SPELLING = {
    "centre": "center",
    "theatre": "theater",
    "defence": "defense",
    "labour": "labor",
    "harbour": "harbor",
    "organisation": "organization",
    "programme": "program",
    "intl": "international",
    "natl": "national",
    "dept": "department",
    "univ": "university",
    "assn": "association",
    "saint": "st",
    "mount": "mt",
    "fort": "ft",
    "philly": "philadelphia",
    "&": "and",
    "calif": "california",
    "ca": "california",
}

KNOWN_AS = {
    "un": "united nations",
    "eu": "european union",
    "nato": "north atlantic treaty organization",
    "idf": "israel defense forces",
    "israeli defense forces": "israel defense forces",
    "ap": "associated press",
    "fbi": "federal bureau of investigation",
    "cia": "central intelligence agency",
    "nyt": "new york times",
    "wsj": "wall street journal",
    "nyc": "new york city",
    "la": "los angeles",
    "dc": "washington dc",
    "uae": "united arab emirates",
    "gop": "republican party",
    "hizbollah": "hezbollah",
    "hizballah": "hezbollah",
    "hizbullah": "hezbollah",
    "al qaida": "al qaeda",
    "isil": "islamic state",
    "isis": "islamic state",
}
"""Other names that everybody uses for one thing, in their bare form."""

_NICKNAMES = """
    william bill billy will; robert bob bobby rob; richard dick rick rich; james jim jimmy jamie
    john jack johnny; thomas tom tommy; michael mike mick mickey; joseph joe joey
    edward ed eddie ted teddy; charles charlie chuck; margaret maggie peggy meg
    elizabeth liz beth betty bettie betsy; katherine catherine kate kathy katie cathy; anthony tony
    andrew andy drew; benjamin ben bibi benny; daniel dan danny; david dave; steven stephen steve
    christopher chris; matthew matt; nicholas nick; alexander alex; gregory greg; jeffrey jeff
    kenneth ken; lawrence larry; ronald ron; donald don; timothy tim; patrick pat; patricia pat patty
    deborah debbie; susan sue; barbara barb; jennifer jen jenny; samuel sam; vladimir volodymyr
    maurice mo; frederick fred; mohammed muhammad mohamed mohammad mohamad; yasser yasir; zachary zach
    joshua josh; albert al bert; henry harry hank
"""
_SAME_GIVEN = {
    name: group.split()[0] for group in re.split("[;\n]", _NICKNAMES) for name in reversed(group.split())
}


@dataclass(frozen=True, slots=True)
class Form:
    """A bare name: lower-case words without titles, possessives, accents, points; ``title`` was left out."""

    words: tuple[str, ...]
    title: str = ""
    content: tuple[str, ...] = field(init=False, compare=False)
    """The words that tell names apart."""
    text: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "content", tuple(word for word in self.words if word not in SMALL))
        object.__setattr__(self, "text", " ".join(self.words))

    @property
    def initials(self) -> frozenset[str]:
        """What an acronym of the name may look like."""
        content = self.content
        if len(content) < 2:
            return frozenset()
        return frozenset({"".join(word[0] for word in content), "".join(word[0] for word in self.words)})


@lru_cache(maxsize=65536)
def form_of(text: str, label: str) -> Form:
    """The bare form of a name as written. A name made only of titles keeps them as ``title``, without words."""
    countries = gazetteer().countries
    plain = re.sub(r"\s+", " ", text).strip()
    plain = re.sub(r"^(?:[Tt]he|THE)\s+", "", re.sub(r"['’]s?$", "", plain))
    if label in ("ORG", "FAC") and " " in plain.split(",")[0].strip():
        plain = plain.split(",")[0].strip()
    if plain in countries:
        plain = countries[plain]
    bare = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(character for character in bare if not unicodedata.combining(character))
    bare = re.sub(r"(?<=\b\w)\s?\.\s?(?=\w\b)|(?<=\b\w)\.", "", bare)
    words = [
        _SPELLING.get(word, word)
        for word in re.findall(r"[\w&]+(?:['’][a-z]{2,}\w*)?", bare.replace("'s ", " "))
    ]
    bare = " ".join(words)
    words = KNOWN_AS.get(bare, bare).split()
    title: list[str] = []
    if label == "PERSON":
        while words and words[0] in TITLES:
            title.append(words.pop(0))
        while len(words) > 1 and words[-1] in _SUFFIXES:
            words.pop()
    else:
        if label in ("ORG", "FAC") and "in" in words[2:]:
            words = words[: words.index("in", 2)]  # "Betty Ford Clinic in Rancho Mirage"
        while len(words) > 1 and words[-1] in _CORPORATE:
            words.pop()
    if not words and not title:
        words = [plain or text]
    return Form(tuple(words), " ".join(title))


def same_given(one: str, other: str) -> bool:
    """Whether two given names may be one person's: equal, an initial, a short form."""
    if one == other or _SAME_GIVEN.get(one, one) == _SAME_GIVEN.get(other, other):
        return True
    short, long = sorted((one, other), key=len)
    return long.startswith(short) and (len(short) == 1 or len(short) >= 3)


def slug(text: str) -> str:
    """A readable key: lower-case words joined by hyphens."""
    return re.sub(r"[\W_]+", "-", text.casefold()).strip("-") or "-".join(f"{ord(sign):x}" for sign in text)
