"""The reading screen as it is drawn, held against files in snapshots/.

``DIPTYCH_SNAPSHOTS=write`` writes them anew. Under each row stand the signs that do not need colour: u underlined,
b bold, r reversed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.color import Color

from diptych.analysis.figures import figures
from diptych.analysis.spans import Mention
from diptych.tui.app import DiptychApp
from diptych.tui.reading.screen import ReadingScreen

FOLDER = Path(__file__).parent / "snapshots"


def drawn(app: DiptychApp) -> str:
    lines = []
    for strip in app.screen._compositor.render_strips():
        signs = ""
        for segment in strip:
            style = segment.style
            sign = " "
            if style is not None:
                sign = "r" if style.reverse else "b" if style.bold else "u" if style.underline else " "
            signs += sign * cell_len(segment.text)
        lines.append(strip.text.rstrip())
        if signs.strip():
            lines.append(signs.rstrip() + "  <")
    return "\n".join(lines) + "\n"


def _colour(colour: Color | None) -> bool:
    return colour is not None and not colour.is_default


@pytest.mark.parametrize(
    ("name", "size", "colour"),
    [
        ("wide", (120, 24), True),
        ("narrow", (60, 15), True),
        ("least", (40, 10), True),
        ("no-colour", (100, 16), False),
    ],
)
async def test_the_screen_is_drawn_as_it_was(
    name: str,
    size: tuple[int, int],
    colour: bool,
    make_app: Callable[..., DiptychApp],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Labels in the gutter, a name, figures, the cursor, status and hints, at four sizes and without colour."""
    if not colour:
        monkeypatch.setenv("NO_COLOR", "1")
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.05)
        screen = app.screen
        assert isinstance(screen, ReadingScreen)
        for view in screen.row.views:
            document = view.pane.document
            document.figures.replace(figures(document.text))
            at = document.text.rindex("Lindholm")
            document.entities.replace([Mention(at, at + 8, "GPE", "Lindholm", "lindholm")])
            view.repaint()
        await pilot.press("space", "x", "1")
        await pilot.pause(0.3)
        found = drawn(app)
        if not colour:
            assert not [
                (segment.text, segment.style)
                for strip in app.screen._compositor.render_strips()
                for segment in strip
                if segment.style and (_colour(segment.style.color) or _colour(segment.style.bgcolor))
            ]
    path = FOLDER / f"{name}.txt"
    if os.environ.get("DIPTYCH_SNAPSHOTS") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8")
    assert found == path.read_text(encoding="utf-8")
