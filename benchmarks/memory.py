"""Memory of the reader with two short reports, entities off.

python benchmarks/memory.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from generated import write_reports
from program import Program, diptych, python_peer
from table import Row, print_table


def main() -> None:
    """Look three times at each, and print the table."""
    own: list[float] = []
    peers: list[float] = []
    labelled: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = write_reports(folder, 8_000, 2)
        with diptych(folder / "library.db", *files) as reader:
            reader.until("sentence 1 of")  # so that every measured start finds a library
        for _ in range(3):
            with diptych(folder / "library.db", *files) as reader:
                reader.settle(1.0)
                own.append(reader.memory())
                reader.write(b"x" * 20 + b"u" * 20)
                reader.settle(1.0)
                labelled.append(reader.memory())
            with Program(python_peer("hello")) as peer:
                peer.settle(1.0)
                peers.append(peer.memory())
    print_table(
        "Memory (resident)",
        [
            Row("two reports of 8 KB, entities off", "hello-world Textual", own, peers, 1.3, "MB"),
            Row("the same after 20 labels, all undone", "hello-world Textual", labelled, peers, 1.3, "MB"),
        ],
    )


if __name__ == "__main__":
    main()
