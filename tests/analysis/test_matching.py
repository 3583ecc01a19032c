"""Matching sentences: terms and strengths."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.matching import THRESHOLD, Matcher
from diptych.analysis.spans import Analysis, Figure, Mention, Sentence
from diptych.analysis.terms import sentence_terms, stem, words

FIRST = """\
The dam at Orley gave way shortly before midnight on Tuesday.
Thirty-three people were taken to hospital in Brackwater, the fire service said.
The mayor, Ines Talbot, blamed the operator for ignoring two warnings.
Bakeries in the old town opened as usual."""

SECOND = """\
Ines Talbot accused the dam's operator of having ignored warnings.
A choir sang in the cathedral.
Hospitals in Brackwater took in 33 people.
Shortly before midnight the Orley dam collapsed."""


def report(text: str, **more: object) -> Analysis:
    """An analysis with one sentence a line."""
    sentences = tuple(Sentence(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    return Analysis(text, sentences, **more)  # type: ignore[arg-type]


def test_each_sentence_finds_its_counterpart() -> None:
    """The best match of a sentence is the sentence that reports the same in other words."""
    matcher = Matcher([report(FIRST), report(SECOND)])
    assert matcher.matches(0, 0)[0].sentence == 3
    assert matcher.matches(0, 1)[0].sentence == 2
    assert matcher.matches(0, 2)[0].sentence == 0
    assert matcher.matches(1, 0)[0].sentence == 2


def test_a_sentence_told_by_one_report_has_no_match() -> None:
    """Below the threshold nothing is offered: only here."""
    matcher = Matcher([report(FIRST), report(SECOND)])
    assert matcher.matches(0, 3) == []
    assert matcher.matches(1, 1) == []


def test_matches_come_best_first_and_limited() -> None:
    """Matches are sorted by strength, never from the same report, at most as many as asked for."""
    matcher = Matcher([report(FIRST), report(SECOND), report(FIRST)])
    found = matcher.matches(0, 0, limit=2)
    assert len(found) == 2
    assert found[0].article == 2
    assert [m.strength for m in found] == sorted((m.strength for m in found), reverse=True)
    assert all(m.article != 0 and m.strength >= THRESHOLD for m in matcher.matches(0, 0, limit=99))


def test_the_same_sentence_is_certain() -> None:
    """A sentence that stands in both reports word for word has strength 1, however short it is."""
    matcher = Matcher([report("He declined.\nIt rained."), report("A dog barked.\nHe  declined.")])
    assert matcher.matches(0, 0)[0].strength == 1.0


def test_a_sentence_in_other_quotation_marks_is_the_same() -> None:
    """Outlets set one quotation in curly, straight or pointed marks; a short one has little else to be found by."""
    matcher = Matcher(
        [report("“It isn’t so,” he said."), report('"It isn\'t so," he said.\nNo more is known.')]
    )
    assert matcher.strength(0, 0, 1, 0) == 1.0
    assert [match.sentence for match in matcher.matches(0, 0)] == [0]


def test_figures_match_by_value() -> None:
    """A number in words has the term of the same number in digits."""
    line = "thirty-three left"
    words_ = report(line, figures=(Figure(0, 12, "cardinal", "thirty-three", 33),))
    digits = report("33 left", figures=(Figure(0, 2, "cardinal", "33", 33.0),))
    assert set(next(sentence_terms(words_))) == set(next(sentence_terms(digits)))


def test_names_match_by_key() -> None:
    """Two spellings of one name make a match through their key."""
    one = report(
        "Talbot resigned.\nThe weather was bad.", entities=(Mention(0, 6, "PERSON", "Talbot", "p1"),)
    )
    other = report("Snow fell.\nMs T. stepped down.", entities=(Mention(14, 16, "PERSON", "T.", "p1"),))
    assert Matcher([one, other]).strength(0, 0, 1, 1) > Matcher([one, report(other.text)]).strength(
        0, 0, 1, 1
    )


def test_inflections_share_a_stem() -> None:
    """Inflected forms of one word are one term; function words are none."""
    assert stem("accused") == stem("accuse") == stem("accuses") == stem("accusing")
    assert stem("cities") == stem("city")
    assert stem("stopped") == stem("stop")
    assert words("The warnings of the Élan") == words("warning elan")


@given(st.lists(st.text(max_size=60), max_size=6), st.lists(st.text(max_size=60), max_size=6))
def test_strength_is_symmetric_and_bounded(one: list[str], other: list[str]) -> None:
    """Any two texts get a strength from 0 to 1, the same both ways round."""
    matcher = Matcher([report("\n".join(one)), report("\n".join(other))])
    for i in range(len(matcher.sentences(0))):
        for j in range(len(matcher.sentences(1))):
            strength = matcher.strength(0, i, 1, j)
            assert 0 <= strength <= 1
            assert abs(strength - matcher.strength(1, j, 0, i)) < 1e-9


def test_empty_and_single_reports_have_no_matches() -> None:
    """No report, an empty one or one alone is no error."""
    assert Matcher([]).strength is not None
    assert Matcher([report(FIRST)]).matches(0, 0) == []
    assert Matcher([report(""), report(FIRST)]).matches(1, 0) == []


def test_one_word_filling_a_book_costs_linear_time() -> None:
    """A megabyte of one sentence repeated is matched within seconds."""
    text = "The dam broke again today.\n" * 20_000
    started = time.perf_counter()
    matcher = Matcher([report(text), report(FIRST)])
    for index in range(200):
        matcher.matches(0, index)
    assert matcher.matches(0, 0) == []
    assert time.perf_counter() - started < 8
