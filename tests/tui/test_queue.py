"""Being led from sentence to sentence, without a screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diptych.articles.article import Article
from diptych.store import open_library
from diptych.store.library import Library
from diptych.tui.reading.attention import Attention
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.queue_plan import Plan, articles_of, line_up
from diptych.tui.reading.queueing import start_queue, stop_queue, toggle_queue
from diptych.tui.reading.reader import Reader
from diptych.tui.reading.spanning import label_words

MakeReader = Callable[..., Reader]


class Clock:
    """A clock that a test turns."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def press(reader: Reader, act: Callable[[], object], command: str) -> str:
    """What the screen does around a command."""
    queue = reader.queue
    assert queue is not None
    seen = queue.look()
    act()
    return queue.follow(seen, command)


def quote(reader: Reader) -> str:
    return reader.pane.document.quote(reader.pane.cursor)


def test_an_answer_leads_to_the_next_sentence_without_one(make_reader: MakeReader) -> None:
    """Judged sentences are passed over, into the other report and around the end."""
    reader = make_reader()
    reader.go(1)
    reader.answers.reject()
    reader.go(0)
    toggle_queue(reader)
    seen = []
    for _ in range(8):
        seen.append((reader.active, reader.pane.cursor))
        said = press(reader, reader.answers.toggle, "claim.toggle")
    assert seen == [(0, 0), (0, 2), (0, 3), (0, 4), (1, 0), (1, 1), (1, 2), (1, 3)]
    assert said == "The queue is through: 9 of 9 answered."


def test_put_off_is_neither_judged_nor_rejected_and_comes_again(
    make_reader: MakeReader, library: Library
) -> None:
    """A sentence that was put off has a skip and no answer; another start brings it when the others are answered."""
    reader = make_reader()
    toggle_queue(reader)
    assert reader.queue is not None
    first = quote(reader)
    reader.queue.skip()
    assert quote(reader) != first
    assert library.annotations.count() == 0
    assert len(library.skips.of_article(reader.panes[0].article_id)) == 1
    assert reader.queue.counts == (9, 0, 1)
    for _ in range(8):
        press(reader, reader.answers.reject, "claim.reject")
    assert reader.queue.counts == (9, 8, 1)
    stop_queue(reader)
    reader.go(3, pane=1)
    assert toggle_queue(reader) == "All others are answered: this one was put off."
    assert quote(reader) == first


def test_undo_of_a_skip_wants_the_sentence_again(make_reader: MakeReader, library: Library) -> None:
    """The mark goes, the cursor is there, and the queue counts it as open."""
    reader = make_reader()
    toggle_queue(reader)
    assert reader.queue is not None
    press(reader, lambda: reader.queue and reader.queue.skip(), "queue.skip")
    press(reader, reader.history.undo, "history.undo")
    assert reader.pane.cursor == 0
    assert reader.pane.document.put_off == set()
    assert reader.queue.counts == (9, 0, 0)
    press(reader, reader.answers.reject, "claim.reject")
    assert reader.queue.counts == (9, 1, 0)


def test_undo_of_an_answer_stays_at_its_sentence(make_reader: MakeReader) -> None:
    """It counts as open again; redo answers it without running on."""
    reader = make_reader()
    toggle_queue(reader)
    assert reader.queue is not None
    press(reader, reader.answers.toggle, "claim.toggle")
    press(reader, reader.history.undo, "history.undo")
    assert (reader.pane.cursor, reader.queue.counts) == (0, (9, 0, 0))
    press(reader, reader.history.redo, "history.redo")
    assert (reader.pane.cursor, reader.queue.counts) == (0, (9, 1, 0))


def test_words_count_as_an_answer_and_do_not_run_on(make_reader: MakeReader, library: Library) -> None:
    """After words were labelled one stays; going on stores no skip."""
    reader = make_reader()
    toggle_queue(reader)
    assert reader.queue is not None
    start = reader.pane.document.starts[0]
    press(reader, lambda: label_words(reader, [(start, start + 7)], reader.scheme.default), "claim.toggle")
    assert reader.pane.cursor == 0
    reader.queue.skip()
    assert reader.pane.cursor == 1
    assert library.skips.of_article(reader.pane.article_id) == []
    assert reader.queue.counts == (9, 1, 0)


def test_previous_leads_back_and_a_new_answer_goes_on(make_reader: MakeReader) -> None:
    """Back to the sentence before; a second answer there leads to the first open one again."""
    reader = make_reader()
    toggle_queue(reader)
    assert reader.queue is not None
    press(reader, reader.answers.toggle, "claim.toggle")
    press(reader, reader.answers.toggle, "claim.toggle")
    reader.queue.previous()
    assert reader.pane.cursor == 1
    press(reader, lambda: reader.answers.label(reader.scheme.labels[1].name), "label.1")
    assert reader.pane.cursor == 2
    reader.queue.previous()
    reader.queue.previous()
    with pytest.raises(CannotDoThat, match="began"):
        reader.queue.previous()


