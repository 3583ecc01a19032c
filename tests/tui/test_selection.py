"""Choosing words: whatever keys are pressed, the choice is whole words of the article."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.analysis.spans import Figure, Mention
from diptych.store.library import Library
from diptych.store.records import StoredArticle
from diptych.tui.reading.document import Document
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.reader import Reader
from diptych.tui.reading.selection import Selection
from diptych.tui.reading.spanning import label_words, words_at_point
from diptych.tui.reading.words import words

MakeReader = Callable[..., Reader]

STEPS = (
    "next_word", "previous_word", "extend", "shrink", "start_earlier", "start_later", "whole_sentence", "snap",
    "keep_piece",
)  # fmt: skip


def document_of(text: str) -> Document:
    document = Document(StoredArticle(1, "u", "", "", "", None, "", "", text, "", "", ""))
    while document.feed():
        pass
    return document


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ship's 33,000 men (all of them) left.", "The|ship's|33,000|men|all|of|them|left"),
        ("In the U.S. at 5 p.m. it fell -5 % to $1.2bn.", "In|the|U.S.|at|5|p.m.|it|fell|-5|%|to|$1.2bn"),
        ("“Go!” she said—twice.", "Go|she|said|twice"),
        ("Fünf cafe\u0301s 👍🏽 ok", "Fünf|cafe\u0301s|👍🏽|ok"),
        ("約33人が死亡。", "約|33|人|が|死|亡"),
        ("… – !", ""),
    ],
)
def test_words_are_without_the_punctuation_around_them(text: str, found: str) -> None:
    """Stops of abbreviations, signs before numbers and joined marks stay; quotes, brackets and stops go."""
    assert "|".join(text[start:end] for start, end in words(text, 0, len(text))) == found


TEXTS = st.lists(
    st.sampled_from(
        [
            "The ",
            "ship ",
            "sank. ",
            "33 ",
            "“No,” ",
            "he said. ",
            "U.S. ",
            "— ",
            "…",
            "\n\n",
            "約33人が",
            "é\u0301 ",
            "\t",
        ]
    ),
    min_size=1,
    max_size=60,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.lists(st.sampled_from(STEPS), max_size=40), st.data())
def test_any_moves_leave_whole_words_of_the_article(text: str, steps: list[str], data: st.DataObject) -> None:
    """After every step: inside the article, not empty, at edges of words, sentences or highlights; pieces apart."""
    document = document_of(text)
    if not document.count:
        return
    if figures := [i for i in range(len(text)) if text.startswith("33", i)]:
        document.figures.add([Figure(i, i + 2, "cardinal", "33", 33) for i in figures])
    selection = Selection.at_sentence(document, data.draw(st.integers(0, document.count - 1)))
    first, last = set(document.starts) | set(figures), set(document.ends) | {i + 2 for i in figures}
    for start, end in zip(document.starts, document.ends, strict=True):
        for word in words(text, start, end):
            first.add(word[0])
            last.add(word[1])
        quotes = [i for i in range(start, end) if text[i] in "“”"]
        first.update(quotes)
        last.update(i + 1 for i in quotes)
    for step in steps:
        before = (selection.span, list(selection.kept))
        try:
            getattr(selection, step)()
        except CannotDoThat:
            assert (selection.span, selection.kept) == before
        start, end = selection.span
        assert document.starts[0] <= start < end <= document.ends[-1]
        assert start in first
        assert end in last
        pieces = selection.pieces
        assert all(left[1] < right[0] for left, right in pairwise(pieces))


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.integers(0, 30))
def test_longer_and_shorter_undo_each_other(text: str, position: int) -> None:
    """extend then shrink, and start_earlier then start_later, come back to the same words."""
    document = document_of(text)
    if not document.count:
        return
    selection = Selection.at_sentence(document, position % document.count)
    for there, back in (
        ("extend", "shrink"),
        ("start_earlier", "start_later"),
        ("next_word", "previous_word"),
    ):
        before = selection.span
        try:
            getattr(selection, there)()
        except CannotDoThat:
            continue
        getattr(selection, back)()
        assert selection.span == before


def test_snap_takes_what_is_here_then_goes_round() -> None:
    """The figure at the cursor first, then the next name, then from the start of the sentence again."""
    text = "About 33-odd men met Ada Brown in Lindholm."
    document = document_of(text)
    document.figures.add([Figure(6, 8, "cardinal", "33", 33)])
    document.entities.add(
        [Mention(21, 30, "PERSON", "Ada Brown", "a"), Mention(34, 42, "GPE", "Lindholm", "l")]
    )
    selection = Selection.at_sentence(document, 0)
    seen = []
    for _ in range(4):
        selection.snap()
        seen.append(text[slice(*selection.span)])
    assert seen == ["33", "Ada Brown", "Lindholm", "33"]
    selection.extend()
    assert text[slice(*selection.span)] == "33-odd"


def test_words_are_labelled_beside_and_inside_each_other(make_reader: MakeReader, library: Library) -> None:
    """Overlapping and nested words each have their row; the same words again only change their label."""
    reader = make_reader()
    document = reader.pane.document
    start = document.starts[0]
    claim, other = reader.scheme.labels[0], reader.scheme.labels[1]
    label_words(reader, [(start, start + 20)], claim)
    label_words(reader, [(start + 2, start + 7)], other)
    label_words(reader, [(start + 8, start + 30)], other)
    label_words(reader, [(start + 2, start + 7)], claim)
    stored = library.annotations.of_article(reader.pane.article_id)
    assert [(a.start - start, a.end - start, a.label) for a in stored] == [
        (0, 20, claim.name), (2, 7, claim.name), (8, 30, other.name),
    ]  # fmt: skip
    assert [a.id for a in document.spans] == [a.id for a in stored]
    assert [a.id for a in document.spans_between(start + 6, start + 7)] == [stored[0].id, stored[1].id]
    assert document.judged() == 0


def test_pieces_are_one_annotation_and_undo_takes_it_back(make_reader: MakeReader, library: Library) -> None:
    """Two pieces are one row with its hull; undo clears the marks, redo brings them back."""
    reader = make_reader()
    start = reader.pane.document.starts[0]
    kept = label_words(reader, [(start, start + 7), (start + 13, start + 16)], reader.scheme.default)
    assert kept.pieces == ((start, start + 7), (start + 13, start + 16))
    assert (kept.start, kept.end) == (start, start + 16)
    reader.history.undo()
    assert reader.pane.document.spans == []
    reader.history.redo()
    assert [a.id for a in reader.pane.document.spans] == [kept.id]


def test_words_are_moved_and_found_at_the_point(make_reader: MakeReader, library: Library) -> None:
    """An annotation that is edited keeps its id; stepping through claims stops at it with the point on it."""
    reader = make_reader()
    start = reader.pane.document.starts[1]
    kept = label_words(reader, [(start, start + 6)], reader.scheme.default)
    moved = label_words(reader, [(start, start + 10)], reader.scheme.default, editing=kept)
    assert moved.id == kept.id
    assert library.annotations.get(kept.id).quote == "Nobody was"
    reader.next_claim()
    assert reader.pane.point == (start, start + 10)
    assert words_at_point(reader.pane) == [moved]


def test_claims_are_stepped_through_in_reading_order(make_reader: MakeReader) -> None:
    """A sentence, then words inside it, then the next sentence, and round again; backwards likewise."""
    reader = make_reader()
    reader.auto_advance = False
    document = reader.pane.document
    reader.answers.label("claim")
    label_words(reader, [(document.starts[0] + 2, document.starts[0] + 7)], reader.scheme.default)
    reader.go(3)
    reader.answers.label("claim")
    seen = []
    for _ in range(4):
        reader.next_claim()
        seen.append((reader.pane.cursor, reader.pane.point is not None))
    assert seen == [(0, False), (0, True), (3, False), (0, False)]
    reader.next_claim(-1)
    assert (reader.pane.cursor, reader.pane.point) == (3, None)


def test_the_whole_sentence_chosen_as_words_is_its_answer(make_reader: MakeReader, library: Library) -> None:
    """A sentence labelled through its words counts as judged and replaces the label it had."""
    reader = make_reader()
    reader.auto_advance = False
    first = reader.answers.label("claim")
    span = reader.pane.require_span()
    second = label_words(reader, [span], reader.scheme.labels[1])
    assert second.id == first.id
    assert reader.pane.document.judged() == 1
    assert library.annotations.count() == 1


def test_labels_keep_to_what_they_are_for(make_reader: MakeReader, library: Library) -> None:
    """A label for words is refused on a sentence, with the way to give it; nothing is stored."""
    reader = make_reader(scheme="attribution")
    source = reader.scheme.labels[0]
    assert source.on == "words"
    with pytest.raises(CannotDoThat, match="for words"):
        reader.answers.label(source.name)
    assert library.annotations.count() == 0
    start = reader.pane.document.starts[1]
    label_words(reader, [(start, start + 6)], source)
    label_words(reader, [(start, start + 6)], reader.scheme.labels[1])
    assert library.annotations.count() == 2
