"""Two new libraries, one to export from and one to import into."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diptych.store import Library, open_library


@contextmanager
def two_libraries(template: Path) -> Iterator[tuple[Library, Library, Path]]:
    """Copies of the template: ann's, cleo's, and the folder they lie in, which is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("a.db", "b.db"):
            shutil.copy(template, folder / file)
        with (
            open_library(folder / "a.db", annotator="ann") as full,
            open_library(folder / "b.db", annotator="cleo") as empty,
        ):
            yield full, empty, folder
