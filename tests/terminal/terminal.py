"""A person at a terminal, for tests: runs the installed program in a pseudo-terminal, presses keys, reads the screen.

The terminal answers the questions that real ones answer (device attributes, cursor place, size, modes, colours), so an
article that smuggled such a question out would get its answer typed back into the program. All bytes are kept.
"""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyte

PATIENCE = float(os.environ.get("DIPTYCH_PATIENCE", "30"))
"""Seconds to wait for what should come in a fraction of one; only a failing test ever waits so long."""

KEYS = {
    "space": " ",
    "tab": "\t",
    "shift+tab": "\x1b[Z",
    "enter": "\r",
    "escape": "\x1b",
    "backspace": "\x7f",
    "delete": "\x1b[3~",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "pageup": "\x1b[5~",
    "pagedown": "\x1b[6~",
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
}

# What a program may ask a terminal, in 7 bit and in C1 as UTF-8.
_CSI = rb"(?:\x1b\[|\xc2\x9b)"
_OSC = rb"(?:\x1b\]|\xc2\x9d)"
_QUESTION = re.compile(
    _CSI + rb"(?:(?P<private>[?>=]?)(?P<number>[0-9;]*)(?P<dollar>\$?)(?P<final>[cnptqux]))"
    rb"|" + _OSC + rb"(?P<colour>1[012]);\?"
)  # fmt: skip

