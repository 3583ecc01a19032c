"""Starting: until the text can be read, and until a key has its effect.

python benchmarks/start.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from generated import SENTINEL, report, write_reports
from program import Program, diptych, first_in_line, python_peer, vim
from table import Row, print_table

ROUNDS = 11


def main() -> None:
    """Start everything in turns, and print the table."""
    first_in_line(30)
    text: list[float] = []
    vims: list[float] = []
    ready: list[float] = []
    drawn: list[float] = []
    unknown: list[float] = []
    fresh: list[float] = []
    hello: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (file,) = write_reports(folder, 8_000, 1)
        library = folder / "library.db"
        editor = vim(file)
        for number in range(ROUNDS + 1):
            with diptych(library, file) as reader:
                shown = reader.until(SENTINEL)
                painted = reader.until("sentence 1 of")
                if not number:
                    reader.settle()  # as a reader would leave it: with its sentences kept
            unseen = folder / f"unseen-{number}.txt"
            unseen.write_text(report(8_000, 100 + number), encoding="utf-8")
            with diptych(library, unseen) as reader:
                reader.write(b"A")
                answered_unseen = reader.until("A label ")
            with diptych(library, file) as reader:
                reader.write(b"A")  # waits in the terminal's queue until somebody reads it
                answered = reader.until("A label ")
            with diptych(folder / f"new-{number}.db", file) as reader:
                reader.write(b"A")
                answered_new = reader.until("A label ")
            with Program(python_peer("hello")) as peer:
                peer.write(b"A")
                greeted = peer.until("pressed")
            if editor is not None:
                with Program(editor) as peer:
                    edited = peer.until(SENTINEL)
            if not number:
                continue  # the first round fills the caches, and makes the library
            text.append(shown)
            drawn.append(painted)
            ready.append(answered)
            unknown.append(answered_unseen)
            fresh.append(answered_new)
            hello.append(greeted)
            if editor is not None:
                vims.append(edited)
    print_table(
        f"Start-up, one report of 8 KB, {ROUNDS} rounds in turns",
        [
            Row("first readable text", "vim with defaults, same file", text, vims or None, 1.5),
            Row(
                "ready: a key typed before has its effect", "hello-world Textual, likewise", ready, hello, 1.2
            ),
            Row(
                "ready, the report is new to the library",
                "hello-world Textual, likewise",
                unknown,
                hello,
                1.2,
            ),
            Row("Textual's first frame with text", "hello-world Textual, a key's effect", drawn, hello),
            Row("ready, library not there yet", "hello-world Textual, likewise", fresh, hello),
        ],
    )


if __name__ == "__main__":
    main()
