"""One library file, opened."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from diptych.errors import LibraryDamaged, LibraryError, LibraryMissing, LibraryReadOnly, WrongUse
from diptych.store import clock, migrations
from diptych.store.analyses import Analyses
from diptych.store.annotations import Annotations
from diptych.store.articles import Articles
from diptych.store.connection import PATIENCE, LibraryConnection, connect, use_write_ahead_log
from diptych.store.corrections import Corrections
from diptych.store.journal import Journal
from diptych.store.links import Links
from diptych.store.places import Places
from diptych.store.records import SearchHit
from diptych.store.schemes import Schemes
from diptych.store.search import search
from diptych.store.sessions import Sessions
from diptych.store.skips import Skips
from diptych.store.stories import Stories
from diptych.store.strings import clean
from diptych.store.timings import Timings
from diptych.store.versions import Versions

if TYPE_CHECKING:
    from sqlite_utils import Database

    from diptych.store.merge_report import MergeReport


_SMALLEST = 512
"""Bytes of the smallest SQLite file. SQLite takes some that are smaller for empty and would write over them."""


class Library:
    """An open library and its parts. It belongs to the thread that opened it; ``reopen`` gives one to another
    thread.
    """

    def __init__(self, connection: LibraryConnection, annotator: str, *, read_only: bool = False) -> None:
        self.connection = connection
        self.path = connection.path
        self.annotator = annotator
        self.read_only = read_only
        self._db: Database | None = None
        self.articles = Articles(self)
        self.stories = Stories(self)
        self.sessions = Sessions(self)
        self.analyses = Analyses(self)
        self.annotations = Annotations(self)
        self.links = Links(self)
        self.skips = Skips(self)
        self.corrections = Corrections(self)
        self.timings = Timings(self)
        self.journal = Journal(self)
        self.places = Places(self)
        self.schemes = Schemes(self)
        self.versions = Versions(self)

    @property
    def session(self) -> int | None:
        """The open session, to which changes belong."""
        return self.sessions.session

    @property
    def db(self) -> Database:
        """The same connection for sqlite-utils, which is imported when first asked for."""
        if self._db is None:
            from sqlite_utils import Database

            self._db = Database(self.connection)
        return self._db

    def transaction(self) -> AbstractContextManager[None]:
        """Everything done inside is kept together or not at all, and flushed once."""
        return self.connection.transaction()

    def snapshot(self) -> AbstractContextManager[None]:
        """Everything read inside is of one moment; nothing may be written."""
        return self.connection.snapshot()

    def search(self, query: str, limit: int = 50) -> list[SearchHit]:
        """Articles that hold all words of ``query``, whatever is typed, best first."""
        if not self.read_only:
            self.articles.index_rest()
        return search(self.connection, query, limit)

    def introduce(self, annotator: str) -> None:
        """Make sure that the annotator has a row."""
        if self.connection.row("SELECT 1 FROM annotator WHERE name = ?", [annotator]) is None:
            with self.connection.transaction():
                self.connection.execute(
                    "INSERT OR IGNORE INTO annotator VALUES (?, ?)", (annotator, clock.now())
                )

    def export(self, format: str | None, path: str | os.PathLike[str], **options: Any) -> Any:
        """Write a data set, as ``diptych export`` does; see ``diptych.formats.export`` for the options.

        The formats stand above the store, so they are found by name when they are asked for.
        """
        from importlib import import_module

        return import_module("diptych.formats").export(self, format, path, **options)

    def merge(
        self,
        path: str | os.PathLike[str],
        *,
        whose: str | Mapping[str, str] = "",
        same_text: bool = False,
        dry_run: bool = False,
        progress: Callable[[int, int], None] | None = None,
    ) -> MergeReport:
        """Read another annotator's library into this one, as ``diptych merge`` does: all or nothing.

        Nothing is overwritten, and the other file is never changed. ``whose``: the name that the other library's
        annotator has here, or names by those that they have there; an annotator's own name says that both are one
        person. ``same_text``: reports of equal text from different places are one where just one is left on either
        side. ``dry_run``: only say what would be. ``progress``: told how many answers of how many are done. Raises
        SameAnnotator where two people seem to share a name; WrongUse, LibraryMissing, LibraryDamaged, LibraryTooNew,
        LibraryBusy or LibraryError where the other file cannot be used.
        """
        from diptych.store.merging import merge

        return merge(self, path, whose=whose, same_text=same_text, dry_run=dry_run, progress=progress)

    def reopen(self) -> Library:
        """Another connection to the same library, for another thread, in the same annotator's name and
        session.
        """
        connection = connect(self.path, read_only=self.read_only, patience=self.connection.patience)
        library = Library(connection, self.annotator, read_only=self.read_only)
        library.sessions.session = self.session
        return library

    def close(self) -> None:
        """Close the file. What was changed is safe already. Closing twice is fine."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def default_path() -> Path:
    """``DIPTYCH_DB``, or library.db in the platform's folder for data."""
    if named := os.environ.get("DIPTYCH_DB"):
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("diptych") / "library.db"


