"""The reading screen: panes side by side, a line about what is under the cursor, a status line."""

from __future__ import annotations

import asyncio
import gc
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.screen import Screen

from diptych.errors import DiptychError
from diptych.tui.key_way import pass_on
from diptych.tui.own_screen import OwnScreen
from diptych.tui.reading.commands import ABOUT_ANSWERS, TABLES
from diptych.tui.reading.comparing import Comparing
from diptych.tui.reading.footing import Footing
from diptych.tui.reading.keyboard import Keyboard
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.pane import ArticlePane
from diptych.tui.reading.pane_row import PaneRow
from diptych.tui.reading.searching import Searching

if TYPE_CHECKING:
    from collections.abc import Callable

    from diptych.keymaps import Keymap
    from diptych.tui.app import DiptychApp
    from diptych.tui.reading.open_article import OpenArticle
    from diptych.tui.reading.reader import Reader
    from diptych.tui.reading.suggesting import Suggesting

REST = 0.12
"""Seconds without a key after which what is under the cursor is lit and described."""

PLACE_SAVED_AFTER = 0.15
"""Seconds after a move in which the place is written down; with an answer it is written at once."""


class ReadingScreen(OwnScreen, Screen[None]):
    """Reports side by side. All behaviour is in the commands and in ``Reader``; this binds them to widgets."""

    BINDINGS: ClassVar[list[BindingType]] = []
    BLANK = True
    app: DiptychApp
    DEFAULT_CSS = """
    ReadingScreen { layers: base; }
    ReadingScreen #about { color: $text-muted; }
    ReadingScreen #status { background: $panel; color: $foreground; }
    ReadingScreen #search { display: none; height: 1; border: none; padding: 0 1; background: $panel; }
    ReadingScreen.-searching #search { display: block; }
    ReadingScreen.-searching #status { display: none; }
    """

    class Rested(Message):
        """No key has come for a while."""

    class PlaceDue(Message):
        """The place is to be written down."""

    row: PaneRow
    """The panes on the screen."""

    def __init__(self, reader: Reader, keymap: Keymap) -> None:
        super().__init__()
        self.reader = reader
        self.keyboard = Keyboard(self, keymap)
        self.footing = Footing(self, keymap)
        self.searching = Searching(self)
        self.comparing = Comparing(self)
        self.suggesting: Suggesting | None = None  # until it is asked for
        self._rest: asyncio.TimerHandle | None = None
        self._last_key = 0.0
        self._save: asyncio.TimerHandle | None = None

    # ---- building

    def compose(self) -> ComposeResult:
        self.row = PaneRow([self.make_view(pane) for pane in self.reader.panes], id="panes")
        yield from (self.row, self.footing.about, self.footing.status)

    def make_view(self, pane: OpenArticle) -> ArticlePane:
        """A pane for an open article."""
        return ArticlePane(pane, self.app.looks, self.reader.scheme)

    def on_mount(self) -> None:
        self.show_active()
        self.footing.say(self.app.greeting)
        self.app.greeting = ""
        self.call_after_refresh(self.started)
        self.keyboard.begin()

    def started(self) -> None:
        """The text is on the screen: now the slow things may begin."""
        gc.freeze()  # what the start has loaded stays; it need not be looked through again
        gc.enable()
        self.reader.library.connection.let_log_grow(False)
        self.reader.keep_sentences()
        self._at_rest()
        self.app.highlights.start(self)
        self.comparing.start()

    @property
    def view(self) -> ArticlePane:
        """The pane on the screen that keys act on."""
        return self.row.columns[self.reader.active].view

    def on_resize(self) -> None:
        self.show_active()
        self.footing.show()

    def show_active(self) -> None:
        """Show as many panes as fit, the active one among them, and give it the keys."""
        self.row.show_around(self.reader.active, self.size.width, self.app.looks)
        if self.focused is not self.view and not self.searching.typing:
            self.set_focus(self.view, scroll_visible=False)

    # ---- keys

    def on_key(self, event: events.Key) -> None:
        if pass_on(self.app, self, event):
            return  # a dialogue has come up since the key was pressed
        event.stop()
        event.prevent_default()
        if not self.searching.take(event):
            self.take_key(event)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is no key; where one searches, it is what to search for."""
        event.stop()
        self.searching.take(event)

    def take_at_once(self, event: events.Key) -> bool:
        if not isinstance(self.focused, ArticlePane):
            return False
        self.keyboard.take(event)
        return True

    def take_key(self, event: events.Key) -> None:
        self.keyboard.take(event)

    # ---- commands

    def run(self, name: str, count: int | None = None) -> None:
        """Run a command by its name, and say what came of it."""
        act = TABLES[self.keyboard.context].get(name)
        if act is None:
            self.footing.say(f"{name} is not available here.")
            return
        if name not in ABOUT_ANSWERS:
            self.reader.answers.given = None
        self.carry_out(lambda: act(self, count), name)

    def carry_out(self, act: Callable[[], str | None], command: str = "") -> None:
        """Do something as a command does: what it changed is painted, and what it says, or refuses, is said."""
        reader = self.reader
        active = reader.active
        queue = reader.queue
        seen = queue.look() if queue is not None else None
        try:
            said = act()
            if queue is not None and seen is not None and reader.queue is queue:
                said = queue.follow(seen, command) or said
        except (CannotDoThat, DiptychError) as problem:
            said = str(problem)
        if not self.is_attached:
            return
        if len(reader.panes) != len(self.row.columns) or any(
            view.pane is not pane for view, pane in zip(self.row.views, reader.panes, strict=True)
        ):
            from diptych.tui.reading.arranging import Arranging

            Arranging(self).follow_reader()
        elif reader.active != active:
            self.show_active()
        if any(pane.touched for pane in reader.panes):
            self.keep_place()
        self.paint_changes()
        self.footing.say(said or "")
        self._later()

    def paint_changes(self) -> None:
        """Paint what was changed since the last time: cursors, marks, corrected names and figures."""
        corrected = False
        self.reader.joins.settle()
        for view in self.row.views:
            if view.pane.document.corrected:
                view.pane.document.corrected = False
                corrected = True
                view.repaint()
            if view.needs_paint:
                view.cursor_moved()
        if corrected:
            self.comparing.start()

    # ---- when the keys rest

    def _later(self) -> None:
        """What can wait until the keys rest: light, description, place. One timer serves any number of keys.

        The event loop's own timers: one of Textual's starts a task and inspects its callback, with every key.
        """
        self._last_key = monotonic()
        if self._rest is None:
            self._rest = self._after(REST, self.Rested())
        if self._save is None:
            self._save = self._after(PLACE_SAVED_AFTER, self.PlaceDue())

    def _after(self, seconds: float, message: Message) -> asyncio.TimerHandle:
        return asyncio.get_running_loop().call_later(seconds, self.post_message, message)

    def on_reading_screen_rested(self) -> None:
        self._rest = None
        left = REST - (monotonic() - self._last_key)
        if left > 0.01:
            self._rest = self._after(left, self.Rested())
        else:
            self._at_rest()

    def on_reading_screen_place_due(self) -> None:
        self.keep_place()

    def _at_rest(self) -> None:
        self.footing.describe()
        self.app.highlights.light(self)
        self.comparing.light()
        self.row.follow(self.reader)
        if self.suggesting is not None:
            self.suggesting.at_rest()

    def keep_place(self) -> None:
        """Write down where the reader stands; where that fails, say so."""
        if self._save is not None:
            self._save.cancel()
            self._save = None
        try:
            self.reader.keep_place()
        except DiptychError as problem:
            if not self.footing.message:  # what a key just said, that it failed too, matters more
                self.footing.say(f"The place could not be kept: {problem}")

    # ---- what comes from elsewhere

    def on_article_pane_clicked(self, message: ArticlePane.Clicked) -> None:
        self.keyboard.leave_mode()
        self.reader.go(message.sentence, pane=self.row.views.index(message.pane))
        self.show_active()
        self.view.cursor_moved()
        self.footing.say("")
        self._later()

    def highlights_came(self) -> None:
        """Names and figures of a report are known now."""
        self._at_rest()
        self.comparing.start()

    def on_article_pane_complete(self) -> None:
        self.footing.show()
        self.comparing.start()

    def leave(self) -> None:
        self.keep_place()
        self.app.exit()
