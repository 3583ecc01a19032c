"""Data sets out, against fetching the same rows as tuples; and every tool's own samples read in.

    python benchmarks/formats.py                 # a tenth of the size
    python benchmarks/formats.py --rows 1000000  # the size that budgets.md names
    python benchmarks/formats.py --samples       # the table of samples in ../shared/corpora

Peers run in the same run, in turns, on the same file. Memory is the peak of a process of its own that does nothing
but export, at two sizes. It prints tables and fails nothing.
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
from itertools import pairwise
from pathlib import Path

from diptych import formats
from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import DiptychError
from diptych.store import Annotation, Library, open_library, rows

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"
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
ROUNDS = 5

SAMPLES = (
    ("prodigy", "prodigy", "*.jsonl"), ("doccano", "doccano", "*.json*"), ("labelstudio", "labelstudio", "*.json"),
    ("brat", "brat/tutorials/*", ""), ("brat", "brat/corpora/TDT", ""), ("brat", "polnear", ""),
    ("webannotation", "webannotation/model", "*.json"), ("conll2003", "doccano", "*.conll"),
    ("conll2003", "ner", "*.conll.txt"), ("checkthat", "clef2018", "*.txt"),
    ("claimbuster", "claimbuster", "kfold*"), ("xmi", "cassis", "*.xmi"), ("webanno", "cassis", "*.tsv"),
)  # fmt: skip


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


def peak(path: Path, format: str, target: Path) -> float:
    """Megabytes that a process which does nothing but this export reaches."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(path), format, str(target)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout) / 1024


def speed(many: int) -> None:
    """Rates of each format beside the peer's, and memory at a tenth of the size and at the whole."""
    with tempfile.TemporaryDirectory() as folder:
        where = Path(folder)
        for name, size in (("tenth", many // 10), ("whole", many)):
            with open_library(where / f"{name}.db", annotator="ann") as library:
                fill(library, size)
        path = where / "whole.db"
        runs = {"tuples": tuples(path)} | {
            format: exported(path, format, where / f"out-{format}")
            for format in ("jsonl", "huggingface-parquet", "csv")
        }
        times: dict[str, list[float]] = {name: [] for name in runs}
        for _ in range(ROUNDS):
            for name, action in runs.items():
                times[name].append(seconds(action))
        base = many / statistics.median(times["tuples"])
        print(f"{many:,} answers; fetching them as tuples: {base:,.0f} rows/s")
        print(f"{'export':24}{'rows/s':>12}{'ratio':>8}  {'budget':10}{'MB, a tenth':>14}{'MB, whole':>12}")
        for name, budget in (("jsonl", "≥ 0.95"), ("huggingface-parquet", "≥ 0.5"), ("csv", "")):
            rate = many / statistics.median(times[name])
            small, large = (
                peak(where / f"{size}.db", name, where / f"m-{name}-{size}") for size in ("tenth", "whole")
            )
            print(f"{name:24}{rate:12,.0f}{rate / base:8.2f} {budget:10}{small:14.0f}{large:12.0f}")


def samples() -> None:
    """Each tool's own sample files: what was read, and why the rest was refused."""
    if not CORPORA.is_dir():
        print(f"There are no corpora at {CORPORA}.")
        return
    known = {format.name for format in formats.formats()}
    print(f"{'format':14}{'file':64}{'articles':>9}{'answers':>9}{'links':>7}{'refused':>9}  why")
    for format, folder, pattern in SAMPLES:
        paths = sorted(CORPORA.glob(folder)) if not pattern else sorted((CORPORA / folder).rglob(pattern))
        for path in paths if format in known else []:
            with tempfile.TemporaryDirectory() as scratch, open_library(Path(scratch) / "s.db") as library:
                name = str(path.relative_to(CORPORA))[-62:]
                try:
                    report = formats.read(library, format, path, keep_going=True)
                except DiptychError as error:
                    print(f"{format:14}{name:64}{'–':>9}{'–':>9}{'–':>7}{'all':>9}  {str(error)[:120]!r}")
                    continue
                counts = "".join(
                    f"{report.read.get(kind, 0):{width}}"
                    for kind, width in (("article", 9), ("annotation", 9), ("link", 7))
                )
                why = report.skipped[0].message[:90] if report.skipped else ""
                left = ", ".join(f"{count} {what}" for what, count in report.lost.items())
                print(
                    f"{format:14}{name:64}{counts}{report.skipped_count:9}  {why}{' | left: ' + left if left else ''}"
                )


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--samples", action="store_true")
    parser.add_argument("--one", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.one:
        exported(Path(chosen.one[0]), chosen.one[1], Path(chosen.one[2]))()
        # Not getrusage: its peak counts what the parent had when it forked.
        status = Path("/proc/self/status").read_text(encoding="ascii")
        print(next(line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")))
    elif chosen.samples:
        samples()
    else:
        speed(chosen.rows)


if __name__ == "__main__":
    main()
