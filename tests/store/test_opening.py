"""Opening a library, and what is said when that cannot be."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from diptych.analysis.spans import Figure, Mention, Sentence
from diptych.articles.article import Article
from diptych.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    LibraryReadOnly,
    LibraryTooNew,
    WrongUse,
)
from diptych.store import migrations, open_library
from diptych.store.connection import connect
from diptych.store.library import Library, default_annotator, default_path


def as_nobody(action: Callable[[], None]) -> None:
    """Run in a child without root's privileges, to whom permissions apply; what it raises fails the test."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            action()
            code = 0
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture
def shared_folder() -> Iterator[Path]:
    """A folder that another user may reach; pytest's own are closed."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "closed").mkdir()
        yield folder / "closed"
        (folder / "closed").chmod(0o755)


def one_sentence(error: pytest.ExceptionInfo[LibraryError], path: Path) -> None:
    """The message names the file and is one line without SQLite's jargon."""
    message = str(error.value)
    assert str(path) in message
    assert "\n" not in message
    assert "sqlite3." not in message


def test_a_new_library_is_private_and_set_up(tmp_path: Path) -> None:
    """Folders 0700, file 0600, write-ahead log, full flush, foreign keys, no trust in the file's own code."""
    path = tmp_path / "one" / "two" / "library.db"
    with open_library(path, annotator="ann") as library:
        asked = ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "recursive_triggers")
        settings = [library.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
        assert settings == ["wal", 2, 1, 0, 1]
        assert library.connection.isolation_level is None
        assert library.path == path
    assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o700
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_opening_again_needs_no_sqlite_utils(path: Path) -> None:
    """An up-to-date library opens and takes a label with nothing but sqlite3 loaded."""
    open_library(path, annotator="ann").close()
    code = (
        "import sys; from diptych.store import open_library; from diptych.articles.article import Article\n"
        f"with open_library({str(path)!r}, annotator='ann') as library:\n"
        "    article = library.articles.add(Article('One claim.'))\n"
        "    library.annotations.label(article.id, 0, 10, 'claim')\n"
        "heavy = {'sqlite_utils', 'click', 'textual', 'rich', 'spacy', 'platformdirs'} & sys.modules.keys()\n"
        "sys.exit(str(heavy) if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_records_alone_do_not_load_sqlite() -> None:
    """Importing diptych.store for its records is light."""
    code = "import sys, diptych.store; sys.exit('sqlite3' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_sqlite_utils_sees_the_same_library(library: Library) -> None:
    """``library.db`` is sqlite-utils over the same connection, and its own list of migrations is true."""
    from sqlite_utils import Migrations

    assert library.db.conn is library.connection
    known = Migrations(migrations.SET)
    assert tuple(step.name for step in known.applied(library.db)) == migrations.NAMES


def test_a_newer_library_is_not_written(path: Path) -> None:
    """A migration of an unknown name: refused for writing, named in the message, readable with read_only."""
    open_library(path, annotator="ann").close()
    with sqlite3.connect(path) as plain:
        plain.execute("INSERT INTO _sqlite_migrations (migration_set, name) VALUES ('diptych', 'm999_later')")
    plain.close()
    before = path.read_bytes()
    with pytest.raises(LibraryTooNew, match="m999_later") as error:
        open_library(path, annotator="ann")
    one_sentence(error, path)
    assert path.read_bytes() == before
    with open_library(path, annotator="ann", read_only=True) as library:
        assert library.articles.list() == []


def test_an_older_library_is_brought_up_to_date(path: Path) -> None:
    """A library that stopped at the first step keeps its rows and gets the later steps."""
    from sqlite_utils import Database, Migrations

    plain = sqlite3.connect(path)
    steps = Migrations(migrations.SET)
    steps(name="m001_initial")(migrations.m001_initial)
    steps.apply(Database(plain))
    plain.execute("INSERT INTO annotator VALUES ('old', '2020')")
    plain.commit()
    plain.close()
    with pytest.raises(LibraryReadOnly, match="m002"):
        open_library(path, read_only=True, annotator="ann")
    with open_library(path, annotator="ann") as library:
        assert migrations.missing(library.connection) == []
        assert ("old",) in library.connection.rows("SELECT name FROM annotator")


def tables(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """All rows by table, but for those that SQLite and sqlite-utils keep themselves."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    own = [name for (name,) in found if not name.startswith(("sqlite_", "_sqlite", "article_fts_"))]
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in own}


def schema(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """What the file is made of."""
    return set(connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall())


@pytest.mark.parametrize("steps", range(1, len(migrations.STEPS)))
def test_every_older_schema_comes_up_with_all_its_rows(
    path: Path, tmp_path: Path, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows in every table, of two people who took turns: the same rows, schema and undo as in a library of today."""
    newest = tmp_path / "newest.db"
    with open_library(newest, annotator="ann") as ann, open_library(newest, annotator="bob") as bob:
        article = ann.articles.add(Article("One claim. Another claim. Cafe\u0301 😀", location="/x")).id
        ann.sessions.start()
        ann.analyses.save_sentences(article, "cut", [Sentence(0, 10), Sentence(11, 25)])
        ann.analyses.save_mentions(article, "ner", [Mention(0, 3, "PERSON", "One", "one")])
        ann.analyses.save_figures(article, "figures", [Figure(0, 3, "number", "One", 1)])
        ann.schemes.keep("claims", 'name = "claims"')
        ann.places.save(ann.stories.opened([article], "Talks").id, 0, {article: 5})
        ends = [library.annotations.label(article, 0, 10, "claim") for library in (ann, bob, bob, ann)]
        ann.annotations.label(article, 11, 25, "claim")
        ann.links.add(ends[0].id, ends[1].id, "same")
        if steps > 1:
            bob.skips.add(article, 11, 25)
            ann.timings.add(article, 0, 10, 1.5)
            ann.corrections.save(article, Mention(0, 3, "PERSON", "One", "one"), None)
        expected = tables(ann.connection)
        wanted = schema(ann.connection)
        standing = {one.annotator: list(one.journal.standing()) for one in (ann, bob)}
    path.touch()
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[:steps])
        patched.setattr(migrations, "NAMES", migrations.NAMES[:steps])
        connection = connect(path)
        migrations.apply(connection)
        connection.execute("PRAGMA foreign_keys = OFF")
        for table in tables(connection).keys() & expected.keys():
            for row in expected[table]:
                names = "(rowid, title, text)" if table == "article_fts" else ""
                values = (1, *row) if table == "article_fts" else row
                marks = ", ".join("?" * len(values))
                connection.execute(f"INSERT INTO {table} {names} VALUES ({marks})", values)
        connection.close()
    for name, numbers in standing.items():
        with open_library(path, annotator=name) as library:
            assert tables(library.connection) == expected
            assert schema(library.connection) == wanted
            assert library.connection.rows("PRAGMA integrity_check") == [("ok",)]
            assert library.connection.rows("PRAGMA foreign_key_check") == []
            assert list(library.journal.standing()) == numbers
            assert len(library.search("another")) == 1


def test_undo_goes_on_in_a_library_from_before_turns(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The journal of two people that an older diptych wrote: each finds their own last entry."""
    path.touch()
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[:2])
        patched.setattr(migrations, "NAMES", migrations.NAMES[:2])
        connection = connect(path)
        migrations.apply(connection)
        connection.close()
    plain = sqlite3.connect(path)
    for name in ("ann", "ann", "bob", "ann", "bob", "bob"):
        plain.execute(
            "INSERT INTO journal (at, annotator, action, summary, changes) VALUES ('', ?, 'x', '', '[{}]')",
            [name],
        )
    plain.commit()
    plain.close()
    for name, expected in (("ann", [4, 2, 1]), ("bob", [6, 5, 3]), ("cyd", [])):
        with open_library(path, annotator=name) as library:
            assert list(library.journal.standing()) == expected


def test_a_failing_step_leaves_the_library_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the second of two steps fails, the first is not kept either, and the next try succeeds."""

    def broken(db: object) -> None:
        raise sqlite3.OperationalError("no such step")

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (migrations.m001_initial, broken))
        with pytest.raises(sqlite3.Error):
            open_library(path, annotator="ann")
    with open_library(path, annotator="ann") as library:
        assert migrations.missing(library.connection) == []


def test_two_programs_may_create_the_library_at_once(path: Path) -> None:
    """Three processes that open a library that does not exist all get it, and the schema is there once."""
    code = (
        "import sys; from diptych.store import open_library\n"
        f"with open_library({str(path)!r}, annotator=sys.argv[1]) as library: library.sessions.start()"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, name]) for name in ("a", "b", "c")]
    assert [process.wait() for process in running] == [0, 0, 0]
    with open_library(path, annotator="ann") as library:
        assert len(library.sessions.list()) == 3


