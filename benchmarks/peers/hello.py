"""The smallest Textual app that answers a key: what Textual itself costs."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Hello(App[None]):
    """Says hello, then which key was pressed."""

    def compose(self) -> ComposeResult:
        yield Static("Hello, world")

    def on_key(self, event: events.Key) -> None:
        self.query_one(Static).update(f"pressed {event.key}")


if __name__ == "__main__":
    Hello().run()
