"""The library: every story and report, how far each is judged; one opens them from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from diptych.articles.visible import visible_line
from diptych.errors import DiptychError
from diptych.keymaps.sequence import Fired, Sequences
from diptych.tui.key_way import pass_on
from diptych.tui.own_screen import OwnScreen
from diptych.tui.widgets.counted import counted
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.tui.app import DiptychApp

ACTS = (
    "list.next", "list.previous", "list.page_down", "list.page_up", "list.top", "list.bottom", "list.open",
    "list.choose", "statistics.open", "help", "quit", "screen.back",
)  # fmt: skip


class LibraryScreen(OwnScreen, Screen[None]):
    """Stories first, then single reports. Reports that are chosen open side by side."""

    BINDINGS: ClassVar[list[BindingType]] = []
    app: DiptychApp
    DEFAULT_CSS = """
    LibraryScreen OptionList, LibraryScreen OptionList:focus { height: 1fr; border: none; background: $background; }
    LibraryScreen #title { text-style: bold; background: $panel; }
    LibraryScreen #status { background: $panel; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, int]] = []
        self._chosen: list[int] = []
        self._keys: Sequences | None = None
        self._early: list[events.Key] = []

    def compose(self) -> ComposeResult:
        yield Line(" Library", str(self.app.library.path) + " ", id="title")
        yield OptionList()
        yield Line(id="status")

    def on_mount(self) -> None:
        self._keys = Sequences(self.app.keymap, "list")
        self._fill()
        self.query_one(OptionList).focus()
        early, self._early = self._early, []
        for event in early:
            self.take_key(event)

    def on_screen_resume(self) -> None:
        self._fill()  # what was read meanwhile counts

    def _fill(self) -> None:
        library = self.app.library
        options = self.query_one(OptionList)
        highlighted = options.highlighted
        options.clear_options()
        self._rows = []
        articles = {article.id: article for article in library.articles.list()}
        for story in library.stories.list():
            if len(story.article_ids) < 2:
                continue
            titles = [
                articles[i].title or articles[i].location.rsplit("/", 1)[-1]
                for i in story.article_ids
                if i in articles
            ]
            name = story.title or " │ ".join(titles)
            self._rows.append(("story", story.id))
            options.add_option(
                Option(
                    Content.assemble(
                        ("▤ ", "bold"), visible_line(name), (f"  {counted(len(titles), 'report')}", "dim")
                    )
                )
            )
        for article in articles.values():
            name = article.title or article.location.rsplit("/", 1)[-1] or f"article {article.id}"
            remark = " · ".join(
                part
                for part in (
                    article.source,
                    (article.published or "")[:10],
                    f"{article.judged} of {article.sentences} judged"
                    if article.sentences
                    else "not opened yet",
                    counted(article.claims, "claim") if article.claims else "",
                )
                if part
            )
            sign = "● " if article.id in self._chosen else "  "
            self._rows.append(("article", article.id))
            options.add_option(
                Option(
                    Content.assemble((sign, "bold"), visible_line(name), (f"  {visible_line(remark)}", "dim"))
                )
            )
        if self._rows:
            options.highlighted = min(highlighted or 0, len(self._rows) - 1)
        said = (
            "Nothing here yet: `diptych read FILE…` opens reports and adds them."
            if not self._rows
            else (
                f"{self._key('list.open')} open  {self._key('list.choose')} choose several  "
                f"{self._key('help')} help  {self._key('quit')} quit"
            )
        )
        self.say(said)

    def _key(self, command: str) -> str:
        return (self.app.keymap.keys_for(command, "list") or ("–",))[0]

    def say(self, text: str) -> None:
        """A message for the status line."""
        chosen = f"{len(self._chosen)} chosen " if self._chosen else ""
        self.query_one("#status", Line).show(" " + text, chosen)

    def on_key(self, event: events.Key) -> None:
        if pass_on(self.app, self, event):
            return
        event.stop()
        event.prevent_default()
        self.take_key(event)

    def take_key(self, event: events.Key) -> None:
        if self._keys is None:
            self._early.append(event)
            return
        fed = self._keys.feed(event.key)
        if isinstance(fed, Fired):
            try:
                self._run(fed.command, fed.times or 1)
            except DiptychError as problem:
                self.say(str(problem))

    def _run(self, command: str, count: int) -> None:
        options = self.query_one(OptionList)
        here = options.highlighted or 0
        page = max(1, options.size.height - 1)
        steps = {
            "list.next": here + count,
            "list.previous": here - count,
            "list.page_down": here + page,
            "list.page_up": here - page,
            "list.top": 0,
            "list.bottom": len(self._rows) - 1,
        }
        if command in steps and self._rows:
            options.highlighted = max(0, min(len(self._rows) - 1, steps[command]))
        elif command == "list.open":
            self._open()
        elif command == "list.choose" and self._rows:
            kind, number = self._rows[here]
            if kind == "article":
                if number in self._chosen:
                    self._chosen.remove(number)
                else:
                    self._chosen.append(number)
                self._fill()
        elif command == "statistics.open":
            from diptych.tui.statistics_screen import StatisticsScreen

            self.app.push_screen(StatisticsScreen(self.app.keymap, self.app.library, self.app.scheme))
        elif command == "help":
            self.app.show_help("list", dict.fromkeys(ACTS))
        elif command == "screen.back" and len(self.app.screen_stack) > 1:
            self.app.pop_screen()
        elif command in ("quit", "screen.back"):
            self.app.exit()

    def _open(self) -> None:
        from diptych.tui.opening import open_story

        if self._chosen:
            open_story(self.app, self._chosen)
        elif self._rows:
            kind, number = self._rows[self.query_one(OptionList).highlighted or 0]
            open_story(
                self.app, self.app.library.stories.get(number).article_ids if kind == "story" else [number]
            )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self._open()

    def leave(self) -> None:
        self.app.exit()
