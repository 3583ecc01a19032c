"""What reports share, on the screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from textual.pilot import Pilot

from diptych.analysis.placing import place_again
from diptych.articles.article import Article
from diptych.store.library import Library
from diptych.tui.app import DiptychApp
from diptych.tui.dialogues.panel import Panel
from diptych.tui.dialogues.versions import VersionsPanel
from diptych.tui.reading.panels import called
from diptych.tui.reading.screen import ReadingScreen

MakeApp = Callable[..., DiptychApp]

ONE = """The ferry Aurelia caught fire off Sandrey on Sunday with 412 passengers on board.

The mayor opened the school gymnasium for the night. Bakers brought bread to the harbour.

Two engineers of the ferry Aurelia are still missing, the coast guard said.
"""
TWO = """Some say that the summer was too dry for a good harvest in the valley.

Two engineers of the burnt ferry Aurelia were still missing on Monday, said the coast guard.

The ferry Aurelia, with 421 passengers on board, caught fire off Sandrey on Sunday evening.
"""


async def compared(app: DiptychApp, pilot: Pilot[None]) -> ReadingScreen:
    """The reading screen, when its reports are compared."""
    for _ in range(200):
        await pilot.pause(0.05)
        screen = app.screen
        if isinstance(screen, ReadingScreen) and screen.comparing.compared is not None:
            return screen
    raise AssertionError("the reports were not compared in ten seconds")


async def test_m_goes_to_the_same_statement_and_back(make_app: MakeApp) -> None:
    """From the fire in one report to the fire in the other, and back by the same key."""
    app = make_app(ONE, TWO)
    async with app.run_test(size=(120, 24)) as pilot:
        screen = await compared(app, pilot)
        assert 2 in screen.row.views[1].painter.matched
        await pilot.press("m")
        assert (screen.reader.active, screen.reader.pane.cursor) == (1, 2)
        await pilot.press("m")
        assert (screen.reader.active, screen.reader.pane.cursor) == (0, 0)


async def test_only_here_is_said_and_stepped_to(make_app: MakeApp) -> None:
    """What no other report has is marked, `o` goes there, and `m` says why it goes nowhere."""
    app = make_app(ONE, TWO)
    async with app.run_test(size=(120, 24)) as pilot:
        screen = await compared(app, pilot)
        only = screen.comparing.require().only[0]
        assert only == {1, 2}
        await pilot.press("o", "m")
        assert screen.reader.pane.cursor == 1
        assert screen.reader.active == 0


async def test_linked_panes_follow_and_stay_where_nothing_matches(make_app: MakeApp) -> None:
    """The other pane scrolls to the matching sentence; its own cursor does not move."""
    filler = "\n\n".join(f"In village {n} the choir of {n} sang about the weather." for n in range(60))
    app = make_app(ONE, filler + "\n\n" + TWO)
    async with app.run_test(size=(120, 24)) as pilot:
        screen = await compared(app, pilot)
        await pilot.press("s")
        await pilot.pause(0.3)
        followed = screen.row.views[1].top
        assert followed > 0
        assert screen.reader.panes[1].cursor == 0
        await pilot.press("j")
        await pilot.pause(0.3)
        assert screen.row.views[1].top == followed


async def test_the_table_of_figures_has_differences_first_and_goes_there(make_app: MakeApp) -> None:
    """F3 lists 412 against 421; enter goes to the sentence, escape leaves all as it was."""
    app = make_app(ONE, TWO)
    from diptych.analysis.figures import figures

    async with app.run_test(size=(120, 40)) as pilot:
        screen = await compared(app, pilot)
        for pane in screen.reader.panes:
            pane.document.figures.add(figures(pane.document.text))
        screen.comparing._compared = None
        screen.comparing.start()
        await compared(app, pilot)
        await pilot.press("f3")
        await pilot.pause(0.2)
        panel = app.screen
        assert isinstance(panel, Panel)
        assert panel.row is not None and panel.row.sign == "≠"
        assert "412" in panel.row.text and "421" in panel.row.text
        assert "pane 1: " in panel.row.text and "pane 2: " in panel.row.text
        await pilot.press("l", "enter")
        await pilot.pause(0.2)
        assert isinstance(app.screen, ReadingScreen)
        assert (screen.reader.active, screen.reader.pane.cursor) == (1, 2)


async def test_dimming_what_all_share(make_app: MakeApp) -> None:
    """d dims the sentences that the other report has too, d again none."""
    app = make_app(ONE, TWO)
    async with app.run_test(size=(120, 24)) as pilot:
        screen = await compared(app, pilot)
        await pilot.press("d")
        assert screen.row.views[0].painter.dimmed == {0, 3}
        await pilot.press("d")
        assert screen.row.views[0].painter.dimmed == frozenset()


async def test_a_changed_report_shows_what_changed_and_what_waits(
    library: Library, make_app: MakeApp, tmp_path: Path
) -> None:
    """g v opens the old version beside the new one; an answer that waits is placed with one key."""
    old = library.articles.add(Article(text=ONE, location="/tmp/0.txt"))
    start = ONE.index("Two engineers")
    library.annotations.label(old.id, start, len(ONE.rstrip()), "claim")
    app = make_app(ONE.replace("Two engineers", "Three engineers"))
    new = library.articles.list()[-1].id
    assert library.versions.carry(new, place_again).moved == 0
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.3)
        await pilot.press("G", "g", "v")
        await pilot.pause(0.4)
        panel = app.screen
        assert isinstance(panel, VersionsPanel)
        assert panel.row is not None and panel.row.sign == "? waits"
        span = app.screen_stack[0].reader.panes[0].require_span()
        taken = library.annotations.label(new, *span, "quantity")
        app.screen_stack[0].reader.panes[0].document.mark(taken)
        await pilot.press("space")
        await pilot.pause(0.2)
        assert len(library.versions.orphans(new)) == 1  # one answer a sentence: the other is not joined by it
        library.annotations.remove(taken.id)
        app.screen_stack[0].reader.panes[0].document.unmark(taken.id)
        await pilot.press("space")
        await pilot.pause(0.2)
    (placed,) = library.annotations.of_article(new)
    assert placed.quote.startswith("Three engineers")
    assert library.versions.orphans(new) == []


def test_a_table_calls_all_reports_by_outlet_or_all_by_pane() -> None:
    """Outlets where each is known and different and there is room; never some by one and some by the other."""
    assert called(["Post", "Wire"], 140) == ["Post", "Wire"]
    assert called(["Post", ""], 140) == ["pane 1", "pane 2"]
    assert called(["Post", "Post"], 140) == ["pane 1", "pane 2"]
    assert called(["Post", "Wire"], 80) == ["pane 1", "pane 2"]
    assert called(["Post", "The Institute for Studies of All Kinds"], 140) == ["pane 1", "pane 2"]
