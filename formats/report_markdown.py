"""The Markdown report: a story's reports one after another with marks, notes and the table of figures.

A marked stretch stands in ⟦numbered⟧ brackets, so that nested and overlapping ones can be told apart; the list under
a report says what each number means. Nothing of a report is read as markup (CommonMark 0.31 and GitHub's tables):
every sign that could be has a backslash.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diptych.articles.visible import visible, visible_line
from diptych.formats.report import Mark, Report, Table, Unit, about, tied, units

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Selection

_SIGN = re.compile(r"([\\`*_{}\[\]<>#+\-=!|~&$^@:])")
_ORDERED = re.compile(r"^([0-9]{1,9})([.)])")


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file, a section a story."""
    sink = export.file()
    for unit in units(selection, export):
        for part in _section(unit):
            sink.text(part)


def escaped(line: str) -> str:
    """One line of text that Markdown shows as it is."""
    safe = _SIGN.sub(r"\\\1", visible_line(line).strip())
    return _ORDERED.sub(r"\1\\\2", safe)


def _section(unit: Unit) -> Iterator[str]:
    yield f"# {escaped(unit.title)}\n\n"
    for report in unit.reports:
        yield from _report(report)
    for table in unit.tables:
        yield from _table(table)


def _report(report: Report) -> Iterator[str]:
    yield f"## {escaped(report.article.title or report.name)}\n\n"
    if facts := about(report.article):
        yield " · ".join(map(escaped, facts)) + "\n\n"
    for line in marked(report.article.text, report.marks).split("\n"):
        if line.strip():
            yield f"{escaped(line)}\n\n"
    judged = "All sentences judged." if not report.unjudged else f"{report.unjudged} sentences not judged."
    yield f"{len(report.marks)} answers. {judged}\n\n"
    for mark in report.marks:
        yield from _answer(mark)


def marked(text: str, marks: Sequence[Mark]) -> str:
    """The text with ⟦n before every piece of answer n, and n⟧ behind it; longer spans outside."""
    signs: dict[int, list[tuple[int, int, str]]] = {}
    for one in marks:
        for start, end in one.spans:
            signs.setdefault(start, []).append((1, -end, f"⟦{_small(one.number)} "))
            signs.setdefault(end, []).append((0, -start, f" {_small(one.number)}⟧"))
    parts, reached = [], 0
    for place in sorted(signs):
        parts.append(visible(text[reached:place]))
        parts += [sign for _, _, sign in sorted(signs[place])]
        reached = place
    parts.append(visible(text[reached:]))
    return "".join(parts)


def _small(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _answer(mark: Mark) -> Iterator[str]:
    said = mark.annotation
    speaker = f"says {said.attributed_to}" if said.attributed_to else ""
    if said.attributed_start is not None:
        speaker = f"{speaker or 'says'} (characters {said.attributed_start}–{said.attributed_end})"
    facts = [mark.title, said.certainty, speaker, said.annotator]
    yield f"- {_small(mark.number)} {' · '.join(escaped(fact) for fact in facts if fact)}\n"
    for line in (f"“{' '.join(said.quote.split())}”", *said.note.split("\n"), *map(tied, mark.ties)):
        if line.strip():
            yield f"  - {escaped(line)}\n"
    yield "\n"


def _table(table: Table) -> Iterator[str]:
    heading, heads, rows = table
    yield f"### {escaped(heading)}\n\n| {' | '.join(map(escaped, heads))} |\n|{' --- |' * len(heads)}\n"
    for row in rows:
        yield f"| {' | '.join(map(escaped, row))} |\n"
    yield "\n"
