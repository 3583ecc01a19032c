"""Data sets out and in: speed against fetching or inserting the same rows, and the memory of every format.

    python benchmarks/formats.py                 # a tenth of the size, about a minute
    python benchmarks/formats.py --rows 1000000  # the size that budgets.md names, about ten minutes

Peers run in the same run, in turns, on the same file. Memory is the peak of a process of its own that does nothing
but export, at a tenth of the size and at the whole. It prints tables and fails nothing.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from program import first_in_line

from diptych import formats
from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.store import Annotation, Library, open_library, rows

WORDS = [
    "the",
    "of",
    "talks",
    "hostages",
    "Gaza",
    "said",
    "officials",
    "would",
    "release",
    "—",
    "“deal”",
    "33",
    "first",
    "stage",
    "days",
    "hours",
    "mediators",
]
PER_ARTICLE = 500
SPEED = (("jsonl", "≥ 0.95"), ("huggingface-parquet", "≥ 0.5"), ("huggingface", ""), ("csv", ""))
"""Formats whose rate is measured, and the budget. The Hugging Face ones write every sentence as a row, too."""


def fill(library: Library, many: int) -> None:
    """That many answers, ``PER_ARTICLE`` to an article of about 8 KB."""
    pick = random.Random(7)
    left = many

    def answers(article: int, text: str, count: int) -> Iterator[Annotation]:
        for number in range(count):
            start = pick.randrange(len(text) - 130)
            end = start + pick.randrange(20, 120)
            yield Annotation(
                "", article, start, end, "", "", "", pick.choice(["claim", "quantity", "not_a_claim"]), "claims",
                "ann", None, "", "", note="a short note" if number % 10 == 0 else "",
            )  # fmt: skip

    def all_answers() -> Iterator[Annotation]:
        nonlocal left
        while left > 0:
            lines = [" ".join(pick.choice(WORDS) for _ in range(20)) + "." for _ in range(60)]
            text = "\n".join(lines)
            stored = library.articles.add(Article(text, title="made up", location=f"/made/{left}.txt"))
            starts = [0]
            for line in lines:
                starts.append(starts[-1] + len(line) + 1)
            library.analyses.save_sentences(
                stored.id, "made", [Sentence(a, b - 1) for a, b in pairwise(starts)]
            )
            yield from answers(stored.id, text, min(left, PER_ARTICLE))
            left -= PER_ARTICLE

    with library.transaction():
        library.annotations.import_many(all_answers())


def tuples(path: Path) -> Callable[[], object]:
    """Fetch every answer with all its columns, in the order of an export, and nothing else."""
    columns = ", ".join(f'"{name}"' for name in rows.COLUMNS["annotation"])
    sql = f'SELECT {columns} FROM annotation ORDER BY article, start, "end", id'

    def run() -> None:
        with open_library(path, read_only=True) as library:
            library.connection.execute("PRAGMA cache_size = -8192")
            for _ in library.connection.execute(sql):
                pass

    return run


def exported(path: Path, format: str, target: Path) -> Callable[[], object]:
    """One export."""

    def run() -> None:
        with open_library(path) as library:
            formats.export(library, format, target, allow_loss=True)

    return run


def seconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    begin = time.perf_counter()
    action()
    return time.perf_counter() - begin


def imported(source: Path, folder: Path) -> Callable[[], object]:
    """Read a file of diptych JSONL into a new library."""

    def run() -> None:
        with (
            tempfile.TemporaryDirectory(dir=folder) as scratch,
            open_library(Path(scratch) / "new.db") as new,
        ):
            formats.read(new, "jsonl", source)

    return run


def peak(*what: str | Path) -> float:
    """Megabytes that a process reaches which does nothing but this export or import."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", *map(str, what)], capture_output=True, text=True, check=True
    )
    return float(done.stdout) / 1024


def lacking(format: formats.Format) -> str:
    """What to install for this format; empty where it is all there."""
    library = {"parquet": "pyarrow", "entities": "spacy", "cas": "cassis"}.get(format.extra)
    return f"pip install 'diptych[{format.extra}]'" if library and find_spec(library) is None else ""


def speed(where: Path, many: int) -> None:
    """Rates of some formats beside the peer's, and of an import beside an export's."""
    path = where / "whole.db"
    usable = [(name, budget) for name, budget in SPEED if not lacking(formats.find(name))]
    runs = {"tuples": tuples(path)} | {
        name: exported(path, name, where / f"out-{name}") for name, _ in usable
    }
    times: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(5 if many <= 200_000 else 3):
        for name, action in runs.items():
            times[name].append(seconds(action))
    base = many / statistics.median(times["tuples"])
    print(f"{many:,} answers; fetching them as tuples: {base:,.0f} rows/s")
    print(f"{'export':24}{'rows/s':>12}{'ratio':>8}  budget")
    for name, budget in SPEED:
        if missing := lacking(formats.find(name)):
            print(f"{name:24}{'–':>12}{'–':>8}  {budget:8} ({missing})")
            continue
        rate = many / statistics.median(times[name])
        print(f"{name:24}{rate:12,.0f}{rate / base:8.2f} {budget}", flush=True)
    with open_library(path, read_only=True) as library:
        (sentences,) = library.connection.row("SELECT count(*) FROM sentence")
    print(
        f"The Hugging Face formats write {sentences:,} rows of sentences besides, csv nothing but sentences."
    )
    rate = many / seconds(imported(where / "out-jsonl", where))
    print(f"{'import of the jsonl':24}{rate:12,.0f}", flush=True)


def memory(where: Path) -> None:
    """Peak memory of every format's export, and of an import, at both sizes."""
    print(f"\n{'peak memory, export':24}{'MB, a tenth':>14}{'MB, whole':>12}{'growth':>8}")
    for format in formats.formats():
        if not format.writes:
            continue
        if missing := lacking(format):
            print(f"{format.name:24}{'–':>14}{'–':>12}{'–':>8}  ({missing})")
            continue
        small, large = (
            peak(where / f"{size}.db", format.name, where / f"{size}-{format.name}")
            for size in ("tenth", "whole")
        )
        print(f"{format.name:24}{small:14.0f}{large:12.0f}{large / small:8.2f}", flush=True)
    small, large = (
        peak(where / f"{size}-jsonl", "import", where / f"{size}-new.db") for size in ("tenth", "whole")
    )
    print(f"{'import of the jsonl':24}{small:14.0f}{large:12.0f}{large / small:8.2f}")


def one(path: Path, format: str, target: Path) -> None:
    """One export or import, and the most kilobytes it took."""
    if format == "import":
        with open_library(target) as library:
            formats.read(library, "jsonl", path)
    else:
        exported(path, format, target)()
    # Not getrusage: its peak counts what the parent had when it forked.
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument(
        "--folder", type=Path, default=None, help="on the disk to measure; default: the temporary one"
    )
    parser.add_argument("--no-memory", action="store_true", help="speed alone")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        one(Path(chosen.one[0]), chosen.one[1], Path(chosen.one[2]))
        return
    first_in_line(10)
    with tempfile.TemporaryDirectory(dir=chosen.folder) as folder:
        where = Path(folder)
        for name, size in (("tenth", chosen.rows // 10), ("whole", chosen.rows)):
            with open_library(where / f"{name}.db", annotator="ann") as library:
                fill(library, size)
        speed(where, chosen.rows)
        if not chosen.no_memory:
            memory(where)


if __name__ == "__main__":
    main()
