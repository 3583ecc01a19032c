"""The command line with a home of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs ``diptych ARGUMENTS`` in a process, without a terminal; ``input`` goes to its standard input."""

    def run(*arguments: object, input: str | bytes = b"", **env: str) -> subprocess.CompletedProcess[str]:
        import os

        home = {
            "HOME": str(tmp_path),
            "XDG_CONFIG_HOME": str(tmp_path / "config"),
            "XDG_DATA_HOME": str(tmp_path / "data"),
            "DIPTYCH_ANNOTATOR": "ann",
            "DIPTYCH_RECOGNIZER": "no_model",  # loading the real one takes seconds, and most tests need no names
            "PYTHONPATH": str(ROOT),
        }
        clean = {k: v for k, v in os.environ.items() if not k.startswith("DIPTYCH_") and k != "COLUMNS"}
        data = input.encode() if isinstance(input, str) else input
        done = subprocess.run(
            [sys.executable, "-m", "diptych", *map(str, arguments)],
            input=data,
            capture_output=True,
            env={**clean, **home, **env},
            cwd=tmp_path,
            timeout=120,
            check=False,
        )
        return subprocess.CompletedProcess(
            done.args, done.returncode, done.stdout.decode(), done.stderr.decode()
        )

    return run


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A report with a headline and three sentences."""
    path = tmp_path / "ferry.txt"
    path.write_text(
        "Ferry aground near Lindholm\n\nA ferry with 212 people on board ran aground on Monday. Nobody was hurt, "
        "the police said. The owner spoke of bad luck.\n",
        encoding="utf-8",
    )
    return path
