"""Answers about the sentence under the cursor, and taking them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import READING, Run, command
from diptych.tui.reading.spanning import clear_words, words_at_point

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


@command("claim.toggle")
def toggle_claim(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.answers.toggle()
    return None


@command("claim.reject")
def reject_claim(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.answers.reject()
    return None


def _label(number: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        label = screen.reader.answers.label_on_key(number)
        screen.reader.answers.label(label.name)
        return None

    return run


for _number in range(1, 10):
    READING[f"label.{_number}"] = _label(_number)


@command("annotation.clear")
def clear_label(screen: ReadingScreen, count: int | None) -> str | None:
    reader = screen.reader
    if words := words_at_point(reader.pane):
        clear_words(reader, words[0])
        return "The label is off these words."
    reader.answers.clear()
    return None


@command("annotation.repeat")
def repeat_action(screen: ReadingScreen, count: int | None) -> str | None:
    for _ in range(count or 1):
        screen.reader.answers.repeat()
    return None


@command("auto_advance.toggle")
def toggle_auto_advance(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.auto_advance = not screen.reader.auto_advance
    return (
        "A label moves on to the next sentence."
        if screen.reader.auto_advance
        else "A label stays on its sentence."
    )


@command("history.undo")
def undo(screen: ReadingScreen, count: int | None) -> str | None:
    said = ""
    for _ in range(count or 1):
        said = "Undone: " + screen.reader.history.undo()
    return said


@command("history.redo")
def redo(screen: ReadingScreen, count: int | None) -> str | None:
    said = ""
    for _ in range(count or 1):
        said = "Redone: " + screen.reader.history.redo()
    return said
