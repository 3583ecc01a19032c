"""One SQLite connection, set up so that what was committed stays, with errors a person can read."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

from diptych.errors import (
    AnnotationError,
    DiptychError,
    DiskFull,
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    LibraryReadOnly,
)

PATIENCE = 5.0
"""Seconds to wait for another writer. A commit takes about a millisecond: who waits longer waits for a hang.
"""

LOG_PAGES = 256
"""Pages of 4 KiB after which the log is taken back to its start: written over, it flushes faster than growing."""

_SETTINGS = (
    "PRAGMA trusted_schema = OFF",  # a file from elsewhere may hold hostile views and triggers
    "PRAGMA foreign_keys = ON",  # off by default, and per connection
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE would slip past the journal's triggers
    "PRAGMA synchronous = FULL",  # NORMAL may lose the last commits when the power goes
    f"PRAGMA wal_autocheckpoint = {LOG_PAGES}",
)

Parameters = Sequence[Any] | Mapping[str, Any]


class LibraryConnection(sqlite3.Connection):
    """A ``sqlite3.Connection`` without implicit transactions, plus ``rows``, ``row`` and ``transaction``."""

    path: Path
    patience: float = PATIENCE
    taken_back = 0  # how many transactions, or parts of them, were not kept
    gathered: list[Any] | None = None
    """Changes of the open ``Journal.one_step``; what is taken back is taken from here as well."""
    _savepoints = 0

    def rows(self, sql: str, parameters: Parameters = ()) -> list[Any]:
        """All rows of a query, as tuples; raises LibraryError children."""
        try:
            return self.execute(sql, parameters).fetchall()
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        except OverflowError:  # a number that no SQLite integer can equal
            return []

    def row(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first row of a query, or None."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def stream(self, sql: str, parameters: Parameters = ()) -> Iterator[Any]:
        """The rows of a query one by one, in constant memory."""
        try:
            yield from self.execute(sql, parameters)
        except sqlite3.Error as error:
            raise explained(error, self.path) from error

    def transaction(self, *, durable: bool = True) -> AbstractContextManager[None]:
        """All or nothing; what is inside is on the disk when this returns. Inside another one it joins that
        one.

        ``durable=False`` leaves the flush to the next durable commit: a killed program loses nothing, a power
        cut may take it back. For what is convenient, not for anybody's answers.
        """
        return self._savepoint() if self.in_transaction else _Transaction(self, durable)

    def let_log_grow(self, grow: bool) -> None:
        """Whether commits leave the log where it is: a large text need not be copied twice before it is shown."""
        self.execute(f"PRAGMA wal_autocheckpoint = {0 if grow else LOG_PAGES}")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Reads inside see one state, whatever others write meanwhile. Nothing may be written."""
        if self.in_transaction:
            yield
            return
        self.execute("BEGIN")
        try:
            yield
        finally:
            self._roll_back()

    def _give_up(self) -> None:
        self.taken_back += 1
        self._roll_back()

    def _roll_back(self) -> None:
        if self.in_transaction:  # a full disk may have ended it already
            self.execute("ROLLBACK")

    def _begin(self) -> None:
        """IMMEDIATE: a transaction that begins by reading cannot wait for its turn to write, it only fails.

        SQLite waits ``patience`` by itself, but not in every case (recovery after a crash): so try again until then.
        """
        deadline = time.monotonic() + self.patience
        while True:
            try:
                self.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if _primary(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                    raise
            time.sleep(0.002)

    @contextmanager
    def _savepoint(self) -> Iterator[None]:
        self._savepoints += 1
        name = f"inner_{self._savepoints}"
        gathered = len(self.gathered or ())
        try:
            self.execute(f"SAVEPOINT {name}")
            try:
                yield
            except BaseException:
                self.taken_back += 1
                if self.gathered:
                    del self.gathered[gathered:]
                if self.in_transaction:  # a full disk may have ended the whole transaction
                    self.execute(f"ROLLBACK TO {name}")
                    self.execute(f"RELEASE {name}")
                raise
            self.execute(f"RELEASE {name}")
        except sqlite3.Error as error:
            raise explained(error, self.path) from error
        finally:
            self._savepoints -= 1


class _Transaction:
    """A transaction that is none's part. A class, for a generator costs a label 4 µs more."""

    __slots__ = ("_connection", "_durable")

    def __init__(self, connection: LibraryConnection, durable: bool) -> None:
        self._connection = connection
        self._durable = durable

    def __enter__(self) -> None:
        connection = self._connection
        try:
            if not self._durable:
                connection.execute("PRAGMA synchronous = NORMAL")
            connection._begin()
        except BaseException as error:
            self._restore()
            if isinstance(error, sqlite3.Error):
                raise explained(error, connection.path) from error
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection = self._connection
        failed = error
        try:
            if failed is None:
                try:
                    connection.execute("COMMIT")
                    return
                except BaseException as refused:
                    failed = refused
            connection._give_up()
        except sqlite3.Error as refused:
            failed = refused
        finally:
            self._restore()
        if isinstance(failed, sqlite3.Error):
            raise explained(failed, connection.path) from failed
        if failed is not None and failed is not error:
            raise failed

    def _restore(self) -> None:
        if not self._durable:
            self._connection.execute("PRAGMA synchronous = FULL")


def connect(path: Path, *, read_only: bool = False, patience: float = PATIENCE) -> LibraryConnection:
    """Connect to an existing file. Nothing is written. Raises LibraryError children.

    A read-only connection may still leave SQLite's two files beside a library; see ``connect_at_rest``.
    """
    try:
        return _connect(path, "mode=ro" if read_only else "mode=rw", patience)
    except sqlite3.Error as error:
        log = path.with_name(path.name + "-wal")
        no_room = _primary(error) in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
        if not read_only or not no_room or (log.exists() and log.stat().st_size):
            raise explained(error, path) from error
    # A folder that cannot be written has no room for SQLite's shared memory file. Without a write-ahead log
    # nobody is writing, so that the file may be read as it lies.
    try:
        return _connect(path, "immutable=1", patience)
    except sqlite3.Error as error:
        raise explained(error, path) from error


def connect_at_rest(path: Path) -> LibraryConnection:
    """Connect for reading to a file that nobody has open; no lock is taken, and no file appears beside it.

    Nothing warns of a program that opens it for writing meanwhile: compare its state before and after.
    """
    try:
        return _connect(path, "immutable=1", PATIENCE)
    except sqlite3.Error as error:
        raise explained(error, path) from error


def _connect(path: Path, mode: str, patience: float) -> LibraryConnection:
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        factory=LibraryConnection,
    )
    connection.path = path
    connection.patience = patience
    try:
        for setting in _SETTINGS:
            connection.execute(setting)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the first real look at the file
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def use_write_ahead_log(connection: LibraryConnection) -> None:
    """Readers never wait for a writer, and a commit is one flush. Kept in the file; free to repeat."""
    deadline = time.monotonic() + connection.patience
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            return
        except sqlite3.Error as error:
            # SQLite does not wait by itself when two programs create the library at the same moment.
            if _primary(error) != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise explained(error, connection.path) from error
        time.sleep(0.005)


