"""W3C Web Annotation JSON-LD (Recommendation of 2017-02-23): one collection, lossless.

Each answer is an Annotation of motivation ``classifying``: a TextPositionSelector (code points) with a
TextQuoteSelector; a span with gaps has a target for each piece, and says so (``urn:diptych:pieces``). A link is an
Annotation of motivation ``linking`` with two annotations as targets. What the model has no term for stands under
``urn:diptych:`` terms; articles, stories, schemes and sessions are a JSON literal of the native records.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from diptych.errors import UnreadableData
from diptych.formats import fields, native
from diptych.formats.fields import Refused
from diptych.formats.offsets import check_code_points
from diptych.store.anchors import CONTEXT
from diptych.store.records import Annotation, Link, StoredArticle

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.importing import Arrivals
    from diptych.formats.selection import Selection

CONTEXT_ADDRESS = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:diptych:"

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_FIELDS = {
    "scheme": "scheme", "certainty": "certainty", "attributed_to": "attributedTo",
    "attributed_start": "attributedStart", "attributed_end": "attributedEnd", "session": "session",
}  # fmt: skip
_TYPES = {name: int if name.endswith(("_start", "_end")) else str for name in _FIELDS}


def address(kind: str, id: str) -> str:
    """The IRI of an article, annotation or link: its uuid, or its id under diptych's own name space."""
    return f"urn:uuid:{id}" if _UUID.fullmatch(id) else f"{TERMS}{kind}:{quote(id, safe='')}"


