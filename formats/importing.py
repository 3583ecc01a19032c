"""Import: all or nothing (or all that is right, with ``keep_going``), never a guessed offset, never overwriting."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from diptych.errors import UnreadableData, WrongUse
from diptych.formats import registry
from diptych.formats.arrivals import Arrivals
from diptych.formats.fields import unreadable
from diptych.formats.import_report import ImportRefused, ImportReport
from diptych.formats.writing import changed_since

if TYPE_CHECKING:
    from diptych.store.library import Library

STAGED_FROM = 250_000
"""Bytes of a data set from which on it is read beside the library, so that others can write meanwhile. A smaller one
keeps them for less than a tenth of a second."""


def read(
    library: Library,
    format: str | None,
    path: str | os.PathLike[str],
    *,
    keep_going: bool = False,
    annotator: str = "",
    scheme: str = "",
    progress: Callable[[int], None] | None = None,
) -> ImportReport:
    """Read a data set into the library: all of it at one moment, or nothing.

    A large one is put together beside the library first, for no one else can write while a transaction lasts.

    A row that cannot be kept as it is (a span that is not its quote, another answer under the same id) makes the
    whole import fail with ImportRefused, or is left out and listed with ``keep_going``. ``annotator`` and
    ``scheme`` stand in where the file names none. Raises UnknownFormat, WrongUse, ExtraMissing, UnreadableData.
    """
    source = Path(path)
    chosen = registry.guess(source, writing=False) if format is None else registry.find(format)
    if not chosen.reads:
        raise WrongUse(f"diptych writes {chosen.title}, but does not read it.")
    if not source.exists():
        raise UnreadableData(f"There is nothing at {source}.")
    if source.is_file() and not chosen.folder:
        _check_plain(source)
    module = chosen.load()
    changed = source.is_file() and changed_since(source)

    def take(staged: bool) -> ImportReport:
        arrivals = Arrivals(library, chosen, annotator, scheme, staged=staged)
        arrivals.progress = progress
        if changed:
            arrivals.notes.append(
                f"{source.name} is not the file that its manifest describes: it was changed or cut short since then."
            )
        module.read(source, arrivals)
        arrivals.finish()
        report = arrivals.report()
        if report.skipped_count and not keep_going:
            raise ImportRefused(source, report, guessed=chosen.title if format is None else "")
        return report

    try:
        if not library.connection.in_transaction and _size(source) >= STAGED_FROM:
            from diptych.store.staging import Overtaken, staged

            for _ in range(2):
                with suppress(Overtaken), staged(library):
                    return take(staged=True)
        with library.connection.transaction():  # where nobody can come between
            return take(staged=False)
    except ModuleNotFoundError as error:
        if chosen.extra:
            raise registry.missing_extra(chosen.title, error.name or "", chosen.extra) from error
        raise
    except OSError as error:
        raise unreadable(source, error) from error


def _size(source: Path) -> int:
    """Bytes of a file, or of all files of a folder."""
    if source.is_file():
        return source.stat().st_size
    return sum(path.stat().st_size for path in source.rglob("*") if path.is_file())


_PACKED = {b"\x1f\x8b": "gzip", b"PK\x03\x04": "a ZIP archive (.xlsx files are such)", b"BZh": "bzip2",
           b"\xfd7zXZ": "xz", b"\x28\xb5\x2f\xfd": "zstd"}  # fmt: skip


def _check_plain(source: Path) -> None:
    """UnreadableData for a file that is empty or packed: better one sentence than one for every line."""
    try:
        with source.open("rb") as file:
            head = file.read(6)
    except OSError as error:
        raise unreadable(source, error) from error
    if not head:
        raise UnreadableData(f"{source} is empty.")
    for mark, name in _PACKED.items():
        if head.startswith(mark):
            raise UnreadableData(f"{source} is packed: {name}. Unpack it, or save it as plain text, first.")
