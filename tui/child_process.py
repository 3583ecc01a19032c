"""The end of a process that worked beside the reading."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio


def end_process(process: asyncio.subprocess.Process) -> None:
    """Kill it and stay until it is gone, which takes milliseconds; nothing where it has ended already.

    Asyncio waits for it in a thread. Had its loop been closed by then, it would say so on the reader's terminal.
    """
    if process.returncode is not None:
        return
    with suppress(ProcessLookupError):
        process.kill()
    if hasattr(os, "waitid"):  # not on Windows; WNOWAIT leaves the exit code to asyncio's thread
        with suppress(ChildProcessError):
            os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