def id_of(iri: str) -> str:
    """The id in an IRI that ``address`` made; any other IRI is its own id."""
    if iri.startswith("urn:uuid:"):
        return iri.removeprefix("urn:uuid:")
    match = re.fullmatch(rf"{TERMS}[a-z]+:(.*)", iri, re.DOTALL)
    return unquote(match[1]) if match else iri


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
    check_code_points(
        article.text, annotation.start, annotation.end, annotation.quote, f"Annotation {annotation.id}"
    )
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
            for name, term in _FIELDS.items()
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


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a collection, a page, a list of annotations or a single one.

    An annotation of another program must name an article of the library by its uuid or its location, and be
    about a place in its text: a position, or a quote that stands there exactly once.
    """
    try:
        top = json.loads(fields.whole(path))
    except (ValueError, RecursionError) as error:
        raise UnreadableData(f"{path} is no JSON: {error}.") from error
    reader = native.Reader(arrivals)
    if isinstance(top, dict):
        records = top.get("diptych:records")
        literal = records.get("@value") if isinstance(records, dict) else None
        for number, record in enumerate(literal if isinstance(literal, list) else [], 1):
            with arrivals.row(f"{path} (records)", number):
                record = fields.mapping(record, "a record")
                reader.take(fields.text(record, "type"), record)
    for number, item in enumerate(_items(top), 1):
        with arrivals.row(path, number):
            _take(fields.mapping(item, "an annotation"), reader)


def _items(top: Any) -> Iterator[Any]:
    if isinstance(top, list):
        yield from top
        return
    types = _many(top.get("type")) if isinstance(top, dict) else []
    if "AnnotationCollection" in types and isinstance(top.get("first"), dict):
        yield from _items(top["first"])
    elif "AnnotationPage" in types:
        items = top.get("items")
        yield from items if isinstance(items, list) else [items]
    else:
        yield top


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _take(item: Mapping[str, Any], reader: native.Reader) -> None:
    if "Annotation" not in _many(item.get("type")):
        raise Refused(f"its type is {item.get('type')!r}, not Annotation")
    if "id" in item and not isinstance(item["id"], str):
        raise Refused("its id is not one text")
    targets = _many(item.get("target"))
    if not targets:
        raise Refused("it has no target")
    said = _said(item, reader)
    bodies = [body for body in _many(item.get("body")) if isinstance(body, dict)]
    said["note"] = _value(bodies, "commenting", "replying", "describing")
    if "linking" in _many(item.get("motivation")):
        ends = [id_of(target) for target in targets if isinstance(target, str)]
        if len(ends) != 2 or len(targets) != 2:
            raise Refused("a link joins two annotations; this one does not")
        reader.arrivals.link(ends[0], ends[1], _value(bodies, "tagging") or "linking", **said)
        return
    label = _value(bodies, "classifying", "tagging", "identifying")
    if not label and not said["note"]:
        label = next((body for body in _many(item.get("body")) if isinstance(body, str)), "")
        label = (
            label or _value(bodies, None) or next((str(body["id"]) for body in bodies if "id" in body), "")
        )
    if not label:
        label = next(
            (value for value in _many(item.get("motivation")) if isinstance(value, str)), "annotation"
        )
    pieces = item.get("diptych:pieces") == len(targets)
    if len(targets) != 1 and not pieces:
        raise Refused("it has several targets, and is neither a link nor one span in pieces")
    parts = [fields.mapping(part, "its target (a whole resource, no place in a text)") for part in targets]
    article = _source(parts, reader)
    places = [_where(part, article) for part in parts]
    reader.arrivals.annotation(
        article, places[0][0], places[-1][1], label, pieces=places if pieces else (), **said,
        **{
            name: item[f"diptych:{term}"]
            for name, term in _FIELDS.items()
            if name != "session" and type(item.get(f"diptych:{term}")) is _TYPES[name]
        },
    )  # fmt: skip


def _said(item: Mapping[str, Any], reader: native.Reader) -> dict[str, Any]:
    creator = next(iter(_many(item.get("creator"))), None)
    if isinstance(creator, dict):
        creator = creator.get("name") or creator.get("nickname") or creator.get("id")
    session = item.get("diptych:session")
    return {
        "id": id_of(fields.text(item, "id", "")), "annotator": creator if isinstance(creator, str) else "",
        "created_at": fields.text(item, "created", ""), "updated_at": fields.text(item, "modified", ""),
        "session": reader.sessions.get(session) if isinstance(session, int) else None,
    }  # fmt: skip


def _value(bodies: Sequence[Mapping[str, Any]], *purposes: str | None) -> str:
    for body in bodies:
        if isinstance(body.get("value"), str) and body.get("purpose") in purposes:
            return str(body["value"])
    return ""


def _source(parts: list[Mapping[str, Any]], reader: native.Reader) -> StoredArticle:
    sources = {
        source.get("id") if isinstance(source := part.get("source"), dict) else source for part in parts
    }
    if len(sources) != 1 or not isinstance(iri := sources.pop(), str):
        raise Refused("its target is no place in one source")
    if (uuid := id_of(iri)) in reader.articles:
        return reader.article_of(uuid)
    library = reader.arrivals.library
    stored = library.articles.by_uuid(uuid)
    if stored is None:
        row = library.connection.row("SELECT id FROM article WHERE location = ? ORDER BY id", [iri])
        stored = None if row is None else library.articles.get(row[0])
    if stored is None:
        raise Refused(f"its source {iri} is no article of the library; add that first")
    return stored


def _where(part: Mapping[str, Any], article: StoredArticle) -> tuple[int, int]:
    """The place in the text: by position, checked against the quote; or by a quote that is there exactly once."""
    selectors = [one for one in _many(part.get("selector")) if isinstance(one, dict)]
    position = next((one for one in selectors if one.get("type") == "TextPositionSelector"), None)
    quoted = next((one for one in selectors if one.get("type") == "TextQuoteSelector"), None)
    if position is not None:
        start, end = fields.whole_number(position, "start"), fields.whole_number(position, "end")
        if quoted is not None:
            check_code_points(article.text, start, end, fields.text(quoted, "exact"), "the annotation")
        return start, end
    if quoted is None:
        raise Refused("it is about no place in a text (no text position, no quote)")
    exact, prefix = fields.text(quoted, "exact"), fields.text(quoted, "prefix", "")
    whole = prefix + exact + fields.text(quoted, "suffix", "")
    at = article.text.find(whole) if exact else -1
    if at < 0:
        raise Refused("its quote is not in the text")
    if article.text.find(whole, at + 1) >= 0:
        raise Refused("its quote is in the text more than once")
    return at + len(prefix), at + len(prefix) + len(exact)
