"""A Hugging Face data set folder: JSONL or Parquet shards, and the dataset card that ``load_dataset`` reads.

Five tables, each a configuration: ``sentences`` (the default; an unjudged one has the label null), ``annotations``,
``articles``, ``links``, ``stories``. Column types are told in the card, so that an empty column keeps its type.
Parquet needs pyarrow (extra ``parquet``).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from diptych.formats.annotation_lines import AnnotationLines, json_object
from diptych.formats.shards import DERIVED, Columns, Jsonl, Parquet, Row, Shards

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Selection
    from diptych.store.records import StoredArticle

_SPAN = [("start", "int64"), ("end", "int64")]
TABLES: Mapping[str, Columns] = {
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

_TEXT = [name for name, _ in TABLES["articles"]].index("text")
_OFTEN_EMPTY = ("certainty", "note", "attributed_to", "attributed_start", "attributed_end", "pieces")
_PIECES = """
CASE WHEN n.pieces IS NULL THEN json('[]') ELSE (
    SELECT json_group_array(json_object('start', json_extract(value, '$[0]'), 'end', json_extract(value, '$[1]')))
    FROM json_each(n.pieces)) END
"""


def write_parts(parts: Mapping[str, Selection], export: Export) -> None:
    """Write every side of a split (a data set that is not split has the one side "train")."""
    suffix = "parquet" if export.format.name.endswith("parquet") else "jsonl"
    kind: type[Parquet | Jsonl] = Parquet if suffix == "parquet" else Jsonl
    filled: dict[str, dict[str, int]] = {}
    for part, selection in parts.items():
        side = part or "train"
        for name, columns in TABLES.items():
            with kind(export, f"{name}/{side}", columns) as shards:
                _fill(shards, name, selection, export)
            if shards.total:
                filled.setdefault(name, {})[side] = shards.total
    export.part = ""
    export.output.close_all()  # so that the sizes are known
    sizes: Counter[tuple[str, str]] = Counter()
    for file in export.output.files:
        table, _, shard = file.name.partition("/")
        sizes[table, shard.rpartition("-")[0]] += file.bytes
    export.file("README.md").text(_card(filled, sizes, suffix))


def _fill(shards: Shards, name: str, selection: Selection, export: Export) -> None:
    if name == "annotations":
        uuids = {article.id: article.uuid for article in selection.articles()}
        for chunk in AnnotationLines(selection, _record(shards)).of_articles(uuids):
            export.counts["annotation"] += chunk.count
            shards.annotations(chunk)
        return
    batch: list[Row] = []
    weight = 0
    for row in _rows(name, selection, export):
        batch.append(row)
        weight += 1 + len(row[_TEXT]) // 200 if name == "articles" else 1  # long texts fill a batch sooner
        if weight >= shards.batch:
            shards.rows(batch)
            batch, weight = [], 0
    if batch:
        shards.rows(batch)


def _record(shards: Shards) -> str:
    """SQL for an annotation as JSON: the whole row, or what Parquet needs of it."""
    values = {name: f'n."{name}"' for name, _ in TABLES["annotations"]}
    values |= {"article": "?2", "annotator": AnnotationLines.ANNOTATOR, "pieces": _PIECES}
    if isinstance(shards, Jsonl):
        return json_object(values)
    return json_object({name: value for name, value in values.items() if name not in DERIVED}, _OFTEN_EMPTY)


def _rows(name: str, selection: Selection, export: Export) -> Iterator[Row]:
    if name == "stories":
        for story in selection.stories():
            yield (
                story.uuid,
                story.title,
                [selection.library.articles.get(id).uuid for id in story.article_ids],
            )
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


def _sentences(article: StoredArticle, selection: Selection) -> Iterator[Row]:
    answers: dict[tuple[int, int], list[dict[str, str]]] = {
        (one.start, one.end): [] for one in selection.sentences(article)
    }
    names = ("label", "scheme", "annotator", "certainty", "annotation")
    for start, end, *answer in selection.library.connection.stream(
        'SELECT n.start, n."end", n.label, n.scheme, n.annotator, n.certainty, n.id FROM json_each(?) s '
        "CROSS JOIN annotation n ON n.article = ? AND n.start = json_extract(s.value, '$[0]') "
        f"AND n.\"end\" = json_extract(s.value, '$[1]') WHERE n.pieces IS NULL AND {selection.condition} "
        'ORDER BY n.start, n."end", n.id',
        [json.dumps(list(answers)), article.id, *selection.values],
    ):
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
