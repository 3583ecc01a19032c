"""How long a person looks at each sentence, and how fast answers come. Idle time is left out."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diptych.store.library import Library

Place = tuple[int, int, int]
"""An article's id, and the span of a sentence in it (code points)."""

IDLE = 60.0
"""Seconds without a key after which nobody is taken to be reading any more."""

LEAST = 0.2
"""Seconds: who passes a sentence faster has not looked at it."""

ENOUGH = 5.0
"""Active seconds from which a pace is told."""

RECENT = 30
"""Answers from which the pace is taken."""


class Attention:
    """Counts active seconds by sentence, from key to key; a pause counts up to `IDLE`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._last = clock()
        self._spent: dict[Place, float] = {}
        self._answers: deque[float] = deque(maxlen=RECENT)
        self.active = 0.0

    def key(self, place: Place | None) -> None:
        """A key was pressed; ``place`` is where the cursor stood until now."""
        now = self._clock()
        spent = min(max(0.0, now - self._last), IDLE)
        self._last = now
        self.active += spent
        if place is not None:
            self._spent[place] = self._spent.get(place, 0.0) + spent

    def answered(self) -> None:
        """A sentence of the queue was answered."""
        self._answers.append(self.active)

    @property
    def pace(self) -> float | None:
        """Answers in an active minute, of late; None before there is time enough to tell."""
        took = self._answers[-1] - self._answers[0] if self._answers else 0.0
        return (len(self._answers) - 1) * 60.0 / took if took >= ENOUGH else None

    def keep(self, library: Library, here: Place | None) -> None:
        """Write down the time of every sentence but ``here``, which is still being looked at."""
        waiting = {place: seconds for place, seconds in self._spent.items() if place != here}
        if library.read_only:
            return
        with library.connection.transaction(durable=False):
            for (article, start, end), seconds in waiting.items():
                if seconds >= LEAST:
                    library.timings.add(article, start, end, seconds)
            library.sessions.touch(self.active)
        for place in waiting:
            del self._spent[place]


def told(seconds: float) -> str:
    """A time to go, in the words of a status line."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes / 60:.1f} h"
