"""Data-set formats: one module a format, all in one table, none imported before it is asked for.

::

    from diptych import formats

    formats.export(library, "csv", "claims.csv", labels=["claim"])
    formats.read(library, "jsonl", "claims.jsonl")

**Adding a format** is one module and one row of the table in ``registry.py`` (or, from another package, one entry
point of the group ``diptych.formats`` that names a :class:`~diptych.formats.registry.Format`). The module has

- ``write(selection, export)`` if the format is written: open files with ``export.file()``, go through
  ``export.documents(selection)`` (which counts, and tells what the format has no place for at all, as the row's
  ``holds`` says), tell finer losses by ``export.loss.add(kind, id)``, and check every span against its quote in the
  target's own unit before it is written (``offsets.py``). A format that must see all sides of a split at once has
  ``write_parts(parts, export)`` instead, ``parts`` being selections by name.
- ``read(path, arrivals)`` if it is read: ``with arrivals.row(file, line):`` around each row, then
  ``arrivals.article``, ``arrivals.annotation``, ``arrivals.link``; raise ``fields.Refused`` for what cannot be
  kept, call ``arrivals.leave`` for what diptych has no place for.

The frame does the rest: filters, order, temporary files, hashes, manifest, loss report, splits; and on the way in
one transaction, clashes, duplicates and the report. Nothing may look at the clock or at random numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diptych.formats.exporting import ExportRefused, ExportReport, export
    from diptych.formats.import_report import ImportRefused, ImportReport
    from diptych.formats.importing import read
    from diptych.formats.loss import Loss, LossReport
    from diptych.formats.registry import Format, find, formats

__all__ = [
    "ExportRefused",
    "ExportReport",
    "Format",
    "ImportRefused",
    "ImportReport",
    "Loss",
    "LossReport",
    "export",
    "find",
    "formats",
    "read",
]

_HOMES = {
    "ExportRefused": "exporting",
    "ExportReport": "exporting",
    "Format": "registry",
    "ImportRefused": "importing",
    "ImportReport": "importing",
    "Loss": "loss",
    "LossReport": "loss",
    "export": "exporting",
    "find": "registry",
    "formats": "registry",
    "read": "importing",
}


def __getattr__(name: str) -> Any:
    """Load the frame on first use: whoever only reads an article pays nothing for it."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"diptych.formats.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'diptych.formats' has no attribute {name!r}")
