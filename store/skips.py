"""Sentences that were looked at and put off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.store import anchors, clock, rows
from diptych.store.identifiers import uuid7
from diptych.store.records import Skip

if TYPE_CHECKING:
    from diptych.store.library import Library


class Skips:
    """This annotator's skips. Skipped is neither unjudged nor rejected; undo takes a skip back like any
    answer.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def add(self, article_id: int, start: int, end: int, *, action: str = "sentence.skip") -> Skip:
        """Put a span off; once is enough."""
        anchors.check(self._library.articles.text(article_id), start, end)
        with self._connection.transaction():
            for skip in self.of_article(article_id):
                if (skip.start, skip.end) == (start, end):
                    return skip
            at = clock.now()
            new = Skip(uuid7(), article_id, start, end, self._library.annotator, self._library.session, at)
            change = rows.insert(self._connection, "skip", new._asdict())
            self._library.journal.append(action, [change], at=at)
        return new

    def remove(self, article_id: int, start: int, end: int, *, action: str = "sentence.unskip") -> bool:
        """Take a skip back; False if there was none."""
        with self._connection.transaction():
            for skip in self.of_article(article_id):
                if (skip.start, skip.end) == (start, end):
                    before = rows.read(self._connection, "skip", skip.id)
                    assert before is not None
                    self._library.journal.append(action, [rows.delete(self._connection, "skip", before)])
                    return True
        return False

    def of_article(self, article_id: int) -> list[Skip]:
        """Those of one article in reading order."""
        found = self._connection.rows(
            f'{rows.SELECT["skip"]} WHERE article = ? AND annotator = ? ORDER BY start, "end"',
            (article_id, self._library.annotator),
        )
        return [Skip(*row) for row in found]
