"""What a library's annotators agree on: which answers count, which are left out, and the list of differences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import diptych
from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import AnnotationError, UnknownArticle, WrongUse
from diptych.store import NOT_A_CLAIM, open_library
from diptych.store.agreement import OTHER
from diptych.store.library import Library

TEXT = "😀 One a. Two b. Three. Four."
SPANS = [(0, 8), (9, 15), (16, 22), (23, 28)]


def say(path: Path, who: str, *answers: tuple[int, int, str], scheme: str = "claims") -> None:
    """Answers (report, sentence, label) of one annotator; several on one sentence stand beside each other."""
    with open_library(path, annotator=who) as library:
        for article, sentence, label in answers:
            library.annotations.label(article, *SPANS[sentence], label, scheme=scheme, exclusive=False)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A library of three reports, two of them in a story."""
    path = tmp_path / "library.db"
    with open_library(path, annotator="ann") as library:
        for number in range(3):
            article = library.articles.add(
                Article(TEXT, title=f"Report {number + 1}", location=f"/x/{number}")
            )
            library.analyses.save_sentences(article.id, "test", [Sentence(*span) for span in SPANS])
        library.stories.opened([1, 2])
    say(
        path,
        "ann",
        (1, 0, "claim"),
        (1, 1, "quantity"),
        (1, 2, NOT_A_CLAIM),
        (2, 0, "claim"),
        (3, 0, "event"),
    )
    say(path, "bob", (1, 0, "claim"), (1, 1, "event"), (1, 3, "claim"), (2, 0, NOT_A_CLAIM), (3, 0, "event"))
    say(path, "carl", (1, 0, NOT_A_CLAIM), (3, 0, "event"))
    return path


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """The same, open."""
    with open_library(path, annotator="ann") as opened:
        yield opened


def test_a_sentence_counts_where_two_judged_it(library: Library) -> None:
    """Four of the seven that somebody judged; not a claim is an answer, no answer is none."""
    found = diptych.agreement(library)
    assert (found.scheme, found.labels.annotators) == ("claims", ("ann", "bob", "carl"))
    assert (found.labels.sentences, found.labels.articles) == (4, 3)
    pairs = {(one.first, one.second): one for one in found.labels.pairs}
    assert pairs["ann", "bob"].confusion == {
        ("claim", "claim"): 1, ("claim", NOT_A_CLAIM): 1, ("event", "event"): 1, ("quantity", "event"): 1,
    }  # fmt: skip
    assert pairs["ann", "bob"].observed.value == 0.5
    assert pairs["bob", "carl"].sentences == 2


def test_claim_or_none_is_measured_besides_the_labels(library: Library) -> None:
    """A quantity and an event are both claims, by the kinds of the scheme's labels."""
    found = diptych.agreement(library)
    pairs = {(one.first, one.second): one for one in found.claims.pairs}
    assert pairs["ann", "bob"].confusion == {("claim", "claim"): 3, ("claim", NOT_A_CLAIM): 1}


def test_a_schemes_own_kinds_say_what_a_claim_is(path: Path) -> None:
    """A label that denies a claim under another name is read so; one of kind other says neither and is left out."""
    with open_library(path, annotator="ann") as library:
        library.schemes.keep(
            "mine",
            'name = "mine"\ntitle = "Mine"\n'
            '[[label]]\nname = "yes"\ntitle = "Yes"\n'
            '[[label]]\nname = "no"\ntitle = "No"\nkind = "not_claim"\n'
            '[[label]]\nname = "cue"\ntitle = "Cue"\nkind = "other"\n',
        )
    say(path, "ann", (1, 0, "yes"), (1, 1, "no"), (1, 2, "cue"), scheme="mine")
    say(path, "bob", (1, 0, "no"), (1, 1, "no"), (1, 2, "yes"), scheme="mine")
    with open_library(path, annotator="ann") as library:
        found = diptych.agreement(library, scheme="mine")
    assert found.titles == {"yes": "Yes", "no": "No", "cue": "Cue"}
    assert found.labels.sentences == 3
    assert found.claims.pairs[0].confusion == {("claim", NOT_A_CLAIM): 1, (NOT_A_CLAIM, NOT_A_CLAIM): 1}


def test_disagreements_come_most_differing_first_with_who_said_what(library: Library) -> None:
    """By pairs that differ, then by claim or none; each with its report, its place in code points and its quote."""
    found = diptych.agreement(library).disagreements
    assert [(one.article, one.index) for one in found] == [(2, 0), (1, 1), (1, 0)]
    assert [(one.differing, one.claim_differing) for one in found] == [(1.0, 1.0), (1.0, 0.0), (2 / 3, 2 / 3)]
    last = found[-1]
    assert (last.title, last.quote, TEXT[last.start : last.end]) == ("Report 1", "😀 One a.", "😀 One a.")
    assert [(one.annotator, one.label) for one in last.answers] == [
        ("ann", "claim"), ("bob", "claim"), ("carl", NOT_A_CLAIM),
    ]  # fmt: skip
    assert last.answers[0].id == library.annotations.of_article(1, "ann")[0].id
    assert last.uuid == library.articles.get(1).uuid