def test_no_library_to_read(path: Path) -> None:
    """Nothing is created where creating was not asked for."""
    for options in ({"create": False}, {"read_only": True}):
        with pytest.raises(LibraryMissing) as error:
            open_library(path, annotator="ann", **options)
        one_sentence(error, path)
    assert not path.exists()


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    """A folder gives a sentence that says what to name instead."""
    with pytest.raises(LibraryMissing, match=r"library\.db") as error:
        open_library(tmp_path, annotator="ann")
    one_sentence(error, tmp_path)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("content", [b"The outline would free 33 hostages.\n" * 40, os.urandom(9000), b"x"])
def test_a_text_file_is_left_alone(path: Path, content: bytes, read_only: bool) -> None:
    """A file that is no SQLite file is refused and keeps every byte."""
    path.write_bytes(content)
    with pytest.raises(LibraryDamaged) as error:
        open_library(path, annotator="ann", read_only=read_only)
    one_sentence(error, path)
    assert path.read_bytes() == content
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_somebody_elses_database_is_left_alone(path: Path) -> None:
    """An SQLite file with other tables is refused, and not turned to a write-ahead log."""
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipe (name TEXT)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="no diptych library") as error:
        open_library(path, annotator="ann")
    one_sentence(error, path)
    assert path.read_bytes() == before


