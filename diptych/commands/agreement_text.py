"""Agreement as lines of text: each fits the width, and what is undefined is said in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from diptych.articles.visible import visible_line
from diptych.store.agreement import OTHER
from diptych.tui.reading.rows import cells, wrap
from diptych.tui.statistics_text import Line, bar
from diptych.tui.widgets.counted import counted
from diptych.tui.widgets.fitting import fitted

if TYPE_CHECKING:
    from diptych.analysis.label_agreement import LabelAgreement, OneLabel, PairAgreement
    from diptych.analysis.resampling import Estimate
    from diptych.analysis.span_agreement import Overlap, SpanAgreement
    from diptych.store.agreement import Agreement, Disagreement

FEW_REPORTS = 10
"""Below so many reports an interval says little: resampling cannot know what others would have been like."""
_NARROWEST = 40


def lines(measured: Agreement, width: int) -> Iterator[Line]:
    """The figures, in at most ``width`` cells a line (40 or more)."""
    page = _Page(measured, max(_NARROWEST, width))
    yield from page.head()
    if len(measured.labels.annotators) < 2:
        return
    if measured.labels.sentences:
        yield from page.everybody()
        yield from page.pairs()
        yield from page.by_label()
        yield from page.confusion()
    yield from page.words()
    yield from page.foot()


def disagreements(measured: Agreement, width: int) -> Iterator[Line]:
    """The sentences on which people differ: report, sentence, a short quote, who said what."""
    page = _Page(measured, max(_NARROWEST, width))
    count, judged = len(measured.disagreements), measured.labels.sentences
    yield from page.wrapped(
        f"{count:,} of {judged:,} sentences that two or more judged have different answers"
        + (", most differing first" if count > 1 else ""),
        "title",
    )
    for one in measured.disagreements:
        yield from page.disagreement(one)


class _Page:
    def __init__(self, measured: Agreement, width: int) -> None:
        self.measured = measured
        self.width = width

    def title(self, label: str) -> str:
        """What people call a label, or a set of them."""
        named = self.measured.titles
        if label == OTHER:
            return "another label"
        return visible_line(" + ".join(named.get(one, one) for one in label.split(" + ")))

    def wrapped(self, text: str, kind: str = "text", indent: str = "") -> Iterator[Line]:
        """The text in as many lines as it needs."""
        shown = " ".join(visible_line(text).split())
        for start, end in wrap(shown, 0, len(shown), self.width - len(indent)):
            yield indent + shown[start:end], kind

    def cut(self, indent: str, text: str) -> Line:
        """The text on one line."""
        return indent + fitted(" ".join(visible_line(text).split()), self.width - len(indent)), "text"

    def head(self) -> Iterator[Line]:
        """What this is about."""
        measured, labels = self.measured, self.measured.labels
        if not measured.scheme:
            yield "There are no answers yet.", "text"
            return
        yield from self.wrapped(f"Agreement on labels of the scheme “{measured.scheme}”", "title")
        people = ", ".join(labels.annotators)
        if len(labels.annotators) < 2:
            whose = f"only those of {people}" if people else "none here"
            yield from self.wrapped(
                f"It takes the answers of two annotators, and there are {whose}."
                " `diptych merge OTHER.db` brings another annotator's library in."
            )
        elif not labels.sentences:
            yield from self.wrapped(f"{people}: there is no sentence that two of them judged.")
        else:
            yield from self.wrapped(
                f"{people}: {counted(labels.sentences, 'sentence')} judged by two or more, in"
                f" {counted(labels.articles, 'report')}"
            )
        if measured.texts > 1:
            yield from self.wrapped(
                f"The library holds {measured.texts} texts of this scheme: a label may not mean the same in all."
            )
        others = {name: count for name, count in measured.schemes.items() if name != measured.scheme}
        if others:
            listed = ", ".join(f"{name} ({count:,})" for name, count in others.items())
            yield from self.wrapped(f"There are also answers under other schemes (--scheme): {listed}.")

    def everybody(self) -> Iterator[Line]:
        """Alpha, of the labels and of claim or none."""
        yield "", "text"
        yield from self.wrapped("All annotators: Krippendorff's alpha", "title")
        for name, one in self._readings():
            yield from self._figure(f"{name:<13} ", one.alpha)

    def pairs(self) -> Iterator[Line]:
        """Observed agreement and kappa of every two."""
        claims = {(one.first, one.second): one for one in self.measured.claims.pairs}
        yield "", "text"
        yield from self.wrapped("Every two: the same answer, and Cohen's kappa", "title")
        for pair in self.measured.labels.pairs:
            where = f"{counted(pair.sentences, 'sentence')} in {counted(pair.articles, 'report')}"
            said = where if pair.sentences else "no sentence that both judged"
            yield from self.wrapped(f"{pair.first} and {pair.second}: {said}")
            if pair.sentences:
                yield from self._pair("labels", pair)
                yield from self._pair("claim or none", claims[pair.first, pair.second])

    def _readings(self) -> list[tuple[str, LabelAgreement]]:
        return [("labels", self.measured.labels), ("claim or none", self.measured.claims)]

    def _pair(self, name: str, pair: PairAgreement) -> Iterator[Line]:
        if not pair.sentences:
            yield self.cut("  ", f"{name}: {pair.kappa.why}")
            return
        same, kappa = _share(pair.observed), f"kappa {self._value(pair.kappa)}"
        row = f"  {name:<13} same {same}  {kappa}"
        if cells(row) <= self.width:
            yield row, "text"
        else:
            yield from self.wrapped(f"{name}: same {same}", indent="  ")
            yield from self.wrapped(kappa, indent="    ")

    def _value(self, one: Estimate) -> str:
        """A coefficient with its interval, or why there is none."""
        if one.value is None:
            return self._why(one.why)
        if one.low is None or one.high is None:
            return _decimals(one.value)
        return f"{_decimals(one.value)} ({_decimals(one.low)} to {_decimals(one.high)})"

    def _why(self, why: str) -> str:
        """With the titles of labels for their names."""
        before, quote, rest = why.partition("“")
        name, end, after = rest.rpartition("”")
        if not quote or not end:
            return why
        return f"{before}“{'no claim' if name == 'not_a_claim' else self.title(name)}”{after}"

    def _figure(self, name: str, one: Estimate) -> Iterator[Line]:
        said = self._value(one)
        if one.value is None:
            yield from self.wrapped(f"{name.strip()}: {said}")
        else:
            yield f"{name}{said}", "text"

    def by_label(self) -> Iterator[Line]:
        """How often the other says it, too."""
        labels = self.measured.labels.labels
        if not labels:
            return
        yield "", "text"
        yield from self.wrapped("By label: when one says it, the other does, too (times given)", "title")
        yield from self._bars(labels)

    def _bars(self, labels: Sequence[OneLabel]) -> Iterator[Line]:
        rows = [
            (self.title(one.label), one.agreement, f"{_share(one.agreement)} · {one.given:,}")
            for one in labels
        ]
        remark = max(cells(said) for *_, said in rows)
        name = min(max(cells(title) for title, *_ in rows), max(8, self.width - remark - 4))
        room = min(30, self.width - name - remark - 4)
        for title, one, said in rows:
            short = fitted(title, name)
            drawn = f"{bar(one.value or 0.0, room)}  " if room >= 4 else ""
            yield f"{short}{' ' * (name - cells(short))}  {drawn}{said}", "text"

    def confusion(self) -> Iterator[Line]:
        """Which label against which, of one pair; with more people there would be a table for every two."""
        pairs = self.measured.labels.pairs
        yield "", "text"
        if len(pairs) > 1:
            first, second = pairs[0].first, pairs[0].second
            yield from self.wrapped(
                f"Which label against which: name two, as in --annotator {first} --annotator {second}."
            )
            return
        (pair,) = pairs
        table = self._table(pair)
        if table:
            yield from self.wrapped(f"Sentences by answer: {pair.first} down, {pair.second} across", "title")
            yield from ((row, "text") for row in table)
            return
        yield from self.wrapped(f"Sentences by answer: {pair.first}, then {pair.second}", "title")
        for (one, other), count in pair.confusion.items():
            yield self.cut(f"{count:>6,}  ", f"{self.title(one)} – {self.title(other)}")

    def _table(self, pair: PairAgreement) -> list[str]:
        """The confusion table, or nothing where it is wider than the page."""
        names = [one.label for one in self.measured.labels.labels]
        names += sorted({name for cell in pair.confusion for name in cell} - set(names))
        names = [name for name in names if any(name in cell for cell in pair.confusion)]
        heads = [self.title(name) for name in names]
        left = max(map(cells, heads), default=0)
        widths = [max(cells(head), 4) for head in heads]
        if left + sum(width + 2 for width in widths) > self.width:
            heads = [fitted(head, 7) for head in heads]
            widths = [max(cells(head), 4) for head in heads]
        if left + sum(width + 2 for width in widths) > self.width or len(set(heads)) < len(heads):
            return []
        rows = [
            " " * left
            + "".join("  " + _right(head, width) for head, width in zip(heads, widths, strict=True))
        ]
        for name in names:
            counts = [pair.confusion.get((name, other), 0) for other in names]
            row = "".join(
                "  " + _right(str(count or "·"), width) for count, width in zip(counts, widths, strict=True)
            )
            title = self.title(name)
            rows.append(title + " " * (left - cells(title)) + row)
        return rows

    def words(self) -> Iterator[Line]:
        """Precision, recall and F1 of marked words."""
        if not self.measured.spans:
            return
        yield "", "text"
        yield from self.wrapped("Words with their label: the second against the first", "title")
        for one in self.measured.spans:
            yield from self._words(one)

    def _words(self, one: SpanAgreement) -> Iterator[Line]:
        if not one.articles:
            yield from self.wrapped(f"{one.first} and {one.second}: no report that both worked on")
            return
        yield from self.wrapped(
            f"{one.first} and {one.second}: {one.first_spans:,} and {one.second_spans:,} marked, in"
            f" {counted(one.articles, 'report')} that both worked on"
        )
        for name, overlap in (("exact", one.exact), ("overlapping", one.overlapping)):
            yield from self._overlap(name, overlap)

    def _overlap(self, name: str, one: Overlap) -> Iterator[Line]:
        if one.f1.value is None:
            yield from self.wrapped(f"{name}: {one.f1.why}", indent="  ")
            return
        parts = [
            f"{what} {'–' if part.value is None else f'{part.value:.2f}'}"
            for what, part in (("precision", one.precision), ("recall", one.recall))
        ]
        yield from self.wrapped(f"{name}: {', '.join(parts)}, F1 {self._value(one.f1)}", indent="  ")

    def foot(self) -> Iterator[Line]:
        """How the intervals came about, and what is to be done about disagreements."""
        labels = self.measured.labels
        if not labels.sentences:
            return
        yield "", "text"
        if labels.articles < 2:
            yield from self.wrapped("No intervals: they take answers in two reports or more.", "dim")
        else:
            few = " With so few reports they say little." if labels.articles < FEW_REPORTS else ""
            yield from self.wrapped(f"In brackets: 95 % intervals, by drawing reports again.{few}", "dim")
        if self.measured.disagreements:
            yield from self.wrapped(
                f"{counted(len(self.measured.disagreements), 'sentence')} with different answers:"
                " --disagreements lists them.",
                "dim",
            )

    def disagreement(self, one: Disagreement) -> Iterator[Line]:
        """One sentence."""
        yield "", "text"
        name = one.title or one.source or "a report"
        source = f" · {one.source}" if one.source and one.title else ""
        place = f" · report {one.article}, sentence {one.index + 1}"
        room = self.width - cells(place)
        yield fitted(visible_line(" ".join(f"{name}{source}".split())), max(8, room)) + place, "title"
        yield self.cut("  ", f"“{_unquoted(one.quote)}”")
        said = [f"{who}: {what}" for who, what in _answers(one, self.measured.titles)]
        together = " · ".join(said)
        if cells(visible_line(together)) <= self.width - 2:
            yield self.cut("  ", together)
        else:
            yield from (self.cut("  ", answer) for answer in said)


def _answers(one: Disagreement, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    """What each said, with certainty and note."""
    said: dict[str, list[str]] = {}
    for answer in one.answers:
        extra = "; ".join(filter(None, (answer.certainty, answer.note)))
        label = titles.get(answer.label, answer.label)
        said.setdefault(answer.annotator, []).append(f"{label} ({extra})" if extra else label)
    return [(who, " + ".join(labels)) for who, labels in said.items()]


def _unquoted(quote: str) -> str:
    """A sentence to be put in quotation marks: without its own where they stand around all of it, or half of it."""
    text = quote.strip()
    opened, closed = text.startswith("“"), text.endswith("”")
    if opened and (closed or "”" not in text):
        text = text.removeprefix("“").removesuffix("”")
    elif closed and "“" not in text:
        text = text.removesuffix("”")
    return text


def _right(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text


def _decimals(value: float) -> str:
    """Two decimals; nothing is -0.00."""
    return f"{round(value, 2) + 0.0:.2f}"


def _share(one: Estimate) -> str:
    """A share with its interval, in per cent."""
    if one.value is None:
        return one.why or "undefined"
    if one.low is None or one.high is None:
        return f"{one.value:.0%}"
    return f"{one.value:.0%} ({one.low:.0%} to {one.high:.0%})"
