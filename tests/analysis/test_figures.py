"""Figures: each rule's own examples, and what holds for any text."""

from __future__ import annotations

import math
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.analysis.figures import figures, figures_in, style_of
from diptych.analysis.figures.grammar import Context, Example, Line, Rule
from diptych.analysis.figures.ranges import JOINS, Join, joined
from diptych.analysis.figures.rules import RULES, table
from diptych.analysis.spans import Figure

TABLE: tuple[Rule | Join, ...] = (*RULES, *JOINS)
EXAMPLES = [(each.name, example) for each in TABLE for example in each.examples]
COUNTER_EXAMPLES = [(each.name, text) for each in TABLE for text in each.counter_examples]


def rules_at_work(text: str) -> set[str]:
    """The names of the rules whose figures stand in the text."""
    line = Line(text, 0, len(text), Context())
    return {piece.rule for piece in joined(line, table().read(line))}


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_example_is_read_as_its_rule_says(name: str, example: Example) -> None:
    """A rule's example gives exactly the figure written beside it."""
    found = [f for f in figures(example.sentence, published=example.published) if f.text == example.figure]
    assert len(found) == 1, name
    figure = found[0]
    assert figure.value == (
        pytest.approx(example.value) if isinstance(example.value, float) else example.value
    )
    assert (figure.unit, figure.upper, figure.of) == (example.unit, example.upper, example.of)
    assert figure.approximate == example.approximate


@pytest.mark.parametrize(("name", "text"), COUNTER_EXAMPLES)
def test_counter_example_is_not_read_by_its_rule(name: str, text: str) -> None:
    """A rule makes no figure of its counter-example."""
    assert name not in rules_at_work(text)
    if name.startswith("no figure"):
        assert figures(text) == []


@pytest.mark.parametrize("each", TABLE, ids=lambda each: each.name)
def test_every_rule_shows_what_it_is_not_for(each: Rule | Join) -> None:
    """No rule goes without a counter-example, and no rule that makes figures without an example."""
    assert each.counter_examples
    assert each.examples or each.name.startswith("no figure")


PIECES = st.sampled_from(
    re.split(
        " ",
        "1 2 33 1,200 1.200 $ € % ½ three million hundred and a half third of in between to – - from Monday Oct. 7 "
        "2006 p.m. 5:30 days or hours year-old . , ( ’ km mi people hostages the first second dozens 1e999 ٣٤ No. "
        "Route F-16 \n \r é 👩‍👧 🎉",
    )
)
TEXTS = st.one_of(
    st.text(), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES, max_size=30).map("".join)
)


def assert_sound(text: str, found: list[Figure]) -> None:
    """Spans lie in the text, equal their quotes, stand in order and do not overlap; values are finite."""
    end = 0
    for figure in found:
        assert end <= figure.start < figure.end <= len(text)
        assert figure.text == text[figure.start : figure.end]
        for value in (figure.value, figure.upper):
            assert not isinstance(value, float) or math.isfinite(value)
        end = figure.end


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_spans_are_sound(text: str) -> None:
    """Whatever the text, the figures are sound."""
    assert_sound(text, figures(text))


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_lines_alone_give_what_the_whole_gives(text: str) -> None:
    """Reading a text line by line gives the same figures as reading it at once."""
    style, at, found = style_of(text), 0, []
    for line in text.split("\n"):
        found += figures_in(text, at, at + len(line), style=style)
        at += len(line) + 1
    assert found == figures(text)


