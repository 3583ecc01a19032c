"""Everything that can go wrong in a way a user should read about.

DiptychError
├── WrongUse                 wrong arguments (exit code 2)
├── SourceError              an article cannot be read
│   ├── SourceMissing
│   ├── SourceUnreadable
│   ├── NotAnArticle         binary, empty, or of a kind that holds no text
│   └── SourceTooLarge
├── LibraryError             the library file
│   ├── LibraryMissing
│   ├── LibraryBusy          another program holds it locked
│   ├── LibraryDamaged
│   ├── LibraryTooNew        written by a newer diptych
│   ├── LibraryReadOnly
│   └── DiskFull
├── AnnotationError          an annotation cannot be stored as asked
│   ├── UnknownArticle
│   ├── OffsetMismatch       a span outside its text, or a quote that is not there
│   ├── ChangedElsewhere     undo would overwrite a later change
│   └── SameAnnotator        two libraries hold answers of one name, given apart
├── KeymapError              a keymap file, all its problems at once
├── SchemeError              a label scheme, all its problems at once
├── FormatError              a data-set format
│   ├── UnknownFormat
│   ├── UnreadableData
│   └── LossRefused          an export would lose something and nobody allowed it
├── AnalysisError
│   ├── ModelMissing
│   └── ModelDamaged
└── ExtraMissing             a library that an extra brings is not installed

Each message is one or two sentences: what is wrong, where, and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class DiptychError(Exception):
    """Base of all errors that reach a user; ``str(error)`` is fit to be shown."""

    exit_code = 1


class WrongUse(DiptychError):
    """The arguments do not make sense together."""

    exit_code = 2


class SourceError(DiptychError):
    """An article cannot be read."""


class SourceMissing(SourceError):
    """There is nothing at that path or address."""


class SourceUnreadable(SourceError):
    """It is there, but the system or the server refuses to hand it over."""


class NotAnArticle(SourceError):
    """It can be read, but it is no text: binary, empty, or a kind of file that holds none."""


class SourceTooLarge(SourceError):
    """It is larger than diptych opens."""


class LibraryError(DiptychError):
    """The library file."""


class LibraryMissing(LibraryError):
    """There is no library at that path."""


class LibraryBusy(LibraryError):
    """Another program held the library locked for longer than diptych waits."""


class LibraryDamaged(LibraryError):
    """The file is no SQLite file, or SQLite finds it damaged."""


class LibraryTooNew(LibraryError):
    """A newer diptych has changed the library; this one does not know how to write it."""


class LibraryReadOnly(LibraryError):
    """The library cannot be written by this user."""


class DiskFull(LibraryError):
    """There was no room to save; nothing of the change was kept."""


class AnnotationError(DiptychError):
    """An annotation cannot be stored as asked."""


class UnknownArticle(AnnotationError):
    """No article with that id is in the library."""


class OffsetMismatch(AnnotationError):
    """A span lies outside its text, or its quote is not what stands there."""


class ChangedElsewhere(AnnotationError):
    """What should be undone or changed has been changed since, elsewhere."""


class SameAnnotator(AnnotationError):
    """Two libraries hold answers of one annotator that were given apart: two people, it seems, under one name."""


class Problem(NamedTuple):
    """One mistake in a file a user wrote. ``line`` counts from 1; 0 where no line can be named."""

    where: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{place}: {self.message}"


class _ProblemsError(DiptychError):
    """A file with mistakes, all listed."""

    exit_code = 2

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class KeymapError(_ProblemsError):
    """A keymap with mistakes: every one of them, by file and line."""


class SchemeError(_ProblemsError):
    """A label scheme with mistakes: every one of them, by file and line."""


class FormatError(DiptychError):
    """A data-set format."""


class UnknownFormat(FormatError):
    """No format of that name."""

    exit_code = 2


class UnreadableData(FormatError):
    """A data-set file that cannot be read, with file and line."""


class LossRefused(FormatError):
    """The export would lose something; the loss report says what."""


class AnalysisError(DiptychError):
    """Text analysis."""


class ModelMissing(AnalysisError):
    """No language model is installed."""


class ModelDamaged(AnalysisError):
    """The model's weights are not the ones that were checked."""


class ExtraMissing(DiptychError):
    """A format or engine needs a library that an extra of diptych brings."""
