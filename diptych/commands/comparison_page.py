"""A comparison as a page: Markdown, or HTML in one file without scripts and without anything loaded from elsewhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from diptych.articles.visible import visible_line
from diptych.commands.compare import sentence_text, source_names
from diptych.formats.report import VERDICTS
from diptych.tui.reading.description import SHORT_NAMES, told

if TYPE_CHECKING:
    from diptych.analysis.comparison import Comparison
    from diptych.analysis.spans import Figure

BESIDE = 5
"""So many reports have a column each; of more a page would cut off the last, so they are named in the cell."""

SHOWN = 1000
"""Code points of a sentence that a page shows."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>()#+\-!|~&])")

STYLE = """
body{font:16px/1.5 Georgia,serif;margin:2em auto;max-width:75em;padding:0 1em;color:#1a1a1a;background:#fff}
h1,h2,th{font-family:system-ui,sans-serif}
h2{margin-top:1.6em;break-after:avoid}
li,td,th{overflow-wrap:anywhere}
table{border-collapse:collapse;table-layout:fixed;width:100%}
td,th{border:1px solid #999;padding:.2em .5em;text-align:left;vertical-align:top}
th{background:#eee}
@page{margin:15mm}
@media print{
body{font-size:10pt;margin:0;max-width:none;padding:0}
thead{display:table-header-group}tr,li{break-inside:avoid}p{orphans:3;widows:3}
}
"""


class Section(NamedTuple):
    """A table, or a list where it has one column. ``widths`` in percent of the page; 0 shares what is left."""

    heading: str
    heads: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[str]]


def sections(compared: Comparison) -> Iterator[Section]:
    """What there is to say, texts as they stand in the reports; nothing of what has no row."""
    names = source_names(compared)
    yield Section("Reports", [""], [100], [[_about(compared, at, name)] for at, name in enumerate(names)])
    found = [_figures(compared, names), _names(compared, names), _pairs(compared, names)]
    found += [_wire(compared, names), _speakers(compared, names)]
    for number, only in enumerate(compared.only):
        rows = [[_sentence(compared, number, sentence)] for sentence in only]
        found.append(Section(f"Only in {names[number]}", [""], [100], rows))
    yield from (section for section in found if section.rows)


def _about(compared: Comparison, number: int, name: str) -> str:
    analysis = compared.articles[number]
    title = f": {analysis.title}" if analysis.title not in ("", name) else ""
    day = f" ({analysis.published[:10]})" if analysis.published else ""
    return f"{name}{title}{day}"


def _sentence(compared: Comparison, number: int, sentence: int) -> str:
    return sentence_text(compared.articles[number], sentence, SHOWN)


def _figures(compared: Comparison, names: Sequence[str]) -> Section:
    many = len(names) > BESIDE
    rows = []
    for row in compared.figures:
        cells = [_told([place.figure for place in places]) for places in row.told]
        if many:
            cells = ["; ".join(f"{names[at]}: {cell}" for at, cell in enumerate(cells) if cell)]
        rows.append([VERDICTS[row.verdict], row.of or row.unit or row.kind, *cells])
    heads = ["reports say"] if many else names
    return Section("Figures", ["", "what", *heads], [14, 14, *(0 for _ in heads)], rows)


def _told(figures: Sequence[Figure]) -> str:
    return ", ".join(dict.fromkeys(told(figure) for figure in figures))


def _names(compared: Comparison, names: Sequence[str]) -> Section:
    many = len(names) > BESIDE
    rows = []
    for row in compared.entities:
        cells = [str(count or "") for count in row.counts]
        if many:
            cells = [", ".join(f"{names[at]} {cell}" for at, cell in enumerate(cells) if cell)]
        rows.append([row.name, SHORT_NAMES.get(row.label, row.label.lower()), *cells])
    heads = ["named in"] if many else names
    return Section("Names", ["name", "kind", *heads], [28, 14, *(0 for _ in heads)], rows)


def _pairs(compared: Comparison, names: Sequence[str]) -> Section:
    rows = [
        [
            f"{pair.strength:.0%}",
            names[pair.article],
            _sentence(compared, pair.article, pair.sentence),
            names[pair.other],
            _sentence(compared, pair.other, pair.other_sentence),
        ]
        for pair in compared.pairs
    ]
    heads = ["", "report", "says", "report", "says"]
    return Section("The same statement", heads, [7, 12, 0, 12, 0], rows)


def _wire(compared: Comparison, names: Sequence[str]) -> Section:
    rows = [
        [
            f"{names[one.article]} = {names[one.other]}",
            str(one.sentences[1] - one.sentences[0]),
            _sentence(compared, one.article, one.sentences[0]),
        ]
        for one in compared.wire
    ]
    return Section(
        "One text in two places (wire copy)", ["reports", "sentences", "the first of them"], [25, 12, 0], rows
    )


def _speakers(compared: Comparison, names: Sequence[str]) -> Section:
    rows = [
        [
            f"{names[one.article]}: {one.speaker.text}",
            f"{names[one.other]}: {one.other_speaker.text}",
            _sentence(compared, one.article, one.sentence),
        ]
        for one in compared.attributions
    ]
    heads = ["one report names", "another names", "for this"]
    return Section("Said by different people", heads, [20, 20, 0], rows)


def markdown_page(compared: Comparison) -> str:
    """The page in Markdown; nothing of a report is read as markup."""

    def cell(text: str) -> str:
        return _SPECIAL.sub(r"\\\1", visible_line(text))

    lines = ["# Comparison", ""]
    for section in sections(compared):
        lines += [f"## {cell(section.heading)}", ""]
        if len(section.heads) == 1:
            lines += [f"- {cell(text)}" for (text,) in section.rows]
        else:
            lines += [f"| {' | '.join(map(cell, section.heads))} |", "|" + " --- |" * len(section.heads)]
            lines += [f"| {' | '.join(map(cell, row))} |" for row in section.rows]
        lines.append("")
    return "\n".join(lines)


def html_page(compared: Comparison) -> str:
    """The page in HTML, for screen and paper; every text is escaped."""

    def cell(text: str) -> str:
        return html.escape(visible_line(text))

    parts = [
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f'<meta name="viewport" content="width=device-width"><title>Comparison</title>\n<style>{STYLE}</style></head>'
        "<body>\n<h1>Comparison</h1>\n"
    ]
    for section in sections(compared):
        parts.append(f"<h2>{cell(section.heading)}</h2>\n")
        if len(section.heads) == 1:
            parts += ["<ul>\n", *(f"<li>{cell(text)}</li>\n" for (text,) in section.rows), "</ul>\n"]
            continue
        columns = (f'<col style="width:{width}%">' if width else "<col>" for width in section.widths)
        parts.append(f"<table>{''.join(columns)}<thead><tr>")
        parts += [f"<th>{cell(head)}</th>" for head in section.heads]
        parts.append("</tr></thead><tbody>\n")
        parts += [
            "<tr>" + "".join(f"<td>{cell(text)}</td>" for text in row) + "</tr>\n" for row in section.rows
        ]
        parts.append("</tbody></table>\n")
    parts.append("</body></html>\n")
    return "".join(parts)
