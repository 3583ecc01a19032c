"""How well matching sentences are found: ECB+, beside plain TF-IDF and plain BM25.

ECB+ (Cybulska and Vossen 2014) marks which events two reports have in common. Two sentences of different
reports in one topic match if they share two events or more, and do not if they share none; pairs with one
shared event are left out, and so are sentences with fewer than two events. Average precision is taken within
each topic and averaged over topics. F1: one threshold for all.

    python benchmarks/quality/matching.py [--entities]
"""

from __future__ import annotations

import argparse
import itertools
import math
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from diptych.analysis.matching import THRESHOLD, Matcher
from diptych.analysis.spans import Analysis, Sentence

CORPUS = Path(__file__).resolve().parents[2].parent / "shared" / "corpora" / "ecbplus" / "ECB+"

Place = tuple[int, int]
Pair = tuple[Place, Place, bool]


@dataclass(frozen=True)
class Topic:
    """Reports of two similar events; ``events[report][sentence]`` names what happens in it."""

    name: str
    reports: list[Analysis]
    events: list[list[set[str]]]

    def pairs(self) -> list[Pair]:
        """All pairs of sentences from different reports that do match, or do not."""
        places = [
            (report, index)
            for report, sentences in enumerate(self.events)
            for index, events in enumerate(sentences)
            if len(events) >= 2
        ]
        found = []
        for one, other in itertools.combinations(places, 2):
            shared = len(self.events[one[0]][one[1]] & self.events[other[0]][other[1]])
            if one[0] != other[0] and shared != 1:
                found.append((one, other, shared >= 2))
        return found


def read_report(path: Path) -> tuple[Analysis, list[set[str]]]:
    """One file of ECB+ as a report, and the events of each of its sentences."""
    root = ElementTree.parse(path).getroot()
    sentence_of: dict[str, int] = {}
    tokens: dict[int, list[str]] = {}
    for token in root.iter("token"):
        index = int(token.attrib["sentence"])
        sentence_of[token.attrib["t_id"]] = index
        tokens.setdefault(index, []).append(token.text or "")
    if "plus" in path.name:
        tokens.pop(0, None)  # the page's address
    actions: dict[str, int] = {}
    for markable in root.iterfind("Markables/*"):
        anchor = markable.find("token_anchor")
        if anchor is not None and markable.tag.startswith(("ACTION", "NEG")):
            actions[markable.attrib["m_id"]] = sentence_of[anchor.attrib["t_id"]]
    events: dict[int, set[str]] = {index: set() for index in tokens}
    for relation in root.iterfind("Relations/*"):
        name = relation.get("note") if relation.tag == "CROSS_DOC_COREF" else None
        for source in relation.iterfind("source"):
            index = actions.get(source.attrib["m_id"], -1)
            if index in events:
                events[index].add(name or f"{path.name} {relation.attrib['r_id']}")
    text, sentences = "", []
    for index in sorted(tokens):
        start = len(text)
        text += " ".join(tokens[index])
        sentences.append(Sentence(start, len(text)))
        text += "\n"
    return Analysis(text, tuple(sentences), title=path.name), [events[index] for index in sorted(tokens)]


def topics(folder: Path = CORPUS) -> Iterator[Topic]:
    """The topics of ECB+ that lie there."""
    for place in sorted(folder.iterdir()):
        read = [read_report(path) for path in sorted(place.glob("*.xml"))]
        if read:
            yield Topic(place.name, [analysis for analysis, _ in read], [events for _, events in read])


def with_figures(reports: list[Analysis]) -> list[Analysis]:
    """The same reports with their figures."""
    from diptych.analysis.figures import figures

    return [report._replace(figures=tuple(figures(report.text))) for report in reports]


def with_entities(reports: list[Analysis]) -> list[Analysis]:
    """The same reports with names found by the model and joined across reports."""
    from diptych.analysis.entities import entities, recognizer
    from diptych.analysis.names import keyed

    model = recognizer()
    found = keyed([entities(report.text, model) for report in reports])
    return [r._replace(entities=tuple(m)) for r, m in zip(reports, found, strict=True)]


