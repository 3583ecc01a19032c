"""The files of one table of a Hugging Face data set: JSONL or Parquet, the same number of rows in each.

Rows come as tuples in batches, or as chunks of annotations, which are JSON lines already (annotation_lines.py): JSONL
takes those as they are, and pyarrow reads them into columns, faster than from tuples.
"""

from __future__ import annotations

import json
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import repeat
from typing import TYPE_CHECKING, Any, Self

from diptych.store.anchors import CONTEXT

if TYPE_CHECKING:
    from diptych.formats.annotation_lines import Chunk
    from diptych.formats.exporting import Export
    from diptych.formats.writing import Sink

SHARD = 250_000
"""Rows of one file; the next rows go into the next."""

DERIVED = ("article", "start", "end", "quote", "prefix", "suffix")
"""Columns of annotations that Parquet has from their article and place: cheaper than reading them from each line."""

_UNDER_WAY = 2
"""Batches that may wait for pyarrow."""

Columns = Sequence[tuple[str, Any]]
"""Name and type of each column: "string", "int64", "strings", or the columns of a list of objects."""

Row = tuple[Any, ...]
"""The values of a row in the order of the columns of its table."""


class Shards(ABC):
    """The files of a table; a context manager, whose end completes them."""

    total = 0
    batch: int
    """Rows that are best added together. In Parquet they are a row group: enough to be packed well, few enough for
    memory."""

    @abstractmethod
    def rows(self, batch: Sequence[Row]) -> None:
        """Add rows."""

    @abstractmethod
    def annotations(self, chunk: Chunk) -> None:
        """Add annotations."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:  # noqa: B027 - JSONL has nothing to complete
        """Complete the last file, unless there was an error."""


class Jsonl(Shards):
    """JSON, a row a line."""

    batch = 1_000

    def __init__(self, export: Export, stem: str, columns: Columns) -> None:
        self._export = export
        self._stem = stem
        self._names = [name for name, _ in columns]
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
        self._sink: Sink | None = None

    def rows(self, batch: Sequence[Row]) -> None:
        """Add rows."""
        lines = [f"{self._encode(dict(zip(self._names, row, strict=True)))}\n" for row in batch]
        self._add(len(lines), lambda: "".join(lines).encode())

    def annotations(self, chunk: Chunk) -> None:
        """Add annotations."""
        self._add(chunk.count, chunk.lines)

    def _add(self, count: int, make: Callable[[], bytes]) -> None:
        room = SHARD - self.total % SHARD
        if count > room:
            lines = make().splitlines(keepends=True)
            for part in (lines[:room], lines[room:]):
                joined = b"".join(part)
                self._add(len(part), lambda joined=joined: joined)  # type: ignore[misc]
            return
        if self._sink is None or room == SHARD:
            self._sink = self._next()
        self._sink.later(make)
        self.total += count

    def _next(self) -> Sink:
        if self._sink is not None:
            self._export.output.finish(self._sink)
        return self._export.file(f"{self._stem}-{self.total // SHARD:05d}.jsonl")


class Parquet(Shards):
    """Parquet by pyarrow, in a thread of its own: while it packs a batch, SQLite fetches the next."""

    batch = 10_000

    def __init__(self, export: Export, stem: str, columns: Columns) -> None:
        import pyarrow

        self._export = export
        self._stem = stem
        self._pa = pyarrow
        self._schema = pyarrow.schema([(name, self._type(kind)) for name, kind in columns])
        self._writer: Any = None
        self._sink: Sink | None = None
        self._chunks: list[Chunk] = []
        self._thread = ThreadPoolExecutor(1, "diptych-parquet")
        self._under_way: deque[Future[None]] = deque()

    def _type(self, kind: Any) -> Any:
        if isinstance(kind, list):
            return self._pa.list_(self._pa.struct([(name, self._type(inner)) for name, inner in kind]))
        if kind == "strings":
            return self._pa.list_(self._pa.string())
        return self._pa.int64() if kind == "int64" else self._pa.string()

    def rows(self, batch: Sequence[Row]) -> None:
        """Add rows."""
        self._beside(lambda: self._write(self._columns(batch)))

    def annotations(self, chunk: Chunk) -> None:
        """Add annotations."""
        self._chunks.append(chunk)
        if sum(waiting.count for waiting in self._chunks) >= self.batch:
            self._hand_over()

    def _hand_over(self) -> None:
        if self._chunks:
            self._beside(partial(self._annotations, self._chunks))
            self._chunks = []

    def _beside(self, work: Callable[[], None]) -> None:
        while len(self._under_way) >= _UNDER_WAY:
            self._under_way.popleft().result()
        self._under_way.append(self._thread.submit(work))

    def _columns(self, batch: Sequence[Row]) -> Any:
        columns = [
            self._pa.array(values, kind)
            for values, kind in zip(zip(*batch, strict=True), self._schema.types, strict=True)
        ]
        return self._pa.Table.from_arrays(columns, schema=self._schema)

    def _annotations(self, chunks: Sequence[Chunk]) -> None:
        lines: list[bytes] = []
        derived: dict[str, list[Any]] = {name: [] for name in DERIVED}
        for chunk in chunks:
            text = chunk.text
            some, places, quotes = chunk.checked()
            lines.append(some)
            derived["article"] += repeat(chunk.article, chunk.count)
            derived["start"] += [start for start, _ in places]
            derived["end"] += [end for _, end in places]
            derived["quote"] += quotes
            derived["prefix"] += [
                text[start - CONTEXT if start > CONTEXT else 0 : start] for start, _ in places
            ]
            derived["suffix"] += [text[end : end + CONTEXT] for _, end in places]
        self._write(self._table(b"".join(lines), derived))

    def _table(self, lines: bytes, derived: Mapping[str, list[Any]]) -> Any:
        """The lines as a table. A text or list that its line left out is empty, a number is null."""
        from pyarrow import compute, json

        found = json.read_json(
            self._pa.BufferReader(lines),
            json.ReadOptions(block_size=max(1 << 20, 1 + max(map(len, lines.splitlines())))),
            json.ParseOptions(
                explicit_schema=self._pa.schema([one for one in self._schema if one.name not in derived]),
                unexpected_field_behavior="error",
            ),
        ).combine_chunks()
        columns = []
        for name, kind in zip(self._schema.names, self._schema.types, strict=True):
            if name in derived:
                column = self._pa.array(derived[name], kind)
            else:
                column = found.column(name)
                if column.null_count and self._pa.types.is_string(kind):
                    column = compute.fill_null(column, "")
                elif column.null_count and self._pa.types.is_list(kind):
                    lists = column.combine_chunks()
                    column = self._pa.ListArray.from_arrays(lists.offsets, lists.values, type=kind)
            columns.append(column)
        return self._pa.Table.from_arrays(columns, schema=self._schema)

    def _write(self, table: Any) -> None:
        while table.num_rows:
            room = SHARD - self.total % SHARD
            if self._writer is None or room == SHARD:
                self._next()
            self._writer.write_table(table.slice(0, room))
            self.total += min(room, table.num_rows)
            table = table.slice(room)

    def _next(self) -> None:
        from pyarrow import parquet

        if self._sink is not None:
            self._writer.close()
            self._export.output.finish(self._sink)
        self._sink = self._export.file(f"{self._stem}-{self.total // SHARD:05d}.parquet")
        file = self._pa.PythonFile(self._sink, mode="w")
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._hand_over()
                while self._under_way:
                    self._under_way.popleft().result()
        finally:
            self._thread.shutdown(cancel_futures=True)
            if self._writer is not None:
                self._writer.close()
