"""The two lines under the panes: about what is under the cursor, and the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.description import describe_sentence
from diptych.tui.reading.rows import cells, wrap
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.tui.reading.reader import Reader
    from diptych.tui.reading.screen import ReadingScreen

HINTS = {
    "reading": (
        ("help", "help"),
        ("claim.toggle", "claim"),
        ("claim.reject", "no claim"),
        ("history.undo", "undo"),
        ("pane.next", "pane"),
        ("palette", "commands"),
    ),
    "span": (
        ("span.next", "next"),
        ("span.extend", "longer"),
        ("span.shrink", "shorter"),
        ("span.snap", "snap"),
        ("span.piece", "piece"),
        ("claim.toggle", "label"),
        ("screen.back", "leave"),
        ("help", "help"),
    ),
    "link": (
        ("pane.next", "pane"),
        ("match.next", "next match"),
        ("link.finish", "choose"),
        ("screen.back", "leave"),
        ("help", "help"),
    ),
}


class Footing:
    """Says what came of a key. A message too long for the status line begins on the line above it."""

    def __init__(self, screen: ReadingScreen, keymap: Keymap) -> None:
        self._screen = screen
        self._hints = Hints(keymap)
        self.about = Line(id="about")
        self.status = Line(id="status")
        self.message = ""
        self._on_status = ""
        self._spilled = False

    def say(self, text: str) -> None:
        """A message for the status line; the next key replaces it."""
        self.message = text
        self.show()

    def show(self) -> None:
        """The message, else how far one is; the keys of a sequence that has begun, else those one needs most."""
        self._spill()
        screen, keyboard = self._screen, self._screen.keyboard
        mode, pending = keyboard.mode, keyboard.pending
        left = self._on_status or (mode.status() if mode is not None else progress(screen.reader))
        room = screen.outer_size.width - cells(left) - 4
        right = f"{pending}…" if pending else self._hints.within(room, keyboard.context)
        self.status.show(f" {left}", f"{right} ")

    def _spill(self) -> None:
        width = self._screen.outer_size.width - 2
        message = self.message
        rows = list(wrap(message, 0, len(message), width)) if cells(message) > width else []
        spills = len(rows) > 1
        self._on_status = message[rows[1][0] :] if spills else message
        if spills:
            self.about.show(f" {message[: rows[0][1]]}", "")
            self._spilled = True
        elif self._spilled:
            self._spilled = False
            self.describe()

    def describe(self) -> None:
        """What is under the cursor, unless a message needs the line."""
        if not self._spilled:
            self.about.show(" " + describe_sentence(self._screen.reader))


def progress(reader: Reader) -> str:
    """Who reads, and how far."""
    if reader.queue is not None:
        return reader.queue.progress()
    sentence, count, judged, claims = reader.progress()
    advance = "" if reader.auto_advance else " · stays"
    if not count:
        return f"{reader.library.annotator} · no sentences in this report"
    return (
        f"{reader.library.annotator} · sentence {sentence} of {count} · {judged} judged · "
        f"{claims} claim{'' if claims == 1 else 's'}{advance} · saved"
    )


class Hints:
    """The keys one needs most, as this keymap has them."""

    def __init__(self, keymap: Keymap) -> None:
        self._each = {
            context: [
                f"{keys[0]} {word}" for name, word in wanted if (keys := keymap.keys_for(name, context))
            ]
            for context, wanted in HINTS.items()
        }

    def within(self, room: int, context: str = "reading") -> str:
        """As many as fit into ``room`` cells."""
        said = ""
        for hint in self._each[context]:
            if len(said) + len(hint) + 2 <= room:
                said += f"  {hint}" if said else hint
        return said
