"""Commands that only look at a library, and libraries that are not to be written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner

from diptych.commands.group import diptych
from diptych.errors import LibraryReadOnly
from diptych.store import open_library

Run = Callable[..., "CompletedProcess[str]"]


@pytest.fixture
def theirs(run: Run, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that this user may read, but not write (root may all, so it is played)."""
    path = tmp_path / "theirs.db"
    run("add", report, "--no-entities", "--db", path)
    allowed = os.access
    monkeypatch.setattr(
        "diptych.store.library.os.access", lambda path, mode: mode != os.W_OK and allowed(path, mode)
    )
    return path


@pytest.mark.parametrize(
    "command",
    [
        "stats",
        "log",
        "agreement",
        "library --json",
        "annotate --count",
        "versions 1",
        "compare 1 --no-entities",
    ],
)
def test_looking_needs_no_right_to_write(command: str, theirs: Path) -> None:
    """A colleague's library, or an archived one, can be counted, compared and printed as it is."""
    before = theirs.read_bytes()
    done = CliRunner().invoke(diptych, [*command.split(), "--db", str(theirs)])
    assert done.exit_code == 0, done.output or done.exception
    assert theirs.read_bytes() == before


def test_a_data_set_leaves_a_library_that_is_read_only(theirs: Path, tmp_path: Path) -> None:
    """An export only reads."""
    out = tmp_path / "out.jsonl"
    done = CliRunner().invoke(diptych, ["export", "--db", str(theirs), "-o", str(out)])
    assert done.exit_code == 0, done.output or done.exception
    assert "212 people" in out.read_text()


def test_what_writes_says_which_commands_do_not(theirs: Path) -> None:
    """The sentence names a way that the command line has."""
    with pytest.raises(LibraryReadOnly, match=r"Copy it to change it; export, stats"):
        open_library(theirs)


def test_an_empty_library_is_said_to_be_empty(run: Run, report: Path) -> None:
    """On standard error: what reads standard output gets nothing, as before; and a missing library is not made."""
    done = run("library")
    assert done.returncode == 1
    assert "There is no library" in done.stderr
    run("read", "nosuch.txt")
    for command, said in (("library", "is empty"), ("log", "nothing has been answered")):
        done = run(command)
        assert (done.returncode, done.stdout) == (0, "")
        assert said in done.stderr


def test_no_line_of_help_is_cut(run: Run) -> None:
    """Neither of a command nor of its own commands."""
    assert "..." not in run("labels", "--help").stdout.replace("[ARGS]...", "")
