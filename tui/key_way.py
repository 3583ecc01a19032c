"""The way of a key from the terminal to the screen that it was pressed for.

Textual hands a key from queue to queue: the app's, the focused widget's, the screen's. Each costs a turn of the event
loop. A key for the text takes none of them: the reading screen takes it when the app does, which also fixes what it
acts on at that moment. Keys never overtake: while one that went the long way is still in a queue, the next follows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from textual import events

from diptych.tui.own_screen import OwnScreen

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump
    from textual.screen import Screen
    from textual.widget import Widget

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
        if isinstance(screen, OwnScreen):
            waiting = any(pump.message_queue_size for pump in self._on_the_long_way)
            if not waiting and screen.take_at_once(event):
                return True
            self._kept_back = 0
        elif self._kept_back or app.focused is None:
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


def pass_on(app: App[Any], screen: Screen[Any], event: events.Key) -> bool:
    """Give a key that reached ``screen`` after another one came up (or before it) to the screen that is up now.

    Keys that come faster than screens change would else be lost, or act on what lies below. False: ``screen``
    is up, the key is its own.
    """
    now = app.screen
    if now is screen:
        return False
    event.stop()
    event.prevent_default()
    again = events.Key(event.key, event.character)
    if isinstance(now, OwnScreen):
        now.take_key(again)
    else:  # one of Textual's own screens, which listens when it has been drawn
        now.call_after_refresh(lambda: (now.focused or now)._forward_event(again))
    return True


def hand_to(field: Widget, event: events.Key) -> None:
    """Give a field a key that came by another way: anew, because the event may be stopped already."""
    field._forward_event(events.Key(event.key, event.character))


def two_keys(event: events.Key) -> list[events.Key]:
    """A terminal sends escape and a key typed right after it as one with alt: the two; else nothing."""
    if not event.key.startswith("alt+"):
        return []
    rest = event.key.removeprefix("alt+")
    return [events.Key("escape", "\x1b"), events.Key(rest, rest if len(rest) == 1 else None)]
