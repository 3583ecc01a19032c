"""Who works, when, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.errors import AnnotationError
from diptych.store import clock
from diptych.store.identifiers import uuid7
from diptych.store.records import Session
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.store.library import Library

_COLUMNS = "id, uuid, annotator, kind, started_at, ended_at, active_seconds"


class Sessions:
    """The library's sessions; at most one is open on a Library, and what is changed then belongs to it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection
        self.session: int | None = None

    def start(self, kind: str = "reading") -> int:
        """Begin a session of this annotator; gives its id. The first answer flushes it, a start need not wait."""
        at = clock.now()
        with self._connection.transaction(durable=False):
            cursor = self._connection.execute(
                "INSERT INTO session (uuid, annotator, kind, started_at, active_seconds)"
                " VALUES (?, ?, ?, ?, 0)",
                (uuid7(), self._library.annotator, clean(kind), at),
            )
        self.session = cursor.lastrowid
        assert self.session is not None
        return self.session

    def touch(self, active_seconds: float) -> None:
        """Say that the session lives. ``active_seconds``: how many of it were active so far, in total."""
        if self.session is None:
            return
        with self._connection.transaction(durable=False):
            self._connection.execute(
                "UPDATE session SET ended_at = ?, active_seconds = ? WHERE id = ?",
                (clock.now(), max(0.0, float(active_seconds)), self.session),
            )

    def end(self) -> None:
        """Close the session, if one is open."""
        if self.session is None:
            return
        with self._connection.transaction():
            self._connection.execute(
                "UPDATE session SET ended_at = ? WHERE id = ?", (clock.now(), self.session)
            )
        self.session = None

    def get(self, id: int) -> Session:
        """The session of that id; AnnotationError if there is none."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM session WHERE id = ?", [id])
        if row is None:
            raise AnnotationError(f"There is no session {id} in {self._library.path}.")
        return Session(*row)

    def list(self) -> list[Session]:
        """All sessions, oldest first."""
        return [Session(*row) for row in self._connection.rows(f"SELECT {_COLUMNS} FROM session ORDER BY id")]

    def keep(self, session: Session) -> int:
        """The id that a session of another library has here; stored if its uuid is new. For imports."""
        with self._connection.transaction():
            row = self._connection.row("SELECT id FROM session WHERE uuid = ?", [clean(session.uuid)])
            if row is not None:
                return int(row[0])
            name = clean(session.annotator)
            self._library.introduce(name)
            cursor = self._connection.execute(
                f"INSERT INTO session ({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?)",
                (
                    clean(session.uuid) or uuid7(),
                    name,
                    clean(session.kind),
                    clean(session.started_at),
                    None if session.ended_at is None else clean(session.ended_at),
                    session.active_seconds,
                ),
            )
        assert cursor.lastrowid is not None
        return cursor.lastrowid
