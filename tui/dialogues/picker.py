"""A list from which one row is picked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from diptych.articles.visible import visible_line
from diptych.tui.dialogues.keyed import KeyedScreen
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.keymaps import Keymap


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what picking it gives, its text, and a dimmed remark behind it."""

    id: str
    text: str
    remark: str = ""


class Picker(KeyedScreen[str]):
    """Gives the picked row's id, or None."""

    DEFAULT_CSS = """
    Picker OptionList, Picker OptionList:focus { height: 1fr; border: none; background: $surface; }
    Picker Line { text-style: bold; }
    """

    def __init__(self, keymap: Keymap, title: str, rows: Sequence[Row]) -> None:
        super().__init__(keymap)
        self._title = title
        self._rows = list(rows)
        self.acts |= {
            "list.next": lambda count: self._move(count or 1),
            "list.previous": lambda count: self._move(-(count or 1)),
            "list.page_down": lambda count: self._move(self._page * (count or 1)),
            "list.page_up": lambda count: self._move(-self._page * (count or 1)),
            "list.top": lambda count: self._to((count or 1) - 1),
            "list.bottom": lambda count: self._to(count - 1 if count else len(self._rows) - 1),
            "list.open": lambda _: self._pick(),
        }

    @property
    def _list(self) -> OptionList:
        return self.query_one(OptionList)

    @property
    def _page(self) -> int:
        return max(1, self._list.size.height - 1)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue"):
            yield Line(self._title)
            yield OptionList(
                *(
                    Option(
                        Content.assemble(visible_line(row.text), (f"  {visible_line(row.remark)}", "dim")),
                        id=row.id,
                    )
                    for row in self._rows
                )
            )

    def on_mount(self) -> None:
        self._list.focus()
        self._to(0)

    def _move(self, step: int) -> None:
        self._to((self._list.highlighted or 0) + step)

    def _to(self, row: int) -> None:
        if self._rows:
            self._list.highlighted = max(0, min(len(self._rows) - 1, row))

    def _pick(self) -> None:
        if self._list.highlighted is not None and self._rows:
            self.choose(self._rows[self._list.highlighted].id)

    def choose(self, row: str) -> None:
        """The row of that id was picked."""
        self.dismiss(row)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.choose(event.option.id or "")
