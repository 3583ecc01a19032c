"""What each command of the reading screen does. Keys, palette and help all come here by the command's name.

One module a group; importing a module enters its commands in the table.
"""

from __future__ import annotations

from diptych.tui.reading.commands import (
    comparing,
    labels,
    links,
    modes,
    moving,
    panes,
    program,
    queue,
    remarks,
    reviewing,
    searching,
    spans,
)
from diptych.tui.reading.commands.remarks import ABOUT_ANSWERS
from diptych.tui.reading.commands.table import READING, TABLES, Run, command

__all__ = [
    "ABOUT_ANSWERS",
    "READING",
    "TABLES",
    "Run",
    "command",
    "comparing",
    "labels",
    "links",
    "modes",
    "moving",
    "panes",
    "program",
    "queue",
    "remarks",
    "reviewing",
    "searching",
    "spans",
]
