"""The table of figures: rows across reports and their verdicts."""

from __future__ import annotations

import re

import pytest

from diptych.analysis.figure_table import FigureRow, figure_table
from diptych.analysis.figures import figures
from diptych.analysis.matching import Matcher
from diptych.analysis.spans import Analysis, Sentence


def report(text: str, published: str | None = None) -> Analysis:
    """An analysis with one sentence a line."""
    sentences = tuple(Sentence(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    return Analysis(text, sentences, (), tuple(figures(text, published=published)), published=published)


def rows(*texts: str, published: str | None = None) -> tuple[FigureRow, ...]:
    """The table of some reports."""
    reports = [report(text, published) for text in texts]
    return figure_table(reports, Matcher(reports))


def row_with(table: tuple[FigureRow, ...], words: str) -> FigureRow:
    """The row that has the figure written like this."""
    return next(
        row for row in table if any(told.figure.text == words for place in row.told for told in place)
    )


FIRST = "The fire injured 33 people on Sunday.\nThe ferry carried 412 passengers to Kelby.\nA choir of 18 singers sang."
REST = "It was a quiet evening in the harbour.\nNobody had expected it."


@pytest.mark.parametrize(
    ("one", "other", "figure", "verdict"),
    [
        ("The fire injured 33 people.", "Thirty-three people were injured in the fire.", "33", "same"),
        ("The fire injured 33 people.", "Thirty-four people were injured in the fire.", "33", "differs"),
        ("The ferry carried 412 passengers.", "On the ferry were 421 passengers.", "412", "differs"),
        ("About 40 families lost homes.", "In all 38 families lost homes.", "38", "about"),
        ("Between 10 and 20 houses burned.", "The fire burned 15 houses.", "15", "range_holds"),
        ("At least 12 houses burned.", "The fire burned 14 houses.", "14", "range_holds"),
        ("The road is closed for 10 km.", "The road is closed for 6.2 miles.", "10 km", "same"),
        ("Damage came to $5 million.", "Damage came to €5 million.", "$5 million", "alone"),
        (
            "Repairs of the dam cost $5 million.",
            "Repairs of the dam cost $6 million.",
            "$5 million",
            "differs",
        ),
    ],
)
def test_verdicts(one: str, other: str, figure: str, verdict: str) -> None:
    """Two reports of one thing: same, differs, about, range_holds, or each alone."""
    assert row_with(rows(f"{one}\n{REST}", f"{other}\nThe mayor came."), figure).verdict == verdict


def test_what_happened_keeps_counts_apart() -> None:
    """Twelve killed and forty injured are two rows, whatever the other report gives."""
    table = rows(
        "The quake killed 12 people and injured 40 people.\nIt was felt in Kelby.",
        "In the quake 14 people were killed. \nAnother 45 people were injured.",
    )
    killed = row_with(table, "12")
    assert {told.figure.text for place in killed.told for told in place} == {"12", "14"}
    assert killed.verdict == "differs"


def test_an_older_number_is_called_older() -> None:
    """Where one report says that its number is an earlier one, the row does not accuse it."""
    table = rows(
        "Earlier, officials had put the number of injured at 33 people.\nIt rained.",
        "The number of injured rose, officials said: 38 people were injured.\nIt is cold.",
    )
    assert row_with(table, "33").verdict in ("older", "alone")


def test_ordinals_never_differ() -> None:
    """The first stage and the second stage are two things."""
    table = rows("The first stage begins on Monday in Cairo.", "The second stage begins on Monday in Cairo.")
    assert all(row.verdict != "differs" for row in table)


def test_differences_come_first_and_lone_figures_last() -> None:
    """Rows are sorted by how much they deserve a look."""
    table = rows(
        FIRST, "Thirty-four people were injured by the fire on Sunday.\nThe ferry carried 412 passengers."
    )
    verdicts = [row.verdict for row in table]
    assert verdicts[0] == "differs"
    assert verdicts[-1] == "alone"
    assert table[-1].alone in (0, 1)
    assert table[0].alone is None


def test_dates_of_the_week_are_resolved() -> None:
    """Tuesday in a report of Wednesday is the date of the other report."""
    table = rows(
        "The dam at Orley broke on Tuesday.\nIt rained.",
        "The dam at Orley broke on May 12, 2026.\nThe mayor came.",
        published="2026-05-13",
    )
    assert row_with(table, "Tuesday").verdict == "same"


def test_every_figure_with_a_value_stands_in_one_row() -> None:
    """Nothing is lost and nothing is counted twice."""
    texts = (FIRST, FIRST.replace("33", "34"), "Two men and 3 dogs walked 4 km for $5.")
    table = rows(*texts)
    for index, text in enumerate(texts):
        told = [t.figure.start for row in table for t in row.told[index]]
        assert len(told) == len(set(told))
        assert set(told) == {f.start for f in figures(text) if f.value is not None}


def test_no_reports_and_one_report() -> None:
    """No report gives no row; one report tells everything alone."""
    assert rows() == ()
    assert {row.verdict for row in rows(FIRST)} == {"alone"}
