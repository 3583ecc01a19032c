"""The names that diptych adds to the W3C Web Annotation model, and the addresses of what it writes."""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

CONTEXT_ADDRESS = "http://www.w3.org/ns/anno.jsonld"
TERMS = "urn:diptych:"

FIELDS = {
    "scheme": "scheme", "certainty": "certainty", "attributed_to": "attributedTo",
    "attributed_start": "attributedStart", "attributed_end": "attributedEnd", "session": "session",
}  # fmt: skip
"""Fields of an answer that the model has no term for, and ours for them."""

TYPES = {name: int if name.endswith(("_start", "_end")) else str for name in FIELDS}

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def address(kind: str, id: str) -> str:
    """The IRI of an article, annotation or link: its uuid, or its id under diptych's own name space."""
    return f"urn:uuid:{id}" if _UUID.fullmatch(id) else f"{TERMS}{kind}:{quote(id, safe='')}"


def id_of(iri: str) -> str:
    """The id in an IRI that ``address`` made; any other IRI is its own id."""
    if iri.startswith("urn:uuid:"):
        return iri.removeprefix("urn:uuid:")
    match = re.fullmatch(rf"{TERMS}[a-z]+:(.*)", iri, re.DOTALL)
    return unquote(match[1]) if match else iri
