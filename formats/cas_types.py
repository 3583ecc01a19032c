"""The UIMA types that diptych writes, and which fields of its records their features hold."""

from __future__ import annotations

from typing import Any

CLAIM, LINK, SPEAKER = "webanno.custom.Claim", "webanno.custom.ClaimLink", "webanno.custom.Speaker"
REPORT = "webanno.custom.Report"
SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"

CLAIM_FEATURES = {
    "label": "label", "scheme": "scheme", "annotator": "annotator", "certainty": "certainty", "note": "note",
    "attributed_to": "attributedTo", "id": "identifier", "created_at": "created", "updated_at": "updated",
}  # fmt: skip
LINK_FEATURES = {
    "relation": "relation", "note": "note", "annotator": "annotator", "id": "identifier", "created_at": "created",
    "updated_at": "updated",
}  # fmt: skip
REPORT_FEATURES = {
    "uuid": "identifier", "title": "title", "source": "source", "author": "author", "published": "published",
    "location": "location", "fetched_at": "fetched", "language": "language",
}  # fmt: skip


def typesystem() -> Any:
    """The type system of what diptych writes."""
    from cassis import TypeSystem

    types = TypeSystem()
    types.create_type(SENTENCE, "uima.tcas.Annotation")
    metadata = types.create_type(METADATA, "uima.tcas.DocumentAnnotation")
    for name in ("documentTitle", "documentId"):
        types.create_feature(metadata, name, "uima.cas.String")
    types.create_type(SPEAKER, "uima.tcas.Annotation")
    made = {}
    for name, features in ((REPORT, REPORT_FEATURES), (CLAIM, CLAIM_FEATURES), (LINK, LINK_FEATURES)):
        made[name] = types.create_type(name, "uima.tcas.Annotation")
        for feature in features.values():
            types.create_feature(made[name], feature, "uima.cas.String")
    types.create_feature(made[CLAIM], "speaker", SPEAKER)
    for end in ("Governor", "Dependent"):
        types.create_feature(made[LINK], end, CLAIM)
    return types
