"""Annotations as JSON lines that SQLite builds, a thousand in one value, each span checked on its way.

Faster than fetching the rows as tuples, because Python makes no object for a field: it sees a block of lines, a block
of quotes, and where they stand. While SQLite works, other threads (those that hash and write) can too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from diptych.errors import OffsetMismatch
from diptych.formats.offsets import check_code_points

if TYPE_CHECKING:
    from diptych.formats.selection import Selection

CHUNK = 1_000
"""Annotations of one chunk, more only where more begin at one place in a text."""


class Checked(NamedTuple):
    """JSON lines (UTF-8, a line break after each), and the start, end (code points) and quote of each."""

    lines: bytes
    places: list[tuple[int, int]]
    quotes: list[str]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some annotations of one article: JSON lines, quotes and places as SQLite gave them, not checked yet."""

    article: str
    text: str
    count: int
    _lines: bytes
    _quotes: bytes
    _starts: str
    _ends: str

    def lines(self) -> bytes:
        """The lines of ``checked``."""
        return self.checked().lines

    def checked(self) -> Checked:
        """The annotations in the order of an export.

        Asks the library nothing, so that another thread may call it. OffsetMismatch, naming the annotation,
        unless every span is its quote.
        """
        text, lines, ends = self.text, self._lines, json.loads(self._ends)
        places = list(zip(json.loads(self._starts), ends, strict=True))
        quotes = [text[start:end] for start, end in places]
        # Joined at a character that the text does not have, equal wholes have equal parts.
        if "\0".join(quotes).encode() != self._quotes or "\0" in text or max(ends) > len(text):
            self._check(places)
        if any(map(eq, places, islice(places, 1, None))):
            # Where several share a span, their lines are sorted: that is by id, for each begins with it.
            several = zip(places, lines.split(b"\n"), strict=True)
            lines = b"\n".join([line for _, line in sorted(several)])
        return Checked(lines + b"\n", places, quotes)

    def _check(self, places: Sequence[tuple[int, int]]) -> None:
        quotes = self._quotes.split(b"\0")
        if len(quotes) != self.count:
            raise OffsetMismatch(
                f"A quote in article {self.article} has a NUL character: another program wrote it."
            )
        for line, (start, end), quote in zip(self._lines.split(b"\n"), places, quotes, strict=True):
            check_code_points(self.text, start, end, quote.decode(), f"Annotation {json.loads(line)['id']}")


class AnnotationLines:
    """The annotations of a selection, as ``record`` (SQL that gives JSON, see ``json_object``) tells them.

    In ``record`` the annotation is ``n``, ``?2`` its article's uuid, and ``ANNOTATOR`` its annotator's name. The id
    must be in it, before all else that is different in two annotations.
    """

    ANNOTATOR = "shown_name(n.annotator)"

    def __init__(self, selection: Selection, record: str) -> None:
        self._selection = selection
        self._connection = selection.library.connection
        if selection.filters.anonymous:
            self._connection.create_function("shown_name", 1, selection.name, deterministic=True)
        else:
            record = record.replace(self.ANNOTATOR, "n.annotator")
        # The order of the index alone: sorting by id as well takes longer than building the JSON. A limit keeps
        # SQLite from leaving the order of the inner query out.
        self._sql = (
            "SELECT count(*), CAST(group_concat(line, char(10)) AS BLOB), CAST(group_concat(quote, char(0)) AS BLOB), "
            'json_group_array(start), json_group_array("end") FROM ('
            f'SELECT {record} AS line, n.quote AS quote, n.start AS start, n."end" AS "end" FROM annotation n '
            f"WHERE n.article = ?1 AND n.start >= ?3 AND n.start < ?4 AND {_numbered(selection.condition, 5)} "
            'ORDER BY n.start, n."end" LIMIT -1)'
        )

    def of_articles(self, uuids: Mapping[int, str]) -> Iterator[Chunk]:
        """Chunk by chunk, none empty.

        Each is given just before the long query for the next begins: while SQLite works on that, another thread
        can see to this one.
        """
        waiting: Chunk | None = None
        for id, uuid in uuids.items():
            text = self._selection.library.articles.text(id)
            for first, last in self._stretches(id):
                if waiting is not None:
                    yield waiting
                values = [id, uuid, first, last, *self._selection.values]
                count, *found = self._connection.row(self._sql, values)
                waiting = Chunk(uuid, text, count, *found) if count else None
        if waiting is not None:
            yield waiting

    def _stretches(self, id: int) -> Iterator[tuple[int, int]]:
        """Half-open stretches of the text, in each of which about CHUNK annotations begin."""
        sql = "SELECT start FROM annotation WHERE article = ? AND start >= ? ORDER BY start LIMIT 1 OFFSET ?"
        first = 0
        while True:
            row = self._connection.row(sql, [id, first, CHUNK])
            if row is None:
                yield first, 1 << 62
                return
            last = max(row[0], first + 1)
            yield first, last
            first = last


def json_object(values: Mapping[str, str], optional: Sequence[str] = ()) -> str:
    """SQL for a JSON object of names and SQL values; where all the optional columns are empty or null, without them."""

    def record(names: Sequence[str]) -> str:
        return f"json_object({', '.join(f'{chr(39)}{name}{chr(39)}, {values[name]}' for name in names)})"

    if not optional:
        return record(list(values))
    empty = " AND ".join(f"coalesce(n.{name}, '') = ''" for name in optional)
    short = record([name for name in values if name not in optional])
    return f"CASE WHEN {empty} THEN {short} ELSE {record(list(values))} END"


def _numbered(condition: str, first: int) -> str:
    """The condition with its parameters numbered."""
    parts = condition.split("?")
    return "".join(f"{part}?{number}" for number, part in enumerate(parts[:-1], first)) + parts[-1]