def test_it_resumes_where_it_was_left_also_after_a_restart(make_reader: MakeReader, library: Library) -> None:
    """The place is kept in the library, for this annotator."""
    reader = make_reader()
    reader.go(3)
    toggle_queue(reader)
    press(reader, reader.answers.toggle, "claim.toggle")
    stop_queue(reader)
    reader.go(0)
    reader.keep_place()
    with open_library(library.path, annotator="ann") as again:
        later = Reader(again, reader.story, reader.scheme)
        for article_id in reader.story.article_ids:
            later.open(article_id)
        later.find_place()
        toggle_queue(later)
        assert (later.active, later.pane.cursor) == (0, 4)


def test_it_goes_on_into_another_story(make_reader: MakeReader, library: Library) -> None:
    """A library's queue opens the next story in place of this one, all its reports, cursor on the sentence."""
    reader = make_reader("One only here.\n")
    other = [library.articles.add(Article(text=t, location=t)).id for t in ("Two here. And three.", "Four.")]
    story = library.stories.opened(other)
    start_queue(reader, Plan())
    press(reader, reader.answers.toggle, "claim.toggle")
    assert reader.story == story
    assert [pane.article_id for pane in reader.panes] == other
    assert quote(reader) == "Two here."
    press(reader, reader.answers.toggle, "claim.toggle")
    assert quote(reader) == "And three."


def test_going_through_a_label_again(make_reader: MakeReader) -> None:
    """Only its sentences come; the same label again confirms and leads on."""
    reader = make_reader()
    reader.auto_advance = False
    name = reader.scheme.labels[1].name
    for sentence in (1, 3):
        reader.go(sentence)
        reader.answers.label(name)
    reader.go(0)
    start_queue(reader, Plan(story=reader.story.id, label=name))
    assert reader.queue is not None
    assert reader.pane.cursor == 1
    press(reader, lambda: reader.answers.label(name), "label.1")
    assert reader.pane.cursor == 3
    assert reader.queue.counts == (2, 1, 0)


def test_an_empty_queue_says_so(make_reader: MakeReader) -> None:
    """No sentence was put off: there is nothing to lead through, and none is running."""
    reader = make_reader()
    with pytest.raises(CannotDoThat):
        start_queue(reader, Plan(story=reader.story.id, skipped=True))
    assert reader.queue is None


def test_reports_of_a_story_stand_together(library: Library) -> None:
    """A report that is in several stories comes once, with its largest story."""
    ids = [library.articles.add(Article(text=f"Text {n}.", location=str(n))).id for n in range(4)]
    library.stories.opened([ids[0]])
    library.stories.opened([ids[0], ids[3]])
    assert articles_of(library, Plan()) == [ids[0], ids[3], ids[1], ids[2]]
    assert [place[0] for place in line_up_of(library)] == [ids[0], ids[3], ids[1], ids[2]]


def line_up_of(library: Library) -> list[tuple[int, int, int]]:
    from diptych import schemes

    return line_up(library, schemes.load("claims"), Plan()).places


def test_time_is_counted_by_sentence_without_idle_time(make_reader: MakeReader, library: Library) -> None:
    """A minute at most between two keys; the sentence being looked at is written when it is left."""
    reader = make_reader()
    clock = Clock()
    attention = reader.attention = Attention(clock)
    first = reader.here
    for seconds in (4.0, 3600.0):
        clock.now += seconds
        attention.key(first)
    reader.go(1)
    clock.now += 0.1
    attention.key(reader.here)
    library.sessions.start()
    attention.keep(library, reader.here)
    (timing,) = library.timings.of_article(reader.pane.article_id)
    assert (timing.start, timing.seconds, timing.visits) == (reader.panes[0].document.starts[0], 64.0, 1)
    assert library.session is not None
    assert library.sessions.get(library.session).active_seconds == pytest.approx(64.1)


def test_the_pace_is_of_the_last_answers() -> None:
    """Ten seconds of active time an answer are six a minute."""
    clock = Clock()
    attention = Attention(clock)
    assert attention.pace is None
    for _ in range(40):
        clock.now += 10
        attention.key(None)
        attention.answered()
    assert attention.pace == pytest.approx(6.0)


def test_only_the_newest_version_of_a_report_is_queued(library: Library) -> None:
    """A report that was fetched again is not judged twice; asked for by its id, the old one still is."""
    old, new = (
        library.articles.add(Article(text=t, location="/tmp/a.txt")).id for t in ("One.", "One. Two.")
    )
    assert articles_of(library, Plan()) == [new]
    assert articles_of(library, Plan(article=old)) == [old]
