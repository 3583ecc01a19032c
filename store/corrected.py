"""The machine's findings as a person has corrected them. What is stored of either stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from diptych.analysis.spans import Figure, Mention
from diptych.store.records import Correction

Finding = TypeVar("Finding", Mention, Figure)


def corrected_mentions(machine: Iterable[Mention], corrections: Iterable[Correction]) -> list[Mention]:
    """The names of one article in reading order, with one person's corrections."""
    wanted = [one for one in corrections if one.subject == "mention"]
    right = [
        Mention(one.start, one.end, one.label, one.quote, one.key or one.quote.casefold())
        for one in wanted
        if one.verdict != "rejected"
    ]
    return _merged([(item, item.label) for item in machine], right, wanted)


def corrected_figures(machine: Iterable[Figure], corrections: Iterable[Correction]) -> list[Figure]:
    """The figures of one article in reading order, with one person's corrections."""
    wanted = [one for one in corrections if one.subject == "figure"]
    right = [
        Figure(
            one.start,
            one.end,
            one.label,
            one.quote,
            one.value,
            one.upper,
            one.unit,
            one.of,
            one.approximate,
        )
        for one in wanted
        if one.verdict != "rejected"
    ]
    return _merged([(item, item.kind) for item in machine], right, wanted)


def _merged(
    machine: Sequence[tuple[Finding, str]], right: list[Finding], corrections: Iterable[Correction]
) -> list[Finding]:
    """A correction names the machine's finding by span and label, of whatever engine: an engine that finds the
    same again is wrong again. Where a person's answer overlaps a finding, the person's stands.
    """
    judged = {(one.machine_start, one.machine_end, one.machine_label) for one in corrections}
    right.sort(key=lambda item: (item.start, item.end))
    apart: list[Finding] = []
    for item in right:  # two answers that overlap: the first in reading order is shown
        if not apart or item.start >= apart[-1].end:
            apart.append(item)
    kept: list[Finding] = []
    position = 0
    for item, label in sorted(machine, key=lambda pair: (pair[0].start, pair[0].end)):
        if (item.start, item.end, label) in judged:
            continue
        while position < len(apart) and apart[position].end <= item.start:
            position += 1
        if position < len(apart) and apart[position].start < item.end:
            continue
        kept.append(item)
    kept += apart
    kept.sort(key=lambda item: (item.start, item.end))
    return kept
