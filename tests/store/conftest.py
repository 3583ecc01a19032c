"""An empty library with one article of four sentences, on a disk of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from diptych.articles.article import Article
from diptych.store import StoredArticle, open_library
from diptych.store.library import Library

TEXT = (
    "The outline would free 33 hostages. 👩‍👩‍👧 Two of them are American.\n"
    "“Not yet,” she said. Cafe\u0301s stayed shut; naïve hopes rose.\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the library lies."""
    return tmp_path / "library.db"


@pytest.fixture
def library(path: Path) -> Iterator[Library]:
    """A new library of the annotator ann."""
    with open_library(path, annotator="ann") as opened:
        yield opened


@pytest.fixture
def article(library: Library) -> StoredArticle:
    """An article with emoji, a combining mark and typographic quotes."""
    return library.articles.add(Article(TEXT, title="Talks", source="Outlet", location="/talks.txt"))
