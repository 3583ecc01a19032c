"""Which sentences look like claims, by a model taught with one annotator's own answers.

What it says is shown and orders a queue; it is never stored as anybody's answer.
``python -m diptych.workers.suggesting`` reads one JSON object, ``{"library", "annotator", "claims", "others", "scheme",
"articles"}``, and writes one, ``{"taught", "likely": [[article, start, end, probability], …]}``: training keeps a
processor busy, and no key is to wait for it.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diptych.analysis.claim_features import features
from diptych.analysis.claim_likeness import Agreement, Example, Model, agreement, teach

if TYPE_CHECKING:
    from diptych.schemes import Scheme
    from diptych.store.library import Library

MOST = 3000
"""The newest answers that are learned from: a second or two of work."""

_ANSWERS = """
SELECT n.article, n.quote, n.label FROM annotation AS n
WHERE n.annotator = ? AND n.scheme = ? AND n.pieces IS NULL AND (
    EXISTS (SELECT 1 FROM sentence AS s WHERE s.article = n.article AND s.start = n.start AND s."end" = n."end")
    OR NOT EXISTS (SELECT 1 FROM sentence AS s WHERE s.article = n.article))
ORDER BY n.updated_at DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Sides:
    """Under which scheme answers are read, and which labels say a claim, and which none."""

    scheme: str
    claims: frozenset[str]
    others: frozenset[str]

    @classmethod
    def of(cls, scheme: Scheme) -> Sides:
        """A scheme's labels by kind."""
        return cls(
            scheme.name,
            frozenset(label.name for label in scheme.labels if label.kind == "claim"),
            frozenset(label.name for label in scheme.labels if label.kind == "not_claim"),
        )


def answers(library: Library, sides: Sides) -> tuple[list[Example], list[int]]:
    """This annotator's newest answers about sentences, and the article of each."""
    examples: list[Example] = []
    groups: list[int] = []
    for article, quote, label in library.connection.rows(_ANSWERS, (library.annotator, sides.scheme, MOST)):
        if label in sides.claims or label in sides.others:
            examples.append((features(quote), label in sides.claims))
            groups.append(article)
    return examples, groups


def model_for(library: Library, sides: Sides) -> Model:
    """A model of this annotator's answers; of plain features where there are too few."""
    return teach(answers(library, sides)[0])


def likelihoods(library: Library, model: Model, articles: Iterable[int]) -> dict[tuple[int, int, int], float]:
    """For each sentence (article, start, end) of these articles how likely it is a claim."""
    from diptych.workers.analysing import ensure_sentences

    found = {}
    for article in articles:
        if library.analyses.sentences(article) is None:
            ensure_sentences(library, library.articles.get(article))
        text = library.articles.text(article)
        for one in library.analyses.sentences(article) or ():
            found[article, one.start, one.end] = model.probability(text[one.start : one.end])
    return found


def probabilities(
    library: Library, scheme: Scheme, articles: Iterable[int]
) -> dict[tuple[int, int, int], float]:
    """The same by a model taught now."""
    return likelihoods(library, model_for(library, Sides.of(scheme)), articles)


def agreement_with(library: Library, scheme: Scheme) -> Agreement | None:
    """How far suggestions agree with this annotator, cross-validated; None without answers of both sorts."""
    examples, groups = answers(library, Sides.of(scheme))
    return agreement(examples, groups)


def main() -> int:
    """Do the work for another process; 1 where it failed."""
    from diptych.errors import DiptychError
    from diptych.store import open_library

    os.nice(5)  # the reader comes first
    asked = json.loads(sys.stdin.read())
    sides = Sides(asked["scheme"], frozenset(asked["claims"]), frozenset(asked["others"]))
    try:
        with open_library(asked["library"], annotator=asked["annotator"], create=False) as library:
            model = model_for(library, sides)
            likely = likelihoods(library, model, asked["articles"])
    except DiptychError as problem:
        sys.stdout.write(json.dumps({"problem": str(problem)}))
        return 1
    rows = [[*place, round(chance, 4)] for place, chance in likely.items()]
    sys.stdout.write(json.dumps({"taught": model.taught, "likely": rows}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
