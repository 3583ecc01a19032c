"""keys, labels, formats, analyse, compare, doctor, and the command itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., "CompletedProcess[str]"]


def test_keys_prints_the_map_that_is_asked_for(run: Run) -> None:
    """Default and vim differ, and say so."""
    default, vim = run("keys", "--context", "reading").stdout, run("keys", "--keymap", "vim").stdout
    assert "sentence.next" in default
    assert default != vim


def test_a_users_keymap_is_in_force(run: Run, tmp_path: Path) -> None:
    """keymap.toml in the config folder wins over the defaults."""
    folder = tmp_path / "config" / "diptych"
    folder.mkdir(parents=True)
    (folder / "keymap.toml").write_text('[reading]\n"claim.reject" = ["X"]\n', encoding="utf-8")
    rows = [json.loads(line) for line in run("keys", "--json", "--context", "reading").stdout.splitlines()]
    assert next(row["keys"] for row in rows if row["command"] == "claim.reject") == ["X"]


def test_a_keymap_with_mistakes_is_refused_with_all_of_them(run: Run, tmp_path: Path) -> None:
    """Each with its line; the reader does not start with half a map."""
    path = tmp_path / "keys.toml"
    path.write_text('[reading]\n"sentence.nxt" = ["j"]\n"quit" = ["ctrl+banana"]\n', encoding="utf-8")
    for done in (run("keys", "--check", path), run("read", "--keymap", path, path)):
        assert done.returncode == 2
        assert "keys.toml:2" in done.stderr
        assert "keys.toml:3" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_dumped_map_is_without_mistakes(run: Run, tmp_path: Path) -> None:
    """What --dump prints, --check accepts."""
    path = tmp_path / "mine.toml"
    path.write_text(run("keys", "--dump", "--keymap", "emacs").stdout, encoding="utf-8")
    assert run("keys", "--check", path).returncode == 0


def test_labels_shows_schemes_and_checks_files(run: Run, tmp_path: Path) -> None:
    """The built-in ones by name; a file's mistakes by line."""
    assert "claims" in run("labels").stdout
    assert "not_a_claim" in run("labels", "show", "claims").stdout
    bad = tmp_path / "mine.toml"
    bad.write_text('name = "mine"\nlabels = 3\n', encoding="utf-8")
    done = run("labels", "check", bad)
    assert done.returncode == 2
    assert "mine.toml:2" in done.stderr


def test_formats_lists_what_can_be_written(run: Run) -> None:
    """At least the two of the main job, as text and as JSON."""
    names = {json.loads(line)["name"] for line in run("formats", "--json").stdout.splitlines()}
    assert {"jsonl", "csv"} <= names
    assert "jsonl" in run("formats").stdout


def test_analyse_has_the_agreed_shape(run: Run, report: Path) -> None:
    """One object a line with exactly the keys of the design, spans that are what they say."""
    (line,) = run("analyse", report, "--json", "--no-entities").stdout.splitlines()
    found = json.loads(line)
    assert list(found) == ["source", "title", "text", "sentences", "entities", "figures"]
    assert set(found["sentences"][0]) == {"start", "end"}
    figure = next(item for item in found["figures"] if item["text"] == "212")
    assert list(figure) == ["start", "end", "kind", "text", "value", "upper", "unit", "of", "approximate"]
    assert found["text"][figure["start"] : figure["end"]] == "212"


def test_compare_prints_every_form(run: Run, report: Path, tmp_path: Path) -> None:
    """Differing figures first; JSON, Markdown and HTML; markup of a report is no markup of the page."""
    other = tmp_path / "other.txt"
    other.write_text(
        "A ferry with 221 people on board ran aground on Monday <script>alert()</script>. It rained.\n",
        encoding="utf-8",
    )
    text = run("compare", report, other, "--no-entities")
    assert text.returncode == 0
    assert "differs" in text.stdout
    assert "\nOnly in " in text.stdout
    assert json.loads(run("compare", report, other, "--json", "--no-entities").stdout)
    page = run("compare", report, other, "--format", "html", "--no-entities").stdout
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert "<script>" not in run("compare", report, other, "--format", "markdown", "--no-entities").stdout


def test_doctor_says_what_is_there(run: Run) -> None:
    """Library and keymap are looked at; nothing is made."""
    done = run("doctor")
    assert "keymap default" in done.stdout
    assert done.returncode in (0, 1)


@pytest.mark.parametrize(
    "arguments", [["read"], ["export"], ["keys", "--nosuch"], ["import", "--format", "jsonl"]]
)
def test_wrong_use_is_exit_2_with_a_usage_line(run: Run, arguments: list[str]) -> None:
    """What is missing or unknown is named."""
    done = run(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr
    assert "Traceback" not in done.stderr


def test_help_names_every_command(run: Run) -> None:
    """diptych --help."""
    said = run("--help").stdout
    for name in (
        "demo",
        "read",
        "add",
        "analyse",
        "compare",
        "export",
        "import",
        "keys",
        "labels",
        "log",
        "doctor",
    ):
        assert f"  {name}" in said


def test_nothing_heavy_is_loaded_for_help() -> None:
    """--help must not pay for Textual, spaCy or sqlite-utils."""
    import subprocess
    import sys

    code = (
        "import sys; sys.argv = ['diptych', '--version']\n"
        "from diptych.commands.group import diptych\n"
        "try: diptych.main()\n"
        "except SystemExit: pass\n"
        "print([m for m in ('textual', 'spacy', 'sqlite_utils', 'rich', 'nupunkt') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_json_says_all_and_a_terminal_obeys_none_of_it(run: Run, tmp_path: Path) -> None:
    """C1 and bidi controls of a report are escaped in what is printed, and there again when it is read."""
    hostile = "The mayor \x9b6n said \u202e33 hostages were freed.\n"
    (tmp_path / "evil.txt").write_text(hostile, encoding="utf-8")
    said = run("analyse", "evil.txt", "--json", "--no-entities").stdout
    assert json.loads(said)["text"] == hostile
    assert "\x9b" not in said and "\u202e" not in said


@pytest.mark.parametrize("before", [["--db", "lib.db"], ["--db=lib.db", "--annotator", "bo"]])
def test_shared_options_may_stand_before_the_command(
    run: Run, report: Path, tmp_path: Path, before: list[str]
) -> None:
    """`diptych --db PATH add FILE` is `diptych add --db PATH FILE`, and no file named “add” is looked for."""
    done = run(*before, "add", "--no-entities", report)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "lib.db").is_file()
    assert "A ferry with 212 people" in run(*before, report).stdout  # still short for `read`
    assert "Ferry aground" in run(*before).stdout  # as `diptych` alone: the library


def test_help_names_every_command_in_a_whole_sentence(run: Run) -> None:
    """None is cut at the window's edge."""
    rows = run("--help").stdout.split("Commands:")[1].strip().splitlines()
    assert len(rows) >= 18
    for row in rows:
        assert row.endswith(".") and not row.endswith("..."), row
