"""One line under the reports: who says so. Names are proposed; one can also be written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from diptych.articles.visible import visible_line
from diptych.errors import DiptychError
from diptych.keymaps.keynames import emitted
from diptych.tui.dialogues.typed import LineField, TypedScreen
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.speaking import Proposal
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.keymaps import Keymap

STEP = "annotation.attribute"
"""The command that opened this: its key goes on to the next proposal, as long as nothing is typed."""


class SpeakerScreen(TypedScreen):
    """``keep`` stores a name, with the proposal if it is one, and says so; ``show`` gets the proposal in view."""

    DEFAULT_CSS = """
    SpeakerScreen { align: center bottom; background: transparent; }
    SpeakerScreen > .dialogue {
        width: 100%; max-width: 100%; height: 4; border: none; border-top: solid $primary; padding: 0;
    }
    SpeakerScreen #title { text-style: bold; }
    SpeakerScreen LineField, SpeakerScreen LineField:focus {
        height: 1; border: none; padding: 0 1; background: $surface;
    }
    """

    def __init__(
        self,
        keymap: Keymap,
        title: str,
        proposals: Sequence[Proposal],
        show: Callable[[Proposal | None], None],
        keep: Callable[[str, Proposal | None], str],
        after: Callable[[str], None],
    ) -> None:
        super().__init__(keymap)
        self._title = title
        self._proposals = list(proposals)
        self._show = show
        self._keep = keep
        self._after = after
        self._number = 0
        self._step_keys = {
            emitted(key) for context in ("reading", "list") for key in keymap.sequences_for(STEP, context)
        }
        self.acts["dialogue.next"] = lambda _: self._step(1)
        self.acts["dialogue.previous"] = lambda _: self._step(-1)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialogue"):
            yield Line(f" {self._title}", id="title")
            yield LineField(placeholder="a name", select_on_focus=False)
            yield Line(id="about")

    @property
    def field(self) -> LineField:
        return self.query_one(LineField)

    def on_mount(self) -> None:
        self.field.focus()
        self._propose()

    @property
    def _proposal(self) -> Proposal | None:
        return self._proposals[self._number] if self._proposals else None

    @property
    def _untouched(self) -> bool:
        """Whether the field still shows the proposal as it was put there."""
        field, proposal = self.field, self._proposal
        if proposal is None:
            return False
        return field.value == visible_line(proposal.name) and not field.selection.is_empty

    def _step(self, step: int) -> None:
        if self._proposals:
            self._number = (self._number + step) % len(self._proposals)
            self._propose()

    def _propose(self) -> None:
        proposal = self._proposal
        if proposal is not None:
            self.field.value = visible_line(proposal.name)
            self.field.select_all()
        self._show(proposal)
        self._say()

    def _say(self, problem: str = "") -> None:
        proposal = self._proposal
        said = (
            "Nobody is proposed: write a name."
            if proposal is None
            else f"{self._number + 1} of {len(self._proposals)}: {proposal.why}"
        )
        step = (self.keymap.keys_for(STEP, "reading") or ("",))[0]
        hints = "  ".join(
            part
            for part in (
                f"{step} next" if step and len(self._proposals) > 1 else "",
                "enter store",
                self.hints(("screen.back", "leave")),
                "or type a name",
            )
            if part
        )
        self.query_one("#about", Line).show(f" {problem or said}", f"{hints} ")

    def heard(self, event: events.Key) -> bool:
        if emitted(event.key) in self._step_keys and self._untouched:
            event.stop()
            event.prevent_default()
            self._step(1)
            return True
        if (
            event.key == "enter" and self.app.screen is self
        ):  # at once, not by a message: more keys may follow
            event.stop()
            event.prevent_default()
            self.accept()
            return True
        return super().heard(event)

    def accept(self) -> None:
        name, proposal = self.field.value.strip(), self._proposal
        same = proposal is not None and name == visible_line(proposal.name).strip()
        try:
            said = self._keep(proposal.name if same and proposal else name, proposal if same else None)
        except (CannotDoThat, DiptychError) as problem:
            self._say(str(problem))
            return
        self._finish(said)

    def close(self) -> None:
        self._finish("")

    def _finish(self, said: str) -> None:
        self._show(None)
        self.dismiss(None)
        self._after(said)
