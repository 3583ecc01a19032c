"""From a web page to an article: the report without the page around it (trafilatura, extra ``web``)."""

from __future__ import annotations

import codecs
import contextlib
import logging
import re
from importlib import import_module
from typing import Any

from diptych.articles.article import Article
from diptych.articles.dates import iso_date
from diptych.articles.decoding import clean, decode
from diptych.errors import ExtraMissing, NotAnArticle

_SILENT = logging.NullHandler()
_WHITE = re.compile(r"\s+")


def article_of_page(
    data: bytes, *, location: str = "", shown: str = "The page", charset: str = "", fetched_at: str = ""
) -> Article:
    """The report on a page of HTML; ``charset`` is what the server said, ``shown`` names the page in messages.

    Raises ExtraMissing without trafilatura, NotAnArticle where the page holds no report.
    """
    extract = _trafilatura()
    if not data.strip():
        raise NotAnArticle(f"{shown} is empty; there is nothing to read in it.")
    page, repairs = _characters(data, charset)
    try:
        found = extract(
            page,
            url=location if location.startswith(("http://", "https://")) else None,
            with_metadata=True,
            include_comments=False,
            # a date that is only guessed from somewhere on the page is worse than none
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # whatever a hostile page does to the parser, a person gets a sentence
        raise NotAnArticle(
            f"{shown} cannot be read as a web page ({type(error).__name__}); save the report's text and open that."
        ) from error
    text, more = clean(getattr(found, "text", None) or "")
    if not text.strip():
        raise NotAnArticle(
            f"{shown} holds no report that could be found; save the report's text and open that."
        )
    return Article(
        text,
        title=_field(found, "title"),
        source=_field(found, "sitename") or _field(found, "hostname"),
        author=_once_each(_field(found, "author")),
        published=iso_date(_field(found, "date")),
        location=location or _field(found, "url"),
        fetched_at=fetched_at,
        language=_field(found, "language"),
        repairs=repairs + more,
    )


def _trafilatura() -> Any:
    try:
        trafilatura = import_module("trafilatura")  # by name: types must check without the extra, too
    except ImportError as error:
        raise ExtraMissing(
            "Web pages need the extra `web`: pip install 'diptych[web]'. Or save the report's text and open that."
        ) from error
    for name in ("trafilatura", "htmldate", "justext"):
        # what they would say on standard error would land in the middle of the screen
        logging.getLogger(name).addHandler(_SILENT)
    return trafilatura.bare_extraction


def _characters(data: bytes, charset: str) -> tuple[str | bytes, int]:
    """The page decoded as the server said or as UTF-8, else its bytes, for the parser to follow the page's own word."""
    if charset:
        with contextlib.suppress(LookupError, UnicodeDecodeError, ValueError):
            return clean(data.decode(codecs.lookup(charset).name))
    decoded = decode(data)
    # A page in another encoding says so in its head; only then is it worth guessing.
    return decoded if decoded.repairs == 0 or "\ufffd" not in decoded.text else (data, 0)


def _field(found: Any, name: str) -> str:
    """A line of the page's own description, without line ends."""
    value = getattr(found, name, None)
    return _WHITE.sub(" ", clean(str(value)).text).strip() if value else ""


def _once_each(authors: str) -> str:
    """The names between semicolons, each once, however it is capitalised."""
    names = {name.casefold(): name for part in reversed(authors.split(";")) if (name := part.strip())}
    return "; ".join(reversed(names.values()))
