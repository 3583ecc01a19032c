"""Dates: ISO 8601, whole or in part.

A day without its year is ``--10-07`` unless the article's own date gives the year; a decade is
``199X`` (ISO 8601-2), a quarter ``2010-Q3``.
"""

from __future__ import annotations

import re

from diptych.analysis.figures import calendar
from diptych.analysis.figures.calendar import MONTH, MONTH_WORDS, WEEKDAY, WEEKDAY_WORDS
from diptych.analysis.figures.counted import counted
from diptych.analysis.figures.grammar import DIGITS, Example, Found, Meaning, rule
from diptych.analysis.figures.numbers import GAP, SPACE, TENS, UNITS
from diptych.analysis.figures.parts_of_speech import is_plural

YEAR = r"(?:1[0-9]{3}|20[0-9]{2})"
DAY = r"(?:[12][0-9]|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_NUMBERED = r"(?![\w]|[.,/:][0-9]|-[0-9])"


def _event(found: Found) -> bool:
    """Whether it is said as in "the Oct. 7 attack", which names what happened, and so in no particular year."""
    return bool(
        re.search(r"\b(?:the|since|after|before|of) $", found.before(8), re.IGNORECASE)
        and re.match(
            r" (?:attacks?|massacre|riots?|insurrection|assault|bombings?|terror|invasion|uprising)\b",
            found.after(14),
        )
    )


def _day(found: Found) -> Meaning | None:
    number = int(re.sub(r"\D", "", found["day"]))
    month = calendar.month_number(found["month"])
    year = int(found["year"]) if found["year"] else _year_of_the_next(found)
    published = found.context.published
    if year is None and published is not None and not _event(found):
        year = calendar.nearest(month, number, published, found.before())
    value = calendar.iso(year, month, number)
    return Meaning("date", value) if value else None


_NEXT_WITH_YEAR = re.compile(
    rf"[ \u00a0]?(?:and|or|to|through|until|"
    rf"[-–])[ \u00a0]?(?:{MONTH})?(?:[ \u00a0]?{DAY})?,?[ \u00a0](?:of[ \u00a0])?(?P<year>{YEAR})(?!\w)"
)


def _year_of_the_next(found: Found) -> int | None:
    """The year said only once, behind the second of two dates: "June and July of 2009"."""
    following = _NEXT_WITH_YEAR.match(found.after())
    return int(following["year"]) if following else None


def _month(found: Found) -> Meaning | None:
    month = calendar.month_number(found["month"])
    if found["year"]:
        return Meaning("date", calendar.iso(int(found["year"]), month))
    if not re.search(
        r"\b(?:in|since|until|till|by|from|to|of|early|late|mid|during|last|next|this|"
        r"through|before|after|every|between|"
        r"and|for|on)[ -]$",
        found.before(10),
        re.IGNORECASE,
    ):
        return None
    if found["month"].lower() in ("may", "march") and not re.search(
        r"\b(?:in|since|until|early|late|mid|during|last|next|this|through|by|from|of|between)[ -]$",
        found.before(10),
        re.IGNORECASE,
    ):
        return None
    published = found.context.published
    year = _year_of_the_next(found)
    if year is None and published:
        year = calendar.nearest(month, None, published, found.before())
    return Meaning("date", calendar.iso(year, month))


def _numeric(found: Found) -> Meaning | None:
    if found["y"]:
        value = calendar.iso(int(found["y"]), int(found["m"]), int(found["d"]))
    else:
        first, second = int(found["a"]), int(found["b"])
        if found["sep"] == "." or first > 12:
            first, second = second, first
        value = calendar.iso(int(found["z"]), first, second)
    return Meaning("date", value) if value else None


_BEFORE_YEAR = re.compile(
    r"(?:\b(?:in|since|by|from|to|of|until|till|during|before|after|through|between|and|late|early|mid|"
    r"pre|post|year|for|than|"
    r"the|over|fiscal|fy|season|election|circa|around|summer|spring|winter|autumn|fall|or|file|his|her|"
    r"their|its|a|class of|"
    r"back to|early in|late in|on)[ \u00a0-]|[(’']s |[(]|, |[–—-])$",
    re.IGNORECASE,
)
_COUNTS = re.compile(
    r"\s?(?:%|per\b|people|persons|men\b|women\b|children|million|billion|thousand|troops|soldiers|"
    r"metres|meters|miles|km|feet|"
    r"pounds|dollars|more\b|other\b|others|years|hours|days|homes|jobs|workers|deaths|cases|or so|"
    r"words|points|votes|acres|tons|"
    r"tonnes|barrels|students|employees|residents|refugees|passengers|police|dead|wounded|injured)"
)
_MORE_THAN = re.compile(
    r"\b(?:some|about|nearly|almost|than|least|over|roughly|approximately|to|estimated|with|killed)\s$",
    re.IGNORECASE,
)


