"""Where a person puts the machine right: a name or a figure that is wrong, misplaced or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Figure, Mention
from diptych.errors import AnnotationError, ChangedElsewhere
from diptych.store import anchors, clock, rows
from diptych.store.analyses import storable
from diptych.store.identifiers import uuid7
from diptych.store.records import Correction
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.store.library import Library

_SELECT = rows.SELECT["correction"]
Finding = Mention | Figure


class Corrections:
    """The library's corrections. What the machine found stays in its own table, untouched."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def save(
        self,
        article_id: int,
        machine: Finding | None,
        right: Finding | None,
        *,
        engine: str = "",
        note: str = "",
        action: str = "correction.save",
    ) -> Correction:
        """Say what is right: ``right`` instead of ``machine``, nothing (None) instead of it, or something it
        missed.

        A second correction of the same finding by the same annotator takes the place of the first.
        AnnotationError if both are None or of two kinds; OffsetMismatch if a span is not in the text.
        """
        shown = right or machine
        if shown is None:
            raise AnnotationError("A correction needs what the machine found, or what is right.")
        if machine is not None and right is not None and type(machine) is not type(right):
            raise AnnotationError(
                "A name cannot be corrected into a figure: reject the one and add the other."
            )
        library = self._library
        quote, _, _ = anchors.anchored(library.articles.text(article_id), shown.start, shown.end)
        with self._connection.transaction():
            at = clock.now()
            label = _label(machine) if machine else ""
            before = self._earlier(article_id, machine, right, label, clean(engine))
            figure = right if isinstance(right, Figure) else None
            new = Correction(
                id=before["id"] if before else uuid7(),
                article=article_id,
                subject="mention" if isinstance(shown, Mention) else "figure",
                verdict="rejected" if right is None else "added" if machine is None else "changed",
                machine_start=machine.start if machine else None,
                machine_end=machine.end if machine else None,
                machine_label=label,
                engine=clean(engine),
                start=shown.start,
                end=shown.end,
                quote=quote,
                label=_label(shown),
                annotator=library.annotator,
                session=before["session"] if before else library.session,
                created_at=before["created_at"] if before else at,
                updated_at=at,
                key=clean(right.key) if isinstance(right, Mention) else "",
                value=storable(figure.value) if figure else None,
                upper=storable(figure.upper) if figure else None,
                unit=clean(figure.unit) if figure and figure.unit is not None else None,
                of=clean(figure.of) if figure and figure.of is not None else None,
                approximate=bool(figure and figure.approximate),
                note=clean(note),
            )
            row = new._asdict()
            row["approximate"] = int(new.approximate)
            if before:
                change = rows.update(self._connection, "correction", before, row)
            else:
                change = rows.insert(self._connection, "correction", row)
            library.journal.append(action, [change], at=at)
        return new

    def remove(self, id: str, *, action: str = "correction.remove") -> Correction:
        """Take one of one's own corrections back."""
        with self._connection.transaction():
            row = rows.read(self._connection, "correction", clean(id))
            if row is None:
                raise ChangedElsewhere(f"Correction {id} is not there any more. Nothing was changed.")
            if row["annotator"] != self._library.annotator:
                raise AnnotationError(
                    f"Correction {id} is {row['annotator']}'s, and you work as {self._library.annotator}."
                )
            self._library.journal.append(action, [rows.delete(self._connection, "correction", row)])
        return _correction(tuple(row.values()))

    def of_article(self, article_id: int, annotator: str | None = None) -> list[Correction]:
        """Those of one article in reading order; of one annotator, or of all."""
        found = self._connection.rows(f'{_SELECT} WHERE article = ? ORDER BY start, "end", id', [article_id])
        corrections = [_correction(row) for row in found]
        return [one for one in corrections if annotator in (None, one.annotator)]

    def _earlier(
        self, article_id: int, machine: Finding | None, right: Finding | None, label: str, engine: str
    ) -> dict[str, Any] | None:
        """This annotator's correction of the same finding, or addition of the very same span and label."""
        subject = "figure" if isinstance(machine or right, Figure) else "mention"
        for one in self.of_article(article_id, self._library.annotator):
            if one.subject != subject:
                continue
            if machine is not None:
                same = (one.machine_start, one.machine_end, one.machine_label, one.engine) == (
                    machine.start,
                    machine.end,
                    label,
                    engine,
                )
            else:
                same = right is not None and (one.verdict, one.start, one.end, one.label) == (
                    "added",
                    right.start,
                    right.end,
                    _label(right),
                )
            if same:
                return rows.read(self._connection, "correction", one.id)
        return None


def _label(finding: Finding) -> str:
    return clean(finding.label if isinstance(finding, Mention) else finding.kind)


def _correction(row: tuple[Any, ...]) -> Correction:
    values = dict(zip(rows.COLUMNS["correction"], row, strict=True))
    values["approximate"] = bool(values["approximate"])
    return Correction(**values)
