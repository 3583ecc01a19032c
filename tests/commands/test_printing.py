"""What becomes of output that nobody takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def shell(command: str, folder: Path) -> tuple[list[str], str]:
    """Lines of standard output, and standard error; ``diptych`` in the command is this one."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("DIPTYCH_")}
    env |= {"PYTHONPATH": str(ROOT), "HOME": str(folder), "DIPTYCH_DB": str(folder / "l.db")}
    env["DIPTYCH_RECOGNIZER"] = "no_model"
    command = f'diptych() {{ "{sys.executable}" -m diptych "$@"; }}; {command}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=folder, env=env, check=False)
    return done.stdout.decode().splitlines(), done.stderr.decode()


def test_whoever_reads_the_first_lines_only_is_not_kept(tmp_path: Path) -> None:
    """`diptych read long.txt | head` ends well: 0, and not a word of a broken pipe."""
    (tmp_path / "long.txt").write_text("A ferry ran aground on Monday. Nobody was hurt.\n\n" * 20_000)
    (*_, sentence, code), said = shell("diptych read long.txt | head -3; echo ${PIPESTATUS[0]}", tmp_path)
    assert (sentence.strip(), code) == ("A ferry ran aground on Monday.", "0")
    assert said.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_told(tmp_path: Path) -> None:
    """One sentence and exit 1, whether the output is short or long."""
    (tmp_path / "long.txt").write_text("A ferry ran aground on Monday. Nobody was hurt.\n\n" * 2_000)
    for command in ("formats", "read --plain long.txt", "--help"):
        (code,), said = shell(f"diptych {command} >/dev/full; echo $?", tmp_path)
        assert code == "1"
        assert (
            said.splitlines()[-1] == "diptych: What is printed cannot be written (No space left on device)."
        )
        assert "Exception ignored" not in said


def test_closed_streams_lead_nowhere(tmp_path: Path) -> None:
    """A command that a daemon starts without streams does its work, and no library takes a stream's number."""
    (tmp_path / "a.txt").write_text("A ferry ran aground on Monday. Nobody was hurt.\n")
    for closed in (">&-", "2>&-", "<&-", "<&- >&- 2>&-"):
        lines, said = shell(f"rm -f l.db; diptych add --no-entities a.txt {closed}; echo $?", tmp_path)
        assert lines[-1] == "0", said
        assert "Traceback" not in said
        (counted,), said = shell("diptych library", tmp_path)
        assert "0 of 2 judged" in counted
    lines, said = shell("diptych read - <&-; echo $?", tmp_path)
    assert lines == ["1"]
    assert said == "diptych: Standard input is closed; pipe a text into `diptych read -`.\n"


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_output_in_another_encoding_loses_no_line(tmp_path: Path, encoding: str) -> None:
    """Where Python takes ASCII, nothing is set up, and UTF-8 is meant; else a sign may be a "?", but none in JSON."""
    (tmp_path / "a.txt").write_text("“Thirty-three” men — and Zoë 🕊 — came. Two left.\n", encoding="utf-8")
    for command in (
        "read --plain a.txt",
        "analyse --no-entities a.txt",
        "compare --no-entities a.txt",
        "keys",
    ):
        (*_, code), said = shell(
            f"PYTHONIOENCODING={encoding} diptych {command} | iconv -f {encoding.replace('ascii', 'utf-8')} "
            "-t utf-8; echo ${PIPESTATUS[0]}",
            tmp_path,
        )
        assert code == "0", said
    (line,), _ = shell(f"PYTHONIOENCODING={encoding} diptych analyse --json --no-entities a.txt", tmp_path)
    assert json.loads(line)["text"] == (tmp_path / "a.txt").read_text(encoding="utf-8")


def test_stopping_at_any_moment_is_one_sentence(tmp_path: Path) -> None:
    """Ctrl+C while libraries load, while it works and while it prints: "Stopped.", exit 130, no traceback."""
    (tmp_path / "a.txt").write_text("A ferry with 212 people ran aground on Monday.\n\n" * 3_000)
    stop = (
        "import os, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a job in the background ignores it
        "class Stop:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name == sys.argv[1]: sys.meta_path.remove(self); os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Stop())\n"
        "from diptych.__main__ import main\n"
        "sys.argv[:] = ['diptych', 'read', '--plain', 'a.txt']\n"
        "main()\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "DIPTYCH_DB": str(tmp_path / "l.db")}
    for module in ("click", "diptych.store", "diptych.commands.plain", "diptych.analysis.figures"):
        program = stop.replace("sys.argv[1]", repr(module))
        done = subprocess.run(
            [sys.executable, "-c", program], capture_output=True, cwd=tmp_path, env=env, check=False
        )
        assert done.returncode == 130, module
        assert done.stderr.decode().strip().endswith("diptych: Stopped."), done.stderr.decode()
        assert "Traceback" not in done.stderr.decode()
