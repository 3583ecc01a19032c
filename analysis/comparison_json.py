"""A comparison as plain data.

::

    {"articles": [{"title", "source", "published", "sentences": [{"start", "end", "text"}]}],
     "pairs": [{"article", "sentence", "other", "other_sentence", "strength"}],
     "only": [[sentence, ...], ...],
     "figures": [{"of", "kind", "unit", "verdict", "alone",
                  "told": [[{"sentence", "start", "end", "text", "value", "upper", "unit", "approximate"}]]}],
     "entities": [{"key", "label", "name", "counts", "alone", "mentions": [[{"start", "end", "text"}]]}],
     "wire": [{"article", "sentences": [first, after], "other", "other_sentences": [first, after], "overlap"}],
     "attributions": [{"article", "sentence", "speaker": {"start", "end", "text", "key"},
                       "other", "other_sentence", "other_speaker": {...}, "strength"}]}

Articles and sentences are indices from 0; ``start`` and ``end`` are code points, end exclusive; lists over
articles are in their order; strengths and overlaps are 0 to 1.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from diptych.analysis.figure_table import FigureRow, Told
from diptych.analysis.name_table import NameRow
from diptych.analysis.spans import Analysis

if TYPE_CHECKING:
    from diptych.analysis.comparison import Comparison


def plain_data(comparison: Comparison) -> dict[str, Any]:
    """The comparison as dicts, lists, strings and numbers, in the shape above."""
    return {
        "articles": [_article(article) for article in comparison.articles],
        "pairs": [{**asdict(pair), "strength": round(pair.strength, 4)} for pair in comparison.pairs],
        "only": [list(sentences) for sentences in comparison.only],
        "figures": [_figure_row(row) for row in comparison.figures],
        "entities": [_name_row(row) for row in comparison.entities],
        "wire": [
            {
                **asdict(passage),
                "sentences": list(passage.sentences),
                "other_sentences": list(passage.other_sentences),
                "overlap": round(passage.overlap, 4),
            }
            for passage in comparison.wire
        ],
        "attributions": [
            {**asdict(said), "strength": round(said.strength, 4)} for said in comparison.attributions
        ],
    }


def _article(article: Analysis) -> dict[str, Any]:
    return {
        "title": article.title,
        "source": article.source,
        "published": article.published,
        "sentences": [
            {"start": s.start, "end": s.end, "text": article.text[s.start : s.end]} for s in article.sentences
        ],
    }


def _figure_row(row: FigureRow) -> dict[str, Any]:
    return {
        "of": row.of,
        "kind": row.kind,
        "unit": row.unit,
        "verdict": row.verdict,
        "alone": row.alone,
        "told": [[_told(told) for told in places] for places in row.told],
    }


def _told(told: Told) -> dict[str, Any]:
    figure = told.figure
    return {
        "sentence": told.sentence,
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "value": figure.value,
        "upper": figure.upper,
        "unit": figure.unit,
        "approximate": figure.approximate,
    }


def _name_row(row: NameRow) -> dict[str, Any]:
    return {
        "key": row.key,
        "label": row.label,
        "name": row.name,
        "counts": list(row.counts),
        "alone": row.alone,
        "mentions": [
            [{"start": m.start, "end": m.end, "text": m.text} for m in group] for group in row.mentions
        ],
    }
