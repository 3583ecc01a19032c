"""What the app asks of diptych's own screens, and of none of Textual's, such as the palette."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual import events


class OwnScreen:
    """No widget of its own, but put before one: Textual takes the styles of the first base that is a widget."""

    def take_key(self, event: events.Key) -> None:
        """Take a key that was pressed for this screen and came by another way; it waits while the screen is built."""
        raise NotImplementedError

    def take_at_once(self, event: events.Key) -> bool:
        """Take a key that comes straight from the terminal; False where it has to go from queue to queue."""
        return False

    def leave(self) -> None:
        """The whole program is to end: keep what has to be kept, and exit."""
        raise NotImplementedError
