"""What is shown in place of characters that a terminal would obey or hide.

One code point becomes one code point, so every offset stays true on the screen. The same table serves the
article pane, the line filter under all widgets and the messages on the command line.
"""

from __future__ import annotations

import re

# "␦": in the block of control pictures, so whatever font shows "␛" shows it too, in one cell.
HIDDEN = "\u2426"
NEW_LINE = "\u2424"

# Half-open ranges by what they do. ZWJ, ZWNJ and variation selectors are left: emoji and several scripts need them.
_HIDING = (
    (0x00AD, 0x00AE),  # soft hyphen: one cell in some terminals, none in others
    (0x061C, 0x061D),  # Arabic letter mark
    (0x180E, 0x180F),  # Mongolian vowel separator
    (0x200B, 0x200C),  # zero width space
    (0x200E, 0x2010),  # left-to-right and right-to-left marks
    (0x202A, 0x202F),  # bidi embeddings and overrides
    (0x2060, 0x2070),  # word joiner, invisible operators, bidi isolates, deprecated format characters
    (0xD800, 0xE000),  # lone surrogates: written as six characters, measured as one
    (0xFEFF, 0xFF00),  # byte order mark, zero width no-break space
    (0xFFF9, 0xFFFC),  # interlinear annotation
    (0x1BCA0, 0x1BCA4),  # shorthand format controls
    (0x1D173, 0x1D17B),  # musical format controls
    (0xE0000, 0xE0080),  # tags
)

_TABLE: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20)},  # C0, as its picture
    **dict.fromkeys(range(0x7F, 0xA0), HIDDEN),  # DEL is set below; C1 has no pictures
    0x7F: "\u2421",
    0x2028: NEW_LINE,
    0x2029: NEW_LINE,
    **{code: HIDDEN for first, end in _HIDING for code in range(first, end)},
}
LINE_TABLE: dict[int, str] = dict(_TABLE)
TEXT_TABLE: dict[int, str] = {**_TABLE, 0x09: " "}
del TEXT_TABLE[0x0A]


def _character_class(codes: list[int]) -> str:
    """A regular expression for exactly these code points (sorted), written as ranges."""
    parts, first, last = [], codes[0], codes[0]
    for code in codes[1:]:
        if code != last + 1:
            parts.append(f"\\U{first:08x}-\\U{last:08x}")
            first = code
        last = code
    parts.append(f"\\U{first:08x}-\\U{last:08x}")
    return f"[{''.join(parts)}]"


DANGEROUS = re.compile(_character_class(sorted(TEXT_TABLE)))
"""Finds what ``visible`` replaces: all but LF."""

_DANGEROUS_IN_LINE = re.compile(_character_class(sorted(LINE_TABLE)))


def is_dangerous(text: str) -> bool:
    """Whether anything in the text (LF aside) must not reach a terminal as it is."""
    # Nothing in the table is printable, so this C loop settles nearly every line.
    return not text.isprintable() and DANGEROUS.search(text) is not None


def visible(text: str) -> str:
    """The text as it may be shown: same length in code points, LF kept, TAB as a space.

    C0 controls become their pictures (ESC → ␛), everything else that a terminal obeys or hides one sign.
    """
    if text.isprintable() or DANGEROUS.search(text) is None:
        return text
    return text.translate(TEXT_TABLE)


def visible_line(text: str) -> str:
    """As ``visible``, for places one line high (titles, paths, notes in tables): LF and TAB become pictures."""
    if text.isprintable() or _DANGEROUS_IN_LINE.search(text) is None:
        return text
    return text.translate(LINE_TABLE)
