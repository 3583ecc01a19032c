"""A table under the reports. Each row knows its places in the texts; going through it shows them above."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from diptych.articles.visible import visible_line
from diptych.tui.dialogues.listed import ListedScreen
from diptych.tui.key_way import hand_to
from diptych.tui.reading.rows import cells
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.keymaps import Keymap


@dataclass(frozen=True, slots=True)
class Place:
    """A span in an open article: code points, end exclusive."""

    article: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One row: a first word that says what sort of row it is, its text, and where it stands in the reports."""

    sign: str
    text: str
    places: tuple[Place, ...] = ()


def _prompt(row: PanelRow, wide: int) -> Content:
    """``wide``: cells of the column of first words."""
    sign = visible_line(row.sign)
    return Content.assemble((sign + " " * max(1, wide - cells(sign)), "bold"), visible_line(row.text))


Preview = Callable[[Sequence[Place], "Place | None"], None]
"""Shows the places of a row, and brings one of them into view."""


class Panel(ListedScreen[None]):
    """``preview`` gets the row's places and the one in view, ``closed`` the place one went to, or None."""

    DEFAULT_CSS = """
    Panel { align: center bottom; background: transparent; }
    Panel > .dialogue {
        width: 100%; max-width: 100%; height: 45%; min-height: 5; border: none; border-top: solid $primary;
    }
    Panel OptionList, Panel OptionList:focus {
        height: 1fr; border: none; background: $surface; padding: 0; text-wrap: nowrap; text-overflow: ellipsis;
    }
    Panel Line { text-style: bold; }
    Panel Input { display: none; height: 1; border: none; padding: 0; }
    Panel.-filtering Input { display: block; }
    """

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        rows: Sequence[PanelRow],
        preview: Preview,
    ) -> None:
        super().__init__(keymap)
        self._title = title
        self._all = list(rows)
        self._rows = list(rows)
        self._filled: list[PanelRow] = []
        self._wide = 0
        self._preview = preview
        self._column = 0
        self.closed: Callable[[Place | None], None] = lambda place: None
        self.acts |= {
            "list.next_column": lambda count: self._step_place(count or 1),
            "list.previous_column": lambda count: self._step_place(-(count or 1)),
            "list.open": lambda _: self._open(),
            "list.filter": lambda _: self._ask_filter(),
        }

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue"):
            yield Line(id="title")
            yield OptionList()
            yield FilterField(placeholder="filter", select_on_focus=False)

    def on_mount(self) -> None:
        self._fill()

    def _fill(self, at: int = 0) -> None:
        options = self.options
        wide = min(18, max([8, *(cells(visible_line(row.sign)) for row in self._all)])) + 1
        if wide != self._wide:
            self._wide, self._filled = wide, []
        if len(self._filled) == len(self._rows) == options.option_count:
            for index, (old, new) in enumerate(zip(self._filled, self._rows, strict=True)):
                if (old.sign, old.text) != (new.sign, new.text):
                    options.replace_option_prompt_at_index(index, _prompt(new, wide))
        else:
            options.clear_options()
            options.add_options([Option(_prompt(row, wide)) for row in self._rows])
        self._filled = self._rows
        if not self.filtering:
            options.focus()
        self.to(at)

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("list.open", "go there"),
        ("list.next_column", "next place"),
        ("list.filter", "filter"),
        ("screen.back", "back"),
    )

    def say(self, text: str) -> None:
        """A message in place of the title; the next change replaces it."""
        self.query_one("#title", Line).show(
            text or f"{self._title} ({len(self._rows)})", self.hints(*self.HINTS)
        )

    def renew(self, rows: Sequence[PanelRow], said: str = "") -> None:
        """Other rows under the same filter; one stays where one was."""
        self._all = list(rows)
        self._rows = self._wanted_now()
        self._fill(self.here)
        self.say(said)

    @property
    def row(self) -> PanelRow | None:
        """The row one stands on."""
        return self._rows[self.here] if self.here < len(self._rows) else None

    def to(self, row: int) -> None:
        super().to(row)
        self.say("")
        self._column = 0
        self._show()

    def _step_place(self, step: int) -> None:
        places = self.row.places if self.row else ()
        if places:
            self._column = (self._column + step) % len(places)
            self._show()

    def _show(self) -> None:
        places = self.row.places if self.row else ()
        self._preview(places, places[self._column] if places else None)

    def _open(self) -> None:
        places = self.row.places if self.row else ()
        self._leave_for(places[self._column] if places else None)

    def _leave_for(self, place: Place | None) -> None:
        # Called at once, not by a message: the next key may be on its way already.
        self.dismiss(None)
        self.closed(place)

    def close(self) -> None:
        self._leave_for(None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.options.highlighted = event.option_index
        self._open()

    # ---- filtering

    @property
    def filtering(self) -> bool:
        """Whether a filter is being typed."""
        return self.has_class("-filtering")

    def press(self, event: events.Key) -> None:
        if self.filtering:
            hand_to(self.query_one(FilterField), event)
        else:
            super().press(event)

    def _ask_filter(self) -> None:
        self.add_class("-filtering")
        self.set_focus(self.query_one(FilterField))

    def end_filter(self) -> None:
        """The filter is typed: keys are commands again, at once."""
        self.remove_class("-filtering")
        self.set_focus(self.options)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._rows = self._wanted(event.value)
        self._fill()

    def _wanted_now(self) -> list[PanelRow]:
        return self._wanted(self.query_one(FilterField).value)

    def _wanted(self, query: str) -> list[PanelRow]:
        words = query.casefold().split()
        return [row for row in self._all if self.matches(row, words)]

    def matches(self, row: PanelRow, words: Sequence[str]) -> bool:
        """Whether a row has all the words (in lower case) of a filter."""
        text = f"{row.sign} {row.text}".casefold()
        return all(word in text for word in words)

    def escape_field(self) -> None:
        """Every row again."""
        self.query_one(FilterField).value = ""
        self.end_filter()


class FilterField(Input):
    """Hands on the keys that reach it when the filter has been typed."""

    last_key: events.Key | None = None

    def on_key(self, event: events.Key) -> None:
        self.last_key = event
        panel = self.screen
        if not isinstance(panel, Panel) or (panel.filtering and event.key != "enter"):
            return
        event.stop()
        event.prevent_default()
        if panel.filtering:
            panel.end_filter()
        else:
            panel.take_key(event)
