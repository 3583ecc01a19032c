"""An article in its place on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.document import Document

if TYPE_CHECKING:
    from diptych.store.records import Annotation


class CannotDoThat(Exception):
    """The command makes no sense here; the message says why."""


class OpenArticle:
    """A document and where the reader stands in it. ``cursor`` is a sentence's index, -1 where there is none.

    ``point`` is the span (code points) of the name, figure or search hit that was gone to last, or None.
    ``touched`` collects sentences whose marks changed, for the next paint.
    """

    def __init__(self, document: Document, cursor: int = -1) -> None:
        self.document = document
        self.cursor = cursor
        self.point: tuple[int, int] | None = None
        self.touched: set[int] = set()

    @property
    def article_id(self) -> int:
        """The article's id in the library."""
        return self.document.article.id

    @property
    def span(self) -> tuple[int, int] | None:
        """Offsets of the sentence under the cursor."""
        if not 0 <= self.cursor < self.document.count:
            return None
        return self.document.starts[self.cursor], self.document.ends[self.cursor]

    @property
    def offset(self) -> int:
        """Where the cursor stands, 0 where there is none."""
        return self.span[0] if self.span else 0

    def here(self) -> list[Annotation]:
        """The annotations on the sentence under the cursor."""
        return self.document.annotations.get(self.cursor, [])

    def require_span(self) -> tuple[int, int]:
        """``span``, or CannotDoThat."""
        if self.span is None:
            raise CannotDoThat("There is no sentence under the cursor.")
        return self.span

    def go(self, sentence: int) -> None:
        """Put the cursor on a sentence; outside the article it stops at the first or last."""
        if not self.document.count:
            raise CannotDoThat("This article has no sentence to stand on.")
        while sentence >= self.document.count and self.document.feed():
            pass  # a long text is taken in as far as somebody goes
        self.cursor = max(0, min(self.document.count - 1, sentence))
        self.point = None

    def go_to_span(self, start: int, end: int) -> None:
        """Put the cursor on the sentence that holds a span, and the point on the span."""
        self.go(self.document.sentence_at(start))
        self.point = (start, end)
