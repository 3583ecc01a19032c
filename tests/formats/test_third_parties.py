"""Formats of other packages, by the entry point ``diptych.formats``."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych import formats
from diptych.errors import UnknownFormat
from diptych.store import Library

MODULE = """
from diptych.formats.registry import Format

ours = Format("words", "Words, one a line", __name__, ".words", offsets="none", holds=frozenset({"span", "label"}))
taken = Format("csv", "Somebody else's CSV", __name__, ".csv")
broken = 5


def write(selection, export):
    sink = export.file()
    for document in export.documents(selection):
        for one in document.annotations:
            sink.text(f"{one.label}\\t{one.quote!r}\\n")


def read(path, arrivals):
    from diptych.articles.article import Article

    for number, line in enumerate(path.read_text().splitlines(), 1):
        with arrivals.row(path, number):
            label, _, quote = line.partition("\\t")
            article = arrivals.article(Article(quote))
            arrivals.annotation(article, 0, len(quote), label, quote=quote)
"""
ENTRIES = """[diptych.formats]
words = theirs_words:ours
csv = theirs_words:taken
broken = theirs_words:broken
gone = no_such_module:x
"""


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package of somebody else's with good and bad entry points."""
    site = tmp_path / "site"
    info = site / "theirs_words-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "theirs_words.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: theirs-words\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(ENTRIES)
    monkeypatch.syspath_prepend(str(site))


@pytest.mark.usefixtures("installed")
def test_a_format_of_another_package_is_as_good_as_ours(
    library: Library, empty: Library, tmp_path: Path
) -> None:
    """It is listed, written with losses told and a manifest beside it, and read; nobody's faults stand in its way."""
    assert "words" in [format.name for format in formats.formats()]
    assert formats.find("csv").title == "CSV, one row a sentence"
    report = formats.export(library, None, tmp_path / "out.words", allow_loss=True)
    assert (
        report.counts["annotation"] == 8
        and report.loss.count("sentence") == 5
        and report.manifest is not None
    )
    assert formats.read(empty, "words", tmp_path / "out.words").read["annotation"] == 8


def test_without_the_package_the_format_is_unknown() -> None:
    """The list of names has ours alone."""
    with pytest.raises(UnknownFormat):
        formats.find("words")
