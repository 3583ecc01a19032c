"""Versions of one report: articles fetched from the same place at different times.

An answer moves along to the newest version only where its quote is found again without doubt. The others stay where
they were given, as orphans, until a person places or drops them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from diptych.store import anchors, clock, rows
from diptych.store.records import Annotation, Change

if TYPE_CHECKING:
    from diptych.store.library import Library

Place = Callable[..., "tuple[int, int] | None"]
"""``place_again`` of diptych.analysis: (quote, prefix, suffix, start, new_text, old_text=…) → span or None."""


class Carried(NamedTuple):
    """What became of the answers given to earlier versions: how many moved along, and which wait."""

    moved: int
    orphans: tuple[Annotation, ...]


class Versions:
    """The versions of articles, told by their location; an article from a stream has only itself."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def of(self, article_id: int) -> list[int]:
        """The ids of all versions of an article, oldest first, itself among them."""
        found = self._connection.rows(
            "SELECT b.id FROM article AS a JOIN article AS b ON b.location = a.location"
            " WHERE a.id = ? AND a.location <> '' ORDER BY b.id",
            [article_id],
        )
        return [number for (number,) in found] or [article_id]

    def orphans(self, article_id: int) -> list[Annotation]:
        """This annotator's answers that belong to another version of the article than this one.

        A report may go back to an earlier text: the version that was read last is the one that counts.
        """
        earlier = [number for number in self.of(article_id) if number != article_id]
        return [
            annotation
            for number in earlier
            for annotation in self._library.annotations.of_article(number, annotator=self._library.annotator)
        ]

    def carry(self, article_id: int, place: Place, *, action: str = "versions.carry") -> Carried:
        """Move this annotator's answers from the other versions to this one, where ``place`` is sure of each.

        One transaction and one entry of the journal, which undo takes back. An answer whose place is taken by
        another one of the same scheme stays.
        """
        library = self._library
        changes: list[Change] = []
        orphans: list[Annotation] = []
        with self._connection.transaction():
            text = library.articles.text(article_id)
            taken = {
                (item.start, item.end, item.scheme)
                for item in library.annotations.of_article(article_id, annotator=library.annotator)
            }
            for annotation in self.orphans(article_id):
                old = library.articles.text(annotation.article)
                found = place(
                    annotation.quote,
                    annotation.prefix,
                    annotation.suffix,
                    annotation.start,
                    text,
                    old_text=old,
                )
                if found is None or (*found, annotation.scheme) in taken:
                    orphans.append(annotation)
                    continue
                taken.add((*found, annotation.scheme))
                changes.append(self._move(annotation, article_id, text, *found))
            if changes:
                count = len(changes)
                summary = f"moved {count} answer{'' if count == 1 else 's'} to the new version, article {article_id}"
                library.journal.append(action, changes, summary=summary)
        return Carried(len(changes), tuple(orphans))

    def put(
        self, annotation_id: str, article_id: int, start: int, end: int, *, action: str = "versions.place"
    ) -> Annotation:
        """Place one's own orphan by hand on ``[start, end)`` of a version. Raises OffsetMismatch outside its text,
        AnnotationError where it is another person's, ChangedElsewhere where it is gone.
        """
        with self._connection.transaction():
            annotation = self._library.annotations.own(annotation_id)
            text = self._library.articles.text(article_id)
            anchors.check(text, start, end)
            self._library.journal.append(action, [self._move(annotation, article_id, text, start, end)])
        return self._library.annotations.get(annotation_id)

    def _move(self, annotation: Annotation, article_id: int, text: str, start: int, end: int) -> Change:
        before = rows.read(self._connection, "annotation", annotation.id)
        assert before is not None
        shift = start - annotation.start
        same = text[start:end] == annotation.quote
        quote, prefix, suffix = anchors.anchored(text, start, end)
        pieces = tuple((first + shift, last + shift) for first, last in annotation.pieces) if same else ()
        speaker = (annotation.attributed_start, annotation.attributed_end)
        inside = (
            same
            and speaker[0] is not None
            and speaker[1] is not None
            and annotation.start <= speaker[0]
            and speaker[1] <= annotation.end
        )
        after = {
            **before,
            "article": article_id,
            "start": start,
            "end": end,
            "quote": quote,
            "prefix": prefix,
            "suffix": suffix,
            "pieces": anchors.packed(pieces, start, end),
            # who says so is kept by name; where the name stands, only if it moved within the quote
            "attributed_start": (speaker[0] or 0) + shift if inside else None,
            "attributed_end": (speaker[1] or 0) + shift if inside else None,
            "updated_at": clock.now(),
        }
        return rows.update(self._connection, "annotation", before, after)
