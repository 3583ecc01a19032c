"""All labels of the scheme to pick from, each with its guideline."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from diptych.articles.visible import visible_line
from diptych.keymaps.sequence import Fired, Unbound
from diptych.tui.dialogues.guideline import label_text
from diptych.tui.dialogues.listed import ListedScreen
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.schemes import Label


class LabelPicker(ListedScreen[None]):
    """``then`` gets the label that was picked, by enter or by its own digit; leaving picks none."""

    DEFAULT_CSS = """
    LabelPicker OptionList, LabelPicker OptionList:focus {
        height: 1fr; border: none; background: $surface; padding: 0; text-wrap: nowrap; text-overflow: ellipsis;
    }
    LabelPicker Line { text-style: bold; }
    LabelPicker VerticalScroll { height: 1fr; border-top: solid $primary; }
    """

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        labels: Sequence[Label],
        then: Callable[[Label], None],
        *,
        at: str = "",
    ) -> None:
        super().__init__(keymap)
        self._title = title
        self._labels = list(labels)
        self._then = then
        self._first = next((i for i, label in enumerate(self._labels) if label.name == at), 0)
        self.acts |= {
            "list.page_down": lambda count: self._text.scroll_page_down(animate=False),
            "list.page_up": lambda count: self._text.scroll_page_up(animate=False),
            "list.open": lambda _: self._pick(self.here),
        }

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue"):
            yield Line(self._title, self.hints(("list.open", "pick"), ("screen.back", "leave")))
            yield OptionList(
                *(
                    Option(
                        Content.assemble(
                            (f"{label.sign} {visible_line(label.title)}", "bold"),
                            (f"  {visible_line(label.description)}", "dim"),
                        )
                    )
                    for label in self._labels
                )
            )
            with VerticalScroll():
                yield Static(markup=False)

    def on_mount(self) -> None:
        self.options.focus()
        self.to(self._first)

    @property
    def _text(self) -> VerticalScroll:
        return self.query_one(VerticalScroll)

    def to(self, row: int) -> None:
        super().to(row)
        self.query_one(Static).update(label_text(self._labels[self.here]))
        self._text.scroll_home(animate=False)

    def press(self, event: events.Key) -> None:
        fed = self._keys.feed(event.key)
        if isinstance(fed, Fired):
            if fed.command in self.acts:
                self.acts[fed.command](fed.times)
        elif isinstance(fed, Unbound) and fed.alone:
            for number, label in enumerate(self._labels):
                if label.key and label.key == event.character:
                    self._pick(number)
                    return

    def _pick(self, number: int) -> None:
        self.dismiss(None)
        self._then(self._labels[number])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._pick(event.option_index)
