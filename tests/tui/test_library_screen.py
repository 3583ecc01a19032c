"""The library's list of stories and reports, driven by keys."""

from __future__ import annotations

from textual import events

from diptych.store.library import Library
from diptych.tui.library_screen import LibraryScreen
from tests.tui.looking import MakeApp, reading, settle


async def test_to_the_library_and_back_and_into_another_report(make_app: MakeApp, library: Library) -> None:
    """From the reader to the library, back by escape, and from the library into a single report; and again."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        first = reading(app)
        for _ in range(2):
            app.screen.run("library.open")  # type: ignore[attr-defined]
            await settle(pilot)
            assert isinstance(app.screen, LibraryScreen)
            await pilot.press("escape")
            await settle(pilot)
            assert reading(app) is first
        first.run("library.open")
        await settle(pilot)
        await pilot.press("j", "enter")
        await settle(pilot)
        assert [pane.article_id for pane in reading(app).reader.panes] == [1]
        await pilot.press("space")
        reading(app).run("library.open")
        await settle(pilot)
        await pilot.press("j", "j", "enter")
        await settle(pilot)
        assert [pane.article_id for pane in reading(app).reader.panes] == [2]
        assert len(app.screen_stack) == 2
    assert library.annotations.count() == 1


async def test_keys_pressed_before_the_list_stands_are_not_lost(make_app: MakeApp) -> None:
    """Two steps down and enter, while the screen is still being built, open the third row."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        screen = LibraryScreen()
        for key in ("j", "j", "enter"):
            screen.take_key(events.Key(key, None))
        app.push_screen(screen)
        await settle(pilot)
        await settle(pilot)
        assert [pane.article_id for pane in reading(app).reader.panes] == [2]
