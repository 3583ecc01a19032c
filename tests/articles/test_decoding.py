"""Decoding: whatever the bytes, clean text comes out, and what was changed is counted."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diptych.articles.decoding import clean, decode

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
ANY_TEXT = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"]
)
def test_byte_order_marks_choose_the_encoding(encoding: str) -> None:
    """A text with a byte order mark comes out whole, without the mark and without repairs."""
    text = "Gaza – ‘days’ 🕊 ערב"
    mark = "" if encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32") else "\ufeff"
    assert decode((mark + text).encode(encoding)) == (text, 0)


@pytest.mark.parametrize(
    ("data", "text", "repairs"),
    [
        (b"", "", 0),
        (b"a\r\nb\rc\n", "a\nb\nc\n", 2),
        (b"a\0b", "ab", 1),
        (b"\r\0\n", "\n", 2),
        (b"caf\xe9 open", "caf\ufffd open", 1),
        (b"\xef\xbf\xbd \xff", "\ufffd \ufffd", 1),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd", 3),
        (b"\xff\xfe" + "a\ud800b".encode("utf-16-le", "surrogatepass"), "a\ufffdb", 1),
        (b"\xff\xfea\0b", "a\ufffd", 1),
        (b"\xff\xfe\0\0a", "\ufffd", 2),
    ],
)
def test_repairs_are_made_and_counted(data: bytes, text: str, repairs: int) -> None:
    """CR, NUL, invalid bytes and surrogates are repaired, each counted once; a U+FFFD of the text's own is not."""
    assert decode(data) == (text, repairs)


def test_nothing_is_normalised() -> None:
    """Composed and decomposed letters, ligatures and odd spaces stay as written."""
    text = "é e\u0301 ﬁ Å \u00a0\u2009x\u200dy"
    assert decode(text.encode()) == (text, 0)


@given(ANY_TEXT)
@example("\ufeff\ufeffx")
@example("\0\ufeffx")
@example("\r\0\n")
def test_clean_text_stays_clean(text: str) -> None:
    """What clean returns holds no CR, NUL or surrogate, and passes clean and decode again unchanged."""
    cleaned = clean(text).text
    assert not any(sign in "\r\0" or "\ud800" <= sign <= "\udfff" for sign in cleaned)
    assert clean(cleaned) == (cleaned, 0)
    assert decode(cleaned.encode("utf-8")) == (cleaned, 0)


@given(st.binary())
def test_any_bytes_decode(data: bytes) -> None:
    """Any bytes give text that UTF-8 can write, and no repairs only if the bytes come back from it."""
    decoded = decode(data)
    written = decoded.text.encode("utf-8")
    if decoded.repairs == 0 and not data.startswith(
        (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff", b"\xef\xbb\xbf")
    ):
        assert written == data


@given(ANY_TEXT)
def test_nothing_else_is_lost(text: str) -> None:
    """But for the signs that are repaired, every sign of the text is kept in its order."""
    kept = [sign for sign in text if sign not in "\r\n\0\ufeff" and not "\ud800" <= sign <= "\udfff"]
    assert [sign for sign in clean(text).text if sign not in "\n\ufeff\ufffd"] == [
        s for s in kept if s != "\ufffd"
    ]


def test_five_megabytes_take_no_time() -> None:
    """5 MB decode in a moment, also when every third byte is invalid."""
    for data in ("Talks – “near”.\n".encode() * 250_000, b"ab\xff" * 1_700_000, b"line\r\n" * 850_000):
        started = time.perf_counter()
        decode(data)
        assert time.perf_counter() - started < 1  # about 0.05 on an idle machine


def test_naughty_strings_survive() -> None:
    """Each of the big list of naughty strings comes out as it went in."""
    path = CORPORA / "blns" / "blns.json"
    if not path.exists():
        pytest.skip("needs shared/corpora/blns")
    for naughty in json.loads(path.read_text("utf-8")):
        text = clean(naughty).text
        assert decode(naughty.encode("utf-8", "surrogatepass")).text == text
        if "\r" not in naughty and not naughty.startswith("\ufeff"):
            assert text == naughty


def test_invalid_utf8_is_replaced_as_the_reference_says() -> None:
    """Each case of utf8tests: valid bytes come out exactly; in invalid ones every bad byte shows, none vanishes."""
    path = CORPORA / "utf8tests" / "utf8tests.txt"
    if not path.exists():
        pytest.skip("needs shared/corpora/utf8tests")
    cases = 0
    for line in path.read_text("ascii").splitlines():
        parts = [part.strip() for part in line.split(":")]
        if line.startswith("#") or len(parts) < 3:
            continue
        cases += 1
        name, kind, value, *rest = parts
        data = value.encode() if kind == "valid" else bytes.fromhex(value)
        decoded = decode(b"x" + data)  # a letter first, for some cases start with a byte order mark
        if kind.startswith("valid"):
            assert decoded.text == "x" + data.decode("utf-8").replace("\0", ""), name
        else:
            kept = "" if rest[0] == "nothing" else bytes.fromhex(rest[0]).decode("utf-8").replace("\0", "")
            assert decoded.repairs > 0, name
            assert decoded.text.replace("\ufffd", "") == "x" + kept.replace("\ufffd", ""), name
    assert cases > 50
