"""The end of a process that worked beside the reading."""

from __future__ import annotations

import asyncio
from contextlib import suppress


async def end_process(process: asyncio.subprocess.Process) -> None:
    """Kill it and stay until it is gone, which takes milliseconds, also where the waiting task is cancelled meanwhile.

    The loop would else be closed before asyncio's own thread sees the end, and say so on the reader's terminal.
    """
    with suppress(ProcessLookupError):
        process.kill()
    while process.returncode is None:
        with suppress(asyncio.CancelledError):
            await process.wait()
