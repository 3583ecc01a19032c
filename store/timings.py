"""How long people take for a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.store import anchors, clock
from diptych.store.records import Timing

if TYPE_CHECKING:
    from diptych.store.library import Library

_COLUMNS = 'article, start, "end", annotator, seconds, visits, updated_at'


class Timings:
    """This annotator's times. Not in the journal: a time is no answer, and undo does not turn it back."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def add(self, article_id: int, start: int, end: int, seconds: float) -> None:
        """One more visit to a span, of so many active seconds (idle time left out by the caller)."""
        anchors.check(self._library.articles.text(article_id), start, end)
        with self._connection.transaction(durable=False):
            self._connection.execute(
                f"INSERT INTO timing ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, 1, ?)"
                ' ON CONFLICT (article, start, "end", annotator) DO UPDATE SET'
                " seconds = seconds + excluded.seconds, visits = visits + 1, updated_at = excluded.updated_at",
                (article_id, start, end, self._library.annotator, max(0.0, float(seconds)), clock.now()),
            )

    def of_article(self, article_id: int, annotator: str | None = None) -> list[Timing]:
        """Those of one article in reading order; of this annotator, or of another."""
        found = self._connection.rows(
            f'SELECT {_COLUMNS} FROM timing WHERE article = ? AND annotator = ? ORDER BY start, "end"',
            (article_id, annotator or self._library.annotator),
        )
        return [Timing(*row) for row in found]
