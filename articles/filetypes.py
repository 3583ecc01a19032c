"""Files that hold no plain text, known by their first bytes, and what their owner can do."""

from __future__ import annotations

_SAVE_AS_TEXT = "save it as plain text (UTF-8) and open that"
_MAGIC: tuple[tuple[int, bytes, str, str], ...] = (
    # offset, first bytes, what it is, what to do
    (0, b"%PDF-", "a PDF", "save the text of the PDF first (for example with pdftotext) and open that"),
    (0, b"SQLite format 3\0", "an SQLite database", "give a diptych library with --db instead"),
    (0, b"{\\rtf", "a rich text (RTF) file", _SAVE_AS_TEXT),
    (0, b"PK\x03\x04", "a zip archive or an office document", _SAVE_AS_TEXT),
    (0, b"PK\x05\x06", "an empty zip archive", "unpack its files and open those"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document", _SAVE_AS_TEXT),
    (0, b"\x1f\x8b", "a gzip archive", "unpack it first (gunzip)"),
    (0, b"BZh", "a bzip2 archive", "unpack it first (bunzip2)"),
    (0, b"\xfd7zXZ\0", "an xz archive", "unpack it first (unxz)"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "unpack it first"),
    (0, b"\x28\xb5\x2f\xfd", "a zstd archive", "unpack it first (unzstd)"),
    (0, b"\x89PNG\r\n\x1a\n", "a PNG picture", "open the report's text instead"),
    (0, b"\xff\xd8\xff", "a JPEG picture", "open the report's text instead"),
    (0, b"GIF87a", "a GIF picture", "open the report's text instead"),
    (0, b"GIF89a", "a GIF picture", "open the report's text instead"),
    (0, b"II*\0", "a TIFF picture", "open the report's text instead"),
    (0, b"MM\0*", "a TIFF picture", "open the report's text instead"),
    (8, b"WEBP", "a WebP picture", "open the report's text instead"),
    (8, b"WAVE", "a sound file", "open a transcript instead"),
    (0, b"ID3", "a sound file", "open a transcript instead"),
    (0, b"OggS", "a sound file", "open a transcript instead"),
    (0, b"fLaC", "a sound file", "open a transcript instead"),
    (4, b"ftyp", "a video or sound file", "open a transcript instead"),
    (0, b"\x7fELF", "a program", "open a text file instead"),
    (0, b"PAR1", "a Parquet file", "use diptych import for data sets"),
)
_UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")
_LOOKED_AT = 65_536
_CONTROLS = bytes(code for code in range(32) if code not in b"\a\b\t\n\v\f\r\x1b")


def binary_kind(data: bytes) -> tuple[str, str] | None:
    """What the bytes are, and what to do about it, both to stand in a sentence; None where they may be text."""
    for offset, magic, kind, remedy in _MAGIC:
        if data.startswith(magic, offset):
            return kind, remedy
    if data.startswith(_UNICODE_MARKS):
        return None
    sample = data[:_LOOKED_AT]
    nuls = sample.count(0)
    if nuls > 4 and nuls * 3 > len(sample) and (not any(sample[0::2]) or not any(sample[1::2])):
        return "UTF-16 text without a byte order mark", "save it as UTF-8"
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    # Random bytes have one control in ten; a text full of escape sequences is a text.
    if (nuls > 4 and nuls * 100 > len(sample)) or (controls > 4 and controls * 20 > len(sample)):
        return "a binary file", "open a text file (.txt, .md or .html) instead"
    return None


def looks_like_html(data: bytes) -> bool:
    """Whether the bytes start as a web page does."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return start.startswith((b"<!doctype html", b"<html", b"<head")) or (
        start.startswith(b"<?xml") and b"<html" in start
    )
