"""A session of 1,000 keys kept in a file, replayed: key to screen, and key to disk for the keys that change something.

    python benchmarks/session.py [KEYS]

``session.txt`` holds one key a word, generated with a seed in the proportions of a labelling session. Beside it, in
the same run, stands what the same number of moves costs vim and Textual's floor.
"""

from __future__ import annotations

import random
import sqlite3
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from generated import write_reports
from program import Program, diptych, first_in_line, python_peer, vim
from table import Row, percentile, print_table

NAMED = {
    "space": b" ",
    "tab": b"\t",
    "backspace": b"\x7f",
    "ctrl+r": b"\x12",
    "ctrl+d": b"\x04",
    "ctrl+u": b"\x15",
}
CHANGING = {"space", "x", "1", "2", "3", "4", ".", "u", "ctrl+r", "backspace"}


def main() -> None:
    """Replay, and print the table and both percentiles."""
    first_in_line(30)
    keys = (Path(__file__).parent / "session.txt").read_text(encoding="utf-8").split()
    keys = keys[: int(sys.argv[1])] if len(sys.argv) > 1 else keys
    screen: dict[str, list[float]] = {"own": [], "label": [], "floor": [], "vim": []}
    disk: list[float] = []
    missed = 0
    pick = random.Random(1)
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        files = write_reports(folder, 40_000, 2)
        library = folder / "library.db"
        own = running.enter_context(diptych(library, *files))
        programs: dict[str, Program] = {"floor": running.enter_context(Program(python_peer("floor")))}
        if (command := vim(*files, side_by_side=True)) is not None:
            programs["vim"] = running.enter_context(Program(command))
        for program in (own, *programs.values()):
            program.settle(0.8)
        watching = sqlite3.connect(f"file:{library}?mode=ro", uri=True)
        for number, key in enumerate(keys):
            taken, stored = own.press_and_watch(
                NAMED.get(key, key.encode()), watching if key in CHANGING else None
            )
            if taken is None:
                missed += 1
            else:
                screen["label" if key in CHANGING else "own"].append(taken)
            if stored is not None:
                disk.append(stored)
            if number % 4 == 0:
                for peer, program in programs.items():
                    time_of_peer = program.press(b"j" if (number // 4) % 16 < 8 else b"k")
                    if time_of_peer is not None:
                        screen[peer].append(time_of_peer)
            time.sleep(pick.uniform(0.0, 0.01))
        (kept,) = watching.execute("SELECT count(*) FROM annotation").fetchone()
        watching.close()
    both = screen["own"] + screen["label"]
    print_table(
        f"A session of {len(keys)} keys",
        [
            Row("any key to screen", "Textual floor: one line changes", both, screen["floor"]),
            Row(
                "a key that changes nothing, to screen",
                "vim -O scrollbind, a line",
                screen["own"],
                screen["vim"] or None,
            ),
            Row(
                "a key that labels, to screen",
                "a key that changes nothing",
                screen["label"],
                screen["own"],
                1.75,
            ),
            Row("a key that labels, to disk", "the same, to screen", disk, screen["label"]),
        ],
    )
    for what, samples in (("key to screen", both), ("key to disk", disk)):
        parts = [f"{share:.0%} {percentile(samples, share):.2f}" for share in (0.5, 0.95, 0.99)]
        print(f"{what}, {len(samples)} keys, milliseconds: {', '.join(parts)}")
    print(f"{missed} keys had nothing to paint; {kept} answers are in the library")


if __name__ == "__main__":
    main()
