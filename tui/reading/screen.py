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

from diptych.articles.visible import visible_line
from diptych.errors import DiptychError
from diptych.keymaps.sequence import Fired, Pending, Sequences
from diptych.tui.key_way import pass_on, two_keys
from diptych.tui.own_screen import OwnScreen
from diptych.tui.reading.commands import ABOUT_ANSWERS, TABLES
from diptych.tui.reading.comparing import Comparing
from diptych.tui.reading.footing import Hints, describe_sentence, progress
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.pane import ArticlePane
from diptych.tui.reading.pane_row import PaneRow
from diptych.tui.reading.panel_host import PanelHost
from diptych.tui.reading.reader import Reader
from diptych.tui.reading.rows import cells, wrap
from diptych.tui.reading.search import Search
from diptych.tui.reading.search_field import SearchField
from diptych.tui.reading.suggesting import Suggesting
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable

    from diptych.tui.app import DiptychApp
    from diptych.tui.reading.mode import Mode
    from diptych.tui.reading.open_article import OpenArticle

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

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        self.about = Line(id="about")
        self.status = Line(id="status")
        self.search_field = SearchField()
        self.search: Search | None = None
        self._in_library = False
        self._message = ""
        self._on_status = ""
        self._spilled = False
        self._rest: asyncio.TimerHandle | None = None
        self._last_key = 0.0
        self._save: asyncio.TimerHandle | None = None
        self._keys: Sequences | None = None
        self._early: list[events.Key] = []
        self.comparing = Comparing(self)
        self.panels = PanelHost(self)
        self.suggesting = Suggesting(self)
        self.mode: Mode | None = None

    # ---- building

    def compose(self) -> ComposeResult:
        self._hints = Hints(self.app.keymap)
        self.row = PaneRow([self._view(pane) for pane in self.reader.panes], id="panes")
        yield from (self.row, self.about, self.status, self.search_field)

    def _view(self, pane: OpenArticle) -> ArticlePane:
        return ArticlePane(pane, self.app.looks, self.reader.scheme)

    def on_mount(self) -> None:
        self._keys = Sequences(self.app.keymap, "reading")
        self.show_active()
        self.say(self.app.greeting)
        self.app.greeting = ""
        self.call_after_refresh(self.started)
        early, self._early = self._early, []
        for event in early:
            self.take_key(event)

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

    # ---- keys

    def on_key(self, event: events.Key) -> None:
        if pass_on(self.app, self, event):
            return  # a dialogue has come up since the key was pressed
        event.stop()
        event.prevent_default()
        if not self.searching:
            self.take_key(event)
        elif event is not self.search_field.last_key:
            self.search_field.press(event)

    def on_paste(self, event: events.Paste) -> None:
        """A paste is no key; where one searches, it is what to search for."""
        event.stop()
        if self.searching and event is not self.search_field.last_paste:
            self.search_field.paste(event)

    def take_at_once(self, event: events.Key) -> bool:
        if self._keys is None or not isinstance(self.focused, ArticlePane):
            return False
        self.take_key(event)
        return True

    def take_key(self, event: events.Key) -> None:
        if self._keys is None:
            self._early.append(event)  # pressed for this screen while it was still coming up
            return
        self.reader.attention.key(self.reader.here)
        fed = self._keys.feed(event.key)
        if isinstance(fed, Fired):
            self.run(fed.command, fed.times)
        elif isinstance(fed, Pending):
            self._say_status()
        elif fed.alone and (two := two_keys(event)):
            for key in two:
                self.take_key(key)
        else:
            wanted, does = ("quit", "leaves") if event.key == "ctrl+c" else ("help", "shows the keys")
            keys = self.app.keymap.keys_for(wanted, "reading")
            self.say(f"{fed.text} has no meaning here{f'; {keys[0]} {does}' if keys else ''}.")

    def run(self, name: str, count: int | None = None) -> None:
        """Run a command by its name, and say what came of it."""
        act = TABLES[self.context].get(name)
        if act is None:
            self.say(f"{name} is not available here.")
            return
        if name not in ABOUT_ANSWERS:
            self.reader.answers.given = None
        self.carry_out(lambda: act(self, count), name)

    @property
    def context(self) -> str:
        """The context whose keys are in force."""
        return self.mode.context if self.mode is not None else "reading"

    def enter_mode(self, mode: Mode) -> None:
        """Read keys in another context, until ``leave_mode``."""
        self.leave_mode()
        self.mode = mode
        self._keys = Sequences(self.app.keymap, mode.context)
        mode.begin()

    def leave_mode(self) -> None:
        """Read keys in the reading context again."""
        if self.mode is None:
            return
        mode, self.mode = self.mode, None
        self._keys = Sequences(self.app.keymap, "reading")
        mode.end()

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
            self._match_panes()
        elif reader.active != active:
            self.show_active()
        if any(pane.touched for pane in reader.panes):
            self._keep_place()
        self.paint_changes()
        self.say(said or "")
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

    def on_article_pane_clicked(self, message: ArticlePane.Clicked) -> None:
        self.leave_mode()
        self.reader.go(message.sentence, pane=self.row.views.index(message.pane))
        self.show_active()
        self.view.cursor_moved()
        self.say("")
        self._later()

    # ---- what is said

    def say(self, text: str) -> None:
        """A message for the status line; the next key replaces it."""
        self._message = text
        self._say_status()

    def _say_status(self) -> None:
        self._spill()
        pending = self._keys.pending if self._keys is not None else ""
        left = self._on_status or (self.mode.status() if self.mode is not None else progress(self.reader))
        room = self.outer_size.width - cells(left) - 4
        right = f"{pending}…" if pending else self._hints.within(room, self.context)
        self.status.show(f" {left}", f"{right} ")

    def _spill(self) -> None:
        """A message that is too long for the status line begins on the line above it."""
        width = self.outer_size.width - 2
        rows = list(wrap(self._message, 0, len(self._message), width)) if cells(self._message) > width else []
        self._on_status = self._message[rows[1][0] :] if len(rows) > 1 else self._message
        if len(rows) > 1:
            self.about.show(f" {self._message[: rows[0][1]]}", "")
        elif self._spilled:
            self.about.show(" " + describe_sentence(self.reader))
        self._spilled = len(rows) > 1

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
        self._keep_place()

    def _at_rest(self) -> None:
        if not self._spilled:
            self.about.show(" " + describe_sentence(self.reader))
        self.app.highlights.light(self)
        self.comparing.light()
        self.row.follow(self.reader)
        self.suggesting.at_rest()

    def _keep_place(self) -> None:
        if self._save is not None:
            self._save.cancel()
            self._save = None
        try:
            self.reader.keep_place()
        except DiptychError as problem:
            if not self._message:  # what a key just said, that it failed too, matters more
                self.say(f"The place could not be kept: {problem}")

    def highlights_came(self) -> None:
        """Names and figures of a report are known now."""
        self._at_rest()
        self.comparing.start()

    def on_article_pane_complete(self) -> None:
        self._say_status()
        self.comparing.start()

    def describe_point(self) -> str:
        """What the point stands on, for the status line."""
        return describe_sentence(self.reader, point_only=True)

    # ---- panes

    def on_resize(self) -> None:
        self.show_active()
        self._say_status()

    def show_active(self) -> None:
        """Show as many panes as fit, the active one among them, and give it the keys."""
        self.row.show_around(self.reader.active, self.size.width, self.app.looks)
        if self.focused is not self.view and not self.searching:
            self.set_focus(self.view, scroll_visible=False)

    def step_sentence(self, step: int) -> None:
        """Move by sentences; a sentence longer than the screen is scrolled through first."""
        if abs(step) == 1 and self.view.scroll_within_sentence(step):
            return
        self.reader.go(self.reader.pane.cursor + step)

    def take_in_all(self) -> None:
        """Take in the rest of a long article now, because its end is asked for."""
        self.view.take_in_all()

    def _match_panes(self) -> None:
        """The reader has opened another story, or another report in a pane: show it."""
        self.leave_mode()
        self.row.match(self.reader.panes, self._view)
        self.search = None
        self.app.story = self.reader.story
        self.app.highlights.start(self)
        self.comparing.start()
        self.show_active()

    def close_pane(self) -> None:
        """Close the active pane."""
        index = self.reader.active
        self.reader.close(index)
        self.row.give_up(index)
        self.search = None
        self.comparing.start()
        self.show_active()

    def open_pane(self, article_id: int) -> None:
        """Open one more article of the library beside the others."""
        there = self.reader.index_of(article_id)
        if there is None:
            self.row.take_in(self._view(self.reader.open(article_id)))
            there = len(self.reader.panes) - 1
            self.app.highlights.start(self)
        self.reader.active = there
        self.search = None
        self.comparing.start()
        self.show_active()

    def choose_pane(self) -> None:
        """Ask which article to open beside these."""
        self.app.choose_article(self, [pane.article_id for pane in self.reader.panes])

    def zoom(self) -> str:
        """The active pane alone, or all again."""
        self.row.zoomed = not self.row.zoomed
        self.show_active()
        return "This report alone; the same key shows all." if self.row.zoomed else ""

    def swap_panes(self) -> None:
        """Exchange the active pane with the next one."""
        panes, here = self.reader.panes, self.reader.active
        if len(panes) < 2:
            raise CannotDoThat("Only one report is open.")
        there = (here + 1) % len(panes)
        panes[here], panes[there] = panes[there], panes[here]
        self.row.swap(here, there)
        self.reader.active = there
        self.search = None
        self.comparing.start()
        self.show_active()

    # ---- searching

    @property
    def searching(self) -> bool:
        """Whether the search field is open."""
        return self.has_class("-searching")

    def ask_search(self, *, library: bool = False) -> None:
        """Let the reader type what to search for, in the open reports or in the whole library."""
        self._in_library = library
        self.search_field.placeholder = "search the library" if library else "search"
        self.add_class("-searching")
        self.search_field.value = ""
        self.set_focus(self.search_field, scroll_visible=False)

    def search_for(self, words: str) -> None:
        """Search the open reports, and go to the first hit from here."""
        self.end_search()
        if not words.strip():
            return
        if self._in_library:
            self._in_library = False
            self.app.choose_hit(self, words)
            return
        self.take_in_all()
        self.search = Search(words, [pane.document for pane in self.reader.panes])
        for view, hits in zip(self.row.views, self.search.hits, strict=True):
            view.painter.hits = hits
            view.repaint()
        self.reader.jumps.leave_mark()
        self.run("search.next")

    def end_search(self) -> None:
        """Close the search field; the keys are the text's again."""
        self.remove_class("-searching")
        self.set_focus(self.view, scroll_visible=False)

    def next_hit(self, step: int) -> str:
        """To the next or previous hit; in another pane where this one has none."""
        if self.search is None:
            raise CannotDoThat("Nothing is searched for yet.")
        query = visible_line(self.search.query)
        if not self.search.total:
            raise CannotDoThat(f"“{query}” is in none of the open reports.")
        reader = self.reader
        pane = reader.active
        if not self.search.hits[pane]:
            pane = next(i for i, hits in enumerate(self.search.hits) if hits)
        here = reader.panes[pane]
        offset = here.point[0] if here.point else (here.span[0] - (step > 0) if here.span else -1)
        hit = self.search.step(pane, offset, 1 if step > 0 else -1)
        for _ in range(abs(step) - 1):
            hit = self.search.step(pane, hit[0] if hit else -1, 1 if step > 0 else -1)
        assert hit is not None
        reader.go_to_span(*hit, pane=pane)
        number, here_in_all = self.search.number(pane, hit), len(self.search.hits[pane])
        return f"“{query}” {number} of {here_in_all} here, {self.search.total} in all"

    def put_out_lights(self) -> None:
        """Forget the search, and what was lit."""
        self.search = None
        self.reader.pane.point = None
        for view in self.row.views:
            view.painter.hits = ()
            view.painter.lit = ()
            view.repaint()

    # ---- the rest

    def copy(self, *, with_source: bool) -> str:
        """The sentence to the clipboard, by the terminal's own copy sequence (OSC 52)."""
        pane = self.reader.pane
        if pane.span is None:
            raise CannotDoThat("There is no sentence under the cursor.")
        article = pane.document.article
        text = pane.document.quote(pane.cursor)
        if with_source:
            parts = (article.title, article.source, article.published or "", article.location)
            text = f"“{text}” ({', '.join(part for part in parts if part)})"
        self.app.copy_to_clipboard(text)
        return "Copied with its source." if with_source else "Copied."

    def other_theme(self) -> str:
        """Dark or light."""
        self.app.toggle_dark()
        for view in self.row.views:
            view.set_looks(self.app.looks)
        self.show_active()
        return ""

    def show_help(self) -> None:
        """The keys in force here."""
        self.app.show_help(self.context, TABLES[self.context])

    def open_library(self) -> None:
        """All reports and stories."""
        self._keep_place()
        self.app.open_library()

    def leave(self) -> None:
        self._keep_place()
        self.app.exit()
