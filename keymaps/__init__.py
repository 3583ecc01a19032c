"""Which keys run which command: the table of commands, the maps, their loader, the machine that reads keys.

Pure: no screen is needed to check a map. ``keymaps.load("vim").bindings("reading")`` gives keys → command.
"""

from __future__ import annotations

from diptych.keymaps.commands import BY_NAME, COMMANDS, CONTEXTS, GROUPS, Command
from diptych.keymaps.keymap import Keymap, dump, table
from diptych.keymaps.layer import BUILTIN
from diptych.keymaps.loader import load
from diptych.keymaps.sequence import Fired, Pending, Sequences, Unbound

__all__ = [
    "BUILTIN", "BY_NAME", "COMMANDS", "CONTEXTS", "GROUPS", "Command", "Fired", "Keymap", "Pending",
    "Sequences", "Unbound", "dump", "load", "table",
]  # fmt: skip
