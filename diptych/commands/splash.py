"""The first screen, drawn before the slow libraries are loaded.

Textual takes 0.4 s to load; a reader who opens a file sees its text long before that, laid out as Textual will draw
it. Keys typed meanwhile stay in the terminal's queue and reach the program. Imports nothing that is slow.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # as typing's, whose import the first frame would have to wait for
if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 64 * 1024
"""Bytes read of each file: more than fits on a screen."""

NARROWEST_PANE = 48  # as NARROWEST in tui/reading/pane_row.py, which is too slow to import here
GUTTER = 4
ONE_CELL = "‘’“”–—…•€"
"""Typographic signs of news that are one cell wide everywhere."""

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
    shown = max(1, min(len(files), size.columns // NARROWEST_PANE))
    width = size.columns // shown
    columns: list[list[tuple[str, int]]] = []
    for name in files[:shown]:
        with open(name, "rb") as stream:
            data = stream.read(LARGEST)
        if b"\0" in data:
            raise ValueError("no text")
        rows = [("", 0)]
        for paragraph in _paragraphs(data, width - GUTTER - 2):
            rows += [*paragraph, ("", 0)]
            if len(rows) > size.lines:
                break
        columns.append(rows[: size.lines - 2])
    lines = []
    for number in range(size.lines - 2):
        line = ""
        for column in columns:
            row, cells = column[number] if number < len(column) else ("", 0)
            line += " " * GUTTER + row + " " * max(0, width - GUTTER - cells)
        lines.append(line.rstrip())
    return lines


def _paragraphs(data: bytes, width: int) -> Iterator[list[tuple[str, int]]]:
    """Each line of the text that is not empty as rows with their width in cells."""
    text = plain_text(data)
    if text is not None:
        yield from (plain_rows(line, width) for line in text.split("\n") if line.strip())
        return
    from diptych.articles.decoding import decode
    from diptych.articles.visible import visible
    from diptych.tui.reading.rows import cells, wrap

    for line in visible(decode(data).text).split("\n"):
        if line.strip():
            found = [line[start:end] for start, end in wrap(line, 0, len(line), width)]
            yield [(row, cells(row)) for row in found]


def plain_text(data: bytes) -> str | None:
    """The text where nothing in it needs care: valid UTF-8, printable, one cell a character; None otherwise.

    Most reports are like that, and the expressions that deal with the rest take 15 ms to load.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    signs = set(text)
    signs.discard("\n")
    if all(sign.isprintable() and (sign < "\u0300" or sign in ONE_CELL) for sign in signs):
        return text
    return None


def plain_rows(line: str, width: int) -> list[tuple[str, int]]:
    """The rows of a line of such a text, as ``diptych.tui.reading.rows.wrap`` makes them."""
    rows: list[tuple[str, int]] = []
    row = ""
    for word in line.split():
        if row and len(row) + 1 + len(word) <= width:
            row += " " + word
            continue
        if row:
            rows.append((row, len(row)))
        while len(word) > width:
            rows.append((word[:width], width))
            word = word[width:]
        row = word
    if row:
        rows.append((row, len(row)))
    return rows


def _draw(lines: list[str]) -> None:
    global _before, _drawn
    import termios
    import tty

    # the module signal makes enums of them, which takes 8 ms
    from _signal import SIGHUP, SIGTERM, signal  # type: ignore[import-not-found]

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
