"""Export: choose, write to a temporary place, check, report what is lost, move into place."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.errors import FormatError, LossRefused, WrongUse
from diptych.formats import registry
from diptych.formats.filters import Filters, check_names, many, moment
from diptych.formats.loss import LossReport
from diptych.formats.registry import Format
from diptych.formats.selection import Document, Selection
from diptych.formats.writing import Output, Sink, WrittenFile, manifest_path
from diptych.store.records import NOT_A_CLAIM, Annotation, StoredArticle

if TYPE_CHECKING:
    from diptych.store.library import Library

Keys = str | int | Iterable[str | int] | None


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote: how many of what, what is lost, which files, and where the manifest stands."""

    format: str
    path: Path
    counts: Mapping[str, int]
    loss: LossReport
    files: tuple[WrittenFile, ...]
    manifest: Path | None
    split: Mapping[str, Any] | None = None


class ExportRefused(LossRefused):
    """The export would lose something; nothing was written. ``loss`` says what."""

    def __init__(self, format: Format, loss: LossReport) -> None:
        self.loss = loss
        listed = "\n".join(f"  {entry}" for entry in loss.grave)
        super().__init__(
            f"The format {format.name} cannot hold all of this; nothing was written. It would lose\n{listed}\n"
            "Allow it with --allow-loss, or choose a lossless format (jsonl, webannotation)."
        )


@dataclass(slots=True)
class Export:
    """What a format's ``write`` is handed: where to write, what was asked, and where to say what is lost.

    A single-file format opens ``export.file()`` once. A folder format opens ``export.file("name")`` as often as
    it likes. ``part`` is the side of a split ("train"), or empty. ``notes`` go into the manifest.
    """

    format: Format
    output: Output
    loss: LossReport
    part: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    people: set[str] = field(default_factory=set)
    notes: dict[str, Any] = field(default_factory=dict)
    progress: Callable[[int], None] | None = None
    _told: set[int] = field(default_factory=set)

    def file(self, name: str = "") -> Sink:
        """A new file; for a single-file format its name follows from the target and the part."""
        if not name and self.part:
            name = f"{self.part}{self.format.suffix}"
        elif name and self.part and self.format.folder:
            name = f"{self.part}/{name}"
        return self.output.open(name)

    def small_file(self, name: str, text: str) -> None:
        """A new file with this text, closed at once: a folder may hold more files than can be open together."""
        sink = self.file(name)
        sink.text(text)
        self.output.finish(sink)

    def documents(self, selection: Selection) -> Iterator[Document]:
        """The selection's articles, counted, with the general losses of this format told."""
        for document in selection.documents(self.loss):
            self.survey(document)
            yield document

    def survey(self, document: Document, together: Container[int] = ()) -> None:
        """Tell what of a document this format has no place for at all; the format tells the finer things itself.

        ``together``: ids of articles that stand in one unit of the target (a task) with this one; links among
        them count as kept even where the format cannot lead from one unit to another.
        """
        holds, loss = self.format.holds, self.loss
        self.article(document.article)
        for annotation in document.annotations:
            self.counts["annotation"] += 1
            kind = "sentence" if document.is_sentence(annotation) else "span"
            if kind not in holds:
                loss.add(kind, annotation.id)
                continue
            for lost in self.lost_of(annotation):
                loss.add(lost, annotation.id)
            if "annotator" not in holds:
                self.people.add(annotation.annotator)
        for tie in document.ties:
            self.counts["link"] += 1
            kind = "relation" if tie.target_article == document.article.id else "cross_link"
            apart = (
                self.format.units == "story" and tie.target_article not in together and kind == "cross_link"
            )
            if kind not in holds or apart:
                loss.add(kind, tie.link.id)
                continue
            if tie.link.note and "link_note" not in holds:
                loss.add("link_note", tie.link.id)
            if tie.link.session is not None and "session" not in holds:
                loss.add("session", tie.link.id)
        if "unjudged" not in holds:
            unjudged = sum(not answers for answers in document.by_sentence().values())
            if unjudged:
                loss.add("unjudged", document.article.uuid, unjudged)

    def article(self, article: StoredArticle) -> None:
        """Count an article; tell what of it is lost. Tells once, however often an article comes."""
        if article.id in self._told:
            return
        self._told.add(article.id)
        self.counts["article"] += 1
        about = article.title or article.source or article.author or article.published or article.location
        if "article" not in self.format.holds and about:
            self.loss.add("article", article.uuid)
        if "text" not in self.format.holds:
            self.loss.add("text", article.uuid)
        if self.progress is not None:
            self.progress(self.counts["article"])

    def lost_of(self, annotation: Annotation) -> Iterator[str]:
        """The kinds that an annotation has and this format has no field for."""
        holds = self.format.holds
        if annotation.label == NOT_A_CLAIM and "not_a_claim" not in holds:
            yield "not_a_claim"
        if annotation.pieces and "discontinuous" not in holds:
            yield "discontinuous"
            return
        if annotation.note and "note" not in holds:
            yield "note"
        if annotation.certainty and "certainty" not in holds:
            yield "certainty"
        if annotation.attributed_to and "attribution" not in holds:
            yield "attribution"
        if annotation.attributed_start is not None and "attribution_span" not in holds:
            yield "attribution_span"
        if annotation.session is not None and "session" not in holds:
            yield "session"
        for kind in ("scheme", "id", "time"):
            if kind not in holds:
                yield kind

    def settle(self) -> None:
        """After the last document: several people's answers in one heap are a loss, one person's name is not."""
        if "annotator" not in self.format.holds and len(self.people) > 1:
            for name in sorted(self.people):
                self.loss.add("annotator", name)


