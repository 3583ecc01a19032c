"""brat stand-off: a folder of ``.txt`` and ``.ann`` pairs, one folder a person where several judged.

Offsets are code points. A span with gaps, or with a line break in it, has several fragments, whose texts are joined
by one space, as brat wants. What brat has no line for stands in a note of type ``diptych`` (JSON) on the span, and
for the articles in ``diptych.json``, which brat does not look at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.errors import UnreadableData
from diptych.formats import details, fields
from diptych.formats.fields import Refused
from diptych.formats.offsets import check_code_points
from diptych.store.records import Annotation, StoredArticle

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.importing import Arrivals
    from diptych.formats.loss import LossReport
    from diptych.formats.selection import Document, Selection

INDEX = "diptych.json"
NOTE, OWN = "AnnotatorNotes", "diptych"

_NAME = re.compile(r"[^\w-]+", re.ASCII)
_TEXT_BOUND = re.compile(r"(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)")

Pairs = Sequence[tuple[int, int]]


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one folder."""
    people = selection.people()
    folders = (
        {person: f"{n}-{_name(person, 'person')}/" for n, person in enumerate(people, 1)}
        if len(people) > 1
        else {}
    )
    index, separator = export.file(INDEX), "{"
    names = _Names(selection.labels())
    for document in export.documents(selection):
        stem = f"{document.article.id:05d}-{_name(document.article.title, 'article')}"
        by_person: dict[str, list[Annotation]] = {}
        for annotation in document.annotations:
            by_person.setdefault(annotation.annotator, []).append(annotation)
        held: set[str] = set()
        for person in sorted(by_person) or people[:1] or [""]:
            base = folders.get(person, "") + stem
            about = json.dumps(details.of_article(document.article), ensure_ascii=False, indent=1)
            index.text(
                f"{separator}\n {json.dumps(base, ensure_ascii=False)}: {about.replace(chr(10), chr(10) + ' ')}"
            )
            separator = ","
            export.small_file(f"{base}.txt", document.article.text)
            lines = _lines(document, by_person.get(person, []), names, held, export.loss)
            export.small_file(f"{base}.ann", "".join(f"{line}\n" for line in lines))
        for tie in document.ties:
            if tie.target_article == document.article.id and tie.link.id not in held:
                export.loss.add("relation", tie.link.id)
    index.text("\n}\n" if separator == "," else "{}\n")
    export.file("annotation.conf").text(_conf(names))
    export.file("visual.conf").text(_visual(names))


class _Names:
    """brat's names for labels and relations: few signs are allowed, and each label has a name of its own."""

    def __init__(self, known: Iterable[str]) -> None:
        self.of = {label: label for label in known if _name(label, "") == label}
        self.entities: set[str] = set()
        self.relations: set[str] = set()

    def entity(self, label: str) -> str:
        """The name of a label, for a span."""
        self.entities.add(name := self._named(label))
        return name

    def relation(self, label: str) -> str:
        """The name of a relation, for a link."""
        self.relations.add(name := self._named(label))
        return name

    def _named(self, label: str) -> str:
        """Itself where it can be; else what is left of it, numbered where that is another's."""
        if label not in self.of:
            name = stem = _name(label, "label")
            taken, number = set(self.of.values()), 1
            while name in taken:
                number += 1
                name = f"{stem}-{number}"
            self.of[label] = name
        return self.of[label]


def _conf(names: _Names) -> str:
    entities = sorted(names.entities)
    relations = [f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in sorted(names.relations)]
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    return "\n".join(
        [
            "[entities]",
            *entities,
            "",
            "[relations]",
            overlap,
            *relations,
            "",
            "[events]",
            "",
            "[attributes]",
            "",
        ]
    )


def _visual(names: _Names) -> str:
    """How brat shows the names: as the labels they stand for, where those differ."""
    shown = sorted((name, " ".join(label.replace("|", "/").split())) for label, name in names.of.items())
    lines = [f"{name} | {label}" for name, label in shown if label not in ("", name)]
    return "\n".join(["[labels]", *lines, "", "[drawing]", ""])


