"""UUIDs and the clock."""

from __future__ import annotations

import re
import time
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from diptych.store import clock, identifiers
from diptych.store.identifiers import uuid7


def test_uuid7_is_a_version_7_uuid_of_now() -> None:
    """Version, variant and the 48 bits of time are where RFC 9562 puts them."""
    before = time.time_ns() // 1_000_000
    made = uuid.UUID(uuid7())
    assert made.version == 7
    assert made.variant == uuid.RFC_4122
    assert before - 1 <= made.int >> 80 <= clock.milliseconds()
    assert str(made) == str(made).lower()


def test_uuid7_grows_and_never_repeats() -> None:
    """Ten thousand in a row, most of them within one millisecond, are in order and distinct."""
    made = [uuid7() for _ in range(10_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_uuid7_is_distinct_across_threads() -> None:
    """Threads never make the same one."""
    with ThreadPoolExecutor(4) as pool:
        made = [one for some in pool.map(lambda _: [uuid7() for _ in range(500)], range(4)) for one in some]
    assert len(set(made)) == 2_000


def test_uuid7_carries_into_the_next_millisecond(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the random bits of one millisecond are used up, the next identifier is still greater."""
    monkeypatch.setattr(identifiers, "_moment", clock.milliseconds() + 5_000)
    monkeypatch.setattr(identifiers, "_tail", (1 << 74) - 2)
    first = uuid7()
    second = uuid7()
    assert first < second
    assert uuid.UUID(first).version == uuid.UUID(second).version == 7


def test_time_never_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer clock that is set back does not make an entry older than the one before it."""
    before = clock.now()
    monkeypatch.setattr(clock.time, "time_ns", lambda: 1_000_000_000)
    assert clock.now() >= before


def test_time_follows_the_library_but_not_a_wrong_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A time a minute ahead is followed; one of the year 2999 is not, nor is nonsense."""
    monkeypatch.setattr(clock, "_latest", 0)
    ahead = clock.iso(time.time_ns() // 1_000_000 + 60_000)
    clock.observe(ahead)
    assert clock.now() == ahead
    clock.observe("2999-01-01T00:00:00.000Z")
    clock.observe("yesterday")
    assert clock.now() == ahead


def test_time_is_written_in_utc_with_milliseconds() -> None:
    """ISO 8601, always 24 characters, ending in Z."""
    assert clock.iso(1_700_000_000_007) == "2023-11-14T22:13:20.007Z"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", clock.now())
