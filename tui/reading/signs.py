"""The gutter's signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diptych.schemes import Scheme
    from diptych.store.records import Annotation


def labels_shown(annotations: Sequence[Annotation], scheme: Scheme) -> str:
    """The sign for a sentence's answers: one cell; "+" where there are several, "?" for a label unknown here."""
    if not annotations:
        return " "
    if len(annotations) > 1:
        return "+"
    label = scheme.label(annotations[0].label)
    return label.sign if label is not None else "?"
