"""A person's answers about sentences: each is on disk when the method returns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.schemes import Label
    from diptych.store.records import Annotation
    from diptych.tui.reading.reader import Reader


class Answers:
    """Labels, rejects and clears the sentence under the cursor.

    ``given``: the answer that the last key gave. It is what a note, a speaker or a certainty is about until
    something else is done, although the cursor has moved on by itself.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._last: list[tuple[str, str]] = []
        self.given: Annotation | None = None

    @property
    def claim_labels(self) -> set[str]:
        """Names of the labels that say: a claim."""
        return {label.name for label in self._reader.scheme.labels if label.kind == "claim"}

    def label_on_key(self, number: int) -> Label:
        """The scheme's label on digit ``number``."""
        scheme = self._reader.scheme
        for label in scheme.labels:
            if label.key == str(number):
                return label
        raise CannotDoThat(f"The scheme “{scheme.name}” has no label {number}.")

    def label(self, name: str, *, action: str = "annotation.label") -> Annotation:
        """Label the sentence under the cursor and store it; moves on where auto-advance is on."""
        reader, pane = self._reader, self._reader.pane
        start, end = pane.require_span()
        scheme = reader.scheme
        wanted = scheme.label(name)
        if wanted is not None and wanted.on == "words":
            raise CannotDoThat(f"“{wanted.title}” is for words: choose them first (span.select), then label.")
        kept = reader.library.annotations.label(
            pane.article_id,
            start,
            end,
            name,
            scheme=scheme.name,
            exclusive=not scheme.multiple,
            action=action,
        )
        if not scheme.multiple:
            for other in pane.here():
                if other.scheme == scheme.name:
                    pane.document.unmark(other.id)
        pane.document.mark(kept)
        pane.touched.add(pane.cursor)
        self._last = [("label", name)]
        self.given = kept
        if reader.auto_advance and pane.cursor + 1 < pane.document.count:
            pane.go(pane.cursor + 1)
        return kept

    def toggle(self) -> None:
        """The default label on, or the claim off again where there is one."""
        if any(item.label in self.claim_labels for item in self._reader.pane.here()):
            self.clear()
        else:
            self.label(self._reader.scheme.default.name, action="claim.toggle")

    def reject(self) -> None:
        """Judge the sentence under the cursor as no claim."""
        scheme = self._reader.scheme
        if scheme.reject is None:
            raise CannotDoThat(f"The scheme “{scheme.name}” has no label for what is no claim.")
        self.label(scheme.reject.name, action="claim.reject")

    def clear(self) -> None:
        """Take every answer of this scheme off the sentence under the cursor: it is unjudged again."""
        reader, pane = self._reader, self._reader.pane
        start, end = pane.require_span()
        removed = reader.library.annotations.clear(
            pane.article_id, start, end, scheme=reader.scheme.name, action="annotation.clear"
        )
        if not removed:
            raise CannotDoThat("There is no label on this sentence to clear.")
        for annotation in removed:
            pane.document.unmark(annotation.id)
        pane.touched.add(pane.cursor)
        self._last = [("clear", "")]
        self.given = None

    def remember(self, annotation: Annotation, what: str, value: str) -> None:
        """That a ``certainty`` or a speaker (``attribute``) was set, for ``repeat``: with the label just given it is
        one action, to an earlier answer an action of its own.
        """
        if self.given is None or self.given.id != annotation.id:
            self._last = []
        self._last = [step for step in self._last if step[0] != what] + [(what, value)]

    def repeat(self) -> None:
        """Do the last action again, on the sentence under the cursor: its label, and what was added to it."""
        if not self._last:
            raise CannotDoThat("Nothing has been labelled yet that could be repeated.")
        remarks = self._reader.remarks
        steps = self._last
        answer: Annotation | None = None
        for what, value in steps:
            if what == "label":
                answer = self.label(value, action="annotation.repeat")
            elif what == "clear":
                self.clear()
            else:
                if answer is None:
                    self.given = None
                    answer = remarks.subject()
                answer = remarks.again(answer, what, value)
        self._last = steps
