"""The signs in the gutter."""

from __future__ import annotations

from diptych import schemes
from diptych.keymaps import load
from diptych.tui.dialogues.help import help_text
from diptych.tui.reading.painter import Painter


def test_every_sign_of_the_gutter_is_explained_in_the_help() -> None:
    """What a reader sees left of the text stands in the help, each sign."""
    shown = help_text(load("default"), "reading", {}, schemes.load("claims")).plain
    explained = shown.split("What you see")[1]
    signs = {sign for name in ("matched", "wire", "only") for sign in _comparison_sign(name)}
    assert signs == {"≈", "=", "·"}
    for sign in (*signs, "╎", "?", "+", "*", "&", "›", "∘", "✗"):
        assert sign in explained, sign


def _comparison_sign(name: str) -> str:
    painter = object.__new__(Painter)
    painter.matched = painter.wire = painter.only = frozenset()
    setattr(painter, name, frozenset({0}))
    return painter._comparison_sign(0)
