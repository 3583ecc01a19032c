"""The first screen, drawn before the slow libraries are loaded.

Textual takes 0.2 s to come up; a reader who opens a file sees its text long before that, laid out as Textual will draw
it, but for what a guess in a millisecond gets wrong (first_rows.py). Keys typed meanwhile stay in the terminal's queue
and reach the program. Imports nothing that is slow.
"""

from __future__ import annotations

import os
import sys

LARGEST = 64 * 1024
"""Bytes read of each file: more than fits on a screen."""

NARROWEST_PANE = 48  # as NARROWEST in tui/reading/pane_row.py, which is too slow to import here
GUTTER = 4
_before: list[object] | None = None
_drawn = False


def show(arguments: list[str]) -> None:
    """Draw the first frame of ``diptych read FILE…``, if that is what was asked for and this is a terminal."""
    if not arguments or os.environ.get("TERM", "dumb") in ("", "dumb"):
        return
    if not (os.isatty(0) and os.isatty(1)):
        return
    files = _files(arguments)
    if not files:
        return
    try:
        frame = _frame(files, os.get_terminal_size(1))
    except (OSError, ValueError):
        return  # whatever is wrong with a file is said in the proper place
    _draw(frame)


def _files(arguments: list[str]) -> list[str]:
    """The files that will be opened; none if anything but plain paths was given."""
    if arguments[0] == "read":
        arguments = arguments[1:]
    if any(argument.startswith("-") or not os.path.isfile(argument) for argument in arguments):
        return []
    return arguments[:4]


def _frame(files: list[str], size: os.terminal_size) -> list[str]:
    from diptych.commands.first_rows import rows_of

    shown = max(1, min(len(files), size.columns // NARROWEST_PANE))
    width = size.columns // shown
    columns: list[list[tuple[str, int]]] = []
    for number, name in enumerate(files[:shown]):
        with open(name, "rb") as stream:
            data = stream.read(LARGEST)
        if b"\0" in data:
            raise ValueError("no text")
        edges = 2 if number else 1  # the scroll mark, and what parts a pane from the one to its left
        columns.append([("", 0), *rows_of(data, width - GUTTER - edges, size.lines - 3)])  # under the heading
    lines = []
    for number in range(size.lines - 2):
        line = ""
        for place, column in enumerate(columns):
            row, cells = column[number] if number < len(column) else ("", 0)
            indent = GUTTER + (place > 0)
            line += " " * indent + row + " " * max(0, width - indent - cells)
        lines.append(line.rstrip())
    return lines


def _draw(lines: list[str]) -> None:
    global _before, _drawn
    import gc
    import termios
    import tty

    # the module signal makes enums of them, which takes 8 ms
    from _signal import SIGHUP, SIGTERM, signal  # type: ignore[import-not-found]

    gc.disable()  # see opening.hurry()
    for number in (SIGTERM, SIGHUP):
        signal(number, _end)
    _before = termios.tcgetattr(0)
    tty.setcbreak(0, termios.TCSANOW)
    _drawn = True
    os.write(1, ("\x1b[?1049h\x1b[?25l\x1b[H\x1b[2J" + "\r\n".join(lines)).encode("utf-8", "replace"))


def _end(number: int, frame: object) -> None:
    """Told to end before Textual draws: the terminal is put back first."""
    take_back()
    os._exit(128 + number)


def hand_over() -> None:
    """Textual draws from here on; it leaves the terminal as it found it."""
    global _drawn
    _drawn = False


def take_back() -> None:
    """Put the terminal back as it was before the first frame."""
    global _before, _drawn
    if _drawn:
        _drawn = False
        os.write(1, b"\x1b[?25h\x1b[?1049l")
    if _before is not None:
        import termios

        termios.tcsetattr(0, termios.TCSANOW, _before)  # type: ignore[arg-type]
        _before = None
    sys.stdout.flush()
