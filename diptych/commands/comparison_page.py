"""A comparison as a page: Markdown, or HTML in one file without scripts and without anything loaded from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from diptych.articles.visible import visible_line
from diptych.commands.compare import sentence_text, source_name
from diptych.tui.reading.description import told

if TYPE_CHECKING:
    from diptych.analysis.comparison import Comparison

Section = tuple[str, list[str], list[list[str]]]
"""Heading, column heads, rows."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&])")


def sections(compared: Comparison) -> Iterator[Section]:
    """The tables of the page; texts as they stand in the reports."""
    names = [source_name(analysis, number) for number, analysis in enumerate(compared.articles)]
    yield (
        "Figures",
        ["", "what", *names],
        [
            [
                row.verdict,
                row.of or row.unit or row.kind,
                *(", ".join(dict.fromkeys(told(place.figure) for place in places)) for places in row.told),
            ]
            for row in compared.figures
        ],
    )
    yield (
        "Names",
        ["name", "kind", *names],
        [[row.name, row.label, *(str(count or "") for count in row.counts)] for row in compared.entities],
    )
    yield (
        "The same statement",
        ["strength", "report", "says", "report", "says"],
        [
            [
                f"{pair.strength:.0%}",
                names[pair.article],
                sentence_text(compared.articles[pair.article], pair.sentence),
                names[pair.other],
                sentence_text(compared.articles[pair.other], pair.other_sentence),
            ]
            for pair in compared.pairs
        ],
    )
    for number, only in enumerate(compared.only):
        if only:
            rows = [[sentence_text(compared.articles[number], sentence)] for sentence in only]
            yield f"Only in {names[number]}", ["sentence"], rows


def markdown_page(compared: Comparison) -> str:
    """The page in Markdown; nothing of a report is read as markup."""

    def cell(text: str) -> str:
        return _SPECIAL.sub(r"\\\1", visible_line(text))

    lines = ["# Comparison", ""]
    for heading, heads, rows in sections(compared):
        if not rows:
            continue
        lines += [
            f"## {cell(heading)}",
            "",
            f"| {' | '.join(map(cell, heads))} |",
            "|" + " --- |" * len(heads),
        ]
        lines += [f"| {' | '.join(map(cell, row))} |" for row in rows]
        lines.append("")
    return "\n".join(lines)


def html_page(compared: Comparison) -> str:
    """The page in HTML; every text is escaped."""

    def cell(text: str) -> str:
        return html.escape(visible_line(text))

    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Comparison</title>\n'
        "<style>body{font:16px/1.5 serif;margin:2em auto;max-width:75em;padding:0 1em}"
        "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2em .5em;text-align:left;"
        "vertical-align:top}</style></head><body>\n<h1>Comparison</h1>\n"
    ]
    for heading, heads, rows in sections(compared):
        if not rows:
            continue
        parts.append(f"<h2>{cell(heading)}</h2>\n<table><thead><tr>")
        parts += [f"<th>{cell(head)}</th>" for head in heads]
        parts.append("</tr></thead><tbody>\n")
        for row in rows:
            parts.append("<tr>" + "".join(f"<td>{cell(text)}</td>" for text in row) + "</tr>\n")
        parts.append("</tbody></table>\n")
    parts.append("</body></html>\n")
    return "".join(parts)
