"""Another person's library, opened to be read and never changed: not a byte of it, and no file beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from diptych.errors import LibraryBusy, LibraryDamaged, LibraryError, LibraryMissing, LibraryTooNew, WrongUse
from diptych.store import migrations
from diptych.store.connection import LibraryConnection, connect, connect_at_rest, explained

_SMALLEST = 512
_STRINGS = {
    "article": (
        "uuid", "title", "source", "author", "location", "fetched_at", "language", "added_at", "text"
    ),
    "story": ("uuid", "title", "created_at"),
    "annotator": ("name",),
    "session": ("uuid", "annotator", "kind", "started_at"),
    "scheme": ("name", "toml", "created_at"),
    "annotation": (
        "id", "quote", "label", "scheme", "annotator", "created_at", "updated_at", "certainty", "note",
        "attributed_to",
    ),
    "link": ("id", "source", "target", "relation", "note", "annotator", "created_at", "updated_at"),
    "skip": ("id", "annotator", "created_at"),
    "correction": (
        "id", "subject", "verdict", "machine_label", "engine", "quote", "label", "annotator", "created_at",
        "updated_at", "key", "note",
    ),
    "timing": ("annotator", "updated_at"),
    "analysis": ("layer", "engine", "created_at"),
}  # fmt: skip
_NUMBERS = {
    "story_article": ("story", "position", "article"),
    "sentence": ("article", "index", "start", "end"),
    "annotation": ("article", "start", "end"),
    "skip": ("article", "start", "end"),
    "correction": ("article", "start", "end", "approximate"),
    "timing": ("article", "start", "end", "visits"),
    "analysis": ("article",),
}
_MAYBE_STRINGS = {
    "article": ("published",),
    "session": ("ended_at",),
    "annotation": ("pieces",),
    "correction": ("unit", "of"),
}
_MAYBE_NUMBERS = {
    "annotation": ("session", "attributed_start", "attributed_end"),
    "link": ("session",),
    "skip": ("session",),
    "correction": ("session", "machine_start", "machine_end"),
}


class Guest:
    """A library of somebody else while it is read. ``connection`` may lead to a private copy of it."""

    def __init__(self, path: Path, connection: LibraryConnection, *, at_rest: bool) -> None:
        self.path = path
        self.connection = connection
        self._at_rest = at_rest
        self._before = _state(path)

    def check_unchanged(self) -> None:
        """LibraryBusy if somebody wrote to the file while it was read without a lock."""
        if self._at_rest and _state(self.path) != self._before:
            raise LibraryBusy(
                f"{self.path} was changed by another program meanwhile. Nothing was merged; try again when it is done."
            )


@contextmanager
def guest(path: str | os.PathLike[str], host: Path) -> Iterator[Guest]:
    """Open the library at ``path`` to be read into the one at ``host``.

    One that an older diptych wrote is brought up to date in a private copy. Raises LibraryMissing, WrongUse (it is
    ``host`` itself), LibraryDamaged, LibraryTooNew, LibraryBusy or LibraryError, each in a sentence.
    """
    where = Path(path).expanduser().absolute()
    _check_place(where, host)
    with ExitStack() as stack:
        at_rest = not any(where.with_name(where.name + end).exists() for end in ("-wal", "-journal"))
        opened = connect_at_rest(where) if at_rest else connect(where, read_only=True)
        stack.callback(opened.close)
        visitor = Guest(where, opened, at_rest=at_rest)
        stack.enter_context(opened.snapshot())
        have = migrations.applied(opened)
        if not have:
            raise LibraryError(f"{where} is empty: there is nothing to merge.")
        if unknown := [name for name in have if name not in migrations.NAMES]:
            raise LibraryTooNew(
                f"{where} was changed by a newer diptych ({', '.join(unknown)}): update diptych to merge it."
            )
        if len(have) < len(migrations.NAMES):
            folder = stack.enter_context(TemporaryDirectory(prefix="diptych-"))
            visitor.connection = _brought_up_to_date(opened, Path(folder) / where.name)
            stack.callback(visitor.connection.close)
        _check_types(where, visitor.connection)
        try:
            yield visitor
        except sqlite3.Error as error:  # such as a text that is not UTF-8
            raise LibraryDamaged(f"{where} cannot be merged: {error}.") from error


def _check_place(path: Path, host: Path) -> None:
    try:
        if path.is_dir():
            raise LibraryMissing(f"{path} is a folder: name the library file in it.")
        if not path.exists():
            raise LibraryMissing(f"There is no library at {path}: name the file to merge.")
        if path.samefile(host):
            raise WrongUse(f"{path} is this library itself: name another one to merge into it.")
        if 0 < path.stat().st_size < _SMALLEST:
            raise LibraryDamaged(f"{path} is not a diptych library: it is no SQLite file.")
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path} cannot be read: {error}.") from error


def _state(path: Path) -> tuple[int, int, bool]:
    found = path.stat()
    return found.st_mtime_ns, found.st_size, path.with_name(path.name + "-wal").exists()


def _brought_up_to_date(source: LibraryConnection, copy: Path) -> LibraryConnection:
    """A private copy with the schema of today. The original stays as it was."""
    try:
        plain = sqlite3.connect(copy)
        try:
            source.backup(plain)
        finally:
            plain.close()
    except sqlite3.Error as error:
        raise explained(error, source.path) from error
    connection = connect(copy)
    try:
        migrations.apply(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _check_types(path: Path, connection: LibraryConnection) -> None:
    """LibraryDamaged unless every value is of its column's type: SQLite lets a file hold anything anywhere."""
    wanted = (
        (_STRINGS, ("text",)),
        (_MAYBE_STRINGS, ("text", "null")),
        (_NUMBERS, ("integer",)),
        (_MAYBE_NUMBERS, ("integer", "null")),
        ({"session": ("active_seconds",), "timing": ("seconds",)}, ("real", "integer")),
    )
    for tables, types in wanted:
        marks = ", ".join(f"'{name}'" for name in types)
        for table, columns in tables.items():
            _check_columns(path, connection, table, columns)
            wrong = " OR ".join(f'typeof("{name}") NOT IN ({marks})' for name in columns)
            try:
                found = connection.row(f"SELECT 1 FROM {table} WHERE {wrong} LIMIT 1")
            except LibraryError as error:
                raise LibraryDamaged(f"{path} cannot be merged: {error}") from error
            if found is not None:
                raise LibraryDamaged(
                    f"{path} cannot be merged: its table “{table}” holds a value of the wrong kind. Nothing was merged."
                )


def _check_columns(path: Path, connection: LibraryConnection, table: str, columns: tuple[str, ...]) -> None:
    """A name in double quotes that is no column would be read as a text, and a view could hold anything."""
    kind = connection.row("SELECT type FROM sqlite_master WHERE name = ?", [table])
    there = {name for (name,) in connection.rows("SELECT name FROM pragma_table_info(?)", [table])}
    if kind != ("table",) or not set(columns) <= there:
        raise LibraryDamaged(f"{path} cannot be merged: its table “{table}” is not as diptych makes it.")
