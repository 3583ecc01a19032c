"""Reading W3C Web Annotations: diptych's own, and those of other programs as far as they are about texts.

An annotation of another program is about an article that the library has, by its uuid or its location, or whose text
stands in the source itself. A target without a selector is the article's whole text; several targets, several tags or
classes, are an answer each. Comments become notes. What lies elsewhere on the web is not fetched, but told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.articles.article import Article
from diptych.formats import fields, native
from diptych.formats.fields import Refused
from diptych.formats.selectors import Place, fragment, many, selected
from diptych.formats.webannotation_terms import FIELDS, TYPES, id_of
from diptych.store.records import StoredArticle
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals

NAMING = ("classifying", "tagging", "identifying", "highlighting")
"""Purposes for which a body is a label; for every other one it is a comment."""

NAME = 80
"""Code points of a body without a purpose that may still be a label; a longer one is a comment."""

_TOLD = {
    "@context", "id", "@id", "type", "@type", "motivation", "motivatedBy", "creator", "created", "modified", "body",
    "bodyValue", "target", "diptych:pieces", "diptych:session", *(f"diptych:{term}" for term in FIELDS.values()),
}  # fmt: skip
_PLACED = {"id", "@id", "type", "@type", "source", "selector", "format", "language"}


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a collection, a page, a list of annotations or a single one."""
    top = fields.document(path)
    reader = native.Reader(arrivals)
    if isinstance(top, dict):
        records = top.get("diptych:records")
        literal = records.get("@value") if isinstance(records, dict) else None
        for number, record in enumerate(literal if isinstance(literal, list) else [], 1):
            with arrivals.row(f"{path} (records)", number):
                record = fields.mapping(record, "a record")
                reader.take(fields.text(record, "type"), record)
    for number, item in enumerate(_items(top, arrivals), 1):
        with arrivals.row(path, number):
            _take(fields.mapping(item, "an annotation"), reader)


def _items(top: Any, arrivals: Arrivals) -> Iterator[Any]:
    """The annotations of a collection, page, graph or list, one after another."""
    types = _types(top)
    if isinstance(top, list):
        yield from top
    elif "AnnotationCollection" in types and isinstance(top.get("first"), dict):
        yield from _items(top["first"], arrivals)
    elif "AnnotationPage" in types:
        while isinstance(top, dict):
            yield from many(top.get("items"))
            top = top.get("next")
        if top is not None:
            arrivals.leave("pages of a collection that lie elsewhere")
    elif isinstance(top, dict) and isinstance(top.get("@graph"), list):
        yield from top["@graph"]
    else:
        yield top


def _types(item: Any) -> list[str]:
    if not isinstance(item, dict):
        return []
    return [str(one).removeprefix("oa:") for one in many(item.get("type", item.get("@type")))]


@dataclass
class _Said:
    """What the bodies say: labels, comments, and what lies elsewhere."""

    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def take(self, body: Any, motivation: str, arrivals: Arrivals) -> None:
        """One body; without a purpose it has that of the annotation."""
        if isinstance(body, str):
            self.elsewhere.append(body)
            return
        body = fields.mapping(body, "a body")
        if choices := many(body.get("items", body.get("members"))):
            self.take(
                choices[0], motivation, arrivals
            )  # the first is what the model shows where nobody chooses
            arrivals.leave("further choices of a body", len(choices) - 1)
            return
        value = body.get("value", body.get("text"))
        if not isinstance(value, str):
            known = next(
                (
                    body[name]
                    for name in ("id", "@id", "source", "related")
                    if isinstance(body.get(name), str)
                ),
                "",
            )
            self.elsewhere.append(known or "a body without words")
            return
        purposes = [one for one in many(body.get("purpose", body.get("role"))) if isinstance(one, str)]
        purpose = (purposes or [motivation])[0]
        if purpose in NAMING or (not purpose and len(value) <= NAME and "\n" not in value):
            self.labels.append(value)
        else:
            self.notes.append(value)


