"""What a test sees of the program on its screen."""

from __future__ import annotations

from collections.abc import Callable

from textual.pilot import Pilot

from diptych.tui.app import DiptychApp
from diptych.tui.reading.reader import Reader
from diptych.tui.reading.screen import ReadingScreen

MakeApp = Callable[..., DiptychApp]
MakeReader = Callable[..., Reader]


def reading(app: DiptychApp) -> ReadingScreen:
    """The reading screen, which has to be up."""
    assert isinstance(app.screen, ReadingScreen)
    return app.screen


def rows(app: DiptychApp) -> list[str]:
    """All rows of the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def shown(app: DiptychApp) -> str:
    """All rows of the screen as one text."""
    return "\n".join(rows(app))


def status(app: DiptychApp) -> str:
    """What the status line says."""
    return reading(app).footing.status.left


async def settle(pilot: Pilot[None], seconds: float = 0.05) -> None:
    """Let the program finish what it is at."""
    await pilot.pause()
    await pilot.pause(seconds)
