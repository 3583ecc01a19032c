"""Where a person puts the machine right about a name or a figure. Each change is on disk when the method returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diptych.analysis.spans import Figure, Mention
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.remarks import short

if TYPE_CHECKING:
    from diptych.store.records import Correction
    from diptych.tui.reading.open_article import OpenArticle
    from diptych.tui.reading.reader import Reader

NAMES = {
    "PERSON": "Person",
    "ORG": "Organisation",
    "GPE": "Country, state or city",
    "NORP": "Nationality or group",
    "LOC": "Landscape, sea or region",
    "FAC": "Building, road or airport",
    "EVENT": "Event",
    "LAW": "Law or treaty",
    "WORK_OF_ART": "Book, film or other work",
    "PRODUCT": "Product",
    "LANGUAGE": "Language",
}
"""What a name can be, by the model's label."""

FIGURES = {
    "cardinal": "Count",
    "money": "Sum of money",
    "percent": "Percentage",
    "quantity": "Measure",
    "ordinal": "Place in an order",
    "date": "Date",
    "time": "Time of day",
    "duration": "Duration",
    "range": "Range",
    "ratio": "Ratio",
}
"""What a figure can be, by its kind."""

WRITTEN = {"date", "time", "duration"}
"""Kinds whose value is an ISO 8601 string instead of a number."""

Finding = Mention | Figure


def label_of(finding: Finding) -> str:
    """A mention's label or a figure's kind."""
    return finding.label if isinstance(finding, Mention) else finding.kind


def title_of(finding: Finding) -> str:
    """What the finding is said to be, in words."""
    label = label_of(finding)
    return (NAMES if isinstance(finding, Mention) else FIGURES).get(label, label)


class Shown(NamedTuple):
    """A finding on the screen (or one that was rejected, and is not), and the person's correction behind it."""

    finding: Finding
    correction: Correction | None = None

    @property
    def rejected(self) -> bool:
        """Whether the person said that nothing is there."""
        return self.correction is not None and self.correction.verdict == "rejected"


