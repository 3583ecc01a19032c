"""Files of delimited cells, CSV and TSV, as spreadsheets and people write them.

A cell that a spreadsheet would run as a formula has an apostrophe before it (and one more where it had one);
reading takes it away again.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from diptych.errors import UnreadableData
from diptych.formats import fields

_FORMULA = re.compile("'*[=+\\-@\t\r\n＝＋－＠]")
_ESCAPED = re.compile("'+[=+\\-@\t\r\n＝＋－＠]")


def escaped(cell: Any) -> str:
    """A cell that no spreadsheet takes for a formula; None is empty."""
    text = "" if cell is None else str(cell)
    return "'" + text if _FORMULA.match(text) else text


def unescaped(cell: str) -> str:
    """The cell as it was before ``escaped``."""
    return cell[1:] if _ESCAPED.match(cell) else cell


class Rows:
    """Writes rows of cells to a sink: RFC 4180, quoted where needed, every cell safe for spreadsheets."""

    def __init__(self, write: Callable[[str], object], delimiter: str) -> None:
        self._write = write
        self._buffer = io.StringIO()
        self._writer = csv.writer(self._buffer, delimiter=delimiter, lineterminator="\r\n")

    def row(self, cells: Iterable[Any]) -> None:
        """One row."""
        self._writer.writerow([escaped(cell) for cell in cells])
        self._write(self._buffer.getvalue())
        self._buffer.seek(0)
        self._buffer.truncate()


WRONG = "\0"
"""The key under which a row says what is wrong with it."""


def table(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV or TSV file by column name in lower case, with their first line's number.

    A row with more or fewer cells than there are names says so under WRONG, for nobody knows which cell is which.
    """
    text = fields.whole(path)
    names: Sequence[str] | None = None
    for line, found in cells(text, head(text)[1]):
        if found[:1] == [WRONG]:
            if names is None:
                raise UnreadableData(f"{path} is no table: {found[1]}.")
            yield line, {**dict.fromkeys(names, ""), WRONG: found[1]}
            return
        found = [unescaped(cell) for cell in found]
        if names is None:
            names = [cell.strip().casefold() for cell in found]
            if twice := [name for name in dict.fromkeys(names) if name and names.count(name) > 1]:
                raise UnreadableData(f"{path} has two columns called {twice[0]!r}; rename one of them.")
        elif found not in ([], [""]):
            row = dict(zip(names, found, strict=False))
            if len(found) != len(names):
                row[WRONG] = f"it has {len(found)} columns, not {len(names)}"
            yield line, row


def head(text: str) -> tuple[str, str]:
    """The first line, and what parts its cells: a tab if there is one, else a comma or semicolon."""
    line = text.partition("\n")[0]
    return line, "\t" if "\t" in line else ";" if line.count(";") > line.count(",") else ","


def cells(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows by RFC 4180 with the numbers of their lines, from 1; where they break off, the last is [WRONG, why].

    Many tables with tabs know no quotes: where RFC 4180 does not fit, or gives rows of unequal width, a line is a row.
    """
    csv.field_size_limit(max(csv.field_size_limit(), fields.MAX_BYTES))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    found: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for row in reader:
            found.append((line, row))
            line = reader.line_num + 1
    except csv.Error as error:
        found.append((line, [WRONG, f"it is no row, nor is what follows: {error}"]))
    widths = {len(row) if row[0] != WRONG else 0 for _, row in found if row}
    return split(text, delimiter) if delimiter == "\t" and len(widths) > 1 else iter(found)


def split(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table that knows no quotes, with their numbers."""
    for number, line in enumerate(text.split("\n"), 1):
        yield number, line.removesuffix("\r").split(delimiter)
