"""The palette, and what people of other editors type after a colon."""

from __future__ import annotations

import pytest

from diptych.store.library import Library
from tests.tui.looking import MakeApp, settle, status


async def test_the_palette_runs_a_command_by_its_name(make_app: MakeApp, library: Library) -> None:
    """: opens the palette; what is typed finds "Not a claim", enter runs it on the sentence under the cursor."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("colon")
        await settle(pilot)
        await pilot.press(*"not a claim")
        await pilot.pause(0.3)
        await pilot.press("enter")
        await pilot.pause(0.2)
    assert [a.label for a in library.annotations.of_article(1)] == ["not_a_claim"]


@pytest.mark.parametrize("keymap", ["default", "vim"])
@pytest.mark.parametrize(("typed", "leaves"), [("q", True), ("wq", True), ("x", True), ("w", False)])
async def test_what_is_typed_after_a_colon_in_vim_labels_nothing(
    make_app: MakeApp, library: Library, keymap: str, typed: str, leaves: bool
) -> None:
    """`:q` and enter leaves, `:w` says that all is saved; neither runs a command that has the letter somewhere."""
    app = make_app(keymap=keymap)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause(0.05)
        screen = app.screen
        await pilot.press(":")
        await pilot.pause(0.1)
        await pilot.press(*typed)
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert app._exit is leaves
        if not leaves:
            assert app.screen is screen
            assert "saved already" in status(app)
    assert library.annotations.of_article(1) == []
