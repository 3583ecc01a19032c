"""Links between annotations: made with the labels they need, shown, followed and undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diptych.store import open_library
from diptych.store.library import Library
from diptych.tui.reading.joining import End
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.reader import Reader
from diptych.tui.reading.spanning import label_words

MakeReader = Callable[..., Reader]


def ends(reader: Reader, first: int = 0, second: int = 1) -> tuple[End, End]:
    return (
        reader.joins.end_of(reader.panes[0], first),
        reader.joins.end_of(reader.panes[1], second),
    )


def join(reader: Reader, relation: int = 1, first: int = 0, second: int = 1) -> str:
    chosen = reader.scheme.relation_at(relation)
    assert chosen is not None
    return reader.joins.join(*ends(reader, first, second), chosen)


def shown(reader: Reader) -> list[int]:
    """How many links each pane shows."""
    return [sum(map(len, pane.document.links.values())) for pane in reader.panes]


def test_a_link_labels_both_sentences_and_one_undo_takes_all_back(
    make_reader: MakeReader, library: Library
) -> None:
    """Two labels and a link are one entry in the journal; undo and redo bring marks and links along."""
    reader = make_reader()
    join(reader)
    (link,) = library.links.list()
    assert (library.annotations.get(link.source).quote, link.relation) == (
        reader.panes[0].document.quote(0), "same",
    )  # fmt: skip
    assert library.annotations.get(link.target).quote == reader.panes[1].document.quote(1)
    assert len(library.journal.entries()) == 1
    assert shown(reader) == [1, 1]
    reader.active = 1
    reader.history.undo()
    assert (reader.active, reader.pane.cursor) == (0, 0)
    assert (library.links.list(), library.annotations.count(), shown(reader)) == ([], 0, [0, 0])
    assert [pane.document.judged() for pane in reader.panes] == [0, 0]
    reader.history.redo()
    assert (len(library.links.list()), library.annotations.count(), shown(reader)) == (1, 2, [1, 1])


def test_answers_that_are_there_stay_what_they_are(make_reader: MakeReader, library: Library) -> None:
    """Only the end without an answer is labelled; a sentence judged no claim is refused."""
    reader = make_reader()
    reader.auto_advance = False
    name = reader.scheme.labels[2].name
    reader.answers.label(name)
    join(reader)
    assert {a.label for a in library.annotations.of_article(reader.panes[0].article_id)} == {name}
    reader.go(2)
    reader.answers.reject()
    with pytest.raises(CannotDoThat, match="no claim"):
        join(reader, first=2)


def test_the_same_link_again_takes_it_away(make_reader: MakeReader, library: Library) -> None:
    """Also from its other end, where the relation reads the same both ways; the labels stay."""
    reader = make_reader()
    join(reader)
    first, second = ends(reader)
    relation = reader.scheme.relation_at(1)
    assert relation is not None
    reader.joins.join(second, first, relation)
    assert (library.links.list(), library.annotations.count(), shown(reader)) == ([], 2, [0, 0])
    reader.history.undo()
    assert (len(library.links.list()), shown(reader)) == (1, [1, 1])


def test_clearing_an_answer_clears_its_links_at_both_ends(make_reader: MakeReader, library: Library) -> None:
    """The other end shows no link any more; one undo brings answer and link back."""
    reader = make_reader()
    join(reader)
    reader.answers.clear()
    reader.joins.settle()
    assert (library.links.list(), shown(reader)) == ([], [0, 0])
    reader.history.undo()
    assert (len(library.links.list()), shown(reader)) == (1, [1, 1])


def test_following_goes_round_all_links_of_an_answer(make_reader: MakeReader) -> None:
    """To the first other end, back, to the second other end, and back."""
    reader = make_reader()
    join(reader, 1, 0, 1)
    join(reader, 3, 0, 2)
    quotes = []
    for _ in range(4):
        other, _ = reader.joins.follow()
        reader.show_sentence(other.article, other.start, other.end)
        quotes.append((reader.active, reader.pane.cursor))
    assert quotes == [(1, 1), (0, 0), (1, 2), (0, 0)]
    assert reader.joins.described()[0].startswith("[↔ Says the same: “They found a tear")
    reader.go(3)
    with pytest.raises(CannotDoThat, match="No link"):
        reader.joins.follow()


def test_words_can_be_linked(make_reader: MakeReader, library: Library) -> None:
    """The words at the point are the end, not the sentence around them."""
    reader = make_reader()
    start = reader.pane.document.starts[0]
    words = label_words(reader, [(start, start + 7)], reader.scheme.default)
    reader.go_to_span(start, start + 7)
    relation = reader.scheme.relation_at(4)
    assert relation is not None
    reader.joins.join(reader.joins.end_here(), ends(reader)[1], relation)
    (link,) = library.links.list()
    assert link.source == words.id
    assert reader.joins.described()[0].startswith("[→ Updates: ")


def test_nothing_links_to_itself(make_reader: MakeReader, library: Library) -> None:
    """The same sentence at both ends is refused and stores nothing."""
    reader = make_reader()
    end = reader.joins.end_here()
    relation = reader.scheme.relation_at(1)
    assert relation is not None
    with pytest.raises(CannotDoThat, match="two statements"):
        reader.joins.join(end, end, relation)
    assert library.annotations.count() == 0


def test_links_are_there_after_a_restart_for_their_maker(make_reader: MakeReader, library: Library) -> None:
    """Another start shows them; another annotator's screen does not."""
    reader = make_reader()
    join(reader)
    for who, count in (("ann", [1, 1]), ("bob", [0, 0])):
        with open_library(library.path, annotator=who) as again:
            later = Reader(again, reader.story, reader.scheme)
            for article_id in reader.story.article_ids:
                later.open(article_id)
            assert shown(later) == count
