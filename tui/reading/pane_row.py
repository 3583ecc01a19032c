"""The panes beside each other: as many as fit, the one that keys act on among them."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from diptych.tui.reading.looks import Looks
from diptych.tui.reading.open_article import OpenArticle
from diptych.tui.reading.pane import ArticlePane
from diptych.tui.widgets.line import Line

NARROWEST = 48
"""Cells below which panes are not shown side by side."""


class PaneColumn(Vertical):
    """A pane under its heading: title, source, date."""

    DEFAULT_CSS = """
    PaneColumn { width: 1fr; height: 1fr; }
    PaneColumn.-divided { border-left: vkey $foreground 20%; }
    PaneColumn.-away { display: none; }
    """

    def __init__(self, view: ArticlePane) -> None:
        article = view.pane.document.article
        name = article.title or article.location.rsplit("/", 1)[-1] or f"article {article.id}"
        said = " · ".join(part for part in (name, article.source, (article.published or "")[:10]) if part)
        self.heading = Line(f" {said}")
        self.view = view
        super().__init__(self.heading, view)


class PaneRow(Horizontal):
    """All open articles in their order. ``zoomed``: the active one alone."""

    DEFAULT_CSS = """
    PaneRow { height: 1fr; }
    """

    def __init__(self, views: Sequence[ArticlePane], *, id: str) -> None:
        super().__init__(id=id)
        self.columns = [PaneColumn(view) for view in views]
        self.zoomed = False

    def compose(self) -> ComposeResult:
        yield from self.columns

    @property
    def views(self) -> list[ArticlePane]:
        """The panes in their order."""
        return [column.view for column in self.columns]

    def show_around(self, active: int, width: int, looks: Looks) -> None:
        """Show what fits into ``width`` cells around the active pane."""
        fitting = 1 if self.zoomed else max(1, min(len(self.columns), width // NARROWEST))
        first = max(0, min(active - fitting // 2, len(self.columns) - fitting))
        for index, column in enumerate(self.columns):
            shown = first <= index < first + fitting
            column.set_class(not shown, "-away")
            column.set_class(shown and index > first, "-divided")
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

    def swap(self, first: int, second: int) -> None:
        """Exchange two panes."""
        self.columns[first], self.columns[second] = self.columns[second], self.columns[first]
        for column in self.columns:
            self.move_child(column, after=len(self.children) - 1) if self.children[-1] is not column else None

    def view_of(self, pane: OpenArticle) -> ArticlePane | None:
        """The pane that shows this article."""
        return next((view for view in self.views if view.pane is pane), None)
