"""Counts and sequences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.keymaps import Fired, Pending, Sequences, Unbound, load
from diptych.keymaps.sequence import HIGHEST_COUNT

DEFAULT = load()
VIM = load("vim")


def feed(sequences: Sequences, keys: str) -> list[Pending | Fired | Unbound]:
    """Each answer to keys parted by spaces."""
    return [sequences.feed(key) for key in keys.split(" ")]


def test_a_single_key_fires_at_once() -> None:
    """One bound key is one command, without a count."""
    assert Sequences(DEFAULT, "reading").feed("j") == Fired("sentence.next")


def test_digits_are_labels_in_the_default_map_and_counts_in_vims() -> None:
    """`5 j` labels and moves in one, and moves five times in the other."""
    assert feed(Sequences(DEFAULT, "reading"), "5 j") == [Fired("label.5"), Fired("sentence.next")]
    assert feed(Sequences(VIM, "reading"), "1 2 0 j") == [
        Pending("1"), Pending("12"), Pending("120"), Fired("sentence.next", 120)
    ]  # fmt: skip


def test_a_sequence_waits_and_shows_what_was_typed() -> None:
    """`g g` waits without a timeout; pending text is there for the status line."""
    sequences = Sequences(VIM, "reading")
    assert feed(sequences, "5 g") == [Pending("5"), Pending("5g")]
    assert sequences.pending == "5g"
    assert sequences.feed("g") == Fired("article.top", 5)
    assert sequences.pending == ""


def test_a_sequence_that_leads_nowhere_does_nothing_at_all() -> None:
    """After `g`, the key `space` labels nothing: a slip never becomes an answer."""
    sequences = Sequences(DEFAULT, "reading")
    assert feed(sequences, "g space") == [Pending("g"), Unbound("g space", alone=False)]
    assert sequences.feed("space") == Fired("claim.toggle")


def test_escape_clears_what_waits_and_is_a_key_otherwise() -> None:
    """With something pending escape only clears; without, it is the command it is bound to."""
    sequences = Sequences(VIM, "reading")
    assert feed(sequences, "3 escape") == [Pending("3"), Pending("")]
    assert feed(sequences, "g escape") == [Pending("g"), Pending("")]
    assert sequences.feed("escape") == Fired("screen.back")


def test_an_unbound_key_alone_is_left_to_others() -> None:
    """A key with no meaning here and nothing before it is marked so that it can go on its way."""
    assert Sequences(DEFAULT, "reading").feed("f12") == Unbound("F12", alone=True)


def test_a_count_is_dropped_by_a_command_that_takes_none() -> None:
    """`3 q` quits once."""
    assert feed(Sequences(VIM, "reading"), "3 q")[-1] == Fired("quit", None)


def test_zero_begins_no_count() -> None:
    """`0` alone is no count, but goes on with one."""
    assert Sequences(VIM, "reading").feed("0") == Unbound("0", alone=True)


def test_a_count_is_bounded() -> None:
    """A leaned-on digit key gives no number that a screen would run for hours."""
    sequences = Sequences(VIM, "reading")
    for _ in range(5000):
        sequences.feed("9")
    fired = sequences.feed("j")
    assert isinstance(fired, Fired) and fired.times == HIGHEST_COUNT


def test_counts_can_be_switched_by_the_caller() -> None:
    """The caller's word goes over the map's."""
    assert Sequences(VIM, "reading", counts=False).feed("1") == Unbound("1", alone=True)
    assert Sequences(VIM, "dialogue").feed("1") == Unbound("1", alone=True)


def test_keys_that_terminals_send_under_two_names_are_one() -> None:
    """ctrl+space arrives as ctrl+@ from older terminals; both select."""
    emacs = load("emacs")
    for key in ("ctrl+@", "ctrl+space"):
        assert Sequences(emacs, "reading").feed(key) == Fired("span.select")


@pytest.mark.parametrize("keymap", [DEFAULT, VIM, load("emacs")], ids=lambda keymap: keymap.name)
@pytest.mark.parametrize("context", ["reading", "span", "link", "list", "dialogue"])
def test_every_binding_fires_its_command(keymap, context: str) -> None:
    """Typing any binding of any map ends in exactly its command."""
    for sequence, command in keymap.bindings(context).items():
        answers = feed(Sequences(keymap, context), sequence)
        assert all(isinstance(answer, Pending) for answer in answers[:-1])
        assert answers[-1] == Fired(command), sequence


KEYS = st.lists(st.sampled_from(["j", "g", "z", "escape", "1", "0", "semicolon", "q", "f12", "ctrl+w", "é"]))


@given(KEYS)
def test_escape_always_brings_back_the_beginning(keys: list[str]) -> None:
    """Whatever was typed, one escape leaves nothing pending and the next key starts afresh."""
    sequences = Sequences(VIM, "reading")
    for key in keys:
        answer = sequences.feed(key)
        assert bool(sequences.pending) == (isinstance(answer, Pending) and bool(answer.text))
    sequences.feed("escape")
    assert sequences.pending == ""
    assert sequences.feed("j") == Fired("sentence.next")