def test_an_empty_file_becomes_a_library(path: Path) -> None:
    """What a first start that was killed left behind is no obstacle."""
    path.touch()
    with open_library(path, annotator="ann") as library:
        assert library.articles.list() == []


@pytest.mark.parametrize("part", [0.05, 0.3, 0.9])
def test_a_truncated_library_is_reported_and_kept(path: Path, part: float) -> None:
    """A file cut short is said to be damaged, and not touched."""
    with open_library(path, annotator="ann") as library:
        library.articles.add(Article("Word after word. " * 20_000))
    whole = path.read_bytes()
    cut = whole[: int(len(whole) * part)]
    path.write_bytes(cut)
    with pytest.raises(LibraryDamaged) as error:
        open_library(path, annotator="ann")
    one_sentence(error, path)
    assert path.read_bytes() == cut


def test_damage_found_while_reading_is_reported(path: Path) -> None:
    """Pages overwritten with noise give LibraryDamaged when they are read, not a traceback."""
    with open_library(path, annotator="ann") as library:
        article = library.articles.add(Article("Word after word. " * 20_000))
    whole = bytearray(path.read_bytes())
    whole[8192:] = b"\xee" * (len(whole) - 8192)
    path.write_bytes(whole)
    with pytest.raises(LibraryDamaged), open_library(path, annotator="ann") as library:
        library.articles.get(article.id)


def test_a_locked_library_says_so_and_keeps_what_it_has(path: Path) -> None:
    """When another program holds the lock for too long: LibraryBusy, nothing changed, and it works
    afterwards.
    """
    with open_library(path, annotator="ann", patience=0.05) as library:
        article = library.articles.add(Article("One claim."))
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LibraryBusy) as error:
            library.annotations.label(article.id, 0, 10, "claim")
        one_sentence(error, path)
        assert library.annotations.of_article(article.id) == []
        other.execute("ROLLBACK")
        other.close()
        library.annotations.label(article.id, 0, 10, "claim")
        assert library.annotations.count() == 1


def test_a_lock_that_is_let_go_is_waited_for(path: Path) -> None:
    """A short lock only delays."""
    code = (
        "import sqlite3, sys, time\n"
        f"other = sqlite3.connect({str(path)!r}, isolation_level=None)\n"
        "other.execute('BEGIN IMMEDIATE'); print('locked', flush=True); time.sleep(0.3); other.execute('ROLLBACK')"
    )
    with open_library(path, annotator="ann") as library:
        holder = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert holder.stdout is not None
        assert holder.stdout.readline() == "locked\n"
        begin = time.monotonic()
        library.sessions.start()
        assert 0.1 < time.monotonic() - begin < 4
        holder.communicate()


@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555)])
def test_a_read_only_file_or_folder_is_refused_for_writing(
    shared_folder: Path, file_mode: int, folder_mode: int
) -> None:
    """Not being allowed to write gives LibraryReadOnly before anything is tried."""
    path = shared_folder / "library.db"
    open_library(path, annotator="ann").close()
    path.chmod(file_mode)
    shared_folder.chmod(folder_mode)

    def refused() -> None:
        with pytest.raises(LibraryReadOnly, match="cannot be written") as error:
            open_library(path, annotator="ann")
        one_sentence(error, path)

    as_nobody(refused)


def test_no_library_can_be_made_in_a_read_only_folder(shared_folder: Path) -> None:
    """Nor is anything left behind there."""
    shared_folder.chmod(0o555)

    def refused() -> None:
        for path in (shared_folder / "new.db", shared_folder / "deeper" / "new.db"):
            with pytest.raises(LibraryReadOnly, match="cannot be made") as error:
                open_library(path, annotator="ann")
            one_sentence(error, path)

    as_nobody(refused)
    assert list(shared_folder.iterdir()) == []


