"""Linking what belongs together, and going along a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.keymaps.commands import COMMANDS
from diptych.tui.reading.commands import comparing, moving, panes
from diptych.tui.reading.commands.table import LINK, READING, Run, command
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.linking import Linking
    from diptych.tui.reading.screen import ReadingScreen

__all__ = ["comparing", "moving", "panes"]  # entered in READING before they are taken over from it

for _known in COMMANDS:
    if "link" in _known.contexts and _known.name in READING:
        LINK.setdefault(_known.name, READING[_known.name])


@command("link.start")
def start_link(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.linking import Linking

    screen.keyboard.enter_mode(Linking(screen))
    return None


def linking(screen: ReadingScreen) -> Linking:
    """The link being made; CannotDoThat where none is."""
    from diptych.tui.reading.linking import Linking

    if not isinstance(screen.keyboard.mode, Linking):
        raise CannotDoThat("No link is being made.")
    return screen.keyboard.mode


def _relation(number: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        mode = linking(screen)
        return mode.finish(mode.relation_on_key(number))

    return run


for _number in range(1, 10):
    LINK[f"relation.{_number}"] = _relation(_number)


@command("link.finish", context="link")
def finish_link(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.dialogues.picker import Picker, Row

    mode = linking(screen)
    if mode.target() is None:
        raise CannotDoThat("No match is offered here: go to the other statement first.")
    relations = screen.reader.scheme.relations
    rows = [Row(relation.name, relation.title, relation.description) for relation in relations]

    def picked(name: str | None) -> None:
        relation = screen.reader.scheme.relation(name) if name is not None else None
        if relation is not None and screen.keyboard.mode is mode:
            screen.carry_out(lambda: mode.finish(relation))

    screen.app.push_screen(Picker(screen.app.keymap, "How do they belong together?", rows), picked)
    return None


@command("link.go")
def follow_link(screen: ReadingScreen, count: int | None) -> str | None:
    reader = screen.reader
    other, link = reader.joins.follow()
    reader.jumps.leave_mark()
    reader.show_sentence(other.article, other.start, other.end)
    sentence = reader.pane.document.sentence_of_span(other.start, other.end)
    if sentence is None or other.pieces:
        reader.go_to_span(other.start, other.end)
    relation = reader.scheme.relation(link.relation)
    return relation.title if relation is not None else link.relation
