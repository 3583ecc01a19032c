"""The optional header of a text file."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.articles.dates import iso_date
from diptych.articles.header import Header, header_of
from diptych.articles.reading import article_of_text

BODY = "The envoys met again on Tuesday in a hotel outside Doha, and spoke until well after midnight about the list.\n"


def test_a_header_fills_the_article() -> None:
    """Title, source, author, date and address are taken off the text, whose offsets start after the header."""
    article = article_of_text(
        "Title: Talks near a pause\nSource: The Harbour Post\nAuthor: Ann Lee\nDate: January 13, 2025\n"
        f"URL: https://post.example/talks\nLanguage: en\n\n{BODY}",
        location="/x/post.txt",
    )
    assert article.text == BODY
    assert (article.title, article.source, article.author) == (
        "Talks near a pause",
        "The Harbour Post",
        "Ann Lee",
    )
    assert (article.published, article.language) == ("2025-01-13", "en")
    assert article.location == "https://post.example/talks"


@pytest.mark.parametrize(
    "top",
    [
        "Title: one key is not enough\n\n",
        "Title: no blank line\nSource: x\n",
        "Title: an unknown key\nSource: x\nMood: glad\n\n",
        "Title: twice\nTitle: twice\n\n",
        "Source: x\nDate: some day\n\n",
        "Title: x\nURL: javascript:alert(1)\n\n",
        "\nTitle: x\nSource: y\n\n",
        "Title: x\n Source: y\n\n",
    ],
)
def test_what_is_no_header_stays_text(top: str) -> None:
    """A header that is not understood whole is left in the text: nothing is lost."""
    assert header_of(top + BODY) == Header()
    assert article_of_text(top + BODY).text == top + BODY


def test_a_header_without_a_report_is_text() -> None:
    """A header with nothing below it is the text itself."""
    assert header_of("Title: x\nSource: y\n\n \n") == Header()


def test_the_headline_is_the_title_where_no_header_gives_one() -> None:
    """The header's title wins over the headline; a dateline gives the date."""
    text = f"Envoys near a deal\n\nPublished January 13, 2025\n\n{BODY}\n{BODY}"
    assert article_of_text(text).title == "Envoys near a deal"
    assert article_of_text(text).published == "2025-01-13"
    assert article_of_text(f"Title: Deal\nSource: Post\n\n{text}").title == "Deal"
    assert article_of_text(BODY).title == ""


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2025-01-13", "2025-01-13"),
        ("2025-01-13T10:30:00Z", "2025-01-13T10:30:00+00:00"),
        ("2025-01-13T10:30+01:00", "2025-01-13T10:30:00+01:00"),
        ("Monday, January 13, 2025", "2025-01-13"),
        ("13 Jan. 2025, 10:30", "2025-01-13"),
        ("Sept. 1st, 2024", "2024-09-01"),
        ("13/01/2025", None),
        ("January 32, 2025", None),
        ("2025-13-01", None),
        ("13 Foo 2025", None),
        ("", None),
    ],
)
def test_dates(written: str, expected: str | None) -> None:
    """Dates as people write them become ISO 8601; what is unclear or impossible becomes nothing."""
    assert iso_date(written) == expected


@given(st.text("TitleSourceDateURL:-0123456789 \n", max_size=200))
def test_any_text_keeps_its_end(text: str) -> None:
    """Whatever stands at the top, the header ends at the start of a line, and the rest is not blank."""
    start = header_of(text).text_start
    assert start == 0 or (text[start - 1] == "\n" and text[start:].strip())


def test_time_is_linear() -> None:
    """A first line of megabytes, or a header without end, is settled at once."""
    started = time.perf_counter()
    header_of("Title: " + "x" * 5_000_000)
    header_of("Title: x\n" * 500_000)
    iso_date("1 " * 1_000_000)
    assert time.perf_counter() - started < 0.5
