"""What the person at the keyboard is doing: which articles are open, where the cursor stands, what is answered.

No screen in here: every command of the reading screen comes down to ``Reader`` and its parts, so that all of it can
be tested without drawing. A method that changes the library returns after the change is on disk.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from diptych.tui.reading.answers import Answers
from diptych.tui.reading.attention import Attention, Place
from diptych.tui.reading.document import Document
from diptych.tui.reading.joining import Joins
from diptych.tui.reading.open_article import CannotDoThat, OpenArticle
from diptych.tui.reading.spanning import step_through_marked
from diptych.tui.reading.steps import step_through, step_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diptych.analysis.spans import Sentence
    from diptych.schemes import Scheme
    from diptych.store.library import Library
    from diptych.store.records import StoredArticle, Story
    from diptych.tui.reading.findings import Findings
    from diptych.tui.reading.history import History
    from diptych.tui.reading.jumps import Jumps
    from diptych.tui.reading.queue import Queue
    from diptych.tui.reading.remarks import Remarks

MOST_PANES = 4
"""Panes opened at once; further articles of the story wait behind ``pane.open``."""

LONG = 300_000
"""Code points from which a text is cut into sentences while it is shown, instead of reading them all first."""


class Reader:
    """The articles of one story, open side by side, and one person's answers about them."""

    def __init__(self, library: Library, story: Story, scheme: Scheme) -> None:
        self.library = library
        self.story = story
        self.scheme = scheme
        self.panes: list[OpenArticle] = []
        self.active = 0
        self.auto_advance = True
        self.answers = Answers(self)
        self.joins = Joins(self)
        self.attention = Attention()
        self.queue: Queue | None = None
        self.queue_left: dict[str, Any] = {}  # where a queue of this story was left

    # ---- parts that nothing needs before a key does: the start does not wait for their modules

    @cached_property
    def jumps(self) -> Jumps:
        """Where the cursor was before it went far."""
        from diptych.tui.reading.jumps import Jumps

        return Jumps(self)

    @cached_property
    def remarks(self) -> Remarks:
        """What is added to an answer: a note, a speaker, a certainty."""
        from diptych.tui.reading.remarks import Remarks

        return Remarks(self)

    @cached_property
    def findings(self) -> Findings:
        """The machine's names and figures, put right."""
        from diptych.tui.reading.findings import Findings

        return Findings(self)

    @cached_property
    def history(self) -> History:
        """Undo and redo."""
        from diptych.tui.reading.history import History

        return History(self)

    # ---- the panes

    def open(self, article_id: int) -> OpenArticle:
        """Open an article of the library in a new pane behind the others."""
        article = self.library.articles.get(article_id)
        pane = OpenArticle(Document(article, self._sentences_of(article)))
        pane.document.feed()
        for annotation in self.library.annotations.of_article(article_id, annotator=self.library.annotator):
            pane.document.mark(annotation)
        self.joins.load(pane)
        pane.document.put_off = {(skip.start, skip.end) for skip in self.library.skips.of_article(article_id)}
        if corrections := self.library.corrections.of_article(article_id, annotator=self.library.annotator):
            pane.document.correct(corrections)
        if pane.document.count:
            pane.cursor = 0
        self.panes.append(pane)
        return pane

    def _sentences_of(self, article: StoredArticle) -> Iterable[Sentence] | None:
        """How the text was cut before; of a long one bit by bit."""
        analyses = self.library.analyses
        if len(article.text) <= LONG:
            return analyses.sentences(article.id)
        return analyses.iter_sentences(article.id) if analyses.engines(article.id, "sentence") else None

    def keep_sentences(self) -> None:
        """Keep how the texts were cut, so that the next opening need not cut them again."""
        for pane in self.panes:
            if len(pane.document.text) <= LONG:  # a longer one's are kept by the worker
                pane.document.keep_sentences(self.library.analyses)

    def close(self, index: int) -> None:
        """Close a pane; the last one stays."""
        if len(self.panes) == 1:
            raise CannotDoThat("This is the only pane; q quits.")
        del self.panes[index]
        self.active = min(self.active, len(self.panes) - 1)

    @property
    def pane(self) -> OpenArticle:
        """The pane that keys act on."""
        return self.panes[self.active]

    def index_of(self, article_id: int) -> int | None:
        """The pane that shows an article, or None."""
        return next((i for i, pane in enumerate(self.panes) if pane.article_id == article_id), None)

    @property
    def here(self) -> Place | None:
        """The article under the cursor, and its sentence's span."""
        span = self.pane.span if self.panes else None
        return None if span is None else (self.pane.article_id, *span)

    def show_article(self, article_id: int) -> None:
        """Open an article that is not open: its story in place of this one, or itself in the active pane."""
        if self.panes:
            self.keep_place()
        if self.panes and article_id in self.story.article_ids:
            pane = self.open(article_id)
            self.panes.remove(pane)
            self.panes[self.active] = pane
            return
        stories = self.library.stories.of_article(article_id)
        self.story = (
            max(stories, key=lambda story: (len(story.article_ids), story.id))
            if stories
            else self.library.stories.opened([article_id])
        )
        first = self.story.article_ids.index(article_id) // MOST_PANES * MOST_PANES
        advance = self.auto_advance
        self.panes, self.active = [], 0
        for shown in self.story.article_ids[first : first + MOST_PANES]:
            self.open(shown)
        self.find_place()
        self.auto_advance = advance

    def show_sentence(self, article_id: int, start: int, end: int) -> None:
        """Put the cursor on the sentence that holds a span (code points) of any article of the library."""
        if self.index_of(article_id) is None:
            self.show_article(article_id)
        index = self.index_of(article_id)
        assert index is not None
        document = self.panes[index].document
        while not (document.count and document.ends[-1] >= end) and document.feed():
            pass
        self.go(document.sentence_at(start), pane=index)

    # ---- moving

    def go(self, sentence: int, pane: int | None = None) -> None:
        """Put the cursor on a sentence, of this pane or another."""
        if pane is not None:
            self.active = pane
        self.pane.go(sentence)

    def go_to_span(self, start: int, end: int, pane: int | None = None) -> None:
        """Put the cursor on the sentence that holds a span (code points), and the point on the span."""
        if pane is not None:
            self.active = pane
        self.pane.go_to_span(start, end)

    def step_through(self, kind: str, step: int) -> None:
        """To the next (1) or previous (-1) ``entity`` or ``figure``."""
        step_through(self.pane, kind, step)

    def next_unjudged(self, step: int = 1) -> None:
        """To the next (1) or previous (-1) sentence without an answer."""
        judged = self.pane.document.annotations
        step_to(self.pane, lambda s: s not in judged, step, "Every sentence of this article has an answer.")

    def next_claim(self, step: int = 1) -> None:
        """To the next (1) or previous (-1) sentence, or words, marked as a claim."""
        if not step_through_marked(self, step):
            raise CannotDoThat("Nothing in this article is marked as a claim.")

    # ---- keeping the place

    def keep_place(self) -> None:
        """Remember where the reader stands in each article, for the next start."""
        offsets = {pane.article_id: pane.offset for pane in self.panes}
        if self.queue is not None:
            self.queue_left = self.queue.kept()
        options = {"auto_advance": self.auto_advance, "queue": self.queue_left}
        with self.library.connection.transaction(durable=False):
            self.library.places.save(self.story.id, self.active, offsets, options)
            self.attention.keep(self.library, self.here)

    def find_place(self) -> None:
        """Go where the reader stood when this story was open last."""
        place = self.library.places.load(self.story.id)
        if place is None:
            return
        self.auto_advance = bool(place.options.get("auto_advance", True))
        left = place.options.get("queue")
        self.queue_left = left if isinstance(left, dict) else {}
        for pane in self.panes:
            offset = place.offsets.get(pane.article_id)
            if offset is None:
                continue
            while not (pane.document.count and pane.document.ends[-1] > offset) and pane.document.feed():
                pass
            pane.cursor = pane.document.sentence_at(offset)
        if 0 <= place.pane < len(self.panes):
            self.active = place.pane

    def progress(self) -> tuple[int, int, int, int]:
        """For the active pane: sentence (from 1), sentences, judged, claims."""
        document = self.pane.document
        claims = sum(document.labels[name] for name in self.answers.claim_labels)
        return self.pane.cursor + 1, document.count, document.judged(), claims
