"""All that analysis says of one text, in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from diptych.analysis.spans import Analysis, Mention

if TYPE_CHECKING:
    from diptych.analysis.entities import Recognizer


def analyse(
    text: str,
    *,
    title: str = "",
    source: str = "",
    published: str | None = None,
    entities: bool | Literal["auto"] = "auto",
    recognizer: Recognizer | None = None,
) -> Analysis:
    """Sentences, figures and names of one text.

    ``published`` is an ISO 8601 date, against which "Monday" is resolved. ``entities``: True wants names and
    raises `ModelMissing` where no model is installed; False leaves them out; "auto" finds them where a model is
    there, and leaves ``entity_engine`` empty where none is. ``title`` is the headline found in the text where
    none is given. Offsets are code points into ``text``.
    """
    from diptych.analysis.figures import figures
    from diptych.analysis.sentences import sentences
    from diptych.articles.blocks import blocks, title_of

    found = blocks(text)
    mentions, engine = _names(text, entities, recognizer)
    return Analysis(
        text=text,
        sentences=tuple(sentences(text, found)),
        entities=tuple(mentions),
        figures=tuple(figures(text, published=published)),
        entity_engine=engine,
        title=title or title_of(text, found),
        source=source,
        published=published,
    )


def _names(text: str, wanted: bool | str, recognizer: Recognizer | None) -> tuple[list[Mention], str]:
    """The mentions and the engine's name, or nothing where names are not wanted or cannot be had."""
    if not wanted:
        return [], ""
    from diptych.analysis.entities import entities
    from diptych.analysis.entities import recognizer as best
    from diptych.errors import ModelMissing

    try:
        engine = recognizer or best()
    except ModelMissing:
        if wanted is True:
            raise
        return [], ""
    return entities(text, engine), engine.engine