def test_a_library_that_others_keep_private_is_not_read(shared_folder: Path) -> None:
    """Without the right to read, one sentence says so."""
    path = shared_folder / "library.db"
    open_library(path, annotator="ann").close()

    def refused() -> None:
        with pytest.raises(LibraryReadOnly, match="cannot be read") as error:
            open_library(path, annotator="bob", read_only=True)
        one_sentence(error, path)

    as_nobody(refused)


def test_a_library_in_a_read_only_folder_can_be_read(shared_folder: Path) -> None:
    """read_only works where SQLite cannot make its shared memory file."""
    folder = shared_folder
    path = folder / "library.db"
    with open_library(path, annotator="ann") as library:
        article = library.articles.add(Article("One claim.", title="Talks"))
        library.annotations.label(article.id, 0, 10, "claim")
    path.chmod(0o444)
    folder.chmod(0o555)

    def read() -> None:
        with open_library(path, annotator="bob", read_only=True) as library:
            assert [one.label for one in library.annotations.of_article(article.id)] == ["claim"]
            assert library.search("claim")[0].title == "Talks"
            with pytest.raises(LibraryReadOnly):
                library.annotations.label(article.id, 0, 3, "claim")

    as_nobody(read)
    assert [one.name for one in folder.iterdir()] == ["library.db"]


def test_read_only_sees_what_is_in_the_log_and_writes_nothing(library: Library, path: Path) -> None:
    """While another program writes, a reader sees its commits; every way of writing is refused."""
    article = library.articles.add(Article("One claim."))
    with open_library(path, annotator="bob", read_only=True) as reader:
        assert reader.articles.get(article.id).text == "One claim."
        for write in (
            lambda: reader.annotations.label(article.id, 0, 3, "claim"),
            lambda: reader.sessions.start(),
            lambda: reader.articles.add(Article("Another.")),
            lambda: reader.journal.undo(),
        ):
            with pytest.raises(LibraryReadOnly):
                write()
    assert library.connection.rows("SELECT name FROM annotator") == [("ann",)]


def test_a_path_with_signs_of_addresses_is_a_path(tmp_path: Path) -> None:
    """Question mark, hash, percent, space, quotes and non-ASCII in a name are letters like others."""
    path = tmp_path / "a?mode=memory#b%20c 'd' \"ä\".db"
    with open_library(path, annotator="ann") as library:
        library.sessions.start()
    assert path.stat().st_size > 0
    with open_library(path, annotator="ann", read_only=True) as library:
        assert len(library.sessions.list()) == 1


def test_where_the_library_lies_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DIPTYCH_DB names it; without it, it lies in the platform's folder for data."""
    monkeypatch.setenv("DIPTYCH_DB", str(tmp_path / "named.db"))
    with open_library(annotator="ann") as library:
        assert library.path == tmp_path / "named.db"
    monkeypatch.delenv("DIPTYCH_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_path().parts[-2:] == ("diptych", "library.db")


def test_who_annotates(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that is given counts, then DIPTYCH_ANNOTATOR; an empty one is refused before anything is made."""
    monkeypatch.setenv("DIPTYCH_ANNOTATOR", "eve")
    assert default_annotator() == "eve"
    with pytest.raises(WrongUse):
        open_library(path, annotator="  ")
    assert not path.exists()
    with open_library(path) as library:
        assert library.annotator == "eve"
    with open_library(path, annotator=" Zoë\udcff\0 ") as library:
        assert library.annotator == "Zoë\ufffd\ufffd"


def test_reopening_for_another_thread(library: Library) -> None:
    """Another connection to the same file, in the same name and session."""
    library.sessions.start()
    with library.reopen() as second:
        assert second.connection is not library.connection
        assert (second.annotator, second.session) == (library.annotator, library.session)
        article = second.articles.add(Article("One claim."))
    assert library.articles.get(article.id).text == "One claim."


def test_closing_twice_is_fine(path: Path) -> None:
    """A library may be closed by its ``with`` and by hand."""
    with open_library(path, annotator="ann") as library:
        library.close()
    library.close()


def test_a_library_that_is_deleted_while_open_gives_a_sentence(path: Path) -> None:
    """When the file is taken away under the program, writing fails with an error of the library."""
    with open_library(path, annotator="ann", patience=0.05) as library:
        for file in path.parent.iterdir():
            file.unlink()
        with pytest.raises(LibraryError):
            library.sessions.start()
            open_library(path, annotator="ann", create=False)
