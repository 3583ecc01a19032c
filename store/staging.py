"""Rows that are put together beside the library and go into it in one short transaction.

Reading a million answers takes half a minute, and nobody should wait so long with theirs. While rows are staged, the
names of the tables that an import writes mean temporary ones, for SQLite looks there first: so the code of the store
and of the formats is the same with it and without. A program that is killed leaves nothing: SQLite unlinks its
temporary file as soon as it is open.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from diptych.errors import DiptychError, LibraryError
from diptych.store.connection import explained
from diptych.store.imports import LARGE, PLACES

if TYPE_CHECKING:
    from diptych.store.library import Library

_KEYS = {
    "annotator": "name",
    "session": "id",
    "scheme": "name, sha256",
    "article": "id",
    "sentence": 'article, "index"',
    "analysis": "article, layer, engine",
    "story": "id",
    "story_article": "story, position",
    "annotation": "id",
    "link": "id",
    "skip": "id",
    "correction": "id",
    "journal": "number",
    "journal_turn": "first",
}
"""Tables with their keys, in an order in which each refers to earlier ones."""

_LOOKED_UP = ("annotator", "session", "scheme", "article", "story", "story_article", "skip", "correction")
_NUMBERED = ("session", "article", "story")
"""Their rows get the numbers that are free when they go into the library. Columns of these names refer to them."""

_INTEGER_KEYS = (*_NUMBERED, "journal", "journal_turn")
_SHARED = ("annotator", "scheme")  # the same from two sides is no clash
_NOT_MOVED = ("journal", "journal_turn")
_MORE = (
    "CREATE INDEX temp.staged_article_by_uuid ON article (uuid)",
    "CREATE INDEX temp.staged_article_by_text ON article (text_sha256)",
    "CREATE INDEX temp.staged_article_by_location ON article (location)",
    "CREATE INDEX temp.staged_story_article ON story_article (article, position)",
    # Words are indexed when the articles are in the library.
    "CREATE TEMP VIEW article_fts (rowid, title, text) AS SELECT 0, '', ''",
    "CREATE TEMP TRIGGER staged_words INSTEAD OF INSERT ON article_fts BEGIN SELECT 0; END",
)
_WRITES = (sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE)


class Overtaken(DiptychError):
    """Meanwhile something came into the library that the staged rows should have met."""


@contextmanager
def staged(library: Library) -> Iterator[None]:
    """What is written inside goes into the library when this ends without an error: all or nothing.

    Not inside a transaction. Answers and links of the library itself are there only as ``main.annotation`` and
    ``main.link``. Overtaken, with nothing changed, if somebody else added the same rows or texts meanwhile. Raises
    LibraryError children.
    """
    connection = library.connection
    staging = _Staging(library)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")  # the end of a link may be in the library
        try:
            connection.execute("BEGIN")
            staging.create()
            connection.set_authorizer(_beside)
            yield
            connection.set_authorizer(None)
            connection.execute("COMMIT")
        except BaseException:
            connection.set_authorizer(None)
            if connection.in_transaction:
                connection.execute("ROLLBACK")  # and the temporary tables are gone
            raise
        finally:
            connection.taken_back += 1  # numbers of temporary rows say nothing about those of the library
            connection.execute("PRAGMA foreign_keys = ON")
        try:
            staging.move()
        finally:
            staging.drop()
    except sqlite3.Error as error:
        raise explained(error, library.path) from error
    with suppress(LibraryError):  # else it is done before the next search
        library.articles.index_rest()


def _beside(action: int, _: str | None, __: str | None, schema: str | None, ___: str | None) -> int:
    """Refuse what would be written to the library at once: it could not be taken back with the rest."""
    return sqlite3.SQLITE_DENY if schema == "main" and action in _WRITES else sqlite3.SQLITE_OK


class _Staging:
    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection
        self._columns: dict[str, list[str]] = {}
        self._copied: dict[str, int] = {}  # rowid of the last temporary row that is from the library

    def create(self) -> None:
        """The temporary tables, with what an import looks up."""
        connection = self._connection
        connection.execute("PRAGMA temp.cache_size = -16384")
        for table, key in _KEYS.items():
            about = connection.execute("SELECT name FROM pragma_table_info(?, 'main')", [table])
            names = self._columns[table] = ['"' + name.replace('"', '""') + '"' for (name,) in about]
            first = f"{names[0]} INTEGER" if table in _INTEGER_KEYS else names[0]
            connection.execute(
                f"CREATE TEMP TABLE {table} ({', '.join([first, *names[1:]])}, PRIMARY KEY ({key}))"
            )
            if table in _LOOKED_UP:
                columns = ", ".join(names)
                connection.execute(f"INSERT INTO temp.{table} ({columns}) SELECT {columns} FROM main.{table}")
            (self._copied[table],) = connection.execute(
                f"SELECT coalesce(max(rowid), 0) FROM temp.{table}"
            ).fetchone()
        for statement in _MORE:
            connection.execute(statement)

    def move(self) -> None:
        """All new rows into the library."""
        connection = self._connection
        connection.execute("PRAGMA main.cache_size = -65536")
        try:
            with connection.transaction():
                self._check_texts()
                shifts = {table: self._shift(table) for table in _NUMBERED}
                (answers,) = connection.execute("SELECT count(*) FROM temp.annotation").fetchone()
                there = "SELECT 1 FROM main.annotation LIMIT 1 OFFSET ?"
                rebuild = answers >= LARGE and connection.execute(there, [answers]).fetchone() is None
                if rebuild:
                    connection.execute("DROP INDEX main.annotation_by_place")
                moved = {table: self._move(table, shifts) for table in _KEYS if table not in _NOT_MOVED}
                if rebuild:
                    connection.execute(PLACES)
                self._title_stories()
                for table in _NOT_MOVED:
                    connection.execute(f"DROP TABLE temp.{table}")
                for table in ("annotation", "link"):
                    if count := moved[table]:
                        summary = f"imported {count:,} {table}{'' if count == 1 else 's'}"
                        self._library.journal.append("import", [], summary=summary)
        finally:
            connection.execute("PRAGMA main.cache_size = -2000")

    def drop(self) -> None:
        """Take the temporary tables away."""
        self._connection.execute("DROP VIEW temp.article_fts")
        for table in _KEYS:
            self._connection.execute(f"DROP TABLE IF EXISTS temp.{table}")

    def _check_texts(self) -> None:
        """Overtaken where somebody added a text that is among the staged ones: it would be there twice."""
        last = self._copied["article"]
        found = self._connection.execute(
            "SELECT 1 FROM main.article AS there CROSS JOIN temp.article AS new ON new.text_sha256 = there.text_sha256"
            " WHERE there.id > ? AND new.id > ? LIMIT 1",
            (last, last),
        )
        if found.fetchone() is not None:
            raise Overtaken("A text that is being imported was added meanwhile.")

    def _shift(self, table: str) -> int:
        """By how much the numbers of new rows grow: as many rows were added to the library meanwhile."""
        (last,) = self._connection.execute(f"SELECT coalesce(max(id), 0) FROM main.{table}").fetchone()
        return int(last) - self._copied[table]

    def _move(self, table: str, shifts: dict[str, int]) -> int:
        values = []
        for column in self._columns[table]:
            refers = table if column == '"id"' else column.strip('"')
            if shifts.get(refers):
                values.append(f"{column} + {shifts[refers]} * ({column} > {self._copied[refers]})")
            else:
                values.append(column)
        verb = "INSERT OR IGNORE" if table in _SHARED else "INSERT"
        try:
            return self._connection.execute(
                f"{verb} INTO main.{table} ({', '.join(self._columns[table])})"
                f" SELECT {', '.join(values)} FROM temp.{table} WHERE rowid > ? ORDER BY rowid",
                [self._copied[table]],
            ).rowcount
        except sqlite3.IntegrityError as error:
            raise Overtaken(f"A row of the table {table} was added or removed meanwhile.") from error

    def _title_stories(self) -> None:
        """The one change to a row that was there: a story without a title may have got one."""
        self._connection.execute(
            "UPDATE main.story SET title = (SELECT title FROM temp.story AS new WHERE new.id = main.story.id)"
            " WHERE title = '' AND id IN (SELECT id FROM temp.story WHERE title <> '' AND id <= ?)",
            [self._copied["story"]],
        )