def export(
    library: Library,
    format: str | None,
    path: str | os.PathLike[str],
    *,
    stories: Keys = None,
    articles: Keys = None,
    labels: Keys = None,
    annotators: Keys = None,
    certainties: Keys = None,
    since: str = "",
    until: str = "",
    anonymous: bool = False,
    allow_loss: bool = False,
    split: str | Mapping[str, float] | None = None,
    by: str | None = None,
    seed: int = 0,
    force: bool = False,
    progress: Callable[[int], None] | None = None,
) -> ExportReport:
    """Write a data set to ``path``: whole, or not at all.

    An earlier export there is replaced; a file that no export wrote, or that was changed since, only with ``force``.
    The library itself never is.

    ``format`` None: as the path's ending says. ``split`` ("train=80,dev=10,test=10") writes a folder with a file
    (or folder) for each side, ``by`` story (default), article or source. ``progress`` is called with the number
    of articles written so far; what it raises cancels the export. Raises UnknownFormat, WrongUse, ExtraMissing,
    FormatError, OffsetMismatch, or ExportRefused where something would be lost and ``allow_loss`` is not set.
    """
    target = Path(path)
    chosen = registry.guess(target, writing=True) if format is None else registry.find(format)
    if not chosen.writes:
        raise WrongUse(f"diptych reads {chosen.title}, but does not write it.")
    filters = Filters(
        many(stories),
        many(articles),
        many(labels),
        many(annotators),
        many(certainties),
        moment(since),
        moment(until),
        anonymous,
    )
    check_names(library, filters)
    if split is None and (by is not None or seed):
        raise WrongUse("--by and --seed belong to --split; say into what to split.")
    if target.exists() and Path(library.path).exists() and target.samefile(library.path):
        raise WrongUse(f"{target} is the library itself; name another file.")
    module = chosen.load()
    loss = LossReport()
    folder = chosen.folder or split is not None
    with _snapshot(library) as reading, Output(target, folder=folder, force=force) as output:
        selection = Selection(reading, filters)
        parts, proof = _parts(selection, split, by, seed)
        export = Export(chosen, output, loss, progress=progress)
        try:
            if hasattr(module, "write_parts"):
                module.write_parts(parts, export)
            else:
                for part, side in parts.items():
                    export.part = part
                    module.write(side, export)
        except ModuleNotFoundError as error:
            if chosen.extra:
                raise registry.missing_extra(chosen.title, error.name or "", chosen.extra) from error
            raise
        for kind, id in selection.beside():
            if kind not in chosen.holds:
                loss.add(kind, id)
        export.settle()
        if loss.grave and not allow_loss:
            raise ExportRefused(chosen, loss)
        output.close_all()
        counts = dict(sorted(export.counts.items()))
        options: dict[str, Any] = filters.as_dict()
        if split is not None:
            options |= {"split": {name: round(share, 6) for name, share in _shares(split).items()}}
            options |= {"by": by or "story", "seed": seed}
        manifest = {
            "program": "diptych",
            "version": _version(),
            "format": chosen.name,
            "offsets": chosen.offsets,
            "options": options,
            "counts": counts,
            "loss": loss.as_dict(),
            "files": [
                {"name": written.name, "bytes": written.bytes, "sha256": written.sha256}
                for written in output.files
            ],
        }
        manifest |= export.notes
        if proof is not None:
            manifest["split"] = proof
        output.place(manifest)
        beside = manifest_path(output.target)
        return ExportReport(
            chosen.name,
            output.target,
            counts,
            loss,
            tuple(output.files),
            beside if beside.exists() else None,
            proof,
        )


@contextmanager
def _snapshot(library: Library) -> Iterator[Library]:
    """A reader of its own, that sees one state throughout and cannot write.

    Inside somebody's transaction the library itself is read, so that what is not committed yet is seen.
    """
    if library.connection.in_transaction or not Path(library.path).is_file():
        yield library
        return
    from diptych.store import open_library

    with open_library(library.path, annotator=library.annotator, read_only=True) as reading:
        reading.connection.execute("PRAGMA cache_size = -8192")
        with reading.snapshot():
            yield reading


def _shares(split: str | Mapping[str, float]) -> dict[str, float]:
    from diptych.formats import splits

    if isinstance(split, str):
        return splits.shares(split)
    return splits.shares(",".join(f"{name}={amount}" for name, amount in split.items()))


def _parts(
    selection: Selection, split: str | Mapping[str, float] | None, by: str | None, seed: int
) -> tuple[dict[str, Selection], dict[str, Any] | None]:
    if split is None:
        return {"": selection}, None
    from diptych.formats import splits

    stories: dict[int, list[int]] = {}
    for story in selection.stories():
        for id in story.article_ids:
            stories.setdefault(id, []).append(story.id)
    items = []
    for article in selection.articles():
        labels = Counter(annotation.label for annotation in selection.annotations(article.id))
        items.append(
            splits.Item(
                article.id,
                tuple(stories.get(article.id, ())),
                article.source,
                splits.fingerprints(article.text),
                labels,
            )
        )
    if not items:
        raise FormatError("There is no article to split.")
    division = splits.divide(items, _shares(split), by=by or "story", seed=seed)
    return {name: selection.restricted(ids) for name, ids in division.sides.items()}, dict(division.proof)


def _version() -> str:
    import diptych

    return diptych.__version__
