"""doccano JSONL: a line for each article, with ``entities`` and ``relations``; all three generations are read.

Offsets are code points. A label on a sentence is an entity over it. Numbers stay whole numbers, and nothing of
ours is put at the top level under a name that could stand in for ``id`` or ``text``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.formats import details, fields
from diptych.formats.fields import Refused
from diptych.formats.offsets import check_annotation
from diptych.store.records import StoredArticle

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Selection

_TEXTS = ("text", "data", "column_data")
_LABELS = ("label", "labels", "column_label", "cats", "annotations")
_KNOWN = {*_TEXTS, *_LABELS, "id", "entities", "relations", "comments", "Comments", details.KEY}


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file."""
    sink = export.file()
    number = relation = 0
    for document in export.documents(selection):
        article = document.article
        entities, comments = [], []
        numbers: dict[str, int] = {}
        for annotation in document.annotations:
            if annotation.pieces:
                continue  # told by the frame
            check_annotation(article.text, annotation)
            number += 1
            numbers[annotation.id] = number
            entities.append({
                "id": number, "label": annotation.label, "start_offset": annotation.start,
                "end_offset": annotation.end, details.KEY: details.of_annotation(annotation),
            })  # fmt: skip
            if annotation.note:
                comments.append(annotation.note)
        relations = []
        for tie in document.ties:
            link = tie.link
            if tie.target_article != article.id:
                continue  # told by the frame
            if link.source not in numbers or link.target not in numbers:
                export.loss.add("relation", link.id)
                continue
            relation += 1
            relations.append({
                "id": relation, "from_id": numbers[link.source], "to_id": numbers[link.target], "type": link.relation,
                details.KEY: details.of_link(link),
            })  # fmt: skip
        row = {
            "id": article.id, "text": article.text, "entities": entities, "relations": relations,
            "Comments": comments, details.KEY: details.of_article(article),
        }  # fmt: skip
        sink.text(json.dumps(row, ensure_ascii=False) + "\n")


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a file of any generation: ``label`` triples, ``entities`` with ``relations``, ``labels``/``annotations``."""
    for number, value in fields.objects(path):
        with arrivals.row(path, number):
            if isinstance(value, Refused):
                raise value
            _take(fields.mapping(value, "the line"), arrivals)


def _take(row: Mapping[str, Any], arrivals: Arrivals) -> None:
    if "suffix_key" in row or "prefix_key" in row:
        raise Refused("it defines a label, and holds no text to mark")
    column = next((name for name in _TEXTS if name in row), None)
    if column is None:
        raise Refused("there is no 'text'")
    text = fields.text(row, column)
    if not text:
        raise Refused("its text is empty")
    about = row.get(details.KEY)
    article = details.article(text, about, arrivals)
    ids: dict[int, str] = {}
    for entity in fields.sequence(row.get("entities"), "'entities'"):
        with arrivals.part():
            _mark(entity, article, arrivals, ids)
    for name in _LABELS:
        for label in (
            [row[name]] if isinstance(row.get(name), str) else fields.sequence(row.get(name), f"{name!r}")
        ):
            with arrivals.part():
                if isinstance(label, str):
                    arrivals.annotation(article, 0, len(text), label)
                elif isinstance(label, int) and not isinstance(label, bool):
                    arrivals.annotation(article, 0, len(text), str(label))
                else:
                    _mark(label, article, arrivals, ids)
    for relation in fields.sequence(row.get("relations"), "'relations'"):
        with arrivals.part():
            relation = fields.mapping(relation, "a relation")
            ends = [ids.get(fields.whole_number(relation, name)) for name in ("from_id", "to_id")]
            if not all(ends):
                raise Refused("a relation leads to an entity that is not in the line, or there twice")
            told = details.link_taken(relation.get(details.KEY))
            arrivals.link(str(ends[0]), str(ends[1]), fields.text(relation, "type"), **told)
    for name in ("comments", "Comments"):
        if not isinstance(about, dict):
            arrivals.leave("comments on a whole text", len(fields.sequence(row.get(name), f"{name!r}")))
    for name in sorted(set(row) - _KNOWN):
        arrivals.leave(f"the field {name}")


def _mark(entity: Any, article: StoredArticle, arrivals: Arrivals, ids: dict[int, str]) -> None:
    """An entity in any shape: [start, end, label], or an object with offsets and a label."""
    if isinstance(entity, list):
        if len(entity) != 3 or not isinstance(entity[2], (str, int)):
            raise Refused("an entity is not [start, end, label]")
        entity = {"start_offset": entity[0], "end_offset": entity[1], "label": str(entity[2])}
    entity = fields.mapping(entity, "an entity")
    label = entity.get("label", entity.get("type"))
    if "start_offset" not in entity and isinstance(label, (int, str)):
        arrivals.annotation(
            article, 0, len(article.text), str(label), annotator=str(entity.get("user") or "")
        )
        return
    if not isinstance(label, (str, int)):
        raise Refused("an entity has no label")
    user = entity.get("user")
    made = arrivals.annotation(
        article, fields.whole_number(entity, "start_offset"), fields.whole_number(entity, "end_offset"), str(label),
        **{"annotator": "" if user is None else str(user), **details.taken(entity.get(details.KEY))},
    )  # fmt: skip
    if isinstance(entity.get("id"), (int, float)):  # its own exporter writes whole numbers with a point
        number = fields.whole_number(entity, "id")
        ids[number] = (
            made if ids.get(number, made) == made else ""
        )  # of two with one id nobody knows which is meant