HOSTILE = {
    "figures in a row": "12 ",
    "words in a row": "two hundred and ",
    "digits": "7",
    "zeros": "0",
    "grouped digits": "1,234,",
    "dotted": "1.2.3,4",
    "letters": "a",
    "hyphens": "5-",
    "spaces": "  ",
    "fractions": "½",
    "dollars": "$",
    "ordinals": "first second ",
    "dates": "Oct. 7 ",
    "ranges": "10 to 20 to ",
    "between": "between 1 and ",
    "durations": "2 days ",
    "or so": "days or hours or ",
    "one of": "of the ",
    "urls": "http://a.b/1",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_grows_with_the_text_alone(name: str) -> None:
    """Ten times as much hostile text takes about ten times as long, not a hundred times."""
    piece = HOSTILE[name]
    small, large = piece * (2_000 // len(piece)), piece * (20_000 // len(piece))
    figures(small)

    def seconds(text: str) -> float:
        start = time.process_time()
        assert_sound(text, figures(text))
        return time.process_time() - start

    one = max(min(seconds(small) for _ in range(3)), 0.002)
    assert min(seconds(large) for _ in range(3)) < 35 * one


@pytest.mark.parametrize(
    "text", ["", "x", "1e999", "٣٤", "½½", "12,34,56.78.9", "9" * 5000, "-", "$", "\x00\x1b[c"]
)
def test_what_is_no_number_gives_nothing(text: str) -> None:
    """Hostile and malformed numbers are left alone."""
    assert figures(text) == []


def test_a_megabyte_without_an_end_is_read() -> None:
    """A megabyte of digits is no figure and no error, nor is a megabyte without a full stop."""
    assert figures("0" * 10**6) == []
    assert figures("7" * 10**6) == []
    text = ("he saw the men and all " * 45_000)[: 10**6] + " 3 men"
    found = figures(text)
    assert [figure.value for figure in found] == [3]
    assert_sound(text, found)


def test_ten_thousand_figures_in_a_row_are_all_read() -> None:
    """Nothing is lost where figures follow each other without a word between them."""
    text = " ".join(f"${number}" for number in range(1, 10_001))
    assert [figure.value for figure in figures(text)] == list(range(1, 10_001))


def test_dots_divide_thousands_where_the_article_shows_it() -> None:
    """1.200 is twelve hundred in an article that writes 3,5 percent, else a little more than one."""
    assert figures("Prices rose 3,5 percent. Police counted 1.200 people.")[1].value == 1200
    assert figures("Prices rose 3.5 percent to 1.200 points.")[1].value == 1.2


def test_a_verb_with_over_makes_nothing_approximate() -> None:
    """Handed over three is three; over three is about three."""
    assert not figures("They handed over three hostages.")[0].approximate
    assert figures("They held over three hostages.")[0].approximate


@pytest.mark.parametrize(
    ("text", "figure", "approximate"),
    [
        ("It will cost $38 million over three years.", "three years", False),
        ("Prices rose over the last week.", "the last week", False),
        ("The siege lasted over three years.", "three years", True),
        ("They waited over an hour.", "an hour", True),
        ("It happened over 20 years ago.", "20 years ago", True),
        ("Over 400 people came.", "400", True),
        ("They had a dispute over two islands.", "two", False),
        ("Talks about two prisoners began.", "two", False),
        ("There were about two dozen.", "two dozen", True),
        ("Talks about a second stage began.", "second", False),
        ("One more than first grade pupils came.", "first", False),
    ],
)
def test_over_and_about_are_measures_only_where_they_measure(
    text: str, figure: str, approximate: bool
) -> None:
    """Over a time things happen, about a matter people talk; an ordinal is always exact."""
    (found,) = (each for each in figures(text) if each.text == figure)
    assert found.approximate == approximate


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("It calls 25 percent of the dike unsafe.", "dike"),
        ("About 100 percent of the Republican Party agreed.", "Party"),
        ("It was the first publicly known case.", None),
        ("Seven percent of families left.", "families"),
        ("They came after the first one ended.", None),
        ("It was the first-ever vote.", "vote"),
        ("She got a second one-year contract extension.", "extension"),
    ],
)
def test_the_noun_is_the_head_of_its_phrase(text: str, of: str | None) -> None:
    """No adverb, no adjective said of it, not the first word of a name, and no "one"."""
    assert figures(text)[0].of == of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Her inspection was due in January, and it was put off.", "2025-01"),
        ("The trial was expected in May.", "2025-05"),
        ("The trial will begin in January.", "2026-01"),
    ],
)
def test_what_was_due_lies_nearer(text: str, value: str) -> None:
    """What was due may have come by now: the nearer month is meant; what will be lies ahead."""
    (figure,) = figures(text, published="2025-03-10")
    assert figure.value == value
