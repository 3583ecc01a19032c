"""Identifiers that are the same in every library: UUIDs of version 7, in order of their making."""

from __future__ import annotations

import os
import threading

from diptych.store import clock

_lock = threading.Lock()
_moment = 0  # 48 bits: milliseconds since 1970
_tail = 0  # 74 bits: random, then counting up within one millisecond


def uuid7(moment: int | None = None) -> str:
    """A new UUIDv7 (RFC 9562, section 5.7) in lower case, greater than every earlier one of this process.

    Within one millisecond the 74 random bits count up by a random step (section 6.2, method 2), so that order
    holds and the next identifier still cannot be guessed. ``moment``: milliseconds since 1970, if known.
    """
    global _moment, _tail
    with _lock:
        if moment is None:
            moment = clock.milliseconds()
        if moment > _moment:
            _moment = moment
            _tail = int.from_bytes(os.urandom(10), "big") >> 7  # 73 bits: room to count up
        else:
            _tail += 1 + int.from_bytes(os.urandom(4), "big")
            if _tail >> 74:
                _moment += 1
                _tail = int.from_bytes(os.urandom(10), "big") >> 7
        high = _tail >> 62
        low = _tail & ((1 << 62) - 1)
        digits = f"{(_moment << 80) | (7 << 76) | (high << 64) | (2 << 62) | low:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
