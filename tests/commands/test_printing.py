"""What becomes of output that nobody takes."""

from __future__ import annotations

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
