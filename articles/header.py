"""The optional header of a text file: what a report's own text does not say of it.

::

    Title: Talks near a pause
    Source: The Harbour Post
    Date: 2025-01-13

    The talks …

A few ``Key: value`` lines at the very top, each with a known key, each key once, at least two of them, and a blank
line. Anything else is text: a header that is not understood whole is left where it stands, so that nothing is lost.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from diptych.articles.dates import iso_date

_LINE = re.compile(r"([A-Za-z]{3,9}):[ \t]*(\S.*)?")
_FIELDS = {
    "title": "title",
    "headline": "title",
    "source": "source",
    "outlet": "source",
    "author": "author",
    "byline": "author",
    "date": "published",
    "published": "published",
    "url": "address",
    "link": "address",
    "language": "language",
    "lang": "language",
}
_LONGEST = 2000


class Header(NamedTuple):
    """What the header says, and the offset in code points at which the report's text begins."""

    text_start: int = 0
    title: str = ""
    source: str = ""
    author: str = ""
    published: str | None = None
    address: str = ""
    language: str = ""


def header_of(text: str) -> Header:
    """The header at the top of a clean text; an empty one, with ``text_start`` 0, where there is none."""
    fields: dict[str, str] = {}
    at = 0
    while True:
        end = text.find("\n", at, at + _LONGEST)
        if end < 0:
            return Header()
        line = text[at:end].rstrip()
        at = end + 1
        if not line:
            break
        found = _LINE.fullmatch(line)
        field = _FIELDS.get(found[1].lower()) if found else None
        if found is None or field is None or field in fields:
            return Header()
        fields[field] = found[2] or ""
    if len(fields) < 2:
        return Header()
    published = iso_date(fields["published"]) if "published" in fields else None
    if fields.get("published") and published is None:
        return Header()
    if fields.get("address") and not fields["address"].startswith(("http://", "https://")):
        return Header()
    while at < len(text) and text[at] == "\n":
        at += 1
    if not text[at:].strip():
        return Header()
    return Header(
        at,
        fields.get("title", ""),
        fields.get("source", ""),
        fields.get("author", ""),
        published,
        fields.get("address", ""),
        fields.get("language", ""),
    )
