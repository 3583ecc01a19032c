"""The display mapping: nothing that a terminal obeys or hides reaches it, and no offset moves."""

from __future__ import annotations

import sys
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from diptych.articles.visible import DANGEROUS, LINE_TABLE, TEXT_TABLE, is_dangerous, visible, visible_line

FORBIDDEN = [
    *range(0x20),
    *range(0x7F, 0xA0),
    0x061C,
    0x200E,
    0x200F,
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0x2028,
    0x2029,
    0xFEFF,
    *range(0xFFF9, 0xFFFC),
    *range(0xE0000, 0xE0080),
    *range(0xD800, 0xE000),
]
ANY_TEXT = st.text(
    st.one_of(st.characters(exclude_categories=()), st.sampled_from([chr(code) for code in FORBIDDEN]))
)


def test_every_forbidden_character_is_replaced() -> None:
    """C0, DEL, C1, bidi controls, LS, PS, BOM, tags, surrogates: each becomes one printable sign, LF alone stays."""
    for code in FORBIDDEN:
        shown, line = visible(chr(code)), visible_line(chr(code))
        assert len(shown) == len(line) == 1
        assert line.isprintable()
        assert shown == "\n" if code == 0x0A else shown.isprintable()


@given(ANY_TEXT)
@example("a\x1b]52;c;eA==\x07 \u202e\u2066 \x9b2J \U000e0041 \ufeff\r\n\t")
def test_offsets_stay_true(text: str) -> None:
    """The length never changes, harmless signs stay in place, and a second pass changes nothing."""
    for shown in (visible(text), visible_line(text)):
        assert len(shown) == len(text)
        assert all(new == old for old, new in zip(text, shown, strict=True) if ord(old) not in LINE_TABLE)
        assert not any(ord(sign) in FORBIDDEN for sign in shown if sign != "\n")
    assert "\n" not in visible_line(text)
    assert visible(visible(text)) == visible(text)
    assert visible_line(visible_line(text)) == visible_line(text)


@given(ANY_TEXT)
def test_the_expression_and_the_table_agree(text: str) -> None:
    """What the exported expression finds is exactly what the table replaces."""
    assert {match[0] for match in DANGEROUS.finditer(text)} == {
        sign for sign in text if ord(sign) in TEXT_TABLE
    }
    assert is_dangerous(text) == (visible(text) != text)


def test_the_fast_path_is_true() -> None:
    """Nothing that Python calls printable is in the table, and no other C0, C1, Zl or Zp is missing from it."""
    assert not any(chr(code).isprintable() for code in LINE_TABLE)
    for code in range(sys.maxunicode + 1):
        if unicodedata.category(chr(code)) in ("Cc", "Cs", "Zl", "Zp"):
            assert code in LINE_TABLE


def test_escape_is_shown_as_its_picture() -> None:
    """ESC and DEL become their control pictures, TAB a space in text and a picture in a line."""
    assert visible("a\x1b[31m\x7f\tb") == "a␛[31m␡ b"
    assert visible_line("a\nb\tc") == "a␊b␉c"


def test_what_scripts_and_emoji_need_stays() -> None:
    """ZWJ, ZWNJ, variation selectors, combining marks and no-break spaces are left alone."""
    text = "👩\u200d👩\u200d👧 ❤\ufe0f می\u200cخواهم e\u0301 10\u00a0km"
    assert visible(text) == text
