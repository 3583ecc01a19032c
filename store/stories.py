"""Articles that are read together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from diptych.errors import AnnotationError
from diptych.store import clock
from diptych.store.identifiers import uuid7
from diptych.store.records import Story
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.store.library import Library


class Stories:
    """The library's stories."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection

    def opened(self, article_ids: Iterable[int], title: str = "", *, uuid: str = "") -> Story:
        """The story of exactly these articles in this order; made if there is none, and given ``title`` if it
        has none. Only a title is worth a flush of its own: what was open together can be opened again.
        """
        ids = tuple(article_ids)
        if not ids:
            raise AnnotationError("A story needs at least one article.")
        title = clean(title)
        with self._connection.transaction(durable=bool(title)):
            for (story_id,) in self._connection.rows(
                "SELECT story FROM story_article WHERE article = ? AND position = 0 ORDER BY story", [ids[0]]
            ):
                there = self.get(story_id)
                if there.article_ids == ids and uuid in ("", there.uuid):
                    if title and not there.title:
                        self._connection.execute("UPDATE story SET title = ? WHERE id = ?", (title, there.id))
                        return Story(there.id, there.uuid, title, ids)
                    return there
            for article in ids:
                self._library.articles.text(article)  # UnknownArticle says which one is missing
            uuid = clean(uuid) or uuid7()
            cursor = self._connection.execute(
                "INSERT INTO story (uuid, title, created_at) VALUES (?, ?, ?)", (uuid, title, clock.now())
            )
            story = cursor.lastrowid
            assert story is not None
            self._connection.executemany(
                "INSERT INTO story_article (story, article, position) VALUES (?, ?, ?)",
                [(story, article, position) for position, article in enumerate(ids)],
            )
        return Story(story, uuid, title, ids)

    def get(self, id: int) -> Story:
        """The story of that id; AnnotationError if there is none."""
        row = self._connection.row("SELECT id, uuid, title FROM story WHERE id = ?", [id])
        if row is None:
            raise AnnotationError(f"There is no story {id} in {self._library.path}.")
        return Story(*(*row, self._articles(id)))

    def of_article(self, id: int) -> list[Story]:
        """The stories an article is part of, oldest first."""
        found = self._connection.rows(
            "SELECT DISTINCT story FROM story_article WHERE article = ? ORDER BY story", [id]
        )
        return [self.get(story) for (story,) in found]

    def _articles(self, story: int) -> tuple[int, ...]:
        found = self._connection.rows(
            "SELECT article FROM story_article WHERE story = ? ORDER BY position", [story]
        )
        return tuple(article for (article,) in found)

    def list(self) -> list[Story]:
        """All stories, oldest first."""
        found = self._connection.rows("SELECT id, uuid, title FROM story ORDER BY id")
        return [Story(*(*row, self._articles(row[0]))) for row in found]
