"""What the person at the keyboard is doing: which articles are open, where the cursor stands, what is marked.

No screen in here: every command of the reading screen comes down to a method of ``Reader``, so that all of it can
be tested without drawing. A method that changes the library returns after the change is on disk.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from diptych.tui.reading.document import Document

if TYPE_CHECKING:
    from diptych.schemes import Label, Scheme
    from diptych.store.library import Library
    from diptych.store.records import Annotation, Change, JournalEntry, Story

JUMPS_KEPT = 200


class CannotDoThat(Exception):
    """The command makes no sense here; the message says why."""


@dataclass
class Pane:
    """An article in its place on the screen. ``cursor`` is a sentence's index, -1 where there is none.

    ``point`` is the code point offset of the name, figure or search hit that was gone to last, or None.
    """

    document: Document
    cursor: int = -1
    point: tuple[int, int] | None = None
    touched: set[int] = field(default_factory=set)

    @property
    def article_id(self) -> int:
        return self.document.article.id

    @property
    def span(self) -> tuple[int, int] | None:
        """Offsets of the sentence under the cursor."""
        if not 0 <= self.cursor < self.document.count:
            return None
        return self.document.starts[self.cursor], self.document.ends[self.cursor]

    def here(self) -> list[Annotation]:
        """The annotations on the sentence under the cursor."""
        return self.document.annotations.get(self.cursor, [])


class Reader:
    """The articles of one story, open side by side, and one person's answers about them."""

    def __init__(self, library: Library, story: Story, scheme: Scheme) -> None:
        self.library = library
        self.story = story
        self.scheme = scheme
        self.panes: list[Pane] = []
        self.active = 0
        self.auto_advance = True
        self._last: tuple[str, str] | None = None
        self._back: list[tuple[int, int]] = []
        self._forward: list[tuple[int, int]] = []

    # ---- opening

    def open(self, article_id: int) -> Pane:
        """Open an article of the library in a new pane behind the others."""
        article = self.library.articles.get(article_id)
        document = Document(article, self.library.analyses.sentences(article_id))
        pane = Pane(document)
        self.panes.append(pane)
        document.feed()
        for annotation in self.library.annotations.of_article(article_id, annotator=self.library.annotator):
            document.mark(annotation)
        if document.count:
            pane.cursor = 0
        return pane

    def close(self, index: int) -> None:
        """Close a pane; the last one stays."""
        if len(self.panes) == 1:
            raise CannotDoThat("This is the only pane; q quits.")
        del self.panes[index]
        self.active = min(self.active, len(self.panes) - 1)
        self._back.clear()
        self._forward.clear()

    @property
    def pane(self) -> Pane:
        """The pane that keys act on."""
        return self.panes[self.active]

    # ---- moving

    def go(self, sentence: int, pane: int | None = None) -> None:
        """Put the cursor on a sentence; outside the article it stops at the first or last."""
        if pane is not None:
            self.active = pane
        here = self.pane
        if not here.document.count:
            raise CannotDoThat("This article has no sentence to stand on.")
        here.cursor = max(0, min(here.document.count - 1, sentence))
        here.point = None

    def leave_mark(self) -> None:
        """Remember this place before a jump."""
        place = (self.pane.article_id, self._offset(self.pane))
        if not self._back or self._back[-1] != place:
            self._back.append(place)
            del self._back[:-JUMPS_KEPT]
        self._forward.clear()

    def jump_back(self) -> None:
        """Back to where the last jump came from."""
        self._travel(self._back, self._forward, "There is no earlier place to go back to.")

    def jump_forward(self) -> None:
        """Forward again after going back."""
        self._travel(self._forward, self._back, "There is no later place to go forward to.")

    def _travel(self, here: list[tuple[int, int]], there: list[tuple[int, int]], nothing: str) -> None:
        current = (self.pane.article_id, self._offset(self.pane))
        while here:
            article_id, offset = here.pop()
            index = self.index_of(article_id)
            if index is None or (article_id, offset) == current:
                continue
            there.append(current)
            self.active = index
            self.go(self.pane.document.sentence_at(offset))
            return
        raise CannotDoThat(nothing)

    def index_of(self, article_id: int) -> int | None:
        """The pane that shows an article, or None."""
        return next((i for i, pane in enumerate(self.panes) if pane.article_id == article_id), None)

    @staticmethod
    def _offset(pane: Pane) -> int:
        return pane.span[0] if pane.span else 0

    def go_to_span(self, start: int, end: int, pane: int | None = None) -> None:
        """Put the cursor on the sentence that holds a span, and the point on the span."""
        if pane is not None:
            self.active = pane
        sentence = self.pane.document.sentence_at(start)
        if sentence < 0:
            raise CannotDoThat("This article has no sentence to stand on.")
        self.pane.cursor = sentence
        self.pane.point = (start, end)

    def step_through(self, kind: str, step: int) -> None:
        """To the next (1) or previous (-1) ``entity`` or ``figure`` that lies in a sentence."""
        pane = self.pane
        document = pane.document
        index = document.entities if kind == "entity" else document.figures
        if pane.point is not None:
            offset = pane.point[0]
        elif pane.span is not None:
            offset = pane.span[0] - 1 if step > 0 else pane.span[0]
        else:
            offset = -1
        while True:
            found = index.after(offset) if step > 0 else index.before(offset)
            if found is None:
                what = "name" if kind == "entity" else "figure"
                raise CannotDoThat(f"No {'further' if step > 0 else 'earlier'} {what} in this article.")
            sentence = document.sentence_at(found.start)
            if sentence >= 0 and document.starts[sentence] <= found.start < document.ends[sentence]:
                break
            offset = found.start
        pane.cursor = sentence
        pane.point = (found.start, found.end)

    def next_unjudged(self, step: int = 1) -> None:
        """To the next sentence without an answer, around the end of the article."""
        document = self.pane.document
        for distance in range(1, document.count + 1):
            sentence = (self.pane.cursor + step * distance) % document.count
            if sentence not in document.annotations:
                self.go(sentence)
                return
        raise CannotDoThat("Every sentence of this article has an answer.")

    def next_claim(self, step: int = 1) -> None:
        """To the next (1) or previous (-1) sentence marked as a claim, around the end of the article."""
        document = self.pane.document
        claims = self.claim_labels
        for distance in range(1, document.count + 1):
            sentence = (self.pane.cursor + step * distance) % document.count
            if any(item.label in claims for item in document.annotations.get(sentence, ())):
                self.go(sentence)
                return
        raise CannotDoThat("No sentence of this article is marked as a claim.")

    # ---- labelling

    @property
    def claim_labels(self) -> set[str]:
        """Names of the labels that say: a claim."""
        return {label.name for label in self.scheme.labels if label.kind == "claim"}

    def label_on_key(self, number: int) -> Label:
        """The scheme's label on digit ``number``."""
        for label in self.scheme.labels:
            if label.key == str(number):
                return label
        raise CannotDoThat(f"The scheme “{self.scheme.name}” has no label {number}.")

    def _require_span(self) -> tuple[int, int]:
        span = self.pane.span
        if span is None:
            raise CannotDoThat("There is no sentence under the cursor.")
        return span

    def label(self, name: str, *, action: str = "annotation.label") -> Annotation:
        """Label the sentence under the cursor and store it; moves on where auto-advance is on."""
        start, end = self._require_span()
        pane = self.pane
        kept = self.library.annotations.label(
            pane.article_id,
            start,
            end,
            name,
            scheme=self.scheme.name,
            exclusive=not self.scheme.multiple,
            action=action,
        )
        if not self.scheme.multiple:
            for other in pane.here():
                if other.scheme == self.scheme.name:
                    pane.document.unmark(other.id)
        pane.document.mark(kept)
        pane.touched.add(pane.cursor)
        self._last = ("label", name)
        self._advance()
        return kept

    def toggle(self) -> None:
        """The default label on, or the claim off again where there is one."""
        claims = self.claim_labels
        if any(item.label in claims for item in self.pane.here()):
            self.clear()
        else:
            self.label(self.scheme.default.name, action="claim.toggle")

    def reject(self) -> None:
        """Judge the sentence under the cursor as no claim."""
        if self.scheme.reject is None:
            raise CannotDoThat(f"The scheme “{self.scheme.name}” has no label for what is no claim.")
        self.label(self.scheme.reject.name, action="claim.reject")

    def clear(self) -> None:
        """Take every answer of this scheme off the sentence under the cursor: it is unjudged again."""
        start, end = self._require_span()
        pane = self.pane
        removed = self.library.annotations.clear(
            pane.article_id, start, end, scheme=self.scheme.name, action="annotation.clear"
        )
        if not removed:
            raise CannotDoThat("There is no label on this sentence to clear.")
        for annotation in removed:
            pane.document.unmark(annotation.id)
        pane.touched.add(pane.cursor)
        self._last = ("clear", "")

    def repeat(self) -> None:
        """Do the last labelling action again, on the sentence under the cursor."""
        if self._last is None:
            raise CannotDoThat("Nothing has been labelled yet that could be repeated.")
        kind, name = self._last
        if kind == "label":
            self.label(name, action="annotation.repeat")
        else:
            self.clear()

    def _advance(self) -> None:
        if self.auto_advance and self.pane.cursor + 1 < self.pane.document.count:
            self.pane.cursor += 1
            self.pane.point = None

    # ---- history

    def undo(self) -> str:
        """Take back the last change; what it was, for people."""
        entry = self.library.journal.undo()
        if entry is None:
            raise CannotDoThat("Nothing to undo.")
        return "Undone: " + self._follow(entry)

    def redo(self) -> str:
        """Do again what was undone last; what it was, for people."""
        entry = self.library.journal.redo()
        if entry is None:
            raise CannotDoThat("Nothing to redo.")
        return "Redone: " + self._follow(entry)

    def _follow(self, entry: JournalEntry) -> str:
        """Bring the marks up to date with a journal entry and go to the place it changed."""
        where: tuple[int, int] | None = None
        for change in entry.changes:
            if change.table == "annotation":
                where = self._refresh_mark(change) or where
        if where is not None:
            self.active, sentence = where
            self.go(sentence)
        return self.library.journal.describe(entry)

    def _refresh_mark(self, change: Change) -> tuple[int, int] | None:
        row = change.after or change.before
        if row is None:
            return None
        index = self.index_of(int(row["article"]))
        if index is None:
            return None
        pane = self.panes[index]
        if (sentence := pane.document.unmark(change.id)) is not None:
            pane.touched.add(sentence)
        if change.after is not None:
            sentence = pane.document.mark(self.library.annotations.get(change.id))
        if sentence is None:
            sentence = pane.document.sentence_at(int(row["start"]))
        if sentence < 0:
            return None
        pane.touched.add(sentence)
        return index, sentence

    # ---- keeping the place

    def keep_place(self) -> None:
        """Remember where the reader stands in each article, for the next start."""
        offsets = {pane.article_id: self._offset(pane) for pane in self.panes}
        self.library.places.save(self.story.id, self.active, offsets, {"auto_advance": self.auto_advance})

    def find_place(self) -> None:
        """Go where the reader stood when this story was open last."""
        place = self.library.places.load(self.story.id)
        if place is None:
            return
        self.auto_advance = bool(place.options.get("auto_advance", True))
        for pane in self.panes:
            offset = place.offsets.get(pane.article_id)
            if offset is None:
                continue
            while pane.document.count and pane.document.ends[-1] <= offset and pane.document.feed():
                pass
            pane.cursor = pane.document.sentence_at(offset)
        if 0 <= place.pane < len(self.panes):
            self.active = place.pane

    def progress(self) -> tuple[int, int, int, int]:
        """For the active pane: sentence (from 1), sentences, judged, claims."""
        document = self.pane.document
        found = sum(document.labels[name] for name in self.claim_labels)
        return self.pane.cursor + 1, document.count, document.judged(), found
