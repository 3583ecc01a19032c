"""One report, as read from a file, a page or a stream."""

from __future__ import annotations

import hashlib
from typing import NamedTuple


def sha256_of(text: str) -> str:
    """Hex SHA-256 of the text's UTF-8 bytes; the name under which analysis is cached."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


class Article(NamedTuple):
    """A report with clean text; ``text`` never changes after reading, offsets point into it.

    ``published`` is an ISO 8601 date or date-time. ``location`` is an absolute path or an address, empty for
    a stream. ``language`` is an ISO 639 code, empty where unknown. ``repairs`` counts the characters that
    were not kept as read (invalid bytes, CR, NUL, lone surrogates).
    """

    text: str
    title: str = ""
    source: str = ""
    author: str = ""
    published: str | None = None
    location: str = ""
    fetched_at: str = ""
    language: str = ""
    repairs: int = 0

    @property
    def text_sha256(self) -> str:
        """Hex SHA-256 of the text."""
        return sha256_of(self.text)
