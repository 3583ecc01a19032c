"""What time it is: UTC, ISO 8601, milliseconds, ending in ``Z``, and never earlier than before."""

from __future__ import annotations

import threading
import time

_DAY = 86_400_000
_lock = threading.Lock()
_latest = 0  # milliseconds since 1970
_second = (
    0,
    "1970-01-01T00:00:00",
)  # the last second that was written, for writing one costs more than a row


def milliseconds() -> int:
    """Milliseconds since 1970, never less than any earlier answer in this process."""
    global _latest
    with _lock:
        _latest = max(_latest, time.time_ns() // 1_000_000)
        return _latest


def iso(moment: int) -> str:
    """The written form of ``moment`` (milliseconds since 1970)."""
    global _second
    seconds, rest = divmod(moment, 1000)
    known, written = _second
    if seconds != known:
        written = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds))
        _second = (seconds, written)
    return f"{written}.{rest:03d}Z"


def now() -> str:
    """The time now, in its written form."""
    return iso(milliseconds())


def observe(written: str) -> None:
    """Never answer earlier than ``written`` (a time this module wrote, in this run or another).

    A clock that was set back must not put new entries before old ones. One that once stood more than a day
    ahead is not followed: that was the mistake, and would stick for ever.
    """
    import calendar

    global _latest
    try:
        seconds = calendar.timegm(time.strptime(written[:19], "%Y-%m-%dT%H:%M:%S"))
        moment = seconds * 1000 + int(written[20:23])
    except ValueError:
        return
    with _lock:
        if _latest < moment < time.time_ns() // 1_000_000 + _DAY:
            _latest = moment