def default_annotator() -> str:
    """``DIPTYCH_ANNOTATOR``, or the name of the user on this computer."""
    if named := os.environ.get("DIPTYCH_ANNOTATOR"):
        return named
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container without a user entry
        return "annotator"


def open_library(
    path: str | os.PathLike[str] | None = None,
    *,
    annotator: str | None = None,
    create: bool = True,
    read_only: bool = False,
    patience: float = PATIENCE,
) -> Library:
    """Open a library, make it if it is not there, and bring its schema up to date.

    ``patience``: seconds to wait for another program's write. Raises LibraryMissing, LibraryDamaged,
    LibraryBusy, LibraryTooNew, LibraryReadOnly, DiskFull or LibraryError, each with a sentence that says what
    to do. A library that a newer diptych wrote can be opened with ``read_only``, as can one in a folder that
    cannot be written.
    """
    name = clean(default_annotator() if annotator is None else annotator).strip()
    if not name:
        raise WrongUse("An annotator needs a name; this one is empty.")
    where = (default_path() if path is None else Path(path)).expanduser().absolute()
    _check_place(where, create=create and not read_only, read_only=read_only)
    connection = connect(where, read_only=read_only, patience=patience)
    try:
        if read_only:
            _check_readable(connection)
        elif migrations.missing(connection):
            migrations.apply(connection)
        else:
            use_write_ahead_log(connection)
        library = Library(connection, name, read_only=read_only)
        if not read_only:
            library.introduce(name)
            last = connection.row("SELECT at FROM journal ORDER BY number DESC LIMIT 1")
            if last is not None:
                clock.observe(last[0])
    except BaseException:
        connection.close()
        raise
    return library


def _check_readable(connection: LibraryConnection) -> None:
    have = migrations.applied(connection)
    if lacking := [name for name in migrations.NAMES if name not in have]:
        raise LibraryReadOnly(
            f"{connection.path} is empty or from an older diptych (it lacks {', '.join(lacking)}). Open it"
            " once for writing to bring it up to date."
        )
    connection.execute("PRAGMA query_only = ON")


def _check_place(path: Path, *, create: bool, read_only: bool) -> None:
    """Say what is wrong with a path before SQLite does in its own words; make what is missing."""
    try:
        if path.is_dir():
            raise LibraryMissing(f"{path} is a folder. Name a file in it, such as {path / 'library.db'}.")
        if path.exists():
            if 0 < path.stat().st_size < _SMALLEST:
                raise LibraryDamaged(
                    f"{path} is not a diptych library: it is no SQLite file. It was left as it is."
                )
            if not os.access(path, os.R_OK):
                raise LibraryReadOnly(f"{path} cannot be read by you. Ask its owner, or name another file.")
            if not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
                raise LibraryReadOnly(
                    f"{path} cannot be written: it, or its folder, is read-only for you. Copy it to change it;"
                    " export, stats, log, agreement, compare and versions read it as it is."
                )
            return
        if not create:
            demo = path.with_name("demo.db")
            hint = f" The demo's is {demo}: name it with --db." if demo.exists() else ""
            raise LibraryMissing(f"There is no library at {path}. `diptych read FILE` makes one.{hint}")
        for folder in reversed([path.parent, *path.parent.parents]):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        # Answers are private until their owner says otherwise. A file that appeared meanwhile is not touched: to
        # close one that is open as a library elsewhere in this process would drop its locks.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except PermissionError as error:
        raise LibraryReadOnly(
            f"{path} cannot be made: {error.strerror or error}. Name another place."
        ) from error
    except (OSError, ValueError) as error:
        raise LibraryError(f"{path} cannot be used as a library: {error}.") from error
