"""Precision, recall, F1, and how they are printed; used by the measurements beside it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"


@dataclass
class Score:
    """Counts of one engine on one set; ``errors`` are lines a person can read."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        """Percent."""
        return 200 * self.right / (2 * self.right + self.extra + self.missed) if self.right else 0.0

    def __str__(self) -> str:
        precision = 100 * self.right / (self.right + self.extra) if self.right else 0.0
        recall = 100 * self.right / (self.right + self.missed) if self.right else 0.0
        return f"P {precision:5.1f}  R {recall:5.1f}  F1 {self.f1:5.1f}"


def row(set_name: str, engine: str, score: object, note: str = "") -> None:
    """One line of a table."""
    print(f"{set_name:<22} {engine:<18} {score!s:<32} {note}".rstrip())


def missing(set_name: str, why: str) -> None:
    """The line of a set that is not here."""
    print(f"{set_name:<22} not measured: {why}")


def worst(set_name: str, errors: Iterable[str], many: int = 10) -> None:
    """Ten errors, the same ones in every run."""
    lines: Sequence[str] = sorted(set(errors))
    if lines:
        print(f"  {set_name}: {min(many, len(lines))} of {len(lines)} errors")
        for line in random.Random(3).sample(lines, min(many, len(lines))):
            print(f"    {line}")


def around(text: str, start: int, end: int) -> str:
    """The span with a few words on either side, on one line."""
    left, right = text[max(0, start - 30) : start], text[end : end + 30]
    return f"…{left}[{text[start:end]}]{right}…".replace("\n", " | ")
