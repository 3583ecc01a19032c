"""Spans of one kind in one text, in reading order, found by offset."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, Protocol, TypeVar


class HasSpan(Protocol):
    """Anything with a place in the text: code points, 0-based, end exclusive."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


T = TypeVar("T", bound=HasSpan)


class SpanIndex(Generic[T]):
    """Spans that do not overlap each other, sorted by start.

    Batches that continue behind the last span are appended; any other batch is merged in.
    """

    def __init__(self, items: Iterable[T] = ()) -> None:
        self.items: list[T] = []
        self._starts = array("L")
        self._ends = array("L")
        self.add(items)

    def __len__(self) -> int:
        return len(self.items)

    def add(self, items: Iterable[T]) -> None:
        """Take in more spans, in any order."""
        batch = sorted(items, key=lambda item: (item.start, item.end))
        if not batch:
            return
        if self.items and batch[0].start < self._ends[-1]:
            batch = sorted([*self.items, *batch], key=lambda item: (item.start, item.end))
            self.items, self._starts, self._ends = [], array("L"), array("L")
        self.items.extend(batch)
        self._starts.extend(item.start for item in batch)
        self._ends.extend(item.end for item in batch)

    def replace(self, items: Iterable[T]) -> None:
        """Forget what was there and take these."""
        self.items, self._starts, self._ends = [], array("L"), array("L")
        self.add(items)

    def between(self, start: int, end: int) -> Iterator[T]:
        """The spans that share at least one character with ``[start, end)``."""
        index = bisect_right(self._ends, start)
        while index < len(self.items) and self._starts[index] < end:
            yield self.items[index]
            index += 1

    def after(self, offset: int) -> T | None:
        """The first span that starts behind ``offset``."""
        index = bisect_right(self._starts, offset)
        return self.items[index] if index < len(self.items) else None

    def before(self, offset: int) -> T | None:
        """The last span that starts before ``offset``."""
        index = bisect_left(self._starts, offset) - 1
        return self.items[index] if index >= 0 else None
