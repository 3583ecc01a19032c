"""Import: all or nothing (or all that is right, with ``keep_going``), never a guessed offset, never overwriting."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from diptych.articles.article import Article, sha256_of
from diptych.errors import AnnotationError, OffsetMismatch, Problem, UnreadableData, WrongUse
from diptych.formats import registry
from diptych.formats.fields import Refused, unreadable
from diptych.formats.offsets import check_code_points
from diptych.formats.registry import Format
from diptych.formats.writing import changed_since
from diptych.store.records import Annotation, Link, StoredArticle
from diptych.store.strings import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from diptych.analysis.spans import Sentence
    from diptych.store.library import Library

STAGED_FROM = 250_000
"""Bytes of a data set from which on it is read beside the library, so that others can write meanwhile. A smaller one
keeps them for less than a tenth of a second."""

BATCH = 10_000
LISTED = 1_000
"""How many refused rows a report lists; all are counted."""

_SPACE = UUID("6f8f0d6e-5b0f-5d0c-9c2f-1d6f3f0f7c55")
"""Ids for rows that bring none are UUIDs of version 5 in this space, so that a second import finds them again."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. ``read``: new rows by kind; ``known``: rows that were there already, unchanged.

    ``skipped`` lists refused rows by file and line (the first LISTED of ``skipped_count``). ``lost``: what the
    format held that diptych cannot keep, with how often. ``notes``: what else there is to say, a sentence each.
    """

    format: str
    read: Mapping[str, int]
    known: Mapping[str, int]
    skipped: tuple[Problem, ...]
    skipped_count: int
    lost: Mapping[str, int]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        def told(counts: Mapping[str, int]) -> str:
            return ", ".join(f"{count} {_plural(name, count)}" for name, count in counts.items()) or "nothing"

        lines = [f"New: {told(self.read)}."]
        if self.known:
            lines.append(f"There already: {told(self.known)}.")
        if self.skipped_count:
            lines.append(f"Refused: {self.skipped_count}.")
            lines += [f"  {problem}" for problem in self.skipped]
        lines += [f"Not kept: {count} × {what}." for what, count in self.lost.items()]
        return "\n".join([*lines, *self.notes])


class ImportRefused(UnreadableData):
    """Some rows cannot be kept, so nothing was imported. ``report`` says what would have been."""

    def __init__(self, path: Path, report: ImportReport, *, guessed: str = "") -> None:
        self.report = report
        listed = "\n".join(f"  {problem}" for problem in report.skipped[:10])
        more = f"\n  … and {report.skipped_count - 10} more" if report.skipped_count > 10 else ""
        super().__init__(
            f"Nothing was imported from {path}: {report.skipped_count} of its rows cannot be kept.\n{listed}{more}\n"
            "Mend them, or import the rest with --keep-going."
            + (
                f" It was read as {guessed}, for its name ends so; say --format for another."
                if guessed
                else ""
            )
        )


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


def read(
    library: Library,
    format: str | None,
    path: str | os.PathLike[str],
    *,
    keep_going: bool = False,
    annotator: str = "",
    scheme: str = "",
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read a data set into the library: all of it at one moment, or nothing.

    A large one is put together beside the library first, for no one else can write while a transaction lasts.

    A row that cannot be kept as it is (a span that is not its quote, another answer under the same id) makes the
    whole import fail with ImportRefused, or is left out and listed with ``keep_going``. ``annotator`` and
    ``scheme`` stand in where the file names none. Raises UnknownFormat, WrongUse, ExtraMissing, UnreadableData.
    """
    source = Path(path)
    chosen = registry.guess(source, writing=False) if format is None else registry.find(format)
    if not chosen.reads:
        raise WrongUse(f"diptych writes {chosen.title}, but does not read it.")
    if not source.exists():
        raise UnreadableData(f"There is nothing at {source}.")
    if source.is_file() and not chosen.folder:
        _check_plain(source)
    module = chosen.load()
    changed = source.is_file() and changed_since(source)

    def take(staged: bool) -> ImportReport:
        arrivals = Arrivals(library, chosen, annotator, scheme, staged=staged)
        arrivals.progress = progress
        if changed:
            arrivals.notes.append(
                f"{source.name} is not the file that its manifest describes: it was changed or cut short since then."
            )
        module.read(source, arrivals)
        arrivals.finish()
        report = arrivals.report()
        if report.skipped_count and not keep_going:
            raise ImportRefused(source, report, guessed=chosen.title if format is None else "")
        return report

    try:
        if not library.connection.in_transaction and _size(source) >= STAGED_FROM:
            from diptych.store.staging import Overtaken, staged

            for _ in range(2):
                with suppress(Overtaken), staged(library):
                    return take(staged=True)
        with library.connection.transaction():  # where nobody can come between
            return take(staged=False)
    except ModuleNotFoundError as error:
        if chosen.extra:
            raise registry.missing_extra(chosen.title, error.name or "", chosen.extra) from error
        raise
    except OSError as error:
        raise unreadable(source, error) from error


def _size(source: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    if source.is_file():
        return source.stat().st_size
    return sum(path.stat().st_size for path in source.rglob("*") if path.is_file())


_PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "a ZIP archive (.xlsx files are such)", b"BZh": "bzip2",
           b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd"}  # fmt: skip


def _check_plain(source: Path) -> None:
    """UnreadableData for a file that is empty or packed: better one sentence than one for every line."""
    try:
        with source.open("rb") as file:
            head = file.read(6)
    except OSError as error:
        raise unreadable(source, error) from error
    if not head:
        raise UnreadableData(f"{source} is empty.")
    for mark, name in _PACKED.items():
        if head.startswith(mark):
            raise UnreadableData(f"{source} is packed: {name}. Unpack it, or save it as plain text, first.")


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


def _plural(name: str, count: int) -> str:
    if count == 1:
        return name
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
