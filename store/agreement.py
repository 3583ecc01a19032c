"""How far the annotators of a library agree, and the sentences on which they do not."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from diptych.analysis.label_agreement import LabelAgreement, Unit, label_agreement
from diptych.analysis.resampling import CONFIDENCE, RESAMPLES, SEED
from diptych.analysis.span_agreement import LabelledSpan, SpanAgreement, span_agreement
from diptych.errors import WrongUse
from diptych.store.judgements import Judged, Judgement, Judgements, judgements
from diptych.store.records import NOT_A_CLAIM

if TYPE_CHECKING:
    from diptych.store.library import Library

OTHER = "(other)"
"""What all labels are called that were not asked for."""
CLAIM = "claim"

Answer = frozenset[str]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A sentence that two or more judged differently. ``index`` counts from 0, ``start`` and ``end`` are code points.

    ``differing``: the share of pairs of annotators whose answers differ; ``claim_differing``: of those whose answers
    say claim or no claim, the share of pairs that differ in that.
    """

    article: int
    uuid: str
    title: str
    source: str
    index: int
    start: int
    end: int
    quote: str
    differing: float
    claim_differing: float
    answers: tuple[Judgement, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """All of it. ``schemes``: answers by scheme, of which this is about one. ``texts``: how many texts of
    that scheme the library holds; a label need not mean the same in all. ``titles``: what labels are called.

    ``labels`` takes each answer as it is, ``claims`` as a claim of whatever type or none; answers that say neither are
    left out there. ``spans`` holds the pairs that marked words.
    """

    scheme: str
    schemes: Mapping[str, int]
    texts: int
    titles: Mapping[str, str]
    labels: LabelAgreement
    claims: LabelAgreement
    spans: tuple[SpanAgreement, ...]
    disagreements: tuple[Disagreement, ...]

    def as_json(self) -> dict[str, Any]:
        """For ``diptych agreement --json``."""
        return {
            "scheme": self.scheme,
            "schemes": dict(self.schemes),
            "scheme_texts": self.texts,
            "intervals": {"confidence": CONFIDENCE, "resamples": RESAMPLES, "seed": SEED, "of": "articles"},
            "labels": _written(self.labels),
            "claims": _written(self.claims),
            "spans": [asdict(one) for one in self.spans],
            "disagreements": [asdict(one) for one in self.disagreements],
        }


def agreement(
    library: Library,
    *,
    scheme: str | None = None,
    annotators: Sequence[str] = (),
    stories: Sequence[int] = (),
    articles: Sequence[int] = (),
    labels: Sequence[str] = (),
) -> Agreement:
    """Measure the agreement of a library's annotators, as ``diptych agreement`` does. Empty filters take all.

    ``labels``: tell only these apart; all others count as one, so that no sentence is left out for what was said of
    it. Without ``scheme``, that under which most people gave most answers. Raises WrongUse for a scheme, an annotator
    or a label without answers here, UnknownArticle and AnnotationError for a report or a story that is not here.
    """
    found = judgements(library, scheme=scheme, annotators=annotators, stories=stories, articles=articles)
    meanings = library.schemes.labels(found.scheme)
    kinds = {name: label.kind for name, label in meanings.items()} | {NOT_A_CLAIM: "not_claim"}
    wanted = frozenset(labels)

    def told_apart(given: set[str]) -> Answer:
        return frozenset(given) if not wanted else frozenset(given & wanted) or frozenset((OTHER,))

    def as_claim(given: set[str]) -> Answer | None:
        said = {kinds.get(label, "claim") for label in given}
        if "claim" in said:
            return frozenset((CLAIM,))
        return frozenset((NOT_A_CLAIM,)) if "not_claim" in said else None

    given = {answer.label for one in found.sentences for answer in one.answers}
    given |= {one.label for one in found.words}
    for label in labels:
        if label not in given and label not in meanings:
            if not found.scheme:
                raise WrongUse("There are no answers here yet.")
            there = ", ".join(sorted(given)) or "none"
            raise WrongUse(
                f"Nobody gave the label {label} under the scheme {found.scheme}; labels given: {there}."
            )
    people = found.annotators
    return Agreement(
        found.scheme,
        found.schemes,
        sum(one.name == found.scheme for one in library.schemes.list()),
        {name: label.title for name, label in meanings.items()},
        label_agreement(_units(found.sentences, told_apart), people),
        label_agreement(_units(found.sentences, as_claim), people),
        span_agreement(_marked(found, wanted), people),
        tuple(_disagreements(library, found.sentences, told_apart, as_claim)),
    )


def _units(sentences: Sequence[Judged], answer: Callable[[set[str]], Answer | None]) -> list[list[Unit]]:
    """The answers by report and sentence, as ``answer`` takes them; one that is None is missing."""
    articles: dict[int, list[Unit]] = {}
    for one in sentences:
        given = {who: said for who, labels in one.labels().items() if (said := answer(labels)) is not None}
        if given:
            articles.setdefault(one.article, []).append(given)
    return list(articles.values())


def _marked(found: Judgements, labels: frozenset[str]) -> list[dict[str, list[LabelledSpan]]]:
    """The words that everybody marked in each report on which they worked."""
    articles: dict[int, dict[str, list[LabelledSpan]]] = {}
    for sentence in found.sentences:
        for answer in sentence.answers:
            articles.setdefault(sentence.article, {}).setdefault(answer.annotator, [])
    for words in found.words:
        mine = articles.setdefault(words.article, {}).setdefault(words.annotator, [])
        if not labels or words.label in labels:
            mine.append(LabelledSpan(words.pieces, words.label))
    return list(articles.values())


def _disagreements(
    library: Library,
    sentences: Sequence[Judged],
    told_apart: Callable[[set[str]], Answer | None],
    as_claim: Callable[[set[str]], Answer | None],
) -> list[Disagreement]:
    """Most differing first: by pairs that differ, then by pairs for whom it is a claim or none, then as they stand."""
    found = []
    for one in sentences:
        labels = one.labels()
        differing = _share_differing([told_apart(given) for given in labels.values()])
        if differing:
            claim = _share_differing([as_claim(given) for given in labels.values()])
            found.append((differing, claim, one))
    found.sort(key=lambda item: (-item[0], -item[1], item[2].article, item[2].index))
    about = {
        id: (uuid, title, source)
        for id, uuid, title, source in library.connection.rows("SELECT id, uuid, title, source FROM article")
    }
    return [
        Disagreement(
            one.article, *about[one.article], one.index, one.start, one.end,
            library.articles.text(one.article)[one.start : one.end], differing, claim, one.answers,
        )
        for differing, claim, one in found
    ]  # fmt: skip


def _share_differing(answers: Sequence[Answer | None]) -> float:
    pairs = list(combinations([answer for answer in answers if answer is not None], 2))
    return sum(one != other for one, other in pairs) / len(pairs) if pairs else 0.0


def _written(labels: LabelAgreement) -> dict[str, Any]:
    """As JSON: a confusion table is a list of its cells, for its keys are pairs."""
    written = asdict(labels)
    for pair, measured in zip(written["pairs"], labels.pairs, strict=True):
        pair["confusion"] = [
            {"first": first, "second": second, "sentences": count}
            for (first, second), count in measured.confusion.items()
        ]
    return written
