"""Opening a very long report: until a key has its effect.

python benchmarks/opening.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from generated import SENTINEL, write_reports
from program import diptych, first_in_line
from table import Row, print_table

from diptych.store import open_library
from diptych.workers.analysing import ensure_sentences

ROUNDS = 7


def keep_sentences(path: Path) -> None:
    """What the analysis would have kept meanwhile; it is off in a benchmark."""
    with open_library(path, annotator="bench") as library:
        for article in library.articles.list():
            ensure_sentences(library, library.articles.get(article.id))


def main() -> None:
    """Open both in turns, and print the table."""
    first_in_line(30)
    shown: dict[str, list[float]] = {"long": [], "short": []}
    known: dict[str, list[float]] = {"long": [], "short": []}
    new: dict[str, list[float]] = {"long": [], "short": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = {"short": write_reports(folder, 8_000, 1)[0], "long": write_reports(folder, 5_000_000, 1)[0]}
        for number in range(ROUNDS):
            for size, file in files.items():
                library = folder / f"{size}.db"
                for times in (new, known):
                    if times is new:
                        library = folder / f"{size}-{number}.db"
                        with diptych(library, write_reports(folder, 500, 1)[0]) as reader:
                            reader.until("sentence 1 of")  # the library is made before the clock runs
                    else:
                        keep_sentences(library)
                    with diptych(library, file) as reader:
                        reader.write(b"A")
                        first = reader.until(SENTINEL)
                        times[size].append(reader.until("A label "))
                        if times is known:
                            shown[size].append(first)
                library.unlink()
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
