"""Who said what about which sentence and which words, under one scheme: what agreement is measured on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from json import dumps
from typing import TYPE_CHECKING, Any

from diptych.errors import WrongUse
from diptych.store import anchors

if TYPE_CHECKING:
    from diptych.store.library import Library

_AMONG = "article IN (SELECT value FROM json_each(:articles))"
_SCHEMES = (
    "SELECT scheme, annotator, count(*) FROM annotation"
    f" WHERE (:articles IS NULL OR {_AMONG}) GROUP BY scheme, annotator ORDER BY scheme, annotator"
)
_ANSWERS = (
    'SELECT id, article, start, "end", label, annotator, certainty, note, pieces FROM annotation'
    f" WHERE scheme = :scheme AND (:articles IS NULL OR {_AMONG})"
    ' ORDER BY article, start, "end", annotator, created_at, id'
)
_SENTENCES = (
    'SELECT article, start, "end", "index" FROM sentence'
    f' WHERE (:articles IS NULL OR {_AMONG}) ORDER BY article, "index"'
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One answer: a label that ``annotator`` gave, with the id of its row."""

    id: str
    annotator: str
    label: str
    certainty: str
    note: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence with all answers to it. ``index`` counts from 0; ``start`` and ``end`` are code points."""

    article: int
    index: int
    start: int
    end: int
    answers: tuple[Judgement, ...]

    def labels(self) -> dict[str, set[str]]:
        """The labels that each annotator gave; who did not judge it is not in it."""
        found: dict[str, set[str]] = {}
        for one in self.answers:
            found.setdefault(one.annotator, set()).add(one.label)
        return found


@dataclass(frozen=True, slots=True)
class Words:
    """Words with an answer. ``pieces``: parts [start, end) in code points, one for a span without gaps."""

    id: str
    article: int
    annotator: str
    label: str
    pieces: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Judgements:
    """All answers under ``scheme``. ``schemes``: answers by scheme, in the reports that were asked for."""

    scheme: str
    schemes: Mapping[str, int]
    annotators: tuple[str, ...]
    sentences: list[Judged] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)


def judgements(
    library: Library,
    *,
    scheme: str | None = None,
    annotators: Sequence[str] = (),
    stories: Sequence[int] = (),
    articles: Sequence[int] = (),
) -> Judgements:
    """Read them, from one moment of the library. Empty filters take all.

    Without ``scheme``, that under which most people gave most answers. WrongUse for a name that nobody here has.
    """
    with library.snapshot():
        chosen = _articles(library, stories, articles)
        among = None if chosen is None else dumps(sorted(chosen))
        found = library.connection.rows(_SCHEMES, {"articles": among})
        people: dict[str, list[str]] = {}
        counts: Counter[str] = Counter()
        for name, annotator, count in found:
            people.setdefault(name, []).append(annotator)
            counts[name] += count
        if not counts and (annotators or scheme is not None):
            raise WrongUse("There are no answers here yet.")
        if scheme is None:
            scheme = max(counts, key=lambda name: (len(people[name]) > 1, counts[name], name), default="")
        elif scheme not in counts:
            raise WrongUse(_unknown("answers under the scheme", scheme, sorted(counts)))
        there = people.get(scheme, [])
        for one in annotators:
            if one not in there:
                raise WrongUse(_unknown(f"answers under the scheme {scheme} of", one, there))
        names = tuple(sorted(set(annotators) or set(there)))
        result = Judgements(scheme, dict(counts), names)
        _read(library, result, {"scheme": scheme, "articles": among})
    return result


def _articles(library: Library, stories: Iterable[int], articles: Iterable[int]) -> set[int] | None:
    chosen = {library.articles.get(id).id for id in articles}
    for story in stories:
        chosen.update(library.stories.get(story).article_ids)
    return chosen if chosen or stories else None


def _unknown(what: str, name: str, known: Sequence[str]) -> str:
    return f"There are no {what} {name} here; there are: {', '.join(known) or 'none'}."


def _read(library: Library, into: Judgements, values: Mapping[str, Any]) -> None:
    places = {
        (article, start, end): index
        for article, start, end, index in library.connection.rows(
            _SENTENCES, {"articles": values["articles"]}
        )
    }
    answers: dict[tuple[int, int, int], list[Judgement]] = {}
    chosen = frozenset(into.annotators)
    for id, article, start, end, label, annotator, certainty, note, pieces in library.connection.rows(
        _ANSWERS, values
    ):
        if annotator not in chosen:
            continue
        if pieces is None and (article, start, end) in places:
            one = Judgement(id, annotator, label, certainty, note)
            answers.setdefault((article, start, end), []).append(one)
        else:
            parts = anchors.unpacked(pieces) or ((start, end),)
            into.words.append(Words(id, article, annotator, label, parts))
    into.sentences = [
        Judged(place[0], places[place], place[1], place[2], tuple(said)) for place, said in answers.items()
    ]
