"""Notes, certainty, speakers; the list of labels and the guideline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import READING, Run, command

if TYPE_CHECKING:
    from diptych.schemes import Label
    from diptych.tui.reading.editing import Editing
    from diptych.tui.reading.screen import ReadingScreen


def _editing(screen: ReadingScreen) -> Editing:
    from diptych.tui.reading.editing import Editing

    return Editing(screen, screen.carry_out)


@command("annotation.note")
def write_note(screen: ReadingScreen, count: int | None) -> str | None:
    _editing(screen).write_note(screen.reader.remarks.subject())
    return None


@command("annotation.note_editor")
def write_note_outside(screen: ReadingScreen, count: int | None) -> str | None:
    return _editing(screen).write_note_outside(screen.reader.remarks.subject())


@command("annotation.attribute")
def ask_speaker(screen: ReadingScreen, count: int | None) -> str | None:
    _editing(screen).ask_speaker(screen.reader.remarks.subject())
    return None


@command("annotation.certainty")
def cycle_certainty(screen: ReadingScreen, count: int | None) -> str | None:
    remarks = screen.reader.remarks
    return remarks.cycle_certainty(remarks.subject())


def _certainty(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        remarks = screen.reader.remarks
        return remarks.step_certainty(remarks.subject(), step)

    return run


READING["certainty.higher"] = _certainty(1)
READING["certainty.lower"] = _certainty(-1)


@command("label.pick")
def pick_label(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.remarks import short

    reader = screen.reader
    pane = reader.pane
    start, end = pane.require_span()

    def given(label: Label) -> str:
        kept = reader.answers.label(label.name, action="label.pick")
        return f"{label.title}: {short(kept.quote)}"

    quote = short(pane.document.text[start:end])
    _editing(screen).pick_label(f"Which label for {quote}", given)
    return None


@command("label.pick", context="span")
def pick_label_for_words(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.commands.spans import selecting

    mode = selecting(screen)
    _editing(screen).pick_label(mode.status(), mode.label, on="words")
    return None


@command("guideline.show")
def show_guideline(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.pane_row import WIDE

    if screen.size.width < WIDE:
        _editing(screen).show_guideline()
    else:
        screen.row.toggle_guideline(screen.reader.scheme)
        screen.show_active()
    return None


ABOUT_ANSWERS = frozenset(
    {
        "annotation.note",
        "annotation.note_editor",
        "annotation.attribute",
        "annotation.certainty",
        "certainty.higher",
        "certainty.lower",
        "guideline.show",
        "annotation.repeat",
        "help",
        "palette",
    }
)
"""Commands after which the answer just given is still the one that is meant."""
