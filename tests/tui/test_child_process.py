"""Ending what works beside the reading."""

from __future__ import annotations

import asyncio
import sys

import pytest

from diptych.tui.child_process import end_process

LARGE = "held = b'x' * 500_000_000; print('ready', flush=True); import time; time.sleep(60)"
"""A process that takes its time to go: half a gigabyte has to be given back."""


def test_a_process_that_is_ended_leaves_no_word_on_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    """The loop may be closed right after; asyncio has nothing to complain of, and the process is gone."""

    async def work() -> asyncio.subprocess.Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", LARGE, stdout=asyncio.subprocess.PIPE
        )
        assert process.stdout is not None
        await process.stdout.readline()
        end_process(process)
        end_process(process)  # a second time is nothing
        return process

    asyncio.run(work())
    assert "is closed" not in caplog.text
