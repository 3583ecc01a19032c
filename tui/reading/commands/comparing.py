"""What the open reports share and where they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.commands.table import READING, Run, command

if TYPE_CHECKING:
    from diptych.tui.reading.screen import ReadingScreen


@command("match.go")
def go_to_match(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.comparing.go()


@command("match.next")
def next_match(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.comparing.go_on()


@command("scroll.link")
def link_scrolling(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.comparing.toggle_link()


@command("dim.shared")
def dim_shared(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.comparing.toggle_dimming("shared")


@command("dim.alone")
def dim_alone(screen: ReadingScreen, count: int | None) -> str | None:
    return screen.comparing.toggle_dimming("alone")


def _only(step: int) -> Run:
    def run(screen: ReadingScreen, count: int | None) -> str | None:
        screen.reader.jumps.leave_mark()
        for _ in range(count or 1):
            screen.comparing.step_only(step)
        return None

    return run


READING["only.next"] = _only(1)
READING["only.previous"] = _only(-1)


@command("panel.figures")
def figures_panel(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.panel_host import PanelHost
    from diptych.tui.reading.panels import figures_rows

    PanelHost(screen).show("Figures", figures_rows(screen))
    return None


@command("panel.entities")
def entities_panel(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.reading.panel_host import PanelHost
    from diptych.tui.reading.panels import entities_rows

    PanelHost(screen).show("Names", entities_rows(screen))
    return None


@command("versions.show")
def show_versions(screen: ReadingScreen, count: int | None) -> str | None:
    from diptych.tui.dialogues.versions import VersionsPanel
    from diptych.tui.reading.panel_host import PanelHost
    from diptych.tui.reading.versioning import Versioning

    versioning = Versioning(screen)
    PanelHost(screen).open(lambda preview: VersionsPanel(screen.app.keymap, versioning, preview, screen))
    return None
