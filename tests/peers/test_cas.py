"""dkpro-cassis opens the exported CAS and sees the same spans, labels and relations."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest

from diptych import formats
from diptych.store import Library


def test_cassis_sees_the_same_spans_labels_and_relations(library: Library, tmp_path: Path) -> None:
    """Without a warning, and by its own type check: every answer at its quote, sentences, titles, relations."""
    cassis = pytest.importorskip("cassis", reason="the extra cas is not installed")
    formats.export(library, "cas", tmp_path / "out", allow_loss=True)
    types = cassis.load_typesystem(tmp_path / "out" / "TypeSystem.xml")
    seen, sentences, relations, titles = [], 0, [], []
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for file in sorted((tmp_path / "out").glob("*.xmi")):
            cas = cassis.load_cas_from_xmi(file, typesystem=types)
            assert cas.typecheck() == []
            for one in cas.select("webanno.custom.Claim"):
                speaker = one.speaker.get_covered_text() if one.speaker is not None else None
                seen.append((one.get_covered_text(), one.label, one.note, speaker))
            sentences += len(cas.select("de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"))
            for one in cas.select("webanno.custom.ClaimLink"):
                ends = (one.Governor.get_covered_text(), one.relation, one.Dependent.get_covered_text())
                relations.append(ends)
            titles.append(cas.select(
                "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
            )[0].documentTitle)  # fmt: skip
    whole = [one for one in library.annotations.each() if not one.pieces]
    wanted = [
        (one.quote, one.label, one.note or None, "she" if one.attributed_start is not None else None)
        for one in whole
    ]
    assert sorted(map(str, seen)) == sorted(map(str, wanted))
    assert sentences == 6 and titles == ["Deal near 😀", "Other"]
    assert relations == [("33", "part of", "Talks free 33 hostages, she said.")]