def _lines(
    document: Document,
    answers: Sequence[Annotation],
    names: _Names,
    held: set[str],
    loss: LossReport,
) -> Iterator[str]:
    text = document.article.text
    numbers: dict[str, int] = {}
    for number, annotation in enumerate(answers, 1):
        check_code_points(
            text, annotation.start, annotation.end, annotation.quote, f"Annotation {annotation.id}"
        )
        whole = annotation.pieces or ((annotation.start, annotation.end),)
        parts = [part for start, end in whole for part in _fragments(text, start, end)]
        if not parts:  # a span of line breaks alone has no place on a line
            loss.add("quote", annotation.id)
            continue
        numbers[annotation.id] = number
        label = names.entity(annotation.label)
        places = ";".join(f"{start} {end}" for start, end in parts)
        yield f"T{number}\t{label} {places}\t{' '.join(text[start:end] for start, end in parts)}"
        if _flat(annotation.note):
            yield f"#{2 * number - 1}\t{NOTE} T{number}\t{_flat(annotation.note)}"
        own = details.of_annotation(annotation) | {"label": annotation.label, "spans": list(whole)}
        yield f"#{2 * number}\t{OWN} T{number}\t{json.dumps(own, ensure_ascii=True)}"
    count = 0
    for tie in document.ties:
        link = tie.link
        if link.source in numbers and link.target in numbers:
            held.add(link.id)
            count += 1
            relation = names.relation(link.relation)
            yield f"R{count}\t{relation} Arg1:T{numbers[link.source]} Arg2:T{numbers[link.target]}"
            own = {"relation": link.relation, **details.of_link(link)}
            yield f"#{2 * len(answers) + count}\t{OWN} R{count}\t{json.dumps(own, ensure_ascii=True)}"


def _fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without its line breaks, for a quote must stand on one line; brat splits there itself.

    Every character at which some reader ends a line counts, not only the line feed.
    """
    for match in re.finditer(r"[^\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]+", text[start:end]):
        yield start + match.start(), start + match.end()


def _name(name: str, fallback: str) -> str:
    """A name of ASCII letters, digits, ``_`` and ``-``, as brat's lines and file names need."""
    return _NAME.sub("_", name).strip("_-")[:60] or fallback


