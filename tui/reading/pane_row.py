"""The panes beside each other: as many as fit, the one that keys act on among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from diptych.tui.reading.looks import Looks
from diptych.tui.reading.open_article import OpenArticle
from diptych.tui.reading.pane import ArticlePane
from diptych.tui.widgets.direct import Covered
from diptych.tui.widgets.line import Line

if TYPE_CHECKING:
    from diptych.schemes import Scheme
    from diptych.tui.dialogues.guideline import Guideline
    from diptych.tui.reading.reader import Reader

WIDE = 100
"""Cells from which the guideline stands beside the text; in less it lies over it."""

GUIDELINE = 44
"""Cells that it takes."""

NARROWEST = 48
"""Cells below which panes are not shown side by side."""


class PaneColumn(Covered, Vertical):
    """A pane under its heading: title, source, date."""

    DEFAULT_CSS = """
    PaneColumn { width: 1fr; height: 1fr; }
    PaneColumn.-away { display: none; }
    """

    def __init__(self, view: ArticlePane) -> None:
        article = view.pane.document.article
        name = article.title or article.location.rsplit("/", 1)[-1] or f"article {article.id}"
        said = " · ".join(part for part in (name, article.source, (article.published or "")[:10]) if part)
        self.heading = Line(f" {said}")
        self.view = view
        super().__init__(self.heading, view)


class PaneRow(Covered, Horizontal):
    """All open articles in their order. ``zoomed``: the active one alone."""

    DEFAULT_CSS = """
    PaneRow { height: 1fr; }
    PaneRow > Guideline { dock: right; width: 44; border-left: vkey $foreground 20%; }
    """

    def __init__(self, views: Sequence[ArticlePane], *, id: str) -> None:
        super().__init__(id=id)
        self.columns = [PaneColumn(view) for view in views]
        self.zoomed = False
        self.guideline: Guideline | None = None

    def compose(self) -> ComposeResult:
        yield from self.columns

    @property
    def views(self) -> list[ArticlePane]:
        """The panes in their order."""
        return [column.view for column in self.columns]

    def show_around(self, active: int, width: int, looks: Looks) -> None:
        """Show what fits into ``width`` cells around the active pane."""
        if self.guideline is not None:
            self.guideline.display = width >= WIDE
            width -= GUIDELINE if width >= WIDE else 0
        fitting = 1 if self.zoomed else max(1, min(len(self.columns), width // NARROWEST))
        first = max(0, min(active - fitting // 2, len(self.columns) - fitting))
        for index, column in enumerate(self.columns):
            shown = first <= index < first + fitting
            column.set_class(not shown, "-away")
            divided = shown and index > first
            column.view.divide(divided)
            column.heading.divider = looks.edge if divided else None
            column.view.set_focused(index == active)
            style = looks.heading(index == active)
            number = f"{index + 1}/{len(self.columns)} " if len(self.columns) > fitting else ""
            if column.heading.style != style or column.heading.right != number:
                column.heading.style = style
                column.heading.show(right=number)
                column.heading.refresh()

    def take_in(self, view: ArticlePane) -> None:
        """One more pane, behind the others."""
        column = PaneColumn(view)
        self.columns.append(column)
        self.mount(column)

    def give_up(self, index: int) -> None:
        """One pane less."""
        self.columns.pop(index).remove()

    def match(self, panes: Sequence[OpenArticle], make: Callable[[OpenArticle], ArticlePane]) -> None:
        """Show these articles, in this order; those that are on the screen already stay as they are."""
        there = {id(column.view.pane): column for column in self.columns}
        new = []
        columns = []
        for pane in panes:
            column = there.pop(id(pane), None)
            if column is None:
                column = PaneColumn(make(pane))
                new.append(column)
            columns.append(column)
        for gone in there.values():
            gone.remove()
        self.columns = columns
        if new:
            self.mount(*new)
        for column in columns:
            if self.children[-1] is not column:
                self.move_child(column, after=len(self.children) - 1)

    def swap(self, first: int, second: int) -> None:
        """Exchange two panes."""
        self.columns[first], self.columns[second] = self.columns[second], self.columns[first]
        for column in self.columns:
            if self.children[-1] is not column:
                self.move_child(column, after=len(self.children) - 1)

    def toggle_guideline(self, scheme: Scheme) -> None:
        """Show the scheme's guideline beside the text; a page further; away again at its end."""
        if self.guideline is None:
            from diptych.tui.dialogues.guideline import Guideline

            self.guideline = Guideline(scheme)
            self.mount(self.guideline)
        elif not self.guideline.page():
            self.close_guideline()

    def close_guideline(self) -> None:
        """Take the guideline away."""
        if self.guideline is not None:
            self.guideline.remove()
            self.guideline = None

    def follow(self, reader: Reader) -> None:
        """Let the guideline show the label just given, or of the sentence under the cursor."""
        if self.guideline is None or not self.guideline.is_mounted:
            return
        answer = reader.answers.given or next(iter(reader.pane.here()), None)
        if answer is not None:
            self.guideline.show_label(answer.label)

    def view_of(self, pane: OpenArticle) -> ArticlePane | None:
        """The pane that shows this article."""
        return next((view for view in self.views if view.pane is pane), None)
