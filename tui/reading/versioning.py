"""What became of a report since it was read last, and the answers that wait for a place in its new version."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from diptych.tui.dialogues.panel import PanelRow, Place
from diptych.tui.reading.arranging import Arranging
from diptych.tui.reading.compared import analyses_of
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.store.records import Annotation
    from diptych.tui.reading.screen import ReadingScreen

SIGNS = {"added": "+ new", "cut": "− cut", "changed": "≠ changed"}
WAITS = "? waits"


@dataclass(frozen=True, slots=True)
class VersionRow(PanelRow):
    """A sentence that was added, cut or changed, or an answer that waits (``orphan``)."""

    orphan: Annotation | None = None


class Versioning:
    """The newest version of a report against the one before it, which is opened beside it."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        reader = screen.reader
        versions = reader.library.versions.of(reader.pane.article_id)
        if len(versions) < 2:
            raise CannotDoThat(
                "There is one version of this report; reading it again after it changed adds another."
            )
        here = versions.index(reader.pane.article_id)
        self.new = versions[max(1, here)]
        self.old = versions[max(1, here) - 1]
        for article in (self.new, self.old):
            if reader.index_of(article) is None:
                Arranging(screen).open(article)

    def rows(self) -> list[PanelRow]:
        """Answers that wait first, then the changes in reading order."""
        from diptych.analysis.versions import sentence_changes

        reader = self._screen.reader
        rows: list[PanelRow] = [
            VersionRow(WAITS, " ".join(orphan.quote.split()), (_place_of(orphan),), orphan)
            for orphan in reader.library.versions.orphans(self.new)
        ]
        indices = [reader.index_of(article) for article in (self.old, self.new)]
        panes = [reader.panes[index] for index in indices if index is not None]
        if len(panes) < 2:
            return rows
        for pane in panes:
            while pane.document.feed(1_000_000):
                pass
        before, after = analyses_of(panes)
        for change in sentence_changes(before, after):
            if change.kind == "kept":
                continue
            texts, places = [], []
            for article, analysis, index in ((self.old, before, change.old), (self.new, after, change.new)):
                if index is not None:
                    span = analysis.sentences[index]
                    texts.append(" ".join(analysis.text[span.start : span.end].split()))
                    places.append(Place(article, span.start, span.end))
            rows.append(VersionRow(SIGNS[change.kind], "  →  ".join(texts), tuple(reversed(places))))
        return rows

    def place(self, row: PanelRow) -> str:
        """Put the answer that waits on the sentence under the cursor of the new version."""
        orphan = self._orphan(row)
        reader = self._screen.reader
        index = reader.index_of(self.new)
        if index is None:
            raise CannotDoThat("The new version is not open.")
        span = reader.panes[index].require_span()
        several = reader.scheme.multiple and reader.scheme.name == orphan.scheme
        for there in reader.panes[index].here():
            if there.scheme == orphan.scheme and (there.label == orphan.label or not several):
                raise CannotDoThat("That sentence has an answer already: clear it first, or drop this one.")
        reader.library.versions.put(orphan.id, self.new, *span)
        self._renew(orphan)
        return "Placed on the sentence under the cursor of the new version."

    def drop(self, row: PanelRow) -> str:
        """Take away the answer that waits; undo brings it back."""
        orphan = self._orphan(row)
        self._screen.reader.library.annotations.remove(orphan.id, action="versions.drop")
        self._renew(orphan)
        return "Dropped; undo brings it back."

    def _orphan(self, row: PanelRow) -> Annotation:
        if not isinstance(row, VersionRow) or row.orphan is None:
            raise CannotDoThat(
                "This row is a change of the text; only an answer that waits can be placed or dropped."
            )
        return row.orphan

    def _renew(self, orphan: Annotation) -> None:
        reader = self._screen.reader
        for pane in reader.panes:
            if (sentence := pane.document.unmark(orphan.id)) is not None:
                pane.touched.add(sentence)
            for annotation in reader.library.annotations.of_article(
                pane.article_id, annotator=reader.library.annotator
            ):
                if annotation.id == orphan.id:
                    sentence = pane.document.mark(annotation)
                    pane.touched.add(pane.cursor if sentence is None else sentence)


def _place_of(annotation: Annotation) -> Place:
    return Place(annotation.article, annotation.start, annotation.end)
