"""A few things to do, one of which is picked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from diptych.tui.dialogues.picker import Picker, Row

if TYPE_CHECKING:
    from diptych.keymaps import Keymap

Choice = tuple[str, Callable[[], None]]
"""What it says, and what is done when it is picked."""


class Choices(Picker):
    """Lies over the lower part of the screen, so that what it is about stays in view."""

    DEFAULT_CSS = """
    Choices { align: center bottom; background: transparent; }
    Choices > .dialogue {
        width: 100%; max-width: 100%; height: 45%; min-height: 5; border: none; border-top: solid $primary;
    }
    """

    def __init__(
        self, keymap: Keymap, title: str, choices: Sequence[Choice], leave: Callable[[], None]
    ) -> None:
        super().__init__(keymap, title, [Row(str(i), text) for i, (text, _) in enumerate(choices)])
        self._choices = list(choices)
        self._leave = leave

    def choose(self, row: str) -> None:
        self.dismiss(None)
        self._choices[int(row)][1]()

    def close(self) -> None:
        self.dismiss(None)
        self._leave()
