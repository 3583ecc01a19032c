"""Copies of the label schemes under which people worked, so that a label's meaning stays with the answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from diptych.articles.article import sha256_of
from diptych.errors import DiptychError
from diptych.store import clock
from diptych.store.records import StoredScheme
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.schemes import Label
    from diptych.store.library import Library

_COLUMNS = "name, sha256, toml, created_at"


class Schemes:
    """The library's copies of schemes; every distinct text of a scheme is kept once."""

    def __init__(self, library: Library) -> None:
        self._connection = library.connection

    def keep(self, name: str, toml_text: str) -> StoredScheme:
        """Store the scheme's file as it is now, unless that very text is there."""
        name, toml = clean(name), clean(toml_text)
        sha256 = sha256_of(toml)
        there = self._connection.row(
            f"SELECT {_COLUMNS} FROM scheme WHERE name = ? AND sha256 = ?", (name, sha256)
        )
        if there is not None:
            return StoredScheme(*there)
        stored = StoredScheme(name, sha256, toml, clock.now())
        with self._connection.transaction():
            self._connection.execute(
                f"INSERT OR IGNORE INTO scheme ({_COLUMNS}) VALUES (?, ?, ?, ?)",
                (name, sha256, toml, stored.created_at),
            )
        return stored

    def keep_beside(self, name: str, toml_text: str) -> None:
        """Store a text of the scheme as it is elsewhere; the latest copy here stays the latest."""
        name, toml = clean(name), clean(toml_text)
        values = (name, sha256_of(toml), toml, clock.now())
        with self._connection.transaction():
            self._connection.execute(
                f"INSERT OR IGNORE INTO scheme (rowid, {_COLUMNS})"
                " SELECT coalesce(min(rowid), 1) - 1, ?, ?, ?, ? FROM scheme",
                values,
            )

    def get(self, name: str) -> StoredScheme | None:
        """The latest copy of the scheme of that name, or None."""
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM scheme WHERE name = ? ORDER BY rowid DESC LIMIT 1", [clean(name)]
        )
        return None if row is None else StoredScheme(*row)

    def labels(self, name: str) -> Mapping[str, Label]:
        """The labels of the scheme by name: of the latest copy here, else of the built-in one; none where unknown."""
        from diptych import schemes

        stored = self.get(name)
        try:
            if stored is not None:
                found = schemes.parse(stored.toml, name)
            elif name in schemes.builtin():  # a name is data: it must not lead to a file
                found = schemes.load(name)
            else:
                return {}
        except DiptychError:
            return {}
        return {label.name: label for label in found.labels}

    def list(self) -> list[StoredScheme]:
        """All copies, oldest first."""
        return [
            StoredScheme(*row)
            for row in self._connection.rows(f"SELECT {_COLUMNS} FROM scheme ORDER BY rowid")
        ]
