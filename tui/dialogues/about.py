"""What is known of a report, a line each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from diptych.articles.visible import visible_line
from diptych.tui.dialogues.scrolled import ScrolledScreen

if TYPE_CHECKING:
    from diptych.keymaps import Keymap
    from diptych.tui.reading.open_article import OpenArticle


def about(pane: OpenArticle) -> list[tuple[str, str]]:
    """What is said of a report, and in which words; what a report may lack is named as lacking."""
    article, document = pane.document.article, pane.document
    judged = sum(1 for answers in document.annotations.values() if answers)
    return [
        ("Headline", article.title or "none found"),
        ("Source", article.source or "unknown"),
        ("Author", article.author or "unknown"),
        ("Date", article.published or "unknown"),
        ("From", article.location or "a stream"),
        (
            "Size",
            f"{len(article.text):,} characters, {document.count:,} sentences, {judged:,} of them judged",
        ),
        ("Library id", str(article.id)),
    ]


def about_text(lines: Sequence[tuple[str, str]]) -> Content:
    """The lines, one below the other."""
    parts: list[str | tuple[str, str]] = [("About this report", "bold underline"), "\n"]
    for name, said in lines:
        parts += [(name, "bold"), f": {visible_line(said)}\n"]
    return Content.assemble(*parts)


class AboutScreen(ScrolledScreen):
    """Shows ``about_text``; it scrolls where the window is low."""

    DEFAULT_CSS = """
    AboutScreen > .dialogue { height: auto; max-height: 90%; }
    """

    def __init__(self, keymap: Keymap, lines: Sequence[tuple[str, str]]) -> None:
        super().__init__(keymap)
        self._lines = lines
        self.acts["list.open"] = lambda _: self.close()

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialogue"):
            yield Static(about_text(self._lines), markup=False)
