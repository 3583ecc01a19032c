"""The articles of a library. Their text never changes, for offsets point into it."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from diptych.articles.article import Article, sha256_of_bytes
from diptych.errors import AnnotationError, UnknownArticle
from diptych.store import clock
from diptych.store.identifiers import uuid7
from diptych.store.records import NOT_A_CLAIM, ArticleSummary, StoredArticle
from diptych.store.strings import clean, clean_and_encoded

if TYPE_CHECKING:
    from diptych.store.library import Library

_COLUMNS = ", ".join(StoredArticle._fields)
_NO_TEXT = _COLUMNS.replace("text,", "NULL,")
_AT_HAND = 8  # texts kept in memory: as many as can be read side by side, twice

INDEXED_AT_ONCE = 300_000
"""Code points of a text up to which its words are indexed when it is added. A longer one would keep its reader waiting:
it is indexed with its analysis, or before the next search."""

_NOT_INDEXED = "SELECT id, length(text) FROM article WHERE id NOT IN (SELECT id FROM article_fts_docsize)"

_LIST = """
SELECT a.id, a.uuid, a.title, a.source, a.author, a.published, a.location, a.language, a.added_at,
    (SELECT count(*) FROM sentence AS s WHERE s.article = a.id),
    (SELECT count(*) FROM sentence AS s WHERE s.article = a.id AND EXISTS (
        SELECT 1 FROM annotation AS n
        WHERE n.article = a.id AND n.start = s.start AND n."end" = s."end" AND n.annotator = :annotator)),
    (SELECT count(*) FROM annotation AS n
        WHERE n.article = a.id AND n.annotator = :annotator AND n.label <> :reject)
FROM article AS a ORDER BY a.id
"""


class Articles:
    """The library's articles."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._connection = library.connection
        self._texts: dict[int, str] = {}
        self._taken_back = 0

    def add(
        self, article: Article, *, uuid: str = "", again: bool = False, durable: bool = True
    ) -> StoredArticle:
        """Store an article, or find it stored: the same text from the same location is the same article.

        The same text from elsewhere is another one (wire copy). Without a location, title, source, author and
        date must agree as well. ``again=True`` always stores a new one. ``uuid`` gives the one it has in
        another library; AnnotationError if that is taken here by another text. ``durable=False`` leaves the
        flush to the first answer about it.
        """
        text, data = clean_and_encoded(article.text)
        sha256 = sha256_of_bytes(data)
        published = None if article.published is None else clean(article.published)
        title, source, author = clean(article.title), clean(article.source), clean(article.author)
        location = clean(article.location)
        with self._connection.transaction(durable=durable):
            if uuid:
                there = self.by_uuid(uuid)
                if there is not None:
                    if there.text != text:
                        raise AnnotationError(
                            f"Article {uuid} is in {self._library.path} already, with another text."
                        )
                    return there
            elif not again:
                for one in self._with_text(text, sha256):
                    about = (one.title, one.source, one.author, one.published)
                    if one.location == location and (location or about == (title, source, author, published)):
                        self._keep_at_hand(one.id, text)
                        return one
            stored = (
                clean(uuid) or uuid7(),
                title,
                source,
                author,
                published,
                location,
                clean(article.fetched_at),
                text,
                sha256,
                clean(article.language),
                clock.now(),
            )
            cursor = self._connection.execute(
                f"INSERT INTO article ({_COLUMNS}) VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?, ?, ?)",
                (*stored[:7], data, *stored[8:]),  # the bytes: SQLite would only make them once more
            )
            assert cursor.lastrowid is not None
            if len(text) <= INDEXED_AT_ONCE:
                self._connection.execute(
                    "INSERT INTO article_fts (rowid, title, text) VALUES (?, ?, ?)",
                    (cursor.lastrowid, title, text),
                )
        if not self._connection.in_transaction:  # else it may still be taken back
            self._keep_at_hand(cursor.lastrowid, text)
        return StoredArticle(cursor.lastrowid, *stored)

    def index_rest(self) -> None:
        """Take the texts that wait for it into the index of words, in pieces, so that no answer waits for all of
        them. Nothing to do in most libraries.
        """
        pieces: builtins.list[builtins.list[int]] = []
        room = 0
        for id, length in self._connection.rows(_NOT_INDEXED):
            if room < length:
                pieces.append([])
                room = INDEXED_AT_ONCE
            pieces[-1].append(id)
            room -= length
        for ids in pieces:
            with self._connection.transaction(durable=False):
                self._connection.executemany(
                    "INSERT INTO article_fts (rowid, title, text) SELECT id, title, text FROM article"
                    " WHERE id = ? AND id NOT IN (SELECT id FROM article_fts_docsize)",
                    [(id,) for id in ids],
                )

    def get(self, id: int) -> StoredArticle:
        """The article of that id; UnknownArticle if there is none."""
        row = self._connection.row(f"SELECT {_NO_TEXT} FROM article WHERE id = ?", [id])
        if row is None:
            raise UnknownArticle(f"There is no article {id} in {self._library.path}.")
        return StoredArticle(*row)._replace(text=self.text(id))

    def by_uuid(self, uuid: str) -> StoredArticle | None:
        """The article of that uuid, or None."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM article WHERE uuid = ?", [clean(uuid)])
        return None if row is None else StoredArticle(*row)

    def find(self, text_sha256: str) -> list[StoredArticle]:
        """All articles with that text, oldest first: wire copy has several."""
        found = self._with_text("", clean(text_sha256))
        return [one._replace(text=self.text(one.id)) for one in found]

    def _with_text(self, text: str, sha256: str) -> builtins.list[StoredArticle]:
        """The articles whose text this is; it is not read again."""
        found = self._connection.rows(
            f"SELECT {_NO_TEXT} FROM article WHERE text_sha256 = ? ORDER BY id", [sha256]
        )
        return [StoredArticle(*row)._replace(text=text) for row in found]

    def list(self, annotator: str | None = None) -> list[ArticleSummary]:
        """All articles without their texts, oldest first, with how far ``annotator`` (or the library's) has
        come.
        """
        values = {"annotator": annotator or self._library.annotator, "reject": NOT_A_CLAIM}
        return [ArticleSummary(*row) for row in self._connection.rows(_LIST, values)]

    def text(self, id: int) -> str:
        """The text alone, at hand without a query for the articles that were used last."""
        if self._taken_back != self._connection.taken_back:
            self._texts.clear()  # ids of articles that were taken back come again, with other texts
            self._taken_back = self._connection.taken_back
        if id in self._texts:
            return self._texts[id]
        row = self._connection.row("SELECT text FROM article WHERE id = ?", [id])
        if row is None:
            raise UnknownArticle(f"There is no article {id} in {self._library.path}.")
        self._keep_at_hand(id, row[0])
        return str(row[0])

    def _keep_at_hand(self, id: int, text: str) -> None:
        while len(self._texts) >= _AT_HAND:
            del self._texts[next(iter(self._texts))]
        self._texts[id] = text
