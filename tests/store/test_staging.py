"""Rows put together beside the library: nobody waits meanwhile, and they come at one moment or not at all."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import LibraryError
from diptych.store import Annotation, Link, StoredArticle, open_library
from diptych.store.library import Library
from diptych.store.records import Session
from diptych.store.staging import Overtaken, staged

OTHER = "Another report. It says 34 hostages."


def answer(id: str, article: int, start: int = 0, end: int = 7, annotator: str = "imp") -> Annotation:
    """An answer as an import brings it."""
    return Annotation(id, article, start, end, "", "", "", "claim", "claims", annotator, None, "", "")


def arrive(library: Library, id: str = "new") -> StoredArticle:
    """What an import writes: a report with its sentences, a story, a session, an answer."""
    article = library.articles.add(Article(OTHER, location="/other.txt"), uuid=f"uuid of {id}")
    library.analyses.save_sentences(article.id, "import", [Sentence(0, 15), Sentence(16, 36)])
    library.stories.opened([article.id, 1], "Both", uuid=f"story of {id}")
    library.annotations.import_many([answer(id, article.id)])
    return article


def names(library: Library) -> set[str]:
    """Temporary tables and views that are there."""
    return {name for (name,) in library.connection.rows("SELECT name FROM temp.sqlite_master")}


def test_what_was_staged_is_there_with_all_that_belongs_to_it(
    library: Library, article: StoredArticle
) -> None:
    """Report, sentences, story, answer, journal and words; nothing of it is seen before, nor temporary after."""
    library.annotations.label(article.id, 0, 5, "claim")
    with staged(library):
        new = arrive(library)
        assert library.articles.text(new.id) == OTHER
        (there,) = library.connection.row("SELECT count(*) FROM main.article")
        assert there == 1
    assert names(library) == set()
    assert library.articles.get(new.id) == new
    assert library.analyses.sentences(new.id) == [Sentence(0, 15), Sentence(16, 36)]
    assert [(story.uuid, story.article_ids) for story in library.stories.list()] == [
        ("story of new", (new.id, 1))
    ]
    assert library.annotations.get("new").quote == OTHER[:7]
    assert [hit.article for hit in library.search("34 hostages")] == [new.id]
    assert [entry.summary for entry in library.journal.entries(1)] == ["imported 1 annotation"]
    assert library.connection.rows("PRAGMA foreign_keys") == [(1,)]
    undone = library.journal.undo()
    assert undone is not None and undone.undoes == 1  # an import is stepped over


def test_others_write_meanwhile_and_numbers_make_room(
    library: Library, article: StoredArticle, path: Path
) -> None:
    """A report, a story, a session and an answer that came meanwhile keep their numbers; the staged ones follow."""
    with open_library(path, annotator="bob", patience=0.01) as bobs:
        with staged(library):
            arrive(library)
            session = bobs.sessions.start()
            theirs = bobs.articles.add(Article("Theirs, found meanwhile.", location="/bob.txt"))
            bobs.stories.opened([theirs.id], "Bob's")
            kept = bobs.annotations.label(theirs.id, 0, 6, "claim")
        assert [one.location for one in library.articles.list()] == ["/talks.txt", "/bob.txt", "/other.txt"]
        new = library.articles.by_uuid("uuid of new")
        assert new is not None and new.id == 3
        assert library.annotations.of_article(3) == [library.annotations.get("new")]
        assert library.annotations.of_article(theirs.id) == [kept]
        assert kept.session == session
        assert len(library.analyses.sentences(3) or ()) == 2
        assert {story.title: story.article_ids for story in library.stories.list()} == {
            "Bob's": (2,),
            "Both": (3, 1),
        }
        assert library.articles.text(3) == OTHER
        assert library.connection.rows("PRAGMA foreign_key_check") == []
        undone = bobs.journal.undo()
        assert undone is not None and undone.changes[0].id == kept.id
        assert library.journal.undo() is None


def test_turns_are_found_after_staging(library: Library, article: StoredArticle, path: Path) -> None:
    """The temporary journal's numbers are not taken for the library's."""
    with open_library(path, annotator="bob") as bobs:
        bobs.annotations.label(article.id, 0, 5, "claim")
    with suppress(KeyError), staged(library):
        library.annotations.import_many([answer("x", article.id)])
        raise KeyError
    library.annotations.label(article.id, 6, 9, "claim")
    assert [entry.number for entry in library.journal.entries(annotator="ann")] == [2]


@pytest.mark.parametrize("between", ["answer", "text", "session", "link's end"])
def test_what_comes_between_is_not_overwritten(
    library: Library, article: StoredArticle, path: Path, between: str
) -> None:
    """The same row or text from somebody else, or an end of a link gone: nothing of the staged rows is kept."""
    end = library.annotations.label(article.id, 0, 5, "claim")
    session = Session(0, "a session", "imp", "reading", "2026", None, 0.0)
    with open_library(path, annotator="bob", patience=0.01) as bobs:
        with pytest.raises(Overtaken), staged(library):
            new = arrive(library)
            library.sessions.keep(session)
            library.links.import_many([Link("l", "new", end.id, "same", "", "imp", None, "", "")])
            match between:
                case "answer":
                    bobs.annotations.import_many([answer("new", article.id)])
                case "text":
                    bobs.articles.add(Article(OTHER, location="/elsewhere.txt"))
                case "session":
                    bobs.sessions.keep(session)
                case _:
                    library_of_ann = open_library(path, annotator="ann", patience=0.01)
                    library_of_ann.annotations.remove(end.id)
                    library_of_ann.close()
            before = bobs.connection.row("PRAGMA data_version")
        assert bobs.connection.row("PRAGMA data_version") == before
        assert bobs.articles.by_uuid(new.uuid) is None
        assert names(library) == set()
        assert library.connection.rows("PRAGMA foreign_keys") == [(1,)]
        library.annotations.label(article.id, 6, 9, "claim")  # and the library is as usable as before


def test_a_link_may_lead_to_an_answer_of_the_library(library: Library, article: StoredArticle) -> None:
    """Its one end is staged with it, the other is there."""
    end = library.annotations.label(article.id, 0, 5, "claim")
    with staged(library):
        arrive(library)
        library.links.import_many([Link("l", "new", end.id, "same", "", "imp", None, "", "")])
    assert [one.id for one in library.links.of_annotation(end.id)] == ["l"]


def test_a_story_without_a_title_gets_the_staged_one(library: Library, article: StoredArticle) -> None:
    """The one row of the library that an import may change."""
    story = library.stories.opened([article.id])
    with staged(library):
        library.stories.opened([article.id], "Talks")
    assert library.stories.get(story.id).title == "Talks"


def test_what_fails_leaves_nothing(library: Library, article: StoredArticle) -> None:
    """Also what would be written past the staged tables is refused."""
    with pytest.raises(KeyError), staged(library):
        arrive(library)
        raise KeyError
    with pytest.raises(LibraryError), staged(library):
        arrive(library)
        library.timings.add(article.id, 0, 5, 1.0)
    assert [one.id for one in library.articles.list()] == [article.id]
    assert library.annotations.count() == 0
    assert library.journal.entries() == []
    assert names(library) == set()


def test_a_large_import_keeps_the_index(
    library: Library, article: StoredArticle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Built again afterwards, or kept up where more answers are in the library than come."""
    from diptych.store import staging

    monkeypatch.setattr(staging, "LARGE", 3)
    for first, many in ((0, 5), (5, 3)):
        with staged(library):
            library.annotations.import_many(
                answer(f"a{n}", article.id, n, n + 5) for n in range(first, first + many)
            )
        assert library.connection.row("SELECT 1 FROM sqlite_master WHERE name = 'annotation_by_place'")
    assert [one.id for one in library.annotations.of_article(article.id)] == [f"a{n}" for n in range(8)]
    assert library.connection.rows("PRAGMA integrity_check") == [("ok",)]


