"""Two versions of a report: what was added, cut and changed, and the answers that wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from diptych.errors import DiptychError
from diptych.tui.dialogues.panel import Panel, PanelRow, Preview
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.tui.reading.screen import ReadingScreen
    from diptych.tui.reading.versioning import Versioning


class VersionsPanel(Panel):
    """An answer that waits is placed on the sentence under the new version's cursor, or dropped."""

    HINTS: ClassVar[tuple[tuple[str, str], ...]] = (
        ("list.open", "go there"),
        ("list.choose", "place here"),
        ("list.remove", "drop"),
        ("screen.back", "back"),
    )

    def __init__(
        self, keymap: Keymap, versioning: Versioning, preview: Preview, screen: ReadingScreen
    ) -> None:
        super().__init__(keymap, "Versions", versioning.rows(), preview)
        self._versioning = versioning
        self._reading = screen
        self.acts |= {
            "list.choose": lambda _: self._do(versioning.place),
            "list.remove": lambda _: self._do(versioning.drop),
        }

    def _do(self, act: Callable[[PanelRow], str]) -> None:
        if self.row is None:
            return
        try:
            said = act(self.row)
        except (CannotDoThat, DiptychError) as problem:
            said = str(problem)
        self._reading.paint_changes()
        self.renew(self._versioning.rows(), said)
