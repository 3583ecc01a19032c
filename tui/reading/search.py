"""Searching the open reports for words."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from diptych.tui.reading.document import Document

MOST_HITS = 20_000
"""Hits kept for one article; a longer list would only cost memory."""


class Search:
    """Where the words stand. Capitals count only where the query has some; white space matches any white space."""

    def __init__(self, query: str, documents: Sequence[Document]) -> None:
        self.query = query
        words = [re.escape(word) for word in query.split()]
        flags = re.IGNORECASE if query == query.lower() else re.NOFLAG
        self._pattern = re.compile(r"\s+".join(words), flags) if words else None
        self.hits: list[list[tuple[int, int]]] = [self._find(document) for document in documents]

    def _find(self, document: Document) -> list[tuple[int, int]]:
        if self._pattern is None:
            return []
        found = []
        for match in self._pattern.finditer(document.text):
            found.append(match.span())
            if len(found) >= MOST_HITS:
                break
        return found

    @property
    def total(self) -> int:
        """Hits in all articles."""
        return sum(len(hits) for hits in self.hits)

    def step(self, article: int, offset: int, step: int) -> tuple[int, int] | None:
        """The next (``step`` 1) or previous (-1) hit in an article seen from ``offset``, around its end."""
        hits = self.hits[article]
        if not hits:
            return None
        starts = [start for start, _ in hits]
        index = bisect_right(starts, offset) if step > 0 else bisect_left(starts, offset) - 1
        return hits[index % len(hits)]

    def number(self, article: int, hit: tuple[int, int]) -> int:
        """Which hit of its article this is, from 1."""
        return bisect_left(self.hits[article], hit) + 1