def _year(found: Found) -> Meaning | None:
    year = int(found["year"])
    before, after = found.before(14), found.after(24)
    if re.match(r"-[A-Za-z]", after) and not re.match(r"-(?:style|era|vintage|model)", after):
        return None
    if _COUNTS.match(after) or (_MORE_THAN.search(before) and counted(found.text, found.end, found.stop)):
        return None
    stated = _BEFORE_YEAR.search(before)
    following = re.match(r"\s+([a-z]+)\b", after)
    if following and is_plural(following[1]) and (year < 1900 or (year % 100 == 0 and not stated)):
        return None
    if 1900 <= year <= 2049 or (stated and stated[0] not in (", ", "-", "–", "—")):
        return Meaning("date", f"{year:04}")
    return None


def _year_in_words(found: Found) -> Meaning:
    century = {"eighteen": 18, "nineteen": 19, "twenty": 20}[found["century"].lower()]
    tens, one = found["tens"].lower(), found["one"].lower()
    rest = TENS.get(tens, UNITS.get(tens, 0)) + UNITS.get(one, 0)
    return Meaning("date", f"{century}{rest:02}")


def _day_of_month(found: Found) -> Meaning | None:
    number = int(re.sub(r"\D", "", found["day"]))
    if re.match(
        r"[ \u00a0-](?!(?:and|of|at|in|when|he|she|they|it|as|after|but|or|to|for|with|from|by)\b)[A-Za-z]",
        found.after(8),
    ):
        return None
    start = found.spans["day"][0] - 4
    published = found.context.published
    if published is None:
        return Meaning("date", f"---{number:02}", start=start)
    year, month = published.year, published.month
    if number > published.day and not calendar.to_come(found.before()):
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    value = calendar.iso(year, month, number)
    return Meaning("date", value, start=start) if value else None


def _short_year(found: Found) -> Meaning | None:
    if found.before(1).isalnum() or counted(found.text, found.end, found.stop):
        return None
    year = int(found["short"])
    return Meaning("date", f"{2000 + year if year < 40 else 1900 + year}")


def _decade(found: Found) -> Meaning | None:
    if found["word"]:
        number = TENS[found["word"].lower().removesuffix("ies") + "y"] // 10
        return Meaning("date", f"19{number}X")
    start = found["decade"] or ("19" + found["short"] if int(found["short"]) >= 3 else "20" + found["short"])
    return Meaning("date", f"{start}X", approximate=found["mid"].lower().startswith(("mid", "early", "late")))


def _quarter(found: Found) -> Meaning | None:
    name = (found["quarter"] or found["q"] or found["q_"]).lower()
    number = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(name) or int(re.sub(r"\D", "", name))
    return Meaning("date", f"{found['year'] or found['first_year']}-Q{number}")


