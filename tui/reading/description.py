"""What is under the cursor, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diptych.analysis.spans import Figure
    from diptych.tui.reading.reader import Reader

SHORT_NAMES = {
    "PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "building", "NORP": "group",
    "WORK_OF_ART": "work",
}  # fmt: skip
"""Kinds of names in a word, by the model's label."""


def told(figure: Figure) -> str:
    """A figure's meaning in a few words: "33 hostages", "≈ 1,200,000,000 USD", "Monday (2025-01-13)"."""
    value = figure.value
    if figure.kind == "duration":
        return figure.text  # it says it in words already; its ISO 8601 value is for data sets
    if figure.kind == "ordinal" and isinstance(value, int):
        return f"{_number(value)}{_ordinal_ending(value)}{f' {figure.of}' if figure.of else ''}"
    if figure.kind in ("date", "time"):
        known = value if value is None or figure.upper is None else f"{value}–{figure.upper}"
        # a day without its year ("--10-07") says no more than the words, and less plainly
        clear = known is not None and "--" not in str(known) and str(known) not in figure.text
        return f"{figure.text} ({known})" if clear else figure.text
    shown = figure.text if value is None else _number(value)
    if figure.upper is not None:
        shown = f"{shown}–{_number(figure.upper)}"
    unit = "" if figure.unit is None else (figure.unit if figure.unit == "%" else f" {figure.unit}")
    of = f" {figure.of}" if figure.of else ""
    return f"{'≈ ' if figure.approximate and value is not None else ''}{shown}{unit}{of}"


def _ordinal_ending(value: int) -> str:
    """As in 1st, 22nd, 113th."""
    if value // 10 % 10 == 1:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")


def _number(value: float | int | str) -> str:
    if isinstance(value, float):
        return f"{value:,.4g}" if abs(value) < 1e6 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value)


def describe_sentence(reader: Reader, *, point_only: bool = False) -> str:
    """The names and figures under the cursor and what they mean; how often each name is in the other panes."""
    pane = reader.pane
    span = pane.point if point_only else pane.span
    if span is None:
        return ""
    parts: list[str] = []
    for figure in pane.document.figures.between(*span):
        meaning = told(figure)
        parts.append(meaning if meaning.startswith(figure.text) else f"{figure.text} = {meaning}")
    seen: set[str] = set()
    for mention in pane.document.entities.between(*span):
        if mention.key in seen:
            continue
        seen.add(mention.key)
        counts = "·".join(
            str(sum(1 for other in panes.document.entities.items if other.key == mention.key))
            for panes in reader.panes
        )
        parts.append(f"{mention.text} ({SHORT_NAMES.get(mention.label, mention.label.lower())}) {counts}")
    if not point_only:
        for annotation in pane.here():
            label = next(
                (item.title for item in reader.scheme.labels if item.name == annotation.label),
                annotation.label,
            )
            extra = "".join(
                f", {word} {value}"
                for word, value in (
                    ("said by", annotation.attributed_to),
                    ("certainty", annotation.certainty),
                    ("note:", annotation.note),
                )
                if value
            )
            parts.insert(0, f"[{label}{extra}]")
        parts[len(pane.here()) : len(pane.here())] = reader.joins.described()
        if suggested := _likelihood(reader):
            parts.insert(0, suggested)
    return "  ".join(parts)


def _likelihood(reader: Reader) -> str:
    """How likely the sentence under the cursor is a claim, empty where it has an answer."""
    pane = reader.pane
    if pane.span is None or pane.here() or not pane.document.likely:
        return ""
    chance = pane.document.likely.get(pane.span)
    return "" if chance is None else f"[suggested: {chance:.0%} a claim]"
