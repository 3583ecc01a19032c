"""A library in a temporary folder, a reader over two short reports, and the program around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from diptych import keymaps, schemes
from diptych.articles.article import Article
from diptych.store import open_library
from diptych.store.library import Library
from diptych.tui.app import DiptychApp
from diptych.tui.reading.reader import Reader

FIRST = """Ferry aground near Lindholm

Alva Brandt/Coastal Pictures
A ferry with 212 people on board ran aground on Monday. Nobody was hurt, the police said. The owner spoke of bad luck.

Tugs pulled the ship free at noon. It was towed to Lindholm.
"""
SECOND = """Divers looked at the hull of the ferry on Tuesday. They found a tear of two metres.

The mayor of Lindholm thanked 40 helpers. “It could have been worse,” she said.
"""


@pytest.fixture(autouse=True)
def _private(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads the developer's own keymap, library or theme, and none starts the language model."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    for name in ("DIPTYCH_DB", "DIPTYCH_KEYMAP", "DIPTYCH_ANNOTATOR", "NO_COLOR", "TEXTUAL_THEME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DIPTYCH_HIGHLIGHTS", "0")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """An empty library of the annotator “ann”."""
    with open_library(tmp_path / "library.db", annotator="ann") as library:
        yield library


MakeReader = Callable[..., Reader]


@pytest.fixture
def make_reader(library: Library) -> MakeReader:
    """Opens texts side by side; the two reports above where none are given."""

    def make(*texts: str, scheme: str = "claims") -> Reader:
        ids = [
            library.articles.add(Article(text=text, location=f"/tmp/{number}.txt")).id
            for number, text in enumerate(texts or (FIRST, SECOND))
        ]
        reader = Reader(library, library.stories.opened(ids), schemes.load(scheme))
        for article_id in ids:
            reader.open(article_id)
        return reader

    return make


@pytest.fixture
def make_app(library: Library) -> Callable[..., DiptychApp]:
    """The program over texts, without the language model."""

    def make(*texts: str, keymap: str = "default") -> DiptychApp:
        ids = [
            library.articles.add(Article(text=text, location=f"/tmp/{number}.txt")).id
            for number, text in enumerate(texts or (FIRST, SECOND))
        ]
        story = library.stories.opened(ids)
        return DiptychApp(library, keymaps.load(keymap), schemes.load("claims"), story)

    return make
