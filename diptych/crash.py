"""What happens when diptych itself has a mistake: a report in a file, one sentence for the reader, nothing lost."""

from __future__ import annotations

import os
import tempfile
import time
import traceback
from pathlib import Path


def kept(error: BaseException) -> str:
    """Write the traceback of ``error`` to a file and say in one or two sentences where it is.

    Everything that was answered is in the library by then: it is saved at each key.
    """
    report = "".join(traceback.format_exception(error))
    try:
        from platformdirs import user_log_path

        folder = user_log_path("diptych")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        folder = Path(tempfile.gettempdir())
    path = folder / f"crash-{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    try:
        path.write_text(report, encoding="utf-8", errors="backslashreplace")
    except OSError as problem:
        where = f"a report could not be written ({problem.strerror})"
    else:
        where = f"a report is in {path}"
    return (
        f"This is a mistake in diptych ({type(error).__name__}); {where}. "
        "What you labelled is saved; `diptych doctor` checks the library."
    )
