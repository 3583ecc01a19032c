"""Names of keys, as people write them and as Textual emits them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.keymaps.keynames import (
    CHARACTERS,
    SPECIAL,
    UnknownKey,
    emitted,
    normalise,
    normalise_sequence,
    shown,
    written,
)


@pytest.mark.parametrize(
    ("as_written", "name"),
    [
        ("?", "question_mark"),
        ("question_mark", "question_mark"),
        ("G", "G"),
        ("shift+g", "G"),
        ("{", "left_curly_bracket"),
        ("^d", "ctrl+d"),
        ("C-d", "ctrl+d"),
        ("Ctrl+D", "ctrl+d"),
        ("control+d", "ctrl+d"),
        ("M-x", "alt+x"),
        ("alt+G", "alt+shift+g"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("F2", "f2"),
        ("↓", "down"),
        ("+", "plus"),
        ("ctrl++", "ctrl+plus"),
        ("-", "minus"),
        ("ctrl+_", "ctrl+underscore"),
        ("backtab", "shift+tab"),
        ("Shift+Tab", "shift+tab"),
        ("shift+ctrl+left", "ctrl+shift+left"),
        ("ctrl+@", "ctrl+space"),
        ("§", "section_sign"),
        ("section_sign", "section_sign"),
        ("é", "é"),
    ],
)
def test_every_usual_way_to_write_a_key_gives_textuals_name(as_written: str, name: str) -> None:
    """Characters, names, emacs' and vim's ways all end as the one name that Textual emits."""
    assert normalise(as_written) == name
    assert normalise(name) == name


@pytest.mark.parametrize(
    ("as_written", "hint"),
    [
        ("ctrl+shift+banana", '"banana" is no key'),
        ("pagedwon", 'did you mean "pagedown"?'),
        ("crtl+d", 'did you mean "ctrl"?'),
        ("shift+1", "write the character"),
        ("alt+<", 'terminals send "<"'),
        ("gg", '"gg" is no key'),
        ("\x07", "U+0007"),
        ("\u202e", "U+202E"),
    ],
)
def test_a_key_that_no_terminal_sends_is_refused_with_a_hint(as_written: str, hint: str) -> None:
    """A mistyped or impossible key raises UnknownKey and says what is near or what to write."""
    with pytest.raises(UnknownKey) as caught:
        normalise(as_written)
    assert hint in str(caught.value)


def test_an_empty_string_is_no_key_and_a_lone_space_is_the_space_bar() -> None:
    """The two strings without a visible character are told apart."""
    with pytest.raises(UnknownKey):
        normalise_sequence("")
    assert normalise_sequence(" ") == "space"
    assert normalise_sequence("g  g") == "g g"


@given(st.text(max_size=20))
def test_any_text_gives_a_name_or_unknown_key(text: str) -> None:
    """Whatever stands in a file, reading a key never fails otherwise; a name stays what it is."""
    try:
        sequence = normalise_sequence(text)
    except UnknownKey:
        return
    assert normalise_sequence(sequence) == sequence
    assert normalise_sequence(written(sequence)) == sequence


def test_keys_are_shown_as_people_read_them() -> None:
    """Characters stand for themselves, arrows are arrows, function keys are capital."""
    cases = {"question_mark": "?", "ctrl+d": "ctrl+d", "down": "↓", "f2": "F2", "g g": "g g", "escape": "esc"}
    assert {key: shown(key) for key in cases} == cases


def test_the_names_are_those_of_textual() -> None:
    """Our list of characters and special keys agrees with the one in the installed Textual."""
    keys = pytest.importorskip("textual.keys")
    assert {character: keys._character_to_key(character) for character in CHARACTERS} == CHARACTERS
    emitted_by_textual = {key.value for key in keys.Keys}
    assert emitted_by_textual >= SPECIAL
    for name in emitted_by_textual:
        if name.startswith("<") or "@" in name or name in ("return", "ctrl-at"):
            continue
        assert normalise(name) == emitted(name), name


@pytest.mark.parametrize(
    ("typed", "as_written"),
    [
        ("\x04", "ctrl+d"),
        ("\x1f", "ctrl+_"),
        ("\x00", "ctrl+space"),
        ("\x1b[32;5u", "ctrl+space"),
        ("\x1b[Z", "shift+tab"),
        ("\x1bOQ", "f2"),
        ("\x1b[103;3u", "alt+g"),
        ("\x1b[1;2C", "shift+right"),
        ("{", "{"),
        ("é", "é"),
        (" ", "space"),
        ("\x7f", "backspace"),
    ],
)
def test_what_a_terminal_sends_arrives_under_our_name(typed: str, as_written: str) -> None:
    """Bytes through Textual's own parser give the key that a map would name."""
    parser = pytest.importorskip("textual._xterm_parser").XTermParser()
    keys = [event.key for event in parser.feed(typed) if hasattr(event, "key")]
    assert [emitted(key) for key in keys] == [normalise(as_written)]
