"""``diptych annotate`` and ``diptych stats`` without a terminal."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

from diptych.store import open_library

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_annotate_counts_what_there_is_to_do(run: Run, report: Path, tmp_path: Path) -> None:
    """All sentences, answered, put off; a label's alone; a wrong label or choice says what to do."""
    run("add", report, "--db", "one.db")
    total = run("annotate", "--db", "one.db").stdout
    assert total.startswith(f"{sentences(tmp_path)} sentences: 0 answered, 0 put off")
    with open_library(tmp_path / "one.db", annotator="ann") as library:
        first, second, *_ = library.analyses.sentences(1) or []
        library.annotations.label(1, first.start, first.end, "claim")
        library.skips.add(1, second.start, second.end)
    assert ": 1 answered, 1 put off" in run("annotate", "--db", "one.db", "--article", 1).stdout
    assert run("annotate", "--db", "one.db", "--label", "claim").stdout.startswith("1 sentence: 0 answered")
    assert run("annotate", "--db", "one.db", "--skipped", "--order", "likely").stdout.startswith("1 sentence")
    wrong = run("annotate", "--db", "one.db", "--label", "clam")
    assert (wrong.returncode, "not_a_claim" in wrong.stderr) == (2, True)
    both = run("annotate", "--db", "one.db", "--label", "claim", "--skipped")
    assert both.returncode == 2
    assert run("annotate", "--db", "one.db", "--story", 99).returncode == 1


def sentences(folder: Path) -> int:
    with open_library(folder / "one.db", annotator="ann") as library:
        return len(library.analyses.sentences(1) or [])


def test_stats_say_how_far_one_is(run: Run, report: Path, tmp_path: Path) -> None:
    """Bars by label as text; the same as JSON, with suggestions measured where that is asked for."""
    run("add", report, "--db", "one.db")
    with open_library(tmp_path / "one.db", annotator="ann") as library:
        for number, one in enumerate(library.analyses.sentences(1) or []):
            library.annotations.label(1, one.start, one.end, ("claim", "not_a_claim")[number % 2])
    shown = run("stats", "--db", "one.db").stdout
    assert "█" in shown
    assert "Not a claim" in shown
    assert "Suggestions" not in shown
    found = json.loads(run("stats", "--db", "one.db", "--json", "--suggestions").stdout)
    assert found["reports"][0]["judged"] == found["sentences"]
    assert found["suggestions"]["answers"] == found["sentences"]


def test_a_number_of_entries_below_none_is_refused(run: Run, tmp_path: Path) -> None:
    """`log -n -3` is wrong use, not the whole journal."""
    done = run("log", "-n", "-3", "--db", tmp_path / "lib.db")
    assert done.returncode == 2
    assert "-3" in done.stderr
