"""No key is shown that does nothing."""

from __future__ import annotations

from pathlib import Path

from diptych.keymaps import COMMANDS
from diptych.tui.reading.commands import TABLES

TUI = Path(__file__).parents[2] / "tui"


def test_every_command_of_the_reader_runs() -> None:
    """In the contexts of the reader each command of the table is entered."""
    for context in ("reading", "span", "link"):
        named = {command.name for command in COMMANDS if context in command.contexts}
        assert named <= set(TABLES[context]), named - set(TABLES[context])


def test_every_command_of_lists_and_dialogues_is_known_to_a_screen() -> None:
    """Each is named in the code of some screen."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in TUI.rglob("*.py"))
    for command in COMMANDS:
        if {"list", "dialogue"} & set(command.contexts):
            assert f'"{command.name}"' in code, command.name
