"""Tests in a real terminal: each gets a desk, with a home and a library of its own."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.terminal.terminal import Desk

HERE = Path(__file__).parent


def _load(name: str) -> object:
    spec = importlib.util.spec_from_file_location(f"diptych_tests_{name}", HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


terminal = _load("terminal")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A folder with a library of its own; whatever was started there is ended afterwards."""
    made: Desk = terminal.Desk(tmp_path)  # type: ignore[attr-defined]
    yield made
    made.close()
