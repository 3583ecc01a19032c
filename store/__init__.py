"""The library: one SQLite file with articles, what the machine found in them, what people say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diptych.store.records import (
    NOT_A_CLAIM,
    Annotation,
    ArticleSummary,
    Change,
    Correction,
    JournalEntry,
    Link,
    Place,
    SearchHit,
    Session,
    Skip,
    StoredArticle,
    StoredScheme,
    Story,
    Timing,
)

if TYPE_CHECKING:
    from diptych.store.identifiers import uuid7
    from diptych.store.library import Library, open_library

__all__ = [
    "NOT_A_CLAIM",
    "Annotation",
    "ArticleSummary",
    "Change",
    "Correction",
    "JournalEntry",
    "Library",
    "Link",
    "Place",
    "SearchHit",
    "Session",
    "Skip",
    "StoredArticle",
    "StoredScheme",
    "Story",
    "Timing",
    "open_library",
    "uuid7",
]

_HOMES = {"Library": "library", "open_library": "library", "uuid7": "identifiers"}


def __getattr__(name: str) -> Any:
    """Load SQLite only when a library is opened: the records alone are light."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"diptych.store.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'diptych.store' has no attribute {name!r}")
