"""The keys of the ``span`` context: words are chosen, then a label ends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.articles.visible import visible_line
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.selection import Selection
from diptych.tui.reading.spanning import clear_words, label_words, words_at_point

if TYPE_CHECKING:
    from diptych.schemes import Label
    from diptych.store.records import Annotation
    from diptych.tui.reading.screen import ReadingScreen

MOST_SHOWN = 60
"""Code points of the chosen words that the status line repeats."""


class Selecting:
    """Choosing words in the active pane, from ``span.select`` to a label or escape."""

    context = "span"

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self.pane = screen.reader.pane
        self.pane.require_span()
        document = self.pane.document
        there = words_at_point(self.pane)
        self.editing: Annotation | None = there[0] if there else None
        if self.editing is not None:
            spans = self.editing.pieces or ((self.editing.start, self.editing.end),)
            self.selection = Selection(document, spans)
        elif self.pane.point is not None:
            self.selection = Selection(document, [self.pane.point])
        else:
            self.selection = Selection.at_sentence(document, self.pane.cursor)

    # ---- what the screen shows

    def begin(self) -> None:
        """Show what is chosen at first."""
        self.pane.point = None
        self._show()

    def end(self) -> None:
        """Nothing is chosen any more."""
        view = self._screen.row.view_of(self.pane)
        if view is not None:
            view.select(())

    def status(self) -> str:
        """For the status line: what is chosen."""
        pieces = self.selection.pieces
        text = self.pane.document.text
        words = " … ".join(
            " ".join(text[start : min(end, start + 4 * MOST_SHOWN)].split()) for start, end in pieces
        )
        if len(words) > MOST_SHOWN:
            words = words[: MOST_SHOWN // 2].rstrip() + " … " + words[-MOST_SHOWN // 2 :].lstrip()
        what = "Changing" if self.editing is not None else "Words"
        many = f" ({len(pieces)} pieces)" if len(pieces) > 1 else ""
        return f"{what}{many}: “{visible_line(words)}”"

    def _show(self) -> None:
        view = self._screen.row.view_of(self.pane)
        pane = self.pane
        pane.cursor = self.selection.sentence
        if view is None:
            return
        view.select(self.selection.pieces)
        if view.needs_paint:
            view.cursor_moved()
        start, end = self.selection.span
        view.show_span(max(start, end - 1), end)

    # ---- keys

    def move(self, step: str, count: int) -> None:
        """Do one of the selection's own steps ``count`` times; it stays where a step cannot be done."""
        if step in ("next_word", "previous_word") and self.editing is not None:
            self.editing = None  # other words are meant, not other ends of these
            self.selection.kept.clear()
        try:
            for _ in range(count):
                getattr(self.selection, step)()
        finally:
            self._show()

    def label(self, label: Label) -> str:
        """Give the chosen words a label, store it, and leave."""
        kept = label_words(self._screen.reader, self.selection.pieces, label, editing=self.editing)
        self._screen.keyboard.leave_mode()
        return f"{label.title}: “{' '.join(kept.quote[: 4 * MOST_SHOWN].split())[:MOST_SHOWN]}”"

    def toggle(self) -> str:
        """The default label; on words that have a claim's label already, take it off."""
        reader = self._screen.reader
        same = self.editing is not None and self.selection.pieces == (
            self.editing.pieces or ((self.editing.start, self.editing.end),)
        )
        if self.editing is not None and same and self.editing.label in reader.answers.claim_labels:
            return self.clear()
        default = reader.scheme.default
        if self.editing is not None and not same:
            default = reader.scheme.label(self.editing.label) or default
        return self.label(default)

    def reject(self) -> str:
        """Say that these words make no claim."""
        reject = self._screen.reader.scheme.reject
        if reject is None:
            raise CannotDoThat(
                f"The scheme “{self._screen.reader.scheme.name}” has no label for what is no claim."
            )
        return self.label(reject)

    def clear(self) -> str:
        """Take the label off the words that stand chosen, and leave."""
        reader = self._screen.reader
        pieces = self.selection.pieces
        for item in reader.pane.document.spans_between(pieces[0][0], pieces[-1][1]):
            if item.scheme == reader.scheme.name and pieces == (item.pieces or ((item.start, item.end),)):
                clear_words(reader, item)
                self._screen.keyboard.leave_mode()
                return "The label is off these words."
        raise CannotDoThat("There is no label on exactly these words to clear.")
