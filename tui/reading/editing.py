"""Asking for what is added to an answer: the editor for notes, the line for a speaker, the list of labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from diptych.errors import DiptychError
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.remarks import short

if TYPE_CHECKING:
    from diptych.schemes import Label
    from diptych.store.records import Annotation
    from diptych.tui.reading.document import Document
    from diptych.tui.reading.screen import ReadingScreen
    from diptych.tui.reading.speaking import Proposal

Do = Callable[[Callable[[], "str | None"]], None]
"""Does something as a command does: paints what it changed and says what came of it."""


class Editing:
    """Opens the dialogues over the reader or over a panel; ``do`` is how their outcome is shown there."""

    def __init__(self, screen: ReadingScreen, do: Do) -> None:
        self._screen = screen
        self._reader = screen.reader
        self._do = do

    def _say(self, said: str) -> None:
        self._do(lambda: said)

    # ---- notes

    def write_note(self, annotation: Annotation) -> None:
        """Open the small editor."""
        self._open_note(annotation, annotation.note)

    def _open_note(self, annotation: Annotation, text: str, problem: str = "") -> None:
        from diptych.tui.dialogues.note import NoteScreen

        app = self._screen.app
        app.push_screen(
            NoteScreen(
                app.keymap,
                f"Note on {short(annotation.quote)}",
                text,
                lambda typed: self._reader.remarks.note(annotation, typed),
                self._say,
                problem,
            )
        )

    def write_note_outside(self, annotation: Annotation) -> str | None:
        """Open the person's own editor at once."""
        from diptych.tui.external_editor import edit_outside

        written = edit_outside(self._screen.app, annotation.note)
        self._screen.app.refresh(layout=True)
        if written is None:
            return "The note is as it was."
        try:
            return self._reader.remarks.note(annotation, written, action="annotation.note_editor")
        except DiptychError as problem:  # what was written must not be lost with the file
            self._open_note(annotation, written, str(problem))
            return None

    # ---- who says so

    def ask_speaker(self, annotation: Annotation) -> None:
        """Open the line that proposes names."""
        from diptych.tui.dialogues.speaker import SpeakerScreen
        from diptych.tui.reading.panel_host import PanelHost
        from diptych.tui.reading.speaking import place_of, proposals

        document = self._document(annotation.article)
        pane = self._reader.pane
        point = pane.point if pane.document is document else None

        def keep(name: str, proposal: Proposal | None) -> str:
            span = (
                proposal.span
                if proposal is not None
                else place_of(document.text, name, annotation.start, annotation.end)
            )
            return self._reader.remarks.attribute(annotation, name, span)

        app = self._screen.app
        app.push_screen(
            SpeakerScreen(
                app.keymap,
                f"Who says so: {short(annotation.quote)}",
                proposals(document, annotation, point),
                lambda proposal: PanelHost(self._screen).light(
                    annotation.article, proposal.span if proposal is not None else None
                ),
                keep,
                self._say,
            )
        )

    def _document(self, article_id: int) -> Document:
        """The open document; a report that is not open is taken in without showing it."""
        index = self._reader.index_of(article_id)
        if index is not None:
            return self._reader.panes[index].document
        from diptych.tui.reading.document import Document

        library = self._reader.library
        document = Document(library.articles.get(article_id), library.analyses.sentences(article_id))
        while document.feed(1_000_000):
            pass
        engines = library.analyses.engines(article_id, "mention")
        if engines:
            document.take_names(library.analyses.mentions(article_id, engines[0]) or ())
        return document

    # ---- labels

    def pick_label(self, title: str, then: Callable[[Label], str | None], *, on: str = "sentence") -> None:
        """Open the list of the labels that can be given to a sentence (or to ``words``)."""
        self._pick(title, then, on, "")

    def pick_other_label(self, annotation: Annotation) -> None:
        """Open the list for an answer that is to have another label."""
        scheme = self._reader.scheme
        if annotation.scheme != scheme.name:
            raise CannotDoThat(f"This answer is of the scheme “{annotation.scheme}”, not of “{scheme.name}”.")
        document = self._document(annotation.article)
        sentence = None if annotation.pieces else document.sentence_of_span(annotation.start, annotation.end)
        self._pick(
            f"Another label for {short(annotation.quote)}",
            lambda label: self._reader.remarks.relabel(annotation, label.name),
            "words" if sentence is None else "sentence",
            annotation.label,
        )

    def _pick(self, title: str, then: Callable[[Label], str | None], on: str, at: str) -> None:
        from diptych.tui.dialogues.labels import LabelPicker

        app = self._screen.app
        labels = [label for label in self._reader.scheme.labels if label.on in ("both", on)]
        if not labels:
            raise CannotDoThat(f"The scheme “{self._reader.scheme.name}” has no label for this.")
        app.push_screen(
            LabelPicker(app.keymap, title, labels, lambda label: self._do(lambda: then(label)), at=at)
        )

    def show_guideline(self) -> None:
        """The guideline over everything."""
        from diptych.tui.dialogues.guideline import GuidelineScreen

        app = self._screen.app
        app.push_screen(GuidelineScreen(app.keymap, self._reader.scheme))
