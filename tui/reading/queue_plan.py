"""What a queue leads through: which sentences, in which order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from diptych.errors import WrongUse

if TYPE_CHECKING:
    from diptych.schemes import Scheme
    from diptych.store.library import Library
    from diptych.tui.reading.attention import Place

ORDERS = ("text", "likely", "uncertain")
"""As in the reports; most likely a claim first; least certain first."""


class Plan(NamedTuple):
    """What was asked for. Without a story or an article: the whole library. ``label``: only what has that label."""

    story: int | None = None
    article: int | None = None
    label: str = ""
    skipped: bool = False
    order: str = "text"

    @property
    def scope(self) -> str:
        """One text for equal plans, by which a queue is found again."""
        return json.dumps(self._asdict(), sort_keys=True)


class Line:
    """All sentences of a plan in order, those that need no answer, and those that were put off."""

    def __init__(self) -> None:
        self.places: list[Place] = []
        self.done: set[Place] = set()
        self.put_off: set[Place] = set()


def articles_of(library: Library, plan: Plan) -> list[int]:
    """The reports of a plan in order: those of one story stand together. Of a whole library the newest versions."""
    if plan.article is not None:
        return [library.articles.get(plan.article).id]
    if plan.story is not None:
        return list(dict.fromkeys(library.stories.get(plan.story).article_ids))
    stories = {story.id: story.article_ids for story in library.stories.list()}
    home = homes(stories)
    ordered: dict[int, None] = {}
    for article in library.articles.list():
        story = home.get(article.id)
        for other in stories[story] if story is not None else (article.id,):
            if home.get(other) == story:
                ordered.setdefault(other)
    return [article for article in ordered if library.versions.of(article)[-1] == article]


def homes(stories: dict[int, tuple[int, ...]]) -> dict[int, int]:
    """The story in which each article is shown: the largest it is in, of equals the newest."""
    found: dict[int, int] = {}
    for story in sorted(stories, key=lambda story: (len(stories[story]), story)):
        found.update(dict.fromkeys(stories[story], story))
    return found


def line_up(library: Library, scheme: Scheme, plan: Plan) -> Line:
    """The sentences of a plan; those of a report that was never opened are found now and kept."""
    from diptych.workers.analysing import ensure_sentences

    if plan.label and scheme.label(plan.label) is None:
        names = ", ".join(label.name for label in scheme.labels)
        raise WrongUse(f"The scheme “{scheme.name}” has no label “{plan.label}”. It has: {names}.")
    line = Line()
    for article in articles_of(library, plan):
        if library.analyses.sentences(article) is None:
            ensure_sentences(library, library.articles.get(article))
        sentences = [(one.start, one.end) for one in library.analyses.sentences(article) or ()]
        labels = _labels(library, scheme, article, sentences)
        put_off = {(skip.start, skip.end) for skip in library.skips.of_article(article)}
        for span in sentences:
            place = (article, *span)
            if plan.label and plan.label not in labels.get(span, ()):
                continue
            if plan.skipped and (span not in put_off or span in labels):
                continue
            line.places.append(place)
            if span in labels and not plan.label:
                line.done.add(place)
            elif span in put_off:
                line.put_off.add(place)
    if plan.skipped:
        line.put_off.clear()
    if plan.order != "text":
        _sort(library, scheme, line, plan.order)
    return line


def _labels(
    library: Library, scheme: Scheme, article: int, sentences: list[tuple[int, int]]
) -> dict[tuple[int, int], set[str]]:
    """The labels on each sentence that has some, those on its words included."""
    from bisect import bisect_right

    starts = [start for start, _ in sentences]
    found: dict[tuple[int, int], set[str]] = {}
    for annotation in library.annotations.of_article(article, annotator=library.annotator):
        if annotation.scheme != scheme.name:
            continue
        index = max(0, bisect_right(starts, annotation.start) - 1)
        while index < len(sentences) and sentences[index][0] < annotation.end:
            if sentences[index][1] > annotation.start:
                found.setdefault(sentences[index], set()).add(annotation.label)
            index += 1
    return found


def _sort(library: Library, scheme: Scheme, line: Line, order: str) -> None:
    from diptych.workers.suggesting import probabilities

    scores = probabilities(library, scheme, _articles(line.places))

    def rank(place: Place) -> float:
        chance = scores.get(place, 0.5)
        return -chance if order == "likely" else abs(chance - 0.5)

    line.places.sort(key=rank)


def _articles(places: Iterable[Place]) -> list[int]:
    return list(dict.fromkeys(article for article, _, _ in places))
