"""The least that Textual can paint for a key: one line of one widget that fills the screen."""

from __future__ import annotations

from rich.segment import Segment
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Page(Widget, can_focus=True):
    """Lines of text; each key changes the first of them."""

    pressed = 0

    def render_line(self, y: int) -> Strip:
        text = f"ready {self.pressed}" if y == 0 else f"line {y} of a page that stays as it is"
        return Strip([Segment(text.ljust(self.size.width))], self.size.width)

    def on_key(self, event: events.Key) -> None:
        event.stop()
        self.pressed += 1
        self.refresh(Region(0, 0, self.size.width, 1))


class Floor(App[None]):
    """One widget."""

    def compose(self) -> ComposeResult:
        yield Page()

    def on_mount(self) -> None:
        self.query_one(Page).focus()


if __name__ == "__main__":
    Floor().run()
