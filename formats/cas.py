"""UIMA CAS XMI with its type system, through dkpro-cassis: a CAS an article, for INCEpTION and other UIMA tools.

Written: a folder with ``TypeSystem.xml`` and an ``.xmi`` file for each article. Answers are ``webanno.custom.Claim``,
links inside an article ``webanno.custom.ClaimLink`` (laid out as INCEpTION's relation layers), sentences DKPro Core's
Sentence. Offsets are UTF-16 units. XML 1.0 has no place for most control characters: U+FFFD stands for them.

Read: that, or any CAS as XMI or JSON. A type that no type system beside the file describes is taken as it stands in the
file. An annotation's label is its ``value`` (or ``label``, …), else its type's name; its scheme is its type's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from diptych.formats.cas_reading import read
from diptych.formats.cas_types import (
    CLAIM,
    CLAIM_FEATURES,
    LINK,
    LINK_FEATURES,
    METADATA,
    REPORT,
    REPORT_FEATURES,
    SENTENCE,
    SPEAKER,
    typesystem,
)
from diptych.formats.offsets import Utf16, check_utf16

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Document, Selection
    from diptych.store.records import Annotation

__all__ = ["read", "write"]

_LOST = {
    "label": "label", "note": "note", "attributed_to": "attribution", "annotator": "annotator",
    "certainty": "certainty", "scheme": "scheme", "id": "id", "relation": "label",
}  # fmt: skip

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(selection: Selection, export: Export) -> None:
    """Write the type system, and a file for each article, named by its place in the export."""
    types = typesystem()
    export.file("TypeSystem.xml").text(types.to_xml())
    for number, document in enumerate(export.documents(selection), 1):
        export.small_file(f"{number:05d}.xmi", _cas(document, types, export).to_xmi())


def _cas(document: Document, types: Any, export: Export) -> Any:
    from cassis import Cas

    article = document.article
    text = _NOT_XML.sub("\ufffd", article.text)
    if text != article.text:
        export.loss.add("quote", article.uuid)
    cas = Cas(types, sofa_string=text, sofa_mime="text/plain")
    features = _features(article, REPORT_FEATURES, export, article.uuid)
    title = features.get("title", "")
    cas.add(types.get_type(METADATA)(
        begin=0, end=len(text), language=features.get("language") or "x-unspecified", documentTitle=title,
        documentId=article.uuid,
    ))  # fmt: skip
    cas.add(types.get_type(REPORT)(begin=0, end=len(text), **features))
    for sentence in document.sentences:
        cas.add(types.get_type(SENTENCE)(begin=sentence.start, end=sentence.end))
    utf16, encoded = Utf16(text), text.encode("utf-16-le")
    claims = {}
    for annotation in document.annotations:
        if annotation.pieces:
            continue  # told by the frame
        _check(annotation, utf16, encoded, export)
        claim = types.get_type(CLAIM)(
            begin=annotation.start, end=annotation.end,
            **_features(annotation, CLAIM_FEATURES, export, annotation.id),
        )  # fmt: skip
        if annotation.attributed_start is not None:
            claim.speaker = types.get_type(SPEAKER)(
                begin=annotation.attributed_start, end=annotation.attributed_end
            )
            cas.add(claim.speaker)
        cas.add(claim)
        claims[annotation.id] = claim
    for link in _links(document, claims, export):
        cas.add(link)
    return cas


def _check(annotation: Annotation, utf16: Utf16, encoded: bytes, export: Export) -> None:
    """The quote at its place in UTF-16 units, as it is in XML."""
    quote = _NOT_XML.sub("\ufffd", annotation.quote)
    if quote != annotation.quote:
        export.loss.add("quote", annotation.id)
    first, last = utf16.from_code_points(annotation.start), utf16.from_code_points(annotation.end)
    check_utf16(encoded, first, last, quote, f"Annotation {annotation.id}")


def _links(document: Document, claims: Mapping[str, Any], export: Export) -> Iterator[Any]:
    for tie in document.ties:
        link = tie.link
        if tie.target_article != document.article.id:
            continue  # told by the frame
        source, target = claims.get(link.source), claims.get(link.target)
        if source is None or target is None:
            export.loss.add("relation", link.id)
            continue
        yield source.type.typesystem.get_type(LINK)(
            begin=target.begin, end=target.end, Governor=source, Dependent=target,
            **_features(link, LINK_FEATURES, export, link.id),
        )  # fmt: skip


def _features(record: Any, names: Mapping[str, str], export: Export, id: str) -> dict[str, str]:
    """The record's fields by feature, without empty ones; what XML cannot hold is told."""
    found = {}
    for name, feature in names.items():
        value = getattr(record, name) or ""
        written = _NOT_XML.sub("\ufffd", value)
        if written != value:
            about_link = name == "note" and names is LINK_FEATURES
            export.loss.add("link_note" if about_link else _LOST.get(name, "article"), id)
        if written:
            found[feature] = written
    return found
