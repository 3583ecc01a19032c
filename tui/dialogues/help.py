"""Help: the keys in force, made from the table of commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from diptych.articles.visible import visible_line
from diptych.keymaps import table
from diptych.tui.dialogues.scrolled import ScrolledScreen
from diptych.tui.reading.rows import cells

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.schemes import Scheme


def help_text(keymap: Keymap, context: str, available: Mapping[str, object], scheme: Scheme) -> Content:
    """Groups of commands with their keys, then the labels of the scheme and the signs in the text."""
    parts: list[str | tuple[str, str]] = [
        ("diptych: keys in force here", "bold"),
        f"  (keymap {keymap.name})\n",
    ]
    rows = [row for row in table(keymap, context) if row[1] in available and row[2]]
    wide = min(24, max((cells(", ".join(keys)) for _, _, keys, _, _ in rows), default=0))
    group = ""
    for this_group, name, keys, _, sentence in rows:
        if this_group != group:
            group = this_group
            parts += ["\n", (group, "bold underline"), "\n"]
        if name.startswith("label.") and name[6:].isdigit():
            label = next((item for item in scheme.labels if item.key == name[6:]), None)
            if label is None:
                continue
            sentence = f"{visible_line(label.title)}: {visible_line(label.description)}"
        shown = ", ".join(keys)
        parts += [
            (shown + " " * max(0, wide - cells(shown)), "bold"),
            f"  {sentence}\n",
        ]
    parts += [
        "\n",
        ("What you see", "bold underline"),
        "\n",
        ("underlined", "underline"),
        "  a name; its colour says person, organisation, place or group\n",
        ("bold", "bold"),
        "  a figure: number, sum, date or duration\n",
        f"C 1–9 ✗  in the gutter: your label ({visible_line(scheme.title)}); ✗ judged, no claim; + several; * a note\n",
        "& a link   › put off   ∘ suggested: looks like a claim   a label behind the bar: on words that begin here\n",
        ("italic", "italic"),
        "  words with a label of their own; words inside others have a second line under them\n",
        "≈  in the gutter: says the same as the sentence you are on; · no other open report has it;"
        " = copied word for word\n",
        "╎  goes on with the sentence above; ? a label that this scheme does not have\n",
        "dimmed  headline, credit, caption or a website's leftover: part of the text, not to be judged\n",
    ]
    return Content.assemble(*parts)


class HelpScreen(ScrolledScreen):
    """Shows ``help_text``; it scrolls, and any key that leaves a list leaves it."""

    def __init__(self, keymap: Keymap, context: str, available: Mapping[str, object], scheme: Scheme) -> None:
        super().__init__(keymap)
        self._content = help_text(keymap, context, available, scheme)
        self.acts["help"] = lambda _: self.close()

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialogue"):
            yield Static(self._content)
