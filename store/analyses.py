"""What the machine found, kept so that no text is ever analysed twice by one engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import starmap
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Figure, Mention, Sentence
from diptych.errors import OffsetMismatch
from diptych.store import clock
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.store.library import Library

_COLUMNS = {
    "sentence": '"index", start, "end"',
    "mention": 'start, "end", label, text, key',
    "figure": 'start, "end", kind, text, value, upper, unit, "of", approximate',
}


_AT_ONCE = 500  # sentences read: more than fit on a screen

PIECE = 2_000
"""Rows written in one transaction of a long text's findings."""


class Analyses:
    """Sentences, mentions and figures by article. None means: never looked for; an empty list: looked for,
    none found.

    What was found in an equal text of another article counts, and is copied. An article has one division into
    sentences, the last one saved; mentions and figures of several engines stand side by side.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def sentences(self, article_id: int, engine: str | None = None) -> list[Sentence] | None:
        """The sentences in order, or None; with ``engine``, only if it was that one that found them."""
        found = self._found("sentence", article_id, engine)
        return None if found is None else [Sentence(start, end) for _, start, end in found]

    def iter_sentences(self, article_id: int) -> Iterator[Sentence]:
        """The article's own sentences in order, read bit by bit: a long text has ten thousands of them."""
        sql = (
            'SELECT start, "end" FROM sentence WHERE article = ? AND "index" BETWEEN ? AND ? ORDER BY "index"'
        )
        first = 0
        while found := self._connection.rows(sql, (article_id, first, first + _AT_ONCE - 1)):
            yield from starmap(Sentence, found)
            first += _AT_ONCE

    def mentions(self, article_id: int, engine: str) -> list[Mention] | None:
        """The names that ``engine`` found, in order, or None."""
        found = self._found("mention", article_id, engine)
        return None if found is None else [Mention(*row) for row in found]

    def figures(self, article_id: int, engine: str) -> list[Figure] | None:
        """The figures that ``engine`` found, in order, or None."""
        found = self._found("figure", article_id, engine)
        return None if found is None else [Figure(*(*row[:-1], bool(row[-1]))) for row in found]

    def save_sentences(self, article_id: int, engine: str, items: Iterable[Sentence]) -> None:
        """Keep a division into sentences; it takes the place of an earlier one."""
        rows = [(number, one.start, one.end) for number, one in enumerate(sorted(items))]
        self._save("sentence", article_id, engine, rows, 1)

    def save_mentions(self, article_id: int, engine: str, items: Iterable[Mention]) -> None:
        """Keep what ``engine`` found; it takes the place of what it found earlier."""
        rows = [(one.start, one.end, clean(one.label), clean(one.text), clean(one.key)) for one in items]
        self._save("mention", article_id, engine, rows, 0)

    def save_figures(self, article_id: int, engine: str, items: Iterable[Figure]) -> None:
        """Keep what ``engine`` found; it takes the place of what it found earlier."""
        rows = [
            (
                one.start,
                one.end,
                clean(one.kind),
                clean(one.text),
                storable(one.value),
                storable(one.upper),
                storable(one.unit),
                storable(one.of),
                int(one.approximate),
            )
            for one in items
        ]
        self._save("figure", article_id, engine, rows, 0)

    def engines(self, article_id: int, layer: str) -> list[str]:
        """The engines that ran for a layer (sentence, mention, figure) of an article, the last one first."""
        found = self._connection.rows(
            "SELECT engine FROM analysis WHERE article = ? AND layer = ? ORDER BY created_at DESC, engine",
            (article_id, layer),
        )
        return [engine for (engine,) in found]

    def _found(self, layer: str, article_id: int, engine: str | None) -> list[Any] | None:
        holder = self._holder(layer, article_id, engine)
        if holder is None:
            return None
        article, engine = holder
        if article != article_id and not self._library.read_only:
            self._copy(layer, article, article_id, engine)
        return self._rows(layer, article, engine)

    def _rows(self, layer: str, article_id: int, engine: str) -> list[Any]:
        if layer == "sentence":
            sql = f'SELECT {_COLUMNS[layer]} FROM sentence WHERE article = ? ORDER BY "index"'
            return self._connection.rows(sql, [article_id])
        return self._connection.rows(
            f"SELECT {_COLUMNS[layer]} FROM {layer} WHERE article = ? AND engine = ?"
            ' ORDER BY start, "end", id',
            (article_id, engine),
        )

    def _holder(self, layer: str, article_id: int, engine: str | None) -> tuple[int, str] | None:
        """An article with this text for which ``engine`` ran, itself before others, and the engine."""
        wanted, values = ("", ()) if engine is None else ("AND engine = ?", (clean(engine),))
        own = self._connection.row(
            f"SELECT article, engine FROM analysis WHERE article = ? AND layer = ? {wanted}",
            (article_id, layer, *values),
        )
        found: tuple[int, str] | None = own or self._connection.row(
            "SELECT n.article, n.engine FROM article AS a"
            " JOIN article AS b ON b.text_sha256 = a.text_sha256 AND b.id <> a.id"
            f" JOIN analysis AS n ON n.article = b.id AND n.layer = ? {wanted}"
            " WHERE a.id = ? ORDER BY n.created_at DESC",
            (layer, *values, article_id),
        )
        return found

    def _copy(self, layer: str, source: int, target: int, engine: str) -> None:
        with self._connection.transaction(durable=False):
            self._write(layer, target, engine, self._rows(layer, source, engine))

    def _save(
        self, layer: str, article_id: int, engine: str, rows: Sequence[tuple[Any, ...]], at: int
    ) -> None:
        """``at`` is where start and end stand in a row. Not durable by itself: it can be found again."""
        length = len(self._library.articles.text(article_id))
        for row in rows:
            if not 0 <= row[at] <= row[at + 1] <= length:
                raise OffsetMismatch(
                    f"A {layer} at {row[at]}–{row[at + 1]} does not fit article {article_id} of {length} code"
                    " points."
                )
        engine = clean(engine)
        if layer == "sentence" or len(rows) <= PIECE:
            with self._connection.transaction(durable=False):
                self._write(layer, article_id, engine, rows)
            return
        # A long text's findings come by the ten thousand: in pieces, so that no answer waits for all of them.
        with self._connection.transaction(durable=False):
            self._connection.execute(
                "DELETE FROM analysis WHERE article = ? AND layer = ? AND engine = ?",
                (article_id, layer, engine),
            )
            self._delete(layer, article_id, engine)
        for first in range(0, len(rows), PIECE):
            with self._connection.transaction(durable=False):
                self._insert(layer, article_id, engine, rows[first : first + PIECE])
        with self._connection.transaction(durable=False):
            (there,) = self._connection.row(
                f"SELECT count(*) FROM {layer} WHERE article = ? AND engine = ?", (article_id, engine)
            )
            if there != len(rows):  # somebody else was writing the same
                self._write(layer, article_id, engine, rows)
            else:
                self._tell(layer, article_id, engine)

    def _write(self, layer: str, article_id: int, engine: str, rows: Iterable[tuple[Any, ...]]) -> None:
        if layer == "sentence":
            self._connection.execute(
                "DELETE FROM analysis WHERE article = ? AND layer = 'sentence'", [article_id]
            )
        self._delete(layer, article_id, engine)
        self._insert(layer, article_id, engine, rows)
        self._tell(layer, article_id, engine)

    def _delete(self, layer: str, article_id: int, engine: str) -> None:
        if layer == "sentence":
            self._connection.execute("DELETE FROM sentence WHERE article = ?", [article_id])
        else:
            self._connection.execute(
                f"DELETE FROM {layer} WHERE article = ? AND engine = ?", (article_id, engine)
            )

    def _insert(self, layer: str, article_id: int, engine: str, rows: Iterable[tuple[Any, ...]]) -> None:
        columns = _COLUMNS[layer]
        marks = ", ".join("?" * (columns.count(",") + 1))
        key: tuple[Any, ...] = (article_id,)
        if layer == "sentence":
            insert = f"INSERT INTO sentence (article, {columns}) VALUES (?, {marks})"
        else:
            key = (article_id, engine)
            insert = f"INSERT INTO {layer} (article, engine, {columns}) VALUES (?, ?, {marks})"
        self._connection.executemany(insert, ((*key, *row) for row in rows))

    def _tell(self, layer: str, article_id: int, engine: str) -> None:
        """That the engine ran, whatever it found."""
        self._connection.execute(
            "INSERT OR REPLACE INTO analysis (article, layer, engine, created_at) VALUES (?, ?, ?, ?)",
            (article_id, layer, engine, clock.now()),
        )


def storable(value: float | int | str | None) -> float | int | str | None:
    """A figure's value as a column without a type can hold it: numbers beyond SQLite's are written out as
    text.
    """
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value