class Findings:
    """Names and figures of the active pane, and a person's corrections of them."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def here(self) -> list[Shown]:
        """What is under the point, else in the sentence under the cursor; also what was rejected there."""
        pane = self._reader.pane
        document = pane.document
        low, high = pane.point or pane.require_span()
        found: list[Shown] = []
        everything: list[Finding] = [*document.entities.between(low, high)]
        everything += document.figures.between(low, high)
        for finding in everything:
            found.append(Shown(finding, self._correction_of(pane, finding)))
        for one in document.corrections:
            if one.verdict == "rejected" and one.start < high and low < one.end:
                found.append(Shown(_machines(one, document.text), one))
        found.sort(key=lambda shown: (shown.finding.start, shown.finding.end))
        return found

    def reject(self, shown: Shown) -> str:
        """Nothing is there; what a person added is taken away again."""
        pane, correction = self._reader.pane, shown.correction
        if correction is not None and correction.verdict == "added":
            return self.restore(shown)
        machine = _machines(correction, pane.document.text) if correction is not None else shown.finding
        self._save(pane, machine, None, "correction.reject")
        return f"Rejected {short(shown.finding.text)}; undo brings it back."

    def relabel(self, shown: Shown, label: str) -> str:
        """It is something else."""
        finding = shown.finding
        if isinstance(finding, Mention):
            right: Finding = finding._replace(label=label)
        else:
            keep = (label in WRITTEN) == (finding.kind in WRITTEN)
            right = finding._replace(
                kind=label,
                value=finding.value if keep else None,
                upper=finding.upper if keep else None,
            )
        return self._change(shown, right, "correction.relabel")

    def move(self, shown: Shown, start: int, end: int) -> str:
        """It stands on other words (code points)."""
        finding, document = shown.finding, self._reader.pane.document
        text = document.text[start:end]
        if isinstance(finding, Mention):
            return self._change(shown, finding._replace(start=start, end=end, text=text), "correction.move")
        read = self._figure(self._reader.pane, start, end, finding.kind)
        if read.value is None:
            read = finding._replace(start=start, end=end, text=text)
        return self._change(shown, read, "correction.move")

    def add(self, start: int, end: int, label: str) -> str:
        """The machine missed a name or a figure (``label``: one of ``NAMES`` or ``FIGURES``) on these words."""
        pane = self._reader.pane
        text = pane.document.text[start:end]
        if label in NAMES:
            same = next((one.key for one in pane.document.entities.items if one.text == text), "")
            right: Finding = Mention(start, end, label, text, same or text.casefold())
        else:
            right = self._figure(pane, start, end, label)
        self._save(pane, None, right, "correction.add")
        return f"Added {short(text)}: {title_of(right)}."

    def restore(self, shown: Shown) -> str:
        """Take one's own correction back: what the machine found counts again."""
        if shown.correction is None:
            raise CannotDoThat("This is what the machine found; nothing was corrected.")
        pane = self._reader.pane
        self._reader.library.corrections.remove(shown.correction.id)
        self.reload(pane)
        if shown.correction.verdict == "added":
            return f"Taken away again: {short(shown.finding.text)}."
        return f"As the machine found it: {short(_machines(shown.correction, pane.document.text).text)}."

    def reload(self, pane: OpenArticle) -> None:
        """Show the corrections as they are in the library now."""
        library = self._reader.library
        pane.document.correct(library.corrections.of_article(pane.article_id, annotator=library.annotator))

    def _change(self, shown: Shown, right: Finding, action: str) -> str:
        pane, correction = self._reader.pane, shown.correction
        if correction is not None and correction.verdict == "added":
            with self._reader.library.journal.one_step(action):
                self._reader.library.corrections.remove(correction.id)
                self._save(pane, None, right, action)
        else:
            machine = _machines(correction, pane.document.text) if correction else shown.finding
            self._save(pane, machine, right, action)
        return f"{title_of(right)}: {short(right.text)}."

    def _save(self, pane: OpenArticle, machine: Finding | None, right: Finding | None, action: str) -> None:
        library = self._reader.library
        layer = "mention" if isinstance(machine or right, Mention) else "figure"
        earlier = next(
            (
                one.engine
                for one in pane.document.corrections
                if machine is not None
                and (one.machine_start, one.machine_end, one.machine_label)
                == (machine.start, machine.end, label_of(machine))
            ),
            None,
        )
        if earlier is None:
            engines = library.analyses.engines(pane.article_id, layer) if machine is not None else []
            earlier = engines[0] if engines else ""
        library.corrections.save(pane.article_id, machine, right, engine=earlier, action=action)
        self.reload(pane)

    def _correction_of(self, pane: OpenArticle, finding: Finding) -> Correction | None:
        subject = "mention" if isinstance(finding, Mention) else "figure"
        for one in pane.document.corrections:
            if (one.subject, one.start, one.end, one.label) == (
                subject,
                finding.start,
                finding.end,
                label_of(finding),
            ) and one.verdict != "rejected":
                return one
        return None

    def _figure(self, pane: OpenArticle, start: int, end: int, kind: str) -> Figure:
        """The words read as a figure of that kind; without a value where the grammar reads none in them."""
        from diptych.analysis.figures import figures_in, style_of

        document = pane.document
        text = document.text
        for figure in figures_in(
            text, start, end, published=document.article.published, style=style_of(text)
        ):
            if (figure.start, figure.end) == (start, end) and figure.kind == kind:
                return figure
        return Figure(start, end, kind, text[start:end])


def _machines(correction: Correction, text: str) -> Finding:
    """What the machine had found, as far as the correction keeps it: span and label."""
    start = correction.machine_start if correction.machine_start is not None else correction.start
    end = correction.machine_end if correction.machine_end is not None else correction.end
    if correction.subject == "mention":
        return Mention(start, end, correction.machine_label, text[start:end], correction.key)
    return Figure(start, end, correction.machine_label, text[start:end])
