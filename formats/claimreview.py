"""schema.org ClaimReview as JSON-LD: one review a claim, so that fact-checkers' tools can pick claims up. Written only.

A claim in diptych has been found, not checked: its rating says "not rated", except under the scheme ``verdict``, whose
labels are ratings. The label is a keyword. A link ``same`` becomes ``sameAs`` of the two claims and a further
``appearance``; other links are told as lost. ``<``, ``>`` and ``&`` are written as escapes, so that the file can stand
inside a page as it is. Properties: https://schema.org/ClaimReview, https://schema.org/Claim.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from diptych.formats.meaning import Meanings
from diptych.formats.offsets import check_code_points
from diptych.formats.webannotation_terms import address
from diptych.store.records import NOT_A_CLAIM

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Document, Selection
    from diptych.store.records import Annotation, StoredArticle

SAME = "same"
VERDICTS = "verdict"
NOT_RATED = "not rated"

_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one JSON-LD document, a review a line."""
    sink, meanings = export.file(), Meanings(selection.library)
    sink.text('{"@context": "https://schema.org", "@graph": [')
    comma = "\n"
    for document in export.documents(selection):
        same = _same(document, export, selection)
        for annotation in document.annotations:
            if annotation.pieces:
                continue  # told by the frame: the claim would read on over what is not part of it
            if (kind := meanings.kind(annotation)) != "claim":
                if annotation.label != NOT_A_CLAIM:  # that one is told by the frame
                    export.loss.add("label" if kind == "other" else "not_a_claim", annotation.id)
                continue
            sink.text(comma + _json(_review(annotation, document.article, same.get(annotation.id, []))))
            comma = ",\n"
    sink.text("\n]}\n")


def _json(record: Mapping[str, Any]) -> str:
    return json.dumps(record, ensure_ascii=False).translate(_ESCAPES)


def _same(
    document: Document, export: Export, selection: Selection
) -> dict[str, list[tuple[Annotation, StoredArticle]]]:
    """The other tellings of each claim that starts a link "same"; every other link is lost."""
    library, meanings = selection.library, Meanings(selection.library)
    kept = {one.id for one in document.annotations if not one.pieces and meanings.kind(one) == "claim"}
    found: dict[str, list[tuple[Annotation, StoredArticle]]] = {}
    for tie in document.ties:
        link, target = tie.link, library.annotations.get(tie.link.target)
        cross = tie.target_article != document.article.id
        if (
            link.relation == SAME
            and link.source in kept
            and not target.pieces
            and meanings.kind(target) == "claim"
        ):
            article = selection.shown(library.articles.get(tie.target_article))
            found.setdefault(link.source, []).append((target, article))
        else:
            export.loss.add("cross_link" if cross else "relation", link.id)
    return found


def _review(
    annotation: Annotation, article: StoredArticle, same: list[tuple[Annotation, StoredArticle]]
) -> dict[str, Any]:
    where = f"Annotation {annotation.id}"
    check_code_points(article.text, annotation.start, annotation.end, annotation.quote, where)
    others = {other.id: other for _, other in same if other.id != article.id}
    claim = _filled({
        "@type": "Claim",
        "@id": _claim(annotation.id),
        "text": annotation.quote,
        "author": _filled({"@type": "Person", "name": annotation.attributed_to}),
        "datePublished": article.published,
        "appearance": [_report(article), *map(_report, others.values())],
        "sameAs": [_claim(target.id) for target, _ in same],
    })  # fmt: skip
    rating = annotation.label if annotation.scheme == VERDICTS else NOT_RATED
    return _filled({
        "@type": "ClaimReview",
        "@id": address("annotation", annotation.id),
        "claimReviewed": annotation.quote,
        "itemReviewed": claim,
        "reviewRating": {"@type": "Rating", "alternateName": rating},
        "reviewBody": annotation.note,
        "keywords": [annotation.label],
        "author": {"@type": "Person", "name": annotation.annotator},
        "dateCreated": annotation.created_at,
        "dateModified": annotation.updated_at,
    })  # fmt: skip


def _claim(id: str) -> str:
    return address("annotation", id) + "#claim"


def _report(article: StoredArticle) -> dict[str, Any]:
    web = article.location.startswith(("http://", "https://"))
    return _filled({
        "@type": "NewsArticle",
        "@id": address("article", article.uuid),
        "headline": article.title,
        "publisher": _filled({"@type": "Organization", "name": article.source}),
        "author": _filled({"@type": "Person", "name": article.author}),
        "datePublished": article.published,
        "inLanguage": article.language,
        "url": article.location if web else "",
        "identifier": "" if web else article.location,
    })  # fmt: skip


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    """The record without what is empty; a thing of which only the type is known is empty itself."""
    kept = {key: value for key, value in record.items() if value}
    return kept if kept.keys() - {"@type"} else {}
