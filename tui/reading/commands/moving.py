"""Going from sentence to sentence, by page, name, figure and jump."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import READING, Run, command
from diptych.tui.reading.description import describe_sentence
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


def _sentences(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        steps = step * (count or 1)
        if abs(steps) == 1 and screen.view.scroll_within_sentence(steps):
            return None  # a sentence longer than the screen is scrolled through first
        screen.reader.go(screen.reader.pane.cursor + steps)
        return None

    return run


READING["sentence.next"] = _sentences(1)
READING["sentence.previous"] = _sentences(-1)


def _paragraphs(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        reader = screen.reader
        for _ in range(count or 1):
            if reader.pane.span is None:
                raise CannotDoThat("This article has no sentence to stand on.")
            reader.go(reader.pane.document.paragraph_step(reader.pane.cursor, step))
        return None

    return run


READING["paragraph.next"] = _paragraphs(1)
READING["paragraph.previous"] = _paragraphs(-1)


def _pages(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        screen.reader.go(screen.view.page(step * (count or 1)))
        return None

    return run


READING["page.down"] = _pages(1)
READING["page.up"] = _pages(-1)


@command("article.top")
def top(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.jumps.leave_mark()
    screen.reader.go((count or 1) - 1)
    return None


@command("article.bottom")
def bottom(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.jumps.leave_mark()
    screen.view.take_in_all()
    last = screen.reader.pane.document.count - 1
    screen.reader.go(count - 1 if count else last)
    if not count:
        screen.view.show_end()
    return None


def _spans(kind: str, step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        for _ in range(count or 1):
            screen.reader.step_through(kind, step)
        return describe_sentence(screen.reader, point_only=True)

    return run


READING["entity.next"] = _spans("entity", 1)
READING["entity.previous"] = _spans("entity", -1)
READING["figure.next"] = _spans("figure", 1)
READING["figure.previous"] = _spans("figure", -1)


@command("unjudged.next")
def next_unjudged(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.jumps.leave_mark()
    for _ in range(count or 1):
        screen.reader.next_unjudged()
    return None


@command("unjudged.previous")
def previous_unjudged(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.jumps.leave_mark()
    for _ in range(count or 1):
        screen.reader.next_unjudged(-1)
    return None


def _claims(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        screen.reader.jumps.leave_mark()
        for _ in range(count or 1):
            screen.reader.next_claim(step)
        return None

    return run


READING["claim.next"] = _claims(1)
READING["claim.previous"] = _claims(-1)


@command("jump.back")
def jump_back(screen: ReadingScreen, count: int | None) -> str | None:
    for _ in range(count or 1):
        screen.reader.jumps.back()
    return None


@command("jump.forward")
def jump_forward(screen: ReadingScreen, count: int | None) -> str | None:
    for _ in range(count or 1):
        screen.reader.jumps.forward()
    return None


@command("view.centre")
def centre(screen: ReadingScreen, count: int | None) -> str | None:
    screen.view.centre_cursor()
    return None