def _primary(error: sqlite3.Error) -> int | None:
    code = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & 0xFF


def explained(error: sqlite3.Error, path: Path) -> DiptychError | sqlite3.Error:
    """The same error as a person should read it. A mistake of the program (wrong thread, closed) stays as it
    is.
    """
    match _primary(error):
        case None:
            return error
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return LibraryBusy(
                f"{path} is locked by another program. Nothing was changed; try again when it is done."
            )
        case sqlite3.SQLITE_FULL:
            return DiskFull(f"There is no room left on the disk for {path}. Nothing of this change was kept.")
        case sqlite3.SQLITE_READONLY if error.sqlite_errorcode == sqlite3.SQLITE_READONLY_DBMOVED:
            return LibraryMissing(
                f"{path} was moved or deleted while it was open. Open it again where it is now."
            )
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return LibraryReadOnly(f"{path} cannot be written: it, or its folder, is read-only for you.")
        case sqlite3.SQLITE_CANTOPEN:
            return LibraryReadOnly(
                f"{path} cannot be opened: you may not read it, or not write into its folder."
            )
        case sqlite3.SQLITE_CORRUPT:
            return LibraryDamaged(
                f"{path} is damaged ({error}). Keep a copy; `sqlite3 FILE .recover` may save most of it."
            )
        case sqlite3.SQLITE_NOTADB:
            return LibraryDamaged(
                f"{path} is not a diptych library: it is no SQLite file. It was left as it is."
            )
        case sqlite3.SQLITE_CONSTRAINT | sqlite3.SQLITE_MISMATCH:
            return AnnotationError(f"The library refused this change: {error}.")
        case sqlite3.SQLITE_TOOBIG:
            return LibraryError(f"A text is larger than {path} can hold (1 GB).")
        case sqlite3.SQLITE_IOERR:
            return LibraryError(
                f"The disk reports an error at {path}: {error}. Nothing of this change was kept."
            )
        case _:
            return LibraryError(f"{path}: {error}.")
