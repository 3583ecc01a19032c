"""Going back to before an entry of the journal."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diptych.errors import ChangedElsewhere
from diptych.store import StoredArticle
from diptych.store.library import Library


def notes(library: Library) -> list[str]:
    return [one.note for one in library.annotations.each()]


def test_everything_since_is_taken_back_at_once_and_comes_back_one_by_one(
    library: Library, article: StoredArticle
) -> None:
    """Four notes; back to before the second; redo three times gives the last again."""
    answer = library.annotations.label(article.id, 0, 35, "claim")
    for text in "abcd":
        library.annotations.edit(answer.id, note=text)
    second = library.journal.entries()[2].number
    assert [entry.undoes for entry in library.journal.undo_to(second)] == [second + 2, second + 1, second]
    assert notes(library) == ["a"]
    assert library.journal.undo_to(second) == []
    for text in "bcd":
        library.journal.redo()
        assert notes(library) == [text]


def test_all_or_nothing(library: Library, article: StoredArticle) -> None:
    """A row that another program changed stops it, and then nothing at all was taken back."""
    answer = library.annotations.label(article.id, 0, 35, "claim")
    first = library.journal.entries()[0].number
    library.annotations.label(article.id, 36, 41, "claim")
    library.connection.execute("UPDATE annotation SET note = 'elsewhere' WHERE id = ?", [answer.id])
    with pytest.raises(ChangedElsewhere):
        library.journal.undo_to(first)
    assert library.annotations.count() == 2


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.text("nur", min_size=1, max_size=25))
def test_standing_lists_what_undo_takes_back_in_its_order(
    library: Library, article: StoredArticle, steps: str
) -> None:
    """After any notes, undos and redos: the numbers are those that undoing all gives."""
    answer = library.annotations.label(article.id, 0, 35, "claim")
    for number, step in enumerate(steps):
        if step == "u":
            library.journal.undo()
        elif step == "r":
            library.journal.redo()
        elif notes(library):
            library.annotations.edit(answer.id, note=f"{number}")
    expected = list(library.journal.standing())
    undone = []
    while (entry := library.journal.undo()) is not None:
        undone.append(entry.undoes)
    assert undone == expected
