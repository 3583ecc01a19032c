"""The lines of a WebAnno TSV 3 file: layers, sentences, tokens, and cells with their backslashes and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from diptych.formats import fields
from diptych.formats.fields import Refused

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals

SPAN, CHAIN, RELATION = "T_SP", "T_CH", "T_RL"
EMPTY = "_"

_HEAD = re.compile(r"#FORMAT=WebAnno TSV 3\.[0-9]")
_PLACE = re.compile(r"([0-9]{1,9})-([0-9]{1,9})")
_UNIT = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(?:\.[0-9]{1,9})?")
_NUMBER = re.compile(r"\[([0-9]{1,9})(?:_([0-9]{1,9}))?\]$")
_ESCAPE = re.compile(r"\\(->|.)", re.DOTALL)
_LETTERS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the header: its type, the names of its columns, and the first cell that is its own."""

    kind: str
    type: str
    columns: tuple[str, ...]
    first: int

    @property
    def name(self) -> str:
        """The type without its package."""
        return self.type.rpartition(".")[2]

    def is_slot(self, column: int) -> bool:
        """Whether the column has the roles of a slot."""
        return self.columns[column].startswith("ROLE_")

    def is_target(self, column: int) -> bool:
        """Whether the column has the targets of a slot, whose roles stand in the column before."""
        return column > 0 and self.is_slot(column - 1)

    def cells(self, unit: Unit) -> list[str]:
        """What a unit has in this layer's columns."""
        return unit.cells[self.first : self.first + len(self.columns)]


@dataclass(frozen=True, slots=True)
class Unit:
    """A token, or a part of one, by its name in the file ("1-2", "1-2.1"); its place in UTF-16 units."""

    name: str
    start: int
    end: int
    text: str
    line: int
    cells: list[str]


@dataclass(slots=True)
class File:
    """A file as read: layers, sentences as (number of the first unit, lines of text), units."""

    layers: list[Layer] = field(default_factory=list)
    sentences: list[tuple[int, list[str]]] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)


def lines_of(path: Path, arrivals: Arrivals) -> File:
    """The file, cut up; lines that are none of the format's are listed as refused."""
    file, width, first = File(), 0, True
    for number, line in fields.Lines(path):
        if first:
            first = False
            if line is None or not _HEAD.match(line):
                raise Refused("it does not begin with #FORMAT=WebAnno TSV 3.")
            continue
        with arrivals.row(path, number):
            if line is None:
                raise Refused("the line is not UTF-8")
            if line.startswith("#Text="):
                if not file.sentences or file.sentences[-1][0] != len(file.units):
                    file.sentences.append((len(file.units), []))
                file.sentences[-1][1].append(unescaped(line[6:]))
            elif line.startswith("#") and line[1:5] in (SPAN, CHAIN, RELATION) and not file.sentences:
                file.layers.append(_layer(line, width))
                width += len(file.layers[-1].columns)
            elif line.startswith("#Sentence.id="):
                arrivals.leave("ids of sentences")
            elif line and not line.startswith("#"):
                file.units.append(_unit(line, number, width))
    return file


def _layer(line: str, first: int) -> Layer:
    """A line of the header; a layer without features has one column all the same."""
    type, *columns = line[6:].split("|")
    named = tuple(column for column in columns if column) or ("",)
    if line[1:5] == CHAIN and "referenceRelation" not in named:
        raise Refused(f"the chain layer {type} has no referenceRelation")
    return Layer(line[1:5], type, named, first)


def _unit(line: str, number: int, width: int) -> Unit:
    name, place, text, *cells = line.split("\t") if line.count("\t") >= 2 else ("", "", "")
    match = _PLACE.fullmatch(place)
    if match is None or not _UNIT.fullmatch(name):
        raise Refused("it is no token: no number, offsets and text between tabs")
    if len(cells) < width:
        raise Refused(f"it has {len(cells)} columns after the token, but the header names {width}")
    start, end = int(match[1]), int(match[2])
    if start > end:
        raise Refused(f"it ends at {end}, before it begins at {start}")
    return Unit(name, start, end, text, number, cells)


def unescaped(text: str) -> str:
    """A cell or a text without its backslashes."""
    if "\\" not in text:
        return text
    return _ESCAPE.sub(lambda match: _LETTERS.get(match[1], match[1]), text)


def is_escaped(cell: str, at: int) -> bool:
    """Whether the sign at that place has a backslash of its own before it."""
    before = cell[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def parts(cell: str, sign: str) -> list[str]:
    """A cell cut at a sign that has no backslash before it; the parts keep their backslashes."""
    if "\\" not in cell:
        return cell.split(sign)
    found, start, at = [], 0, 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 1
        elif cell[at] == sign:
            found.append(cell[start:at])
            start = at + 1
        at += 1
    return [*found, cell[start:]]


def numbered(value: str) -> tuple[str, str, str]:
    """A value without the number in brackets behind it, and that number: one, or two joined by ``_``; else empty."""
    match = _NUMBER.search(value)
    if match is None or is_escaped(value, match.start()):
        return value, "", ""
    return value[: match.start()], match[1], match[2] or ""