RULES = (
    rule(
        "date: month and day",
        [*MONTH_WORDS, *WEEKDAY_WORDS],
        rf"(?:{WEEKDAY}(?:,? (?:the )?))?(?P<month>{MONTH}){SPACE}(?:the )?(?P<day>{DAY})"
        rf"(?:,?{SPACE}(?P<year>{YEAR}))?(?!\w|[.,/:][0-9])",
        _day,
        examples=[
            Example("None took part in the Oct. 7 attack.", "Oct. 7", "--10-07"),
            Example("It began on Oct. 7.", "Oct. 7", "2024-10-07", published="2025-01-13"),
            Example("She was born on November 28, 2023.", "November 28, 2023", "2023-11-28"),
        ],
        counter_examples=["They may 3 times fail.", "Oct. 77 is no day."],
    ),
    rule(
        "date: day and month",
        [DIGITS, "the", *WEEKDAY_WORDS],
        rf"(?:{WEEKDAY},? (?:the )?|"
        rf"the{SPACE})?(?P<day>{DAY}){SPACE}(?:of{SPACE})?(?P<month>{MONTH})(?:,?{SPACE}(?P<year>{YEAR}))?(?![\w])",
        _day,
        examples=[Example("It ended on 5 May 2019.", "5 May 2019", "2019-05-05")],
        counter_examples=["Some 5 may come.", "The 45 May rallies."],
    ),
    rule(
        "date: month",
        MONTH_WORDS,
        rf"(?P<month>{MONTH})(?:,?{SPACE}(?:of{SPACE})?(?P<year>{YEAR}){_NUMBERED})?(?!\w)(?! [0-9])",
        _month,
        examples=[
            Example("It is much like November 2023 again.", "November 2023", "2023-11"),
            Example("Sales fell in March.", "March", "--03"),
        ],
        counter_examples=["They may come.", "March on, he said.", "April Smith came."],
    ),
    rule(
        "date: in figures",
        [DIGITS],
        rf"(?:(?P<y>{YEAR})(?P<s>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=s)(?P<d>0?[1-9]|[12][0-9]|3[01])"
        rf"|(?P<a>[0-3]?[0-9])(?P<sep>[-/.])(?P<b>[0-3]?[0-9])(?P=sep)(?P<z>{YEAR})){_NUMBERED}",
        _numeric,
        examples=[
            Example("The log says 2025-01-13.", "2025-01-13", "2025-01-13"),
            Example("Signed 7/4/2019 in Rome.", "7/4/2019", "2019-07-04"),
        ],
        counter_examples=["Version 2019.99.1 came out.", "The 9/11 attacks."],
    ),
    rule(
        "date: year",
        [DIGITS],
        rf"(?P<year>{YEAR})(?!\w|[.,/:][0-9])(?![ \u00a0]?[½¼%€])(?!’?s\b)",
        _year,
        examples=[
            Example("He won in 2006.", "2006", "2006"),
            Example("The 2008 elections were close.", "2008", "2008"),
        ],
        counter_examples=["More than 2000 troops left.", "It killed 1500 people."],
    ),
    rule(
        "date: year in words",
        "eighteen nineteen twenty",
        rf"(?P<century>eighteen|nineteen|twenty){GAP}(?:(?P<tens>ten|eleven|twelve|thirteen|fourteen|"
        rf"fifteen|sixteen|seventeen|eighteen|nineteen"
        rf"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:{GAP}(?P<one>one|two|three|four|"
        rf"five|six|seven|eight|nine))?)(?!\w)",
        _year_in_words,
        examples=[Example("He was born in nineteen eighty-four.", "nineteen eighty-four", "1984")],
        counter_examples=["She has nineteen cats."],
    ),
    rule(
        "date: day of the month",
        "on",
        r"on[ \u00a0]the[ \u00a0](?P<day>(?:[12][0-9]|3[01]|[1-9])(?:st|nd|rd|th))(?!\w)",
        _day_of_month,
        examples=[Example("They will vote on the 5th.", "the 5th", "---05")],
        counter_examples=["They live on the 5th floor."],
    ),
    rule(
        "date: year after a prefix",
        "mid pre post early late",
        rf"(?P<prefix>mid|pre|post|early|late)-(?P<year>{YEAR}){_NUMBERED}(?!’?s\b)",
        lambda found: Meaning("date", found["year"], approximate=found["prefix"].lower() == "mid"),
        examples=[Example("Work stopped in mid-2005.", "mid-2005", "2005", approximate=True)],
        counter_examples=["The mid-2 range.", "Take post 2005 down."],
    ),
    rule(
        "date: decade",
        [DIGITS, "the", "mid", "early", "late", "'", "’", "nineteen"],
        rf"(?:the{SPACE})?(?P<mid>(?:mid|early|late)(?:-to-late)?[ -])?(?:(?P<decade>1[0-9]{{2}}|"
        rf"20[0-9])0|['’](?P<short>[0-9])0)[’']?s(?!\w)"
        rf"|(?:the{SPACE}(?:nineteen{GAP})?|nineteen{GAP})(?P<word>twenties|thirties|forties|fifties|"
        rf"sixties|seventies|eighties|nineties)(?!\w)",
        _decade,
        examples=[
            Example("It was built in the mid-1990s.", "the mid-1990s", "199X", approximate=True),
            Example("Prices of the ’80s are back.", "the ’80s", "198X"),
            Example("She was born in the nineteen fifties.", "the nineteen fifties", "195X"),
        ],
        counter_examples=["The 747s landed.", "Temperatures in the 80s."],
    ),
    rule(
        "date: quarter",
        ["the", "first", "second", "third", "fourth", "q", DIGITS],
        rf"(?P<first_year>{YEAR}){SPACE}(?P<q_>q[1-4])(?!\w)|(?:the{SPACE})?(?:(?P<quarter>first|"
        rf"second|third|fourth|1st|2nd|3rd|4th)[ -]quarter|"
        rf"(?P<q>q[1-4])){SPACE}(?:of{SPACE})?(?P<year>{YEAR})(?!\w)",
        _quarter,
        examples=[Example("It grew in the third quarter of 2010.", "the third quarter of 2010", "2010-Q3")],
        counter_examples=["The third quarter was dull."],
    ),
    rule(
        "date: year in short",
        ["'", "’"],
        r"['’](?P<short>[0-9]{2})(?![\w'’]|[.,/:-][0-9])",
        _short_year,
        examples=[Example("He played in ’86 and won.", "’86", "1986")],
        counter_examples=["The ’80s are back.", "He said: ’12 men’."],
    ),
)
