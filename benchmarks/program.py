"""A program in a pseudo-terminal, and how long it takes from a key to the last byte of what it paints for it.

Times end when the bytes have left the program; what a terminal does with them is the same for all. The terminal's
questions are answered, synchronised output included, so that each program takes its fast path. Where the system
permits, programs run under SCHED_RR (``DIPTYCH_BENCH_NICE=1`` forbids it), so that other work does not get between.
"""

from __future__ import annotations

import fcntl
import os
import random
import re
import select
import shutil
import signal
import sqlite3
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

COLUMNS, ROWS = 160, 48
QUIET = 0.035
"""Seconds without a byte after which a paint is over."""

FRAME_END = b"\x1b[?2026l"
_ANSWERS = (
    (b"\x1b[?2026$p", b"\x1b[?2026;2$y"),
    (b"\x1b[?2048$p", b"\x1b[?2048;0$y"),
    (b"\x1b[>c", b"\x1b[>1;10;0c"),
    (b"\x1b[c", b"\x1b[?62;22c"),
    (b"\x1b[6n", b"\x1b[1;1R"),
    (b"\x1b]11;?", b"\x1b]11;rgb:1111/1111/1111\x1b\\"),
    (b"\x1b]10;?", b"\x1b]10;rgb:eeee/eeee/eeee\x1b\\"),
)
_SEQUENCE = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]])")


def first_in_line(priority: int) -> bool:
    """Run this process before other work, where that is permitted."""
    if os.environ.get("DIPTYCH_BENCH_NICE"):
        return False
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(priority))
    except (OSError, AttributeError):
        return False
    return True


_NOT_OURS = ("COLUMNS", "LINES", "TMUX", "NO_COLOR", "PYTHONDONTWRITEBYTECODE")
"""Settings of whoever runs this that a user's program would not have; compiled modules are kept, as after any start."""


