"""Draws docs/reader.svg, the picture in the README: the program itself, over the samples, with a few labels.

``python docs/picture.py`` writes it anew; a test holds that it shows what the program shows today.
"""

from __future__ import annotations

import asyncio
import os
import sys
import tempfile
from pathlib import Path

PICTURE = Path(__file__).with_name("reader.svg")
SIZE = (132, 36)
KEYS = ("j", "j", "space", "1", "x", "tab", "j", "2", "space", "tab", "k")


async def draw(folder: Path) -> str:
    """The reading screen over the first sample story as SVG, when names and figures are there."""
    os.environ.update(TEXTUAL_ANIMATIONS="none", DIPTYCH_HIGHLIGHTS="1")
    from diptych import keymaps, schemes, seeds
    from diptych.articles.reading import read_file
    from diptych.store import open_library
    from diptych.tui.app import DiptychApp
    from diptych.tui.reading.screen import ReadingScreen

    story = next(story for story in seeds.stories() if story.slug == "ferry-fire")
    with open_library(folder / "library.db", annotator="you") as library:
        ids = [library.articles.add(read_file(str(file))).id for file in story.files[:2]]
        app = DiptychApp(
            library, keymaps.load("default"), schemes.load("claims"), library.stories.opened(ids)
        )
        async with app.run_test(size=SIZE) as pilot:
            for _ in range(600):
                await pilot.pause(0.1)
                screen = app.screen
                assert isinstance(screen, ReadingScreen)
                ready = all(pane.document.entities.items for pane in screen.reader.panes)
                if ready and screen.comparing.compared is not None:
                    break
            else:
                raise SystemExit("names did not come: is the extra diptych[entities] installed?")
            await pilot.press(*KEYS)
            await pilot.pause(0.5)
            return app.export_screenshot(title="diptych")


def main() -> None:
    """Write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        PICTURE.write_text(asyncio.run(draw(Path(folder))), encoding="utf-8")
    sys.stdout.write(f"{PICTURE}\n")


if __name__ == "__main__":
    main()
