"""Whole comparisons: pairs, only here, names, wire copy, speakers, JSON, odd input."""

from __future__ import annotations

import json
import re
import time

import pytest

from diptych.analysis.comparison import compare
from diptych.analysis.spans import Analysis, Figure, Mention, Sentence
from diptych.errors import ModelMissing

DAM = "The dam at Orley gave way shortly before midnight on Tuesday."
WIRE = "The agency said that water had reached the second floor of the town hall by early morning."
FIRST = f"{DAM}\n{WIRE}\n“Two warnings were ignored,” said Ines Talbot.\nBakeries in the old town opened as usual."
SECOND = f"A choir sang in the cathedral.\n{WIRE}\nShortly before midnight the Orley dam collapsed."


def report(text: str, *names: tuple[str, str]) -> Analysis:
    """An analysis with one sentence a line, and people where their names stand."""
    sentences = tuple(Sentence(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    mentions = [
        Mention(m.start(), m.end(), "PERSON", name, key)
        for name, key in names
        for m in re.finditer(name, text)
    ]
    return Analysis(text, sentences, tuple(sorted(mentions)))


def test_pairs_and_what_only_one_says() -> None:
    """Each sentence either stands in a pair or is listed as told by its report alone."""
    found = compare([report(FIRST), report(SECOND)])
    assert {(p.article, p.sentence, p.other, p.other_sentence) for p in found.pairs} == {
        (0, 0, 1, 2),
        (0, 1, 1, 1),
    }
    assert found.only == ((2, 3), (0,))


def test_wire_copy_is_one_text_in_two_places() -> None:
    """A passage taken over word for word is found; the same news in other words is not."""
    (passage,) = compare([report(FIRST), report(SECOND)]).wire
    assert (passage.article, passage.sentences, passage.other, passage.other_sentences) == (
        0,
        (1, 2),
        1,
        (1, 2),
    )
    assert passage.overlap == 1.0


def test_a_run_of_wire_copy_is_one_passage() -> None:
    """Sentences that follow one another in both reports are one passage, small edits included."""
    lines = [
        f"Sentence number {n} tells of the {w} in the harbour of Kelby today." for n, w in enumerate("abcdef")
    ]
    edited = [line.replace("today", "on Monday") for line in lines]
    (passage,) = compare(
        [report("\n".join(["Start.", *lines])), report("\n".join([*edited, "End here."]))]
    ).wire
    assert passage.sentences == (1, 7)
    assert passage.other_sentences == (0, 6)
    assert passage.overlap < 1.0


def test_names_with_counts_and_who_is_alone() -> None:
    """Names are joined by key; the fullest form is shown; a name of one report only says so."""
    one = report("Ines Talbot spoke.\nTalbot left.", ("Ines Talbot", "p1"))
    one = Analysis(one.text, one.sentences, (*one.entities, Mention(19, 25, "PERSON", "Talbot", "p1")))
    other = report("Talbot and Anders Pell met.", ("Talbot", "p1"), ("Anders Pell", "p2"))
    talbot, pell = compare([one, other]).entities
    assert (talbot.name, talbot.counts, talbot.alone) == ("Ines Talbot", (2, 1), None)
    assert (pell.name, pell.counts, pell.alone) == ("Anders Pell", (0, 1), 1)


def test_one_statement_given_to_two_speakers() -> None:
    """The same statement under two names is an attribution to look at, under one name it is not."""
    line = "The dam at Orley was built on sand and had to break, said {}."
    one = report(line.format("Ines Talbot"), ("Ines Talbot", "p1"))
    other = report(line.format("Anders Pell"), ("Anders Pell", "p2"))
    same = report(line.format("Ms Talbot"), ("Talbot", "p1"))
    (said,) = compare([one, other]).attributions
    assert (said.speaker.text, said.other_speaker.text) == ("Ines Talbot", "Anders Pell")
    assert compare([one, same]).attributions == ()


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("“It is over,” said the mayor.", "the mayor"),
        ("It is over, the fire service said.", "the fire service"),
        ("According to the ministry, it is over.", "the ministry"),
        ("Anders Pell, the fire chief, said that it was over.", "Anders Pell"),
        ("“It is over,” she said.", None),
        ("It is over.", None),
        ("“It is over,” one source said.", "one source"),
    ],
)
def test_speakers(sentence: str, speaker: str | None) -> None:
    """The speaker a sentence names, without any model; a pronoun names none."""
    from diptych.analysis.speakers import speakers

    (found,) = speakers(report(sentence))
    assert (found.text if found else None) == speaker
    assert found is None or sentence[found.start : found.end] == found.text


def test_as_json_is_plain_data() -> None:
    """The whole comparison survives JSON and keeps its documented keys."""
    figure = Figure(0, 2, "cardinal", "33", 33, None, None, "people")
    data = compare([Analysis("33 people left.", (Sentence(0, 15),), (), (figure,)), report(SECOND)]).as_json()
    assert json.loads(json.dumps(data)) == data
    assert set(data) == {"articles", "pairs", "only", "figures", "entities", "wire", "attributions"}
    assert data["figures"][0]["told"][0][0]["value"] == 33


def test_plain_texts_are_analysed_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Strings will do, with or without a model; the analyses come back with the answer."""

    def missing() -> None:
        raise ModelMissing("There is no model here.")

    monkeypatch.setattr("diptych.analysis.entities.recognizer", missing)
    found = compare([FIRST.replace("\n", " "), SECOND.replace("\n", " ")])
    assert [article.text.count("Orley") for article in found.articles] == [1, 1]
    assert found.pairs


def test_none_one_and_empty_reports() -> None:
    """No report, one, or empty ones: a sensible answer each time."""
    assert compare([]).pairs == ()
    alone = compare([report(FIRST)])
    assert (alone.pairs, alone.only, alone.wire) == ((), ((),), ())
    empty = compare([report(""), report(FIRST)])
    assert empty.only == ((), (0, 1, 2, 3))


def test_the_same_report_twice() -> None:
    """Everything is shared, nothing differs, and it is one text in two places."""
    found = compare([report(FIRST), report(FIRST)])
    assert found.only == ((), ())
    assert [p.strength for p in found.pairs if p.sentence == p.other_sentence] == [1.0] * 4
    assert found.wire[0].sentences == (0, 4)
    assert all(row.verdict == "same" for row in found.figures)


def test_two_languages_have_little_in_common() -> None:
    """Reports in two languages are compared without error; only names and figures could join them."""
    german = "Der Damm bei Orley brach am Dienstag kurz vor Mitternacht.\nDer Bürgermeister schwieg."
    found = compare([report(FIRST), report(german)])
    assert len(found.only[0]) >= 3


def test_two_hundred_reports() -> None:
    """Two hundred short reports are compared within seconds."""
    texts = [
        f"{DAM}\nReport {n} adds that {n} boats came from harbour {n}.\nWord{n} is new{n}."
        for n in range(200)
    ]
    started = time.process_time()
    found = compare([report(text) for text in texts])
    assert len(found.only) == 200
    assert time.process_time() - started < 20


def test_a_report_as_long_as_a_book() -> None:
    """A very long report beside a short one does not hang."""
    lines = [
        f"Line {n} says that gate {n % 977} of the {['north', 'south'][n % 2]} dam was shut."
        for n in range(12_000)
    ]
    started = time.process_time()
    found = compare([report("\n".join(lines)), report(FIRST)])
    assert len(found.only) == 2
    assert time.process_time() - started < 30
