"""From bytes to clean text, before any offset exists.

The text is made safe to store and to count in (no lone surrogates, which SQLite refuses; no NUL, at which SQL's
``length()`` stops; LF alone as line end), and is otherwise left as written: no Unicode normalisation, for
that would change what the report says letter by letter.
"""

from __future__ import annotations

import codecs
import re
from collections import namedtuple

TYPE_CHECKING = False  # as typing's, whose import the first screen would have to wait for

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")

# The longer marks first: a UTF-32-LE mark starts with the UTF-16-LE one.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


if TYPE_CHECKING:
    from typing import NamedTuple

    class Decoded(NamedTuple):
        """Clean text, and how many characters were not kept as read (invalid bytes, CR, NUL, lone surrogates)."""

        text: str
        repairs: int

else:
    Decoded = namedtuple("Decoded", "text repairs")


def encoding_of(data: bytes) -> tuple[str, int]:
    """The encoding that a byte order mark names, and the mark's length in bytes; UTF-8 and 0 without one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            # A UTF-16-LE text whose first character is NUL looks like UTF-32-LE; only the length tells.
            if encoding == "utf-32-le" and len(data) % 4:
                continue
            return encoding, len(mark)
    return "utf-8", 0


def decode(data: bytes) -> Decoded:
    """Decode by the byte order mark, else as UTF-8; what is invalid becomes U+FFFD and is counted.

    A damaged UTF-16 or UTF-32 text may count a U+FFFD of its own; in UTF-8 the count is exact.
    """
    encoding, mark = encoding_of(data)
    body = data[mark:] if mark else data
    invalid = 0
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError:
        text = body.decode(encoding, "replace")
        invalid = max(text.count("\ufffd") - body.count("\ufffd".encode(encoding)), 1)
    cleaned, repairs = _cleaned(text)  # what was decoded has no lone surrogates
    return Decoded(cleaned, invalid + repairs)


def clean(text: str) -> Decoded:
    """CRLF and CR to LF, NUL out, lone surrogates to U+FFFD, byte order marks off the start.

    Idempotent, also through UTF-8: ``decode(clean(t).text.encode())`` is ``clean(t).text`` without repairs.
    """
    surrogates = 0
    if not text.isascii():
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            text, surrogates = _LONE_SURROGATE.subn("\ufffd", text)
    cleaned, repairs = _cleaned(text)
    return Decoded(cleaned, surrogates + repairs)


def _cleaned(text: str) -> Decoded:
    repairs = 0
    if "\0" in text:
        repairs += text.count("\0")
        text = text.replace("\0", "")
    if "\r" in text:
        repairs += text.count("\r")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text.lstrip("\ufeff"), repairs)
