"""The first frame, drawn before the libraries are loaded."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from diptych.articles.decoding import decode
from diptych.articles.visible import visible
from diptych.commands.splash import _frame, plain_rows, plain_text
from diptych.tui.reading.rows import cells, wrap

WORDS = st.lists(st.text(st.sampled_from("abcé’“—9."), min_size=1, max_size=12), max_size=30)


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
