"""A screen over the reader whose keys come from the keymap's ``list`` context."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import events
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widgets import Input

from diptych.keymaps.sequence import Fired, Pending, Sequences
from diptych.tui.key_way import hand_to, pass_on, two_keys
from diptych.tui.own_screen import OwnScreen

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.tui.app import DiptychApp

Result = TypeVar("Result")


class KeyedScreen(OwnScreen, ModalScreen[Result]):
    """Runs ``self.acts[command](count)`` for the keys of its context; unknown keys do nothing."""

    BINDINGS: ClassVar[list[BindingType]] = []
    app: DiptychApp
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
        self._built = False
        self._early: list[events.Key] = []
        self.acts: dict[str, Callable[[int | None], None]] = {
            "screen.back": lambda _: self.close(),
            "quit": lambda _: self.close(),
            "help": lambda _: self.app.show_help(self.context, self.acts),
        }

    def close(self) -> None:
        """Leave without a choice."""
        self.dismiss(None)

    def leave(self) -> None:
        self.app.exit()

    def on_mount(self) -> None:
        # Textual calls this after the on_mount of the classes below: their widgets are there by now.
        self._built = True
        early, self._early = self._early, []
        for event in early:
            self.take_key(event)

    def take_key(self, event: events.Key) -> None:
        if not self._built:
            self._early.append(event)
        elif not pass_on(self.app, self, event):
            self.press(event)

    def press(self, event: events.Key) -> None:
        """Run what the key is bound to here."""
        fed = self._keys.feed(event.key)
        if isinstance(fed, Fired):
            if fed.command in self.acts:
                self.acts[fed.command](fed.times)
        elif not isinstance(fed, Pending) and fed.alone:
            for key in two_keys(event):
                self.take_key(key)

    def escape_field(self) -> None:
        """Escape was pressed while a line is typed on this screen."""
        self.close()

    def on_key(self, event: events.Key) -> None:
        field = self.focused
        if isinstance(field, Input) and self.app.screen is self:
            if getattr(field, "last_key", event) is not event:  # it was on its way when the field came up
                event.stop()
                event.prevent_default()
                hand_to(field, event)
            elif event.key == "escape":
                event.stop()
                event.prevent_default()
                self.escape_field()
            return  # the field's own keys: letters, backspace, arrows
        event.stop()
        event.prevent_default()
        self.take_key(event)

    def key_for(self, command: str) -> str:
        """The first key of a command here, as people read it; empty where it has none."""
        return (self.keymap.keys_for(command, self.context) or ("",))[0]

    def hints(self, *wanted: tuple[str, str]) -> str:
        """Commands with their keys and a word each, for the end of a title line."""
        return "  ".join(f"{key} {word}" for command, word in wanted if (key := self.key_for(command)))
