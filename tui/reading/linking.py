"""The keys of the ``link`` context: a relation's digit links to what is offered, or to where one has moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.articles.visible import visible_line
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.schemes.scheme import Relation
    from diptych.tui.reading.joining import End
    from diptych.tui.reading.screen import ReadingScreen


class Linking:
    """Choosing the other end of a link, from ``link.start`` to a relation or escape."""

    context = "link"

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        if not screen.reader.scheme.relations:
            raise CannotDoThat(f"The scheme “{screen.reader.scheme.name}” has no relations to link by.")
        self.source = screen.reader.joins.end_here()
        self._from = self._spot()
        self.offered: End | None = None
        self.strength = 0.0
        self._offer()

    def _spot(self) -> tuple[int, int, tuple[int, int] | None]:
        reader = self._screen.reader
        return reader.pane.article_id, reader.pane.cursor, reader.pane.point

    def _offer(self) -> None:
        reader = self._screen.reader
        compared = self._screen.comparing.compared
        if compared is None or compared.article_ids != tuple(pane.article_id for pane in reader.panes):
            return
        for match in compared.matches(reader.active, reader.pane.cursor):
            try:
                self.offered = reader.joins.end_of(reader.panes[match.article], match.sentence)
            except CannotDoThat:
                continue  # judged to be no claim
            self.strength = match.strength
            return

    def target(self) -> End | None:
        """Where the link would go now: to the sentence or words moved to, else to the match that is offered."""
        if self._spot() != self._from:
            return self._screen.reader.joins.end_here()
        return self.offered

    # ---- what the screen shows

    def begin(self) -> None:
        """Light both ends."""
        ends = [self.source] if self.offered is None else [self.source, self.offered]
        for end in ends:
            view = self._screen.row.view_of(end.pane)
            if view is not None:
                view.select([(end.start, end.end)])
                if end is self.offered:
                    view.show_span(end.start, end.end)

    def end(self) -> None:
        """Put the lights out."""
        for view in self._screen.row.views:
            view.select(())

    def status(self) -> str:
        """For the status line: where the link would go, and by which keys."""
        try:
            target = self.target()
        except CannotDoThat as problem:
            return str(problem)
        keys = self._screen.app.keymap.keys_for
        relations = "  ".join(
            f"{found[0]} {relation.title.lower()}"
            for relation in self._screen.reader.scheme.relations
            if relation.key and (found := keys(f"relation.{relation.key}", "link"))
        )
        if target is None:
            return f"Link: go to the other statement, then {relations}"
        sure = f" ({self.strength:.0%})" if target is self.offered else ""
        return f"Link to “{visible_line(target.quote)}”{sure}: {relations}"

    # ---- keys

    def relation_on_key(self, number: int) -> Relation:
        """The scheme's relation on a digit."""
        relation = self._screen.reader.scheme.relation_at(number)
        if relation is None:
            raise CannotDoThat(f"The scheme “{self._screen.reader.scheme.name}” has no relation {number}.")
        return relation

    def finish(self, relation: Relation) -> str:
        """Store the link, leave, and go back to where it starts."""
        target = self.target()
        if target is None:
            raise CannotDoThat("No match is offered here: go to the other statement first.")
        reader = self._screen.reader
        said = reader.joins.join(self.source, target, relation)
        self._screen.keyboard.leave_mode()
        article, cursor, point = self._from
        index = reader.index_of(article)
        if index is not None:
            reader.go(cursor, pane=index)
            reader.pane.point = point
        return said
