"""Who may have said it: the speakers and names around an answer, the likeliest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diptych.analysis.spans import Mention
    from diptych.store.records import Annotation
    from diptych.tui.reading.document import Document

NEIGHBOURS = (0, -1, 1, -2)
"""Sentences looked at, counted from the answer's own, the likeliest first: "he said" mostly looks back."""

SPEAKING = ("PERSON", "ORG", "GPE", "NORP", "FAC")
"""Labels of names that can say something, the likeliest first."""

REACH = 20_000
"""Code points around an answer in which a name that was typed is looked for."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name, where it stands in the text (code points; None where it does not), and why it is proposed."""

    name: str
    span: tuple[int, int] | None
    why: str


def proposals(
    document: Document, annotation: Annotation, point: tuple[int, int] | None = None
) -> list[Proposal]:
    """Who may have said what ``annotation`` marks, each name once, the likeliest first.

    First the speaker stored already, then the name under the point, then speakers that the sentence and its
    neighbours name, then other names there, names used as speakers elsewhere in the article, and the report itself.
    """
    found: list[Proposal] = []
    seen: set[str] = set()
    for key, proposal in _all(document, annotation, point):
        names = {proposal.name.casefold(), key} - {""}
        if proposal.name.strip() and not names & seen:
            found.append(proposal)
            seen |= names
    return found


def _all(
    document: Document, annotation: Annotation, point: tuple[int, int] | None
) -> Iterator[tuple[str, Proposal]]:
    if annotation.attributed_to:
        start, end = annotation.attributed_start, annotation.attributed_end
        span = (start, end) if start is not None and end is not None else None
        yield "", Proposal(annotation.attributed_to, span, "stored")
    here = document.sentence_at(annotation.start)
    around = [here + step for step in NEIGHBOURS if 0 <= here + step < document.count] if here >= 0 else []
    if point is not None:
        for mention in document.entities.between(*point):
            yield mention.key, Proposal(mention.text, (mention.start, mention.end), "under the point")
    yield from _speakers(document, here, around)
    for sentence in around:
        for mention in _speaking(document, sentence):
            why = "named here" if sentence == here else "named nearby"
            yield mention.key, Proposal(mention.text, (mention.start, mention.end), why)
    for other in _others(document):
        if other.attributed_to:
            place = place_of(document.text, other.attributed_to, annotation.start, annotation.end)
            yield "", Proposal(other.attributed_to, place, "said something else here")
    if document.article.source:
        yield "", Proposal(document.article.source, None, "the report itself")


def _speakers(document: Document, here: int, around: Sequence[int]) -> Iterator[tuple[str, Proposal]]:
    from diptych.analysis.spans import Analysis, Sentence
    from diptych.analysis.speakers import speakers

    if not around:
        return
    low, high = document.starts[min(around)], document.ends[max(around)]
    analysis = Analysis(
        text=document.text,
        sentences=tuple(Sentence(document.starts[index], document.ends[index]) for index in around),
        # "two Israeli sources said": with people and bodies alone the whole phrase is found, not "Israeli"
        entities=tuple(
            mention for mention in document.entities.between(low, high) if mention.label in ("PERSON", "ORG")
        ),
        figures=(),
    )
    for sentence, speaker in zip(around, speakers(analysis), strict=True):
        if speaker is not None:
            why = "says so here" if sentence == here else "speaks nearby"
            yield speaker.key, Proposal(speaker.text, (speaker.start, speaker.end), why)


def _speaking(document: Document, sentence: int) -> list[Mention]:
    found = document.entities.between(document.starts[sentence], document.ends[sentence])
    able = [mention for mention in found if mention.label in SPEAKING]
    return sorted(able, key=lambda mention: (SPEAKING.index(mention.label), mention.start))


def _others(document: Document) -> list[Annotation]:
    marked = [one for there in document.annotations.values() for one in there]
    return sorted([*marked, *document.spans], key=lambda one: (one.updated_at, one.id), reverse=True)


def place_of(text: str, name: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a name stands, as whole words and exactly as written, nearest to [start, end); None where it does not."""
    if not name.strip():
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")
    best: tuple[int, tuple[int, int]] | None = None
    for match in pattern.finditer(text, max(0, start - REACH), end + REACH):
        away = max(0, start - match.end(), match.start() - end)
        if best is None or away < best[0]:
            best = (away, match.span())
    return best[1] if best else None
