"""CheckThat! and ClaimBuster tables: what comes back, what is told as lost, and which years' files are read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych import formats
from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import UnreadableData
from diptych.formats.import_report import ImportRefused
from diptych.store import Annotation, Library
from tests.formats.two_libraries import two_libraries

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"

signs = st.sampled_from([*"ab3. ,;'\"=-+@|", "😀", "e\u0301", "\n", "\t", "\u2028", "—", "\U0001f1eb"])
sentences = (
    st.lists(signs, min_size=1, max_size=12)
    .map("".join)
    .filter(lambda text: text.strip() and text[0] != "\t")
)
labels = st.sampled_from(
    ["", "check_worthy", "not_check_worthy", "unimportant_factual", "non_factual", "claim"]
)


def said(library: Library) -> list[tuple[str, str, str]]:
    """Text, label and speaker of every answer in the order of the text."""
    return [
        (library.articles.get(one.article).text[one.start : one.end], one.label, one.attributed_to)
        for one in sorted(library.annotations.each(), key=lambda one: (one.article, one.start))
    ]


def put(library: Library, rows: list[tuple[str, str]]) -> None:
    """One article with a line a row, and the answers to those that have a label."""
    text, spans = "", []
    for line, _ in rows:
        spans.append(Sentence(len(text), len(text) + len(line)))
        text += line + "\n"
    article = library.articles.add(Article(text))
    library.analyses.save_sentences(article.id, "test", spans)
    library.annotations.import_many([
        Annotation(
            f"a{at}", article.id, span.start, span.end, "", "", "", label, "checkworthy", "ann", None, "", "",
            attributed_to="SHE",
        )
        for at, (span, (_, label)) in enumerate(zip(spans, rows, strict=True)) if label
    ])  # fmt: skip


COARSE = {
    "unimportant_factual": "not_check_worthy",
    "non_factual": "not_check_worthy",
    "claim": "check_worthy",
}
EXACT = {"not_check_worthy": "unimportant_factual", "claim": "check_worthy"}


@pytest.mark.parametrize("format", ["checkthat", "checkthat-2018", "claimbuster"])
@settings(max_examples=25, deadline=None)
@given(rows=st.lists(st.tuples(sentences, labels), min_size=1, max_size=6))
def test_rows_come_back_but_for_what_is_told(
    template: Path, format: str, rows: list[tuple[str, str]]
) -> None:
    """Every judged sentence comes back; labels outside the target's own are counted, and so are broken lines."""
    with two_libraries(template) as (full, empty, where):
        put(full, rows)
        loss = formats.export(full, format, where / "out.tsv", allow_loss=True).loss
        judged = [(text, label) for text, label in rows if label]
        if not judged:
            return
        formats.read(empty, format, where / "out.tsv")
        back = said(empty)
        speaker = "" if format == "checkthat" else "SHE"
        assert [line[2] for line in back] == [speaker] * len(judged)
        renamed = EXACT if format == "claimbuster" else COARSE
        wanted = [renamed.get(label, label) for _, label in judged]
        assert loss.count("label") == sum(
            new != label for new, (_, label) in zip(wanted, judged, strict=True)
        )
        assert [line[1] for line in back] == wanted
        same = sum(line[0] == text for line, (text, _) in zip(back, judged, strict=True))
        assert len(judged) - same == loss.count("quote")
        assert loss.count("unjudged") == len(rows) - len(judged)


