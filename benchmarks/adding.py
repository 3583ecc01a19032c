"""``diptych add`` with everything it finds against spaCy's naming alone; figures and sentences as a text grows.

    python benchmarks/adding.py                  # 512 reports, some three minutes
    python benchmarks/adding.py --reports 1000   # the number that budgets.md names

Both sides are whole processes over the same files: they start, load the same components of the same model and name
what the reports name, in the same batches. ``add`` stores the reports, cuts them into sentences, reads their
figures and keeps all of it besides. It prints a table and fails nothing.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated import report, write_reports
from table import print_heads, print_line

from diptych.analysis.entities.spacy_pipeline import BATCH
from diptych.analysis.figures import figures
from diptych.analysis.sentences import sentences

SIZE = 3_000
"""Bytes of a report: about 500 words."""


def measured(command: list[str | Path], **env: str) -> tuple[float, float]:
    """Seconds, and resident megabytes at the most."""
    begin = time.perf_counter()
    process = subprocess.Popen(
        [str(part) for part in command],
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    if status:
        assert process.stderr is not None
        raise RuntimeError(process.stderr.read().decode())
    return seconds, usage.ru_maxrss / 1000


def added(folder: Path, reports: int) -> tuple[float, float]:
    """``diptych add`` of that many new reports."""
    settings = {"DIPTYCH_DB": str(folder / f"{reports}.db"), "DIPTYCH_ANNOTATOR": "bench"}
    return measured([sys.executable, "-m", "diptych", "add", folder / f"of-{reports}"], **settings)


def named(folder: Path, reports: int) -> tuple[float, float]:
    """spaCy's ``nlp.pipe`` over as many."""
    return measured([sys.executable, Path(__file__).parent / "peers" / "names.py", folder / f"of-{reports}"])


def words_a_second(words: int) -> float:
    """Sentences and figures of one text of about that many words."""
    text = report(words * 6, 1)
    count = len(re.findall(r"\S+", text))
    begin = time.perf_counter()
    sentences(text)
    figures(text)
    return count / (time.perf_counter() - begin)


def main() -> None:
    """Run, and print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=2 * BATCH, help="how many to add")
    reports = parser.parse_args().reports
    few = min(BATCH, max(1, reports // 2))  # a batch is what is in memory at once
    print_heads()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for count in (few, reports):
            (folder / f"of-{count}").mkdir()
            write_reports(folder / f"of-{count}", SIZE, count)
        named(folder, few)  # fills the caches
        _, small = added(folder, few)
        own, large = added(folder, reports)
        peer, _ = named(folder, reports)
        print_line(
            f"add {reports:,} reports", f"{reports / own:.1f}/s", "spaCy nlp.pipe, tok2vec and ner",
            f"{reports / peer:.1f}/s", peer / own, "≥ 0.9",
        )  # fmt: skip
        print_line(f"memory at the most, {reports:,} reports", f"{large:.0f} MB", f"{few:,} reports", f"{small:.0f} MB",
             large / small, "≤ 1.2")  # fmt: skip
    words_a_second(2_000)  # loads nupunkt
    rates = {words: words_a_second(words) for words in (10_000, 100_000, 1_000_000)}
    for words, rate in rates.items():
        print_line(f"figures and sentences, {words:,} words", f"{rate:,.0f} words/s", "10,000 words/s", "",
             rate / 10_000, "≥ 1")  # fmt: skip
    print_line("time a word, 1,000,000 words", f"{1e6 / rates[1_000_000]:.1f} µs", "of 10,000 words",
         f"{1e6 / rates[10_000]:.1f} µs", rates[10_000] / rates[1_000_000], "≤ 1.2")  # fmt: skip


if __name__ == "__main__":
    main()
