"""Everything that was marked, under the reports: found again, gone to, and changed from there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from diptych.tui.dialogues.changing import ChangingPanel
from diptych.tui.dialogues.panel import PanelRow, Preview
from diptych.tui.reading import marked
from diptych.tui.reading.editing import Editing

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.store.records import Annotation
    from diptych.tui.reading.screen import ReadingScreen


class ClaimsPanel(ChangingPanel):
    """The keys that add to an answer work here on the row one stands on; undo and redo too."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("list.open", "go"),
        ("list.filter", "filter"),
        ("list.edit", "label"),
        ("annotation.note", "note"),
        ("annotation.certainty", "certainty"),
        ("annotation.attribute", "speaker"),
        ("list.remove", "remove"),
        ("history.undo", "undo"),
    )

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        make_rows: Callable[[], list[PanelRow]],
        preview: Preview,
        screen: ReadingScreen,
    ) -> None:
        super().__init__(keymap, title, make_rows, preview, screen)
        reader = screen.reader
        self._editing = Editing(screen, self.do)
        remarks = reader.remarks
        self.acts |= {
            "annotation.note": lambda _: self._on_row(self._editing.write_note),
            "annotation.note_editor": lambda _: self._on_row(self._editing.write_note_outside),
            "annotation.attribute": lambda _: self._on_row(self._editing.ask_speaker),
            "annotation.certainty": lambda _: self._on_row(remarks.cycle_certainty),
            "certainty.higher": lambda _: self._on_row(lambda row: remarks.step_certainty(row, 1)),
            "certainty.lower": lambda _: self._on_row(lambda row: remarks.step_certainty(row, -1)),
            "list.edit": lambda _: self._on_row(self._editing.pick_other_label),
            "list.remove": lambda _: self._on_row(remarks.remove),
            "history.undo": lambda _: self.do(lambda: "Undone: " + reader.history.undo()),
            "history.redo": lambda _: self.do(lambda: "Redone: " + reader.history.redo()),
            "guideline.show": lambda _: self._editing.show_guideline(),
        }

    def matches(self, row: PanelRow, words: Sequence[str]) -> bool:
        return marked.matches(row, words)

    def _on_row(self, act: Callable[[Annotation], str | None]) -> None:
        row = self.row
        annotation = row.annotation if isinstance(row, marked.MarkedRow) else None
        if annotation is None:
            self.say("This row is no annotation." if row else "There is no row.")
            return
        self.do(lambda: act(self.reading.reader.library.annotations.get(annotation.id)))

    def do(self, act: Callable[[], str | None]) -> None:
        self.reading.reader.answers.given = None  # a row is meant, not what was answered last
        super().do(act)
