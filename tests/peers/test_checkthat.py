"""pandas reads the CheckThat! and ClaimBuster tables as the labs' own scripts do, and sees the same sentences."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.store import Library

TEXTS = ['"Quoted," he said 😀.', "Plain e\u0301.", "NA", 'It ends "here"', "1.0"]
LABELS = ["check_worthy", "non_factual", "unimportant_factual", "check_worthy", "non_factual"]


@pytest.fixture
def judged(empty: Library) -> Library:
    """Five sentences with quotes, an emoji, and words that a careless reader takes for numbers or nothing."""
    text = "\n".join(TEXTS)
    article = empty.articles.add(Article(text))
    at, spans = 0, []
    for line in TEXTS:
        spans.append(Sentence(at, at + len(line)))
        at += len(line) + 1
    empty.analyses.save_sentences(article.id, "test", spans)
    for span, label in zip(spans, LABELS, strict=True):
        empty.annotations.label(article.id, span.start, span.end, label, scheme="checkworthy")
    return empty


@pytest.mark.parametrize(
    ("format", "options", "text", "label", "labels"),
    [
        ("checkthat", {"sep": "\t"}, "Text", "class_label", ["Yes", "No", "No", "Yes", "No"]),
        ("claimbuster", {}, "Text", "Verdict", ["1", "-1", "0", "1", "-1"]),
        (
            "checkthat-2018",
            {"sep": "\t", "names": ["line", "speaker", "text", "label"], "quoting": csv.QUOTE_NONE},
            "text", "label", ["1", "0", "0", "1", "0"],
        ),
    ],
)  # fmt: skip
def test_pandas_sees_the_same_rows(
    judged: Library,
    tmp_path: Path,
    format: str,
    options: dict[str, Any],
    text: str,
    label: str,
    labels: list[str],
) -> None:
    """Each sentence is a row with its text and class, whichever of the three tables it is."""
    pandas = pytest.importorskip("pandas", reason="the extra peers is not installed")
    formats.export(judged, format, tmp_path / "out", allow_loss=True)
    frame = pandas.read_csv(tmp_path / "out", dtype=str, keep_default_na=False, **options)
    assert list(frame[text]) == TEXTS
    assert list(frame[label]) == labels
