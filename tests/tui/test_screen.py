"""The reading screen as a whole, driven by keys."""

from __future__ import annotations

from diptych.store.library import Library
from diptych.tui.dialogues.help import HelpScreen
from diptych.tui.reading.screen import ReadingScreen
from diptych.tui.reading.strips import Strips
from tests.tui.looking import MakeApp, reading, settle, shown, status


async def test_labels_from_keys_are_rows_and_signs(make_app: MakeApp, library: Library) -> None:
    """space, x and 1 in a row: three rows in the library, three signs in the gutter, and the text has not moved."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        before = [line[4:56] for line in shown(app).split("\n")[1:-2]]
        await pilot.press("space", "x", "1")
        await settle(pilot)
        after = shown(app).split("\n")[1:-2]
        assert [line[4:56] for line in after] == before
        signs = [line[1] for line in after if line[1] in "C✗1"]
        assert signs == ["C", "✗", "1"]
        assert "3 judged" in status(app)
    stored = [a.label for a in library.annotations.of_article(1)]
    assert stored[:2] == ["claim", "not_a_claim"]
    assert len(stored) == 3


async def test_one_key_moves_to_the_other_pane_and_labels_there(make_app: MakeApp, library: Library) -> None:
    """tab, then a label: it belongs to the other article."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("tab", "j", "space")
    (annotation,) = library.annotations.of_article(2)
    assert annotation.quote == "They found a tear of two metres."


async def test_every_size_down_to_nothing_and_back(make_app: MakeApp) -> None:
    """Resizing never crashes, and at 40x10 the cursor's sentence can be read and labelled."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        for size in ((80, 24), (60, 15), (40, 10), (12, 4), (2, 2), (1, 1), (40, 10)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert "A ferry with 212 people" in shown(app)
        await pilot.press("space")
        assert "1 judged" in status(app)
        await pilot.resize_terminal(120, 30)
        await settle(pilot)
        assert "Divers looked" in shown(app)


async def test_help_shows_the_keys_in_force(make_app: MakeApp) -> None:
    """? opens help made of the command table, ? closes it again."""
    app = make_app(keymap="vim")
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(app.screen, HelpScreen)
        assert "Go to the next sentence." in shown(app)
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)


async def test_a_sequence_waits_and_a_wrong_one_does_nothing(make_app: MakeApp, library: Library) -> None:
    """g g goes to the top; g x is no command and must not reject the sentence."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("j", "j", "g")
        assert "g" in reading(app).footing.status.right
        await pilot.press("g")
        assert reading(app).reader.pane.cursor == 0
    assert library.annotations.count() == 0


async def test_counts_in_the_vim_map(make_app: MakeApp) -> None:
    """3 j goes three sentences down."""
    app = make_app(keymap="vim")
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("3", "j")
        assert reading(app).reader.pane.cursor == 3


async def test_control_characters_are_shown_as_signs(make_app: MakeApp) -> None:
    """No strip on the screen holds a C0, DEL or C1 character, whatever the article holds."""
    app = make_app("A \x1b[c news \x9b2J item \x07 with \x7f all \u202e of it. It goes on.\n")
    async with app.run_test(size=(100, 12)) as pilot:
        await settle(pilot)
        text = shown(app)
        assert not [
            c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or ord(c) == 0x202E)
        ]
        assert "␛[c news" in text


async def test_an_articles_brackets_are_text(make_app: MakeApp) -> None:
    """Markup in a text, a title or a search is shown as it stands."""
    hostile = "He said [red]no[/red] and [/] and [@click=app.quit]x[/] on Monday. It was [the minister] who asked.\n"
    app = make_app(hostile)
    async with app.run_test(size=(120, 20)) as pilot:
        await settle(pilot)
        assert "[red]no[/red] and [/] and [@click=app.quit]x[/]" in shown(app)
        await pilot.press("/", "left_square_bracket", "slash", "enter")
        await settle(pilot)
        assert "“[/”" in status(app)


async def test_what_is_shown_is_what_would_be_painted_anew(make_app: MakeApp) -> None:
    """Rows are kept with and without the cursor; no kept row may outlive a change of what it shows."""
    keys = [
        *"jjk", "space", *"kkxuk", "tab", *"j1", "tab", *"kj", "full_stop", *"fjFkgsjwJk",
        "slash", "t", "enter", *"nj", "escape", "k", "tab",
    ]  # fmt: skip
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        for count, key in enumerate(keys):
            await pilot.press(key)
            for view in reading(app).row.views:
                shown_now = view.render_lines(view.size.region)
                kept, view._strips = view._strips, Strips(view.painter)
                view._strips.divided = kept.divided
                anew = [view.render_line(y) for y in range(view.size.height)]
                view._strips = kept
                assert shown_now == anew, f"after {' '.join(keys[: count + 1])}"
