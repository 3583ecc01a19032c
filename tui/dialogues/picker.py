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
from diptych.tui.dialogues.listed import ListedScreen
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.keymaps import Keymap


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what picking it gives, its text, and a dimmed remark behind it."""

    id: str
    text: str
    remark: str = ""


class Picker(ListedScreen[str]):
    """Gives the picked row's id, or None."""

    DEFAULT_CSS = """
    Picker OptionList, Picker OptionList:focus { height: 1fr; border: none; background: $surface; }
    Picker Line { text-style: bold; }
    """

    def __init__(self, keymap: Keymap, title: str, rows: Sequence[Row]) -> None:
        super().__init__(keymap)
        self._title = title
        self._rows = list(rows)
        self.acts["list.open"] = lambda _: self._pick()

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
        self.options.focus()
        self.to(0)

    def _pick(self) -> None:
        if self._rows:
            self.choose(self._rows[self.here].id)

    def choose(self, row: str) -> None:
        """The row of that id was picked."""
        self.dismiss(row)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.choose(event.option.id or "")