def _flat(note: str) -> str:
    return " ".join(note.split())


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a folder of pairs (with folders in it), or one ``.ann`` file; a folder inside names its annotator."""
    one = path.with_suffix(".ann") if path.suffix == ".txt" else path
    files = [one] if path.is_file() else sorted(path.rglob("*.ann"))
    if path.is_file() and not one.is_file():
        raise UnreadableData(f"There is no {one.name} beside {path}.")
    if not files:
        raise UnreadableData(f"There is no .ann file in {path}.")
    index: Any = {}
    if path.is_dir() and (path / INDEX).is_file():
        try:
            index = json.loads(fields.whole(path / INDEX))
        except (ValueError, RecursionError):
            arrivals.refuse("it is no JSON", path / INDEX, 1)
    for file in files:
        with arrivals.row(file, 0):
            text_file, person = _text_of(file)
            try:
                text = text_file.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                raise Refused(f"{text_file.name} is not UTF-8") from None
            if not text:
                raise Refused(f"{text_file.name} is empty")
            base = file.relative_to(path).with_suffix("").as_posix() if path.is_dir() else ""
            about = index.get(base) if isinstance(index, dict) else None
            article = details.article(
                text, about, arrivals, title="" if isinstance(about, dict) else file.stem
            )
            if not person and path.is_dir() and file.parent != path and file.parent == text_file.parent:
                person = file.parent.name
            _File(file, article, person, arrivals).read()


def _text_of(file: Path) -> tuple[Path, str]:
    """The text an ``.ann`` file is about, and the person in its name, if there is one.

    The text stands beside it, or in a folder ``text`` beside its folder, then perhaps with the person's name cut
    off: ``talks_ann.ann`` is what ann said about ``talks.txt`` (as in PolNeAR).
    """
    stem, _, person = file.stem.rpartition("_")
    apart = file.parent.parent / "text"
    for candidate, who in (
        (file.with_suffix(".txt"), ""),
        (apart / f"{file.stem}.txt", ""),
        (apart / f"{stem}.txt", person),
        (file.with_name(f"{stem}.txt"), person),
    ):
        if candidate.is_file():
            return candidate, who
    raise Refused(f"there is no {file.stem}.txt beside it")


class _File:
    """One ``.ann`` file: spans first, for relations, events and notes lead to them."""

    def __init__(self, file: Path, article: StoredArticle, person: str, arrivals: Arrivals) -> None:
        self.file = file
        self.article = article
        self.person = person
        self.arrivals = arrivals
        self.ids: dict[str, str] = {}
        self.notes: dict[str, list[str]] = {}
        self.own: dict[str, Mapping[str, Any]] = {}

    def read(self) -> None:
        lines = [(number, line) for number, line in fields.Lines(self.file) if line is None or line.strip()]
        for number, line in lines:
            with self.arrivals.row(self.file, number):
                if line is None:
                    raise Refused("the line is not UTF-8")
                if line.startswith("#"):
                    self.note(line)
                elif line[0] not in "TREAMN*":
                    raise Refused("it is no line of brat's (a line break inside a quote?)")
        for kinds in ("T", "E", "R*AMNE"):
            for number, line in lines:
                if line is not None and line[0] in kinds:
                    with self.arrivals.row(self.file, number):
                        self.line(line, events=kinds != "E")
        others = [notes for target, notes in self.notes.items() if target[0] not in "TR"]
        self.arrivals.leave("notes on events or attributes", sum(map(len, others)))

    def note(self, line: str) -> None:
        cells = line.split("\t", 2)
        kind, _, target = cells[1].partition(" ") if len(cells) > 1 else ("", "", "")
        if not target:
            raise Refused("the note has no target")
        content = cells[2] if len(cells) > 2 else ""
        if kind == OWN:
            self.own[target] = fields.mapping(fields.parsed(content, ""), "the note")
        elif content:
            self.notes.setdefault(target, []).append(content)

    def line(self, line: str, *, events: bool) -> None:
        """Take one line; an event first as its trigger alone, for its arguments may be later events."""
        kind = line[0]
        if kind == "T":
            self.span(line)
        elif kind == "E":
            self.event(line, arguments=events)
        elif kind == "R":
            self.relation(line)
        elif kind == "*":
            _, _, rest = line.partition("\t")
            name, *ends = rest.split()
            for first, second in pairwise(ends):
                self.arrivals.link(self.end(first), self.end(second), name, annotator=self.person)
        else:
            self.arrivals.leave("normalisations" if kind == "N" else "attributes")

    def span(self, line: str) -> None:
        cells = line.split("\t", 2)
        match = _TEXT_BOUND.fullmatch(cells[1]) if len(cells) == 3 else None
        if match is None:
            raise Refused("it is not of the form T1, tab, label start end, tab, text")
        if cells[0] in self.ids:
            raise Refused(f"{cells[0]} stands for another span already")
        pieces = [(int(first), int(last)) for first, last in (part.split() for part in match[2].split(";"))]
        text = self.article.text
        if any(not 0 <= first < last <= len(text) for first, last in pieces):
            raise Refused(f"the span {match[2]} lies outside its text of {len(text)} characters")
        found = " ".join(text[first:last] for first, last in pieces)
        if found != cells[2] and found.replace("\n", " ") != cells[2]:
            raise Refused(f"at {match[2]} the text has {found[:60]!r}, not {cells[2][:60]!r}")
        own = self.own.get(cells[0], {})
        label = match[1]
        if own:
            label = fields.text(own, "label", label)
            told = [_pair(pair) for pair in fields.sequence(own.get("spans"), "'spans'")]
            if told and [part for first, last in told for part in _fragments(text, first, last)] != pieces:
                raise Refused("the span and the note about it do not agree")
            pieces = told or pieces
        else:
            pieces = _joined(sorted(pieces), text)
        said = {
            "annotator": self.person,
            "note": "\n".join(self.notes.get(cells[0], ())),
            **details.taken(dict(own)),
        }
        self.ids[cells[0]] = self.arrivals.annotation(
            self.article, pieces[0][0], pieces[-1][1], label, pieces=pieces if len(pieces) > 1 else (), **said
        )

    def event(self, line: str, *, arguments: bool) -> None:
        """An event is its trigger, linked to each of its arguments by the argument's role."""
        id, _, rest = line.partition("\t")
        (_, _, trigger), *roles = [part.rpartition(":") for part in rest.split()] or [("", "", "")]
        if not arguments:
            self.ids[id] = self.end(trigger)
        elif id in self.ids:
            for role, _, target in roles:
                self.arrivals.link(self.ids[id], self.end(target), role, annotator=self.person)

    def relation(self, line: str) -> None:
        id, _, rest = line.partition("\t")
        name, *ends = rest.split()
        if len(ends) != 2:
            raise Refused("the relation does not join two")
        own = self.own.get(id, {})
        said = {"annotator": self.person, "note": "\n".join(self.notes.get(id, ()))}
        said |= details.link_taken(dict(own))
        source, target = (self.end(end.rpartition(":")[2]) for end in ends)
        self.arrivals.link(source, target, fields.text(own, "relation", name), **said)

    def end(self, name: str) -> str:
        if name not in self.ids:
            raise Refused(f"it leads to {name}, which is not there")
        return self.ids[name]


def _pair(value: Any) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or not all(type(at) is int for at in value):
        raise Refused("'spans' are not pairs of numbers")
    return value[0], value[1]


def _joined(pieces: Pairs, text: str) -> list[tuple[int, int]]:
    """Fragments that only a line break parts are one span: brat cuts there."""
    whole: list[tuple[int, int]] = []
    for start, end in pieces:
        if whole and text[whole[-1][1] : start].strip(" ") == "\n":
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole
