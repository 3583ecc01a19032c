"""Opening a very long report: until a key has its effect.

python benchmarks/opening.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from generated import SENTINEL, write_reports
from program import diptych, first_in_line
from table import Row, print_table

ROUNDS = 7


def read_before(library: Path, file: Path) -> None:
    """Leave the library as a reader of that file would, its sentences and figures kept.

    By a process of its own: programs start the slower, the larger the process is that starts them.
    """
    command = [sys.executable, "-m", "diptych", "add", "--db", library, "--no-entities", file]
    subprocess.run(command, check=True, capture_output=True)


def main() -> None:
    """Open both in turns, and print the table."""
    first_in_line(30)
    shown: dict[str, list[float]] = {"long": [], "short": []}
    known: dict[str, list[float]] = {"long": [], "short": []}
    new: dict[str, list[float]] = {"long": [], "short": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {"short": write_reports(folder, 8_000, 1)[0], "long": write_reports(folder, 5_000_000, 1)[0]}
        for size, file in files.items():
            read_before(folder / f"{size}.db", file)
        for number in range(ROUNDS):
            for size, file in files.items():
                fresh = folder / f"{size}-{number}.db"
                with diptych(fresh, write_reports(folder, 500, 1)[0]) as reader:
                    reader.until("sentence 1 of")  # the library is made before the clock runs
                for library, times in ((fresh, new), (folder / f"{size}.db", known)):
                    with diptych(library, file) as reader:
                        reader.write(b"A")
                        first = reader.until(SENTINEL)
                        times[size].append(reader.until("A label "))
                        if times is known:
                            shown[size].append(first)
                fresh.unlink()
    print_table(
        f"Opening 5 MB, {ROUNDS} rounds in turns",
        [
            Row(
                "open 5 MB, known to the library, until ready",
                "open 8 KB",
                known["long"],
                known["short"],
                1.2,
            ),
            Row("open 5 MB, new, until ready", "open 8 KB", new["long"], new["short"], 1.2),
            Row("first readable text of 5 MB", "of 8 KB", shown["long"], shown["short"], 1.2),
        ],
    )


if __name__ == "__main__":
    main()
