"""Statistics as lines of text with bars, for the screen and for the command line. Bars need no colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diptych.articles.visible import visible_line
from diptych.tui.reading.rows import cells
from diptych.tui.widgets.counted import counted
from diptych.tui.widgets.fitting import fitted

if TYPE_CHECKING:
    from diptych.analysis.claim_likeness import Agreement
    from diptych.store.statistics import Day, ReportCount, Statistics, StoryCount

EIGHTHS = " ▏▎▍▌▋▊▉"
HEIGHTS = "▁▂▃▄▅▆▇█"

MOST_ROWS = 40
"""Reports or stories listed before the rest is summed up."""


def bar(share: float, width: int) -> str:
    """A bar of ``width`` cells, filled to ``share`` (0 to 1) by eighths of a cell."""
    eighths = round(max(0.0, min(1.0, share)) * width * 8)
    full, rest = divmod(eighths, 8)
    return ("█" * full + (EIGHTHS[rest] if rest else "")).ljust(width)


def heights(values: Sequence[float]) -> str:
    """One cell a value, as high as its share of the largest."""
    top = max(values, default=0.0)
    return "".join(HEIGHTS[round(value / top * 7)] if top > 0 else HEIGHTS[0] for value in values)


def duration(seconds: float) -> str:
    """Seconds in words: 40 s, 12 min, 3.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"


Line = tuple[str, str]
"""Its text, and "title", "text" or "dim"."""


def lines(
    statistics: Statistics,
    width: int,
    agreement: Agreement | None = None,
    *,
    measured: bool = True,
    titles: dict[str, str] | None = None,
) -> Iterator[Line]:
    """The whole, in at most ``width`` cells a line. ``titles``: what labels are called, by name."""
    names = titles or {}
    width = max(16, width)
    judged = sum(one.judged for one in statistics.reports)
    yield f"{visible_line(statistics.annotator)} in this library", "title"
    share = judged / statistics.sentences if statistics.sentences else 0.0
    yield (
        f"{counted(statistics.articles, 'report')} · {judged} of {counted(statistics.sentences, 'sentence')} judged"
        f" ({share:.0%}) · {statistics.put_off} put off · {counted(statistics.links, 'link')}",
        "text",
    )
    yield bar(share, min(60, width)), "text"
    yield from _labels(statistics, width, names)
    yield from _time(statistics, width, names)
    yield from _progress(statistics, width)
    yield from _suggestions(agreement, measured)


def _rows(rows: Sequence[tuple[str, float, str]], width: int, top: float = 0.0) -> Iterator[Line]:
    """A name, a bar and a remark on each row; the bar takes what the others leave, at most 40 cells.

    ``top``: what a full bar stands for; the largest value where it is 0.
    """
    if not rows:
        return
    top = top or max(value for _, value, _ in rows) or 1.0
    remark = max(cells(text) for *_, text in rows)
    name = min(max(cells(text) for text, *_ in rows), max(8, width - remark - 4 - min(20, width // 4)))
    room = min(40, width - name - remark - 4)
    for text, value, said in rows:
        short = fitted(text, name)
        drawn = f"{bar(value / top, room)}  " if room >= 4 else ""
        yield f"{short}{' ' * (name - cells(short))}  {drawn}{said}", "text"


def _labels(statistics: Statistics, width: int, names: dict[str, str]) -> Iterator[Line]:
    groups: dict[tuple[str, str], list[tuple[str, float, str]]] = {}
    for one in statistics.labels:
        words = f" ({one.words} on words)" if one.words else ""
        row = (visible_line(names.get(one.label, one.label)), float(one.count), f"{one.count}{words}")
        groups.setdefault((one.annotator, one.scheme), []).append(row)
    for (annotator, scheme), rows in groups.items():
        yield "", "text"
        yield f"Answers of {visible_line(annotator)} by label, scheme “{visible_line(scheme)}”", "title"
        yield from _rows(rows, width)


def _time(statistics: Statistics, width: int, names: dict[str, str]) -> Iterator[Line]:
    if not statistics.days:
        return
    yield "", "text"
    yield "Time, idle time left out", "title"
    for who, count, seconds in statistics.sessions:
        days = [day for day in statistics.days if day.annotator == who]
        answers = sum(day.answers for day in days)
        pace = f" · {answers * 60 / seconds:.1f} answers a minute" if seconds >= 1 and answers else ""
        worked = f"{duration(seconds)} in {counted(count, 'session')}, {counted(answers, 'answer')}{pace}"
        yield f"{visible_line(who)}: {worked}", "text"
        paces = [day for day in days if day.pace is not None and day.answers][-min(60, width) :]
        if len(paces) > 1:
            yield from _course(paces)
    rows = [
        (
            visible_line(names.get(one.label, one.label) if one.label else "without an answer"),
            one.seconds,
            f"{one.seconds:.1f} s · {one.sentences}",
        )
        for one in statistics.took
        if one.annotator == statistics.annotator
    ]
    if rows:
        yield "", "text"
        yield "Seconds a sentence (median), and sentences", "title"
        yield from _rows(rows, width)


def _course(days: Sequence[Day]) -> Iterator[Line]:
    paces = [day.pace or 0.0 for day in days]
    yield heights(paces), "text"
    yield f"answers a minute, {days[0].day} to {days[-1].day}, at most {max(paces):.1f}", "dim"


def _progress(statistics: Statistics, width: int) -> Iterator[Line]:
    for title, those in (("Stories", statistics.stories), ("Reports", statistics.reports)):
        if not those:
            continue
        yield "", "text"
        yield f"{title}: judged of their sentences, claims", "title"
        shown = those[:MOST_ROWS]
        rows = [
            (
                visible_line(one.title),
                one.judged / one.sentences if one.sentences else 0.0,
                f"{one.judged} of {one.sentences} · {counted(one.claims, 'claim')}{_across(one)}"
                if one.sentences
                else "not opened yet",
            )
            for one in shown
        ]
        yield from _rows(rows, width, top=1.0)
        if len(those) > len(shown):
            rest = those[len(shown) :]
            judged, sentences = sum(one.judged for one in rest), sum(one.sentences for one in rest)
            yield f"and {len(rest)} more: {judged} of {sentences} judged", "dim"


def _across(one: StoryCount | ReportCount) -> str:
    """Claims that reports of a story agree or disagree on, where any were linked."""
    agreed, disagreed = getattr(one, "agreed", 0), getattr(one, "disagreed", 0)
    return f" · {agreed} agreed, {disagreed} disputed across reports" if agreed or disagreed else ""


def _suggestions(agreement: Agreement | None, measured: bool) -> Iterator[Line]:
    yield "", "text"
    yield "Suggestions and your answers", "title"
    if not measured:
        yield "Being measured…", "dim"
        return
    if agreement is None:
        yield "Nothing to compare yet: it takes answers of both sorts, a claim and no claim.", "dim"
        return
    by = "taught by your other answers" if agreement.taught else "by plain features, for want of answers"
    yield (
        f"The same in {agreement.same:.0%} of {counted(agreement.answers, 'answer')}"
        f" ({counted(agreement.claims, 'claim')}), {by};"
        f" always saying the more frequent one: {agreement.usual:.0%}.",
        "text",
    )
    yield (
        f"Cohen's kappa {agreement.kappa:.2f}. A claim is put before what is none in {agreement.auc:.0%} of pairs.",
        "text",
    )
