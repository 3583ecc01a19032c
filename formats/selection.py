"""What an export takes: filters over a library, in a fixed order, article by article, in constant memory.

Order: articles by id (the order in which they came), annotations by start, end and id. The same library and the
same filters give the same sequence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from diptych.analysis.spans import Sentence
from diptych.errors import WrongUse
from diptych.formats.filters import EVERYTHING, Filters
from diptych.formats.loss import LossReport
from diptych.store import rows
from diptych.store.records import Annotation, Link, StoredArticle, Story

if TYPE_CHECKING:
    from diptych.store.library import Library


@dataclass(frozen=True, slots=True)
class Tie:
    """A link that starts in this document, and the article in which it ends."""

    link: Link
    target_article: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article with all that is taken of it: its sentences, answers, and the links that start in it."""

    article: StoredArticle
    sentences: tuple[Sentence, ...]
    annotations: tuple[Annotation, ...]
    ties: tuple[Tie, ...] = ()
    _spans: frozenset[tuple[int, int]] = field(default=frozenset(), compare=False, repr=False)

    def is_sentence(self, annotation: Annotation) -> bool:
        """Whether the answer is about one whole sentence."""
        return not annotation.pieces and (annotation.start, annotation.end) in self._spans

    def by_sentence(self) -> dict[tuple[int, int], list[Annotation]]:
        """Every sentence in order with its answers; an empty list where nobody judged."""
        found: dict[tuple[int, int], list[Annotation]] = {(one.start, one.end): [] for one in self.sentences}
        for annotation in self.annotations:
            if self.is_sentence(annotation):
                found[annotation.start, annotation.end].append(annotation)
        return found

    def spans(self) -> list[Annotation]:
        """The answers that are about no whole sentence."""
        return [annotation for annotation in self.annotations if not self.is_sentence(annotation)]


