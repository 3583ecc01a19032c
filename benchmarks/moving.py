"""Moving and scrolling: from a key to the last byte painted for it, and 200 keys at once.

python benchmarks/moving.py [PRESSES]
"""

from __future__ import annotations

import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from generated import write_reports
from program import Program, diptych, first_in_line, python_peer, slate, take_turns, vim
from table import Row, print_table

SHUTTLE = [b"j"] * 8 + [b"k"] * 8
DOWN, UP = b"\x1bOB", b"\x1bOA"  # as a terminal sends arrows to slate, which asks for keypad mode


def cursor(folder: Path, presses: int) -> list[Row]:
    """A sentence on and back, within the first screen of two 8 KB reports."""
    left, right = write_reports(folder, 8_000, 2)
    (lines,) = write_reports(folder, 8_000, 1, one_sentence_a_line=True)
    with ExitStack() as running:
        programs: dict[str, Program] = {
            "own": running.enter_context(diptych(folder / "cursor.db", left, right)),
            "floor": running.enter_context(Program(python_peer("floor"))),
        }
        if (command := vim(left, right, side_by_side=True)) is not None:
            programs["vim"] = running.enter_context(Program(command))
        if (command := slate(lines)) is not None:
            programs["slate"] = running.enter_context(Program(command, folder=folder))  # it leaves logs there
        for program in programs.values():
            program.settle(0.6)
        keys = dict.fromkeys(programs, SHUTTLE) | {"slate": [DOWN] * 8 + [UP] * 8}
        times = take_turns(programs, keys, presses)
    return [
        Row("move a sentence, 2 panes", "Textual floor: one line changes", times["own"], times["floor"], 1.1),
        Row("move a sentence, 2 panes", "slate, one pane", times["own"], times.get("slate"), 0.25),
        Row("move a sentence, 2 panes", "vim -O scrollbind, a line", times["own"], times.get("vim")),
    ]


def scrolling(folder: Path, presses: int) -> list[Row]:
    """Straight down two and four long reports, against vim's pages."""
    files = write_reports(folder, 200_000, 4)
    with ExitStack() as running:
        programs: dict[str, Program] = {
            "two": running.enter_context(diptych(folder / "two.db", *files[:2])),
            "pages": running.enter_context(diptych(folder / "pages.db", *files[:2])),
            "four": running.enter_context(diptych(folder / "four.db", *files, columns=200)),
        }
        if (command := vim(*files[:2], side_by_side=True)) is not None:
            programs["vim"] = running.enter_context(Program(command))
        for program in programs.values():
            program.settle(1.0)
        programs["two"].press(b"j" * 16)  # to where each further sentence scrolls
        programs["four"].press(b"s")
        programs["four"].press(b"j" * 16)
        keys = {
            "two": [b"j"],
            "four": [b"j"],
            "pages": [b"\x04"] * 12 + [b"\x15"] * 12,
            "vim": [b"\x06"] * 12 + [b"\x02"] * 12,
        }
        times = take_turns(programs, {name: keys[name] for name in programs}, presses)
        return [
            Row(
                "scroll by a sentence, 2 panes",
                "vim -O scrollbind, a page",
                times["two"],
                times.get("vim"),
                3,
            ),
            Row(
                "scroll half a screen, 2 panes",
                "vim -O scrollbind, a page",
                times["pages"],
                times.get("vim"),
                3,
            ),
            Row("scroll by a sentence, 4 panes linked", "the same", times["four"], times.get("vim"), 5),
        ]


def burst(folder: Path, rounds: int = 7, many: int = 200) -> list[Row]:
    """200 moves in one write, until all is painted; says so if one is lost."""
    files = write_reports(folder, 200_000, 2)
    with ExitStack() as running:
        programs: dict[str, Program] = {"own": running.enter_context(diptych(folder / "burst.db", *files))}
        if (command := vim(*files, side_by_side=True)) is not None:
            programs["vim"] = running.enter_context(Program(command))
        times: dict[str, list[float]] = {name: [] for name in programs}
        frames = []
        for program in programs.values():
            program.settle(1.0)
        for number in range(rounds + 1):
            for name, program in programs.items():
                program.press(b"gg")
                program.settle(0.3)
                before, seen = program.frames, len(program.output)
                taken = program.press(b"j" * many, quiet=0.25, patience=5)
                if name == "own":
                    frames.append(program.frames - before)
                    program.settle(0.2)
                    tail = bytes(program.output[seen:])
                    if f"sentence {many + 1} of".encode() not in tail:
                        print(
                            f"200 keys at once: some were lost, or the status line is late: {tail[-200:]!r}"
                        )
                if taken is not None and number:
                    times[name].append(taken)
                time.sleep(0.05)
    return [
        Row(
            f"{many} keys at once, 2 panes ({max(frames)} frames at most)",
            "vim -O scrollbind",
            times["own"],
            times.get("vim"),
            5,
        )
    ]


def main() -> None:
    """Run, and print the table."""
    first_in_line(30)
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else 160
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [*cursor(folder, presses), *scrolling(folder, presses), *burst(folder)]
    print_table(f"Moving, key to settled paint, {presses} presses each in turns", rows)


if __name__ == "__main__":
    main()
