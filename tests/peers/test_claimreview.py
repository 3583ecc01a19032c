"""PyLD and rdflib read the ClaimReview as linked data: the same claims, their reports, and which are the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.store import Library


def test_the_reviews_are_linked_data(library: Library, tmp_path: Path) -> None:
    """Each review is a node with its claim; "same" joins two claims by their names. Nothing is fetched."""
    jsonld = pytest.importorskip("pyld.jsonld", reason="the extra peers is not installed")
    rdflib = pytest.importorskip("rdflib", reason="the extra peers is not installed")
    claims = [one for one in library.annotations.each() if one.label == "claim" and one.annotator == "ann"]
    first, second = sorted(claims, key=lambda one: one.article)
    library.links.add(first.id, second.id, "same")
    formats.export(library, "claimreview", tmp_path / "out.json", allow_loss=True)

    def schema(address: str, options: Any) -> dict[str, Any]:
        assert address == "https://schema.org"
        context = {"@vocab": "http://schema.org/", "sameAs": {"@type": "@id"}, "url": {"@type": "@id"}}
        return {"contextUrl": None, "documentUrl": address, "document": {"@context": context}}

    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    quads = jsonld.to_rdf(document, {"documentLoader": schema, "format": "application/n-quads"})
    graph = rdflib.Dataset().parse(data=quads, format="nquads")
    vocabulary = rdflib.Namespace("http://schema.org/")
    reviewed = {str(value) for _, _, value, _ in graph.quads((None, vocabulary.claimReviewed, None, None))}
    assert reviewed == {
        one.quote for one in library.annotations.each() if one.label != "not_a_claim" and not one.pieces
    }
    same = [(str(a), str(b)) for a, _, b, _ in graph.quads((None, vocabulary.sameAs, None, None))]
    assert same == [(f"urn:uuid:{first.id}#claim", f"urn:uuid:{second.id}#claim")]
