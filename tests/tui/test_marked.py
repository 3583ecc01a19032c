"""The claims panel's rows and its filter; the history's rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diptych.store import open_library
from diptych.store.library import Library
from diptych.tui.reading.marked import MarkedRow, matches, open_rows, story_rows
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.past import Past, PastRow
from diptych.tui.reading.reader import Reader

MakeReader = Callable[..., Reader]


@pytest.fixture
def reader(make_reader: MakeReader) -> Reader:
    """Three answers in two reports, with a note, a speaker and a certainty."""
    reader = make_reader()
    first = reader.answers.label("quantity")
    reader.remarks.note(first, "check the list\n[red] \x1b[2J")
    second = reader.answers.label("quotation")
    reader.remarks.attribute(second, "the police", None)
    reader.go(0, pane=1)
    reader.answers.reject()
    reader.remarks.step_certainty(reader.remarks.subject(), 1)
    return reader


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3), ("label:quant", 1), ("person:police", 1), ("article:0.txt", 2), ("note:list", 1), ("note:", 1),
        ("certainty:sure", 1), ("ferry", 2), ("label:quotation person:mayor", 0), ("list", 1), ("http://x", 0),
        ("by:ann", 3),
    ],
)  # fmt: skip
def test_rows_are_found_by_label_person_article_and_note(reader: Reader, query: str, found: int) -> None:
    """``field:word`` looks in one field, a word alone in all of them."""
    words = query.casefold().split()
    assert sum(matches(row, words) for row in open_rows(reader)) == found


def test_the_overview_has_reports_that_are_not_open_and_others_answers(reader: Reader) -> None:
    """Every report has a row with its progress, and everybody's answers follow it."""
    reader.close(1)
    with open_library(reader.library.path, annotator="bob") as bobs:
        bobs.annotations.label(2, 0, 10, "event")
    rows = story_rows(reader)
    headings = [row.text for row in rows if isinstance(row, MarkedRow) and row.annotation is None]
    assert len(headings) == 2
    assert "not open" in headings[1] and "not open" not in headings[0]
    assert any("[by bob]" in row.text for row in rows)
    assert len(rows) == 6


def history(reader: Reader) -> list[PastRow]:
    past = Past(reader)
    past.more()
    return [row for row in past.rows() if isinstance(row, PastRow)]


def test_history_says_what_where_and_whether_it_stands(reader: Reader) -> None:
    """Newest first; undoing is no row of its own but a word on the row undone."""
    reader.history.undo()
    rows = history(reader)
    assert len(rows) == 6
    assert rows[0].text.startswith("(undone) marked “sure”")
    assert [row.stands for row in rows] == [False, True, True, True, True, True]
    assert "1.txt" in rows[0].text
    assert rows[0].places[0].article == 2


def test_going_back_says_how_much_and_the_screen_follows(reader: Reader) -> None:
    """To before the second answer: four changes are taken back, the first answer and its note stay."""
    past = Past(reader)
    past.more()
    row = history(reader)[3]
    assert "quotation" in row.said
    assert past.later(row) == 4
    assert past.go_back(row).startswith("4 changes taken back")
    assert [pane.document.judged() for pane in reader.panes] == [1, 0]
    with pytest.raises(CannotDoThat, match="undone already"):
        past.later(history(reader)[3])


def test_history_reads_on_piece_by_piece(make_reader: MakeReader, library: Library) -> None:
    """Six hundred changes: two hundred rows at first, then more."""
    reader = make_reader()
    answer = reader.answers.label("claim")
    with library.transaction():
        for number in range(600):
            library.annotations.edit(answer.id, note=str(number))
    past = Past(reader)
    past.more()
    assert len(past.rows()) == 200
    while past.more():
        pass
    assert len(past.rows()) == 601
