"""The command palette: every command of the screen by its title, with its key beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from diptych.keymaps import table

if TYPE_CHECKING:
    from diptych.tui.app import DiptychApp
    from diptych.tui.reading.screen import ReadingScreen


class CommandsOfThisScreen(Provider):
    """Offers the commands that the screen below the palette can run."""

    @property
    def _rows(self) -> list[tuple[str, str, str]]:
        from diptych.tui.reading.commands import TABLES
        from diptych.tui.reading.screen import ReadingScreen

        if not isinstance(self.screen, ReadingScreen):
            return []
        keymap = cast("DiptychApp", self.app).keymap
        context = self.screen.context
        return [
            (name, f"{title}  {keys[0]}" if keys else title, sentence)
            for _, name, keys, title, sentence in table(keymap, context)
            if name in TABLES[context] and name != "palette"
        ]

    async def discover(self) -> Hits:
        """All commands, in the order of the help screen."""
        for name, title, sentence in self._rows:
            yield DiscoveryHit(title, partial(cast("ReadingScreen", self.screen).run, name), help=sentence)

    async def search(self, query: str) -> Hits:
        """The commands that match what was typed, by title or by name."""
        matcher = self.matcher(query)
        for name, title, sentence in self._rows:
            score = max(matcher.match(title), matcher.match(name))
            if score > 0:
                run = partial(cast("ReadingScreen", self.screen).run, name)
                yield Hit(score, matcher.highlight(title), run, help=sentence)
