"""The way of a key from the terminal to the text.

Textual hands a key from queue to queue: the app's, the focused widget's, the screen's. Each costs a turn of the event
loop. A key for the text takes none of them: the reading screen takes it when the app does, which also fixes what it
acts on at that moment. Keys never overtake: while one that went the long way is still in a queue, the next follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from diptych.tui.dialogues.keyed import hand_to

if TYPE_CHECKING:
    from textual import events
    from textual.message_pump import MessagePump
    from textual.screen import Screen

    from diptych.tui.app import DiptychApp


class KeyWay:
    """Chooses the way for each key of one app."""

    def __init__(self, app: DiptychApp) -> None:
        self._app = app
        self._on_the_long_way: Sequence[MessagePump] = ()
        self._kept_back = 0
        self._own = {key for binding in app.BINDINGS for key in _keys(binding)} | {
            app.COMMAND_PALETTE_BINDING
        }

    def short(self, event: events.Key) -> bool:
        """Give a key to the screen itself, where that may be; False: it has to go from queue to queue."""
        app = self._app
        screen = app.screen
        if event.key in self._own or not app.app_focus:
            return False
        take = getattr(screen, "take_at_once", None)
        waiting = any(pump.message_queue_size for pump in self._on_the_long_way)
        if take is not None and not waiting and take(event):
            return True
        own = hasattr(screen, "take_key")
        self._kept_back = 0 if own else self._kept_back
        if not own and (self._kept_back or app.focused is None):
            self._keep_back(screen, event)
            return True
        self._on_the_long_way = app.focused.ancestors_with_self if app.focused is not None else (screen,)
        return False

    def _keep_back(self, screen: Screen[Any], event: events.Key) -> None:
        """For one of Textual's own screens, which listens when it has been drawn."""

        def hand_on() -> None:
            self._kept_back = max(0, self._kept_back - 1)
            hand_to(screen.focused or screen, event)

        self._kept_back += 1
        screen.call_after_refresh(hand_on)


def _keys(binding: object) -> list[str]:
    key = binding[0] if isinstance(binding, tuple) else getattr(binding, "key", "")
    return str(key).split(",")
