"""Every change, in order; undo and redo by reading it backwards. Rows are only ever added."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from diptych.errors import ChangedElsewhere, LibraryDamaged, LibraryError
from diptych.store import clock, rows
from diptych.store.records import Change, JournalEntry

if TYPE_CHECKING:
    from diptych.store.library import Library

UNDO = "history.undo"
REDO = "history.redo"
_COLUMNS = "number, at, journal.annotator, session, action, undoes, redoes, summary, changes"
_END = 2**63 - 1
# An annotator's entries before a number, newest first: by the turns in which annotators wrote, for the others' entries
# between them may be a hundred thousand.
_OWN = """
FROM journal_turn AS turn CROSS JOIN journal ON number >= first AND number < coalesce(
    (SELECT min(next.first) FROM journal_turn AS next WHERE next.first > turn.first), 9223372036854775807)
WHERE turn.annotator = ? AND first < ? AND number < ? AND journal.annotator = turn.annotator
ORDER BY first DESC, number DESC LIMIT ?
"""
_INSERT = (
    "INSERT INTO journal (at, annotator, session, action, undoes, redoes, summary, changes)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, allow_nan=False, separators=(",", ":")
).encode


class Journal:
    """The library's journal. Undo and redo belong to one annotator: nobody takes back another's answer."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection
        self._latest: tuple[int, str, int] = (0, "", 0)

    @contextmanager
    def one_step(self, action: str) -> Iterator[None]:
        """One transaction, one entry and so one undo for all that is changed inside; no undo or redo inside."""
        connection = self._connection
        with connection.transaction():
            if connection.gathered is not None:
                yield  # inside another step
                return
            connection.gathered = []
            try:
                yield
                changes = connection.gathered
            finally:
                connection.gathered = None
            if changes:
                self.append(action, changes)

    def append(
        self,
        action: str,
        changes: Sequence[Change],
        *,
        at: str | None = None,
        undoes: int | None = None,
        redoes: int | None = None,
        summary: str = "",
    ) -> JournalEntry:
        """Write down what was just changed, inside the transaction that changes it.

        Inside ``one_step`` it is only gathered, and the entry has no number yet (0).
        """
        library = self._library
        at = at or clock.now()
        if self._connection.gathered is not None:
            if undoes is not None or redoes is not None:
                raise LibraryError("Nothing can be undone in the middle of a step.")
            self._connection.gathered += changes
            return JournalEntry(0, at, library.annotator, library.session, action, tuple(changes))
        cursor = self._connection.execute(
            _INSERT,
            (at, library.annotator, library.session, action, undoes, redoes, summary, _written(changes)),
        )
        number = cursor.lastrowid
        assert number is not None
        # Where the entry before is one's own as well, and was not taken back since, there is nothing to look up.
        if self._latest != (number - 1, library.annotator, self._connection.taken_back):
            self._mark_turn(number)
        self._latest = (number, library.annotator, self._connection.taken_back)
        return JournalEntry(
            number, at, library.annotator, library.session, action, tuple(changes), undoes, redoes, summary
        )

    def undo(self) -> JournalEntry | None:
        """Take back this annotator's last change that still stands; None if there is none.

        ChangedElsewhere, and nothing is changed, if a row is no longer what that change left.
        """
        with self._connection.transaction():
            number = self._to_undo()
            if number is None:
                return None
            changes = self._reverse(self.entry(number))
            return self.append(UNDO, changes, undoes=number)

    def redo(self) -> JournalEntry | None:
        """Bring back what was last undone, if nothing else was done since; None if there is nothing."""
        with self._connection.transaction():
            number = self._to_redo()
            if number is None:
                return None
            changes = self._reverse(self.entry(number))
            return self.append(REDO, changes, redoes=number)

    def entry(self, number: int) -> JournalEntry:
        """The entry of that number; LibraryDamaged if there is none."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM journal WHERE number = ?", [number])
        if row is None:
            raise LibraryDamaged(
                f"{self._library.path} has no journal entry {number}, though another refers to it."
            )
        return _entry(row)

    def entries(
        self, limit: int | None = None, before: int | None = None, *, annotator: str | None = None
    ) -> list[JournalEntry]:
        """The newest ``limit`` entries (all, if None) with a number below ``before``, newest first."""
        before, limit = _END if before is None else before, -1 if limit is None else limit
        if annotator is None:
            found = self._connection.rows(
                f"SELECT {_COLUMNS} FROM journal WHERE number < ? ORDER BY number DESC LIMIT ?",
                (before, limit),
            )
        else:
            found = self._connection.rows(f"SELECT {_COLUMNS} {_OWN}", (annotator, before, before, limit))
        return [_entry(row) for row in found]

    def describe(self, entry: JournalEntry) -> str:
        """What was done, in one line. Text from articles is in it: show it through ``articles.visible``."""
        from diptych.store.descriptions import describe

        return describe(self._library, entry)

    def standing(self) -> Iterator[int]:
        """Numbers of this annotator's changes that still stand, in the order in which undo takes them back."""
        before = _END
        while (last := self._last(before)) is not None:
            number, undoes, redoes, not_undoable = last
            if undoes is not None:
                before = undoes
                continue
            if redoes is not None:
                done = self.entry(redoes).undoes
                assert done is not None
                number, not_undoable = done, False
            if not not_undoable:
                yield number
            before = number

    def undo_to(self, number: int) -> list[JournalEntry]:
        """Take back that change and every later one that stands, newest first: all of them or none.

        Empty where that change does not stand. ChangedElsewhere as in ``undo``.
        """
        with self._connection.transaction():
            if number not in takewhile(lambda standing: standing >= number, self.standing()):
                return []
            done: list[JournalEntry] = []
            while not done or done[-1].undoes != number:
                undone = self.undo()
                if undone is None:
                    raise LibraryDamaged(f"{self._library.path}: journal entry {number} cannot be reached.")
                done.append(undone)
        return done

    def _mark_turn(self, number: int) -> None:
        """Note down that this annotator's entries begin here, unless theirs came last already."""
        annotator = self._library.annotator
        self._connection.execute(
            "INSERT INTO journal_turn (first, annotator) SELECT ?, ?"
            " WHERE ? IS NOT (SELECT annotator FROM journal_turn ORDER BY first DESC LIMIT 1)",
            (number, annotator, annotator),
        )

    def _last(self, before: int) -> tuple[int, int | None, int | None, bool] | None:
        found: tuple[int, int | None, int | None, bool] | None = self._connection.row(
            f"SELECT number, undoes, redoes, changes = '[]' {_OWN}",
            (self._library.annotator, before, before, 1),
        )
        return found

    def _to_undo(self) -> int | None:
        """Walk backwards. An undo of entry n left all as it was just before n, so go on from there."""
        before = _END
        while (last := self._last(before)) is not None:
            number, undoes, redoes, not_undoable = last
            if undoes is not None:
                before = undoes
            elif redoes is not None:
                return self.entry(redoes).undoes
            elif not_undoable:
                before = number
            else:
                return number
        return None

    def _to_redo(self) -> int | None:
        """Walk backwards. A redo of undo u leaves to be redone what was there just before u, so go on from
        there.
        """
        before = _END
        while (last := self._last(before)) is not None:
            number, undoes, redoes, _ = last
            if undoes is not None:
                return number
            if redoes is None:
                return None  # something new was done: what had been undone before stays undone
            before = redoes
        return None

    def _reverse(self, entry: JournalEntry) -> list[Change]:
        """Put every row back as it was before ``entry``, last change first."""
        connection = self._connection
        reversed_changes = []
        for change in reversed(entry.changes):
            if change.table not in rows.COLUMNS:
                raise LibraryDamaged(
                    f"Journal entry {entry.number} names the table “{change.table}”, which has no undo."
                )
            now = rows.read(connection, change.table, change.id)
            if not _same(now, change.after):
                raise ChangedElsewhere(
                    f"This cannot be taken back: {change.table} {change.id} was changed elsewhere since."
                    " Nothing was done."
                )
            try:
                if change.before is None:
                    assert now is not None
                    done = rows.delete(connection, change.table, now)
                elif now is None:
                    done = rows.insert(connection, change.table, change.before)
                else:
                    done = rows.update(connection, change.table, now, {**now, **change.before})
            except sqlite3.IntegrityError as error:
                raise ChangedElsewhere(
                    f"This cannot be taken back: something else refers to {change.table} {change.id} by now."
                    " Nothing was changed."
                ) from error
            reversed_changes.append(done)
        return reversed_changes


def _same(now: Mapping[str, Any] | None, left: Mapping[str, Any] | None) -> bool:
    """Is the row what the entry left? Columns that a later schema added are not compared."""
    if now is None or left is None:
        return now is left
    return all(now[name] == left[name] for name in now if name in left)


def _written(changes: Sequence[Change]) -> str:
    return _encode(
        [{"table": one.table, "id": one.id, "before": one.before, "after": one.after} for one in changes]
    )


def _entry(row: Sequence[Any]) -> JournalEntry:
    number, at, annotator, session, action, undoes, redoes, summary, changes = row
    try:
        read = tuple(
            Change(one["table"], one["id"], one["before"], one["after"]) for one in json.loads(changes)
        )
    except (ValueError, KeyError, TypeError) as error:
        raise LibraryDamaged(f"Journal entry {number} cannot be read: {error}.") from error
    return JournalEntry(number, at, annotator, session, action, read, undoes, redoes, summary)
