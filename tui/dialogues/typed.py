"""A screen over the reader in which text is typed: the keymap's ``dialogue`` context, every other key is text."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import Input, TextArea

from diptych.keymaps.sequence import Fired, Pending
from diptych.tui.dialogues.keyed import KeyedScreen
from diptych.tui.key_way import hand_to, pass_on

if TYPE_CHECKING:
    from textual.widget import Widget as Field

    from diptych.keymaps import Keymap
else:
    Field = object


class TypedScreen(KeyedScreen[None]):
    """Its field asks it first about every key; no key is lost while the field is not there yet."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, keymap: Keymap) -> None:
        super().__init__(keymap, "dialogue")
        self.acts["dialogue.accept"] = lambda _: self.accept()
        del self.acts["quit"]

    @property
    def field(self) -> TextField | LineField:
        """Where text is typed."""
        raise NotImplementedError

    def accept(self) -> None:
        """Keep what is typed and close."""
        raise NotImplementedError

    def heard(self, event: events.Key) -> bool:
        """Run what a key is bound to; False where it is for the field."""
        if pass_on(self.app, self, event):
            return True
        fed = self._keys.feed(event.key)
        if isinstance(fed, Fired):
            if fed.command in self.acts:
                self.acts[fed.command](fed.times)
        elif not isinstance(fed, Pending) and fed.alone:
            return False
        event.stop()
        event.prevent_default()
        return True

    def press(self, event: events.Key) -> None:
        hand_to(self.field, event)

    def on_key(self, event: events.Key) -> None:
        if self._built and event is self.field.last_key:
            event.prevent_default()  # the field did not want it: only its own bindings are left
            return
        event.stop()
        event.prevent_default()
        self.take_key(event)


JOINERS = frozenset("\u200c\u200d")
"""Zero width (non-)joiner, typed in emoji, Persian or Hindi. Textual's fields drop them as not printable."""


class HeardField(Field):
    """Asks its screen about every key before it takes it. No widget of its own, but put before one (see Direct)."""

    last_key: events.Key | None = None

    def on_key(self, event: events.Key) -> None:
        self.last_key = event
        screen = self.screen
        if isinstance(screen, TypedScreen) and not screen.heard(event) and event.character in JOINERS:
            event.stop()
            event.prevent_default()
            self.put(event.character or "")

    def put(self, text: str) -> None:
        """Write a text where the cursor is."""
        raise NotImplementedError


class TextField(HeardField, TextArea):
    """Several lines."""

    def put(self, text: str) -> None:
        self.insert(text)


class LineField(HeardField, Input):
    """One line."""

    def put(self, text: str) -> None:
        self.insert_text_at_cursor(text)
