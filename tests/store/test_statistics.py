"""Counting what was done."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.store import open_library
from diptych.store.statistics import statistics


def test_counts_by_label_report_story_and_time(tmp_path: Path) -> None:
    """Sentences and words apart, no claim apart from claims, put off only while there is no answer."""
    with open_library(tmp_path / "l.db", annotator="ann") as library:
        ids = [
            library.articles.add(Article(text="One a. Two b. Three.", location=str(n))).id for n in range(2)
        ]
        for article in ids:
            sentences = [Sentence(0, 6), Sentence(7, 13), Sentence(14, 20)]
            library.analyses.save_sentences(article, "test", sentences)
        library.stories.opened(ids)
        library.stories.opened(ids[:1])
        library.sessions.start()
        first = library.annotations.label(ids[0], 0, 6, "claim")
        library.annotations.label(ids[0], 7, 13, "not_a_claim")
        second = library.annotations.label(ids[1], 0, 3, "claim")
        library.links.add(first.id, second.id, "same")
        third = library.annotations.label(ids[1], 7, 13, "claim")
        library.links.add(first.id, third.id, "contradicts")
        library.annotations.remove(third.id)  # and its link with it
        library.skips.add(ids[0], 0, 6)
        library.skips.add(ids[1], 14, 20)
        for seconds in (2.0, 4.0):
            library.timings.add(ids[0], 0, 6, seconds)
        library.timings.add(ids[1], 7, 13, 1.0)
        library.sessions.touch(90.0)
        found = statistics(library)
    assert (found.articles, found.sentences, found.put_off, found.links) == (2, 6, 1, 1)
    assert [(one.label, one.count, one.words) for one in found.labels] == [
        ("claim", 2, 1),
        ("not_a_claim", 1, 0),
    ]
    assert [(one.judged, one.claims) for one in found.reports] == [(2, 1), (0, 1)]
    assert [(one.reports, one.sentences, one.judged, one.claims) for one in found.stories] == [(2, 6, 2, 2)]
    assert [(one.agreed, one.disagreed) for one in found.stories] == [(1, 0)]
    assert found.sessions == [("ann", 1, 90.0)]
    (day,) = found.days
    assert day.pace == pytest.approx(2.0)
    assert [(one.label, one.sentences, one.seconds) for one in found.took] == [
        ("", 1, 1.0),
        ("claim", 1, 6.0),
    ]
    assert found.as_json()["answers"][0]["count"] == 2


def test_an_empty_library_has_statistics(tmp_path: Path) -> None:
    """Nothing counted, nothing divided by nothing."""
    with open_library(tmp_path / "l.db", annotator="ann") as library:
        found = statistics(library)
    assert (found.articles, found.days, found.labels) == (0, (), ())