YEARS = {
    "2018": "1\tHOLT\tGood \"evening.\t0\n2\tHOLT\t\"Ten died.\t1\n",
    "2020": "topic_id\ttweet_id\ttweet_url\tTWEET_TEXT\tclaim\tcheck_worthiness\n"
    "c\t7\thttp://x\tGood \"evening.\t0\t0\nc\t8\thttp://x\t\"Ten died.\t1\t1\n",
    "2022": "topic\ttweet_id\ttweet_url\ttweet_text\tclass_label\n"
    'c\t7\thttp://x\t"Good ""evening."\t0\nc\t8\thttp://x\t"""Ten died."\t1\n',
    "2024": "Sentence_id\tText\tclass_label\n7\tGood \"evening.\tNo\n8\t\"Ten died.\tYes\n",
    "groundtruth": 'Sentence_id,Text,Speaker,Line_no,Verdict\n1,"Good ""evening.",A,1,-1\n2,"""Ten died.",B,2,1\n',
}  # fmt: skip


@pytest.mark.parametrize("year", YEARS)
def test_each_year_is_read(year: str, empty: Library, tmp_path: Path) -> None:
    """Column names of all years, in any case, with or without quoting, give the same texts and classes."""
    (tmp_path / "x.tsv").write_text(YEARS[year], encoding="utf-8")
    formats.read(empty, "checkthat", tmp_path / "x.tsv")
    no = "non_factual" if year in ("2020", "groundtruth") else "not_check_worthy"
    assert [line[:2] for line in said(empty)] == [('Good "evening.', no), ('"Ten died.', "check_worthy")]


def test_claimbuster_json_and_three_classes(empty: Library, tmp_path: Path) -> None:
    """The JSON of ClaimBuster is read; 0 means unimportant where -1 occurs."""
    rows = [{"sentence_id": n, "label": n - 1, "text": f"T{n}"} for n in range(3)]
    (tmp_path / "x.json").write_text(json.dumps(rows), encoding="utf-8")
    formats.read(empty, "claimbuster", tmp_path / "x.json")
    assert [line[1] for line in said(empty)] == ["non_factual", "unimportant_factual", "check_worthy"]


def test_wrong_rows_are_refused_by_line(empty: Library, tmp_path: Path) -> None:
    """A number that comes twice, an unknown label, a missing text and a missing cell are listed; the rest is kept."""
    rows = (
        "Sentence_id\tText\tclass_label\n1\tGood.\tNo\n1\tTwice.\tNo\n3\tOdd.\tSTRANGE\n4\t\tNo\n5\tShort\n"
    )
    (tmp_path / "x.tsv").write_text(rows, encoding="utf-8")
    with pytest.raises(ImportRefused):
        formats.read(empty, "checkthat", tmp_path / "x.tsv")
    report = formats.read(empty, "checkthat", tmp_path / "x.tsv", keep_going=True)
    assert [problem.line for problem in report.skipped] == [3, 5, 6, 4]
    assert [line[0] for line in said(empty)] == ["Good."]


def test_predictions_are_no_data(empty: Library, tmp_path: Path) -> None:
    """Line numbers with scores, as teams hand them in, hold no sentences, and the message says so."""
    (tmp_path / "x.tsv").write_text("1\t0.9\n2\t0.7\n", encoding="utf-8")
    with pytest.raises(UnreadableData, match="without the sentences"):
        formats.read(empty, "checkthat", tmp_path / "x.tsv")


def test_one_row_a_sentence(library: Library, tmp_path: Path, view: Callable[[Library], object]) -> None:
    """Where two people judged one sentence, the first answer goes out and the other is told as lost."""
    report = formats.export(library, "checkthat", tmp_path / "out.tsv", allow_loss=True)
    rows = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()
    assert report.loss.count("several") == 1 and len(rows) == 5
    assert "4\t'=1+1 is a sentence too.\tYes" in rows


@pytest.mark.skipif(not (CORPORA / "clef2018").is_dir(), reason="the sample files are not on this machine")
def test_the_samples_are_read(empty: Library) -> None:
    """Every line of a debate of CheckThat! 2018 becomes a judged sentence with its speaker."""
    path = next((CORPORA / "clef2018" / "data" / "task1" / "English").glob("*Vice*"))
    report = formats.read(empty, "checkthat", path)
    assert report.read["annotation"] == len(path.read_text(encoding="utf-8").splitlines())
