"""One report, as read from a file, a page or a stream."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import NamedTuple

_LONG = 256 * 1024
"""Bytes from which OpenSSL's SHA-256, four times as fast, is worth its loading."""


def sha256_of(text: str) -> str:
    """Hex SHA-256 of the text's UTF-8 bytes; the name under which analysis is cached."""
    return sha256_of_bytes(text.encode("utf-8"))


def sha256_of_bytes(data: bytes) -> str:
    """Hex SHA-256. OpenSSL only where there is much to do: loading it costs a start 3 ms and 4 MB."""
    if len(data) <= _LONG:
        with suppress(ImportError):  # Python's own, as the module random takes it
            if sys.version_info >= (3, 12):
                from _sha2 import sha256  # type: ignore[import-not-found, unused-ignore]
            else:
                from _sha256 import sha256  # type: ignore[import-not-found, unused-ignore]
            return str(sha256(data).hexdigest())
    import hashlib

    return hashlib.sha256(data).hexdigest()


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
