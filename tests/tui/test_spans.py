"""Spans found by offset."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.spans import Sentence
from diptych.tui.reading.spans import SpanIndex

GAPS = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 6)), max_size=30)


def laid_out(gaps: list[tuple[int, int]]) -> list[Sentence]:
    spans, position = [], 0
    for gap, length in gaps:
        spans.append(Sentence(position + gap, position + gap + length))
        position += gap + length
    return spans


@given(GAPS, st.integers(0, 200), st.integers(1, 60), st.randoms())
def test_between_gives_all_that_overlap(gaps, start, length, random) -> None:  # type: ignore[no-untyped-def]
    """Whatever the order of the batches, the spans that share a character with the range are found, in order."""
    spans = laid_out(gaps)
    shuffled = spans[:]
    random.shuffle(shuffled)
    index: SpanIndex[Sentence] = SpanIndex(shuffled[:5])
    index.add(shuffled[5:])
    end = start + length
    assert list(index.between(start, end)) == [s for s in spans if s.end > start and s.start < end]


@given(GAPS, st.integers(0, 200))
def test_after_and_before_are_the_neighbours(gaps, offset) -> None:  # type: ignore[no-untyped-def]
    """The next span starts behind the offset, the previous one before it."""
    spans = laid_out(gaps)
    index: SpanIndex[Sentence] = SpanIndex(spans)
    assert index.after(offset) == next((s for s in spans if s.start > offset), None)
    assert index.before(offset) == next((s for s in reversed(spans) if s.start < offset), None)
