"""CoNLL-2003 columns: both ways to mark a span, documents, and lines that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych import formats
from diptych.formats.import_report import ImportRefused
from diptych.store import Library

IOB1 = "U.N. I-ORG\nofficial O\nRose I-PER\nMary I-PER\nAnn B-PER\nParis I-LOC\n. O\n"
IOB2 = "U.N. B-ORG\nofficial O\nRose B-PER\nMary I-PER\nAnn B-PER\nParis B-LOC\n. O\n"


def load(library: Library, folder: Path, content: str, **options: bool) -> formats.ImportReport:
    """Read a file with this content."""
    (folder / "news.conll").write_text(content, encoding="utf-8")
    return formats.read(library, "conll2003", folder / "news.conll", **options)


def said(library: Library) -> list[tuple[str, str]]:
    """Quote and label of every answer, in reading order."""
    return [(one.quote, one.label) for one in library.annotations.each()]


@pytest.mark.parametrize("content", [IOB1, IOB2], ids=["IOB1", "IOB2"])
def test_both_ways_to_begin_a_span_are_read_alike(empty: Library, tmp_path: Path, content: str) -> None:
    """B begins a span, and so does I after O or another label; without B two neighbours of one label are one span."""
    load(empty, tmp_path, content)
    assert said(empty) == [("U.N.", "ORG"), ("Rose Mary", "PER"), ("Ann", "PER"), ("Paris", "LOC")]


def test_a_span_ends_with_its_sentence(empty: Library, tmp_path: Path) -> None:
    """An empty line parts sentences, and spans with them."""
    load(empty, tmp_path, "Rose I-PER\n\nMary I-PER\n")
    assert said(empty) == [("Rose", "PER"), ("Mary", "PER")]
    (article,) = empty.articles.list()
    assert empty.articles.text(article.id) == "Rose\nMary"
    assert [(one.start, one.end) for one in empty.analyses.sentences(article.id) or ()] == [(0, 4), (5, 9)]


def test_each_docstart_begins_an_article(empty: Library, tmp_path: Path) -> None:
    """-DOCSTART- is no word, and one at the top makes no empty article."""
    load(
        empty,
        tmp_path,
        "-DOCSTART- -X- O O\n\nRose NNP I-NP B-PER\n\n-DOCSTART- -X- O O\n\nMary NNP I-NP B-PER\n",
    )
    articles = empty.articles.list()
    assert [empty.articles.text(one.id) for one in articles] == ["Rose", "Mary"]
    assert [one.title for one in articles] == ["news", "news 2"]


def test_columns_that_are_not_kept_are_told(empty: Library, tmp_path: Path) -> None:
    """Parts of speech and phrases are left out with a word about it; columns of place holders are not missed."""
    assert load(empty, tmp_path, "Rose NNP I-NP B-PER\n").lost == {
        "columns of parts of speech and phrases": 1
    }
    assert load(empty, tmp_path, "Mary -X- _ B-PER\n").lost == {}


@pytest.mark.parametrize(
    ("line", "why"),
    [("alone", "no word with a tag"), ("\tO", "no word with a tag"), ("word X-PER", "is no tag"),
     ("word B-", "is no tag")],
)  # fmt: skip
def test_a_broken_line_is_refused_by_its_number(empty: Library, tmp_path: Path, line: str, why: str) -> None:
    """A line without a tag stops the import, or is left out while the rest is kept."""
    content = f"Rose B-PER\n{line}\nMary B-PER\n"
    with pytest.raises(ImportRefused, match=rf"news\.conll:2.*{why}"):
        load(empty, tmp_path, content)
    assert empty.articles.list() == []
    report = load(empty, tmp_path, content, keep_going=True)
    assert [problem.line for problem in report.skipped] == [2]
    assert said(empty) == [("Rose", "PER"), ("Mary", "PER")]


def test_what_is_written_is_read_again(library: Library, empty: Library, tmp_path: Path) -> None:
    """The spans that a file can hold come back with their labels; what it cannot hold was told."""
    report = formats.export(library, "conll2003", tmp_path / "out.conll", allow_loss=True)
    formats.read(empty, "conll2003", tmp_path / "out.conll")
    assert said(empty) == [("33 hostages", "figure")]
    assert {"sentence", "overlap"} <= {loss.kind for loss in report.loss}
