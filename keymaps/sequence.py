"""Keys in, commands out: counts and sequences such as ``g g``, without a timeout.

A pure state machine: no clock, no screen. A sequence that leads nowhere does nothing at all, so that a slip
of the finger never labels a sentence.
"""

from __future__ import annotations

from typing import NamedTuple

from diptych.keymaps.commands import BY_NAME
from diptych.keymaps.keymap import COUNTING, Keymap
from diptych.keymaps.keynames import emitted, shown

HIGHEST_COUNT = 99_999
"""Further digits that would make a higher count are ignored."""


class Pending(NamedTuple):
    """More keys are awaited; ``text`` says what was typed so far. Empty: escape has just cleared it."""

    text: str


class Fired(NamedTuple):
    """A command is due. ``times`` was typed before it; None where nothing was or the command takes none."""

    command: str
    times: int | None = None


class Unbound(NamedTuple):
    """Nothing is bound to what was typed. ``alone``: it was one key with nothing before it."""

    text: str
    alone: bool


class Sequences:
    """What was typed so far in one context."""

    def __init__(self, keymap: Keymap, context: str, counts: bool | None = None) -> None:
        """``counts``: whether digits are counts; None for what the key map says of this context."""
        self._bindings = keymap.bindings(context)
        self._starts = {
            " ".join(keys[:length])
            for keys in (sequence.split(" ") for sequence in self._bindings)
            for length in range(1, len(keys))
        }
        self._counts = (keymap.counts and context in COUNTING) if counts is None else counts
        self._digits = ""
        self._keys: list[str] = []

    @property
    def pending(self) -> str:
        """What was typed and not yet used, as people read it; empty where nothing waits."""
        return self._digits + ("" if not self._keys else shown(" ".join(self._keys)))

    def clear(self) -> None:
        """Forget what was typed."""
        self._digits = ""
        self._keys.clear()

    def feed(self, key: str) -> Pending | Fired | Unbound:
        """One key press, by Textual's name for it."""
        key = emitted(key)
        waiting = bool(self._digits or self._keys)
        if waiting and key == "escape":
            self.clear()
            return Pending("")
        if self._takes_digit(key):
            self._digits = self._digits if int(self._digits + key) > HIGHEST_COUNT else self._digits + key
            return Pending(self.pending)
        self._keys.append(key)
        sequence = " ".join(self._keys)
        if sequence in self._starts:
            return Pending(self.pending)
        command = self._bindings.get(sequence)
        if command is None:
            text = self.pending
            self.clear()
            return Unbound(text, alone=not waiting)
        count = int(self._digits) if self._digits and BY_NAME[command].counts else None
        self.clear()
        return Fired(command, count)

    def _takes_digit(self, key: str) -> bool:
        if not self._counts or self._keys or len(key) != 1 or key not in "0123456789":
            return False
        return key != "0" or bool(self._digits)
