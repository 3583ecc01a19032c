"""Dates as ISO 8601: what "Monday" and "Oct. 7" mean in an article of a given day."""

from __future__ import annotations

import re
from datetime import date, timedelta

from diptych.analysis.figures.numbers import words

MONTHS = {
    name: number
    for number, name in enumerate(
        words("january february march april may june july august september october november december"),
        start=1,
    )
}
WEEKDAYS = {
    name: number
    for number, name in enumerate(words("monday tuesday wednesday thursday friday saturday sunday"))
}
MONTH = (
    r"(?-i:(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"JANUARY|FEBRUARY|MARCH|APRIL|"
    r"MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![A-Za-z])"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT?|OCT|NOV|DEC)(?![A-Za-z])\.?)"
)
"""A pattern for a month's name; "may" and "march" in lower case are none."""

MONTH_WORDS = words("jan feb mar apr jun jul aug sep sept oct nov dec") + list(MONTHS)
WEEKDAY = (
    r"(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)(?:day|DAY)s?(?!\w)"
    r"|(?:Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.)"
)
"""A pattern for a weekday's name, which is written with a capital."""

WEEKDAY_WORDS = [
    *WEEKDAYS,
    *(f"{day}s" for day in WEEKDAYS),
    *words("mon tue tues wed thu thur thurs fri sat sun"),
]
"""What a date that begins with a weekday may begin with, in lower case."""

_ISO = re.compile(r"\s*([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TO_COME = re.compile(
    r"\b(?:will|would|due|scheduled?|expects?|expected|plans?|planned|set|until|till|by|upcoming|"
    r"going to|deadline|"
    r"tentatively|next|slated|invit(?:ed|es)|intends?|vow(?:ed|s)|running for|re-?election|midterms?|"
    r"begins?|starts?|opens?)\b|[’']ll\b",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:said|told|was|were|had|did|since|last|after|back|"
    r"(?<!\ba )(?<!\ban )[a-z]{2,}ed)\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:said|told|was|were|had|did|since|last|after|announced|reported|died|killed)\b", re.IGNORECASE
)


def day_of(published: str | None) -> date | None:
    """The day an article was published, from any ISO 8601 date or time; None where there is none."""
    found = _ISO.match(published or "")
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def month_number(name: str) -> int:
    """1 to 12 for a month's name or its short form."""
    start = name[:3].lower()
    return next(number for month, number in MONTHS.items() if month.startswith(start))


def weekday_number(name: str) -> int:
    """0 (Monday) to 6 for a weekday's name or its short form."""
    start = name[:3].lower()
    return next(number for day, number in WEEKDAYS.items() if day.startswith(start))


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """ISO 8601 of a date or a part of one ("--10-07" without its year); None for a day that is in no calendar."""
    if month is not None and not 1 <= month <= 12:
        return None
    if day is not None:
        if month is None:
            return None
        try:
            date(year or 2000, month, day)
        except ValueError:
            return None
    head = f"{year:04}" if year is not None else "-"
    return head + (f"-{month:02}" if month is not None else "") + (f"-{day:02}" if day is not None else "")


def _clause(before: str) -> str:
    return re.split(r"[.;!?]\s", before)[-1]


def to_come(before: str) -> bool:
    """Whether the words before a date speak of what is still ahead."""
    clause = _clause(before)
    ahead = list(_TO_COME.finditer(clause))
    past = list(_PAST.finditer(clause))
    return bool(ahead) and (not past or past[-1].start() < ahead[-1].start())


LONG_AGO = 270
"""Days after which a date without a year is rather the next one than the last one, if nothing says otherwise."""


_WAS_TO_COME = re.compile(
    r"\b(?:was|were|been) (?:due|expected|scheduled|planned|set|slated)\b", re.IGNORECASE
)


def nearest(month: int, day: int | None, published: date, before: str) -> int:
    """The year in which a date without one most sensibly lies, seen from the day of publication.

    ``before`` are the words in front of it: "will" looks ahead, "said" back.
    """
    at = date(published.year, month, min(day or (28 if month < published.month else 1), 28))
    past = published.year if at <= published else published.year - 1
    if _WAS_TO_COME.search(_clause(before)):  # what was due may have come or not: the nearer one is meant
        gone = published - date(past, month, at.day)
        return past if gone <= date(past + 1, month, at.day) - published else past + 1
    if to_come(before):
        return past + 1 if published - date(past, month, at.day) > timedelta(days=7) else past
    if published - date(past, month, at.day) > timedelta(days=LONG_AGO) and not _BACK.search(_clause(before)):
        return past + 1
    return past


def weekday(
    number: int, published: date, *, ahead: bool, last: bool = False, following: bool = False
) -> date:
    """The weekday meant: the latest one up to publication, or the first one to come."""
    back = (published.weekday() - number) % 7
    if following:
        return published + timedelta(days=(number - published.weekday() - 1) % 7 + 1)
    if last:
        return published - timedelta(days=back or 7)
    if ahead:
        return published + timedelta(days=(number - published.weekday()) % 7)
    return published - timedelta(days=back)


def week(published: date, weeks: int) -> str:
    """The ISO week so many weeks away."""
    year, number, _ = (published + timedelta(weeks=weeks)).isocalendar()
    return f"{year:04}-W{number:02}"


def month(published: date, months: int) -> str:
    """The month so many months away."""
    index = published.year * 12 + published.month - 1 + months
    return f"{index // 12:04}-{index % 12 + 1:02}"
