"""A person's links between two annotations, in one report or across: made, shown and followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diptych.errors import AnnotationError
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.spanning import touch, words_at_point

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diptych.schemes.scheme import Relation
    from diptych.store.records import Annotation, Link
    from diptych.tui.reading.document import Document
    from diptych.tui.reading.open_article import OpenArticle
    from diptych.tui.reading.reader import Reader

QUOTED = 50
"""Code points of the other end that are shown."""


class End(NamedTuple):
    """One end of a link: an annotation, or a sentence (code points) that has none yet."""

    pane: OpenArticle
    start: int
    end: int
    annotation: Annotation | None

    @property
    def quote(self) -> str:
        """Its beginning, on one line."""
        line = " ".join(self.pane.document.text[self.start : min(self.end, self.start + 4 * QUOTED)].split())
        return line if len(line) <= QUOTED else line[: QUOTED - 1].rstrip() + "…"


def attach(document: Document, link: Link) -> None:
    """Show a link at the ends that lie in this article."""
    for end in (link.source, link.target):
        if document.has(end):
            there = document.links.setdefault(end, [])
            if all(other.id != link.id for other in there):
                there.append(link)


def detach(document: Document, link_id: str) -> None:
    """Show a link no more."""
    for end, there in list(document.links.items()):
        left = [link for link in there if link.id != link_id]
        if left:
            document.links[end] = left
        else:
            del document.links[end]


class Joins:
    """The links of the open articles."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._followed: tuple[str, str] | None = None  # the link followed last, the end one came to

    def load(self, pane: OpenArticle) -> None:
        """The links that this person made from and to an article's annotations."""
        library = self._reader.library
        for link in library.links.of_article(pane.article_id):
            if link.annotator == library.annotator:
                attach(pane.document, link)

    def settle(self) -> None:
        """Forget links whose end is gone: who clears an answer clears its links."""
        for pane in self._reader.panes:
            for end in [end for end in pane.document.links if not pane.document.has(end)]:
                for link in pane.document.links[end]:
                    for other in self._reader.panes:
                        self.show(other, link, gone=True)

    def show(self, pane: OpenArticle, link: Link, *, gone: bool = False) -> None:
        """Show a link, or show it no more, and have both ends painted."""
        if gone:
            detach(pane.document, link.id)
        else:
            attach(pane.document, link)
        for end in (link.source, link.target):
            if (span := pane.document.span_of(end)) is not None:
                touch(pane, *span)

    # ---- making

    def end_here(self) -> End:
        """What a link from or to the cursor would join: the words at the point, else the sentence's answer."""
        pane = self._reader.pane
        if words := words_at_point(pane):
            return End(pane, words[0].start, words[0].end, words[0])
        pane.require_span()
        return self.end_of(pane, pane.cursor)

    def end_of(self, pane: OpenArticle, sentence: int) -> End:
        """A sentence as a link's end. CannotDoThat if it is judged to be no claim."""
        scheme = self._reader.scheme
        document = pane.document
        here = document.annotations.get(sentence, [])
        there = [item for item in here if item.scheme == scheme.name] or here
        reject = scheme.reject.name if scheme.reject is not None else ""
        wanted = [item for item in there if item.label != reject]
        if there and not wanted:
            raise CannotDoThat("That sentence is judged to be no claim; label it first.")
        return End(pane, document.starts[sentence], document.ends[sentence], wanted[0] if wanted else None)

    def join(self, source: End, target: End, relation: Relation) -> str:
        """Link two ends, one undo for all: an end without an answer gets the first label. Again takes it away."""
        if (source.pane.article_id, source.start, source.end) == (
            target.pane.article_id,
            target.start,
            target.end,
        ):
            raise CannotDoThat("A link joins two statements; go to another one first.")
        library = self._reader.library
        if source.annotation is not None and target.annotation is not None:
            there = self._linked(source, source.annotation.id, target.annotation.id, relation)
            if there is not None:
                library.links.remove(there.id, action="link.remove")
                for pane in self._reader.panes:
                    self.show(pane, there, gone=True)
                return f"The link “{relation.title}” is off; undo brings it back."
        with library.journal.one_step("link.add"):
            ends = [self._answered(end) for end in (source, target)]
            link = library.links.add(ends[0].id, ends[1].id, relation.name)
        for end, annotation in zip((source, target), ends, strict=True):
            if end.annotation is None:
                end.pane.document.mark(annotation)
                touch(end.pane, end.start, end.end)
        for pane in (source.pane, target.pane):
            self.show(pane, link)
        return f"{relation.title}: “{target.quote}”"

    def _answered(self, end: End) -> Annotation:
        if end.annotation is not None:
            return end.annotation
        scheme = self._reader.scheme
        if scheme.default.on == "words":
            raise CannotDoThat(f"“{scheme.title}” labels words: label both ends, then link them.")
        return self._reader.library.annotations.label(
            end.pane.article_id, end.start, end.end, scheme.default.name, scheme=scheme.name
        )

    def _linked(self, source: End, source_id: str, target_id: str, relation: Relation) -> Link | None:
        for link in source.pane.document.links.get(source_id, ()):
            same = (link.source, link.target) == (source_id, target_id)
            turned = relation.symmetric and (link.target, link.source) == (source_id, target_id)
            if link.relation == relation.name and (same or turned):
                return link
        return None

    # ---- following

    def _here(self) -> list[tuple[str, Link]]:
        """The links of what the cursor is on: (own end, link), words at the point first."""
        pane = self._reader.pane
        span = pane.span
        items: Iterable[Annotation] = words_at_point(pane)
        if not items and span is not None:
            items = [*pane.here(), *pane.document.spans_between(*span)]
        return [(item.id, link) for item in items for link in pane.document.links.get(item.id, ())]

    def follow(self) -> tuple[Annotation, Link]:
        """The other end of the link here; where one has just come along it, of the next one here, around."""
        here = self._here()
        if not here:
            raise CannotDoThat("No link here.")
        number = 0
        if self._followed is not None:
            for index, (end, link) in enumerate(here):
                if (link.id, end) == self._followed:
                    number = (index + 1) % len(here)
        end, link = here[number]
        other = link.target if end == link.source else link.source
        self._followed = (link.id, other)
        return self._reader.library.annotations.get(other), link

    def described(self) -> list[str]:
        """Each link of what the cursor is on, in a few words: relation, direction, the other end."""
        reader = self._reader
        parts = []
        for end, link in self._here():
            relation = reader.scheme.relation(link.relation)
            arrow = "↔" if relation is not None and relation.symmetric else "→" if end == link.source else "←"
            try:
                other = reader.library.annotations.get(link.target if end == link.source else link.source)
            except AnnotationError:
                continue  # taken away by another program just now
            quote = " ".join(other.quote[: 4 * QUOTED].split())
            title = relation.title if relation is not None else link.relation
            parts.append(
                f"[{arrow} {title}: “{quote if len(quote) <= QUOTED else quote[: QUOTED - 1] + '…'}”]"
            )
        return parts
