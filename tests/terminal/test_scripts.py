"""Keystroke scripts (scripts.toml): keys in, texts on the screen and rows in the library out."""

from __future__ import annotations

import shutil
import tomllib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.terminal.terminal import Desk, Terminal

pytestmark = pytest.mark.terminal

HERE = Path(__file__).parent
SCRIPTS = tomllib.loads((HERE / "scripts.toml").read_text(encoding="utf-8"))["script"]


@pytest.mark.parametrize("script", SCRIPTS, ids=[script["name"] for script in SCRIPTS])
def test_keys_do_on_screen_and_on_disk_what_the_script_says(desk: Desk, script: dict[str, Any]) -> None:
    """After each step the texts are on the screen, and at that moment the library holds exactly the rows."""
    for name in script["open"]:
        shutil.copy(HERE / "articles" / name, desk.folder)
    cols, rows = script.get("size", (120, 30))
    reader = desk.start("read", *script["open"], cols=cols, rows=rows)
    for number, step in enumerate(script["steps"], 1):
        if step.get("restart"):
            reader.press("q")
            assert reader.wait_end() == 0
            reader = desk.start("read", *script["open"], cols=cols, rows=rows)
        if "size" in step:
            reader.resize(*step["size"])
        reader.press(step.get("keys", ""))
        reader.type(step.get("type", ""))
        reader.wait_for(partial(_as_told, reader, step), f"step {number}: {step}")
        if "rows" in step:
            _same_rows(desk, step["rows"], f"step {number}: {step}")
    reader.press("q")
    assert reader.wait_end() == 0
    assert reader.is_clean() == []


def _as_told(reader: Terminal, step: dict[str, Any]) -> bool:
    shown = reader.text()
    return all(text in shown for text in step.get("see", ())) and not any(
        text in shown for text in step.get("gone", ())
    )


def _same_rows(desk: Desk, wanted: list[tuple[str, str, str]], where: str) -> None:
    found = desk.answers()
    same = len(found) == len(wanted) and all(
        name == file and quote.startswith(beginning) and label == kind
        for (name, quote, label), (file, beginning, kind) in zip(found, wanted, strict=True)
    )
    assert same, f"{where}: the library holds {found}"
