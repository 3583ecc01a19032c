"""The first frame, drawn before the libraries are loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.articles.article import Article
from diptych.articles.decoding import decode
from diptych.articles.reading import read_file
from diptych.articles.visible import visible
from diptych.commands.first_rows import plain_rows, plain_text, rows_of, sentences_of
from diptych.commands.splash import _frame
from diptych.store.records import StoredArticle
from diptych.tui.reading.document import Document
from diptych.tui.reading.layout import BLANK_ROW, Layout
from diptych.tui.reading.rows import cells, wrap

WORDS = st.lists(st.text(st.sampled_from("abcé’“—9."), min_size=1, max_size=12), max_size=30)


def stored(article: Article) -> StoredArticle:
    """The article as a library would hand it out."""
    return StoredArticle(
        1,
        "",
        article.title,
        article.source,
        article.author,
        article.published,
        "",
        "",
        article.text,
        "",
        "",
        "",
    )


@given(WORDS, st.integers(8, 40))
def test_the_quick_rows_are_the_readers_rows(words: list[str], width: int) -> None:
    """For plain text both ways break at the same places."""
    line = " ".join(words)
    rows = [line[start:end] for start, end in wrap(line, 0, len(line), width)]
    assert [row for row, _ in plain_rows(line, width)] == rows


@given(st.text(max_size=60))
def test_text_that_is_taken_as_plain_needs_no_mapping(text: str) -> None:
    """What goes the quick way is what the careful way would show, a cell a character."""
    data = text.encode("utf-8", "surrogatepass")
    found = plain_text(data)
    if found is not None:
        assert visible(decode(data).text) == found
        assert cells(found.replace("\n", "")) == len(found.replace("\n", ""))


def test_a_hostile_text_is_mapped(tmp_path: Path) -> None:
    """No control character is in the frame, whichever way it goes."""
    path = tmp_path / "evil.txt"
    path.write_text("He said \x1b[c and \x9b2J on Monday. 漢字 and more.\n", encoding="utf-8")
    frame = "".join(_frame([str(path)], os.terminal_size((80, 24))))
    assert "␛[c" in frame
    assert all(character.isprintable() for character in frame)


def test_nothing_slow_is_imported_for_a_plain_report(tmp_path: Path) -> None:
    """Neither re nor typing nor enum: each would be felt before the first text."""
    path = tmp_path / "plain.txt"
    path.write_text(
        "The ferry ran aground on Monday. “Nobody was hurt,” the police said.\n", encoding="utf-8"
    )
    code = (
        "import os, sys; before = set(sys.modules)\n"
        "from diptych.commands import splash\n"
        f"splash._frame([{str(path)!r}], os.terminal_size((80, 24)))\n"
        "print(sorted({'re', 'typing', 'enum', 'click', 'pathlib'} & (set(sys.modules) - before)))"
    )
    root = str(Path(__file__).parents[2])
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": root},
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("width", [74, 110])
def test_text_stays_where_it_is_when_the_reader_takes_over(width: int) -> None:
    """Of the samples' rows nine in ten stand in the first frame where the reader puts them, headers left out."""
    same = total = 0
    for path in sorted(Path(str(files("diptych.seeds"))).glob("*/*.txt")):
        article = read_file(path)
        document = Document(stored(article))
        while document.feed():
            pass
        layout = Layout(document, width)
        layout.lay_out()
        shown = [
            "" if sentence == BLANK_ROW else document.shown(start, end)
            for sentence, start, end in zip(layout.sentences, layout.starts, layout.ends, strict=True)
        ][:45]
        quick = [row for row, _ in rows_of(path.read_bytes(), width, 45)]
        total += len(shown)
        same += sum(one == other for one, other in zip(quick, shown, strict=False))
    assert total > 200
    assert same >= 0.9 * total


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("Mr. Vance of the U.S. mission came. He left.", ["Mr. Vance of the U.S. mission came.", "He left."]),
        ("It stood at 6.4. Two rose.", ["It stood at 6.4.", "Two rose."]),
        ("“Go!” she said. “Now.” He went", ["“Go!” she said.", "“Now.”", "He went"]),
        ("", [""]),
        ("... ” .", ["... ” ."]),
    ],
)
def test_sentences_of_the_first_frame(line: str, sentences: list[str]) -> None:
    """Abbreviations and figures end none, quotation marks stay with theirs; nothing of a line is lost."""
    assert sentences_of(line) == sentences
    assert " ".join(sentences_of(line)) == line


@pytest.mark.parametrize("columns", [1, 3, 5, 6])
def test_the_narrowest_terminal_has_a_first_frame(tmp_path: Path, columns: int) -> None:
    """Where nothing is left beside the gutter, rows are as narrow as the reader's narrowest; it comes to an end."""
    for width in (-5, 0, 1, 3):
        line = "Grounded ferry"
        assert [row for row, _ in plain_rows(line, width)] == [
            line[start:end] for start, end in wrap(line, 0, len(line), width)
        ]
    report = tmp_path / "a.txt"
    report.write_text("A ferry ran aground on Monday.\n")
    assert len(_frame([str(report)], os.terminal_size((columns, 3)))) == 1
