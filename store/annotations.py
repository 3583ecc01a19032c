"""What people say about spans of articles. Each change is one transaction with its journal entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from diptych.errors import AnnotationError, ChangedElsewhere, OffsetMismatch
from diptych.store import anchors, clock, rows
from diptych.store.identifiers import uuid7
from diptych.store.records import Annotation, Change
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.store.library import Library

_SELECT = rows.SELECT["annotation"]
_INSERT = rows.INSERT["annotation"]
_SELECT_HERE = f'{_SELECT} WHERE article = ? AND start = ? AND "end" = ? AND annotator = ?'
_ORDER = 'ORDER BY article, start, "end", id'
_NAMES = rows.COLUMNS["annotation"]
_EDITABLE = {
    "start",
    "end",
    "pieces",
    "label",
    "certainty",
    "note",
    "attributed_to",
    "attributed_start",
    "attributed_end",
}

Row = dict[str, Any]
Pieces = Iterable[tuple[int, int]]


def annotation_of(row: Sequence[Any]) -> Annotation:
    """The record of a row of the table, its columns in the order of ``rows.COLUMNS``."""
    return Annotation(*(*row[:-1], anchors.unpacked(row[-1])))


class Annotations:
    """The library's annotations. Only one's own can be changed; everybody's can be read."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def of_article(self, article_id: int, annotator: str | None = None) -> list[Annotation]:
        """Those of one article in reading order; of one annotator, or of all."""
        found = self._connection.rows(f"{_SELECT} WHERE article = ? {_ORDER}", [article_id])
        return [annotation_of(row) for row in found if annotator is None or row[9] == annotator]

    def get(self, id: str) -> Annotation:
        """The annotation of that id; AnnotationError if there is none."""
        row = self._connection.row(f"{_SELECT} WHERE id = ?", [clean(id)])
        if row is None:
            raise AnnotationError(f"There is no annotation {id} in {self._library.path}.")
        return annotation_of(row)

    def own(self, id: str) -> Annotation:
        """The annotation of that id, to be changed; ChangedElsewhere if it is gone, AnnotationError if another's."""
        return annotation_of(tuple(self._own(id).values()))

    def each(self) -> Iterator[Annotation]:
        """All of them, by article and reading order, in constant memory."""
        return map(annotation_of, self._connection.stream(f"{_SELECT} {_ORDER}"))

    def count(self, article_id: int | None = None) -> int:
        """How many there are in one article, or in the library."""
        where, values = ("", []) if article_id is None else ("WHERE article = ?", [article_id])
        return int(self._connection.row(f"SELECT count(*) FROM annotation {where}", values)[0])

    def label(
        self,
        article_id: int,
        start: int,
        end: int,
        label: str,
        *,
        scheme: str = "claims",
        exclusive: bool = True,
        certainty: str = "",
        note: str = "",
        attributed_to: str = "",
        attributed_start: int | None = None,
        attributed_end: int | None = None,
        pieces: Pieces = (),
        action: str = "annotation.label",
    ) -> Annotation:
        """Say ``label`` about exactly this span; on the disk when this returns.

        ``exclusive``: it takes the place of this annotator's other label there under that scheme, which keeps
        its id, note, certainty and attribution unless they are given anew. Otherwise it stands beside other
        labels. To say the same again changes nothing. OffsetMismatch if the span is not in the text.
        """
        given = {
            "certainty": clean(certainty),
            "note": clean(note),
            "attributed_to": clean(attributed_to),
            "attributed_start": attributed_start,
            "attributed_end": attributed_end,
        }
        label, scheme = _name(label, "label"), _name(scheme, "scheme")
        text = self._library.articles.text(article_id)
        quote, prefix, suffix = anchors.anchored(text, start, end)
        packed = anchors.packed(pieces, start, end)
        _check_attribution(text, attributed_start, attributed_end)
        with self._connection.transaction():
            if here := self._own_here(article_id, start, end, scheme):
                here = [
                    row for row in here if row["pieces"] == packed and (exclusive or row["label"] == label)
                ]
                here.sort(
                    key=lambda row: row["label"] != label
                )  # stable: the same label first, then the oldest
            moment = clock.milliseconds()
            at = clock.iso(moment)
            if not here:
                identifier = uuid7(moment)
                values = (
                    identifier,
                    article_id,
                    start,
                    end,
                    quote,
                    prefix,
                    suffix,
                    label,
                    scheme,
                    self._library.annotator,
                    self._library.session,
                    at,
                    at,
                    *given.values(),
                    packed,
                )
                self._connection.execute(_INSERT, values)
                row = dict(zip(_NAMES, values, strict=True))
                changes = [Change("annotation", identifier, None, row)]
            else:
                changes = [change for other in here[1:] for change in self._delete(other)]
                row = {**here[0], "label": label}
                row.update({name: value for name, value in given.items() if value not in ("", None)})
                if attributed_to:
                    row.update(attributed_start=attributed_start, attributed_end=attributed_end)
                if row != here[0]:
                    row["updated_at"] = at
                    changes.append(rows.update(self._connection, "annotation", here[0], row))
            if changes:
                self._library.journal.append(action, changes, at=at)
        return annotation_of(tuple(row.values()))

    def clear(
        self,
        article_id: int,
        start: int,
        end: int,
        *,
        scheme: str | None = None,
        label: str | None = None,
        action: str = "annotation.clear",
    ) -> list[Annotation]:
        """Take away this annotator's annotations of exactly this span (of one scheme, of one label); gives
        them back.

        Links to them go with them; one undo brings all back.
        """
        with self._connection.transaction():
            gone = [
                row
                for row in self._own_here(article_id, start, end, scheme)
                if label is None or row["label"] == label
            ]
            self._remove(gone, action)
        return [annotation_of(tuple(row.values())) for row in gone]

    def remove(self, id: str, *, action: str = "annotation.remove") -> Annotation:
        """Take away one of one's own annotations, with the links to it; gives it back."""
        with self._connection.transaction():
            row = self._own(id)
            self._remove([row], action)
        return annotation_of(tuple(row.values()))

    def edit(self, id: str, *, action: str = "annotation.edit", **fields: Any) -> Annotation:
        """Change some fields of one of one's own annotations.

        Fields: label, certainty, note, attributed_to (with attributed_start and attributed_end, which are
        forgotten if only the name changes), start, end, pieces (a new span is whole unless pieces are given).
        """
        if unknown := fields.keys() - _EDITABLE:
            raise TypeError(f"an annotation has no editable field {', '.join(sorted(unknown))}")
        with self._connection.transaction():
            before = self._own(id)
            after = {**before, **fields}
            for name in ("label", "certainty", "note", "attributed_to"):
                after[name] = clean(after[name])
            _name(after["label"], "label")
            text = self._library.articles.text(before["article"])
            if fields.keys() & {"start", "end", "pieces"}:
                start, end = after["start"], after["end"]
                after["quote"], after["prefix"], after["suffix"] = anchors.anchored(text, start, end)
                after["pieces"] = anchors.packed(fields.get("pieces", ()), start, end)
            if after["attributed_to"] != before["attributed_to"] and "attributed_start" not in fields:
                after["attributed_start"] = after["attributed_end"] = None
            _check_attribution(text, after["attributed_start"], after["attributed_end"])
            if after != before:
                after["updated_at"] = clock.now()
                change = rows.update(self._connection, "annotation", before, after)
                self._library.journal.append(action, [change], at=after["updated_at"])
        return annotation_of(tuple(after.values()))

    def add(self, annotation: Annotation, *, action: str = "annotation.add") -> Annotation:
        """Add an annotation as it is, with its own id, annotator and times. One entry in the journal, which
        can be undone.

        Whatever is empty is filled in: id, annotator, times, quote. OffsetMismatch if its quote is not what
        stands there; AnnotationError if its id is taken. A session that is not this annotator's is left out.
        """
        from diptych.store.imports import complete

        with self._connection.transaction():
            row = dict(zip(_NAMES, complete(self._library, annotation), strict=True))
            if self._connection.row("SELECT 1 FROM annotation WHERE id = ?", [row["id"]]):
                raise AnnotationError(f"There is an annotation {row['id']} already.")
            self._library.journal.append(action, [rows.insert(self._connection, "annotation", row)])
        return annotation_of(tuple(row.values()))

    def import_many(
        self,
        annotations: Iterable[Annotation],
        *,
        skip_known: bool = False,
        action: str = "import",
        summary: str = "",
    ) -> int:
        """Add many as ``add`` does, all or none, in constant memory; gives how many were added.

        The journal gets one entry that says how many; undo steps over it. ``skip_known``: leave out those
        whose id is there already, instead of refusing.
        """
        from diptych.store.imports import import_annotations

        return import_annotations(
            self._library, annotations, skip_known=skip_known, action=action, summary=summary
        )

    def _own_here(self, article_id: int, start: int, end: int, scheme: str | None) -> list[Row]:
        found = self._connection.rows(
            _SELECT_HERE,
            (article_id, start, end, self._library.annotator),
        )
        if not found:
            return []
        here = [dict(zip(_NAMES, row, strict=True)) for row in found if scheme is None or row[8] == scheme]
        here.sort(key=lambda row: (row["created_at"], row["id"]))
        return here

    def _own(self, id: str) -> Row:
        row = rows.read(self._connection, "annotation", clean(id))
        if row is None:
            raise ChangedElsewhere(f"Annotation {id} is not there any more. Nothing was changed.")
        if row["annotator"] != self._library.annotator:
            raise AnnotationError(
                f"Annotation {id} is {row['annotator']}'s answer, and you work as {self._library.annotator}:"
                " label the span yourself to give your own."
            )
        return row

    def _remove(self, gone: Iterable[Row], action: str) -> None:
        changes = [change for row in gone for change in self._delete(row)]
        if changes:
            self._library.journal.append(action, changes)

    def _delete(self, row: Row) -> list[Change]:
        """Links first: they cannot stand without their ends. Undone in the opposite order."""
        changes = []
        for link in self._library.links.of_annotation(row["id"]):
            before = rows.read(self._connection, "link", link.id)
            if before is not None:
                changes.append(rows.delete(self._connection, "link", before))
        changes.append(rows.delete(self._connection, "annotation", row))
        return changes


def _name(value: str, what: str) -> str:
    value = clean(value)
    if not value:
        raise AnnotationError(f"An annotation needs a {what}; this one is empty.")
    return value


def _check_attribution(text: str, start: int | None, end: int | None) -> None:
    if start is None and end is None:
        return
    if start is None or end is None:
        raise OffsetMismatch("Where the speaker stands in the text needs both a start and an end.")
    anchors.check(text, start, end)