# pyte takes these for something else and would print their tails.
_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-zA-Z]|\x1b\[[0-9;?]*\$[a-z]|\x1bP[^\x1b]*\x1b\\")
_COMPLETE = re.compile(
    rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*\x07|[P\]][^\x1b]*\x1b\\|[()*+#%][ -~]|[^\[\]P()*+#%])", re.DOTALL
)


class NotSeen(AssertionError):
    """What was waited for did not come."""


class Terminal:
    """One run of the program. ``raw`` holds every byte it wrote; ``screen`` is what they draw."""

    def __init__(self, argv: list[str], env: dict[str, str], *, cols: int, rows: int, cwd: Path) -> None:
        self.raw = bytearray()
        self.screen = pyte.Screen(cols, rows)
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._answered = 0
        self._master, self._slave = os.openpty()  # held open here, to see what attributes the program leaves
        self._set_size(cols, rows)
        self.attributes_before = termios.tcgetattr(self._slave)
        self.process = subprocess.Popen(
            argv,
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            env=env,
            cwd=cwd,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # so that it hangs up with us
        )
        os.set_blocking(self._master, False)

    # ---- the keyboard

    def press(self, keys: str) -> None:
        """Press keys, named and separated by blanks, in one write: ``"j j space ctrl+d G"``."""
        self.type("".join(_key(name) for name in keys.split()))

    def type(self, text: str | bytes) -> None:
        """Write text as typed; reads on while the program takes its time to accept it."""
        data = text.encode("utf-8", "surrogateescape") if isinstance(text, str) else text
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                self.pump(0.05)

    def resize(self, cols: int, rows: int) -> None:
        """Give the window another size."""
        self._set_size(cols, rows)
        self.screen.resize(max(rows, 1), max(cols, 1))

    def _set_size(self, cols: int, rows: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    # ---- the screen

    def pump(self, timeout: float) -> bool:
        """Read and answer what came within ``timeout`` seconds; whether anything came."""
        ready, _, _ = select.select([self._master], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except (BlockingIOError, OSError):
            return False
        self.raw += data
        self._answer()
        data = self._held + data
        self._held = b""
        last = data.rfind(b"\x1b")
        if last >= 0 and len(data) - last < 64 and not _COMPLETE.match(data, last):
            data, self._held = data[:last], data[last:]
        self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data))
        return bool(data)

    def _answer(self) -> None:
        while match := _QUESTION.search(self.raw, self._answered):
            self._answered = match.end()
            reply = self._reply(match)
            if reply:
                self.type(reply)
        self._answered = max(self._answered, len(self.raw) - 32)  # a question may come in two pieces

    def _reply(self, match: re.Match[bytes]) -> bytes:
        if match["colour"]:
            return b"\x1b]%s;rgb:1111/1111/1111\x1b\\" % match["colour"]
        asked = (match["private"], match["number"], match["dollar"] + match["final"])
        private, number, final = asked
        if final == b"c" and number in (b"", b"0"):
            return {b"": b"\x1b[?62;22c", b">": b"\x1b[>1;10;0c"}.get(private, b"")
        if asked == (b"", b"5", b"n"):
            return b"\x1b[0n"
        if final == b"n" and number == b"6":
            return b"\x1b[%d;%dR" % (self.screen.cursor.y + 1, self.screen.cursor.x + 1)
        if asked == (b"", b"18", b"t"):
            return b"\x1b[8;%d;%dt" % (self.screen.lines, self.screen.columns)
        if private == b">" and final == b"q":
            return b"\x1bP>|xterm(388)\x1b\\"
        if private == b"?" and final == b"$p":
            return b"\x1b[?%s;%d$y" % (number, 2 if number == b"2026" else 0)
        return b""

    def text(self) -> str:
        """The screen's rows, right ends stripped."""
        return "\n".join(row.rstrip() for row in self.screen.display)

    def wait_for(self, wanted: str | Callable[[], bool], what: str = "", timeout: float = PATIENCE) -> None:
        """Read until the text is on the screen or the condition (``what``) holds; NotSeen where it never does."""
        deadline = time.monotonic() + timeout
        seen: Callable[[], bool] = wanted if callable(wanted) else lambda: wanted in self.text()
        while not seen():
            came = self.pump(0.05)
            if not came and (time.monotonic() > deadline or self.process.poll() is not None):
                while self.pump(0.05):
                    pass
                if seen():
                    return
                ended = "" if self.process.poll() is None else f"; it ended with {self.process.returncode}"
                raise NotSeen(f"never saw {what or wanted!r}{ended}; the screen:\n{self.text()}")

    def settle(self, quiet: float = 0.25) -> None:
        """Read until nothing has come for ``quiet`` seconds."""
        deadline = time.monotonic() + PATIENCE
        while self.pump(quiet) and time.monotonic() < deadline:
            pass

    # ---- the end

    def wait_end(self, timeout: float = PATIENCE) -> int:
        """Read until the program has ended; its exit code, negative for a signal."""
        deadline = time.monotonic() + timeout
        while self.process.poll() is None:
            self.pump(0.05)
            if time.monotonic() > deadline:
                raise NotSeen(f"it did not end; the screen:\n{self.text()}")
        while self.pump(0.02):
            pass
        return self.process.returncode

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal to the program alone."""
        self.process.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, and wait until it is gone."""
        self.process.kill()
        self.process.wait()

    def hang_up(self) -> None:
        """Close the terminal, as when a window is closed or a connection drops."""
        os.close(self._slave)
        os.close(self._master)
        self._master = self._slave = -1

    def close(self) -> None:
        """End everything that is left."""
        if self.process.poll() is None:
            self.kill()
        if self._master >= 0:
            self.hang_up()

    def attributes_after(self) -> list[Any]:
        """The tty's attributes now."""
        return termios.tcgetattr(self._slave)

    def is_clean(self) -> list[str]:
        """What the program left behind that it should not have: empty where the terminal is as before."""
        left = []
        for number, name, normal in (
            (b"1049", "alternate screen", b"l"),
            (b"25", "hidden cursor", b"h"),
            (b"1000", "mouse", b"l"),
            (b"1003", "mouse motion", b"l"),
            (b"1006", "mouse coordinates", b"l"),
            (b"1004", "focus reports", b"l"),
            (b"2004", "bracketed paste", b"l"),
            (b"2026", "synchronised update", b"l"),
        ):
            states = re.findall(rb"\x1b\[\?" + number + rb"([hl])", self.raw)
            if states and states[-1] != normal:
                left.append(name)
        if len(re.findall(rb"\x1b\[>\d+u", self.raw)) != self.raw.count(b"\x1b[<u"):
            left.append("keyboard protocol")
        if self.attributes_after() != self.attributes_before:
            left.append("tty attributes")
        return left


def _key(name: str) -> str:
    if name.startswith("ctrl+") and len(name) == 6:
        return chr(ord(name[5]) & 0x1F)
    if len(name) > 1 and name not in KEYS:
        raise ValueError(f"no such key: {name}")
    return KEYS.get(name, name)


class Desk:
    """A home of its own for the program: files, a library, and the runs on them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library.db"
        self.runs: list[Terminal] = []
        home = folder / "home"
        home.mkdir()
        self.env = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home / "config"),
            "XDG_DATA_HOME": str(home / "data"),
            "XDG_CACHE_HOME": str(home / "cache"),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "DIPTYCH_DB": str(self.library),
            "DIPTYCH_ANNOTATOR": "ann",
            "DIPTYCH_HIGHLIGHTS": "0",
        }

    def write(self, name: str | bytes, content: str | bytes) -> str:
        """A file in this folder; its name, to be given to the program."""
        data = content.encode("utf-8") if isinstance(content, str) else content
        path = os.path.join(os.fsencode(self.folder), os.fsencode(name))
        with open(path, "wb") as stream:  # noqa: PTH123 - the names that tests need are no Path's
            stream.write(data)
        return os.fsdecode(name)

    def start(self, *arguments: str, cols: int = 120, rows: int = 30, **env: str) -> Terminal:
        """Run ``diptych`` with these arguments in a terminal of this size."""
        run = Terminal(
            [sys.executable, "-m", "diptych", *arguments],
            {**self.env, **env},
            cols=cols,
            rows=rows,
            cwd=self.folder,
        )
        self.runs.append(run)
        return run

    def run(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[bytes]:
        """Run ``diptych`` without a terminal, to its end."""
        return subprocess.run(
            [sys.executable, "-m", "diptych", *arguments],
            env={**self.env, **env},
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE,
        )

    def query(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Rows of the library, read by another connection; none where there is no library or table yet."""
        if not self.library.exists():
            return []
        connection = sqlite3.connect(f"file:{self.library}?mode=ro", uri=True)
        try:
            return connection.execute(sql, values).fetchall()
        except sqlite3.OperationalError as error:
            if "no such table" in str(error):
                return []
            raise
        finally:
            connection.close()

    def answers(self) -> list[tuple[str, str, str]]:
        """(file's name, quote, label) of every annotation; each quote is checked against the stored text."""
        rows = self.query(
            'SELECT a.location, n.quote, n.label, substr(a.text, n.start + 1, n."end" - n.start)'
            " FROM annotation AS n JOIN article AS a ON a.id = n.article ORDER BY a.id, n.start, n.label"
        )
        assert all(quote == stored for _, quote, _, stored in rows)
        return [(os.path.basename(location), quote, label) for location, quote, label, _ in rows]

    def close(self) -> None:
        """End every run."""
        for run in self.runs:
            run.close()
