"""Standard streams that were closed, or that cannot print every sign."""

from __future__ import annotations

import io
import os
import sys

_NOTHING_SET_UP = ("ascii", "us-ascii", "ansi_x3.4-1968", "646")


def mend_streams() -> None:
    """Closed streams lead nowhere, so that no file opened later takes their numbers; no sign stops the printing.

    Where Python was told of ASCII nothing was set up: as it does itself in the C locale, UTF-8 is taken. Standard
    input stays None where it is closed, so that whoever wants to read it can say so.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, os.O_RDWR)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            if number:
                reopen(number, name)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper) and stream.encoding != "utf-8":
            unset = stream.encoding.lower() in _NOTHING_SET_UP
            stream.reconfigure(encoding="utf-8" if unset else None, errors="replace")


def reopen(number: int, name: str) -> None:
    """A stream of that name over a file's number, for whoever prints or reads by either of its names."""
    stream = open(number, "w" if number else "r", encoding="utf-8", closefd=False)  # noqa: SIM115
    setattr(sys, name, stream)
    setattr(sys, f"__{name}__", stream)
