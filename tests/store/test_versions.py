"""Answers and the versions of the report they were given to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.analysis.placing import place_again
from diptych.articles.article import Article
from diptych.errors import AnnotationError, OffsetMismatch
from diptych.store import open_library
from diptych.store.library import Library

OLD = (
    "The ferry ran aground on Monday. "
    "Nobody was hurt in the accident, the harbour police said. The owner spoke of bad luck.\n"
)
NEW = (
    "The ferry ran aground on Sunday night. "
    "Nobody was hurt in the accident, the harbour police said. It was towed to port.\n"
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library.db", annotator="ann") as library:
        yield library


def add(library: Library, text: str, location: str = "/news/ferry.txt") -> int:
    return library.articles.add(Article(text=text, location=location)).id


def label(library: Library, article: int, text: str, quote: str, **more: str) -> str:
    start = text.index(quote)
    return library.annotations.label(article, start, start + len(quote), "claim", **more).id


def test_versions_are_told_by_their_place(library: Library) -> None:
    """The same address with another text is a version; another address, or none, is not."""
    first = add(library, OLD)
    other = add(library, OLD, "/other/ferry.txt")
    second = add(library, NEW)
    stream = add(library, OLD, "")
    assert library.versions.of(first) == library.versions.of(second) == [first, second]
    assert library.versions.of(other) == [other]
    assert library.versions.of(stream) == [stream]


def test_an_answer_moves_only_with_its_quote_and_the_rest_waits(library: Library) -> None:
    """The unchanged sentence keeps its answer, id and note; the changed and the cut ones are orphans."""
    first = add(library, OLD)
    kept = label(library, first, OLD, "Nobody was hurt in the accident, the harbour police said.", note="ask")
    changed = label(library, first, OLD, "The ferry ran aground on Monday.")
    cut = label(library, first, OLD, "The owner spoke of bad luck.")
    second = add(library, NEW)
    carried = library.versions.carry(second, place_again)
    assert carried.moved == 1
    assert {orphan.id for orphan in carried.orphans} == {changed, cut}
    (moved,) = library.annotations.of_article(second)
    assert (moved.id, moved.note) == (kept, "ask")
    assert (
        NEW[moved.start : moved.end]
        == moved.quote
        == "Nobody was hurt in the accident, the harbour police said."
    )
    assert {orphan.id for orphan in library.versions.orphans(second)} == {changed, cut}


def test_undo_takes_the_move_back(library: Library) -> None:
    """One entry, one undo."""
    first = add(library, OLD)
    label(library, first, OLD, "Nobody was hurt in the accident, the harbour police said.")
    second = add(library, NEW)
    library.versions.carry(second, place_again)
    entry = library.journal.undo()
    assert entry is not None
    assert len(library.annotations.of_article(first)) == 1
    assert library.annotations.of_article(second) == []


def test_carrying_twice_moves_nothing_more(library: Library) -> None:
    """The second time there is nothing left that is sure."""
    first = add(library, OLD)
    label(library, first, OLD, "Nobody was hurt in the accident, the harbour police said.")
    second = add(library, NEW)
    library.versions.carry(second, place_again)
    assert library.versions.carry(second, place_again).moved == 0


def test_an_orphan_is_placed_by_hand(library: Library) -> None:
    """On a span of the new version; outside its text it is refused and stays where it was."""
    first = add(library, OLD)
    orphan = label(library, first, OLD, "The ferry ran aground on Monday.")
    second = add(library, NEW)
    with pytest.raises(OffsetMismatch):
        library.versions.put(orphan, second, 0, 10_000)
    assert len(library.versions.orphans(second)) == 1
    end = NEW.index(".") + 1
    placed = library.versions.put(orphan, second, 0, end)
    assert placed.quote == "The ferry ran aground on Sunday night."
    assert library.versions.orphans(second) == []


def test_nobody_places_anothers_answer(library: Library) -> None:
    """An orphan is its annotator's to place."""
    first = add(library, OLD)
    orphan = label(library, first, OLD, "The ferry ran aground on Monday.")
    second = add(library, NEW)
    with open_library(library.path, annotator="bob") as bobs, pytest.raises(AnnotationError, match="answer"):
        bobs.versions.put(orphan, second, 0, 10)
    assert library.annotations.get(orphan).article == first


def test_a_report_that_goes_back_to_its_earlier_text_gets_its_answers_back(library: Library) -> None:
    """A, B, then A again: answers given on B follow, and none is hidden."""
    first = add(library, OLD)
    second = add(library, NEW)
    label(library, second, NEW, "Nobody was hurt in the accident, the harbour police said.")
    assert add(library, OLD) == first
    assert library.versions.carry(first, place_again).moved == 1
    assert len(library.annotations.of_article(first)) == 1


def test_another_annotators_answers_stay_theirs(library: Library, tmp_path: Path) -> None:
    """Carrying moves one's own answers alone."""
    first = add(library, OLD)
    with open_library(library.path, annotator="bob") as other:
        label(other, first, OLD, "Nobody was hurt in the accident, the harbour police said.")
    second = add(library, NEW)
    assert library.versions.carry(second, place_again).moved == 0
    assert len(library.annotations.of_article(first)) == 1


SENTENCES = [f"Sentence number {n} says {n * 7} things about the harbour." for n in range(8)]


@settings(max_examples=40, deadline=None)
@given(
    st.permutations(SENTENCES).map(lambda order: order[:6]),
    st.lists(st.sampled_from(SENTENCES), max_size=9),
)
def test_no_answer_ever_lands_on_another_text(before: list[str], after: list[str]) -> None:
    """Whatever was cut, moved or doubled: what moved stands on exactly its quote."""
    old, new = " ".join(before) + "\n", " ".join(after) + " End.\n"
    if old == new:
        return
    with open_library(_temporary(), annotator="ann") as library:
        first = add(library, old)
        for sentence in before:
            label(library, first, old, sentence)
        second = add(library, new)
        library.versions.carry(second, place_again)
        for annotation in library.annotations.of_article(second):
            assert new[annotation.start : annotation.end] == annotation.quote
            assert annotation.quote in before
            assert new.count(annotation.quote) == 1


def _temporary() -> Path:
    import tempfile

    return Path(tempfile.mkdtemp()) / "library.db"


def test_many_findings_are_kept_in_pieces_and_whole(library: Library) -> None:
    """Ten thousand figures come back as they were; a second run replaces them."""
    from diptych.analysis.spans import Figure

    article = add(library, "7 " * 10_000)
    found = [Figure(at, at + 1, "cardinal", "7", 7) for at in range(0, 20_000, 2)]
    for items in (found, found[:5_000]):
        library.analyses.save_figures(article, "test", items)
        assert library.analyses.figures(article, "test") == items