def plain_tf_idf(reports: list[Analysis]) -> Callable[[Place, Place], float]:
    """The plain peer: cosine of TF-IDF vectors of words."""
    counts = {
        (report, index): Counter(re.findall(r"\w+", analysis.text[s.start : s.end].lower()))
        for report, analysis in enumerate(reports)
        for index, s in enumerate(analysis.sentences)
    }
    within = Counter(term for terms in counts.values() for term in terms)
    vectors = {}
    for place, terms in counts.items():
        vector = {t: n * (math.log((1 + len(counts)) / (1 + within[t])) + 1) for t, n in terms.items()}
        size = math.sqrt(sum(v * v for v in vector.values())) or 1.0
        vectors[place] = {t: v / size for t, v in vector.items()}
    return lambda one, other: sum(v * vectors[other].get(t, 0.0) for t, v in vectors[one].items())


def average_precision(scored: list[tuple[float, bool]]) -> float:
    """Area under precision over recall, 0 to 100."""
    hits, total = 0, 0.0
    ranked = sorted(scored, key=lambda pair: -pair[0])
    for rank, (_, positive) in enumerate(ranked, 1):
        if positive:
            hits += 1
            total += hits / rank
    return 100 * total / max(hits, 1)


def best_f1(scored: list[tuple[float, bool]]) -> tuple[float, float]:
    """The best F1 that one threshold reaches, and that threshold."""
    positives, hits, best = sum(p for _, p in scored), 0, (0.0, 0.0)
    for rank, (score, positive) in enumerate(sorted(scored, key=lambda pair: -pair[0]), 1):
        hits += positive
        best = max(best, (200 * hits / (rank + positives), score))
    return best


def f1_at(scored: list[tuple[float, bool]], threshold: float) -> float:
    """F1 where everything from the threshold on is called a match."""
    called = [positive for score, positive in scored if score >= threshold]
    return 200 * sum(called) / max(len(called) + sum(positive for _, positive in scored), 1)


def main() -> int:
    """Print macro AP and F1 beside the plain peer, and the ten worst errors."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--entities", action="store_true", help="with the model's names (slow)")
    options.add_argument("--no-figures", action="store_true")
    asked = options.parse_args()
    if not CORPUS.is_dir():
        print(f"matching sentences: not measured, {CORPUS} is missing")
        return 0
    precision: dict[str, list[float]] = {"TF-IDF": [], "diptych": []}
    pooled: list[tuple[float, bool]] = []
    errors: list[tuple[float, str]] = []
    for topic in topics():
        reports = topic.reports if asked.no_figures else with_figures(topic.reports)
        if asked.entities:
            reports = with_entities(reports)
        matcher, peer, pairs = Matcher(reports), plain_tf_idf(reports), topic.pairs()
        scored = [(matcher.strength(*one, *other), match) for one, other, match in pairs]
        precision["TF-IDF"].append(
            average_precision([(peer(one, other), match) for one, other, match in pairs])
        )
        precision["diptych"].append(average_precision(scored))
        pooled += scored
        for (one, other, match), (strength, _) in zip(pairs, scored, strict=True):
            error = THRESHOLD - strength if match else strength - THRESHOLD
            if error > 0:
                kind = "missed" if match else "wrong"
                errors.append(
                    (
                        error,
                        f"{kind} {strength:.2f}  topic {topic.name}  {reports[one[0]].title} "
                        f"sentence {one[1]}  {reports[other[0]].title} sentence {other[1]}",
                    )
                )
    for name, values in precision.items():
        each = " ".join(f"{value:.1f}" for value in values)
        print(f"matching sentences  {name:8}  macro AP {sum(values) / len(values):.1f}  (topics {each})")
    best, threshold = best_f1(pooled)
    print(
        f"F1 at the threshold {THRESHOLD}: {f1_at(pooled, THRESHOLD):.1f}; best {best:.1f} at {threshold:.2f}"
    )
    print("worst errors:", *[line for _, line in sorted(errors, reverse=True)[:10]], sep="\n  ")
    return 0


if __name__ == "__main__":
    sys.exit(main())
