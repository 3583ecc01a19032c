"""The keys of the reading screen: read in the context that is in force, run as the commands they are bound to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.keymaps.sequence import Fired, Pending, Sequences
from diptych.tui.key_way import two_keys

if TYPE_CHECKING:
    from textual import events

    from diptych.keymaps import Keymap
    from diptych.tui.reading.mode import Mode
    from diptych.tui.reading.screen import ReadingScreen


class Keyboard:
    """Keys that come while the screen is still built wait for ``begin``. ``mode``: a while with keys of its own."""

    def __init__(self, screen: ReadingScreen, keymap: Keymap) -> None:
        self._screen = screen
        self._keymap = keymap
        self._sequences = Sequences(keymap, "reading")
        self._begun = False
        self._early: list[events.Key] = []
        self.mode: Mode | None = None

    def begin(self) -> None:
        """The screen stands: take the keys that were pressed for it meanwhile."""
        self._begun = True
        early, self._early = self._early, []
        for event in early:
            self.take(event)

    def take(self, event: events.Key) -> None:
        """Run what a key is bound to, once the screen stands."""
        if not self._begun:
            self._early.append(event)
            return
        screen = self._screen
        screen.reader.attention.key(screen.reader.here)
        fed = self._sequences.feed(event.key)
        if isinstance(fed, Fired):
            screen.run(fed.command, fed.times)
        elif isinstance(fed, Pending):
            screen.footing.show()
        elif fed.alone and (two := two_keys(event)):
            for key in two:
                self.take(key)
        else:
            wanted, does = ("quit", "leaves") if event.key == "ctrl+c" else ("help", "shows the keys")
            keys = self._keymap.keys_for(wanted, "reading")
            screen.footing.say(f"{fed.text} has no meaning here{f'; {keys[0]} {does}' if keys else ''}.")

    @property
    def pending(self) -> str:
        """The keys of a sequence that has begun, as people read them; empty where none has."""
        return self._sequences.pending

    @property
    def context(self) -> str:
        """The context whose keys are in force."""
        return self.mode.context if self.mode is not None else "reading"

    def enter_mode(self, mode: Mode) -> None:
        """Read keys in another context, until ``leave_mode``."""
        self.leave_mode()
        self.mode = mode
        self._sequences = Sequences(self._keymap, mode.context)
        mode.begin()

    def leave_mode(self) -> None:
        """Read keys in the reading context again."""
        if self.mode is None:
            return
        mode, self.mode = self.mode, None
        self._sequences = Sequences(self._keymap, "reading")
        mode.end()
