"""Searching on the screen, driven by keys."""

from __future__ import annotations

from diptych.store.library import Library
from tests.tui.looking import MakeApp, reading, settle, status


async def test_search_goes_to_the_hit_and_counts(make_app: MakeApp) -> None:
    """/ asks, enter searches, n goes on; escape puts the lights out."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("/", *"lindholm", "enter")
        await settle(pilot)
        assert "of 2 here, 3 in all" in status(app)
        assert reading(app).searching.found is not None
        await pilot.press("n", "escape")
        assert reading(app).searching.found is None


async def test_typing_in_the_search_field_labels_nothing(make_app: MakeApp, library: Library) -> None:
    """Letters and spaces belong to the field, not to the commands behind it."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("/", "x", "space", "1", "escape", "j")
        assert reading(app).reader.pane.cursor == 1
    assert library.annotations.count() == 0


async def test_searching_the_library_opens_the_report_that_has_it(
    make_app: MakeApp, library: Library
) -> None:
    """g / asks, the list shows the report that holds the word, enter opens it beside the others at the word."""
    from diptych.articles.article import Article

    other = library.articles.add(
        Article(
            text="The harbour was quiet. A walrus lay on the slipway.\n", title="Guest", location="/tmp/9.txt"
        )
    )
    app = make_app()
    async with app.run_test(size=(150, 30)) as pilot:
        await settle(pilot)
        await pilot.press("g", "/", *"walrus", "enter")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        pane = reading(app).reader.pane
        assert pane.article_id == other.id
        assert pane.document.quote(pane.cursor) == "A walrus lay on the slipway."
        await pilot.press("g", "/", *"unicorn", "enter")
        assert "in no report of the library" in status(app)


async def test_a_library_search_that_was_left_does_not_turn_the_next_one(make_app: MakeApp) -> None:
    """g / and escape, then a search for what the point stands on: it is found in the open reports."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("g", "/", "escape")
        screen = reading(app)
        screen.reader.go_to_span(*screen.reader.pane.require_span())
        screen.run("search.here")
        assert "1 in all" in status(app)
