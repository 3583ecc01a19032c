"""Relations between two annotations, in one article or across."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from diptych.errors import AnnotationError, ChangedElsewhere
from diptych.store import clock, rows
from diptych.store.identifiers import uuid7
from diptych.store.records import Link
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.store.library import Library

_SELECT = rows.SELECT["link"]


class Links:
    """The library's links. Only one's own can be removed, save that a removed annotation takes its links
    along.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def add(
        self, source_id: str, target_id: str, relation: str, note: str = "", *, action: str = "link.add"
    ) -> Link:
        """Relate two annotations.

        The same link of the same annotator is made only once; a new note replaces its note. AnnotationError
        if one of the two does not exist, or they are the same.
        """
        source_id, target_id, relation, note = map(clean, (source_id, target_id, relation, note))
        if not relation:
            raise AnnotationError("A link needs a relation; this one is empty.")
        if source_id == target_id:
            raise AnnotationError(
                "A link joins two annotations; this one would join an annotation to itself."
            )
        with self._connection.transaction():
            for end in (source_id, target_id):
                self._library.annotations.get(end)
            at = clock.now()
            there = self._connection.row(
                f"{_SELECT} WHERE source = ? AND target = ? AND relation = ? AND annotator = ?",
                (source_id, target_id, relation, self._library.annotator),
            )
            if there is not None:
                before = dict(zip(rows.COLUMNS["link"], there, strict=True))
                row = {**before, "note": note or before["note"]}
                if row == before:
                    return Link(*there)
                row["updated_at"] = at
                change = rows.update(self._connection, "link", before, row)
            else:
                library = self._library
                link = Link(
                    uuid7(), source_id, target_id, relation, note, library.annotator, library.session, at, at
                )
                row = link._asdict()
                change = rows.insert(self._connection, "link", row)
            self._library.journal.append(action, [change], at=at)
        return Link(*row.values())

    def remove(self, id: str, *, action: str = "link.remove") -> Link:
        """Take one of one's own links away; gives it back."""
        with self._connection.transaction():
            row = rows.read(self._connection, "link", clean(id))
            if row is None:
                raise ChangedElsewhere(f"Link {id} is not there any more. Nothing was changed.")
            if row["annotator"] != self._library.annotator:
                raise AnnotationError(
                    f"Link {id} is {row['annotator']}'s, and you work as {self._library.annotator}."
                )
            self._library.journal.append(action, [rows.delete(self._connection, "link", row)])
        return Link(*row.values())

    def import_many(self, links: Iterable[Link], *, action: str = "import", summary: str = "") -> int:
        """Add many as they are, with their ids and annotators, all or none.

        One journal entry, which undo steps over. AnnotationError if an id is taken or an end is missing. A
        session that is not the annotator's is left out.
        """
        with self._connection.transaction():
            added = 0
            at = clock.now()
            for link in links:
                annotator = clean(link.annotator) or self._library.annotator
                self._library.introduce(annotator)
                theirs = self._connection.row(
                    "SELECT 1 FROM session WHERE id = ? AND annotator = ?", (link.session, annotator)
                )
                self._connection.execute(
                    rows.INSERT["link"],
                    (
                        clean(link.id) or uuid7(),
                        clean(link.source),
                        clean(link.target),
                        clean(link.relation),
                        clean(link.note),
                        annotator,
                        link.session if theirs else None,
                        clean(link.created_at) or at,
                        clean(link.updated_at) or clean(link.created_at) or at,
                    ),
                )
                added += 1
            if added:
                text = clean(summary) or f"imported {added:,} link{'' if added == 1 else 's'}"
                self._library.journal.append(action, [], summary=text)
        return added

    def of_annotation(self, id: str) -> list[Link]:
        """Links from and to an annotation, oldest first."""
        found = self._connection.rows(
            f"{_SELECT} WHERE source = ? UNION {_SELECT} WHERE target = ? ORDER BY created_at, id", (id, id)
        )
        return [Link(*row) for row in found]

    def of_article(self, id: int) -> list[Link]:
        """Links with at least one end in an article, oldest first."""
        inside = "(SELECT id FROM annotation WHERE article = ?)"
        found = self._connection.rows(
            f"{_SELECT} WHERE source IN {inside} UNION {_SELECT} WHERE target IN {inside}"
            " ORDER BY created_at, id",
            (id, id),
        )
        return [Link(*row) for row in found]

    def list(self) -> list[Link]:
        """All links, oldest first."""
        return [Link(*row) for row in self._connection.rows(f"{_SELECT} ORDER BY created_at, id")]
