"""What each command of the reading screen does. Keys, palette and help all come here by the command's name.

One module a group; importing a module enters its commands in the table.
"""

from __future__ import annotations

from diptych.tui.reading.commands import comparing, labels, moving, panes, program, searching
from diptych.tui.reading.commands.table import READING, Run, command

__all__ = ["READING", "Run", "command", "comparing", "labels", "moving", "panes", "program", "searching"]
