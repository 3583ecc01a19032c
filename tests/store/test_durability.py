"""What was saved stays: killed programs, full disks, several writers, and time that stays flat."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from diptych.articles.article import Article
from diptych.errors import DiskFull, LibraryBusy, LibraryError
from diptych.store import Annotation, StoredArticle, open_library, uuid7
from diptych.store.library import Library

LABELLER = """
import sys
from diptych.store import open_library
path, who, many = sys.argv[1], sys.argv[2], int(sys.argv[3])
with open_library(path, annotator=who) as library:
    length = len(library.articles.text(1))
    for number in range(many):
        start = number % (length - 5)
        made = library.annotations.label(1, start, start + 5, f"label {number}", scheme=who)
        if number % 7 == 6:
            library.journal.undo()
            library.journal.redo()
        print(made.id, made.label, sep="\\t", flush=True)
"""


def labeller(path: Path, who: str, many: int) -> subprocess.Popen[str]:
    """A process that labels, and says so after each label has been saved."""
    return subprocess.Popen(
        [sys.executable, "-c", LABELLER, str(path), who, str(many)], stdout=subprocess.PIPE, text=True
    )


def test_nothing_that_was_said_to_be_saved_is_lost_by_kill_9(path: Path) -> None:
    """SIGKILL at random moments: each label that was reported is there with its journal entry, and the file
    is sound.
    """
    with open_library(path, annotator="ann") as library:
        library.articles.add(Article("The outline would free 33 hostages. " * 2_000))
    reported: dict[str, str] = {}
    pick = random.Random(33)
    for round_number in range(6):
        process = labeller(path, f"killed {round_number}", 1_000_000)
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(pick.uniform(0.0, 0.25))
        process.send_signal(signal.SIGKILL)
        lines = [first, *process.communicate()[0].splitlines(keepends=True)]
        reported.update(line.rstrip("\n").split("\t") for line in lines if line.endswith("\n"))
    with open_library(path, annotator="ann") as library:
        kept = {one.id: one.label for one in library.annotations.each()}
        assert {id: kept.get(id) for id in reported} == reported
        assert len(kept) - len(reported) <= 6  # saved, and killed before it could say so
        standing = {one.id for entry in library.journal.entries() for one in entry.changes if one.after}
        assert kept.keys() <= standing
        assert library.connection.rows("PRAGMA integrity_check") == [("ok",)]
        assert library.connection.rows("PRAGMA foreign_key_check") == []
    assert len(reported) > 20


def test_two_processes_and_two_connections_write_at_once(path: Path) -> None:
    """Everybody's labels are there afterwards, nobody's undo touched another's, journal numbers and times
    only grow.
    """
    with open_library(path, annotator="ann") as library, open_library(path, annotator="eve") as other:
        library.articles.add(Article("The outline would free 33 hostages. " * 50))
        running = [labeller(path, who, 60) for who in ("bob", "cat")]
        for start in range(60):
            library.annotations.label(1, start, start + 5, "claim")
            other.annotations.label(1, start, start + 5, "claim")
        assert [len(process.communicate()[0].splitlines()) for process in running] == [60, 60]
        for who in ("ann", "bob", "cat", "eve"):
            assert len(library.annotations.of_article(1, who)) == 60
        entries = library.journal.entries()
        assert len(entries) == 4 * 60 + 2 * 2 * 8
        assert [entry.at for entry in entries] == sorted((entry.at for entry in entries), reverse=True)


def full(library: Library) -> None:
    """Let the file grow no further, as on a full disk."""
    pages = library.connection.execute("PRAGMA page_count").fetchone()[0]
    library.connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_loses_nothing(library: Library, article: StoredArticle) -> None:
    """At the label for which there is no room: one sentence, nothing of it kept, all before it there; then it
    goes on.
    """
    full(library)
    saved: list[Annotation] = []
    with pytest.raises(DiskFull) as error:
        for number in range(10_000):
            saved.append(
                library.annotations.label(
                    article.id, number % 50, number % 50 + 5, f"{number}", scheme=f"{number}"
                )
            )
    assert "\n" not in str(error.value)
    assert str(library.path) in str(error.value)
    assert saved
    assert {one.id: one for one in library.annotations.each()} == {one.id: one for one in saved}
    assert len(library.journal.entries()) == len(saved)
    assert not library.connection.in_transaction
    library.connection.execute("PRAGMA max_page_count = 1000000")
    library.annotations.label(article.id, 0, 5, "after", scheme="after")
    assert library.annotations.count() == len(saved) + 1
    assert library.connection.rows("PRAGMA integrity_check") == [("ok",)]


def test_a_full_disk_stops_an_import_whole(library: Library, article: StoredArticle) -> None:
    """An import for which there is no room leaves nothing of itself."""
    full(library)
    many = (
        Annotation(uuid7(), article.id, 0, 5, "", "", "", "claim", "claims", "", None, "", "")
        for _ in range(60_000)
    )
    with pytest.raises(DiskFull):
        library.annotations.import_many(many)
    assert library.annotations.count() == 0
    assert library.journal.entries() == []
    assert library.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
    with pytest.raises(DiskFull):
        library.articles.add(Article("Word after word. " * 50_000))
    assert [one.id for one in library.articles.list()] == [article.id]
    assert library.search("after") == []


def test_a_locked_library_is_waited_for_only_once(
    library: Library, article: StoredArticle, path: Path
) -> None:
    """A key press waits as long as it may, and not a second time as long."""
    with open_library(path, annotator="bob", patience=0.6) as bobs, library.transaction():
        begin = time.monotonic()
        with pytest.raises(LibraryBusy):
            bobs.annotations.label(article.id, 0, 5, "claim")
        assert 0.5 < time.monotonic() - begin < 1.1


def test_a_full_disk_when_the_library_is_made(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No room for the schema: one sentence, and the next start makes the library."""
    from diptych.store import connection

    with monkeypatch.context() as patched:
        patched.setattr(connection, "_SETTINGS", (*connection._SETTINGS, "PRAGMA max_page_count = 9"))
        with pytest.raises(DiskFull):
            open_library(path, annotator="ann")
    with open_library(path, annotator="ann") as library:
        assert library.articles.list() == []


