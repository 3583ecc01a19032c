"""Which panes there are and which are in view, driven by keys."""

from __future__ import annotations

from tests.tui.looking import MakeApp, reading, settle, shown, status


async def test_a_narrow_terminal_shows_one_pane_and_the_other_is_a_key_away(make_app: MakeApp) -> None:
    """At 60 columns the second report replaces the first."""
    app = make_app()
    async with app.run_test(size=(60, 15)) as pilot:
        await settle(pilot)
        assert "Divers" not in shown(app)
        await pilot.press("tab")
        await settle(pilot)
        assert "Divers" in shown(app)
        assert "Ferry aground" not in shown(app)


async def test_panes_are_closed_opened_swapped_and_zoomed(make_app: MakeApp) -> None:
    """From one pane to two and back; the last one cannot be closed."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("Z")
        await settle(pilot)
        assert [pane.article_id for pane in reading(app).reader.panes] == [2, 1]
        await pilot.press("z")
        await settle(pilot)
        await pilot.press("z", "P")
        await settle(pilot)
        assert len(reading(app).row.columns) == 1
        await pilot.press("P")
        assert "only pane" in status(app)
        await pilot.press("p")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert len(reading(app).row.columns) == 2
        assert reading(app).reader.active == 1
