"""Rows of the tables whose changes the journal keeps, as plain dictionaries.

Column names come from here, never from a journal entry: a file from elsewhere could hold anything there.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from diptych.store.records import Annotation, Change, Correction, Link, Skip

COLUMNS: dict[str, tuple[str, ...]] = {
    "annotation": Annotation._fields,
    "link": Link._fields,
    "skip": Skip._fields,
    "correction": Correction._fields,
}
"""In the order of the fields of the records, so that a row unpacks into one."""

SELECT = {
    table: "SELECT " + ", ".join(f'"{name}"' for name in names) + f" FROM {table}"
    for table, names in COLUMNS.items()
}
INSERT = {
    table: f"INSERT INTO {table} ("
    + ", ".join(f'"{name}"' for name in names)
    + ") VALUES ("
    + ", ".join("?" * len(names))
    + ")"
    for table, names in COLUMNS.items()
}


def read(connection: sqlite3.Connection, table: str, identifier: str) -> dict[str, Any] | None:
    """The row of that id, or None."""
    found = connection.execute(f"{SELECT[table]} WHERE id = ?", [identifier]).fetchone()
    return None if found is None else dict(zip(COLUMNS[table], found, strict=True))


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any]) -> Change:
    """Add the row; gives the change for the journal. A column the row does not name takes its default."""
    names = [name for name in COLUMNS[table] if name in row]
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join("?" * len(names))
    connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({values})", [row[name] for name in names])
    return Change(table, row["id"], None, row)


def update(
    connection: sqlite3.Connection, table: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Change:
    """Make the row ``before`` be ``after`` (of the same id)."""
    names = [name for name in COLUMNS[table] if name in after and after[name] != before.get(name)]
    if names:
        changes = ", ".join(f'"{name}" = ?' for name in names)
        values = [after[name] for name in names]
        connection.execute(f"UPDATE {table} SET {changes} WHERE id = ?", [*values, after["id"]])
    return Change(table, after["id"], before, after)


def delete(connection: sqlite3.Connection, table: str, before: Mapping[str, Any]) -> Change:
    """Take the row away."""
    connection.execute(f"DELETE FROM {table} WHERE id = ?", [before["id"]])
    return Change(table, before["id"], before, None)
