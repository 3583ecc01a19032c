"""Running the analysis over articles of a library, once for each text, and keeping what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diptych.errors import AnalysisError

if TYPE_CHECKING:
    from diptych.analysis.spans import Figure, Mention
    from diptych.store.library import Library
    from diptych.store.records import StoredArticle


@dataclass(frozen=True, slots=True)
class Found:
    """Highlights of one article: figures or mentions, all of them."""

    article: int
    figures: Sequence[Figure] = ()
    mentions: Sequence[Mention] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """One line that a person should read: an engine is missing, say."""

    text: str


def ensure_sentences(library: Library, article: StoredArticle) -> None:
    """Cut an article into sentences, unless its text was cut before."""
    from diptych.analysis.sentences import ENGINE, sentences

    if library.analyses.sentences(article.id, ENGINE) is None:
        library.analyses.save_sentences(article.id, ENGINE, sentences(article.text))


def ensure_figures(library: Library, article: StoredArticle) -> list[Figure]:
    """The figures of an article, found now or before."""
    from diptych.analysis.figures import ENGINE, figures

    engine = f"{ENGINE} {article.published or ''}".strip()
    kept = library.analyses.figures(article.id, engine)
    if kept is None:
        kept = figures(article.text, published=article.published)
        library.analyses.save_figures(article.id, engine, kept)
    return kept


def ensure_mentions(library: Library, articles: Sequence[StoredArticle]) -> Iterator[Found]:
    """The names of each article, found now or before; the model is loaded only where a text is new to it.

    :raises ModelMissing: no model is installed and a text was not analysed before.
    """
    from diptych.analysis.entities import engine_name, entities, recognizer

    engine = engine_name()
    model = None
    for article in articles:
        kept = library.analyses.mentions(article.id, engine) if engine else None
        if kept is None:
            model = model or recognizer()
            kept = entities(article.text, model)
            library.analyses.save_mentions(article.id, model.engine, kept)
        yield Found(article.id, mentions=kept)


def analyse_articles(library: Library, ids: Sequence[int]) -> Iterator[Found | Notice]:
    """All layers of these articles: figures first, for they are quick, then names joined across the articles."""
    from diptych.analysis.names import keyed

    articles = [library.articles.get(article_id) for article_id in ids]
    for article in articles:
        ensure_sentences(library, article)
        yield Found(article.id, figures=ensure_figures(library, article))
    found: list[Found] = []
    try:
        for one in ensure_mentions(library, articles):
            found.append(one)
            yield one
    except AnalysisError as problem:
        yield Notice(str(problem))
        return
    if len(found) > 1:
        joined = keyed([one.mentions for one in found])
        for one, mentions in zip(found, joined, strict=True):
            yield Found(one.article, mentions=mentions)
