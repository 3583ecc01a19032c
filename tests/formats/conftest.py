"""A small library to export, and a plain view of what a library holds, to compare before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.store import Annotation, Library, open_library

FIRST = 'Deal near 😀\n\nTalks free 33 hostages, she said. "Days or hours," he wrote.\nA third — “quoted” — is here.'
SECOND = "Other outlet says 34 hostages go free. =1+1 is a sentence too.\nÁccent and e\u0301 combine."


def spans_of(text: str, *quotes: str) -> list[Sentence]:
    """The places of quotes in a text, each looked for behind the one before."""
    found, at = [], 0
    for quote in quotes:
        start = text.index(quote, at)
        at = start + len(quote)
        found.append(Sentence(start, at))
    return found


def view_of(library: Library) -> dict[str, Any]:
    """All that people said, by content that is the same in every library."""
    articles = {
        article.id: article for article in map(library.articles.get, [a.id for a in library.articles.list()])
    }
    uuid = {id: article.uuid for id, article in articles.items()}

    def plain(annotation: Annotation) -> dict[str, Any]:
        names = (
            "id",
            "start",
            "end",
            "quote",
            "prefix",
            "suffix",
            "label",
            "scheme",
            "annotator",
            "certainty",
            "note",
            "attributed_to",
            "attributed_start",
            "attributed_end",
            "pieces",
            "created_at",
            "updated_at",
        )
        return {name: getattr(annotation, name) for name in names} | {"article": uuid[annotation.article]}

    return {
        "articles": {
            article.uuid: (
                article.text,
                article.title,
                article.source,
                article.author,
                article.published,
                article.location,
                article.language,
                article.fetched_at,
            )
            for article in articles.values()
        },
        "sentences": {uuid[id]: library.analyses.sentences(id) for id in articles},
        "annotations": {annotation.id: plain(annotation) for annotation in library.annotations.each()},
        "links": {
            link.id: (link.source, link.target, link.relation, link.note, link.annotator, link.created_at)
            for link in library.links.list()
        },
        "stories": {
            story.uuid: (story.title, [uuid[id] for id in story.article_ids])
            for story in library.stories.list()
        },
        "schemes": {(scheme.name, scheme.toml) for scheme in library.schemes.list()},
        "sessions": {(session.uuid, session.annotator, session.kind) for session in library.sessions.list()},
    }


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new library file, made once and copied: laying out the schema costs more than a round trip."""
    path = tmp_path_factory.mktemp("template") / "new.db"
    open_library(path, annotator="ann").close()
    return path


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Two reports of one story, with answers of two people, spans, pieces, notes and links."""
    with open_library(tmp_path / "full.db", annotator="ann") as library:
        first = library.articles.add(
            Article(
                FIRST,
                title="Deal near 😀",
                source="JI",
                author="B. Writer",
                published="2025-01-13",
                location="/home/ann/first.txt",
                language="en",
            )
        )
        second = library.articles.add(
            Article(SECOND, title="Other", source="CNN", location="https://example.org/2")
        )
        library.stories.opened([first.id, second.id], "Talks")
        one = spans_of(
            FIRST,
            "Talks free 33 hostages, she said.",
            '"Days or hours," he wrote.',
            "A third — “quoted” — is here.",
        )
        two = spans_of(
            SECOND,
            "Other outlet says 34 hostages go free.",
            "=1+1 is a sentence too.",
            "Áccent and e\u0301 combine.",
        )
        library.analyses.save_sentences(first.id, "test", one)
        library.analyses.save_sentences(second.id, "test", two)
        library.schemes.keep("claims", 'name = "claims"\n')
        library.sessions.start()
        said = library.annotations.label(
            first.id,
            one[0].start,
            one[0].end,
            "claim",
            certainty="high",
            note="=HYPERLINK(1)\n“two” lines",
            attributed_to="she",
            attributed_start=FIRST.index("she"),
            attributed_end=FIRST.index("she") + 3,
        )
        library.annotations.label(first.id, one[1].start, one[1].end, "not_a_claim")
        other = library.annotations.label(second.id, two[0].start, two[0].end, "claim")
        library.annotations.label(second.id, two[1].start, two[1].end, "quantity")
        words = FIRST.index("33 hostages")
        library.annotations.label(first.id, words, words + 11, "figure", scheme="figures")
        nested = library.annotations.label(first.id, words, words + 2, "number", scheme="figures", note="")
        library.annotations.label(
            first.id,
            one[0].start,
            one[1].end,
            "long",
            scheme="spans",
            pieces=[(one[0].start, one[0].start + 5), (one[1].start, one[1].end)],
        )
        library.links.add(said.id, other.id, "differs in figure", "33 against 34")
        library.links.add(nested.id, said.id, "part of")
        library.annotations.import_many(
            [
                Annotation(
                    "",
                    first.id,
                    one[0].start,
                    one[0].end,
                    "",
                    "",
                    "",
                    "not_a_claim",
                    "claims",
                    "bob",
                    None,
                    "",
                    "",
                ),
            ]
        )
        yield library


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Library]:
    """A library with nothing in it."""
    with open_library(tmp_path / "empty.db", annotator="cleo") as library:
        yield library


@pytest.fixture
def view() -> Callable[[Library], dict[str, Any]]:
    """The function that shows what a library holds, for comparing two."""
    return view_of
