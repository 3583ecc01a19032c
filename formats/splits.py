"""Dividing a data set so that no side has seen the other: by story, article or source.

Articles with nearly the same text (wire copy) always stay on one side, found by winnowing (Schleimer, Wilkerson
and Aiken 2003): of every WINDOW neighbouring shingles the smallest hash is kept, so two texts that share a run
of SHINGLE + WINDOW - 1 words share a fingerprint. Sides are filled greedily, group by group, largest first, each
to where its labels are wanted most, as in iterative stratification (Sechidis, Tsoumakas and Vlahavas 2011).
"""

from __future__ import annotations

import hashlib
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from diptych.errors import WrongUse

BY = ("story", "article", "source")
SHINGLE = 5
WINDOW = 4
NEAR = 0.5
"""Two texts are nearly the same when half of the shorter one's fingerprints are in the longer one."""

WIDE, NEIGHBOURS = 50, 8
"""Above WIDE holders of one fingerprint each is compared with its NEIGHBOURS next ones only."""

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Item:
    """An article as splitting sees it. ``stories`` are ids; ``labels`` counts its answers by label."""

    id: int
    stories: tuple[int, ...]
    source: str
    fingerprints: array[int]
    labels: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Division:
    """Which side each article is on, and the proof for the manifest."""

    sides: Mapping[str, tuple[int, ...]]
    proof: Mapping[str, Any]


def shares(spec: str) -> dict[str, float]:
    """Read ``train=80,dev=10,test=10``: shares of 1 by name, in the order given; raises WrongUse."""
    sides: dict[str, float] = {}
    for part in spec.split(","):
        name, _, amount = part.partition("=")
        name = name.strip()
        if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,31}", name) or name in sides:
            raise WrongUse(f"The split {spec!r} is not of the form train=80,dev=10,test=10.")
        try:
            sides[name] = float(amount)
        except ValueError:
            raise WrongUse(f"The share of {name} in {spec!r} is no number.") from None
        if not 0 < sides[name] < 1e9:
            raise WrongUse(f"The share of {name} in {spec!r} must be more than nothing.")
    if len(sides) < 2:
        raise WrongUse("A split needs at least two sides, such as train=80,test=20.")
    whole = sum(sides.values())
    return {name: amount / whole for name, amount in sides.items()}


