"""Tables of texts with a label each and nothing around them: one article of the file, one line a row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import UnreadableData
from diptych.formats.delimited import WRONG

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.store.records import StoredArticle

TEXTS = ("text", "sentence", "sentence_text", "tweet_text", "claim", "column_data")
LABELS = ("label", "column_label", "class_label", "check_worthiness", "claim_worthiness", "verdict")


def read_lines(path: Path, rows: Iterable[tuple[int, dict[str, str]]], arrivals: Arrivals) -> None:
    """Rows that are texts with labels and nothing around them: one article of the file, one line a row."""
    found = list(rows)
    names = found[0][1].keys()
    column = next((name for name in TEXTS if name in names), None)
    label = next((name for name in LABELS if name in names), None)
    if column is None or label is None:
        raise UnreadableData(
            f"{path} has no column of texts and one of labels (it has: {', '.join(names)[:200]})."
        )
    for name in sorted(set(names) - {column, label, "note", "annotator", "", WRONG}):
        arrivals.leave(f"the column {name}", sum(bool(row.get(name, "").strip()) for _, row in found))
    take_lines(
        path,
        ((line, row.get(column) or "", row.get(label) or "", row) for line, row in found),
        arrivals,
    )


def take_lines(
    path: Path, rows: Iterable[tuple[int, str, str, Mapping[str, str]]], arrivals: Arrivals
) -> StoredArticle | None:
    """Make one article of (line, text, label, row) and label its lines; an empty label is an unjudged line."""
    taken: list[tuple[int, int, int, str, Mapping[str, str]]] = []
    texts: list[str] = []
    at = 0
    for line, text, label, row in rows:
        if WRONG in row or not text.strip():
            arrivals.refuse(row.get(WRONG, "there is no text"), path, line)
            continue
        texts.append(text)
        taken.append((line, at, at + len(text), label, row))
        at += len(text) + 1
    if not taken:
        return None
    article = arrivals.article(
        Article("\n".join(texts), title=path.name),
        sentences=[Sentence(start, end) for _, start, end, _, _ in taken],
    )
    for line, start, end, label, row in taken:
        with arrivals.row(path, line):
            if label:
                arrivals.annotation(
                    article,
                    start,
                    end,
                    label,
                    annotator=row.get("annotator") or "",
                    note=row.get("note") or "",
                )
            else:
                arrivals.read["unjudged sentence"] += 1
    return article
