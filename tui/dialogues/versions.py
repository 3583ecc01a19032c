"""Two versions of a report: what was added, cut and changed, and the answers that wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from diptych.tui.dialogues.changing import ChangingPanel
from diptych.tui.dialogues.panel import PanelRow, Preview

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.tui.reading.screen import ReadingScreen
    from diptych.tui.reading.versioning import Versioning


class VersionsPanel(ChangingPanel):
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
        super().__init__(keymap, "Versions", versioning.rows, preview, screen)
        self.acts |= {
            "list.choose": lambda _: self._on_row(versioning.place),
            "list.remove": lambda _: self._on_row(versioning.drop),
        }

    def _on_row(self, act: Callable[[PanelRow], str]) -> None:
        if (row := self.row) is not None:
            self.do(lambda: act(row))
