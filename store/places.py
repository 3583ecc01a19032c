"""Where each story was left, so that it opens there again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from diptych.store import clock
from diptych.store.records import Place

if TYPE_CHECKING:
    from diptych.store.library import Library


class Places:
    """This annotator's places. Saving is cheap (no flush of its own) and safe against a killed program."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def save(
        self, story_id: int, pane: int, offsets: Mapping[int, int], options: Mapping[str, Any] | None = None
    ) -> None:
        """Remember the active pane (0-based), the cursor's offset (code points) by article, and JSON-able
        options.

        Without ``options`` the ones that were saved before stay.
        """
        packed = json.dumps({str(article): int(offset) for article, offset in offsets.items()})
        extra = None if options is None else json.dumps(dict(options))
        with self._connection.transaction(durable=False):
            self._connection.execute(
                "INSERT INTO place (story, annotator, pane, offsets, options, updated_at)"
                " VALUES (?, ?, ?, ?, coalesce(?, '{}'), ?) ON CONFLICT (story, annotator) DO UPDATE SET"
                " pane = excluded.pane, offsets = excluded.offsets, options = coalesce(?, options),"
                " updated_at = excluded.updated_at",
                (story_id, self._library.annotator, pane, packed, extra, clock.now(), extra),
            )

    def load(self, story_id: int) -> Place | None:
        """Where this annotator left the story, or None."""
        row = self._connection.row(
            "SELECT pane, offsets, options, updated_at FROM place WHERE story = ? AND annotator = ?",
            (story_id, self._library.annotator),
        )
        return None if row is None else _place(story_id, *row)

    def newest_first(self) -> list[Place]:
        """Where this annotator left every story, the one that was read last first."""
        found = self._connection.rows(
            "SELECT story, pane, offsets, options, updated_at FROM place WHERE annotator = ?"
            " ORDER BY updated_at DESC",
            [self._library.annotator],
        )
        return [place for row in found if (place := _place(*row)) is not None]

    def last_story(self) -> int | None:
        """The story this annotator read last, or None."""
        row = self._connection.row(
            "SELECT story FROM place WHERE annotator = ? ORDER BY updated_at DESC LIMIT 1",
            [self._library.annotator],
        )
        return None if row is None else int(row[0])


def _place(story_id: int, pane: int, offsets: str, options: str, updated_at: str) -> Place | None:
    try:
        at = {int(article): int(offset) for article, offset in json.loads(offsets).items()}
        return Place(story_id, pane, at, dict(json.loads(options)), updated_at)
    except (ValueError, TypeError, AttributeError):
        return None  # somebody wrote it by hand: to begin at the top loses nothing
