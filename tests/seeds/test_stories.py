"""The sample stories: their form, their keys, and that they borrow nobody's sentences."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from diptych.seeds import SeedStory, expected, stories

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
STORIES = stories()
REPORTS = [file for story in STORIES for file in story.files]


def parted(file: Path) -> tuple[dict[str, str], str]:
    """The fields above a report's first empty line, and the report."""
    head, _, text = file.read_text(encoding="utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.split("\n")), text


def six_grams(text: str) -> set[tuple[str, ...]]:
    """All runs of six words, without case and punctuation."""
    words = re.findall(r"\w+", text.lower().replace("’", "'"))
    return set(zip(*(words[start:] for start in range(6)), strict=False))


def test_there_are_stories_with_two_or_three_reports_each() -> None:
    """At least three stories, all files there, and nothing in the folder that no story lists."""
    assert len(STORIES) >= 3
    assert all(2 <= len(story.files) <= 3 and story.title for story in STORIES)
    folder = REPORTS[0].parent.parent
    assert sorted(folder.glob("*/*.txt")) == sorted(REPORTS)


@pytest.mark.parametrize("file", REPORTS, ids=lambda file: file.stem)
def test_a_report_has_its_fields_and_the_length_of_news(file: Path) -> None:
    """Title, source, author and a date; 250 to 500 words; typographic quotes; no stray space or control."""
    fields, text = parted(file)
    assert list(fields) == ["Title", "Source", "Author", "Date"]
    assert date.fromisoformat(fields["Date"])
    assert 250 <= len(text.split()) <= 500
    assert not re.search(r"[\"'\t\r]| \n|  ", text) and text.endswith("\n")
    assert re.search("[“”]", text)


def test_reports_differ_in_their_trimmings() -> None:
    """Headline, byline, dateline and a website's leftover are there in some reports and missing in others."""
    texts = [parted(file) for file in REPORTS]
    for has in (
        lambda fields, text: text.startswith(fields["Title"] + "\n"),
        lambda fields, text: re.search(r"^By [A-Z]", text, re.M),
        lambda fields, text: re.search(r"^[A-Z]{4,}(, \w+ \d+)? — ", text, re.M),
        lambda fields, text: re.search(r"Photo|/Archive|Dispatch/|Echo/", text),
        lambda fields, text: re.search(
            r"newsletter|full article|Subscribe|Click here|updated\.$", text, re.M
        ),
    ):
        count = sum(bool(has(fields, text)) for fields, text in texts)
        assert 1 < count < len(texts)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_each_quote_of_a_key_stands_in_its_report_once(story: SeedStory) -> None:
    """A key points at one place; its report is one of the story."""
    texts = {file.stem: parted(file)[1] for file in story.files}
    for figure in expected(story.slug):
        for value in figure.values:
            assert texts[value.report].count(value.quote) == 1, (figure.of, value)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_a_key_agrees_with_itself(story: SeedStory) -> None:
    """`alone` has one report, `same` has equal values, `differs` and `compatible` have some that are not."""
    figures = expected(story.slug)
    assert len({figure.of for figure in figures}) == len(figures) >= 7
    for figure in figures:
        reports = [value.report for value in figure.values]
        assert len(set(reports)) == len(reports)
        values = {(value.value, value.upper, value.unit) for value in figure.values}
        if figure.relation == "alone":
            assert len(reports) == 1
        elif figure.relation == "same":
            measured = {v / 100 if u == "%" and not isinstance(v, str) else v for v, _, u in values}
            assert len(reports) > 1 and len(measured) == 1, figure.of
        else:
            assert figure.relation in ("differs", "compatible")
            approximate = any(value.approximate for value in figure.values)
            assert len(reports) > 1 and (len(values) > 1 or approximate)


def test_the_keys_hold_agreement_disagreement_and_omission() -> None:
    """All four relations are there to be measured, each many times over."""
    relations = [figure.relation for story in STORIES for figure in expected(story.slug)]
    for relation in ("same", "differs", "compatible", "alone"):
        assert relations.count(relation) >= 5, relation


def test_no_six_words_in_a_row_come_from_the_reports_that_are_retold() -> None:
    """The story about real events shares facts with its sources, and not one run of six words."""
    sources = sorted((CORPORA / "seeds").glob("*.txt"))
    if not sources:
        pytest.skip("the reports that one story retells are not on this machine (../shared/corpora)")
    theirs = set().union(*(six_grams(path.read_text(encoding="utf-8")) for path in sources))
    assert len(theirs) > 500
    for file in REPORTS:
        assert six_grams(file.read_text(encoding="utf-8")) & theirs == set(), file


def test_reports_share_no_sentences_with_each_other() -> None:
    """No two samples are copies of one text: at most two runs of six words in common."""
    grams = [six_grams(parted(file)[1]) for file in REPORTS]
    for index, own in enumerate(grams):
        assert all(len(own & other) <= 2 for other in grams[:index]), REPORTS[index]


def test_the_licence_is_cc0() -> None:
    """The folder says under which terms it may be used."""
    text = (REPORTS[0].parent.parent / "LICENSE").read_text(encoding="utf-8")
    assert "CC0 1.0 Universal" in text and "Affirmer" in text