class Program:
    """A running program. Times are milliseconds."""

    def __init__(
        self,
        argv: Sequence[str | Path],
        env: Mapping[str, str] | None = None,
        *,
        columns: int = COLUMNS,
        folder: Path | None = None,
    ) -> None:
        self.output = bytearray()
        self.frames = 0
        self._master, slave = os.openpty()
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, columns, 0, 0))
        inherited = {k: v for k, v in os.environ.items() if k not in _NOT_OURS}

        def prepare() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            first_in_line(20)

        self.started = time.perf_counter()
        self._process = subprocess.Popen(
            [str(part) for part in argv],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={
                **inherited,
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "LC_ALL": "C.UTF-8",
                **(env or {}),
            },
            cwd=folder,
            start_new_session=True,
            preexec_fn=prepare,
        )
        os.close(slave)
        os.set_blocking(self._master, False)

    def __enter__(self) -> Program:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def _read(self, timeout: float) -> float | None:
        """When something came within ``timeout`` seconds, else None."""
        ready, _, _ = select.select([self._master], [], [], max(0.0, timeout))
        if not ready:
            return None
        try:
            data = os.read(self._master, 1 << 16)
        except OSError as ended:
            raise RuntimeError(f"the program ended: {self.text()[-400:]}") from ended
        when = time.perf_counter()
        self.output += data
        self.frames += data.count(FRAME_END)
        for question, answer in _ANSWERS:
            if question in data:
                os.write(self._master, answer)
        return when

    def text(self) -> str:
        """All that was written so far, without control sequences."""
        return _SEQUENCE.sub(b"", bytes(self.output)).decode("utf-8", "replace")

    def write(self, keys: bytes) -> None:
        """Press keys without waiting for what they do."""
        view = memoryview(keys)
        while view:
            try:
                view = view[os.write(self._master, view) :]
            except BlockingIOError:
                self._read(0.05)

    def until(self, wanted: str, timeout: float = 60.0) -> float:
        """Milliseconds from the start of the program until this text was written."""
        deadline = time.perf_counter() + timeout
        seen = 0
        while time.perf_counter() < deadline:
            when = self._read(0.1)
            if when is None:
                continue
            recent = _SEQUENCE.sub(b"", bytes(self.output[max(0, seen - 4096) :])).decode("utf-8", "replace")
            seen = len(self.output)
            if wanted in recent:
                return (when - self.started) * 1000
        raise RuntimeError(f"never saw {wanted!r}: {self.text()[-400:]}")

    def settle(self, quiet: float = 0.3, timeout: float = 30.0) -> None:
        """Read until nothing has come for ``quiet`` seconds."""
        deadline = time.perf_counter() + timeout
        while time.perf_counter() < deadline and self._read(quiet) is not None:
            pass

    def press(self, key: bytes, quiet: float = QUIET, patience: float = 1.0) -> float | None:
        """Milliseconds from a key to the last byte painted for it; None where nothing was."""
        while self._read(0) is not None:
            pass
        begin = time.perf_counter()
        self.write(key)
        last = self._read(patience)
        if last is None:
            return None
        while (when := self._read(quiet)) is not None:
            last = when
        return (last - begin) * 1000

    def press_and_watch(
        self, key: bytes, library: sqlite3.Connection | None
    ) -> tuple[float | None, float | None]:
        """Milliseconds from a key to the last byte painted, and until ``library`` sees a commit of somebody else's."""
        if library is None:
            return self.press(key, patience=0.5), None
        while self._read(0) is not None:
            pass
        version = library.execute("PRAGMA data_version").fetchone()
        stored: float | None = None
        last: float | None = None
        begin = time.perf_counter()
        self.write(key)
        while time.perf_counter() - (last or begin) < (QUIET if last else 0.5):
            if stored is None and library.execute("PRAGMA data_version").fetchone() != version:
                stored = (time.perf_counter() - begin) * 1000
            last = self._read(0.0003 if stored is None else QUIET) or last
        return None if last is None else (last - begin) * 1000, stored

    def memory(self) -> float:
        """Resident megabytes of the program and its children."""
        total = 0.0
        for pid in (self.pid, *_children(self.pid)):
            for line in Path(f"/proc/{pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    total += int(line.split()[1]) / 1000
        return total


def _children(pid: int) -> Iterator[int]:
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            yield int(child)
            yield from _children(int(child))


def take_turns(
    programs: Mapping[str, Program], keys: Mapping[str, Sequence[bytes]], presses: int, seed: int = 0
) -> dict[str, list[float]]:
    """Press each program's keys in turns, at a person's pace; times by name. The first of each are left out."""
    pick = random.Random(seed)
    times: dict[str, list[float]] = {name: [] for name in programs}
    for number in range(presses + 4):
        for name, program in programs.items():
            taken = program.press(keys[name][number % len(keys[name])])
            if taken is not None and number >= 4:
                times[name].append(taken)
            time.sleep(pick.uniform(0.004, 0.02))
    return times


# ---- the programs


@contextmanager
def diptych(library: Path, *sources: str | Path, columns: int = COLUMNS, **env: str) -> Iterator[Program]:
    """The reader on these sources, with highlights off unless told otherwise."""
    settings = {"DIPTYCH_DB": str(library), "DIPTYCH_ANNOTATOR": "bench", "DIPTYCH_HIGHLIGHTS": "0", **env}
    with Program([sys.executable, "-m", "diptych", "read", *sources], settings, columns=columns) as program:
        yield program


def python_peer(name: str) -> list[str | Path]:
    """The command for a peer of our own, ``benchmarks/peers/NAME.py``."""
    return [sys.executable, Path(__file__).parent / "peers" / f"{name}.py"]


def vim(*files: Path, side_by_side: bool = False) -> list[str | Path] | None:
    """The command for vim with its defaults and no swap files; None where there is none."""
    found = shutil.which("vim")
    if found is None:
        return None
    bound = ["-O", "-c", "windo set scrollbind", "-c", "wincmd t"] if side_by_side else []
    return [found, "-n", "-i", "NONE", "--not-a-term", *bound, *files]


def slate(file: Path) -> list[str | Path] | None:
    """The command for slate (``slate-nlp``): in DIPTYCH_BENCH_SLATE, beside this Python, or in the path."""
    beside = Path(sys.executable).parent / "slate"
    choices = (
        os.environ.get("DIPTYCH_BENCH_SLATE"),
        beside,
        shutil.which("slate"),
        "/tmp/slate-venv/bin/slate",
    )
    found = next((choice for choice in choices if choice and Path(choice).exists()), None)
    return [found, "-t", "categorical", "-s", "line", "-o", file] if found else None
