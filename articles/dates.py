"""Dates of publication as people write them, to ISO 8601."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH_FIRST = re.compile(r"\b([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_DAY_FIRST = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.?,? (\d{4})\b")
_ISO = re.compile(r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:?\d\d)?)?")


def iso_date(written: str) -> str | None:
    """The one date in a short text as ISO 8601 (with its time where ISO gives one), else None.

    Understands 2025-01-13, 2025-01-13T10:30Z, January 13, 2025, 13 Jan. 2025. ``13/01/2025`` is left alone: nothing in
    it says which is the month. Looks at the first 200 code points.
    """
    written = written[:200]
    if iso := _ISO.search(written):
        return _checked(iso[0])
    if found := _MONTH_FIRST.search(written):
        month, day, year = found.groups()
    elif found := _DAY_FIRST.search(written):
        day, month, year = found.groups()
    else:
        return None
    number = _MONTHS.get(month.lower())
    if number is None:
        return None
    try:
        return date(int(year), number, int(day)).isoformat()
    except ValueError:
        return None


def _checked(iso: str) -> str | None:
    try:
        if len(iso) == 10:
            return date.fromisoformat(iso).isoformat()
        return datetime.fromisoformat(iso).isoformat()
    except ValueError:
        return None
