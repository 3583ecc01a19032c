"""What a benchmark prints: own figure, the peer's in the same run, their ratio, and what budgets.md asks for."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One comparison. ``own`` and ``peers`` are samples in ``unit``; ``peers`` None: the peer is not there."""

    what: str
    peer: str
    own: Sequence[float]
    peers: Sequence[float] | None
    budget: float | None = None
    unit: str = "ms"
    missing: str = "peer not installed"

    @property
    def ratio(self) -> float | None:
        """Median to median."""
        if not self.own or not self.peers:
            return None
        return statistics.median(self.own) / statistics.median(self.peers)

    @property
    def verdict(self) -> str:
        """ok, short, or nothing where there is nothing to compare with."""
        if self.budget is None or self.ratio is None:
            return ""
        return "ok" if self.ratio <= self.budget else "short"


def percentile(samples: Sequence[float], share: float) -> float:
    """The sample below which ``share`` of them lie."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def told(samples: Sequence[float] | None, unit: str) -> str:
    """Median / 95th percentile; the median alone where there are few."""
    if not samples:
        return "–"
    middle = statistics.median(samples)
    if len(samples) < 20:
        return f"{middle:.1f} {unit}"
    return f"{middle:.2f} / {percentile(samples, 0.95):.2f} {unit}"


def print_heads() -> None:
    """The heads over lines of ``print_line``."""
    print(f"{'what':46} {'own':>20}   {'peer':30} {'its':>20} {'ratio':>6}  to reach")


def print_line(what: str, own: str, peer: str, its: str, ratio: float, goal: str) -> None:
    """A comparison that is not of samples in one unit, as a rate is; the ratio before its goal ("≥ 0.9")."""
    print(f"{what:46} {own:>20}   {peer:30} {its:>20} {ratio:6.2f}  {goal}", flush=True)


def print_table(title: str, rows: Sequence[Row]) -> None:
    """The table, ratios before budgets, so that the summary can find them."""
    print(f"\n{title}")
    print(
        f"{'what (median / 95th percentile)':52} {'own':>18}  {'peer':34} {'its':>18} {'ratio':>6}  to reach"
    )
    for row in rows:
        ratio = "–" if row.ratio is None else f"{row.ratio:.2f}"
        budget = "" if row.budget is None else f"≤ {row.budget}"
        note = f"  ({row.missing})" if row.peers is None else ""
        print(
            f"{row.what:52} {told(row.own, row.unit):>18}  {row.peer:34} {told(row.peers, row.unit):>18} "
            f"{ratio:>6}  {budget:7} {row.verdict}{note}".rstrip(),
            flush=True,
        )
