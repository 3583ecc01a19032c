"""What labels mean: a claim, no claim, or something else, as the library's copy of their scheme says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from diptych.store.records import NOT_A_CLAIM, Annotation

if TYPE_CHECKING:
    from diptych.schemes import Label
    from diptych.store.library import Library


class Meanings:
    """Labels by scheme, each scheme looked up once. A label of no known scheme has no meaning of its own."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._schemes: dict[str, Mapping[str, Label]] = {}

    def label(self, annotation: Annotation) -> Label | None:
        """The label as its scheme describes it, or None where nobody does."""
        if annotation.scheme not in self._schemes:
            self._schemes[annotation.scheme] = self._library.schemes.labels(annotation.scheme)
        return self._schemes[annotation.scheme].get(annotation.label)

    def kind(self, annotation: Annotation) -> str:
        """ "claim", "not_claim" or "other"; a label that no scheme knows is a claim unless it is ``not_a_claim``."""
        if annotation.label == NOT_A_CLAIM:
            return "not_claim"
        known = self.label(annotation)
        return "claim" if known is None else known.kind

    def title(self, annotation: Annotation) -> str:
        """What people call the label."""
        known = self.label(annotation)
        return annotation.label if known is None else known.title
