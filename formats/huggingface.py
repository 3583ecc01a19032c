"""A Hugging Face data set folder: JSONL or Parquet shards, and the dataset card that ``load_dataset`` reads.

Five tables, each a configuration: ``sentences`` (the default; an unjudged one has the label null), ``annotations``,
``articles``, ``links``, ``stories``. Column types are told in the card, so that an empty column keeps its type.
Parquet needs pyarrow (extra ``parquet``).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from typing import TYPE_CHECKING, Any, Protocol

from diptych.formats.offsets import check_code_points

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Selection
    from diptych.formats.writing import Sink
    from diptych.store.records import StoredArticle

SHARD = 250_000
"""Rows of one file; the next rows go into the next."""

_BATCH = 10_000

_SPAN = [("start", "int64"), ("end", "int64")]
TABLES: Mapping[str, Sequence[tuple[str, Any]]] = {
    "sentences": [
        ("article", "string"), ("title", "string"), ("source", "string"), ("published", "string"), ("index", "int64"),
        ("start", "int64"), ("end", "int64"), ("text", "string"), ("label", "string"), ("answers", "int64"),
        ("labels", [("label", "string"), ("scheme", "string"), ("annotator", "string"), ("certainty", "string"),
                    ("annotation", "string")]),
    ],
    "annotations": [
        ("id", "string"), ("article", "string"), ("start", "int64"), ("end", "int64"), ("quote", "string"),
        ("prefix", "string"), ("suffix", "string"), ("label", "string"), ("scheme", "string"),
        ("annotator", "string"), ("session", "int64"), ("created_at", "string"), ("updated_at", "string"),
        ("certainty", "string"), ("note", "string"), ("attributed_to", "string"), ("attributed_start", "int64"),
        ("attributed_end", "int64"), ("pieces", _SPAN),
    ],
    "articles": [
        ("uuid", "string"), ("title", "string"), ("source", "string"), ("author", "string"), ("published", "string"),
        ("location", "string"), ("language", "string"), ("fetched_at", "string"), ("text_sha256", "string"),
        ("text", "string"), ("sentences", _SPAN),
    ],
    "links": [
        ("id", "string"), ("source", "string"), ("target", "string"), ("relation", "string"), ("note", "string"),
        ("annotator", "string"), ("session", "int64"), ("created_at", "string"), ("updated_at", "string"),
    ],
    "stories": [("uuid", "string"), ("title", "string"), ("articles", "strings")],
}  # fmt: skip
"""Name and type of every column; a list of columns is a list of objects with them."""

Row = tuple[Any, ...]
"""The values of a row in the order of the columns of its table."""


class _Shard(Protocol):
    def write(self, batch: Sequence[Row]) -> None: ...
    def close(self) -> None: ...


def write_parts(parts: Mapping[str, Selection], export: Export) -> None:
    """Write every side of a split (a data set that is not split has the one side "train")."""
    parquet = export.format.name.endswith("parquet")
    suffix = "parquet" if parquet else "jsonl"
    filled: dict[str, dict[str, int]] = {}
    sizes: Counter[tuple[str, str]] = Counter()
    for part, selection in parts.items():
        side = part or "train"
        for name in TABLES:
            total = 0
            for rows, size in _write(_rows(name, selection, export), name, side, suffix, export):
                total += rows
                sizes[name, side] += size
            if total:
                filled.setdefault(name, {})[side] = total
    export.part = ""
    export.file("README.md").text(_card(filled, sizes, suffix))


def _write(
    found: Iterator[Row], name: str, side: str, suffix: str, export: Export
) -> Iterator[tuple[int, int]]:
    """Write the rows of a table, and give rows and bytes of each of its files."""
    for number in count():
        batch = list(islice(found, _BATCH))
        if not batch:
            return
        sink = export.file(f"{name}/{side}-{number:05d}.{suffix}")
        shard: _Shard = _Parquet(sink, name) if suffix == "parquet" else _Jsonl(sink, name)
        total = 0
        while batch:
            shard.write(batch)
            total += len(batch)
            batch = list(islice(found, min(_BATCH, SHARD - total)))
        shard.close()
        yield total, sink.tell()


class _Jsonl:
    def __init__(self, sink: Sink, name: str) -> None:
        self._sink = sink
        self._names = [column for column, _ in TABLES[name]]
        self._encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

    def write(self, batch: Sequence[Row]) -> None:
        self._sink.text(
            "".join(f"{self._encode(dict(zip(self._names, row, strict=True)))}\n" for row in batch)
        )

    def close(self) -> None:
        pass


class _Parquet:
    def __init__(self, sink: Sink, name: str) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._pa = pa
        self._schema = pa.schema([(column, self._type(kind)) for column, kind in TABLES[name]])
        self._writer = pq.ParquetWriter(pa.PythonFile(sink, mode="w"), self._schema, compression="zstd")

    def _type(self, kind: Any) -> Any:
        if isinstance(kind, list):
            return self._pa.list_(self._pa.struct([(name, self._type(inner)) for name, inner in kind]))
        if kind == "strings":
            return self._pa.list_(self._pa.string())
        return self._pa.int64() if kind == "int64" else self._pa.string()

    def write(self, batch: Sequence[Row]) -> None:
        columns = [
            self._pa.array(values, kind)
            for values, kind in zip(zip(*batch, strict=True), self._schema.types, strict=True)
        ]
        self._writer.write_table(self._pa.Table.from_arrays(columns, schema=self._schema))

    def close(self) -> None:
        self._writer.close()


def _rows(name: str, selection: Selection, export: Export) -> Iterator[Row]:
    if name == "stories":
        for story in selection.stories():
            yield (
                story.uuid,
                story.title,
                [selection.library.articles.get(id).uuid for id in story.article_ids],
            )
    elif name == "annotations":
        for id in selection.article_ids:
            yield from _annotations(selection, id, export)
    elif name == "links":
        for id in selection.article_ids:
            for tie in selection.ties(id, export.loss):
                export.counts["link"] += 1
                yield tuple(getattr(tie.link, column) for column, _ in TABLES["links"])
    elif name == "articles":
        for article in selection.articles():
            export.article(article)
            sentences = [{"start": one.start, "end": one.end} for one in selection.sentences(article)]
            yield (*(getattr(article, column) for column, _ in TABLES["articles"][:-1]), sentences)
    else:
        for article in selection.articles():
            yield from _sentences(article, selection)


def _annotations(selection: Selection, article_id: int, export: Export) -> Iterator[Row]:
    """Rows as they lie in the library, without a record for each: there may be a million."""
    connection = selection.library.connection
    (uuid,) = connection.row("SELECT uuid FROM article WHERE id = ?", [article_id])
    columns = ", ".join("?" if name == "article" else f'n."{name}"' for name, _ in TABLES["annotations"])
    cursor = connection.execute(
        f"SELECT {columns} FROM annotation n WHERE n.article = ? AND {selection.condition} "
        'ORDER BY n.start, n."end", n.id',
        [uuid, article_id, *selection.values],
    )
    text = selection.library.articles.text(article_id)
    while found := cursor.fetchmany(1_000):
        if not all([text[row[2] : row[3]] == row[4] for row in found]):  # noqa: C419 - a list is faster here
            for row in found:
                check_code_points(text, row[2], row[3], row[4], f"Annotation {row[0]}")
        export.counts["annotation"] += len(found)
        if selection.filters.anonymous:
            found = [(*row[:9], selection.name(row[9]), *row[10:]) for row in found]
        yield from [(*row[:-1], () if row[-1] is None else _pieces(row[-1])) for row in found]


def _pieces(packed: str) -> list[dict[str, int]]:
    return [{"start": start, "end": end} for start, end in json.loads(packed)]


def _sentences(article: StoredArticle, selection: Selection) -> Iterator[Row]:
    answers: dict[tuple[int, int], list[dict[str, str]]] = {
        (one.start, one.end): [] for one in selection.sentences(article)
    }
    names = ("label", "scheme", "annotator", "certainty", "annotation")
    for start, end, *answer in selection.library.connection.stream(
        'SELECT n.start, n."end", n.label, n.scheme, n.annotator, n.certainty, n.id FROM annotation n '
        f"WHERE n.article = ? AND n.pieces IS NULL AND {selection.condition} "
        'ORDER BY n.start, n."end", n.id',
        [article.id, *selection.values],
    ):
        if (start, end) in answers:
            answers[start, end].append(dict(zip(names, answer, strict=True)))
    for index, ((start, end), said) in enumerate(answers.items()):
        if selection.filters.by_answer and not said:
            continue
        for one in said:
            one["annotator"] = selection.name(one["annotator"])
        labels = {one["label"] for one in said}
        yield (
            article.uuid, article.title, article.source, article.published, index, start, end,
            article.text[start:end], labels.pop() if len(labels) == 1 else None, len(said), said,
        )  # fmt: skip


def _card(filled: Mapping[str, Mapping[str, int]], sizes: Mapping[tuple[str, str], int], suffix: str) -> str:
    """README.md with the YAML that ``datasets`` reads: files, splits and column types of each table."""
    lines = ["---", "pretty_name: diptych export", "configs:"]
    for name, sides in filled.items():
        lines += [f"- config_name: {name}"]
        lines += ["  default: true"] if name == next(iter(filled)) else []
        lines += ["  data_files:"]
        for side in sides:
            lines += [f"  - split: {side}", f"    path: {name}/{side}-*.{suffix}"]
    lines += ["dataset_info:"]
    for name, sides in filled.items():
        lines += [f"- config_name: {name}", "  features:", *_features(TABLES[name], "  "), "  splits:"]
        for side, rows in sides.items():
            lines += [
                f"  - name: {side}",
                f"    num_bytes: {sizes[name, side]}",
                f"    num_examples: {rows}",
            ]
    lines += [
        "---", "", "# diptych export", "",
        "Reports of one story side by side, with what people said about them. Offsets are Unicode code points into",
        "`articles.text`, 0-based, end exclusive: `text[start:end]` is the quote.", "",
        "- `sentences`: every sentence; `label` is null where nobody judged it, or people disagree (see `labels`).",
        "  `not_a_claim` means: judged, and no claim.",
        "- `annotations`: every answer, also on words; `pieces` lists the parts of a span with gaps.",
        "- `articles`, `links` (relations between annotations), `stories` (articles that were read together).", "",
        "| table | " + " | ".join(sorted({side for sides in filled.values() for side in sides})) + " |",
    ]  # fmt: skip
    names = sorted({side for counts in filled.values() for side in counts})
    lines += ["|---" * (len(names) + 1) + "|"]
    lines += [
        f"| {name} | " + " | ".join(str(counts.get(side, 0)) for side in names) + " |"
        for name, counts in filled.items()
    ]
    lines += [
        "",
        "The licence of the articles is their publishers'; say here under which licence you share this.",
        "",
    ]
    return "\n".join(lines)


def _features(columns: Sequence[tuple[str, Any]], indent: str) -> Iterator[str]:
    for name, kind in columns:
        yield f"{indent}- name: {name}"
        if isinstance(kind, list):
            yield f"{indent}  list:"
            yield from _features(kind, indent + "  ")
        elif kind == "strings":
            yield f"{indent}  list: string"
        else:
            yield f"{indent}  dtype: {kind}"
