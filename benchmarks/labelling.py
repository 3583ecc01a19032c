"""Labelling: a label on disk and on the screen, beside a mere move; and with 50,000 answers in the library.

python benchmarks/labelling.py [PRESSES]
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from generated import write_reports
from program import Program, diptych, first_in_line, take_turns
from table import Row, print_table

STORED, HERE = 50_000, 2_000


def fill(library_path: Path, file: Path) -> None:
    """Put 50,000 answers into a library, 2,000 of them on sentences of this file."""
    from diptych.articles.article import Article
    from diptych.articles.reading import read_file
    from diptych.store import Annotation, open_library, uuid7

    with open_library(library_path, annotator="bench") as library:
        here = library.articles.add(read_file(file))
        filler = library.articles.add(Article("Nothing is said here. " * 500, location="/filler"))

        def answers() -> Iterator[Annotation]:
            spans = [match.span() for match in re.finditer(r"\S[^.\n]*\.", here.text)][100 : 100 + HERE]
            assert len(spans) == HERE, f"only {len(spans)} sentences"
            for article, start, end in [(here, *span) for span in spans] + [
                (filler, 22 * (number % 500), 22 * (number % 500) + 21) for number in range(STORED - HERE)
            ]:
                yield Annotation(
                    uuid7(), article.id, start, end, article.text[start:end], "", "", "claim", "claims", "bench",
                    None, "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00.000Z",
                )  # fmt: skip

        library.annotations.import_many(answers())


def main() -> None:
    """Run, and print the table."""
    first_in_line(30)
    presses = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as name, ExitStack() as running:
        folder = Path(name)
        short = write_reports(folder, 8_000, 2)
        (long,) = write_reports(folder, 300_000, 1)
        fill(folder / "full.db", long)

        programs: dict[str, Program] = {
            "label": running.enter_context(diptych(folder / "label.db", *short)),
            "move": running.enter_context(diptych(folder / "move.db", *short)),
            "full": running.enter_context(diptych(folder / "full.db", long)),
            "none": running.enter_context(diptych(folder / "none.db", long)),
        }
        for program in programs.values():
            program.settle(1.2)
        programs["label"].press(
            b"A"
        )  # a label stays on its sentence, so that nothing but the label is painted
        for full in ("full", "none"):
            programs[full].press(b"A")
        labels = [b"x", b"1", b"2", b"3"]
        moves = [b"j"] * 8 + [b"k"] * 8
        times = take_turns(
            programs,
            {"label": labels, "move": moves, "full": labels, "none": labels},
            presses,
        )
        programs["label"].press(b"A")
        advancing = [b"x"] * 8 + [b"k"] * 8
        both = take_turns(
            {"label": programs["label"], "move": programs["move"]},
            {"label": advancing, "move": moves},
            presses,
        )
        # presses 0-7 of each 16 label and move on, 8-15 move back; four presses are left out at the start
        labelled = [taken for number, taken in enumerate(both["label"], 4) if number % 16 < 8]
        moving = {
            name: take_turns({name: programs[name]}, {name: moves}, presses // 2)[name]
            for name in ("full", "none")
        }
        rows = [
            Row("label a sentence, durable, and move on", "cursor move alone", labelled, both["move"], 1.75),
            Row(
                "label a sentence, durable, cursor stays",
                "cursor move alone",
                times["label"],
                times["move"],
                1.75,
            ),
            Row(
                f"label: {STORED:,} stored, {HERE:,} here",
                "the same with none",
                times["full"],
                times["none"],
                1.1,
            ),
            Row(
                f"move: {STORED:,} stored, {HERE:,} here",
                "the same with none",
                moving["full"],
                moving["none"],
                1.1,
            ),
        ]
    print_table(f"Labelling, key to settled paint, {presses} presses each in turns", rows)


if __name__ == "__main__":
    main()
