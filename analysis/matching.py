"""Which sentences of other reports say the same.

Symmetric BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework") over words, figures and
entities, weighed by how much the two reports have in common as wholes: two reports of one event use different
words for it, and two similar events are told in the same words.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
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
_BACKGROUND = 30
"""Other sentences that are taken to exist, so that words mean something in two short reports too."""
_BUDGET = 4000
"""Postings looked at for one sentence; keeps time linear where one word fills a book."""
_KEPT = 20
"""Matches of one sentence that are remembered."""
_CERTAIN = 1e9
_QUOTES = str.maketrans("“”„«»‘’‚", '"""""\'\'\'')
"""Outlets set the same words with their own quotation marks."""


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A sentence of another report; ``article`` and ``sentence`` are indices, ``strength`` is 0 to 1."""

    article: int
    sentence: int
    strength: float


class Matcher:
    """Finds matching sentences among reports of one story. Nothing is compared before it is asked for."""

    def __init__(self, articles: Sequence[Analysis]) -> None:
        self._weights: list[dict[str, float]] = []  # one entry a sentence, those of all reports in a row
        self._postings: dict[str, list[tuple[int, float]]] = {}
        self._idf: dict[str, float] = {}
        self._vectors: list[dict[str, float]] = []
        self._likeness: dict[tuple[int, int], float] = {}
        self._found: dict[int, list[Match]] = {}
        self._best: list[dict[int, tuple[float, int]]] | None = None
        self._first = [0]
        self._article_of: list[int] = []
        self._texts: list[str] = []
        self._same: dict[str, list[int]] = {}
        for number, article in enumerate(articles):
            for sentence in article.sentences:
                words = article.text[sentence.start : sentence.end].translate(_QUOTES).split()
                text = " ".join(words).casefold()
                self._same.setdefault(text, []).append(len(self._texts))
                self._texts.append(text)
                self._article_of.append(number)
            self._first.append(len(self._texts))
        self._weigh([[Counter(terms) for terms in sentence_terms(article)] for article in articles])

    def _weigh(self, counts: list[list[Counter[str]]]) -> None:
        every = [terms for sentences in counts for terms in sentences]
        frequency = Counter(term for terms in every for term in terms)
        total = len(every) + _BACKGROUND
        length = sum(terms.total() for terms in every) / max(len(every), 1) or 1.0
        scale = math.log(1 + total)
        for term, n in frequency.items():
            self._idf[term] = math.log(1 + (total - n + 0.5) / (n + 0.5)) / scale
        for place, terms in enumerate(every):
            damp = K1 * (1 - B + B * terms.total() / length)
            weights = {t: self._idf[t] * n * (K1 + 1) / (n + damp) for t, n in terms.items()}
            self._weights.append(weights)
            for term, weight in weights.items():
                self._postings.setdefault(term, []).append((place, weight))
        self._weigh_reports(counts)

    def _weigh_reports(self, counts: list[list[Counter[str]]]) -> None:
        reports: list[Counter[str]] = []
        for sentences in counts:
            report: Counter[str] = Counter()
            for terms in sentences:
                report.update(terms)
            reports.append(report)
        within = Counter(term for report in reports for term in report)
        for report in reports:
            vector = {
                t: (1 + math.log(n)) * math.log(1 + len(reports) / within[t]) for t, n in report.items()
            }
            size = math.sqrt(sum(weight * weight for weight in vector.values())) or 1.0
            self._vectors.append({term: weight / size for term, weight in vector.items()})

    def sentences(self, article: int) -> range:
        """The indices of an article's sentences."""
        return range(self._first[article + 1] - self._first[article])

    def weight(self, term: str) -> float:
        """How telling a term is, 0 (in every sentence, or in none) to about 1 (in one)."""
        return self._idf.get(term, 0.0)

    def likeness(self, article: int, other: int) -> float:
        """How much two reports have in common as wholes: cosine of their terms, 0 to 1."""
        pair = (article, other) if article < other else (other, article)
        if pair not in self._likeness:
            mine, theirs = self._vectors[article], self._vectors[other]
            self._likeness[pair] = sum(mine[term] * theirs[term] for term in mine.keys() & theirs.keys())
        return self._likeness[pair]

    def strength(self, article: int, sentence: int, other: int, other_sentence: int) -> float:
        """How surely the two sentences report the same, 0 to 1; the same both ways round."""
        one, two = self._first[article] + sentence, self._first[other] + other_sentence
        mine, theirs = self._weights[one], self._weights[two]
        score = sum(mine[term] + theirs[term] for term in mine.keys() & theirs.keys())
        return self._strength(one, two, score)

    def _strength(self, one: int, two: int, score: float) -> float:
        if self._texts[one] == self._texts[two] != "":
            return 1.0
        if score <= 0.0:
            return 0.0
        alike = self.likeness(self._article_of[one], self._article_of[two])
        return 1.0 - math.exp2(-score * math.pow(min(1.0, alike + 0.02), CONTEXT) / HALF)

    def matches(self, article: int, sentence: int, limit: int = 3) -> list[Match]:
        """The sentences of the other reports that match, best first; empty means "only here"."""
        place = self._first[article] + sentence
        if place not in self._found:
            found = [self._match(other, strength) for other, strength in self._search(place)]
            self._found[place] = heapq.nsmallest(_KEPT, found, key=_best_first)
        return self._found[place][:limit]

    def best(self, article: int, sentence: int) -> list[Match]:
        """The best match in each other report that has one, best first.

        The first call compares all sentences; `matches` is the one to ask for a single sentence.
        """
        if self._best is None:
            self._best = self._compare_all()
        of_place = self._best[self._first[article] + sentence]
        return sorted(
            (self._match(other, strength) for strength, other in of_place.values()), key=_best_first
        )

    def _compare_all(self) -> list[dict[int, tuple[float, int]]]:
        """For each sentence the best match in each other report: {article: (strength, place)}."""
        best: list[dict[int, tuple[float, int]]] = [{} for _ in self._texts]
        for one in range(len(self._texts)):
            for two, strength in self._search(one, after=self._first[self._article_of[one] + 1]):
                for here, there in ((one, two), (two, one)):
                    known = best[here].get(self._article_of[there])
                    if known is None or (strength, -there) > (known[0], -known[1]):
                        best[here][self._article_of[there]] = (strength, there)
        return best

    def _search(self, place: int, after: int = 0) -> Iterator[tuple[int, float]]:
        """All matches from the threshold on, in no order; only those in sentences from ``after`` on."""
        mine = self._weights[place]
        scores: dict[int, float] = {}
        get = scores.get
        looked = 0
        for term in sorted(mine, key=lambda term: len(self._postings[term])):
            postings = self._postings[term]
            if after:
                postings = postings[bisect_left(postings, (after, 0.0)) :]
            if looked and looked + len(postings) > _BUDGET:
                break
            postings = postings[:_BUDGET]
            looked += len(postings)
            weight = mine[term]
            for other, theirs in postings:
                scores[other] = get(other, 0.0) + weight + theirs
        for other in self._same[self._texts[place]][:_BUDGET]:
            if other >= after:
                scores[other] = _CERTAIN
        own = range(self._first[self._article_of[place]], self._first[self._article_of[place] + 1])
        least = -HALF * math.log2(1 - THRESHOLD)  # the score that even a perfectly alike report needs
        for other in [at for at, score in scores.items() if score >= least and at not in own]:
            strength = self._strength(place, other, scores[other])
            if strength >= THRESHOLD:
                yield other, strength

    def _match(self, place: int, strength: float) -> Match:
        article = self._article_of[place]
        return Match(article, place - self._first[article], strength)


def _best_first(match: Match) -> tuple[float, int, int]:
    return -match.strength, match.article, match.sentence
