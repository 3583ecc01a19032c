"""The comparison as a page: everything is on it, and nothing of it is cut off on paper."""

from __future__ import annotations

from diptych.analysis import analyse
from diptych.analysis.comparison import Comparison, compare
from diptych.commands.comparison_page import BESIDE, html_page, markdown_page, sections

PASSAGE = (
    "The ferry ran aground on the northern side of the harbour shortly after nine in the evening. "
    "Divers found a long tear in the hull below the engine room on the following morning. "
)


def compared(*texts: str, source: str = "Post") -> Comparison:
    """Reports of one outlet."""
    return compare([analyse(text, source=source, title="Aground", entities=False) for text in texts])


def test_reports_of_one_outlet_are_told_apart() -> None:
    """Two of the same name have numbers; each stands at the top with its headline."""
    page = markdown_page(compared("It had 212 people on board.", "It had 221 people on board."))
    assert "Post \\(1\\): Aground" in page
    assert "| Post \\(1\\) | Post \\(2\\) |" in page


def test_wire_copy_and_speakers_are_on_the_page() -> None:
    """What the text form tells, the page tells, too."""
    one = PASSAGE + "The owner said that the captain had slept at the helm that night."
    other = PASSAGE + "The police said that the captain had slept at the helm that night."
    headings = {section.heading for section in sections(compared(one, other))}
    assert "One text in two places (wire copy)" in headings
    assert "Said by different people" in headings


def test_many_reports_have_no_column_each() -> None:
    """The last would be cut off on paper; every number is there all the same."""
    texts = [f"It had {number} people on board." for number in range(200, 210)]
    few, many = compared(*texts[:BESIDE]), compared(*texts)
    widest = {len(section.heads) for section in sections(many)}
    assert max(widest) <= 5 < max(len(section.heads) for section in sections(few))
    page = html_page(many)
    assert all(f"{number} people" in page for number in range(200, 210))


def test_columns_add_up_to_the_page() -> None:
    """Each column has a width or shares what is left, and long names break: no table is wider than the paper."""
    for texts in (["A 1.", "A 2."], ["It had 5 men."] * 3):
        for section in sections(compared(*texts, source="a_very_long_name_of_a_file" * 9)):
            assert len(section.heads) == len(section.widths)
            assert sum(section.widths) <= 100
            assert all(len(row) == len(section.heads) for row in section.rows)
    page = html_page(compared("A 1.", "A 2."))
    assert "overflow-wrap:anywhere" in page
    assert "tr,li{break-inside:avoid}" in page


def test_a_long_sentence_is_whole_on_the_page() -> None:
    """A page has the room that a terminal's line has not."""
    long = f"The mayor {'really ' * 50}thanked 12 helpers."
    assert "thanked 12 helpers." in html_page(compared(long, "It rained all day over the whole of the town."))
