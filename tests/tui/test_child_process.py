"""Ending what works beside the reading."""

from __future__ import annotations

import asyncio
import sys
import threading

import pytest

from diptych.tui.child_process import end_process

LARGE = "held = b'x' * 500_000_000; print('ready', flush=True); import time; time.sleep(60)"
"""A process that takes its time to go: half a gigabyte has to be given back."""


def test_a_process_that_is_ended_leaves_no_word_on_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    """The program ends while it works: asyncio, whose loop is closed right after, has nothing to complain of."""
    ended: list[int | None] = []

    async def read(ready: asyncio.Event) -> None:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", LARGE, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        try:
            while await process.stdout.readline():
                ready.set()
        finally:
            await end_process(process)
            ended.append(process.returncode)

    async def work() -> None:
        ready = asyncio.Event()
        task = asyncio.create_task(read(ready))
        await ready.wait()
        task.cancel()  # as Textual does, and asyncio.run once more
        await asyncio.sleep(0)

    asyncio.run(work())
    for thread in threading.enumerate():  # asyncio's, which would complain when the process is gone
        if thread.name.startswith(("asyncio-waitpid", "waitpid-")):
            thread.join(10)
    assert ended and ended[0] is not None
    assert "is closed" not in caplog.text
