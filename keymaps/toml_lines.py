"""On which line each part of a TOML file stands: tomllib reads values and keeps no lines.

Every statement of a TOML file, a table's header or a key with its value, is a TOML file by itself. So lines
are joined until tomllib accepts them: the parser itself judges quotes, comments and long strings.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diptych.errors import Problem

MAX_BYTES = 256 * 1024
"""A settings file larger than this is a mistake."""

Place = tuple[str | int, ...]
"""Keys and, in arrays, indexes from 0: ``("label", 2, "title")``."""

_LAST_LINE_OF_LONG_VALUE = re.compile(r"[\]}]|\"\"\"|'''")


def read_source(path: Path) -> str | Problem:
    """The file's text without a byte order mark, or what is wrong with the file."""
    where = str(path)
    try:
        if path.is_dir():
            return Problem(where, 0, "this is a folder; name a TOML file.")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return Problem(where, 0, "there is no such file.")
    except (OSError, ValueError) as error:
        return Problem(where, 0, f"the file cannot be read: {getattr(error, 'strerror', None) or error}.")
    if len(data) > MAX_BYTES:
        return Problem(where, 0, f"the file is larger than {MAX_BYTES // 1024} KiB; is it the right one?")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem(where, line, "this is no UTF-8; save the file as UTF-8.")


def parse(source: str, where: str) -> dict[str, Any] | Problem:
    """The file's content, or its first mistake in grammar, with the line."""
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        found = re.search(r" \(at (?:line (\d+), column (\d+)|end of document)\)$", message)
        line = int(found[1]) if found and found[1] else max(1, len(source.splitlines()))
        column = f" (column {found[2]})" if found and found[2] else ""
        return Problem(
            where, line, f"no valid TOML: {message[: found.start()] if found else message}{column}."
        )
    except RecursionError:
        return Problem(where, 0, "no valid TOML: brackets are nested too deeply.")


def _statements(source: str) -> Iterator[tuple[int, str, dict[str, Any]]]:
    """(first line, its text, its content) of each statement of a file that tomllib accepts."""
    first, gathered = 1, ""
    budget = (
        20 * len(source) + 100_000
    )  # of characters to parse: files made to be slow lose their line numbers
    for number, line in enumerate(source.replace("\r\n", "\n").split("\n"), start=1):
        if gathered and not _LAST_LINE_OF_LONG_VALUE.search(line):
            gathered += "\n" + line
            continue
        if not gathered:
            first = number
        gathered = f"{gathered}\n{line}" if gathered else line
        budget -= len(gathered)
        if budget < 0:
            return
        try:
            content = tomllib.loads(gathered)
        except tomllib.TOMLDecodeError:
            continue
        if content:
            yield first, gathered, content
        gathered = ""


class Lines:
    """The lines of one file, read when first asked for: a file without mistakes is not read for its lines."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._lines: dict[Place, int] | None = None

    def of(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it; 0 where there is none."""
        if self._lines is None:
            self._lines = lines_of(self._source)
        while place and place not in self._lines:
            place = place[:-1]
        return self._lines.get(place, 0)


def lines_of(source: str) -> dict[Place, int]:
    """Each place of a valid TOML file with its line, from 1; strings in an array have their own line."""
    lines: dict[Place, int] = {}
    table: Place = ()
    arrays: dict[Place, int] = {}

    def note(place: Place, value: object, line: int, text: str) -> None:
        lines.setdefault(place, line)
        if isinstance(value, dict):
            for key, inner in value.items():
                note((*place, key), inner, line, text)
        elif isinstance(value, list):
            rest = 0
            for index, inner in enumerate(value):
                found = -1
                if isinstance(inner, str):
                    found = min(
                        (at for q in "\"'" if (at := text.find(q + inner + q, rest)) >= 0), default=-1
                    )
                rest = found if found >= 0 else rest
                note((*place, index), inner, line + text.count("\n", 0, rest), text)
                rest += found >= 0

    for line, text, content in _statements(source):
        if text.lstrip().startswith("["):
            table = ()
            value: Any = content
            while isinstance(value, dict) and value:
                key = next(iter(value))
                table, value = (*table, key), value[key]
                if isinstance(value, list):
                    arrays[table] = arrays.get(table, -1) + 1
                    lines.setdefault(table, line)
                    table, value = (*table, arrays[table]), value[0]
                elif table in arrays:
                    table = (*table, arrays[table])
            lines.setdefault(table, line)
        else:
            for key, value in content.items():
                note((*table, key), value, line, text)
    return lines