def test_filters_take_a_part(library: Library) -> None:
    """By annotators, stories and reports; those together are joined."""
    assert diptych.agreement(library, annotators=["bob", "carl"]).labels.sentences == 2
    assert diptych.agreement(library, stories=[1]).labels.articles == 2
    assert diptych.agreement(library, articles=[3]).labels.sentences == 1
    assert diptych.agreement(library, articles=[3], stories=[1]).labels.articles == 3


def test_labels_that_are_not_asked_for_count_as_one(library: Library) -> None:
    """No sentence is left out for what was said of it, so kappa stays a measure of chance."""
    found = diptych.agreement(library, labels=["claim"], annotators=["ann", "bob"])
    (pair,) = found.labels.pairs
    assert pair.confusion == {(OTHER, OTHER): 2, ("claim", OTHER): 1, ("claim", "claim"): 1}
    assert pair.sentences == 4
    assert [(one.article, one.index) for one in found.disagreements] == [(2, 0)]


def test_several_labels_of_one_person_are_one_answer(path: Path) -> None:
    """The same set or not; as a claim, any claim makes it one."""
    say(path, "ann", (2, 1, "claim"), (2, 1, "quantity"))
    say(path, "bob", (2, 1, "quantity"), (2, 1, NOT_A_CLAIM))
    with open_library(path, annotator="ann") as library:
        found = diptych.agreement(library, articles=[2], annotators=["ann", "bob"])
        assert found.labels.pairs[0].confusion["claim + quantity", "not_a_claim + quantity"] == 1
        assert found.claims.pairs[0].confusion["claim", "claim"] == 1
        (second,) = [one for one in found.disagreements if one.index == 1]
        assert len(second.answers) == 4


def test_words_are_measured_apart_from_sentences(path: Path) -> None:
    """Marked words judge no sentence; who judged a report and marked none there declined to."""
    for who, places in (("ann", [(1, 2, 5), (2, 2, 5)]), ("bob", [(1, 2, 6)])):
        with open_library(path, annotator=who) as library:
            for article, start, end in places:
                library.annotations.label(article, start, end, "claim")
    with open_library(path, annotator="ann") as library:
        found = diptych.agreement(library, annotators=["ann", "bob"])
        assert found.labels.sentences == 4
        (pair,) = found.spans
        assert (pair.articles, pair.first_spans, pair.second_spans) == (3, 2, 1)
        assert (pair.exact.f1.value, pair.overlapping.recall.value) == (0.0, 0.5)
        assert diptych.agreement(library, labels=["event"]).spans == ()


def test_names_that_nobody_has_are_wrong_use(library: Library) -> None:
    """With those that there are."""
    with pytest.raises(WrongUse, match="zoe here; there are: ann, bob, carl"):
        diptych.agreement(library, annotators=["zoe"])
    with pytest.raises(WrongUse, match="scheme none here; there are: claims"):
        diptych.agreement(library, scheme="none")
    with pytest.raises(WrongUse, match="labels given: claim, event, not_a_claim, quantity"):
        diptych.agreement(library, labels=["qantity"])
    with pytest.raises(UnknownArticle):
        diptych.agreement(library, articles=[9])
    with pytest.raises(AnnotationError, match="no story 9"):
        diptych.agreement(library, stories=[9])


def test_the_scheme_with_most_answers_of_several_people_is_taken(path: Path) -> None:
    """One person's many answers under another scheme are told of, not measured."""
    say(
        path,
        "ann",
        *[(article, sentence, "x") for article in (1, 2, 3) for sentence in range(4)],
        scheme="mine",
    )
    with open_library(path, annotator="ann") as library:
        found = diptych.agreement(library)
        assert (found.scheme, found.schemes) == ("claims", {"claims": 12, "mine": 12})


def test_an_empty_library_has_no_agreement_and_no_error(tmp_path: Path) -> None:
    """Everything is there, with words for what is undefined, and it is JSON without NaN."""
    with open_library(tmp_path / "l.db", annotator="ann") as library:
        found = diptych.agreement(library)
    assert (found.scheme, found.labels.alpha.value, found.disagreements) == ("", None, ())
    json.loads(json.dumps(found.as_json(), allow_nan=False))


def test_json_holds_everything_with_ids_and_offsets(library: Library) -> None:
    """Figures, intervals, confusion, differences; kappa between None and 1, never NaN."""
    written = json.loads(json.dumps(diptych.agreement(library).as_json(), allow_nan=False))
    assert written["intervals"] == {"confidence": 0.95, "resamples": 1000, "seed": 20110125, "of": "articles"}
    pair = written["labels"]["pairs"][0]
    assert {"first": "quantity", "second": "event", "sentences": 1} in pair["confusion"]
    assert set(pair["kappa"]) == {"value", "low", "high", "why"}
    assert (written["disagreements"][0]["start"], written["disagreements"][0]["end"]) == (0, 8)
