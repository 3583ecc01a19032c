"""Undo and redo, and how the screen follows them."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING

from diptych.errors import AnnotationError
from diptych.store.records import Link
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.spanning import touch

if TYPE_CHECKING:
    from diptych.store.records import Change, JournalEntry
    from diptych.tui.reading.reader import Reader


class History:
    """Takes changes back and does them again, without limit, also those of an earlier start."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def undo(self) -> str:
        """Take back the last change; what it was, for people."""
        entry = self._reader.library.journal.undo()
        if entry is None:
            raise CannotDoThat("Nothing to undo.")
        return self.follow(entry)

    def redo(self) -> str:
        """Do again what was undone last; what it was, for people."""
        entry = self._reader.library.journal.redo()
        if entry is None:
            raise CannotDoThat("Nothing to redo.")
        return self.follow(entry)

    def follow(self, entry: JournalEntry) -> str:
        """Bring the marks up to date with a journal entry and go to the place it changed."""
        where: tuple[int, int] | None = None
        for change in entry.changes:
            if change.table == "annotation":
                where = self._refresh_mark(change) or where
            elif change.table == "correction":
                where = self._refresh_highlight(change) or where
            elif change.table == "skip":
                where = self._refresh_skip(change) or where
        for change in entry.changes:
            if change.table == "link":
                where = self._refresh_link(change) or where
        if where is not None:
            self._reader.go(where[1], pane=where[0])
        said = self._reader.library.journal.describe(entry)
        return re.sub(r"^(?:undid|redid) \d+: ", "", said)

    def _refresh_link(self, change: Change) -> tuple[int, int] | None:
        """Show a link again, or no more; where it starts, if that can be seen."""
        row = change.after or change.before or {}
        link = Link(**row)
        where = None
        for index, pane in enumerate(self._reader.panes):
            self._reader.joins.show(pane, link, gone=change.after is None)
            if (span := pane.document.span_of(link.source)) is not None:
                where = (index, pane.document.sentence_at(span[0]))
        return where

    def _refresh_skip(self, change: Change) -> tuple[int, int] | None:
        row = change.after or change.before or {}
        index = self._reader.index_of(int(row["article"]))
        if index is None:
            return None
        pane = self._reader.panes[index]
        span = (int(row["start"]), int(row["end"]))
        if change.after is not None:
            pane.document.put_off.add(span)
        else:
            pane.document.put_off.discard(span)
        touch(pane, *span)
        sentence = pane.document.sentence_at(span[0])
        return (index, sentence) if sentence >= 0 else None

    def _refresh_highlight(self, change: Change) -> tuple[int, int] | None:
        row = change.after or change.before or {}
        index = self._reader.index_of(int(row["article"]))
        if index is None:
            return None
        pane = self._reader.panes[index]
        self._reader.findings.reload(pane)
        sentence = pane.document.sentence_at(int(row["start"]))
        return (index, sentence) if sentence >= 0 else None

    def _refresh_mark(self, change: Change) -> tuple[int, int] | None:
        row = change.after or change.before
        if row is None:
            return None
        sentence = None
        # The two sides are in two articles where an answer moved to another version.
        for side in (change.before, change.after):
            index = None if side is None else self._reader.index_of(int(side["article"]))
            if side is None or index is None:
                continue
            pane = self._reader.panes[index]
            if (sentence := pane.document.unmark(change.id)) is not None:
                pane.touched.add(sentence)
            touch(pane, int(side["start"]), int(side["end"]))
        index = self._reader.index_of(int(row["article"]))
        if index is None:
            return None
        pane = self._reader.panes[index]
        if change.after is not None:
            # Where several changes are taken back at once, a later one may have removed it again.
            with suppress(AnnotationError):
                sentence = pane.document.mark(self._reader.library.annotations.get(change.id))
        if sentence is None:
            sentence = pane.document.sentence_at(int(row["start"]))
        if sentence < 0:
            return None
        pane.touched.add(sentence)
        return index, sentence
