"""What the label scheme says about its labels: beside the text, or over it where the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from diptych.articles.visible import visible_line
from diptych.tui.dialogues.scrolled import ScrolledScreen

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.schemes import Label, Scheme


def flowing(text: str) -> str:
    """A text whose lines were broken by hand, one line a paragraph, fit to be shown."""
    paragraphs = (" ".join(part.split()) for part in text.split("\n\n"))
    return "\n".join(visible_line(part) for part in paragraphs if part)


def scheme_text(scheme: Scheme) -> Content:
    """What the scheme is for."""
    parts = [flowing(scheme.description), flowing(scheme.guideline)]
    return Content.assemble(
        (visible_line(scheme.title), "bold underline"),
        "\n",
        "\n\n".join(part for part in parts if part),
        "\n",
    )


def label_text(label: Label) -> Content:
    """One label: key, title, description, guideline."""
    parts: list[str | tuple[str, str]] = [
        (f"{label.sign} {visible_line(label.title)}", "bold"),
        f"  {flowing(label.description)}",
    ]
    if label.guideline.strip():
        parts.append(f"\n{flowing(label.guideline)}")
    return Content.assemble(*parts, "\n")


def certainty_text(scheme: Scheme) -> Content:
    """The degrees of certainty; empty where the scheme has none."""
    if not scheme.certainties:
        return Content("")
    parts: list[str | tuple[str, str]] = [("Certainty", "bold underline")]
    for level in scheme.certainties:
        parts += ["\n", (visible_line(level.title), "bold"), f"  {flowing(level.description)}"]
    return Content.assemble(*parts)


class Guideline(VerticalScroll, can_focus=False):
    """The scheme's whole guideline; it takes no keys."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Guideline { height: 1fr; padding: 0 1; background: $surface; scrollbar-size-vertical: 1; }
    Guideline Static { margin-bottom: 1; }
    """

    def __init__(self, scheme: Scheme, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._scheme = scheme
        self._shown = ""

    def compose(self) -> ComposeResult:
        yield Static(scheme_text(self._scheme), markup=False)
        for number, label in enumerate(self._scheme.labels):
            yield Static(label_text(label), markup=False, id=f"label-{number}")
        yield Static(certainty_text(self._scheme), markup=False)

    def show_label(self, name: str) -> None:
        """Bring a label's part to the top; the same again leaves the place alone."""
        if name == self._shown:
            return
        self._shown = name
        for number, label in enumerate(self._scheme.labels):
            if label.name == name:
                part = self.query_one(f"#label-{number}", Static)
                self.scroll_to_widget(part, top=True, animate=False, force=True)

    def page(self) -> bool:
        """A page further; False where its end is in view."""
        if self.scroll_offset.y >= self.max_scroll_y:
            return False
        self.scroll_relative(y=max(1, self.size.height - 2), animate=False, force=True)
        return True


class GuidelineScreen(ScrolledScreen):
    """The guideline over the text, for narrow windows and for lists."""

    def __init__(self, keymap: Keymap, scheme: Scheme) -> None:
        super().__init__(keymap)
        self._scheme = scheme
        self.acts["guideline.show"] = lambda _: None if self.query_one(Guideline).page() else self.close()

    def compose(self) -> ComposeResult:
        body = Guideline(self._scheme)
        body.add_class("dialogue")
        yield body
