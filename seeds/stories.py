"""The sample stories and what is known about their figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

_ORDER = ("ferry-fire", "ceasefire-talks", "nurses-strike", "river-flood")


@dataclass(frozen=True, slots=True)
class SeedStory:
    """One story: ``files`` are its reports, in pane order. Each begins with lines such as ``Title: …`` (title,
    source, author, date), then an empty line, then the report."""

    slug: str
    title: str
    files: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ExpectedValue:
    """One report's value: a number, or an ISO 8601 date, time or duration; ``upper`` for a range. ``quote`` stands
    in the report once and holds the figure."""

    report: str
    quote: str
    value: float | int | str
    upper: float | int | str | None = None
    unit: str | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class ExpectedFigure:
    """One thing that reports count. ``relation``: same, differs, compatible (a range, a vague or a rounded figure
    that holds the other value) or alone (told by one report)."""

    of: str
    relation: str
    values: tuple[ExpectedValue, ...]


def stories() -> list[SeedStory]:
    """All sample stories, the one that `diptych demo` opens first."""
    return [_story(slug) for slug in _ORDER]


def expected(slug: str) -> list[ExpectedFigure]:
    """What comparing the story's reports should find. A figure that stands in no entry is not part of the measure."""
    return [
        ExpectedFigure(
            figure["of"], figure["relation"], tuple(ExpectedValue(**value) for value in figure["values"])
        )
        for figure in _key(slug).get("figure", [])
    ]


def _folder(slug: str) -> Path:
    return Path(str(resources.files("diptych.seeds"))) / slug


def _key(slug: str) -> dict[str, Any]:
    return tomllib.loads((_folder(slug) / "expected.toml").read_text(encoding="utf-8"))


def _story(slug: str) -> SeedStory:
    key = _key(slug)
    return SeedStory(slug, key["title"], tuple(_folder(slug) / f"{report}.txt" for report in key["reports"]))
