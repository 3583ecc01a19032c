"""How likely a sentence is a claim: a small model, taught by one library's own answers.

Logistic regression by AdaGrad (Duchi and others 2011). It starts from weights of plain features and is held near
them, so that a few answers bend it a little and many bend it far.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass

from diptych.analysis.claim_features import BUCKETS, NAMED, SIZE, Vector, features

PLAIN = {
    "bias": -1.6, "length": 0.7, "short": -0.3, "question": -1.6, "numbers": 1.8, "number": 1.2, "money": 0.9,
    "year": 0.2, "time": 0.4, "names": 1.1, "saying": 0.6, "stance": -1.0, "future": -1.0, "self": -0.8,
    "us": -0.3, "you": -0.5, "compared": 0.8, "done": 0.8, "polite": -0.5,
}  # fmt: skip
"""Weights of the plain features before there are any answers; close to what logistic regression over them finds on
ClaimBuster (Arslan and others 2020), rounded, and somewhat readier to see a claim, as news has more of them."""

FEWEST = 8
"""Answers of each sort (a claim, no claim) from which there is something to learn."""

ROUNDS = 4
RATE = 0.3
"""How far one answer moves a weight, reached at 1,000 answers; fewer move it less, or they would do harm."""
HOLD = 2e-4
"""How strongly weights are drawn back to those of the plain features."""

Example = tuple[Vector, bool]


class Model:
    """A weight for each feature; ``taught`` is the number of answers behind them, 0 for plain features alone."""

    def __init__(self, weights: list[float] | None = None, taught: int = 0) -> None:
        self._weights = plain_weights() if weights is None else weights
        self.taught = taught

    def probability(self, sentence: str) -> float:
        """How likely a sentence is a claim, 0 to 1."""
        return self.of(features(sentence))

    def of(self, vector: Vector) -> float:
        """The same for features."""
        weights = self._weights
        return _sigmoid(sum(weights[index] * value for index, value in vector))


def plain_weights() -> list[float]:
    """`PLAIN`, and nothing for any word."""
    return [PLAIN[name] for name in NAMED] + [0.0] * BUCKETS


def teach(examples: Sequence[Example], *, seed: int = 1) -> Model:
    """A model of these answers; of plain features alone where there are too few of either sort."""
    claims = sum(1 for _, is_claim in examples if is_claim)
    if min(claims, len(examples) - claims) < FEWEST:
        return Model()
    start = plain_weights()
    weights = start.copy()
    seen = [1e-2] * SIZE
    rate = min(RATE, 0.1 + len(examples) / 5000)
    order = list(range(len(examples)))
    shuffle = random.Random(seed).shuffle
    for _ in range(ROUNDS):
        shuffle(order)
        for example in order:
            vector, is_claim = examples[example]
            error = _sigmoid(sum(weights[index] * value for index, value in vector)) - is_claim
            for index, value in vector:
                weight = weights[index]
                slope = error * value + HOLD * (weight - start[index])
                seen[index] += slope * slope
                weights[index] = weight - rate * slope / math.sqrt(seen[index])
    return Model(weights, len(examples))


def _sigmoid(score: float) -> float:
    if score < -30:
        return 0.0
    return 1 / (1 + math.exp(-score)) if score < 30 else 1.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far a model agrees with a person on answers it was not taught.

    ``same``: the share on which both say the same, at a probability of one half; ``usual``: the share that always
    giving the more frequent answer would reach; ``kappa``: Cohen's, 1 full agreement, 0 that of chance; ``auc``: how
    often a claim gets a higher probability than what is none. ``taught``: whether it was taught at all.
    """

    answers: int
    claims: int
    same: float
    usual: float
    kappa: float
    auc: float
    taught: bool


def agreement(examples: Sequence[Example], groups: Sequence[object], *, folds: int = 5) -> Agreement | None:
    """Cross-validated: each answer is foretold by a model taught without its group (its article).

    With fewer groups than folds, answers are parted one by one. None without answers of both sorts.
    """
    claims = sum(1 for _, is_claim in examples if is_claim)
    if not 0 < claims < len(examples):
        return None
    names = list(dict.fromkeys(groups))
    by_group = len(names) >= folds
    fold_of = {name: index % folds for index, name in enumerate(names)}
    chances = [0.0] * len(examples)
    taught = False
    for fold in range(folds):
        inside = [(fold_of[groups[i]] if by_group else i % folds) == fold for i in range(len(examples))]
        model = teach([example for example, held in zip(examples, inside, strict=True) if not held])
        taught = taught or model.taught > 0
        for index, held in enumerate(inside):
            if held:
                chances[index] = model.of(examples[index][0])
    answers = [is_claim for _, is_claim in examples]
    return measured(chances, answers, taught=taught)


def measured(chances: Sequence[float], answers: Sequence[bool], *, taught: bool = True) -> Agreement:
    """Agreement of probabilities with answers; there must be answers of both sorts."""
    total, claims = len(answers), sum(answers)
    same = sum((chance >= 0.5) == answer for chance, answer in zip(chances, answers, strict=True)) / total
    said = sum(chance >= 0.5 for chance in chances) / total
    is_so = claims / total
    by_chance = said * is_so + (1 - said) * (1 - is_so)
    kappa = (same - by_chance) / (1 - by_chance) if by_chance < 1 else 0.0
    return Agreement(total, claims, same, max(is_so, 1 - is_so), kappa, _area(chances, answers), taught)


def _area(chances: Sequence[float], answers: Sequence[bool]) -> float:
    """Area under the ROC curve, by ranks; ties count half."""
    order = sorted(range(len(chances)), key=chances.__getitem__)
    ranks = 0.0
    position = 0
    while position < len(order):
        last = position
        while last + 1 < len(order) and chances[order[last + 1]] == chances[order[position]]:
            last += 1
        rank = (position + last) / 2 + 1
        ranks += rank * sum(answers[order[i]] for i in range(position, last + 1))
        position = last + 1
    claims = sum(answers)
    return (ranks - claims * (claims + 1) / 2) / (claims * (len(answers) - claims))
