"""The Textual program: it holds what the screens share and opens the first of them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.screen import Screen

from diptych.tui.guard import OutputGuard
from diptych.tui.highlights import Highlights
from diptych.tui.key_way import KeyWay
from diptych.tui.own_screen import OwnScreen
from diptych.tui.reading.looks import Looks

if TYPE_CHECKING:
    from textual.command import Provider

    from diptych.keymaps import Keymap
    from diptych.schemes import Scheme
    from diptych.store.library import Library
    from diptych.store.records import Story
    from diptych.tui.reading.queue_plan import Plan


def _commands_of_this_screen() -> type[Provider]:
    from diptych.tui.palette import CommandsOfThisScreen

    return CommandsOfThisScreen


class DiptychApp(App[None]):
    """diptych on a terminal. Screens get the library, the keymap and the label scheme from here."""

    TITLE = "diptych"
    COMMANDS = {_commands_of_this_screen}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "f24"  # the palette's keys come from the keymap
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", show=False, priority=True),
    ]

    def __init__(
        self,
        library: Library,
        keymap: Keymap,
        scheme: Scheme,
        story: Story | None = None,
        *,
        highlighting: bool = True,
        greeting: str = "",
        plan: Plan | None = None,
    ) -> None:
        super().__init__()
        self.library = library
        self.keymap = keymap
        self.scheme = scheme
        self.story = story
        self.greeting = greeting
        self.plan = plan
        self.crash: Exception | None = None
        self.ended_by = 0
        wanted = highlighting and os.environ.get("DIPTYCH_HIGHLIGHTS", "1") != "0"
        self.highlights = Highlights(str(library.path), enabled=wanted)
        colour = "NO_COLOR" not in os.environ
        if not colour:
            self.theme = "ansi-dark"
        self.looks = Looks(dark=True, colour=colour)
        self._way = KeyWay(self)

    async def on_event(self, event: events.Event) -> None:
        if not (isinstance(event, events.Key) and not event.is_forwarded and self._way.short(event)):
            await super().on_event(event)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's own, and the guard behind them."""
        return (*super().get_line_filters(), OutputGuard())

    def get_default_screen(self) -> Screen[None]:
        from diptych.tui.opening import first_screen

        return first_screen(self)

    def toggle_dark(self) -> None:
        """Dark to light and back."""
        dark = not self.looks.dark
        self.looks = Looks(dark=dark, colour=self.looks.colour)
        if self.looks.colour:
            self.theme = "textual-dark" if dark else "textual-light"
        else:
            self.theme = "ansi-dark" if dark else "ansi-light"

    def show_help(self, context: str, available: Mapping[str, object]) -> None:
        """The keys of a context, of the commands that are available there."""
        from diptych.tui.dialogues.help import HelpScreen

        self.push_screen(HelpScreen(self.keymap, context, available, self.scheme))

    def on_mount(self) -> None:
        """A closed window or a shutdown ends the program as the quit key does: place kept, terminal put back."""
        self.app_resume_signal.subscribe(
            self, lambda _: self.screen.refresh(layout=True)
        )  # after ctrl+z and fg
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):  # nor on Windows
                    loop.add_signal_handler(number, self._told_to_end, number)

    def _told_to_end(self, number: int) -> None:
        self.ended_by = number
        self.action_leave()

    def action_leave(self) -> None:
        """Leave as the quit command does."""
        if isinstance(self.screen, OwnScreen):
            self.screen.leave()
        else:
            self.exit()

    def _fatal_error(self) -> None:
        """In place of Textual's traceback over the reader's screen: a report in a file, and a sentence."""
        if self._exception is not None:
            self.crash = self._exception
        self._close_messages_no_wait()

    def on_unmount(self) -> None:
        self.highlights.stop()
