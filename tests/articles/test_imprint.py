"""Bylines, datelines, credits and captions."""

from __future__ import annotations

import time

import pytest

from diptych.articles.imprint import (
    is_byline,
    is_credit,
    is_credited_caption,
    is_dateline,
    points_at_picture,
    starts_dated,
)


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "By Ann Lee and Bo Ek, CNN",
        "BY ANN LEE",
        "By Ann van der Berg, political correspondent",
        "by Ann Lee",
        "Por Ana Silva",
        "*** Ana Silva, enviada da agência ***",
    ],
)
def test_bylines(line: str) -> None:
    """A line that only names its writers is a byline."""
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "By Monday Hamas",
        "By Tuesday the talks had stalled",
        "By Ann Lee.",
        "By then, 33 hostages were free",
        "Von der Leyen",
        "Di tutti",
        "Bypass surgery",
        "By 2030",
    ],
)
def test_no_bylines(line: str) -> None:
    """A sentence that starts with "By", or a name that starts like one, is none."""
    assert not is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "January 13, 2025",
        "13 Jan. 2025",
        "Monday, January 13, 2025",
        "Published 10:30 AM EST, Fri November 17, 2023",
        "Updated 3 hours ago",
        "5 min read",
        "2025-01-13",
        "Jan. 13, 2025 10:30 AM ET",
    ],
)
def test_datelines(line: str) -> None:
    """A line that only dates the report is a dateline."""
    assert is_dateline(line)


def test_no_datelines() -> None:
    """A sentence with a date in it is none."""
    assert not is_dateline("January 13, 2025 was a Monday")
    assert not is_dateline("33 hostages")


@pytest.mark.parametrize(
    "line",
    [
        "Ann Lee/Getty Images",
        "AP Photo/Ann Lee",
        "(AP Photo/Ann Lee)",
        "Photo by Ann Lee",
        "Photograph: Ann Lee/AFP",
        "Photo credit: Ann Lee",
        "Ann Lee | Reuters",
        "Reuters",
    ],
)
def test_credits(line: str) -> None:
    """A line that only names a picture's maker is a credit."""
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "He said/she said",
        "Photo by photo, the story came out.",
        "Images of the strike spread",
        "Photo finish",
    ],
)
def test_no_credits(line: str) -> None:
    """A sentence about pictures is none."""
    assert not is_credit(line)


def test_captions() -> None:
    """A caption says so by its first word, its credit in brackets, or where and on which full date it was taken."""
    assert is_credited_caption("FILE - The envoy speaks in Doha, May 3, 2024. (AP Photo/Ann Lee, File)")
    assert is_credited_caption("Smoke rises over the harbour. (Ann Lee/AFP)")
    assert is_credited_caption("Nurses cheer outside the ward on Friday. (The Dispatch/Ana Silva)")
    assert not is_credited_caption("He left (and came back).")
    assert not is_credited_caption("They voted against it. (Yes/No)")
    assert points_at_picture("Workers carry boxes at the port on November 28, 2023 in Haifa, Israel.")
    assert points_at_picture("Ann Lee (left) and Bo Ek")
    assert not points_at_picture("The talks were left to others.")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("WASHINGTON — The talks", True),
        ("Beirut (AFP) – When", True),
        ("DAKAR, Senegal (AP) — She", True),
        ("Nagpur (India) (AFP) – He", True),
        ("Lisboa, 04 dez 2023 (Lusa) - O", True),
        ("HARTFORD, Conn. — The", True),
        ("Deal near – officials", False),
        ("COP28: what is known", False),
    ],
)
def test_dated_starts(line: str, expected: bool) -> None:
    """Place, agency and dash open a report's first paragraph; a dash alone does not."""
    assert starts_dated(line) is expected


def test_time_is_linear() -> None:
    """Lines of 1 MB, and lines built to make an expression try everything, are settled at once."""
    started = time.perf_counter()
    for piece in ("A/", "Photo: A. ", "(AP Photo", "By A ", "A, ", "on January 1, 2000 in ", "1 Jan 2000 "):
        for line in ((piece * 20)[:139].strip() + "!", (piece * 80)[:399].strip() + "!", piece * 200_000):
            for test in (
                is_byline,
                is_credit,
                is_credited_caption,
                is_dateline,
                points_at_picture,
                starts_dated,
            ):
                test(line)
    assert time.perf_counter() - started < 2
