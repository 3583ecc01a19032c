"""What an export leaves out: which kind, how many, and the first ids. Nothing goes missing without a word.

A *grave* kind is a person's work; losing any of it needs ``allow_loss``. The others (ids, times, what is told
about an article) are told of in the same report, but never stop an export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

KINDS: Mapping[str, str] = {
    "sentence": "labels on sentences",
    "span": "labels on words that are no whole sentence",
    "overlap": "spans that overlap or nest",
    "discontinuous": "spans of several pieces",
    "relation": "links inside an article",
    "cross_link": "links across articles",
    "link_end": "links whose other end is not in this export",
    "link_note": "notes on links",
    "label": "labels that the format has no name for",
    "several": "further answers to the same sentence",
    "not_a_claim": "sentences judged to be no claim",
    "note": "notes",
    "certainty": "certainty",
    "attribution": "who says so",
    "attribution_span": "where the speaker stands in the text",
    "annotator": "who judged",
    "quote": "line breaks inside a quote, or characters the format cannot write",
    "token": "spans that do not end where a word ends",
    "scheme": "the label scheme",
    "unjudged": "sentences that nobody judged",
    "article": "title, source, author, date or address of articles",
    "story": "which articles are read together",
    "text": "the articles' whole text",
    "id": "ids",
    "time": "when it was judged",
    "session": "in which sitting it was judged",
    "correction": "corrections of names and figures",
    "skip": "sentences put off",
    "guideline": "label schemes with their guidelines",
}
"""Every kind of loss, and what people call it."""

QUIET = frozenset(
    {
        "link_end",
        "scheme",
        "unjudged",
        "article",
        "story",
        "text",
        "id",
        "time",
        "session",
        "skip",
        "guideline",
    }
)
"""Kinds that are told of, but do not stop an export."""

FIRST = 5
"""How many ids a report names for each kind."""


@dataclass(frozen=True, slots=True)
class Loss:
    """One kind of loss: how many, and the ids of the first ones."""

    kind: str
    count: int
    first: tuple[str, ...]

    @property
    def grave(self) -> bool:
        """Whether it is a person's work that is lost."""
        return self.kind not in QUIET

    def __str__(self) -> str:
        more = ", …" if self.count > len(self.first) else ""
        which = f" ({', '.join(self.first)}{more})" if self.first else ""
        return f"{self.count} × {KINDS[self.kind]}{which}"


class LossReport:
    """Counts what is lost, by kind, in the order in which KINDS names them."""

    def __init__(self) -> None:
        self._counts: dict[str, int] = {}
        self._first: dict[str, list[str]] = {}

    def add(self, kind: str, id: str, count: int = 1) -> None:
        """One more of this kind; ``id`` names the annotation, link or article."""
        if kind not in KINDS:
            raise ValueError(f"unknown kind of loss: {kind}")
        self._counts[kind] = self._counts.get(kind, 0) + count
        first = self._first.setdefault(kind, [])
        if len(first) < FIRST and id not in first:
            first.append(id)

    def __iter__(self) -> Iterator[Loss]:
        return iter(self.losses())

    def __bool__(self) -> bool:
        return bool(self._counts)

    def losses(self) -> list[Loss]:
        """All kinds that occurred."""
        return [
            Loss(kind, self._counts[kind], tuple(self._first[kind])) for kind in KINDS if kind in self._counts
        ]

    def count(self, kind: str) -> int:
        """How many of this kind are lost."""
        return self._counts.get(kind, 0)

    @property
    def grave(self) -> list[Loss]:
        """The kinds that an export refuses to lose without leave."""
        return [loss for loss in self.losses() if loss.grave]

    @property
    def quiet(self) -> list[Loss]:
        """The kinds that are only told of."""
        return [loss for loss in self.losses() if not loss.grave]

    def as_dict(self) -> dict[str, Any]:
        """For manifests and ``--json``."""
        return {loss.kind: {"count": loss.count, "first": list(loss.first)} for loss in self.losses()}

    def __str__(self) -> str:
        return "\n".join(str(loss) for loss in [*self.grave, *self.quiet])
