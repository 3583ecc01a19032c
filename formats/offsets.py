"""Code points and UTF-16 code units: the field's commonest bug, kept in one place.

diptych counts Unicode code points. Label Studio, UIMA CAS and WebAnno count UTF-16 code units, where every
character beyond U+FFFF (an emoji, say) counts twice. All offsets are 0-based, all spans end exclusive.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from diptych.errors import OffsetMismatch

if TYPE_CHECKING:
    from diptych.store.records import Annotation

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Utf16:
    """Both directions for one text; building it is linear, each question is a binary search in its emoji.

    A text without characters beyond U+FFFF costs nothing but one scan.
    """

    __slots__ = ("_astral", "_astral_units", "length", "units")

    def __init__(self, text: str) -> None:
        self._astral = array(
            "Q", () if text.isascii() else (match.start() for match in _ASTRAL.finditer(text))
        )
        self._astral_units = array("Q", (at + before for before, at in enumerate(self._astral)))
        self.length = len(text)
        self.units = len(text) + len(self._astral)

    def from_code_points(self, offset: int) -> int:
        """The same place counted in UTF-16 units; raises OffsetMismatch outside the text."""
        if not 0 <= offset <= self.length:
            raise OffsetMismatch(f"Offset {offset} lies outside a text of {self.length} code points.")
        return offset + bisect_left(self._astral, offset) if self._astral else offset

    def to_code_points(self, unit: int) -> int:
        """The same place counted in code points.

        Raises OffsetMismatch outside the text, or between the two halves of one character.
        """
        if not 0 <= unit <= self.units:
            raise OffsetMismatch(f"Offset {unit} lies outside a text of {self.units} UTF-16 units.")
        if not self._astral:
            return unit
        before = bisect_right(self._astral_units, unit)
        if before and unit == self._astral_units[before - 1] + 1:
            raise OffsetMismatch(f"Offset {unit} lies inside a character that takes two UTF-16 units.")
        return unit - bisect_left(self._astral_units, unit)


def utf16_slice(encoded: bytes, start: int, end: int) -> str:
    """What stands at [start, end) in UTF-16 units of a text encoded as UTF-16-LE: the target's own view."""
    return encoded[2 * start : 2 * end].decode("utf-16-le", errors="replace")


def check_code_points(text: str, start: int, end: int, quote: str, where: str) -> None:
    """Raise OffsetMismatch unless ``text[start:end]`` is ``quote``."""
    if not 0 <= start <= end <= len(text):
        raise OffsetMismatch(
            f"{where}: the span {start}–{end} lies outside its text of {len(text)} characters."
        )
    if text[start:end] != quote:
        raise OffsetMismatch(
            f"{where}: at {start}–{end} the text has {short(text[start:end])}, not {short(quote)}."
        )


def check_annotation(text: str, annotation: Annotation) -> None:
    """Raise OffsetMismatch unless the annotation's quote stands at its place in its article's text."""
    check_code_points(text, annotation.start, annotation.end, annotation.quote, f"Annotation {annotation.id}")


def check_utf16(encoded: bytes, start: int, end: int, quote: str, where: str) -> None:
    """Raise OffsetMismatch unless the UTF-16 units [start, end) are ``quote``."""
    if utf16_slice(encoded, start, end) != quote:
        raise OffsetMismatch(
            f"{where}: at UTF-16 units {start}–{end} stands {short(utf16_slice(encoded, start, end))}, "
            f"not {short(quote)}."
        )


def short(text: str, width: int = 40) -> str:
    """A quoted, printable, one-line form of a text for a message: at most ``width`` characters of it."""
    return ascii_safe(text if len(text) <= width else text[: width - 1] + "…")


def ascii_safe(text: str) -> str:
    """The text in quotes with everything that is not printable escaped, as Python's repr does."""
    return repr(text)
