"""Asking what is wrong with a name or a figure, and what it should be."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from diptych.tui.reading.findings import FIGURES, NAMES, Shown, label_of, title_of
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.panel_host import PanelHost
from diptych.tui.reading.remarks import short
from diptych.tui.reading.selecting import Selecting
from diptych.tui.reading.selection import Selection

if TYPE_CHECKING:
    from diptych.schemes import Label
    from diptych.tui.dialogues.choices import Choice
    from diptych.tui.reading.screen import ReadingScreen


class Correcting:
    """Opens the lists of what can be done; each choice is carried out like a command."""

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._findings = screen.reader.findings

    def open(self) -> None:
        """Correct what is under the point, else something in the sentence under the cursor."""
        found = self._findings.here()
        if not found:
            keys = self._screen.app.keymap
            select, add = keys.keys_for("span.select", "reading"), keys.keys_for("correction.add", "span")
            how = f"; {select[0]} chooses words and {add[0]} adds one" if select and add else ""
            raise CannotDoThat(f"The machine found no name or figure here{how}.")
        if len(found) == 1:
            self._ask(found[0])
            return
        self._show(
            "Which one is wrong?",
            [(self._described(shown), partial(self._ask, shown)) for shown in found],
        )

    def add(self, start: int, end: int) -> None:
        """Ask what the machine missed on these words (code points), and add it."""
        text = self._screen.reader.pane.document.text[start:end]
        self._light((start, end))
        self._show(
            f"{short(text)} is:",
            [
                (title, self._doing(partial(self._findings.add, start, end, label)))
                for label, title in (*NAMES.items(), *FIGURES.items())
            ],
        )

    def _ask(self, shown: Shown) -> None:
        finding = shown.finding
        self._light((finding.start, finding.end))
        title = self._described(shown)
        findings = self._findings
        if shown.rejected:
            self._show(title, [("It is right after all", self._doing(lambda: findings.restore(shown)))])
            return
        choices: list[Choice] = [
            ("Nothing is here: reject it", self._doing(lambda: findings.reject(shown))),
            ("It stands on other words: choose them", lambda: self._move(shown)),
        ]
        if shown.correction is not None:
            choices.append(("As the machine found it", self._doing(lambda: findings.restore(shown))))
        for label, name in (NAMES if is_name(shown) else FIGURES).items():
            if label != label_of(finding):
                choices.append((f"It is: {name}", self._doing(partial(findings.relabel, shown, label))))
        self._show(title, choices)

    def _move(self, shown: Shown) -> None:
        self._light(None)
        self._screen.carry_out(lambda: self._screen.keyboard.enter_mode(Moving(self._screen, shown)))

    def _described(self, shown: Shown) -> str:
        state = "" if shown.correction is None else f" ({shown.correction.verdict} by you)"
        return f"{short(shown.finding.text)}: {title_of(shown.finding)}{state}"

    def _doing(self, act: Callable[[], str]) -> Callable[[], None]:
        def do() -> None:
            self._light(None)
            self._screen.carry_out(act)

        return do

    def _light(self, span: tuple[int, int] | None) -> None:
        PanelHost(self._screen).light(self._screen.reader.pane.article_id, span)

    def _show(self, title: str, choices: list[Choice]) -> None:
        from diptych.tui.dialogues.choices import Choices

        app = self._screen.app
        app.push_screen(Choices(app.keymap, title, choices, self._doing(lambda: "")))


def is_name(shown: Shown) -> bool:
    """Whether it is a name, not a figure."""
    return hasattr(shown.finding, "label")


class Moving(Selecting):
    """Choosing the words on which a name or figure really stands; the claim's key keeps them."""

    def __init__(self, screen: ReadingScreen, shown: Shown) -> None:
        super().__init__(screen)
        self._shown = shown
        self.editing = None
        self.selection = Selection(self.pane.document, [(shown.finding.start, shown.finding.end)])

    def status(self) -> str:
        """For the status line."""
        keys = self._screen.app.keymap.keys_for("claim.toggle", "span")
        start, end = self.selection.span
        return f"Stands on {short(self.pane.document.text[start:end])}; {' or '.join(keys)} keeps it"

    def toggle(self) -> str:
        """Keep the words."""
        start, end = self.selection.span
        self._screen.keyboard.leave_mode()
        return self._screen.reader.findings.move(self._shown, start, end)

    def label(self, label: Label) -> str:
        """No label is given here."""
        raise CannotDoThat("Words for a name or figure are being chosen; keep them first, then label.")

    def reject(self) -> str:
        """Nothing is there."""
        self._screen.keyboard.leave_mode()
        return self._screen.reader.findings.reject(self._shown)

    def clear(self) -> str:
        """Nothing is cleared here."""
        raise CannotDoThat("Words for a name or figure are being chosen; nothing is labelled by that.")
