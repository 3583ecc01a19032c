"""What each command of the reading screen does. Keys, palette and help all come here by the command's name.

A command gets the screen and the count that was typed before its key (None where none was). It returns what to say
in the status line, or None; ``CannotDoThat`` says why it cannot run here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from diptych.tui.reading.reader import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen

Run = Callable[["ReadingScreen", "int | None"], "str | None"]

READING: dict[str, Run] = {}
"""Command name → what it does."""


def command(*names: str) -> Callable[[Run], Run]:
    """Enter a function under its command's name."""

    def enter(function: Run) -> Run:
        for name in names:
            READING[name] = function
        return function

    return enter


# ---- moving


def _sentences(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        screen.step_sentence(step * (count or 1))
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
    screen.reader.leave_mark()
    screen.reader.go((count or 1) - 1)
    return None


@command("article.bottom")
def bottom(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.leave_mark()
    screen.take_in_all()
    screen.reader.go(count - 1 if count else screen.reader.pane.document.count - 1)
    return None


def _spans(kind: str, step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        for _ in range(count or 1):
            screen.reader.step_through(kind, step)
        return screen.describe_point()

    return run


READING["entity.next"] = _spans("entity", 1)
READING["entity.previous"] = _spans("entity", -1)
READING["figure.next"] = _spans("figure", 1)
READING["figure.previous"] = _spans("figure", -1)


@command("unjudged.next")
def next_unjudged(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.leave_mark()
    for _ in range(count or 1):
        screen.reader.next_unjudged()
    return None


@command("unjudged.previous")
def previous_unjudged(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.leave_mark()
    for _ in range(count or 1):
        screen.reader.next_unjudged(-1)
    return None


def _claims(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        screen.reader.leave_mark()
        for _ in range(count or 1):
            screen.reader.next_claim(step)
        return None

    return run


READING["claim.next"] = _claims(1)
READING["claim.previous"] = _claims(-1)


@command("jump.back")
def jump_back(screen: ReadingScreen, count: int | None) -> str | None:
    for _ in range(count or 1):
        screen.reader.jump_back()
    return None


@command("jump.forward")
def jump_forward(screen: ReadingScreen, count: int | None) -> str | None:
    for _ in range(count or 1):
        screen.reader.jump_forward()
    return None


@command("view.centre")
def centre(screen: ReadingScreen, count: int | None) -> str | None:
    screen.view.centre_cursor()
    return None


# ---- panes


def _pane(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        reader = screen.reader
        if len(reader.panes) == 1:
            raise CannotDoThat("Only one report is open.")
        reader.active = (reader.active + step * (count or 1)) % len(reader.panes)
        return None

    return run


READING["pane.next"] = _pane(1)
READING["pane.previous"] = _pane(-1)


@command("pane.close")
def close_pane(screen: ReadingScreen, count: int | None) -> str | None:
    screen.close_pane()
    return None


@command("pane.open")
def open_pane(screen: ReadingScreen, count: int | None) -> str | None:
    screen.choose_pane()
    return None


@command("pane.zoom")
def zoom_pane(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.zoom()


@command("pane.swap")
def swap_panes(screen: ReadingScreen, count: int | None) -> str | None:
    screen.swap_panes()
    return None


@command("article.about")
def about(screen: ReadingScreen, count: int | None) -> str | None:
    article = screen.reader.pane.document.article
    document = screen.reader.pane.document
    parts = [
        article.title or "no headline",
        article.source or "source unknown",
        article.author,
        article.published or "no date",
        article.location or "from a stream",
        f"{len(article.text):,} characters",
        f"{document.count} sentences",
        f"library id {article.id}",
    ]
    return " · ".join(part for part in parts if part)


# ---- labels


@command("claim.toggle")
def toggle_claim(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.toggle()
    return None


@command("claim.reject")
def reject_claim(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.reject()
    return None


def _label(number: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        label = screen.reader.label_on_key(number)
        screen.reader.label(label.name)
        return None

    return run


for _number in range(1, 10):
    READING[f"label.{_number}"] = _label(_number)


@command("annotation.clear")
def clear_label(screen: ReadingScreen, count: int | None) -> str | None:
    screen.reader.clear()
    return None


@command("annotation.repeat")
def repeat_action(screen: ReadingScreen, count: int | None) -> str | None:
    for _ in range(count or 1):
        screen.reader.repeat()
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
        said = screen.reader.undo()
    return said


@command("history.redo")
def redo(screen: ReadingScreen, count: int | None) -> str | None:
    said = ""
    for _ in range(count or 1):
        said = screen.reader.redo()
    return said


# ---- searching


@command("search.start")
def start_search(screen: ReadingScreen, count: int | None) -> str | None:
    screen.ask_search()
    return None


def _hits(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        return screen.next_hit(step * (count or 1))

    return run


READING["search.next"] = _hits(1)
READING["search.previous"] = _hits(-1)


# ---- the program


@command("screen.back")
def put_out(screen: ReadingScreen, count: int | None) -> str | None:
    screen.put_out_lights()
    return None


@command("copy.citation")
def copy_citation(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.copy(with_source=True)


@command("copy.text")
def copy_text(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.copy(with_source=False)


@command("theme.next")
def next_theme(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.other_theme()


@command("screen.redraw")
def redraw(screen: ReadingScreen, count: int | None) -> str | None:
    screen.app.refresh(layout=True)
    return None


@command("help")
def show_help(screen: ReadingScreen, count: int | None) -> str | None:
    screen.show_help()
    return None


@command("palette")
def show_palette(screen: ReadingScreen, count: int | None) -> str | None:
    screen.app.action_command_palette()
    return None


@command("library.open")
def open_library(screen: ReadingScreen, count: int | None) -> str | None:
    screen.open_library()
    return None


@command("quit")
def quit_program(screen: ReadingScreen, count: int | None) -> str | None:
    screen.leave()
    return None