def fingerprints(text: str) -> array[int]:
    """The winnowed fingerprints of a text: sorted, distinct; the same on every machine. Linear in the text."""
    words = [crc32(word.encode("utf-8", "replace")) for word in _WORD.findall(text.casefold())]
    if not words:  # signs alone: as one, so that equal texts are found
        return array("Q", [crc32(text.encode("utf-8", "replace"))] if text.strip() else ())
    width = min(SHINGLE, len(words))
    hashes = []
    for at in range(len(words) - width + 1):
        mixed = 0
        for word in words[at : at + width]:
            mixed = (mixed * 0x100000001B3 ^ word) & 0xFFFFFFFFFFFFFFFF
        hashes.append((mixed * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF)
    if len(hashes) <= WINDOW:
        return array("Q", [min(hashes)])
    return array("Q", sorted({min(hashes[at : at + WINDOW]) for at in range(len(hashes) - WINDOW + 1)}))


def near_pairs(items: Sequence[Item]) -> list[tuple[int, int, float]]:
    """All pairs of positions whose texts share at least NEAR of the shorter one's fingerprints, with the share.

    Where a fingerprint stands in more than WIDE articles (boilerplate, or wire copy that everybody prints), only those
    that follow each other closely are compared: enough to hold a row of near-identical texts together, in linear time.
    """
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        for fingerprint in item.fingerprints:
            holders[fingerprint].append(position)
    shared: Counter[tuple[int, int]] = Counter()
    whole: defaultdict[bytes, list[int]] = defaultdict(list)
    for positions in holders.values():
        reach = len(positions) if len(positions) <= WIDE else NEIGHBOURS
        for index, first in enumerate(positions):
            for second in positions[index + 1 : index + 1 + reach]:
                shared[first, second] += 1
    for position, item in enumerate(items):
        whole[item.fingerprints.tobytes()].append(position)
    pairs = {
        (first, second): count / min(len(items[first].fingerprints), len(items[second].fingerprints))
        for (first, second), count in shared.items()
    }
    for positions in whole.values():
        if items[positions[0]].fingerprints:
            pairs.update({(positions[0], other): 1.0 for other in positions[1:]})
    return sorted((first, second, share) for (first, second), share in pairs.items() if share >= NEAR)


def divide(
    items: Iterable[Item], sides: Mapping[str, float], *, by: str = "story", seed: int = 0
) -> Division:
    """Put every article on one side; the same answer for the same articles, shares and seed.

    ``by`` names what stays whole: ``story`` (articles read together, and all stories that share an article),
    ``source`` (an outlet) or ``article``. Near-identical texts stay together always. Raises WrongUse where
    there are fewer groups than sides.
    """
    if by not in BY:
        raise WrongUse(f"A split goes by {', '.join(BY)}, not by {by!r}.")
    rows = list(items)
    pairs = near_pairs(rows)
    groups = _groups(rows, by, pairs)
    if len(groups) < len(sides):
        raise WrongUse(
            f"There are only {len(groups)} groups that share no {by} or near-identical text, too few for "
            f"{len(sides)} sides; split by something smaller, or into fewer sides."
        )
    chosen = _fill([[rows[position] for position in group] for group in groups], sides, seed)
    return Division(
        {name: tuple(sorted(item.id for item in members)) for name, members in chosen.items()},
        _proof(chosen, rows, pairs, by, seed),
    )


def _groups(rows: Sequence[Item], by: str, pairs: Iterable[tuple[int, int, float]]) -> list[list[int]]:
    parent = list(range(len(rows)))

    def top(position: int) -> int:
        while parent[position] != position:
            parent[position] = parent[parent[position]]
            position = parent[position]
        return position

    def join(first: int, second: int) -> None:
        first, second = sorted((top(first), top(second)))
        parent[second] = first

    seen: dict[object, int] = {}
    for position, item in enumerate(rows):
        keys: tuple[object, ...] = {"story": item.stories, "source": (item.source.casefold(),)}.get(by, ())
        for key in keys:
            if key != "":
                join(seen.setdefault(key, position), position)
    for first, second, _ in pairs:
        join(first, second)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for position in range(len(rows)):
        groups[top(position)].append(position)
    return list(groups.values())


def _fill(groups: Sequence[Sequence[Item]], sides: Mapping[str, float], seed: int) -> dict[str, list[Item]]:
    totals: Counter[str] = Counter()
    counted: list[tuple[Counter[str], Sequence[Item]]] = []
    for group in groups:
        labels: Counter[str] = Counter({"": len(group)})
        for item in group:
            labels.update(item.labels)
        totals.update(labels)
        counted.append((labels, group))

    def order(entry: tuple[Counter[str], Sequence[Item]]) -> tuple[int, bytes]:
        labels, group = entry
        return -labels.total(), hashlib.sha256(f"{seed}:{group[0].id}".encode()).digest()

    counted.sort(key=order)
    wanted = {
        name: {label: share * count for label, count in totals.items()} for name, share in sides.items()
    }
    chosen: dict[str, list[Item]] = {name: [] for name in sides}
    for left, (labels, group) in zip(range(len(counted), 0, -1), counted, strict=True):
        empty = [name for name in sides if not chosen[name]]
        candidates = empty if empty and left <= len(empty) else list(sides)

        def gain(name: str, labels: Counter[str] = labels) -> float:
            """How much of what this side still lacks the group would bring, rare labels counting as much."""
            return sum(
                (2 * wanted[name][label] - count) * count / totals[label] ** 2 / sides[name]
                for label, count in labels.items()
            )

        best = max(candidates, key=lambda name: (gain(name), sides[name]))
        chosen[best].extend(group)
        for label, count in labels.items():
            wanted[best][label] -= count
    return chosen


def _proof(
    chosen: Mapping[str, Sequence[Item]],
    rows: Sequence[Item],
    pairs: Iterable[tuple[int, int, float]],
    by: str,
    seed: int,
) -> dict[str, Any]:
    side_of = {item.id: name for name, members in chosen.items() for item in members}
    stories: defaultdict[int, set[str]] = defaultdict(set)
    for item in rows:
        for story in item.stories:
            stories[story].add(side_of[item.id])
    sources: defaultdict[str, set[str]] = defaultdict(set)
    for item in rows:
        sources[item.source.casefold()].add(side_of[item.id])
    sides = {}
    for name, members in chosen.items():
        labels: Counter[str] = Counter()
        for item in members:
            labels.update(item.labels)
        sides[name] = {"articles": len(members), "labels": dict(sorted(labels.items()))}
    return {
        "by": by,
        "seed": seed,
        "sides": sides,
        "stories_on_two_sides": sum(len(found) > 1 for found in stories.values()),
        "sources_on_two_sides": sum(len(found) > 1 for source, found in sources.items() if source),
        "near_identical_pairs": sum(1 for _ in pairs),
        "near_identical_pairs_on_two_sides": sum(
            side_of[rows[first].id] != side_of[rows[second].id] for first, second, _ in pairs
        ),
        "near_identical_from": NEAR,
    }
