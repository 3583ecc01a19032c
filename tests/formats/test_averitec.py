"""AVeriTeC: verdicts, types and speakers are read; what has no place is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from diptych import formats
from diptych.errors import UnreadableData, WrongUse
from diptych.store import Library

CLAIMS = [
    {
        "claim": "Taxes rose by 4% 😀.", "required_reannotation": False, "label": "Refuted",
        "justification": "They fell.", "claim_date": "25-8-2020", "speaker": "A. Speaker",
        "original_claim_url": None, "claim_types": ["Numerical Claim", "Event/Property Claim"],
        "fact_checking_strategies": ["Written Evidence"],
        "questions": [{"question": "Did they?", "answers": [{"answer": "No", "answer_type": "Boolean"}]}],
    },
    {"claim": "Two\nlines.", "label": "Conflicting Evidence/Cherrypicking", "speaker": None, "claim_types": None},
    {"claim": "Not judged yet.", "claim_id": 7},
]  # fmt: skip


def test_claims_are_read(empty: Library, tmp_path: Path) -> None:
    """Each claim is a sentence with its verdict, justification, speaker and types; the rest is counted."""
    (tmp_path / "dev.json").write_text(json.dumps(CLAIMS), encoding="utf-8")
    report = formats.read(empty, "averitec", tmp_path / "dev.json")
    said = [
        (one.quote, one.scheme, one.label, one.note, one.attributed_to) for one in empty.annotations.each()
    ]
    assert sorted(said) == [
        ("Taxes rose by 4% 😀.", "averitec", "event_property", "", "A. Speaker"),
        ("Taxes rose by 4% 😀.", "averitec", "numerical", "", "A. Speaker"),
        ("Taxes rose by 4% 😀.", "verdict", "refuted", "They fell.", "A. Speaker"),
        ("Two\nlines.", "verdict", "conflicting_evidence_cherrypicking", "", ""),
    ]
    assert report.read == {"article": 1, "annotation": 4, "unjudged sentence": 1}
    assert report.lost["questions with answers"] == 1 and report.lost["the field claim_date"] == 1
    again = formats.read(empty, "averitec", tmp_path / "dev.json")
    assert "annotation" not in again.read


def test_one_claim_a_line_is_read_and_wrong_ones_are_listed(empty: Library, tmp_path: Path) -> None:
    """JSON lines are read as well; a row without a claim, or that is no object, is refused by its line."""
    lines = [json.dumps(CLAIMS[0]), "[1]", '{"label": "Refuted"}', "{broken", '{"claim": " "}']
    (tmp_path / "dev.jsonl").write_text("\n".join(lines), encoding="utf-8")
    report = formats.read(empty, "averitec", tmp_path / "dev.jsonl", keep_going=True)
    assert [problem.line for problem in report.skipped] == [2, 3, 4, 5]
    assert report.read["annotation"] == 3


def test_other_files_are_no_claims(empty: Library, tmp_path: Path) -> None:
    """An empty list is told as such, and the format is not written."""
    (tmp_path / "x.json").write_text("[]", encoding="utf-8")
    with pytest.raises(UnreadableData, match="no claims"):
        formats.read(empty, "averitec", tmp_path / "x.json")
    with pytest.raises(WrongUse, match="does not write"):
        formats.export(empty, "averitec", tmp_path / "y.json")
