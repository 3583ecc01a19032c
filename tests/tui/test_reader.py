"""What the keys of the reader come down to, without a screen."""

from __future__ import annotations

from array import array
from collections.abc import Callable

import pytest

from diptych import schemes
from diptych.analysis.placing import place_again
from diptych.analysis.spans import Figure, Mention, Sentence
from diptych.articles.article import Article
from diptych.store import open_library
from diptych.store.library import Library
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.reader import LONG, Reader
from diptych.workers.analysing import SENTENCES

MakeReader = Callable[..., Reader]


def labels(library: Library) -> list[tuple[int, int, str]]:
    return [
        (annotation.article, annotation.start, annotation.label)
        for article in library.articles.list()
        for annotation in library.annotations.of_article(article.id)
    ]


def test_a_label_is_stored_on_the_sentence_under_the_cursor_and_moves_on(
    make_reader: MakeReader, library: Library
) -> None:
    """One key: the row has the sentence's offsets and quote, and the cursor is on the next sentence."""
    reader = make_reader()
    reader.answers.toggle()
    document = reader.panes[0].document
    (annotation,) = library.annotations.of_article(reader.panes[0].article_id)
    assert (annotation.start, annotation.end) == (document.starts[0], document.ends[0])
    assert annotation.quote == document.quote(0)
    assert annotation.label == "claim"
    assert reader.pane.cursor == 1


def test_without_auto_advance_the_cursor_stays(make_reader: MakeReader) -> None:
    """The setting decides."""
    reader = make_reader()
    reader.auto_advance = False
    reader.answers.toggle()
    assert reader.pane.cursor == 0


def test_toggle_takes_a_claim_off_again(make_reader: MakeReader, library: Library) -> None:
    """The second press on the same sentence leaves it unjudged."""
    reader = make_reader()
    reader.auto_advance = False
    reader.answers.toggle()
    reader.answers.toggle()
    assert labels(library) == []
    assert reader.panes[0].document.judged() == 0


def test_a_second_label_replaces_the_first(make_reader: MakeReader, library: Library) -> None:
    """In a scheme with one label a sentence there is one row, with its first id."""
    reader = make_reader()
    reader.auto_advance = False
    first = reader.answers.label("claim")
    second = reader.answers.label(reader.answers.label_on_key(1).name)
    assert second.id == first.id
    assert len(labels(library)) == 1
    assert [a.label for a in reader.pane.here()] == [reader.answers.label_on_key(1).name]


def test_reject_is_an_answer(make_reader: MakeReader, library: Library) -> None:
    """No claim has a row of its own and counts as judged."""
    reader = make_reader()
    reader.answers.reject()
    assert [label for _, _, label in labels(library)] == ["not_a_claim"]
    assert reader.progress() == (2, reader.pane.document.count, 1, 0)


def test_clear_needs_something_to_clear(make_reader: MakeReader) -> None:
    """It says why it does nothing."""
    with pytest.raises(CannotDoThat, match="no label"):
        make_reader().answers.clear()


def test_repeat_does_the_last_action_here(make_reader: MakeReader, library: Library) -> None:
    """A type given once is given again, to the next sentence."""
    reader = make_reader()
    name = reader.answers.label_on_key(2).name
    reader.answers.label(name)
    reader.answers.repeat()
    assert [label for _, _, label in labels(library)] == [name, name]


def test_undo_and_redo_follow_the_sentence(make_reader: MakeReader, library: Library) -> None:
    """The mark goes and comes, and the cursor goes where it went."""
    reader = make_reader()
    reader.answers.toggle()
    reader.active = 1
    reader.answers.reject()
    reader.history.undo()
    assert (reader.active, reader.pane.cursor) == (1, 0)
    reader.history.undo()
    assert (reader.active, reader.pane.cursor) == (0, 0)
    assert labels(library) == []
    reader.history.redo()
    reader.history.redo()
    assert [label for _, _, label in labels(library)] == ["claim", "not_a_claim"]
    assert reader.panes[1].document.judged() == 1
    with pytest.raises(CannotDoThat):
        reader.history.redo()


def test_undo_reaches_back_behind_a_restart(make_reader: MakeReader, library: Library) -> None:
    """Another start of the program undoes what the first one did."""
    reader = make_reader()
    reader.answers.toggle()
    with open_library(library.path, annotator="ann") as again:
        later = Reader(again, reader.story, schemes.load("claims"))
        for article_id in reader.story.article_ids:
            later.open(article_id)
        assert later.panes[0].document.judged() == 1
        later.history.undo()
        assert later.panes[0].document.judged() == 0


def test_the_place_is_found_again(make_reader: MakeReader, library: Library) -> None:
    """Pane and sentence of every article are as they were left."""
    reader = make_reader()
    reader.go(3)
    reader.go(2, pane=1)
    reader.auto_advance = False
    reader.keep_place()
    later = Reader(library, reader.story, reader.scheme)
    for article_id in reader.story.article_ids:
        later.open(article_id)
    later.find_place()
    assert [pane.cursor for pane in later.panes] == [3, 2]
    assert later.active == 1
    assert later.auto_advance is False


def test_another_annotator_sees_none_of_it(make_reader: MakeReader, library: Library) -> None:
    """Answers belong to who gave them."""
    reader = make_reader()
    reader.answers.toggle()
    with open_library(library.path, annotator="bob") as other:
        theirs = Reader(other, reader.story, reader.scheme)
        pane = theirs.open(reader.story.article_ids[0])
        assert pane.document.judged() == 0
        with pytest.raises(CannotDoThat):
            theirs.history.undo()


