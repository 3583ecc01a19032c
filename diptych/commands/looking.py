"""The library of a command that only looks at it."""

from __future__ import annotations

from pathlib import Path

from diptych.errors import LibraryReadOnly
from diptych.store import Library, open_library


def library_to_look_at(db: Path | None, annotator: str | None = None) -> Library:
    """The library, which must be there; opened for reading where it may not be written, as a colleague's may not.

    Raises what ``open_library`` raises.
    """
    try:
        return open_library(db, annotator=annotator, create=False)
    except LibraryReadOnly:
        return open_library(db, annotator=annotator, create=False, read_only=True)
