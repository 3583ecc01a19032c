"""The library against its peers: a label against fdatasync, an import against executemany, and as answers pile up.

    python benchmarks/store.py                 # a tenth of the size, under a minute
    python benchmarks/store.py --rows 1000000  # the size that budgets.md names

Peers run in the same run, in turns, on the same disk; figures are medians. It prints a table and fails nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from operator import attrgetter
from pathlib import Path

from table import print_heads, print_line

from diptych.articles.article import Article
from diptych.store import Annotation, open_library, uuid7
from diptych.store import rows as store_rows
from diptych.store.connection import LOG_PAGES
from diptych.store.library import Library

COLUMNS = attrgetter(*store_rows.COLUMNS["annotation"])
WORDS = [
    "outline",
    "hostages",
    "stage",
    "talks",
    "officials",
    "Monday",
    "33",
    "said",
    "would",
    "in",
    "the",
    "of",
]


def text_of(sentences: int, seed: int = 7) -> tuple[str, list[tuple[int, int]]]:
    """A text of that many sentences, and where each stands."""
    pick = random.Random(seed)
    text, spans = "", []
    for _ in range(sentences):
        sentence = " ".join(pick.choice(WORDS) for _ in range(18)).capitalize() + "."
        spans.append((len(text), len(text) + len(sentence)))
        text += sentence + "\n"
    return text, spans


def milliseconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000


def quantiles(times: list[float]) -> str:
    """Median and 95th percentile."""
    ordered = sorted(times)
    return f"{statistics.median(ordered):.3f} / {ordered[int(len(ordered) * 0.95)]:.3f} ms"


def answers(
    library: Library, article: int, text: str, spans: list[tuple[int, int]], many: int
) -> Iterator[Annotation]:
    """Annotations of the spans of one article, over and over, as an importer would hand them in."""
    for number in range(many):
        start, end = spans[number % len(spans)]
        yield Annotation(
            id=uuid7(),
            article=article,
            start=start,
            end=end,
            quote=text[start:end],
            prefix=text[max(0, start - 32) : start],
            suffix=text[end : end + 32],
            label="claim",
            scheme="claims",
            annotator=library.annotator,
            session=None,
            created_at="2026-01-01T00:00:00.000Z",
            updated_at="2026-01-01T00:00:00.000Z",
        )


def filled(
    folder: Path, name: str, stored: int, in_article: int, presses: int
) -> tuple[Library, int, list[tuple[int, int]]]:
    """A library with so many annotations, the open article, and the spans in it that are still to be labelled."""
    library = open_library(folder / f"{name}.db", annotator="bench")
    text, spans = text_of(in_article + presses)
    filler_text, filler_spans = text_of(500, seed=8)
    filler = library.articles.add(Article(filler_text, location="/filler")).id
    article = library.articles.add(Article(text, location="/open")).id
    if stored:
        library.annotations.import_many(
            answers(library, filler, filler_text, filler_spans, stored - in_article)
        )
        library.annotations.import_many(answers(library, article, text, spans[:in_article], in_article))
    return library, article, spans[in_article:]


def label_times(folder: Path, presses: int) -> dict[str, list[float]]:
    """Milliseconds of a flush, a bare commit, a label with 0 and one with 50,000 annotations; in turns on one disk.

    SQLite writes its log over after ``LOG_PAGES``, as "flush" writes its block over; until then the file grows, and
    a file that grows flushes slower. So the first presses are not timed; "append" and "growing" are both of them while
    they grow, as in the first answers of a session.
    """
    warm = LOG_PAGES
    labelled = {
        "empty": filled(folder, "empty", 0, 0, warm + presses),
        "full": filled(folder, "full", 50_000, 2_000, warm + presses),
        "growing": filled(folder, "growing", 0, 0, warm + presses),
    }
    labelled["growing"][0].connection.let_log_grow(True)
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    bare.execute("CREATE TABLE label (id INTEGER PRIMARY KEY, start INTEGER, label TEXT)")
    block = os.urandom(4096)
    files = [os.open(folder / name, os.O_CREAT | os.O_RDWR) for name in ("block", "blocks")]
    for file in files:
        os.pwrite(file, block, 0)
        os.fsync(file)

    def flush(file: int, place: int) -> None:
        os.pwrite(file, block, place)
        os.fdatasync(file)

    def commit() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO label (start, label) VALUES (1, 'claim')")
        bare.execute("COMMIT")

    times: dict[str, list[float]] = {name: [] for name in ("flush", "append", "bare", *labelled)}
    for press in range(warm + presses):
        times["flush"].append(milliseconds(partial(flush, files[0], 0)))
        times["append"].append(milliseconds(partial(flush, files[1], 4096 * (press + 1))))
        times["bare"].append(milliseconds(commit))
        for name, (library, article, spans) in labelled.items():
            label = partial(library.annotations.label, article, *spans[press], "claim")
            times[name].append(milliseconds(label))
        if press == warm:
            for taken in times.values():
                taken.clear()
    for file in files:
        os.close(file)
    for opened in (bare, *(library for library, _, _ in labelled.values())):
        opened.close()
    return times


def import_seconds(folder: Path, rows: int) -> tuple[float, float]:
    """Seconds of: executemany of ready tuples into the same indexed table, and ``import_many`` of as many records.

    Medians of five in turns, or of three where there are so many rows that it takes long.
    """
    times: dict[str, list[float]] = {"executemany": [], "import_many": []}
    for _ in range(5 if rows <= 200_000 else 3):
        for peer, taken in times.items():
            taken.append(seconds_of_import(folder / "import.db", peer, rows))
            (folder / "import.db").unlink()
    return statistics.median(times["executemany"]), statistics.median(times["import_many"])


def seconds_of_import(path: Path, peer: str, rows: int) -> float:
    """Seconds that one of the two takes in a new library."""
    text, spans = text_of(2000)
    with open_library(path, annotator="bench") as library:
        article = library.articles.add(Article(text, location="/import"))
        records = answers(library, article.id, text, spans, rows)
        if peer == "executemany":
            # As a script would: no foreign keys, no journal, nothing checked.
            library.connection.execute("PRAGMA foreign_keys = OFF")
            ready = [(*COLUMNS(one)[:-1], None) for one in records]
            begin = time.perf_counter()
            library.connection.execute("BEGIN IMMEDIATE")
            library.connection.executemany(store_rows.INSERT["annotation"], ready)
            library.connection.execute("COMMIT")
        else:
            waiting = list(records)
            begin = time.perf_counter()
            library.annotations.import_many(waiting)
        return time.perf_counter() - begin


def main() -> None:
    """Run, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=100_000, help="annotations to import")
    parser.add_argument("--presses", type=int, default=1_000, help="labels to time")
    parser.add_argument(
        "--folder", type=Path, default=None, help="on the disk to measure; default: the temporary folder"
    )
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        folder = Path(name)
        times = label_times(folder, chosen.presses)
        lines = []
        for title, own_key, who, peer_key, goal in (
            ("one bare row", "bare", "fdatasync 4 KiB", "flush", 2.2),
            ("label, 0 annotations", "empty", "fdatasync 4 KiB", "flush", 2.2),
            ("label, 50,000, of which 2,000 here", "full", "fdatasync 4 KiB", "flush", 2.2),
            ("label, while the log grows", "growing", "the same, appended", "append", 2.2),
            ("label, 50,000, of which 2,000 here", "full", "label with none", "empty", 1.1),
        ):
            ratio = statistics.median(times[own_key]) / statistics.median(times[peer_key])
            lines.append((title, who, quantiles(times[own_key]), quantiles(times[peer_key]), ratio, goal))
        peer, own = import_seconds(folder, chosen.rows)
        lines.append(
            (
                f"import {chosen.rows:,} rows",
                "executemany (rate)",
                f"{chosen.rows / own:,.0f}/s",
                f"{chosen.rows / peer:,.0f}/s",
                peer / own,
                0.9,
            )
        )
    print_heads()
    for what, who, mine, theirs, ratio, goal in lines:
        print_line(what, mine, who, theirs, ratio, f"{'≥' if goal < 1 else '≤'} {goal}")


if __name__ == "__main__":
    main()
