"""Names in a text: who and what it speaks of.

A recogniser (a spaCy pipeline, or another engine by entry point) finds spans paragraph by paragraph; the
document layer then mends them with the whole article in view. Light to import: spaCy loads with the first text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from diptych.analysis.entities.engine import Recognizer, recognizer
from diptych.analysis.spans import Mention

__all__ = ["Recognizer", "entities", "entities_of", "recognizer"]

_default = recognizer


def entities(text: str, recognizer: Recognizer | None = None) -> list[Mention]:
    """The names in one text, in reading order, none overlapping; keys join those of one person or thing.

    Numbers, dates and amounts are left to `diptych.analysis.figures`. Raises `ModelMissing` where no model is
    installed, `ModelDamaged` where its weights are not the ones that were checked.
    """
    return next(entities_of([text], recognizer))


def entities_of(texts: Iterable[str], recognizer: Recognizer | None = None) -> Iterator[list[Mention]]:
    """The names of each text in turn, as `entities` finds them one by one.

    Reads ahead by about one batch, so that a folder of reports runs at the model's own batch rate in constant
    memory.
    """
    from diptych.analysis.entities.mending import mended
    from diptych.analysis.entities.paragraphs import recognized
    from diptych.analysis.names import keyed

    for text, spans in recognized(texts, recognizer or _default()):
        yield keyed([mended(text, spans)])[0]