def test_stepping_through_figures_passes_what_is_in_no_sentence(make_reader: MakeReader) -> None:
    """A figure in a headline is not gone to; the next one in a sentence is, and the point is on it."""
    reader = make_reader()
    text = reader.pane.document.text
    at = text.index("212")
    reader.pane.document.figures.add(
        [Figure(0, 5, "cardinal", text[0:5], 1), Figure(at, at + 3, "cardinal", "212", 212)]
    )
    reader.step_through("figure", 1)
    assert reader.pane.point == (at, at + 3)
    with pytest.raises(CannotDoThat, match="No further figure"):
        reader.step_through("figure", 1)


def test_stepping_starts_with_a_name_at_the_cursors_own_sentence(make_reader: MakeReader) -> None:
    """A name with which the sentence begins is not passed over."""
    reader = make_reader()
    start = reader.pane.document.starts[1]
    text = reader.pane.document.text[start : start + 6]
    reader.go(1)
    reader.pane.document.entities.add([Mention(start, start + 6, "PERSON", text, "x")])
    reader.step_through("entity", 1)
    assert reader.pane.point == (start, start + 6)


def test_next_unjudged_goes_around_the_end(make_reader: MakeReader) -> None:
    """From the last sentence to the first one without an answer."""
    reader = make_reader()
    reader.answers.toggle()
    reader.go(99)
    reader.next_unjudged()
    assert reader.pane.cursor == 1


def test_jumps_lead_back_and_forth(make_reader: MakeReader) -> None:
    """ctrl+o and ctrl+y of vim, across panes."""
    reader = make_reader()
    reader.jumps.leave_mark()
    reader.go(2, pane=1)
    reader.jumps.back()
    assert (reader.active, reader.pane.cursor) == (0, 0)
    reader.jumps.forward()
    assert (reader.active, reader.pane.cursor) == (1, 2)
    with pytest.raises(CannotDoThat):
        reader.jumps.forward()


def test_an_article_without_a_sentence_says_so(make_reader: MakeReader) -> None:
    """Nothing to stand on, nothing to label, and no crash."""
    reader = make_reader()
    document = reader.pane.document
    document.starts, document.ends = array("L"), array("L")
    reader.pane.cursor = -1
    for act in (reader.answers.toggle, reader.answers.clear, lambda: reader.go(0)):
        with pytest.raises(CannotDoThat, match="no sentence"):
            act()


def test_a_place_far_down_a_long_article_is_reached(make_reader: MakeReader, library: Library) -> None:
    """The text is taken in as far as the place, although only the first screen was."""
    text = "\n\n".join(f"This is paragraph {n}. It says no more." for n in range(3_000))
    reader = make_reader(text)
    while reader.pane.document.feed(100_000):
        pass
    reader.go(5_000)
    reader.keep_place()
    later = Reader(library, reader.story, reader.scheme)
    later.open(reader.story.article_ids[0])
    later.find_place()
    assert later.pane.document.quote(later.pane.cursor) == reader.pane.document.quote(5_000)


def test_how_a_text_was_cut_is_kept(make_reader: MakeReader, library: Library) -> None:
    """The second opening reads the sentences that the first one found."""
    reader = make_reader()
    article = reader.panes[0].article_id
    assert library.analyses.sentences(article) is None
    reader.keep_sentences()
    kept = library.analyses.sentences(article)
    assert kept is not None
    document = reader.panes[0].document
    assert [(s.start, s.end) for s in kept] == list(zip(document.starts, document.ends, strict=True))
    later = Reader(library, reader.story, reader.scheme)
    assert later.open(article).document.was_cut is False


def test_the_kept_sentences_of_a_long_text_are_read_as_far_as_needed(
    make_reader: MakeReader, library: Library
) -> None:
    """It is not cut again, nor are its ten thousands of sentences read before it is shown; none is lost."""
    text = "\n\n".join(f"This is paragraph {n}. It says no more." for n in range(LONG // 30))
    reader = make_reader(text)
    article = reader.panes[0].article_id
    while reader.panes[0].document.feed(100_000):
        pass
    cut = reader.panes[0].document
    library.analyses.save_sentences(article, SENTENCES, map(Sentence, cut.starts, cut.ends))
    document = Reader(library, reader.story, reader.scheme).open(article).document
    assert not document.was_cut
    assert 0 < document.count < cut.count
    while document.feed(100_000):
        pass
    assert (document.starts, document.ends) == (cut.starts, cut.ends)


def test_undoing_a_move_to_a_new_version_takes_the_mark_off_it(library: Library) -> None:
    """The answer is back on the old version, which is not open: the screen shows no answer that is not stored."""
    old = library.articles.add(
        Article(
            "A first line stood here.\nThe harbour police found five cars on the deck.\n",
            location="/tmp/0.txt",
        )
    )
    start = old.text.index("The harbour")
    library.annotations.label(old.id, start, len(old.text) - 1, "claim")
    new = library.articles.add(
        Article(
            "Another line stands here now.\nThe harbour police found five cars on the deck.\n",
            location="/tmp/0.txt",
        )
    )
    assert library.versions.carry(new.id, place_again).moved == 1
    reader = Reader(library, library.stories.opened([new.id]), schemes.load("claims"))
    document = reader.open(new.id).document
    assert document.judged() == 1
    reader.history.undo()
    assert document.judged() == 0 == len(library.annotations.of_article(new.id))
    reader.history.redo()
    assert document.judged() == 1 == len(library.annotations.of_article(new.id))
