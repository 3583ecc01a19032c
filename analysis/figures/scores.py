"""Scores, votes and codes: "3-2", "a 52-48 vote", "9-14". They look like ranges and are no figures."""

from __future__ import annotations

import re
from collections.abc import Sequence

from diptych.analysis.figures.counted import counted
from diptych.analysis.figures.grammar import Line, Piece

_SCORES = re.compile(
    r"\b(?:vot\w+|w[io]n|wins|winning|lost|los(?:e|ing|s)|beat\w*|defeat\w*|victory|score\w*|scoring|"
    r"record|lead|led|draw|drew|tie[ds]?|final|"
    r"match|game|set|series|decision|ruling|ruled|approved|passed|party-line|split|down|up|trail\w*|"
    r"over|edged?|downed)\b",
    re.IGNORECASE,
)
_GAMES = re.compile(
    r"[ -](?:votes?|wins?|victor\w+|loss|losses|defeat|lead|majority|record|start|mark|run|season|"
    r"setback|decision|ruling|score|"
    r"deadlock|tie|draw|thrashing|rout|split|triumph|party)\b"
)


def is_score(line: Line, left: Piece, right: Piece, gap: str) -> bool:
    """Whether two bare numbers with a dash between them are no range: nothing is counted, or a game is spoken of."""
    if left.meaning.scale != 1 or right.meaning.scale != 1:
        return False
    text = line.text
    before, after = (
        text[max(line.start, left.start - 30) : left.start],
        text[right.end : min(line.stop, right.end + 24)],
    )
    if gap == " - " or _SCORES.search(before):
        return True
    if _GAMES.match(after):
        return True
    return counted(text, right.end, line.stop) is None and not re.search(
        r"\b(?:aged?|ages|about|some|ranks?|pages?|pp\.?)[ \u00a0]$", before
    )


def without_scores(line: Line, pieces: Sequence[Piece]) -> list[Piece]:
    """Bare numbers with nothing but a dash between them that are no range are a score or a code."""
    drop: set[int] = set()
    for index in range(len(pieces) - 1):
        left, right = pieces[index], pieces[index + 1]
        gap = line.text[left.end : right.start] if right.start - left.end <= 3 else ""
        if gap in ("-", "–", "‑", " - ") and left.meaning.kind == right.meaning.kind == "cardinal":
            drop.update((index, index + 1))
    return [piece for index, piece in enumerate(pieces) if index not in drop]
