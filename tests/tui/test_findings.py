"""Putting the machine right about names and figures."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from diptych.analysis.spans import Figure, Mention
from diptych.store.library import Library
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.reader import Reader

MakeReader = Callable[..., Reader]

TEXT = "A ferry with 212 people left Lindholm. Talbot was not aboard.\n"


@pytest.fixture
def reader(make_reader: MakeReader) -> Reader:
    """One report with a name and a figure that the machine found, stored as a machine's."""
    reader = make_reader(TEXT)
    names = [Mention(29, 37, "PERSON", "Lindholm", "lindholm")]
    figures = [Figure(13, 16, "cardinal", "212", 212, of="people")]
    reader.library.analyses.save_mentions(reader.pane.article_id, "names 1", names)
    reader.library.analyses.save_figures(reader.pane.article_id, "figures 1", figures)
    reader.pane.document.take_names(names)
    reader.pane.document.take_figures(figures)
    return reader


def names(reader: Reader) -> list[tuple[str, str]]:
    return [(one.text, one.label) for one in reader.pane.document.entities.items]


def test_a_name_is_relabelled_and_the_machines_own_stays(reader: Reader, library: Library) -> None:
    """On the screen the person's answer, in the machine's table the machine's."""
    shown = reader.findings.here()[1]
    reader.findings.relabel(shown, "GPE")
    assert names(reader) == [("Lindholm", "GPE")]
    machine = library.analyses.mentions(reader.pane.article_id, "names 1")
    assert machine is not None
    assert [one.label for one in machine] == ["PERSON"]
    (kept,) = library.corrections.of_article(reader.pane.article_id)
    assert (kept.verdict, kept.machine_label, kept.label, kept.engine) == (
        "changed",
        "PERSON",
        "GPE",
        "names 1",
    )
    assert names_after_restart(library, reader) == [("Lindholm", "GPE")]


def names_after_restart(library: Library, reader: Reader) -> list[tuple[str, str]]:
    again = Reader(library, reader.story, reader.scheme)
    again.open(reader.pane.article_id).document.take_names(reader.pane.document.machine_names)
    return names(again)


def test_a_rejected_name_is_gone_and_can_be_brought_back(reader: Reader) -> None:
    """It is still offered where it stood, as rejected."""
    reader.pane.point = (29, 37)
    reader.findings.reject(reader.findings.here()[0])
    assert names(reader) == []
    (shown,) = reader.findings.here()
    assert shown.rejected
    reader.findings.restore(shown)
    assert names(reader) == [("Lindholm", "PERSON")]


def test_undo_and_redo_of_a_correction_show_on_the_screen(reader: Reader) -> None:
    """The pane's names follow the journal."""
    reader.pane.point = (29, 37)
    reader.findings.reject(reader.findings.here()[0])
    reader.findings.reload(reader.pane)
    reader.pane.document.corrected = False
    reader.history.undo()
    assert names(reader) == [("Lindholm", "PERSON")]
    assert reader.pane.document.corrected
    reader.history.redo()
    assert names(reader) == []


def test_a_missed_name_is_added_and_changed_and_taken_away(reader: Reader, library: Library) -> None:
    """What a person added has no machine's finding behind it: rejecting it removes it."""
    start = TEXT.index("Talbot")
    reader.findings.add(start, start + 6, "ORG")
    assert names(reader) == [("Lindholm", "PERSON"), ("Talbot", "ORG")]
    reader.pane.point = (start, start + 6)
    reader.findings.relabel(reader.findings.here()[0], "PERSON")
    assert names(reader)[1] == ("Talbot", "PERSON")
    assert [one.verdict for one in library.corrections.of_article(1)] == ["added"]
    reader.history.undo()  # one key made it a person, one takes that back
    assert names(reader)[1] == ("Talbot", "ORG")
    reader.history.redo()
    reader.pane.point = (start, start + 6)
    reader.findings.reject(reader.findings.here()[0])
    assert names(reader) == [("Lindholm", "PERSON")]
    assert library.corrections.of_article(1) == []


def test_a_figure_is_moved_and_read_again(reader: Reader) -> None:
    """On the words "A" to "212" nothing is read: the value stays; the kind is the old one."""
    reader.pane.point = (13, 16)
    (shown,) = reader.findings.here()
    reader.findings.move(shown, 13, 23)
    (figure,) = reader.pane.document.figures.items
    assert (figure.start, figure.end, figure.text, figure.value) == (13, 23, "212 people", 212)


def test_a_count_that_becomes_a_date_loses_its_number(reader: Reader) -> None:
    """A date's value is ISO 8601, and 212 is none."""
    reader.pane.point = (13, 16)
    reader.findings.relabel(reader.findings.here()[0], "date")
    (figure,) = reader.pane.document.figures.items
    assert (figure.kind, figure.value) == ("date", None)


def test_what_was_not_corrected_cannot_be_restored(reader: Reader) -> None:
    """It says so."""
    with pytest.raises(CannotDoThat, match="nothing was corrected"):
        reader.findings.restore(reader.findings.here()[0])
