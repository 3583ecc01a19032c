"""Which report of one library is which of another.

Two reports with equal text stay two (wire copy has several), so text alone says nothing. They are one report where

1. their uuid is the same: one was exported, merged or copied from the other;
2. the text is the same and so is the location: the same page, or the same path;
3. the text and all that is said about them (title, source, author, date) is the same, and either neither has a
   location (streams), or both are files of the same name, whose source is named or whose folder has the same name,
   too: a file lies elsewhere on another person's computer.

These are the rules by which reading a report again finds it (``Articles.add``), but for the folders above a file. Each
report is paired with at most one: where several could be meant, files pair with those whose path has the longest
common end, and what is still undecided stays apart. An import knows the first two rules only: it reads a file line by
line, and cannot see that a later one brings the uuid of a report that an earlier one would be taken for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

Key = Callable[["Outline"], Hashable]


@dataclass(frozen=True, slots=True)
class Outline:
    """What tells one report from another. ``id`` is the library's own, ``sha256`` that of its text."""

    id: int
    uuid: str
    sha256: str
    title: str
    source: str
    author: str
    published: str | None
    location: str

    @property
    def about(self) -> tuple[str | None, ...]:
        """The text and what is said about it."""
        return (self.sha256, self.title, self.source, self.author, self.published)

    @property
    def path(self) -> tuple[str, ...]:
        """Folders and file name; empty for an address or a stream."""
        if not self.location or "://" in self.location:
            return ()
        return tuple(part for part in self.location.replace("\\", "/").split("/") if part)


@dataclass(slots=True)
class Pairing:
    """``ids``: theirs → ours. ``other_texts``: one uuid, two texts. ``apart``: theirs, with ours of equal text."""

    ids: dict[int, int] = field(default_factory=dict)
    other_texts: list[tuple[Outline, Outline]] = field(default_factory=list)
    apart: list[tuple[Outline, Outline]] = field(default_factory=list)


def paired(ours: Sequence[Outline], theirs: Sequence[Outline], *, same_text: bool = False) -> Pairing:
    """Pair what is the same report. The result is the same the other way round.

    ``same_text``: in the end also pair reports of equal text where just one is left on either side.
    """
    found = Pairing()
    known = {one.uuid: one for one in ours}
    for one in theirs:
        if (here := known.get(one.uuid)) is not None:
            if here.sha256 == one.sha256:
                found.ids[one.id] = here.id
            else:
                found.other_texts.append((here, one))
    conflicting = {one.id for _, one in found.other_texts}
    free = [one for one in theirs if one.id not in found.ids and one.id not in conflicting]
    taken = set(found.ids.values()) | {here.id for here, _ in found.other_texts}
    left = [one for one in ours if one.id not in taken]
    steps: list[Key] = [
        lambda one: (one.sha256, one.location) if one.location else None,
        lambda one: one.about if not one.location else None,
        lambda one: (one.about, one.path[-1], one.source or one.path[-2:-1]) if one.path else None,
    ]
    if same_text:
        steps.append(lambda one: one.sha256)
    for key in steps:
        new = dict(_step(left, free, key))
        found.ids.update(new)
        free = [one for one in free if one.id not in new]
        matched = set(new.values())
        left = [one for one in left if one.id not in matched]
    by_text: dict[str, Outline] = {}
    for one in ours:
        by_text.setdefault(one.sha256, one)
    found.apart = [(by_text[one.sha256], one) for one in free if one.sha256 in by_text]
    return found


def _step(ours: Iterable[Outline], theirs: Iterable[Outline], key: Key) -> Iterable[tuple[int, int]]:
    """Pairs (theirs, ours) of equal key that are each other's one best."""
    groups: dict[Hashable, tuple[list[Outline], list[Outline]]] = defaultdict(lambda: ([], []))
    for side, reports in enumerate((ours, theirs)):
        for one in reports:
            if (name := key(one)) is not None:
                groups[name][side].append(one)
    for here, there in groups.values():
        for one in there:
            best = _best(one, here)
            if best is not None and _best(best, there) is one:
                yield one.id, best.id


def _best(one: Outline, among: Sequence[Outline]) -> Outline | None:
    """The one whose path ends most like this one's; None where two do equally."""
    if len(among) == 1:
        return among[0]
    ranked = sorted(((_common_end(one.path, other.path), n) for n, other in enumerate(among)), reverse=True)
    if not ranked or ranked[0][0] == ranked[1][0]:
        return None
    return among[ranked[0][1]]


def _common_end(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count
