"""Selectors of the W3C Web Annotation model: which place of a text they mean; never a guess.

Known: positions and quotes in the text, ranges between two of these, ``char=`` fragments (RFC 5147), and selectors
refined by others. A quote must stand exactly once where it is looked for. Where several selectors name one place, a
position is checked against the quote. The model counts code points; programs that run in browsers count UTF-16 units:
those are taken where only so the quote stands at the position.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from diptych.errors import OffsetMismatch
from diptych.formats import fields
from diptych.formats.fields import Refused
from diptych.formats.offsets import Utf16, check_code_points

Place = tuple[int, int]
"""Start and end in code points of the whole text, end exclusive."""

_CHARACTERS = re.compile(r"char=([0-9]{1,12}),([0-9]{1,12})(?:;.*)?")


def many(value: Any) -> list[Any]:
    """JSON-LD has one value where it could have a list; null is none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def selected(selectors: Any, text: str) -> Place:
    """The place that selectors mean, all of them the same one; Refused or OffsetMismatch where that is not clear."""
    found = [one for one in many(selectors) if isinstance(one, dict)]
    return _place(found, text, (0, len(text)))


def fragment(iri: str) -> Place | None:
    """The place in the fragment of an address, if it is one of characters: ``#char=3,14``."""
    match = _CHARACTERS.fullmatch(iri.partition("#")[2])
    return (int(match[1]), int(match[2])) if match else None


def _place(selectors: Sequence[Mapping[str, Any]], text: str, inside: Place) -> Place:
    by_type = {
        str(type).removeprefix("oa:"): one
        for one in selectors
        for type in many(one.get("type", one.get("@type", "a selector without a type")))
    }
    quoted = by_type.get("TextQuoteSelector")
    if (position := by_type.get("TextPositionSelector")) is not None:
        found = _positioned(
            fields.whole_number(position, "start"), fields.whole_number(position, "end"), text, inside, quoted
        )
        return _refined(position, text, found)
    if (cut := by_type.get("FragmentSelector")) is not None and (
        characters := fragment(f"#{fields.text(cut, 'value', '')}")
    ):
        return _refined(cut, text, _positioned(*characters, text, inside, quoted))
    if (range := by_type.get("RangeSelector")) is not None:
        ends = [_place(many(range.get(name)), text, inside)[0] for name in ("startSelector", "endSelector")]
        return _refined(
            range, text, _positioned(ends[0] - inside[0], ends[1] - inside[0], text, inside, quoted)
        )
    if quoted is not None:
        return _refined(quoted, text, _once(quoted, text, inside))
    for one in (
        selectors
    ):  # a path, say, that nobody can follow here: what is quoted inside may still be there only once
        for inner in many(one.get("refinedBy")):
            if isinstance(inner, dict) and inner.get("type") == "TextQuoteSelector":
                return _refined(inner, text, _once(inner, text, inside))
    named = ", ".join(sorted(by_type)) or "its selector lies elsewhere"
    raise Refused(f"it is about no place in a text that diptych could find ({named})")


def _refined(selector: Mapping[str, Any], text: str, place: Place) -> Place:
    inner = [one for one in many(selector.get("refinedBy")) if isinstance(one, dict)]
    return _place(inner, text, place) if inner else place


def _positioned(start: int, end: int, text: str, inside: Place, quoted: Mapping[str, Any] | None) -> Place:
    first, last = start + inside[0], end + inside[0]
    if quoted is None:
        if not inside[0] <= first < last <= inside[1]:
            raise OffsetMismatch(
                f"the span {start}–{end} is empty or outside its text of {inside[1] - inside[0]} characters"
            )
        return first, last
    exact = fields.text(quoted, "exact")
    try:
        check_code_points(text, first, last, exact, "the annotation")
    except OffsetMismatch:
        if (counted := _in_units(start, end, text[inside[0] : inside[1]])) is None:
            raise
        units = counted[0] + inside[0], counted[1] + inside[0]
        if not exact or text[units[0] : units[1]] != exact:
            raise
        return units
    return first, last


def _in_units(start: int, end: int, text: str) -> Place | None:
    """The place if the numbers count UTF-16 units; None where they cannot."""
    utf16 = Utf16(text)
    try:
        return utf16.to_code_points(start), utf16.to_code_points(end)
    except OffsetMismatch:
        return None


def _once(quoted: Mapping[str, Any], text: str, inside: Place) -> Place:
    exact, prefix = fields.text(quoted, "exact"), fields.text(quoted, "prefix", "")
    whole = prefix + exact + fields.text(quoted, "suffix", "")
    before = max(0, inside[0] - len(prefix))  # what stands around a quote may lie outside
    at = text.find(whole, before) if exact else -1
    if at < 0 or at + len(prefix) + len(exact) > inside[1]:
        raise Refused("its quote is not in the text")
    if 0 <= text.find(whole, at + 1) <= inside[1] - len(prefix) - len(exact):
        raise Refused("its quote is in the text more than once")
    return at + len(prefix), at + len(prefix) + len(exact)
