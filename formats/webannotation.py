"""W3C Web Annotation JSON-LD (Recommendation of 2017-02-23): one collection, lossless.

Each answer is an Annotation of motivation ``classifying``: a TextPositionSelector (code points) with a
TextQuoteSelector; a span with gaps has a target for each piece, and says so (``urn:diptych:pieces``). A link is an
Annotation of motivation ``linking`` with two annotations as targets. What the model has no term for stands under
``urn:diptych:`` terms; articles, stories, schemes and sessions are a JSON literal of the native records.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from diptych.formats import native
from diptych.formats.offsets import check_annotation
from diptych.formats.webannotation_reading import read
from diptych.formats.webannotation_terms import CONTEXT_ADDRESS, FIELDS, TERMS, address
from diptych.store.anchors import CONTEXT
from diptych.store.records import Annotation, Link, StoredArticle

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Selection

__all__ = ["read", "write"]


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file, an annotation a line, so that it can be compared line by line."""
    sink = export.file()
    context = json.dumps([CONTEXT_ADDRESS, {"diptych": TERMS}])
    sink.text(f'{{"@context": {context},\n"type": "AnnotationCollection",\n"label": "diptych",\n')
    sink.text('"diptych:records": {"@type": "@json", "@value": [\n')
    uuids: dict[int, str] = {}
    for number, record in enumerate(native.before(selection, export, uuids)):
        sink.write((b",\n" if number else b"") + record)
    for record in native.after(selection, export, uuids):
        sink.write(b",\n" + record)
    sink.text(']},\n"first": {"type": "AnnotationPage", "startIndex": 0, "items": [\n')
    comma, total = "", 0
    for document in selection.documents(export.loss):
        for annotation in document.annotations:
            export.counts["annotation"] += 1
            sink.text(comma + _json(_annotation(annotation, document.article)))
            comma, total = ",\n", total + 1
        for tie in document.ties:
            export.counts["link"] += 1
            sink.text(comma + _json(_link(tie.link)))
            comma, total = ",\n", total + 1
    sink.text(f']}},\n"total": {total}}}\n')


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False)


def _annotation(annotation: Annotation, article: StoredArticle) -> dict[str, Any]:
    check_annotation(article.text, annotation)
    places = [
        _place(article, start, end)
        for start, end in annotation.pieces or [(annotation.start, annotation.end)]
    ]
    bodies = [
        {"type": "TextualBody", "purpose": "classifying", "format": "text/plain", "value": annotation.label}
    ]
    if annotation.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": annotation.note}
        )
    return {
        "id": address("annotation", annotation.id), "type": "Annotation", "motivation": "classifying",
        "creator": {"type": "Person", "name": annotation.annotator}, "created": annotation.created_at,
        "modified": annotation.updated_at, "body": bodies,
        "target": places if annotation.pieces else places[0],
        **({"diptych:pieces": len(places)} if annotation.pieces else {}),
        **{
            f"diptych:{term}": getattr(annotation, name)
            for name, term in FIELDS.items()
            if getattr(annotation, name) not in ("", None)
        },
    }  # fmt: skip


def _place(article: StoredArticle, start: int, end: int) -> dict[str, Any]:
    return {
        "type": "SpecificResource",
        "source": address("article", article.uuid),
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector", "exact": article.text[start:end],
                "prefix": article.text[max(0, start - CONTEXT) : start], "suffix": article.text[end : end + CONTEXT],
            },
        ],
    }  # fmt: skip


def _link(link: Link) -> dict[str, Any]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": link.relation}]
    if link.note:
        bodies.append(
            {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": link.note}
        )
    return {
        "id": address("link", link.id), "type": "Annotation", "motivation": "linking",
        "creator": {"type": "Person", "name": link.annotator}, "created": link.created_at, "modified": link.updated_at,
        "body": bodies, "target": [address("annotation", link.source), address("annotation", link.target)],
        **({} if link.session is None else {"diptych:session": link.session}),
    }  # fmt: skip
