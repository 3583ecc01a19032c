"""The library that the peers' readers look at: the same as in tests/formats."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_spec = importlib.util.spec_from_file_location(
    "formats_conftest", Path(__file__).parents[1] / "formats" / "conftest.py"
)
assert _spec is not None and _spec.loader is not None
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)

library = _module.library
empty = _module.empty
