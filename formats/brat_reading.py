"""Reading brat stand-off, diptych's own and other people's: folders of ``.txt`` and ``.ann`` pairs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.errors import UnreadableData
from diptych.formats import details, fields
from diptych.formats.fields import Refused

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.store.records import StoredArticle

INDEX = "diptych.json"
"""The file in which our own exports say what brat has no place for about each article."""

NOTE, OWN = "AnnotatorNotes", "diptych"
"""The types of brat's notes, and of ours."""

_TEXT_BOUND = re.compile(r"(\S+) (\d{1,12} \d{1,12}(?:;\d{1,12} \d{1,12})*)")


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
            if told and [part for first, last in told for part in fragments(text, first, last)] != pieces:
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


def _joined(pieces: Sequence[tuple[int, int]], text: str) -> list[tuple[int, int]]:
    """Fragments that only a line break parts are one span: brat cuts there."""
    whole: list[tuple[int, int]] = []
    for start, end in pieces:
        if whole and text[whole[-1][1] : start].strip(" ") == "\n":
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def fragments(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without its line breaks, for a quote must stand on one line; brat splits there itself.

    Every character at which some reader ends a line counts, not only the line feed.
    """
    for match in re.finditer(r"[^\n\r\t\v\f\x1c-\x1e\x85\u2028\u2029]+", text[start:end]):
        yield start + match.start(), start + match.end()
