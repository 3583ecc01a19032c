"""A small editor under the reports, for a note."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical

from diptych.errors import DiptychError
from diptych.tui.dialogues.typed import TextField, TypedScreen
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.keymaps import Keymap


class NoteScreen(TypedScreen):
    """``keep`` stores the text and says so; where it cannot, the editor stays open with what is typed in it.

    ``after`` gets what is to be said when the editor has closed.
    """

    DEFAULT_CSS = """
    NoteScreen { align: center bottom; background: transparent; }
    NoteScreen > .dialogue {
        width: 100%; max-width: 100%; height: 40%; min-height: 5; max-height: 14;
        border: none; border-top: solid $primary; padding: 0;
    }
    NoteScreen Line { text-style: bold; }
    NoteScreen TextField, NoteScreen TextField:focus { height: 1fr; border: none; padding: 0 1; background: $surface; }
    """

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        text: str,
        keep: Callable[[str], str],
        after: Callable[[str], None],
        problem: str = "",
    ) -> None:
        super().__init__(keymap)
        self._title = title
        self._text = text
        self._keep = keep
        self._after = after
        self._problem = problem
        self._warned = False
        self.acts["dialogue.editor"] = lambda _: self._go_on_outside()

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue"):
            yield Line(id="title")
            yield TextField(self._text, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)

    @property
    def field(self) -> TextField:
        return self.query_one(TextField)

    def on_mount(self) -> None:
        self._say(self._problem)
        self.field.move_cursor(self.field.document.end)
        self.field.focus()

    def _say(self, problem: str = "") -> None:
        hints = self.hints(
            ("dialogue.accept", "save"), ("screen.back", "leave as it was"), ("dialogue.editor", "$EDITOR")
        )
        self.query_one("#title", Line).show(f" {problem or self._title}", f"{hints} ")

    def leave(self) -> None:
        """The whole program is to end: what is typed is kept first."""
        if self._stored() is not None:
            self.app.exit()

    def accept(self) -> None:
        said = self._stored()
        if said is not None:
            self.dismiss(None)
            self._after(said)

    def _stored(self) -> str | None:
        # A note nobody has touched is kept as it is, whatever the field makes of unusual line ends.
        text = self._text if self.field.text == "\n".join(self._text.splitlines()) else self.field.text
        try:
            return self._keep(text)
        except (CannotDoThat, DiptychError) as problem:
            self._say(str(problem))
            return None

    def close(self) -> None:
        changed = self.field.text != "\n".join(self._text.splitlines())
        if changed and not self._warned:
            self._warned = True
            self._say("The same key again drops what you typed.")
            return
        self.dismiss(None)
        self._after("The note was left as it was.")

    def _go_on_outside(self) -> None:
        from diptych.tui.external_editor import edit_outside

        try:
            written = edit_outside(self.app, self.field.text)
        except CannotDoThat as problem:
            self._say(str(problem))
            return
        if written is not None:
            self.field.text = written.rstrip("\n")
            self.field.move_cursor(self.field.document.end)
        self._say()
        self.app.refresh(layout=True)