STAGER = """
import sys
from diptych.store import open_library
from diptych.store.staging import _Staging, staged
from tests.store.test_staging import answer, arrive
from diptych.articles.article import Article
with open_library(sys.argv[1], annotator="imp") as library:
    move = _Staging._move
    def slow(self, table, shifts):
        count = move(self, table, shifts)
        if table == sys.argv[2]:
            print("now", flush=True)
            sys.stdin.read()
        return count
    _Staging._move = slow
    with staged(library):
        arrive(library)
        library.annotations.import_many(answer(f"a{n}", 1) for n in range(20_000))
        if sys.argv[2] == "staging":
            print("now", flush=True)
            sys.stdin.read()
"""


@pytest.mark.parametrize("moment", ["staging", "article", "link"])
def test_kill_9_leaves_nothing(
    library: Library, article: StoredArticle, path: Path, tmp_path: Path, moment: str
) -> None:
    """Whether it gathers or moves: the library is as it was, and no temporary file is left."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-c", STAGER, str(path), moment],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={"PATH": "/usr/bin:/bin", "SQLITE_TMPDIR": str(folder)}, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert list(folder.iterdir()) == []
    library.annotations.label(article.id, 0, 5, "claim")
    assert [one.id for one in library.articles.list()] == [article.id]
    assert library.annotations.count() == 1
    assert library.connection.rows("PRAGMA integrity_check") == [("ok",)]
