"""What a merge did, and where the two libraries say different things."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

LISTED = 1_000
"""How many clashes of a kind, and reports kept apart, a report lists; all are counted."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one library says: ``what``, ``who`` said so and ``when`` (UTC, ISO 8601); "" where nobody did."""

    what: str
    who: str = ""
    when: str = ""


@dataclass(frozen=True, slots=True)
class Clash:
    """The same thing, said differently. What ``here`` says stays.

    ``kind``: annotation, link, skip, correction, session, story, article, scheme or sentences. ``id`` is what both have
    in common (an id or uuid, or a scheme's name); ``there_id`` is the other's own, where that differs. ``about``: a
    quote, or a title.
    """

    kind: str
    id: str
    about: str
    here: Side
    there: Side
    there_id: str = ""


@dataclass(frozen=True, slots=True)
class Apart:
    """A report that stays one of its own although its text is that of ``here`` (an id): it is from elsewhere."""

    here: int
    there: str
    title: str
    here_location: str
    there_location: str


@dataclass(frozen=True, slots=True)
class MergeReport:
    """``new`` and ``known`` count rows by kind, ``answers`` new ones by annotator, ``clashing`` clashes by kind.

    ``names``: what annotators are called there and here, of those who are called otherwise.
    ``removed`` counts what was removed in this library earlier and was not brought back. ``dry_run``: nothing was kept.
    """

    path: str
    dry_run: bool
    names: Mapping[str, str]
    new: Mapping[str, int]
    known: Mapping[str, int]
    answers: Mapping[str, int]
    removed: Mapping[str, int]
    clashing: Mapping[str, int]
    clashes: tuple[Clash, ...]
    apart: tuple[Apart, ...]
    apart_count: int

    def as_json(self) -> dict[str, Any]:
        """For ``diptych merge --json``."""
        return asdict(self)

    @property
    def clash_count(self) -> int:
        """All clashes, listed or not."""
        return sum(self.clashing.values())


NAMES = {
    "article": ("report", "reports"),
    "story": ("story", "stories"),
    "annotation": ("answer", "answers"),
    "link": ("link", "links"),
    "skip": ("sentence put off", "sentences put off"),
    "correction": ("correction", "corrections"),
    "session": ("session", "sessions"),
    "scheme": ("label scheme", "label schemes"),
    "sentences": ("division into sentences", "divisions into sentences"),
    "timing": ("reading time", "reading times"),
}
"""What people call a row of each kind: one, several."""


def told(counts: Mapping[str, int]) -> str:
    """Counts by kind in words; "nothing" where there are none."""
    parts = [f"{count:,} {NAMES[kind][count != 1]}" for kind, count in counts.items() if count]
    return ", ".join(parts) or "nothing"
