"""Notes, certainty and speakers: which answer is meant, and what is stored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diptych.articles.decoding import clean
from diptych.store.library import Library
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.reader import Reader
from diptych.tui.reading.spanning import label_words

MakeReader = Callable[..., Reader]


def test_the_answer_just_given_is_meant_although_the_cursor_moved_on(make_reader: MakeReader) -> None:
    """Label, then certainty: two keys, and it is the labelled sentence, whatever the next one holds."""
    reader = make_reader()
    reader.go(1)
    reader.answers.reject()
    reader.go(0)
    first = reader.answers.label("quantity")
    assert reader.pane.cursor == 1
    assert reader.remarks.subject().id == first.id


def test_otherwise_the_answer_under_the_cursor_is_meant(make_reader: MakeReader) -> None:
    """When something else was done in between, the cursor says which."""
    reader = make_reader()
    reader.answers.label("quantity")
    second = reader.answers.label("event")
    reader.answers.given = None
    reader.go(1)
    assert reader.remarks.subject().id == second.id


def test_words_under_the_point_come_before_the_sentence(make_reader: MakeReader) -> None:
    """Of two labels on words that lie inside each other the smaller one is meant."""
    reader = make_reader()
    reader.auto_advance = False
    reader.answers.label("quantity")
    start = reader.pane.span[0] if reader.pane.span else 0
    label = reader.scheme.label("event")
    assert label is not None
    label_words(reader, [(start, start + 30)], label)
    inner = label_words(reader, [(start + 2, start + 9)], label)
    reader.answers.given = None
    reader.pane.point = (start + 3, start + 5)
    assert reader.remarks.subject().id == inner.id


def test_an_unjudged_sentence_takes_no_note(make_reader: MakeReader, library: Library) -> None:
    """It says what to do first, and no answer comes into being that nobody gave."""
    reader = make_reader()
    with pytest.raises(CannotDoThat, match="label it first"):
        reader.remarks.subject()
    assert library.annotations.count() == 0


NOTES = st.text(
    st.one_of(st.characters(exclude_categories=("Cs",)), st.sampled_from("\n\t\"'[]\x1b\u202e😀\u0301\u2028"))
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=NOTES)
def test_any_note_is_stored_as_it_was_typed(make_reader: MakeReader, text: str) -> None:
    """Emoji, quotes, newlines, escape sequences; only NUL, carriage returns and white space at the end go."""
    reader = make_reader()
    answer = reader.answers.label("claim")
    reader.remarks.note(answer, text)
    stored = reader.library.annotations.get(answer.id).note
    assert stored == clean(text).text.rstrip()


def test_a_note_can_be_undone_and_the_screen_follows(make_reader: MakeReader) -> None:
    """Undo takes the note off the mark in the pane too."""
    reader = make_reader()
    answer = reader.answers.label("claim")
    reader.remarks.note(answer, "see page 2")
    assert reader.panes[0].document.annotations[0][0].note == "see page 2"
    reader.history.undo()
    assert reader.panes[0].document.annotations[0][0].note == ""


@pytest.mark.parametrize(
    ("keys", "level"),
    [
        ("c", "likely"), ("+", "sure"), ("-", "unsure"), ("cc", "sure"), ("ccc", "unsure"), ("cccc", ""),
        ("+-", "likely"), ("-+", "likely"), ("c-", "unsure"),
    ],
)  # fmt: skip
def test_every_degree_is_one_key_away(make_reader: MakeReader, keys: str, level: str) -> None:
    """c gives the middle one and goes round, + the highest, - the lowest; then they step."""
    reader = make_reader()
    reader.answers.label("claim")
    for key in keys:
        answer = reader.remarks.subject()
        if key == "c":
            reader.remarks.cycle_certainty(answer)
        else:
            reader.remarks.step_certainty(answer, 1 if key == "+" else -1)
    assert reader.remarks.subject().certainty == level


def test_no_degree_above_the_highest(make_reader: MakeReader) -> None:
    """It says so and changes nothing."""
    reader = make_reader()
    reader.answers.label("claim")
    reader.remarks.step_certainty(reader.remarks.subject(), 1)
    with pytest.raises(CannotDoThat, match="“Sure” is the highest"):
        reader.remarks.step_certainty(reader.remarks.subject(), 1)


def test_a_scheme_without_degrees_says_so(make_reader: MakeReader) -> None:
    """And so does an answer of another scheme, whose degrees are unknown here."""
    reader = make_reader()
    answer = reader.library.annotations.label(1, 31, 40, "other", scheme="elsewhere")
    with pytest.raises(CannotDoThat, match="scheme “elsewhere”"):
        reader.remarks.cycle_certainty(answer)


def test_repeat_gives_the_label_with_what_was_added_to_it(make_reader: MakeReader) -> None:
    """Label and certainty are one action; on the next sentence one key does both."""
    reader = make_reader()
    reader.answers.label("quantity")
    reader.remarks.step_certainty(reader.remarks.subject(), -1)
    reader.answers.repeat()
    reader.answers.repeat()
    marks = [there[0] for _, there in sorted(reader.pane.document.annotations.items())]
    assert [(mark.label, mark.certainty) for mark in marks] == [("quantity", "unsure")] * 3


def test_a_speaker_in_the_text_is_stored_with_its_place(make_reader: MakeReader) -> None:
    """Name and offsets; an empty name takes both off."""
    reader = make_reader()
    reader.go(1)
    answer = reader.answers.label("quotation")
    text = reader.panes[0].document.text
    start = text.index("the police")
    reader.remarks.attribute(answer, "the police", (start, start + 10))
    kept = reader.library.annotations.get(answer.id)
    assert (kept.attributed_to, kept.attributed_start, kept.attributed_end) == (
        "the police",
        start,
        start + 10,
    )
    reader.remarks.attribute(kept, "", None)
    kept = reader.library.annotations.get(answer.id)
    assert (kept.attributed_to, kept.attributed_start, kept.attributed_end) == ("", None, None)


def test_removing_takes_the_mark_off_and_undo_brings_it_back(make_reader: MakeReader) -> None:
    """With its note."""
    reader = make_reader()
    answer = reader.answers.label("claim")
    reader.remarks.note(answer, "kept")
    reader.remarks.remove(answer)
    assert reader.panes[0].document.annotations == {}
    reader.history.undo()
    assert reader.panes[0].document.annotations[0][0].note == "kept"


def test_no_words_get_one_label_twice_nor_two_where_one_is_allowed(make_reader: MakeReader) -> None:
    """Neither by moving a label to words that have one, nor by giving one of two labels the other's name."""
    reader = make_reader()
    label_words(reader, [(0, 6)], reader.scheme.labels[0])
    other = label_words(reader, [(7, 14)], reader.scheme.labels[1])
    with pytest.raises(CannotDoThat, match="have a label already"):
        label_words(reader, [(0, 6)], reader.scheme.labels[1], editing=other)
    several = make_reader(scheme="attribution")
    label_words(several, [(0, 6)], several.scheme.labels[0])
    cue = label_words(several, [(0, 6)], several.scheme.labels[1])
    with pytest.raises(CannotDoThat, match="has that label already"):
        several.remarks.relabel(cue, several.scheme.labels[0].name)
