"""Choosing words by keyboard, and labelling them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import SPAN, Run, command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen
    from diptych.tui.reading.selecting import Selecting


@command("span.select")
def select_words(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.selecting import Selecting

    screen.keyboard.enter_mode(Selecting(screen))
    return None


def selecting(screen: ReadingScreen) -> Selecting:
    """The words being chosen; CannotDoThat where none are."""
    from diptych.tui.reading.selecting import Selecting

    if not isinstance(screen.keyboard.mode, Selecting):
        raise CannotDoThat("No words are being chosen.")
    return screen.keyboard.mode


def _move(step: str) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        selecting(screen).move(step, count or 1)
        return None

    return run


SPAN["span.next"] = _move("next_word")
SPAN["span.previous"] = _move("previous_word")
SPAN["span.extend"] = _move("extend")
SPAN["span.shrink"] = _move("shrink")
SPAN["span.start_earlier"] = _move("start_earlier")
SPAN["span.start_later"] = _move("start_later")
SPAN["span.snap"] = _move("snap")
SPAN["span.sentence"] = _move("whole_sentence")
SPAN["span.piece"] = _move("keep_piece")


def _label(number: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        return selecting(screen).label(screen.reader.answers.label_on_key(number))

    return run


for _number in range(1, 10):
    SPAN[f"label.{_number}"] = _label(_number)


@command("claim.toggle", context="span")
def toggle_claim(screen: ReadingScreen, count: int | None) -> str | None:
    return selecting(screen).toggle()


@command("claim.reject", context="span")
def reject_words(screen: ReadingScreen, count: int | None) -> str | None:
    return selecting(screen).reject()


@command("annotation.clear", context="span")
def clear_words(screen: ReadingScreen, count: int | None) -> str | None:
    return selecting(screen).clear()
