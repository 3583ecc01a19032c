"""Quotes found again in changed texts."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.placing import place_again

OLD = "Snow fell. The mayor resigned on Tuesday after the vote. He declined to comment. Nobody was hurt."


def again(
    old: str, quote: str, new: str, at: int | None = None, *, keep: bool = True
) -> tuple[int, int] | None:
    """Place the quote of an annotation on the old text (its first occurrence by default)."""
    start = old.index(quote) if at is None else at
    end = start + len(quote)
    prefix, suffix = old[max(0, start - 32) : start], old[end : end + 32]
    return place_again(quote, prefix, suffix, start, new, old_text=old if keep else None)


def test_a_quote_moves_with_text_added_before_it() -> None:
    """Text added at the top shifts the span."""
    new = "Updated at noon. " + OLD
    span = again(OLD, "The mayor resigned on Tuesday after the vote.", new)
    assert span is not None
    assert new[slice(*span)] == "The mayor resigned on Tuesday after the vote."


def test_a_changed_sentence_is_not_placed() -> None:
    """One other word in the quote, and it waits for a person."""
    assert (
        again(OLD, "The mayor resigned on Tuesday after the vote.", OLD.replace("Tuesday", "Monday")) is None
    )


@pytest.mark.parametrize("keep", [True, False])
def test_a_second_copy_is_never_taken_for_a_deleted_one(keep: bool) -> None:
    """Where the annotated copy went and another stays, nothing moves."""
    old = "Ann was asked. He declined to comment. Bob was asked. He declined to comment. It rained."
    assert (
        again(old, "He declined to comment.", "Bob was asked. He declined to comment. It rained.", keep=keep)
        is None
    )


def test_copies_that_all_stay_keep_their_own() -> None:
    """With as many copies as before and the same words around it, each finds itself."""
    old = "Ann was asked. He declined to comment. Bob was asked. He declined to comment. It rained all day."
    new = "Snow. " + old
    second = old.rindex("He declined")
    span = again(old, "He declined to comment.", new, at=second)
    assert span == (second + 6, second + 6 + 23)


def test_a_word_alone_needs_both_sides() -> None:
    """A number in another sentence is a lookalike."""
    old = "They freed 33 hostages on Sunday."
    assert again(old, "33", "They freed all hostages with 33 buses.") is None
    assert again(old, "33", "At last: They freed 33 hostages on Sunday.") == (20, 22)


def test_a_quote_inside_another_statement_is_not_taken() -> None:
    """The same words as part of a longer sentence are not the sentence."""
    old = "Asked twice, the mayor spoke. “We will not comment on it.” Then she left."
    new = "Later the minister wrote: “We will not comment on it.” His office had no more to say."
    assert again(old, "We will not comment on", new) is None


def test_a_long_sentence_may_move_as_a_whole() -> None:
    """A whole sentence, unique before and after, is found in another paragraph."""
    long = "The dam at Orley gave way shortly before midnight on Tuesday."
    old = f"Intro here.\n\n{long} More rain is expected."
    new = f"Intro here.\n\nMore rain is expected.\n\nOther news was calm. {long}"
    span = again(old, long, new)
    assert span is not None
    assert new[slice(*span)] == long


def test_odd_input_gives_none() -> None:
    """Empty quotes, empty texts and a start that does not fit are no errors."""
    assert place_again("", "", "", 0, "abc", old_text="abc") is None
    assert place_again("abc", "", "", 0, "", old_text="abc") is None
    assert place_again("abc", "", "", 5, "abc", old_text="abc") is None
    assert place_again("abc", "", "", 0, "abc", old_text="abc") == (0, 3)


WORDS = [
    "He declined.",
    "It rained.",
    "Ann spoke for an hour about the dam.",
    "33 left.",
    "Nobody was hurt in the town.",
]


@given(st.data())
def test_no_automatic_move_is_wrong(data: st.DataObject) -> None:
    """Sentences are deleted, rewritten and added; whatever is placed again is the very sentence it was."""
    chosen = data.draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9))
    dice = random.Random(data.draw(st.integers(0, 10**9)))
    target = data.draw(st.integers(0, len(chosen) - 1))
    old = " ".join(chosen)
    start = sum(len(sentence) + 1 for sentence in chosen[:target])
    edited: list[tuple[int | None, str]] = []
    for index, sentence in enumerate(chosen):
        if dice.random() < 0.2:
            edited.append((None, f"Fresh line {dice.randrange(10**6)}."))
        action = dice.random()
        if action < 0.6:
            edited.append((index, sentence))
        elif action < 0.8:
            edited.append((None, sentence.replace("e", "a", 1) if "e" in sentence else "Gone."))
    new, where = "", None
    for index, sentence in edited:
        if index == target:
            where = (len(new), len(new) + len(sentence))
        new += sentence + " "
    span = again(old, chosen[target], new, at=start)
    assert span is None or span == where


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=9, unique=True), st.text(max_size=20))
def test_an_unchanged_text_keeps_every_quote(chosen: list[str], added: str) -> None:
    """With nothing but a line put in front, each sentence is found again."""
    old = " ".join(chosen)
    new = added + "\n" + old if not any(word in added for word in WORDS) else old
    for sentence in chosen[1:]:
        span = again(old, sentence, new)
        assert span is not None
        assert new[slice(*span)] == sentence
