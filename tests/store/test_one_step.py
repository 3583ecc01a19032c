"""Several changes that a person made with one key."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from diptych.articles.article import Article
from diptych.errors import AnnotationError, LibraryError
from diptych.store import open_library


def test_one_step_is_one_entry_and_all_or_nothing(tmp_path: Path) -> None:
    """Two labels and a link undo and redo together; what fails half way leaves nothing; undo inside is refused."""
    with open_library(tmp_path / "l.db", annotator="ann") as library:
        article = library.articles.add(Article(text="One. Two.", location="a")).id
        with library.journal.one_step("link.add"):
            one = library.annotations.label(article, 0, 4, "claim")
            two = library.annotations.label(article, 5, 9, "claim")
            with library.journal.one_step("inner"):
                library.links.add(one.id, two.id, "same")
        (entry,) = library.journal.entries()
        assert (entry.action, len(entry.changes)) == ("link.add", 3)
        library.journal.undo()
        assert (library.annotations.count(), library.links.list()) == (0, [])
        library.journal.redo()
        assert (library.annotations.count(), len(library.links.list())) == (2, 1)
        before = len(library.journal.entries())
        with pytest.raises(AnnotationError), library.journal.one_step("link.add"):
            library.annotations.label(article, 0, 3, "claim")
            library.links.add(one.id, one.id, "same")
        with pytest.raises(LibraryError), library.journal.one_step("link.add"):
            library.journal.undo()
        assert (library.annotations.count(), len(library.journal.entries())) == (2, before)
        with library.journal.one_step("nothing"):
            pass
        assert len(library.journal.entries()) == before


def test_what_is_taken_back_inside_a_step_is_not_in_its_entry(tmp_path: Path) -> None:
    """A part that failed and was caught: the step goes on without it, and undo takes back what is there."""
    with open_library(tmp_path / "l.db", annotator="ann") as library:
        article = library.articles.add(Article(text="One. Two.", location="a")).id
        for part in (library.transaction, lambda: library.journal.one_step("inner")):
            with library.journal.one_step("outer"):
                library.annotations.label(article, 0, 4, "claim")
                with suppress(KeyError), part():
                    library.annotations.label(article, 5, 9, "claim")
                    raise KeyError
            assert len(library.journal.entries(1)[0].changes) == 1
            library.journal.undo()
            assert library.annotations.count() == 0