PLANS = {
    "labels here": "SELECT * FROM annotation WHERE article = 1 AND start = 0 AND \"end\" = 5 AND annotator = 'ann'",
    "labels of an article": 'SELECT * FROM annotation WHERE article = 1 ORDER BY article, start, "end", id',
    "all labels": 'SELECT * FROM annotation ORDER BY article, start, "end", id',
    "one label": "SELECT * FROM annotation WHERE id = 'x'",
    "links of a label": "SELECT * FROM link WHERE source = 'x' UNION SELECT * FROM link WHERE target = 'x'",
    "turns": "SELECT first FROM journal_turn WHERE annotator = 'a' AND first < 9 ORDER BY first DESC LIMIT 1",
    "entries": "SELECT * FROM journal WHERE number < 9 ORDER BY number DESC LIMIT 5",
    "same text": "SELECT * FROM article WHERE text_sha256 = 'x'",
    "mentions": "SELECT * FROM mention WHERE article = 1 AND engine = 'x' ORDER BY start",
    "figures": "SELECT * FROM figure WHERE article = 1 AND engine = 'x' ORDER BY start",
    "sentences": 'SELECT * FROM sentence WHERE article = 1 ORDER BY "index"',
    "stories of an article": "SELECT story FROM story_article WHERE article = 1 AND position = 0",
    "last story": "SELECT story FROM place WHERE annotator = 'a' ORDER BY updated_at DESC LIMIT 1",
    "corrections": 'SELECT * FROM correction WHERE article = 1 ORDER BY start, "end"',
    "skips": "SELECT * FROM skip WHERE article = 1 AND annotator = 'a' ORDER BY start, \"end\"",
    "timings": "SELECT * FROM timing WHERE article = 1",
}


