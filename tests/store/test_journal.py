"""The journal, undo and redo."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

import pytest

from diptych.errors import ChangedElsewhere, LibraryDamaged
from diptych.store import StoredArticle, open_library
from diptych.store.library import Library


def labels(library: Library) -> list[str]:
    """The labels of the library in reading order."""
    return [one.label for one in library.annotations.each()]


def test_undo_and_redo_walk_through_everything(library: Library, article: StoredArticle) -> None:
    """Label, change, note, link and removal are taken back one by one and brought back one by one."""
    states = [[]]
    first = library.annotations.label(article.id, 0, 35, "claim")
    states.append(list(library.annotations.each()))
    second = library.annotations.label(article.id, 36, 41, "claim")
    states.append(list(library.annotations.each()))
    library.annotations.edit(first.id, note="see")
    states.append(list(library.annotations.each()))
    library.annotations.label(article.id, 0, 35, "quantity")
    states.append(list(library.annotations.each()))
    link = library.links.add(first.id, second.id, "same")
    library.annotations.remove(first.id)
    assert library.links.list() == []
    end = list(library.annotations.each())
    library.journal.undo()
    assert library.links.list() == [link]
    library.journal.undo()
    for state in reversed(states[:-1]):
        library.journal.undo()
        assert list(library.annotations.each()) == state
    assert library.journal.undo() is None
    for state in states[1:]:
        library.journal.redo()
        assert list(library.annotations.each()) == state
    library.journal.redo()
    assert library.links.list() == [link]
    library.journal.redo()
    assert list(library.annotations.each()) == end
    assert library.journal.redo() is None


def test_undo_goes_on_after_a_restart(library: Library, article: StoredArticle, path: Path) -> None:
    """What was undone before a restart can be redone after it, and the rest undone."""
    for start in (0, 4, 12):
        library.annotations.label(article.id, start, start + 3, "claim")
    library.journal.undo()
    library.close()
    with open_library(path, annotator="ann") as again:
        assert again.journal.redo() is not None
        for _ in range(3):
            assert again.journal.undo() is not None
        assert again.journal.undo() is None
        assert labels(again) == []


def test_a_new_action_clears_redo(library: Library, article: StoredArticle) -> None:
    """After something new, what had been undone stays undone, but what lies before it can still be undone."""
    library.annotations.label(article.id, 0, 3, "a")
    library.annotations.label(article.id, 4, 7, "b")
    library.journal.undo()
    library.annotations.label(article.id, 8, 11, "c")
    assert library.journal.redo() is None
    library.journal.undo()
    assert labels(library) == ["a"]
    library.journal.redo()
    assert labels(library) == ["a", "c"]
    library.journal.undo()
    library.journal.undo()
    assert labels(library) == []
    assert library.journal.undo() is None


def test_undo_belongs_to_one_person(library: Library, article: StoredArticle, path: Path) -> None:
    """Two annotators in one library undo only their own, however their actions alternate."""
    with open_library(path, annotator="bob") as bobs:
        library.annotations.label(article.id, 0, 3, "a1")
        bobs.annotations.label(article.id, 0, 3, "b1")
        library.annotations.label(article.id, 4, 7, "a2")
        bobs.annotations.label(article.id, 4, 7, "b2")
        library.journal.undo()
        library.journal.undo()
        assert library.journal.undo() is None
        assert labels(bobs) == ["b1", "b2"]
        assert bobs.journal.redo() is None
        bobs.journal.undo()
        library.journal.redo()
        assert sorted(labels(library)) == ["a1", "b1"]


def test_undo_does_not_overwrite_a_later_change(library: Library, article: StoredArticle) -> None:
    """A row changed past the journal is left as it is, and the error says so."""
    label = library.annotations.label(article.id, 0, 3, "claim")
    library.connection.execute("UPDATE annotation SET note = 'by hand' WHERE id = ?", [label.id])
    with pytest.raises(ChangedElsewhere, match=label.id):
        library.journal.undo()
    assert library.annotations.get(label.id).note == "by hand"
    assert len(library.journal.entries()) == 1


def test_undo_does_not_cut_anothers_link(library: Library, article: StoredArticle, path: Path) -> None:
    """A label that somebody else has linked to is not undone from under the link."""
    label = library.annotations.label(article.id, 0, 3, "claim")
    with open_library(path, annotator="bob") as bobs:
        theirs = bobs.annotations.label(article.id, 4, 7, "claim")
        bobs.links.add(theirs.id, label.id, "same")
    with pytest.raises(ChangedElsewhere, match="refers"):
        library.journal.undo()
    assert library.annotations.get(label.id) == label
    assert len(library.links.list()) == 1


def test_who_takes_turns_undoes_only_their_own(library: Library, article: StoredArticle, path: Path) -> None:
    """Two people write in turns in one library; each takes back their own, newest first, and lists their own."""
    with open_library(path, annotator="bob") as bobs:
        for start, whose in enumerate((library, library, bobs, library, bobs, bobs, library)):
            whose.annotations.label(article.id, start, start + 3, "claim")
        for whose, expected in ((library, [7, 4, 2, 1]), (bobs, [6, 5, 3])):
            own = whose.journal.entries(annotator=whose.annotator)
            assert [entry.number for entry in own] == expected
            assert list(whose.journal.standing()) == expected
            undone = [entry.undoes for entry in iter(whose.journal.undo, None)]
            assert undone == expected
    assert library.annotations.count() == 0


def test_entries_that_an_older_diptych_adds_mislead_nobody(
    library: Library, article: StoredArticle, path: Path
) -> None:
    """A program that was open when the library was brought up to date marks no turns: no undo takes its entries
    for another person's, and those that its annotator adds later are found.
    """
    library.annotations.label(article.id, 0, 3, "claim")
    library.connection.execute(
        "INSERT INTO journal (at, annotator, action, summary, changes) VALUES ('', 'bob', 'x', '', '[{}]')"
    )
    with open_library(path, annotator="bob") as bobs:
        theirs = bobs.annotations.label(article.id, 4, 7, "claim")
        assert library.journal.undo() is not None
        assert bobs.annotations.count() == 1
        undone = bobs.journal.undo()
        assert undone is not None and undone.changes[0].id == theirs.id


def test_a_turn_is_found_after_something_was_taken_back(
    library: Library, article: StoredArticle, path: Path
) -> None:
    """An entry that was rolled back gives its number to another person; the next one is not taken for theirs."""
    library.annotations.label(article.id, 0, 3, "claim")
    for inner in (False, True):
        with suppress(KeyError), library.transaction():
            with suppress(IndexError), library.transaction():
                library.annotations.label(article.id, 4, 7, "claim")
                if inner:
                    raise IndexError
            if not inner:
                raise KeyError
        with open_library(path, annotator="bob") as bobs:
            bobs.annotations.label(article.id, 8 + inner, 11, "claim")
        library.annotations.label(article.id, 12 + inner, 15, "claim")
        library.journal.undo()
        assert {one.annotator: one.start for one in library.annotations.each()} == {
            "ann": 0,
            "bob": 8 + inner,
        }


def test_the_journal_is_only_appended_to(library: Library, article: StoredArticle) -> None:
    """UPDATE, DELETE and REPLACE are refused by the file itself."""
    library.annotations.label(article.id, 0, 3, "claim")
    for sql in (
        "UPDATE journal SET action = 'x'",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal (number, at, annotator, action, summary, changes)"
        " VALUES (1, '', '', '', '', '[]')",
    ):
        with pytest.raises(sqlite3.DatabaseError, match="appended"):
            library.connection.execute(sql)
    assert library.journal.entries()[0].action == "annotation.label"


def test_entries_come_newest_first_in_pages(library: Library, article: StoredArticle, path: Path) -> None:
    """``limit`` and ``before`` page through; times never fall; actions and sessions are kept."""
    session = library.sessions.start()
    for start in range(5):
        library.annotations.label(article.id, start, start + 3, "claim", action="annotation.repeat")
    everything = library.journal.entries()
    assert [entry.number for entry in everything] == [5, 4, 3, 2, 1]
    assert [entry.at for entry in everything] == sorted((entry.at for entry in everything), reverse=True)
    assert {(entry.action, entry.session) for entry in everything} == {("annotation.repeat", session)}
    assert library.journal.entries(2) == everything[:2]
    assert library.journal.entries(2, before=4) == everything[2:4]
    with open_library(path, annotator="bob") as bobs:
        assert bobs.journal.entries(annotator="bob") == []
        assert bobs.journal.entries() == everything


def test_entries_in_words(library: Library, article: StoredArticle) -> None:
    """One line each, without line breaks, cut where it gets long."""
    first = library.annotations.label(article.id, 0, 35, "quantity")
    second = library.annotations.label(article.id, 0, len(article.text), "claim")
    library.annotations.label(article.id, 0, 35, "prediction")
    library.annotations.edit(first.id, note="a\nb")
    library.annotations.edit(first.id, certainty="high")
    library.annotations.edit(first.id, attributed_to="she")
    library.annotations.edit(first.id, start=4, end=11)
    library.links.add(first.id, second.id, "contradicts")
    library.annotations.remove(first.id)
    library.skips.add(article.id, 0, 3)
    library.journal.undo()
    library.journal.redo()
    lines = [library.journal.describe(entry) for entry in reversed(library.journal.entries())]
    assert lines == [
        "labelled “quantity”: “The outline would free 33 hostages.”",
        "labelled “claim”: “The outline would free 33 hostages. 👩‍👩‍👧 Two of them are A…”",
        "labelled “prediction”, was “quantity”: “The outline would free 33 hostages.”",
        "noted “a b” on “prediction”: “The outline would free 33 hostages.”",
        "marked “high”: “The outline would free 33 hostages.”",
        "attributed to “she”: “The outline would free 33 hostages.”",
        "moved “prediction” from “The outline would free 33 hostages.” to “outline”",
        "linked a cleared annotation “contradicts” “The outline would free 3…”",
        "cleared “prediction”: “outline” (and 1 more)",
        "put off: “The”",
        "undid 10: put off: “The”",
        "redid 10: put off: “The”",
    ]


@pytest.mark.parametrize(
    "changes",
    [
        "nonsense",
        '[{"table": "annotator", "id": "ann", "before": null, "after": {}}]',
        '[{"table": "annotation; DROP TABLE article", "id": "1", "before": null, "after": {}}]',
        '[{"id": "1"}]',
    ],
)
def test_a_hostile_journal_does_nothing(library: Library, article: StoredArticle, changes: str) -> None:
    """Entries that name other tables or cannot be read are refused, not carried out."""
    library.connection.execute("INSERT INTO journal_turn (first, annotator) VALUES (1, 'ann')")
    library.connection.execute(
        "INSERT INTO journal (at, annotator, action, summary, changes) VALUES ('', 'ann', 'x', '', ?)",
        [changes],
    )
    with pytest.raises(LibraryDamaged):
        library.journal.undo()
    assert library.articles.get(article.id) == article


def test_undo_costs_what_was_undone(library: Library, article: StoredArticle) -> None:
    """The steps of one undo do not grow with the journal, nor with a long run of undoing."""
    for number in range(60):
        library.annotations.label(article.id, 0, 35, f"label {number}")
    steps: list[int] = []

    def counted() -> None:
        steps.append(0)

        def tick() -> int:
            steps[-1] += 1
            return 0

        library.connection.set_progress_handler(tick, 10)
        library.journal.undo()
        library.connection.set_progress_handler(None, 0)

    for _ in range(60):
        counted()
    assert labels(library) == []
    assert steps[58] <= steps[1] + 5
