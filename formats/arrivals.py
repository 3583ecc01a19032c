"""What comes out of other people's files on its way into the library: checked, given ids, counted, or refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from diptych.articles.article import Article, sha256_of
from diptych.errors import AnnotationError, OffsetMismatch, Problem
from diptych.formats.fields import Refused
from diptych.formats.import_report import LISTED, ImportReport
from diptych.formats.offsets import check_code_points
from diptych.formats.registry import Format
from diptych.store.records import Annotation, Link, StoredArticle
from diptych.store.strings import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diptych.analysis.spans import Sentence
    from diptych.store.library import Library

BATCH = 10_000
"""Answers that go into the library at once."""

_SPACE = UUID("6f8f0d6e-5b0f-5d0c-9c2f-1d6f3f0f7c55")
"""Ids for rows that bring none are UUIDs of version 5 in this space, so that a second import finds them again."""


class Arrivals:
    """What a format's ``read`` is handed: it gives articles, answers and links, and says what it must leave out.

    Wrap each row in ``with arrivals.row(file, line):``; what is raised inside (Refused, OffsetMismatch) becomes a
    line of the report. ``annotator`` and ``scheme`` are what to write where the file names none.
    """

    def __init__(
        self, library: Library, format: Format, annotator: str, scheme: str, *, staged: bool = False
    ) -> None:
        self.library = library
        self._places = ("", "main.") if staged else ("",)  # where answers and links may be
        self.format = format
        self.annotator = annotator or "imported"
        self.scheme = scheme or format.name
        self.read: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.lost: Counter[str] = Counter()
        self.skipped: list[Problem] = []
        self.skipped_count = 0
        self.notes: list[str] = []
        self.progress: Callable[[int], None] | None = None
        self._batch: dict[str, tuple[Annotation, str, int]] = {}
        self._links: dict[str, tuple[Link, str, int]] = {}
        self._said: Counter[str] = Counter()
        self._where = ("", 0)

    @contextmanager
    def row(self, file: Path | str, line: int) -> Iterator[None]:
        """One row: whatever is wrong with it is listed under this file and line, and the rest goes on."""
        before = self._where
        self._where = (str(file), line)
        try:
            yield
        except (Refused, OffsetMismatch, AnnotationError) as error:
            self.refuse(str(error))
        finally:
            self._where = before

    def part(self) -> AbstractContextManager[None]:
        """One of several things in a row: if it is wrong, it is listed under the row's line, and the others go on."""
        return self.row(*self._where)

    def refuse(self, why: str, file: Path | str | None = None, line: int | None = None) -> None:
        """List something as refused."""
        self.skipped_count += 1
        if len(self.skipped) < LISTED:
            where = (str(file), line or 0) if file is not None else self._where
            self.skipped.append(Problem(*where, why))

    def leave(self, what: str, count: int = 1) -> None:
        """Say that the format held something diptych has no place for."""
        if count:
            self.lost[what] += count

    def article(
        self,
        article: Article,
        *,
        uuid: str = "",
        sentences: Iterable[Sentence] | None = None,
        engine: str = "",
    ) -> StoredArticle:
        """The article in the library: the one that is there if its text is the same, else a new one.

        Sure signs come first: the uuid, then text and location, then the text alone. Refused if the uuid is
        taken by another text. ``sentences`` are kept with a new article.
        """
        text = clean(article.text)
        if (
            changed := sum(one != other for one, other in zip(text, article.text, strict=True))
            if (text != article.text)
            else 0
        ):
            self.leave("characters that a library cannot keep (NUL, halves of a pair)", changed)
        there = self.library.articles.by_uuid(uuid) if uuid else None
        if there is not None and there.text != text:
            raise Refused(f"article {uuid} is in the library already, with another text")
        if there is None:
            same = self.library.articles.find(sha256_of(text))
            if uuid or article.location:
                there = next((one for one in same if one.location == clean(article.location)), None)
                if there is not None and uuid and not there.location:
                    there = None  # two streams with one text may be two articles; their uuids say so
            else:
                there = same[0] if same else None
        if there is not None:
            self.known["article"] += 1
            return there
        stored = self.library.articles.add(article, uuid=uuid, again=not uuid)
        self.read["article"] += 1
        if sentences is not None:
            self.library.analyses.save_sentences(stored.id, engine or f"import:{self.format.name}", sentences)
        if self.progress is not None:
            self.progress(self.read["article"])
        return stored

    def annotation(
        self,
        article: StoredArticle,
        start: int,
        end: int,
        label: str,
        *,
        quote: str | None = None,
        id: str = "",
        scheme: str = "",
        annotator: str = "",
        session: int | None = None,
        created_at: str = "",
        updated_at: str = "",
        certainty: str = "",
        note: str = "",
        attributed_to: str = "",
        attributed_start: int | None = None,
        attributed_end: int | None = None,
        pieces: Sequence[tuple[int, int]] = (),
    ) -> str:
        """Take an answer and give its id. OffsetMismatch where the text at the span is not ``quote``.

        Without an id it gets one made from what it says, so that importing twice adds nothing.
        """
        if not 0 <= start < end <= len(article.text):
            raise OffsetMismatch(
                f"the span {start}–{end} is empty or outside its text of {len(article.text)} characters"
            )
        if quote is not None:
            check_code_points(article.text, start, end, clean(quote), label or "a span")
        if not clean(label):
            raise Refused("it has no label")
        if attributed_start is not None and not 0 <= attributed_start < (attributed_end or 0) <= len(
            article.text
        ):
            raise OffsetMismatch("the place of its speaker lies outside the text")
        _check_pieces(start, end, pieces)
        annotator, scheme = annotator or self.annotator, scheme or self.scheme
        if not id:
            id = self._made(
                article.text_sha256, article.uuid, start, end, label, scheme, annotator, str(pieces)
            )
        annotation = Annotation(
            clean(id), article.id, start, end, article.text[start:end], "", "", clean(label), clean(scheme),
            clean(annotator), session, created_at, updated_at, clean(certainty), clean(note), clean(attributed_to),
            attributed_start, attributed_end if attributed_start is not None else None, tuple(pieces),
        )  # fmt: skip
        if annotation.id in self._batch:
            if _content(self._batch[annotation.id][0]) != _content(annotation):
                raise Refused(f"two different answers have the id {annotation.id}")
            self.known["annotation"] += 1
            return annotation.id
        self._batch[annotation.id] = (annotation, *self._where)
        if len(self._batch) >= BATCH:
            self.flush()
        return annotation.id

    def link(self, source: str, target: str, relation: str, *, id: str = "", **fields: Any) -> None:
        """Take a link between two answers by their ids; both may still come later in the file."""
        if not relation:
            raise Refused("a link has no relation")
        source, target = clean(source), clean(target)
        if source == target:
            raise Refused("a link joins an answer to itself")
        annotator = fields.pop("annotator", "") or self.annotator
        made = clean(id) or self._made("link", source, target, relation, annotator)
        link = Link(
            made, source, target, clean(relation), clean(fields.pop("note", "")), clean(annotator),
            fields.pop("session", None), clean(fields.pop("created_at", "")), clean(fields.pop("updated_at", "")),
        )  # fmt: skip
        if made in self._links:
            told = self._links[made][0]._replace(created_at="", updated_at="")
            if link._replace(created_at="", updated_at="") != told:
                raise Refused(f"two different links have the id {made}")
            self.known["link"] += 1
        self._links[made] = (link, *self._where)

    def flush(self) -> None:
        """Put the answers that wait into the library."""
        if not self._batch:
            return
        waiting, self._batch = self._batch, {}
        stored = self._stored(list(waiting))
        new: list[Annotation] = []
        for id, (annotation, file, line) in waiting.items():
            there = stored.get(id)
            if there is None:
                new.append(annotation)
            elif _content(there) == _content(annotation):
                self.known["annotation"] += 1
            else:
                self.refuse(f"annotation {id} is in the library already, and says something else", file, line)
        if new:
            new.sort(
                key=lambda annotation: (annotation.article, annotation.start, annotation.end, annotation.id)
            )
            self.read["annotation"] += self.library.annotations.import_many(new)

    def finish(self) -> None:
        """Put everything that waits into the library; links last, for they need their ends."""
        self.flush()
        new: list[Link] = []
        ends = {id for link, _, _ in self._links.values() for id in (link.source, link.target)}
        stored = self._stored(sorted(ends))
        for id, (link, file, line) in self._links.items():
            row = self._stored_link(id)
            if row is not None and row == (link.source, link.target, link.relation, link.note):
                self.known["link"] += 1
            elif row is not None:
                self.refuse(f"link {id} is in the library already, and says something else", file, line)
            elif link.source not in stored or link.target not in stored:
                missing = link.target if link.source in stored else link.source
                self.refuse(f"a link leads to {missing}, which is not there", file, line)
            else:
                new.append(link)
        if new:
            self.read["link"] += self.library.links.import_many(new)

    def report(self) -> ImportReport:
        """What was done so far."""
        return ImportReport(
            self.format.name,
            dict(self.read),
            dict(self.known),
            tuple(self.skipped),
            self.skipped_count,
            dict(self.lost),
            tuple(self.notes),
        )

    def _stored(self, ids: Sequence[str]) -> dict[str, Annotation]:
        from diptych.store.annotations import annotation_of

        found: dict[str, Annotation] = {}
        columns = ", ".join(f'"{name}"' for name in Annotation._fields)
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ", ".join("?" * len(some))
            for place in self._places:
                for row in self.library.connection.rows(
                    f"SELECT {columns} FROM {place}annotation WHERE id IN ({marks})", some
                ):
                    found[row[0]] = annotation_of(row)
        return found

    def _stored_link(self, id: str) -> tuple[str, str, str, str] | None:
        for place in self._places:
            row: tuple[str, str, str, str] | None = self.library.connection.row(
                f"SELECT source, target, relation, note FROM {place}link WHERE id = ?", [id]
            )
            if row is not None:
                return row
        return None

    def _made(self, *parts: object) -> str:
        """A stable id; the same content a second time in one file gets the next number."""
        key = "\x1f".join(str(part) for part in parts)
        self._said[key] += 1
        return str(uuid5(_SPACE, clean(f"{key}\x1f{self._said[key]}")))


def _content(annotation: Annotation) -> Annotation:
    """An answer without what only says where and when it was written down."""
    return annotation._replace(quote="", prefix="", suffix="", session=None, created_at="", updated_at="")


def _check_pieces(start: int, end: int, pieces: Sequence[tuple[int, int]]) -> None:
    if not pieces:
        return
    ordered = all(first < last for first, last in pieces) and all(
        left[1] <= right[0] for left, right in pairwise(pieces)
    )
    if not ordered or pieces[0][0] != start or pieces[-1][1] != end:
        raise OffsetMismatch(f"its pieces do not fill the span {start}–{end} in order")
