"""What an import did, and what it says where it did nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from diptych.errors import Problem, UnreadableData

LISTED = 1_000
"""How many refused rows a report lists; all are counted."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. ``read``: new rows by kind; ``known``: rows that were there already, unchanged.

    ``skipped`` lists refused rows by file and line (the first LISTED of ``skipped_count``). ``lost``: what the
    format held that diptych cannot keep, with how often. ``notes``: what else there is to say, a sentence each.
    """

    format: str
    read: Mapping[str, int]
    known: Mapping[str, int]
    skipped: tuple[Problem, ...]
    skipped_count: int
    lost: Mapping[str, int]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        def told(counts: Mapping[str, int]) -> str:
            return ", ".join(f"{count} {_plural(name, count)}" for name, count in counts.items()) or "nothing"

        lines = [f"New: {told(self.read)}."]
        if self.known:
            lines.append(f"There already: {told(self.known)}.")
        if self.skipped_count:
            lines.append(f"Refused: {self.skipped_count}.")
            lines += [f"  {problem}" for problem in self.skipped]
        lines += [f"Not kept: {count} × {what}." for what, count in self.lost.items()]
        return "\n".join([*lines, *self.notes])


class ImportRefused(UnreadableData):
    """Some rows cannot be kept, so nothing was imported. ``report`` says what would have been."""

    def __init__(self, path: Path, report: ImportReport, *, guessed: str = "") -> None:
        self.report = report
        listed = "\n".join(f"  {problem}" for problem in report.skipped[:10])
        more = f"\n  … and {report.skipped_count - 10} more" if report.skipped_count > 10 else ""
        super().__init__(
            f"Nothing was imported from {path}: {report.skipped_count} of its rows cannot be kept.\n{listed}{more}\n"
            "Mend them, or import the rest with --keep-going."
            + (
                f" It was read as {guessed}, for its name ends so; say --format for another."
                if guessed
                else ""
            )
        )


def _plural(name: str, count: int) -> str:
    if count == 1:
        return name
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