@pytest.mark.parametrize("what", PLANS)
def test_what_a_key_press_asks_is_found_by_index(library: Library, what: str) -> None:
    """No query of the reader walks through a table or sorts more than equal rows."""
    steps = [row[3] for row in library.connection.execute(f"EXPLAIN QUERY PLAN {PLANS[what]}")]
    for step in steps:
        assert not re.match(r"SCAN (?!.*USING (COVERING )?INDEX)", step), steps
        assert "TEMP B-TREE FOR ORDER BY" not in step, steps


def test_the_plans_are_those_of_the_queries_that_run(library: Library, article: StoredArticle) -> None:
    """A label, an undo and a look at an article scan no table, whatever statements they are made of."""
    label = library.annotations.label(article.id, 0, 5, "claim")
    seen: list[str] = []
    library.connection.set_trace_callback(seen.append)
    library.annotations.label(article.id, 0, 5, "quantity")
    library.annotations.of_article(article.id)
    library.links.of_annotation(label.id)
    library.links.of_article(article.id)
    library.journal.undo()
    library.journal.redo()
    library.journal.entries(5, annotator="ann")
    library.annotations.clear(article.id, 0, 5)
    library.connection.set_trace_callback(None)
    asked = [sql for sql in seen if sql.startswith(("SELECT", "UPDATE annotation", "DELETE FROM annotation"))]
    assert len(asked) > 8
    for sql in asked:
        for row in library.connection.execute(f"EXPLAIN QUERY PLAN {sql}"):
            assert not row[3].startswith("SCAN"), (sql, row[3])


def test_a_label_writes_four_pages(library: Library, article: StoredArticle, path: Path) -> None:
    """The answer, its id, its place and the journal: each page more makes every key press slower."""
    frame = 24 + 4096
    log = path.with_name(path.name + "-wal")
    library.annotations.label(article.id, 0, 5, "claim")
    library.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    library.annotations.label(article.id, 6, 9, "claim")
    assert log.stat().st_size // frame == 4


def steps_of_a_label(library: Library, article: StoredArticle, start: int) -> int:
    """SQLite's own count of the steps that one label takes: no clock, no noise."""
    steps = 0

    def tick() -> int:
        nonlocal steps
        steps += 1
        return 0

    library.connection.set_progress_handler(tick, 1)
    library.annotations.label(article.id, start, start + 5, "claim")
    library.connection.set_progress_handler(None, 0)
    return steps


def test_a_label_costs_the_same_however_many_there_are(library: Library) -> None:
    """0 or 20,000 annotations in the library, 2,000 of them in the article: SQLite's steps stay within a
    tenth.
    """
    article = library.articles.add(Article("Word after word. " * 1_000))
    other = library.articles.add(Article("Another word after word. " * 1_000))
    library.annotations.label(article.id, 0, 5, "claim")
    before = steps_of_a_label(library, article, 16_000)
    for here, many in ((article, 2_000), (other, 18_000)):
        library.annotations.import_many(
            Annotation(
                uuid7(), here.id, n % 15_000, n % 15_000 + 7, "", "", "", "claim", "claims", "", None, "", ""
            )
            for n in range(many)
        )
    assert steps_of_a_label(library, article, 16_010) <= before * 1.1


def test_places_and_times_do_not_wait_for_the_disk(library: Library, article: StoredArticle) -> None:
    """What is saved at every move is not flushed by itself; the next label is again."""
    story = library.stories.opened([article.id])
    seen: list[str] = []
    library.connection.set_trace_callback(seen.append)
    library.places.save(story.id, 0, {article.id: 3})
    assert "PRAGMA synchronous = NORMAL" in seen
    assert library.connection.execute("PRAGMA synchronous").fetchone() == (2,)
    library.connection.set_trace_callback(None)
    with pytest.raises(LibraryError), library.connection.transaction(durable=False):
        library.connection.execute("nonsense")
    assert library.connection.execute("PRAGMA synchronous").fetchone() == (2,)
