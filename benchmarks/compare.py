"""How long comparing takes after analysis, and how time and memory grow with the number of reports.

Reports are made up: each tells twenty statements of a common story in its own order and words, the rest is
its own, a third of it in words of its own; 1,000 words each. Ratio: time per pair of reports at 20 reports to
that at 5; budget ≤ 1.

    python benchmarks/compare.py
"""

from __future__ import annotations

import random
import statistics
import sys
import time
import tracemalloc

from diptych.analysis.comparison import compare
from diptych.analysis.spans import Analysis, Figure, Mention, Sentence

WORDS = 1000
NOUNS = [
    "people",
    "houses",
    "boats",
    "families",
    "officers",
    "schools",
    "roads",
    "flights",
    "engines",
    "days",
]


def report(number: int, story: random.Random) -> Analysis:
    """One made-up report of `WORDS` words with figures and names."""
    own = random.Random(number)
    syllables = [f"{a}{b}" for a in "bdfgklmnprst" for b in "aeiou"]
    vocabulary = [f"{a}{b}" for a in syllables for b in syllables]
    weights = [1 / (rank + 30) for rank in range(len(vocabulary))]
    shared = [story.choices(vocabulary, weights, k=22) for _ in range(20)]
    text, sentences, figures, names = "", [], [], []
    told = own.sample(range(20), 20)
    while len(text.split()) < WORDS:
        if told and own.random() < 0.5:
            line = [w for w in shared[told.pop()] if own.random() < 0.7]
        else:
            rare = ["".join(own.choices(syllables, k=3)) for _ in range(7)]
            line = own.choices(vocabulary, weights, k=13) + rare
        start = len(text)
        text += " ".join(line).capitalize() + " "
        if own.random() < 0.4:
            count, noun = own.choice(range(12, 34)), own.choice(NOUNS)
            figures.append(Figure(len(text), len(text) + 2, "cardinal", str(count), count, None, None, noun))
            text += f"{count} {noun} "
        names.append(Mention(len(text), len(text) + 4, "PERSON", "Name", f"p{own.randrange(12)}"))
        text += "Name.\n"
        sentences.append(Sentence(start, len(text) - 1))
    return Analysis(text, tuple(sentences), tuple(names), tuple(figures), title=str(number))


def reports(count: int) -> list[Analysis]:
    """Reports of one made-up story."""
    return [report(number, random.Random(7)) for number in range(count)]


def seconds(count: int, repeats: int = 3) -> float:
    """The median processor time of one comparison, so that a busy machine does not count."""
    articles = reports(count)
    taken = []
    for _ in range(repeats):
        started = time.process_time()
        compare(articles)
        taken.append(time.process_time() - started)
    return statistics.median(taken)


def peak(count: int) -> int:
    """Bytes allocated at the highest point of one comparison."""
    articles = reports(count)
    tracemalloc.start()
    compare(articles)
    size = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return size


def pairs(count: int) -> int:
    """How many pairs of reports there are."""
    return count * (count - 1) // 2


def main() -> int:
    """Print times, their ratio per pair, and memory."""
    compare(reports(2))
    times = {count: seconds(count) for count in (2, 5, 10, 20, 40)}
    for count, taken in times.items():
        print(f"compare {count:3} reports of {WORDS} words: {1000 * taken:7.1f} ms")
    growth = (times[20] / pairs(20)) / (times[5] / pairs(5))
    print(
        f"time per pair, 20 reports to 5: {growth:.2f} (budget ≤ 1); 20 reports: {times[20]:.2f} s (budget ≤ 1)"
    )
    print(
        f"memory per pair, 20 reports to 5: {(peak(20) / pairs(20)) / (peak(5) / pairs(5)):.2f} (budget ≤ 1)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