class Selection:
    """The part of a library that an export takes. Read it inside one snapshot, so that nothing moves meanwhile."""

    def __init__(
        self, library: Library, filters: Filters = EVERYTHING, *, among: Sequence[int] | None = None
    ):
        self.library = library
        self.filters = filters
        self._among = among
        self.condition, self.values = filters.condition("n")

    def restricted(self, article_ids: Sequence[int]) -> Selection:
        """The same selection in these articles only."""
        return Selection(self.library, self.filters, among=article_ids)

    @cached_property
    def article_ids(self) -> tuple[int, ...]:
        """The articles to take, in order."""
        if self._among is not None:
            return tuple(self._among)
        wanted = self._wanted_articles()
        if self.filters.by_answer:
            found = self.library.connection.rows(
                f"SELECT DISTINCT n.article FROM annotation n WHERE {self.condition} ORDER BY n.article",
                self.values,
            )
        else:
            found = self.library.connection.rows("SELECT id FROM article ORDER BY id")
        return tuple(id for (id,) in found if wanted is None or id in wanted)

    @cached_property
    def _chosen(self) -> frozenset[int]:
        return frozenset(self.article_ids)

    def articles(self) -> Iterator[StoredArticle]:
        """The articles, one by one."""
        for id in self.article_ids:
            yield self.shown(self.library.articles.get(id))

    def annotations(self, article_id: int) -> list[Annotation]:
        """The answers to take in one article."""
        from diptych.store.annotations import annotation_of

        columns = ", ".join(f'n."{name}"' for name in rows.COLUMNS["annotation"])
        found = self.library.connection.rows(
            f"SELECT {columns} FROM annotation n WHERE n.article = ? AND {self.condition} "
            'ORDER BY n.start, n."end", n.id',
            [article_id, *self.values],
        )
        return [self.named(annotation_of(row)) for row in found]

    def documents(self, loss: LossReport | None = None) -> Iterator[Document]:
        """Article by article; links that lead out of the selection go into the loss report."""
        for article in self.articles():
            yield self.document(article, loss)

    def document(self, article: StoredArticle, loss: LossReport | None = None) -> Document:
        """All that is taken of one article."""
        sentences = tuple(self.sentences(article))
        spans = frozenset((one.start, one.end) for one in sentences)
        annotations = tuple(self.annotations(article.id))
        return Document(article, sentences, annotations, tuple(self.ties(article.id, loss)), spans)

    def sentences(self, article: StoredArticle) -> Sequence[Sentence]:
        """The article's sentences as stored, or found now where nobody has looked for them yet."""
        stored = self.library.analyses.sentences(article.id)
        if stored is not None:
            return stored
        from diptych.analysis.sentences import sentences
        from diptych.articles.blocks import blocks

        return sentences(article.text, blocks(article.text))

    def ties(self, article_id: int, loss: LossReport | None = None) -> Iterator[Tie]:
        """Links whose source is taken, by source, target and id; both ends and the link's author must be taken."""
        if article_id not in self._linked:
            return
        columns = ", ".join(f'l."{name}"' for name in rows.COLUMNS["link"])
        target, target_values = self.filters.condition("m")
        found = self.library.connection.rows(
            f"SELECT {columns}, m.article, ({target}) FROM annotation n JOIN link l ON l.source = n.id "
            f"JOIN annotation m ON m.id = l.target WHERE n.article = ? AND {self.condition} "
            'ORDER BY n.start, n."end", n.id, m.article, m.start, m.id, l.id',
            [*target_values, article_id, *self.values],
        )
        for *columns_of_link, other, taken in found:
            link = Link(*columns_of_link)
            if self.filters.annotators and link.annotator not in self.filters.annotators:
                continue
            if taken and other in self._chosen:
                yield Tie(link._replace(annotator=self.name(link.annotator)), other)
            elif loss is not None:
                loss.add("link_end", link.id)

    @cached_property
    def _linked(self) -> frozenset[int]:
        """The articles in which a link starts: in the others nobody need look for one, answer by answer."""
        found = self.library.connection.stream(
            "SELECT DISTINCT n.article FROM link l CROSS JOIN annotation n ON n.id = l.source"  # links first
        )
        return frozenset(id for (id,) in found)

    def stories(self) -> list[Story]:
        """The stories of the chosen articles, each cut to the articles that are taken, without empty ones."""
        cut = (
            story._replace(article_ids=tuple(id for id in story.article_ids if id in self._chosen))
            for story in self.library.stories.list()
        )
        return [story for story in cut if story.article_ids]

    def units(self, loss: LossReport) -> Iterator[tuple[Story | None, Sequence[int]]]:
        """What is shown side by side: every article in exactly one unit, that of its first story, or one of its own.

        A story of which an earlier one took articles is told as lost.
        """
        done: set[int] = set()
        for story in self.stories():
            ids = [id for id in dict.fromkeys(story.article_ids) if id not in done]
            if len(ids) < len(story.article_ids):
                loss.add("story", story.uuid)
            done.update(ids)
            if ids:
                yield story, ids
        for id in self.article_ids:
            if id not in done:
                yield None, [id]

    def beside(self) -> Iterator[tuple[str, str]]:
        """What stands in the library beside answers and links and is taken with them, as (kind of loss, id)."""
        for story in self.stories():
            yield "story", story.uuid
        for scheme in self.library.schemes.list():
            yield "guideline", scheme.name
        for table in ("correction", "skip"):
            for article, id, annotator in self.library.connection.rows(
                f'SELECT article, id, annotator FROM {table} ORDER BY article, start, "end", id'
            ):
                if article in self._chosen and self.takes_beside(annotator):
                    yield table, id

    def takes_beside(self, annotator: str) -> bool:
        """Whether what somebody did beside answering (skips, corrections) is taken."""
        chosen = self.filters.annotators
        return not self.filters.by_answer and (not chosen or annotator in chosen)

    def labels(self) -> list[str]:
        """The labels that occur in the chosen articles, in alphabetical order."""
        return sorted({label for label, _ in self._said})

    def people(self) -> list[str]:
        """Whose answers occur in the chosen articles, as they are shown in this export, in alphabetical order."""
        return sorted({self.name(name) for _, name in self._said})

    @cached_property
    def _said(self) -> set[tuple[str, str]]:
        found = self.library.connection.stream(
            f"SELECT DISTINCT n.article, n.label, n.annotator FROM annotation n WHERE {self.condition}",
            self.values,
        )
        return {(label, annotator) for article, label, annotator in found if article in self._chosen}

    def name(self, annotator: str) -> str:
        """An annotator's name as it is shown in this export."""
        return self._names.get(annotator, annotator) if self.filters.anonymous else annotator

    def named(self, annotation: Annotation) -> Annotation:
        """The answer with its annotator as shown in this export."""
        return annotation._replace(annotator=self.name(annotation.annotator)) if self._names else annotation

    def shown(self, article: StoredArticle) -> StoredArticle:
        """The article as shown in this export."""
        if not self.filters.anonymous or article.location.startswith(("http://", "https://")):
            return article
        return article._replace(location=article.location.replace("\\", "/").rpartition("/")[2])

    @cached_property
    def _names(self) -> Mapping[str, str]:
        if not self.filters.anonymous:
            return {}
        found = self.library.connection.rows("SELECT name FROM annotator ORDER BY created_at, name")
        return {name: f"annotator-{number}" for number, (name,) in enumerate(found, 1)}

    def _wanted_articles(self) -> set[int] | None:
        if not self.filters.stories and not self.filters.articles:
            return None
        wanted = {self._article(key) for key in self.filters.articles}
        for key in self.filters.stories:
            wanted.update(self._story(key).article_ids)
        return wanted

    def _article(self, key: int | str) -> int:
        number = _number(key)
        row = self.library.connection.row(
            "SELECT id FROM article WHERE id = ? OR uuid = ?", [number, str(key)]
        )
        if row is None:
            raise WrongUse(f"There is no article {key} in {self.library.path}.")
        return int(row[0])

    def _story(self, key: int | str) -> Story:
        number = _number(key)
        row = self.library.connection.row(
            "SELECT id FROM story WHERE id = ? OR uuid = ? OR title = ? ORDER BY id = ? DESC, id",
            [number, str(key), str(key), number],
        )
        if row is None:
            raise WrongUse(f"There is no story {key} in {self.library.path}.")
        return self.library.stories.get(row[0])


def _number(key: int | str) -> int:
    if isinstance(key, int):
        return key
    return int(key) if key.isascii() and key.isdigit() and len(key) < 18 else -1
