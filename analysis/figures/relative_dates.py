"""Dates seen from the day of the report: "Monday", "last Friday", "next week", "the past year".

With the article's own date they are resolved, else they have no value.
"""

from __future__ import annotations

import re
from datetime import timedelta

from diptych.analysis.figures import calendar
from diptych.analysis.figures.calendar import MONTH, WEEKDAY, WEEKDAY_WORDS
from diptych.analysis.figures.grammar import Example, Found, Meaning, rule
from diptych.analysis.figures.numbers import SPACE

PART = r"(?:[ \u00a0](?:morning|afternoon|evening|night|noon)(?!\w))?"
_SEASON = "(?:spring|summer|autumn|fall|winter)"


def _today(found: Found) -> Meaning | None:
    if found.quote == "Today" and re.search(r"[A-Z]\w*[ \u00a0]$", found.before(24)):
        return None  # "USA Today"
    if found.before(1) in ("“", '"', "‘") and found.after(1) in ("”", '"', "’"):
        return None  # the “Today” show
    published = found.context.published
    days = {"yesterday": -1, "tomorrow": 1}.get(found["name"].lower(), 0)
    days += {"before ": -1, "after ": 1}.get(found["side"].lower(), 0)
    return Meaning("date", (published + timedelta(days=days)).isoformat() if published else None)


def _weekday(found: Found) -> Meaning | None:
    if found["day"].lower().endswith("days"):
        return Meaning("date", None)
    published = found.context.published
    if published is None:
        return Meaning("date", None)
    which = found["which"].lower()
    ahead = which in ("this", "coming", "this coming") or calendar.to_come(found.before())
    day = calendar.weekday(
        calendar.weekday_number(found["day"]),
        published,
        ahead=ahead,
        last=which in ("last", "past", "this past", "previous"),
        following=which in ("next", "following"),
    )
    return Meaning("date", day.isoformat())


_STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}


def _period(found: Found) -> Meaning | None:
    published, which, period = found.context.published, found["which"].lower(), found["period"].lower()
    value: str | None = None
    if found["period"][:1].isupper() and found["which"][:1].isupper():
        return None  # ABC's "This Week"
    if published is not None and which not in ("past", "previous", "following", "coming"):
        step = _STEPS[which]
        if period == "week":
            value = calendar.week(published, step)
        elif period == "month":
            value = calendar.month(published, step)
        elif period == "year":
            value = f"{published.year + step:04}"
        elif period in ("morning", "afternoon", "evening") or (period == "night" and step <= 0):
            value = (published + timedelta(days=step)).isoformat()
        elif found["month"]:
            number = calendar.month_number(found["month"])
            year = published.year + (-1 if step < 0 and number >= published.month else 0)
            year += 1 if step > 0 and number <= published.month else 0
            value = calendar.iso(year, number)
    return Meaning("date", value)


RULES = (
    rule(
        "date: today",
        "yesterday today tomorrow tonight the day",
        rf"(?:(?:the{SPACE})?day{SPACE}(?P<side>before |after ))?(?P<name>yesterday|today|tomorrow|"
        rf"tonight){PART}(?!\w)",
        _today,
        examples=[
            Example("It rained yesterday.", "yesterday", "2025-01-12", published="2025-01-13"),
            Example("They leave tomorrow night.", "tomorrow night", None),
        ],
        counter_examples=["The day before was dry."],
    ),
    rule(
        "date: weekday",
        [*WEEKDAY_WORDS, "last", "next", "this", "past", "coming", "previous", "following"],
        rf"(?:(?P<which>(?:this{SPACE})?(?:past|coming)|last|next|this|previous|"
        rf"following){SPACE})?(?P<day>{WEEKDAY}){PART}(?!\w)",
        _weekday,
        examples=[
            Example("Two sources confirmed it on Monday.", "Monday", "2025-01-13", published="2025-01-13"),
            Example("He left last Friday.", "last Friday", "2025-01-10", published="2025-01-13"),
            Example("They will meet on Friday.", "Friday", "2025-01-17", published="2025-01-13"),
            Example("A blast shook the town late Friday night.", "Friday night", None),
        ],
        counter_examples=["The sun rose and he sat.", "The sundays of old."],
    ),
    rule(
        "date: this, last and next",
        "the last next this past previous coming following current",
        rf"(?:the{SPACE})?(?P<which>last|next|this|past|previous|coming|following|current){SPACE}"
        rf"(?:(?P<period>week|weekend|month|year|quarter|decade|century|{_SEASON}|season|night|morning|"
        rf"evening|afternoon)|(?P<month>{MONTH}))(?![\w]|-[a-z])",
        _period,
        examples=[
            Example("He takes office next week.", "next week", "2025-W04", published="2025-01-13"),
            Example("More than in the past year.", "the past year", None),
        ],
        counter_examples=["This weekly paper.", "The last man left."],
    ),
    rule(
        "date: the last few weeks",
        "the last next past coming",
        rf"(?:the{SPACE})?(?:last|next|past|coming){SPACE}(?:few|couple{SPACE}of|several|many){SPACE}"
        r"(?:seconds|minutes|hours|days|weeks|weekends|months|years|decades|centuries|nights)(?!\w)",
        lambda found: Meaning("date", None, approximate=True),
        examples=[Example("News of the past few days is bad.", "the past few days", None, approximate=True)],
        counter_examples=["The last few men left."],
    ),
    rule(
        "date: the same day",
        "the next following previous same end start beginning middle",
        rf"(?:the{SPACE})?(?:(?:next|following|previous|same){SPACE}day|(?:end|start|beginning|"
        rf"middle){SPACE}of{SPACE}(?:the|this|last|next){SPACE}"
        rf"(?:day|week|month|year|decade|century))(?!\w|-)",
        lambda found: Meaning("date", None),
        examples=[Example("They came back the next day.", "the next day", None)],
        counter_examples=["The next daylight raid."],
    ),
)
