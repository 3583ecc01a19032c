"""A screen over the reader whose keys come from the keymap's ``list`` context."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.screen import ModalScreen

from diptych.keymaps.sequence import Fired, Sequences

if TYPE_CHECKING:
    from diptych.keymaps import Keymap

Result = TypeVar("Result")


class KeyedScreen(ModalScreen[Result]):
    """Runs ``self.acts[command](count)`` for the keys of its context; unknown keys do nothing."""

    BINDINGS: ClassVar[list[BindingType]] = []
    DEFAULT_CSS = """
    KeyedScreen { align: center middle; background: $background 60%; }
    KeyedScreen > .dialogue {
        width: 90%; max-width: 110; height: 90%; background: $surface; border: round $primary; padding: 0 1;
    }
    """

    def __init__(self, keymap: Keymap, context: str = "list") -> None:
        super().__init__()
        self.keymap = keymap
        self.context = context
        self._keys = Sequences(keymap, context)
        self.acts: dict[str, Callable[[int | None], None]] = {
            "screen.back": lambda _: self.close(),
            "quit": lambda _: self.close(),
        }

    def close(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    def leave(self) -> None:
        """The whole program is to end."""
        self.app.exit()

    def on_key(self, event: events.Key) -> None:
        fed = self._keys.feed(event.key)
        if isinstance(fed, Fired) and fed.command in self.acts:
            self.acts[fed.command](fed.count)
        event.stop()
        event.prevent_default()
