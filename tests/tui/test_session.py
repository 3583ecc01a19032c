"""Words, links and the queue by keys, on the screen."""

from __future__ import annotations

from diptych.store.library import Library
from diptych.tui.app import DiptychApp
from tests.tui.looking import MakeApp, reading, rows, settle, status


async def test_words_are_chosen_and_labelled_without_moving_the_text(
    make_app: MakeApp, library: Library
) -> None:
    """v, four keys and a label: the words are stored, their sign is in the gutter, no text moved, keys read again."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        before = [row[4:56] for row in rows(app)[1:-2]]
        await pilot.press("v", "l", "j", "j", "comma", "l")
        assert status(app).strip() == "Words (2 pieces): “ferry with 212 … on”"
        await pilot.press("1")
        await settle(pilot)
        assert [row[4:56] for row in rows(app)[1:-2]] == before
        assert any(row[3] == "1" for row in rows(app)[1:-2])
        assert reading(app).keyboard.context == "reading"
        await pilot.press("x")
    words, sentence = sorted(library.annotations.of_article(1), key=lambda item: item.label == "not_a_claim")
    assert [words.quote, [words.quote[s - words.start : e - words.start] for s, e in words.pieces]] == [
        "ferry with 212 people on", ["ferry with 212", "on"],
    ]  # fmt: skip
    assert sentence.quote.startswith("A ferry with 212 people on board")


async def test_escape_leaves_the_words_alone_and_a_small_window_does_not_matter(
    make_app: MakeApp, library: Library
) -> None:
    """The window shrinks to nothing in the middle of choosing, and comes back; escape stores nothing."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("v", "j")
        for size in ((10, 3), (1, 1), (60, 15)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        await pilot.press("j", "H", "escape", "j")
        assert reading(app).reader.pane.cursor == 1
        assert not any(view.painter.selected for view in reading(app).row.views)
    assert library.annotations.count() == 0


async def test_two_keys_link_to_the_match_that_is_offered(make_app: MakeApp, library: Library) -> None:
    """= and 1: both sentences get the first label and the link, the cursor stays; u takes all of it back."""
    texts = (
        "Police arrested 14 people in Lindholm on Friday. The harbour stays shut.\n",
        "Rain fell all day. In Lindholm the police arrested 14 people on Friday.\n",
    )
    app = make_app(*texts)
    async with app.run_test(size=(120, 20)) as pilot:
        await settle(pilot, 0.4)
        assert reading(app).comparing.compared is not None
        await pilot.press("equals_sign", "1")
        await settle(pilot)
        (link,) = library.links.list()
        assert library.annotations.get(link.target).quote.startswith("In Lindholm")
        assert (link.relation, reading(app).reader.active, reading(app).reader.pane.cursor) == ("same", 0, 0)
        assert sum(row[3] == "&" for row in rows(app)) == 1
        await pilot.press("g", "l")
        assert reading(app).reader.active == 1
        await pilot.press("u")
        await settle(pilot)
        assert not any("&" in row for row in rows(app)[1:-2])
    assert (library.links.list(), library.annotations.count()) == ([], 0)


async def test_a_link_to_where_one_has_moved(make_app: MakeApp, library: Library) -> None:
    """Without an offer: move to the other sentence, = asks for the relation; one is back where one began."""
    app = make_app()
    async with app.run_test(size=(120, 20)) as pilot:
        await settle(pilot)
        await pilot.press("equals_sign", "tab", "j", "equals_sign")
        await settle(pilot)
        await pilot.press("j", "enter")
        await settle(pilot)
        assert (reading(app).reader.active, reading(app).keyboard.context) == (0, "reading")
    (link,) = library.links.list()
    assert link.relation == "contradicts"
    assert library.annotations.get(link.target).quote == "They found a tear of two metres."


async def test_a_burst_of_keys_in_the_queue_answers_each_sentence_once(
    make_app: MakeApp, library: Library
) -> None:
    """Nine keys at once, across both reports and on into the next story: each its own sentence, none lost."""
    from diptych.articles.article import Article

    other = library.articles.add(Article(text="Another story. It goes on.\n", location="/tmp/other.txt")).id
    app = make_app()
    app.plan = None
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        from diptych.tui.reading.queue_plan import Plan
        from diptych.tui.reading.queueing import start_queue

        start_queue(reading(app).reader, Plan())
        start = [pane.article_id for pane in reading(app).reader.panes]
        await pilot.press(*"x1x1x1x1x1x")
        await settle(pilot, 0.3)
        assert "The queue is through: 11 of 11 answered." in status(app)
        assert other in [pane.article_id for pane in reading(app).reader.panes]
        assert any("Another story." in row for row in rows(app))
    answers = [a.label for article in (*start, other) for a in library.annotations.of_article(article)]
    name = reading_label(app)
    assert answers == ["not_a_claim" if number % 2 == 0 else name for number in range(11)]


def reading_label(app: DiptychApp) -> str:
    label = app.scheme.label_at(1)
    assert label is not None
    return label.name
