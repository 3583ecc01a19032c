"""Two versions of a report, sentence by sentence."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.spans import Analysis, Sentence
from diptych.analysis.versions import sentence_changes


def report(*lines: str) -> Analysis:
    """An analysis with one sentence a line."""
    text = "\n".join(lines)
    return Analysis(text, tuple(Sentence(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)))


def kinds(old: Analysis, new: Analysis) -> list[tuple[str, int | None, int | None]]:
    """The changes as plain tuples."""
    return [(change.kind, change.old, change.new) for change in sentence_changes(old, new)]


def test_kept_changed_added_and_cut() -> None:
    """A figure changed is a changed sentence; others are kept, added or cut, in reading order."""
    old = report("The dam broke.", "Thirty people were hurt on Tuesday.", "It rained.", "Bakeries opened.")
    new = report(
        "The dam broke.", "Thirty-four people were hurt on Tuesday.", "Bakeries opened.", "Trains run again."
    )
    assert kinds(old, new) == [
        ("kept", 0, 0),
        ("changed", 1, 1),
        ("cut", 2, None),
        ("kept", 3, 2),
        ("added", None, 3),
    ]


def test_the_same_text_is_all_kept() -> None:
    """Spacing alone is no change."""
    old, new = report("A b  c.", "D e."), report("A b c.", "D e.")
    assert kinds(old, new) == [("kept", 0, 0), ("kept", 1, 1)]


def test_empty_versions() -> None:
    """Nothing before means all added, nothing after all cut."""
    full, empty = report("A.", "B."), Analysis("")
    assert [k for k, _, _ in kinds(empty, full)] == ["added", "added"]
    assert [k for k, _, _ in kinds(full, empty)] == ["cut", "cut"]
    assert kinds(empty, empty) == []


LINES = st.lists(st.sampled_from(["a b c", "a b d", "x y", "x", "m n o p", "m n o q"]), max_size=8)


@given(LINES, LINES)
def test_every_sentence_stands_once_and_in_order(old: list[str], new: list[str]) -> None:
    """Both versions can be read off the changes: each sentence once, in its order."""
    one, two = report(*old), report(*new)
    changes = sentence_changes(one, two)
    assert [c.old for c in changes if c.old is not None] == list(range(len(one.sentences)))
    assert [c.new for c in changes if c.new is not None] == list(range(len(two.sentences)))
    assert all(
        (c.kind == "cut") == (c.new is None) and (c.kind == "added") == (c.old is None) for c in changes
    )


def test_long_versions_take_seconds_at_most() -> None:
    """Tens of thousands of sentences, repeats among them, do not hang."""
    old = report(*[f"Line {n % 50} of the log." for n in range(20_000)])
    new = report(*[f"Line {n % 47} of the log, again." for n in range(20_000)])
    started = time.process_time()
    sentence_changes(old, new)
    assert time.process_time() - started < 10
