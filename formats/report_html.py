"""The HTML report: reports of a story side by side with marks, notes and the table of figures.

One file that needs nothing but itself: no script, nothing loaded from elsewhere (a content security policy forbids
both), every text escaped. Characters that hide or reorder text are shown as signs, one for one. A mark says what it
is by a number and a title, not by colour alone; ``data-a`` names the answers that cover a stretch of text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diptych.articles.visible import visible, visible_line
from diptych.formats.report import Mark, Report, Table, Unit, about, shortened, tied, units

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Selection

_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_LANGUAGE = re.compile("[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")

STYLE = """
body{font:16px/1.5 Georgia,serif;margin:1.5em;color:#1a1a1a;background:#fff}
h1,h2,h3,th,.about,.answers,sup{font-family:system-ui,sans-serif}
.side{display:grid;grid-auto-flow:column;grid-auto-columns:minmax(22em,1fr);gap:2em;overflow-x:auto}
.text{white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext}
h1,h2,.about,dd,td,th{overflow-wrap:anywhere}
.about,.answers{font-size:.85em;color:#444}
.answers dt{font-weight:600;margin-top:.5em}.answers dd{margin:0 0 0 1.5em;white-space:pre-wrap}
mark{color:inherit;background:color-mix(in srgb,var(--c,#999) 25%,transparent);border-bottom:2px solid var(--c,#999)}
mark.not_claim{background:none;border-bottom-style:dotted}
mark mark,mark.over{border-bottom-style:double;border-bottom-width:4px}
.who{text-decoration:underline wavy 1px}
sup a{text-decoration:none;color:#333;font-size:.75em}
sup+sup::before{content:",";color:#333;font-size:.75em}
table{border-collapse:collapse;margin:1em 0}
td,th{border:1px solid #bbb;padding:.2em .6em;text-align:left;vertical-align:top}
@media (max-width:45em){body{margin:1em}.side{display:block}article+article{border-top:1px solid #bbb;margin-top:2em}}
@media print{.side{display:block}section{break-after:page}}
"""

HEAD = f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><title>diptych: report</title>
<style>{STYLE}</style></head><body>
"""


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one page, a section a story."""
    sink = export.file()
    sink.text(HEAD)
    for number, unit in enumerate(units(selection, export), 1):
        for part in _section(unit, f"u{number}"):
            sink.text(part)
    sink.text("</body></html>\n")


def _section(unit: Unit, prefix: str) -> Iterator[str]:
    yield f'<section>\n<h1>{_line(unit.title)}</h1>\n<div class="side">\n'
    for report in unit.reports:
        yield from _report(report, prefix)
    yield "</div>\n"
    for table in unit.tables:
        yield from _table(table)
    yield "</section>\n"


def _report(report: Report, prefix: str) -> Iterator[str]:
    article = report.article
    language = f' lang="{article.language}"' if _LANGUAGE.fullmatch(article.language) else ""
    yield f"<article{language}>\n<h2>{_line(article.title or report.name)}</h2>\n"
    yield f'<p class="about">{"<br>".join(map(_line, about(article)))}</p>\n<div class="text" dir="auto">'
    yield from marked(article.text, report.marks, prefix)
    yield '</div>\n<div class="answers">\n'
    judged = "All sentences judged." if not report.unjudged else f"{report.unjudged} sentences not judged."
    yield f"<p>{len(report.marks)} answers. {judged}</p>\n<dl>\n"
    for mark in report.marks:
        yield _answer(mark, prefix)
    yield "</dl>\n</div>\n</article>\n"


def marked(text: str, marks: Sequence[Mark], prefix: str) -> Iterator[str]:
    """The text with a ``mark`` around every stretch that answers cover, cut wherever one begins or ends."""
    opening: dict[int, list[Mark]] = {}
    closing: dict[int, list[Mark]] = {}
    speakers: set[tuple[int, int]] = set()
    edges = {0, len(text)}
    for one in marks:
        for start, end in one.spans:
            opening.setdefault(start, []).append(one)
            closing.setdefault(end, []).append(one)
            edges |= {start, end}
        first, last = one.annotation.attributed_start, one.annotation.attributed_end
        if first is not None and last is not None:
            speakers.add((first, last))
            edges |= {first, last}
    speaking = sorted(speakers)
    over: list[Mark] = []
    at, until = 0, -1
    ordered = sorted(edges)
    for place, following in zip(ordered, [*ordered[1:], len(text)], strict=True):
        for one in closing.get(place, ()):
            over.remove(one)
            if place == one.spans[-1][1]:
                yield f'<sup><a href="#{prefix}-{one.number}">{one.number}</a></sup>'
        over += opening.get(place, ())
        while at < len(speaking) and speaking[at][0] <= place:
            until, at = max(until, speaking[at][1]), at + 1
        piece = html.escape(visible(text[place:following]))
        if not piece:
            continue
        if place < until:
            piece = f'<span class="who">{piece}</span>'
        yield _stretch(piece, over) if over else piece


def _stretch(piece: str, over: Sequence[Mark]) -> str:
    top = over[-1]
    titles = "; ".join(f"{one.number} {visible_line(one.title)}" for one in over)
    colour = f' style="--c:{top.colour}"' if _COLOUR.fullmatch(top.colour) else ""
    numbers = " ".join(str(one.number) for one in over)
    kinds = f"{top.kind}{' over' if len(over) > 1 else ''}"
    return f'<mark class="{kinds}" data-a="{numbers}" title="{html.escape(titles)}"{colour}>{piece}</mark>'


def _answer(mark: Mark, prefix: str) -> str:
    said = mark.annotation
    facts = [said.certainty, f"says {said.attributed_to}" if said.attributed_to else "", said.annotator]
    lines = [" · ".join(fact for fact in facts if fact), said.note, *map(tied, mark.ties)]
    return (
        f'<dt id="{prefix}-{mark.number}">{mark.number}. {_line(mark.title)}</dt>\n'
        f"<dd>“{html.escape(shortened(said.quote))}”</dd>\n"
        + "".join(f"<dd>{html.escape(visible(line))}</dd>\n" for line in lines if line)
    )


def _table(table: Table) -> Iterator[str]:
    heading, heads, rows = table
    yield f"<h3>{_line(heading)}</h3>\n<table><thead><tr>"
    yield "".join(f"<th>{_line(head)}</th>" for head in heads) + "</tr></thead><tbody>\n"
    for row in rows:
        yield "<tr>" + "".join(f"<td>{_line(cell)}</td>" for cell in row) + "</tr>\n"
    yield "</tbody></table>\n"


def _line(text: str) -> str:
    return html.escape(visible_line(text))