def _take(item: Mapping[str, Any], reader: native.Reader) -> None:
    if "Annotation" not in (types := _types(item)):
        raise Refused(f"its type is {', '.join(types) or 'not given'}, not Annotation")
    if not isinstance(item.get("id", item.get("@id", "")), str):
        raise Refused("its id is not one text")
    targets = list(_targets(item))
    if not targets:
        raise Refused("it has no target")
    arrivals = reader.arrivals
    motivations = [
        str(one) for one in many(item.get("motivation", item.get("motivatedBy"))) if isinstance(one, str)
    ]
    motivation = motivations[0].removeprefix("oa:") if motivations else ""
    bodies = _Said()
    for body in [*many(item.get("body")), *({"value": value} for value in many(item.get("bodyValue")))]:
        bodies.take(body, motivation, arrivals)
    said = {**_who_and_when(item, reader), "note": "\n".join(bodies.notes)}
    for name in sorted(item.keys() - _TOLD):
        arrivals.leave(f"an annotation's {name}")
    if "linking" in motivations:
        ends = [id_of(target) for target in targets if isinstance(target, str)]
        if len(ends) != 2 or len(targets) != 2:
            raise Refused("a link joins two annotations; this one does not")
        arrivals.link(ends[0], ends[1], (bodies.labels or ["linking"])[0], **said)
        return
    labels, elsewhere = bodies.labels, bodies.elsewhere
    if not labels and not bodies.notes:  # an address is the only name this has
        labels, elsewhere = elsewhere[:1], elsewhere[1:]
    arrivals.leave("bodies that lie elsewhere", len(elsewhere))
    labels = list(dict.fromkeys(labels)) or [motivation or "annotation"]
    said |= {
        name: item[f"diptych:{term}"]
        for name, term in FIELDS.items()
        if name != "session" and type(item.get(f"diptych:{term}")) is TYPES[name]
    }
    pieces = item.get("diptych:pieces") == len(targets) > 1
    for number, parts in enumerate([targets] if pieces else [[target] for target in targets]):
        with arrivals.part():
            article, places = _places(parts, reader)
            for label in labels:
                arrivals.annotation(
                    article, places[0][0], places[-1][1], label, pieces=places if pieces else (),
                    **(said if number == 0 and label == labels[0] else {**said, "id": ""}),
                )  # fmt: skip


def _targets(item: Mapping[str, Any]) -> Iterator[Any]:
    for target in many(item.get("target")):
        if isinstance(target, dict) and "Independents" in _types(target):
            yield from many(target.get("items"))
        else:
            yield target


def _places(parts: list[Any], reader: native.Reader) -> tuple[StoredArticle, list[Place]]:
    """The article and the places in it that the pieces of one target mean."""
    articles = [_article(part, reader) for part in parts]
    if any(article.id != articles[0].id for article in articles):
        raise Refused("its pieces lie in several articles")
    places = []
    for part in parts:
        if isinstance(part, dict) and part.get("selector") is not None:
            places.append(selected(part["selector"], articles[0].text))
        else:
            places.append(fragment(_address(part)) or (0, len(articles[0].text)))
    return articles[0], places


def _address(part: Any) -> str:
    """The address of what a target is about."""
    if isinstance(part, dict):
        source = part.get("source", part.get("id", part.get("@id")))
        part = source.get("id", source.get("@id", "")) if isinstance(source, dict) else source
    if not isinstance(part, str):
        raise Refused("its target names no source")
    return part


def _article(part: Any, reader: native.Reader) -> StoredArticle:
    if isinstance(part, dict) and many(part.get("items", part.get("members", part.get("item")))):
        raise Refused(
            f"its target is a {', '.join(_types(part)) or 'group'} of several things, not one place in one text"
        )
    iri = _address(part)
    arrivals = reader.arrivals
    if isinstance(part, dict):
        for name in sorted(part.keys() - _PLACED):
            arrivals.leave(f"a target's {name}")
        source = part.get("source")
        if isinstance(source, dict) and isinstance(source.get("value"), str) and source["value"]:
            return arrivals.article(Article(source["value"], location=iri))
    if (uuid := id_of(iri)) in reader.articles:
        return reader.article_of(uuid)
    stored = arrivals.library.articles.by_uuid(uuid)
    for address in (iri, iri.partition("#")[0]):
        if stored is None:
            row = arrivals.library.connection.row(
                "SELECT id FROM article WHERE location = ? ORDER BY id", [clean(address)]
            )
            stored = None if row is None else arrivals.library.articles.get(row[0])
    if stored is None:
        raise Refused(f"it is about {iri or 'nothing'}, which is no article of the library; add that first")
    if "#" in iri and stored.location != iri and stored.uuid != uuid and fragment(iri) is None:
        raise Refused(f"it is about {iri}, a part of an article that diptych does not know how to find")
    return stored


def _who_and_when(item: Mapping[str, Any], reader: native.Reader) -> dict[str, Any]:
    creators = many(item.get("creator"))
    if len(creators) > 1:
        reader.arrivals.leave("further creators", len(creators) - 1)
    creator = creators[0] if creators else ""
    if isinstance(creator, dict):
        creator = creator.get("name") or creator.get("nickname") or creator.get("id")
    session = item.get("diptych:session")
    id = item.get("id", item.get("@id", ""))
    return {
        "id": id_of(id), "annotator": creator if isinstance(creator, str) else "",
        "created_at": fields.text(item, "created", ""), "updated_at": fields.text(item, "modified", ""),
        "session": reader.sessions.get(session) if isinstance(session, int) else None,
    }  # fmt: skip
