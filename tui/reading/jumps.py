"""The jump list: where one was before each jump, as in vim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.reader import Reader

KEPT = 200
"""Jumps remembered."""

Spot = tuple[int, int]
"""Article id, and a code point offset in it."""


class Jumps:
    """Places behind and places ahead. Places in articles that are closed by now are passed over."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._behind: list[Spot] = []
        self._ahead: list[Spot] = []

    def leave_mark(self) -> None:
        """Remember this place before a jump."""
        here = self._here()
        if not self._behind or self._behind[-1] != here:
            self._behind.append(here)
            del self._behind[:-KEPT]
        self._ahead.clear()

    def back(self) -> None:
        """Back to where the last jump came from."""
        self._travel(self._behind, self._ahead, "There is no earlier place to go back to.")

    def forward(self) -> None:
        """Forward again after going back."""
        self._travel(self._ahead, self._behind, "There is no later place to go forward to.")

    def _here(self) -> Spot:
        return self._reader.pane.article_id, self._reader.pane.offset

    def _travel(self, source: list[Spot], other: list[Spot], nothing: str) -> None:
        here = self._here()
        while source:
            article_id, offset = source.pop()
            index = self._reader.index_of(article_id)
            if index is None or (article_id, offset) == here:
                continue
            other.append(here)
            self._reader.go(self._reader.panes[index].document.sentence_at(offset), pane=index)
            return
        raise CannotDoThat(nothing)
