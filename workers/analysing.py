"""Running the analysis over articles of a library, once for each text, and keeping what it finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from diptych.errors import AnalysisError

if TYPE_CHECKING:
    from diptych.analysis.entities import Recognizer
    from diptych.analysis.spans import Figure, Mention
    from diptych.store.library import Library
    from diptych.store.records import StoredArticle

SENTENCES = "diptych-sentences-1"
"""Name and version under which sentences are kept; an article keeps the division it was first judged in."""

NAMES = "diptych-names-1"
"""Version of what is done after the model has spoken; kept results of an older version are not used."""

PIECE = 200_000
"""Code points of a long text whose figures are handed out at once."""


class Found(NamedTuple):
    """Highlights of one article. None: this layer has not been looked at. ``more``: adds to what came before."""

    article: int
    figures: Sequence[Figure] | None = None
    mentions: Sequence[Mention] | None = None
    more: bool = False


class Notice(NamedTuple):
    """One line that a person should read: an engine is missing, say."""

    text: str


def ensure_sentences(library: Library, article: StoredArticle) -> None:
    """Cut an article into sentences, unless its text was cut before."""
    if library.analyses.sentences(article.id) is None:
        from diptych.analysis.sentences import sentences

        library.analyses.save_sentences(article.id, SENTENCES, sentences(article.text))


def ensure_figures(library: Library, article: StoredArticle) -> Iterator[Found]:
    """The figures of an article, found now or before; a long text's piece by piece."""
    from diptych.analysis.figures import ENGINE, figures_in, style_of

    engine = f"{ENGINE} {article.published or ''}".strip()  # "Monday" depends on the day
    kept = library.analyses.figures(article.id, engine)
    if kept is not None:
        yield Found(article.id, figures=kept)
        return
    text, style, everything, start = article.text, style_of(article.text), [], 0
    while start < len(text):
        end = text.find("\n", start + PIECE)
        end = len(text) if end < 0 else end
        found = figures_in(text, start, end, published=article.published, style=style)
        yield Found(article.id, figures=found, more=start > 0)
        everything += found
        start = end
    library.analyses.save_figures(article.id, engine, everything)


def names_engine(recognizer: Recognizer) -> str:
    """Under which name an engine's mentions are kept."""
    return f"{recognizer.engine} {NAMES}"


def ensure_mentions(
    library: Library, articles: Sequence[StoredArticle], recognizer: Recognizer
) -> Iterator[Found]:
    """The names of each article, found now or before; the model is loaded only where a text is new to it."""
    from diptych.analysis.entities import entities

    engine = names_engine(recognizer)
    for article in articles:
        kept = library.analyses.mentions(article.id, engine)
        if kept is None:
            kept = entities(article.text, recognizer)
            library.analyses.save_mentions(article.id, engine, kept)
        yield Found(article.id, mentions=kept)


def analyse_articles(
    library: Library, ids: Sequence[int], *, entities: bool = True
) -> Iterator[Found | Notice]:
    """All layers of articles that are read together: figures, for they are quick, then names joined across them."""
    from diptych.analysis.entities import recognizer
    from diptych.analysis.names import keyed

    articles = [library.articles.get(article_id) for article_id in ids]
    library.articles.index_rest()
    for article in articles:
        ensure_sentences(library, article)
        yield from ensure_figures(library, article)
    if not entities:
        return
    found: list[Found] = []
    try:
        for one in ensure_mentions(library, articles, recognizer()):
            found.append(one)
            yield one
    except AnalysisError as problem:
        yield Notice(f"Names are off: {problem}")
        return
    if len(found) > 1:
        joined = keyed([one.mentions or () for one in found])
        for one, mentions in zip(found, joined, strict=True):
            yield one._replace(mentions=mentions)


def analyse_batch(library: Library, ids: Sequence[int], *, entities: bool = True) -> Iterator[Found | Notice]:
    """All layers of any number of articles, one ``Found`` each, in constant memory at the model's batch rate."""
    from diptych.analysis.entities import recognizer

    library.articles.index_rest()
    model = None
    if entities:
        try:
            model = recognizer()
        except AnalysisError as problem:
            yield Notice(f"Names are off: {problem}")
    waiting: list[int] = []

    def texts() -> Iterator[str]:
        for article_id in ids:
            article = library.articles.get(article_id)
            ensure_sentences(library, article)
            for _ in ensure_figures(library, article):
                pass
            if model is not None and library.analyses.mentions(article_id, names_engine(model)) is None:
                waiting.append(article_id)
                yield article.text
            else:
                done.append(article_id)

    done: list[int] = []
    if model is None:
        for _ in texts():
            pass
    else:
        from diptych.analysis.entities import entities_of

        for mentions in entities_of(texts(), model):
            article_id = waiting.pop(0)
            library.analyses.save_mentions(article_id, names_engine(model), mentions)
            yield Found(article_id, mentions=mentions)
            while done:
                yield Found(done.pop(0))
    for article_id in done:
        yield Found(article_id)
