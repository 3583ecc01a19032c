"""AVeriTeC (Schlichtkrull, Guo and Vlachos, NeurIPS 2023): real claims with verdicts. Read only.

The file becomes one article, a line a claim. The verdict is an answer under the scheme ``verdict`` with the
justification as its note and the speaker as the one who says so; each claim type is an answer under ``averitec``.
Questions, answers, dates and addresses have no place in diptych and are told as left out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import UnreadableData
from diptych.formats import fields
from diptych.formats.fields import Refused

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals

SCHEME, VERDICTS = "averitec", "verdict"

_KEPT = {"claim", "label", "justification", "speaker", "claim_types", "claim_id"}
_PUNCTUATION = re.compile(r"[^\w]+")


def named(value: str) -> str:
    """A label as diptych writes it: "Conflicting Evidence/Cherrypicking" is ``conflicting_evidence_cherrypicking``."""
    return _PUNCTUATION.sub("_", value.casefold()).strip("_").removesuffix("_claim")


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a list of claims, or one claim a line."""
    rows: list[tuple[int, int, int, Mapping[str, Any]]] = []
    texts: list[str] = []
    at = 0
    for number, value in fields.objects(path):
        with arrivals.row(path, number):
            if isinstance(value, Refused):
                raise value
            row = fields.mapping(value, "the claim")
            text = fields.text(row, "claim")
            if not text.strip():
                raise Refused("the claim has no text")
            texts.append(text)
            rows.append((number, at, at + len(text), row))
            at += len(text) + 1
    if not rows and not arrivals.skipped_count:
        raise UnreadableData(f"{path} holds no claims.")
    if not rows:
        return
    spans = [Sentence(start, end) for _, start, end, _ in rows]
    article = arrivals.article(Article("\n".join(texts), title=path.name), sentences=spans)
    for number, start, end, row in rows:
        with arrivals.row(path, number):
            _leave(row, arrivals)
            speaker = fields.text(row, "speaker", "").strip()
            verdict = named(fields.text(row, "label", ""))
            kinds = fields.sequence(row.get("claim_types"), "'claim_types'")
            if not verdict and not kinds:
                arrivals.read["unjudged sentence"] += 1
            if verdict:
                note = fields.text(row, "justification", "").strip()
                arrivals.annotation(
                    article, start, end, verdict, scheme=VERDICTS, note=note, attributed_to=speaker
                )
            for kind in kinds:
                if not isinstance(kind, str):
                    raise Refused(f"a claim type is {fields.kind(kind)}, not a text")
            for kind in dict.fromkeys(kinds):
                arrivals.annotation(article, start, end, named(kind), scheme=SCHEME, attributed_to=speaker)


def _leave(row: Mapping[str, Any], arrivals: Arrivals) -> None:
    for key, value in row.items():
        if key == "questions":
            arrivals.leave("questions with answers", len(value) if isinstance(value, list) else 1)
        elif key not in _KEPT and value not in (None, "", [], "None"):
            arrivals.leave(f"the field {key}")
