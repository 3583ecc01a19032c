"""Which sentences of other reports say the same.

Symmetric BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework") over words, figures and
entities, weighed by how much the two reports have in common as wholes: two reports of one event use different
words for it, and two similar events are told in the same words.
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from diptych.analysis.spans import Analysis
from diptych.analysis.terms import sentence_terms

K1 = 0.9
"""How soon a repeated term stops counting."""
B = 0.5
"""How much a long sentence's terms count less."""
CONTEXT = 0.3
"""The power of the reports' own likeness in a pair's score."""
THRESHOLD = 0.30
"""Strength below which two sentences are not offered as a match."""
HALF = 4.5
"""The score, in terms found in one sentence of each report only, at which strength is one half."""
_BUDGET = 4000
"""Postings looked at for one sentence; keeps time linear where one word fills a book."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A sentence of another report; ``article`` and ``sentence`` are indices, ``strength`` is 0 to 1."""

    article: int
    sentence: int
    strength: float


class Matcher:
    """Finds matching sentences among reports of one story. Nothing is compared before it is asked for."""

    def __init__(self, articles: Sequence[Analysis]) -> None:
        self._weights: list[list[dict[str, float]]] = []
        self._postings: dict[str, list[tuple[int, int, float]]] = {}
        self._idf: dict[str, float] = {}
        self._vectors: list[dict[str, float]] = []
        self._likeness: dict[tuple[int, int], float] = {}
        self._found: dict[tuple[int, int], list[Match]] = {}
        self._texts = [
            [" ".join(a.text[s.start : s.end].split()).casefold() for s in a.sentences] for a in articles
        ]
        self._same: dict[str, list[tuple[int, int]]] = {}
        for article, sentences in enumerate(self._texts):
            for index, text in enumerate(sentences):
                self._same.setdefault(text, []).append((article, index))
        self._weigh([[Counter(terms) for terms in sentence_terms(article)] for article in articles])

    def _weigh(self, counts: list[list[Counter[str]]]) -> None:
        frequency = Counter(term for sentences in counts for terms in sentences for term in terms)
        total = sum(len(sentences) for sentences in counts)
        length = sum(terms.total() for sentences in counts for terms in sentences) / max(total, 1) or 1.0
        scale = math.log(1 + total) or 1.0
        for term, n in frequency.items():
            self._idf[term] = math.log(1 + (total - n + 0.5) / (n + 0.5)) / scale
        for article, sentences in enumerate(counts):
            weighed: list[dict[str, float]] = []
            for index, terms in enumerate(sentences):
                damp = K1 * (1 - B + B * terms.total() / length)
                weights = {t: self._idf[t] * n * (K1 + 1) / (n + damp) for t, n in terms.items()}
                weighed.append(weights)
                for term, weight in weights.items():
                    self._postings.setdefault(term, []).append((article, index, weight))
            self._weights.append(weighed)
        self._weigh_reports(counts)

    def _weigh_reports(self, counts: list[list[Counter[str]]]) -> None:
        reports = [sum(sentences, Counter[str]()) for sentences in counts]
        within = Counter(term for report in reports for term in report)
        for report in reports:
            vector = {
                t: (1 + math.log(n)) * math.log(1 + len(reports) / within[t]) for t, n in report.items()
            }
            size = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
            self._vectors.append({term: weight / size for term, weight in vector.items()})

    def weight(self, term: str) -> float:
        """How telling a term is, 0 (in every sentence, or in none) to about 1 (in one)."""
        return self._idf.get(term, 0.0)

    def likeness(self, article: int, other: int) -> float:
        """How much two reports have in common as wholes: cosine of their terms, 0 to 1."""
        pair = (article, other) if article < other else (other, article)
        if pair not in self._likeness:
            small, large = sorted((self._vectors[article], self._vectors[other]), key=len)
            self._likeness[pair] = sum(weight * large.get(term, 0.0) for term, weight in small.items())
        return self._likeness[pair]

    def sentences(self, article: int) -> range:
        """The indices of an article's sentences."""
        return range(len(self._texts[article]))

    def strength(self, article: int, sentence: int, other: int, other_sentence: int) -> float:
        """How surely the two sentences report the same, 0 to 1; the same both ways round."""
        mine, theirs = self._weights[article][sentence], self._weights[other][other_sentence]
        score = sum(weight + theirs[term] for term, weight in mine.items() if term in theirs)
        return self._strength(article, sentence, other, other_sentence, score)

    def _strength(self, article: int, sentence: int, other: int, other_sentence: int, score: float) -> float:
        if self._texts[article][sentence] == self._texts[other][other_sentence] != "":
            return 1.0
        score *= (self.likeness(article, other) + 0.02) ** CONTEXT
        return 1 - 2 ** (-score / HALF)

    def matches(self, article: int, sentence: int, limit: int = 3) -> list[Match]:
        """The sentences of the other reports that match, best first; empty means "only here".

        Of each other report at least the best one is a candidate; at most ``limit`` are returned.
        """
        if (article, sentence) not in self._found:
            self._found[article, sentence] = self._search(article, sentence)
        return self._found[article, sentence][:limit]

    def best(self, article: int, sentence: int) -> dict[int, Match]:
        """The best match in each other report that has one."""
        best: dict[int, Match] = {}
        for match in self.matches(article, sentence, limit=1 << 30):
            best.setdefault(match.article, match)
        return best

    def _search(self, article: int, sentence: int) -> list[Match]:
        mine = self._weights[article][sentence]
        scores: dict[tuple[int, int], float] = {}
        for other, index in self._same[self._texts[article][sentence]][:_BUDGET]:
            if other != article:
                scores[other, index] = 0.0
        looked = 0
        for term in sorted(mine, key=lambda term: len(self._postings[term])):
            postings = self._postings[term][:_BUDGET]
            if looked and looked + len(postings) > _BUDGET:
                break
            looked += len(postings)
            weight = mine[term]
            for other, index, theirs in postings:
                if other != article:
                    scores[other, index] = scores.get((other, index), 0.0) + weight + theirs
        found = []
        for (other, index), score in scores.items():
            strength = self._strength(article, sentence, other, index, score)
            if strength >= THRESHOLD:
                found.append(Match(other, index, strength))
        return heapq.nsmallest(100, found, key=lambda match: (-match.strength, match.article, match.sentence))
