"""The command palette: every command of the screen by its title, with its key beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from diptych.keymaps import table

if TYPE_CHECKING:
    from diptych.tui.app import DiptychApp
    from diptych.tui.reading.screen import ReadingScreen


LEAVING = frozenset({"q", "q!", "qa", "qa!", "quit", "exit", "wq", "wq!", "wqa", "x", "x!"})
WRITING = frozenset({"w", "w!", "wa", "write", "save"})
"""What people of other editors type after a colon. It never runs a command that merely has the letter in its title."""

SURE = 1000.0
"""A score above any that matching gives."""


class CommandsOfThisScreen(Provider):
    """Offers the commands that the screen below the palette can run."""

    @property
    def _rows(self) -> list[tuple[str, str, str, str]]:
        """Name, title, key, sentence."""
        from diptych.tui.reading.commands import TABLES
        from diptych.tui.reading.screen import ReadingScreen

        if not isinstance(self.screen, ReadingScreen):
            return []
        keymap = cast("DiptychApp", self.app).keymap
        context = self.screen.keyboard.context
        return [
            (name, title, f"  {keys[0]}" if keys else "", sentence)
            for _, name, keys, title, sentence in table(keymap, context)
            if name in TABLES[context] and name != "palette"
        ]

    async def discover(self) -> Hits:
        """All commands, in the order of the help screen."""
        for name, title, key, sentence in self._rows:
            run = partial(cast("ReadingScreen", self.screen).run, name)
            yield DiscoveryHit(f"{title}{key}", run, help=sentence)

    async def search(self, query: str) -> Hits:
        """The commands that match what was typed, by title or by name, not by a letter of their keys."""
        typed = query.strip().casefold()
        rows = self._rows
        if rows and typed in WRITING:
            say = partial(cast("ReadingScreen", self.screen).footing.say, "Everything is saved already.")
            yield Hit(SURE, "Save", say, help="Nothing to do: every answer is on disk before you see it.")
        matcher = self.matcher(query)
        for name, title, key, sentence in rows:
            score = max(matcher.match(title), matcher.match(name))
            if name == "quit" and typed in LEAVING:
                score = SURE
            if score > 0:
                run = partial(cast("ReadingScreen", self.screen).run, name)
                yield Hit(score, Content.assemble(matcher.highlight(title), key), run, help=sentence)
