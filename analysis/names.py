"""Joins the names of one person or thing, inside an article and across articles.

Only names of one kind are joined: Washington the man stays apart from Washington the city. Full names come first;
a surname, a short form or an acronym then goes to the one full name it can stand for, in its own article if there is
one, else anywhere; where two are possible it stays by itself. Names are compared only where they share a word, so
hundreds of articles stay cheap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from diptych.analysis.entities.gazetteer import gazetteer
from diptych.analysis.name_forms import Form, form_of, same_given, slug
from diptych.analysis.spans import Mention

ALIKE = 90
"""rapidfuzz's `token_set_ratio` from which two names with a common word are one."""

_KINDS = {"GPE": "PLACE", "LOC": "PLACE", "FAC": "PLACE"}


@dataclass(slots=True, eq=False)
class _Entity:
    """One person or thing: its bare forms, how often each was written, and in which articles."""

    kind: str
    forms: dict[Form, int] = field(default_factory=dict)
    articles: set[int] = field(default_factory=set)
    into: _Entity | None = None

    @property
    def whole(self) -> _Entity:
        """The entity that this one was found to be a part of, or itself."""
        entity = self
        while entity.into is not None:
            entity = entity.into
        return entity

    def take(self, other: _Entity) -> None:
        """The other one is the same."""
        for form, count in other.forms.items():
            self.add(form, count, other.articles)
        other.into = self

    def add(self, form: Form, count: int, articles: Iterable[int]) -> None:
        self.forms[form] = self.forms.get(form, 0) + count
        self.articles.update(articles)

    @property
    def name(self) -> str:
        """The form that says most: of the full ones the commonest, the same whatever the order of articles."""
        best = min(
            self.forms,
            key=lambda form: (-min(len(form.words), 2), -self.forms[form], -len(form.text), form.text),
        )
        return best.text or best.title


def keyed(mentions_per_article: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The same mentions with a ``key`` each: equal keys, one person or thing.

    Keys are readable ("benjamin-netanyahu") and do not depend on the order of the articles.
    """
    seen: dict[tuple[str, Form], Counter[int]] = defaultdict(Counter)
    forms: list[list[tuple[str, Form]]] = []
    for article, mentions in enumerate(mentions_per_article):
        forms.append([(_KINDS.get(m.label, m.label), _form(m)) for m in mentions])
        for entry in forms[-1]:
            seen[entry][article] += 1
    joined = _Joined()
    for kind in sorted({kind for kind, _ in seen}):
        names = {form: counted for (of, form), counted in seen.items() if of == kind}
        (_join_persons if kind == "PERSON" else _join_things)(kind, names, joined)
    keys = _keys([entity for entity in joined.entities if entity.into is None])
    return [
        [
            replace(mention, key=keys[joined.entity(entry, article)])
            for mention, entry in zip(mentions, forms[article], strict=True)
        ]
        for article, mentions in enumerate(mentions_per_article)
    ]


def _form(mention: Mention) -> Form:
    form = form_of(mention.text, mention.label)
    if mention.label == "NORP" and len(form.words) == 1 and mention.text.endswith("s"):
        # "Israelis" and "Israeli" are one group.
        singular = mention.text[:-1]
        if singular in gazetteer().labels:
            return form_of(singular, "NORP")
    return form


class _Joined:
    """Which entity each name stands for; a short name may stand for another one in another article."""

    def __init__(self) -> None:
        self.entities: list[_Entity] = []
        self._everywhere: dict[tuple[str, Form], _Entity] = {}
        self._here: dict[tuple[str, Form, int], _Entity] = {}

    def new(self, kind: str) -> _Entity:
        self.entities.append(_Entity(kind))
        return self.entities[-1]

    def put(self, kind: str, form: Form, counted: Counter[int], entity: _Entity) -> None:
        """The name stands for the entity in every article."""
        entity.add(form, sum(counted.values()), counted)
        self._everywhere[kind, form] = entity

    def put_here(self, kind: str, form: Form, article: int, count: int, entity: _Entity) -> None:
        """The name stands for the entity in one article."""
        entity.add(form, count, [article])
        self._here[kind, form, article] = entity

    def entity(self, entry: tuple[str, Form], article: int) -> _Entity:
        return (self._here.get((*entry, article)) or self._everywhere[entry]).whole


def _sorted_forms(names: dict[Form, Counter[int]]) -> list[Form]:
    """Longest first, then the commonest, then by letter: an order that does not depend on the articles'."""
    return sorted(
        names, key=lambda form: (-len(form.words), -sum(names[form].values()), form.text, form.title)
    )


def _join_persons(kind: str, names: dict[Form, Counter[int]], joined: _Joined) -> None:
    by_surname: dict[str, list[_Entity]] = defaultdict(list)
    by_given: dict[str, list[_Entity]] = defaultdict(list)
    by_title: dict[str, list[_Entity]] = defaultdict(list)
    short: list[Form] = []
    for form in _sorted_forms(names):
        if len(form.words) < 2:
            short.append(form)
            continue
        surname = form.words[-1]
        same = [e for e in by_surname[surname] if any(_same_person(form, other) for other in e.forms)]
        entity = same[0] if len(same) == 1 else None
        if entity is None:
            entity = _exact(same, form) or joined.new(kind)
            if entity not in by_surname[surname]:
                by_surname[surname].append(entity)
                by_given[form.words[0]].append(entity)
        joined.put(kind, form, names[form], entity)
        if form.title:
            by_title[form.title].append(entity)
    for form in short:
        word = form.words[0] if form.words else form.title
        candidates = (
            by_surname.get(word) or by_given.get(word) or by_title.get(form.title if not form.words else "")
        )
        _put_short(kind, form, names[form], candidates or (), joined)


def _exact(entities: Iterable[_Entity], form: Form) -> _Entity | None:
    for entity in entities:
        if any(other.words == form.words for other in entity.forms):
            return entity
    return None


def _same_person(one: Form, other: Form) -> bool:
    """Whether two full names with one surname can be one person's."""
    return (
        one.words == other.words
        or same_given(one.words[0], other.words[0])
        or (one.words[0] in other.words[:-1] or other.words[0] in one.words[:-1])
    )


def _put_short(
    kind: str, form: Form, counted: Counter[int], candidates: Iterable[_Entity], joined: _Joined
) -> None:
    """A short name goes to the one candidate of its own article, else to the only one there is."""
    choices = list(dict.fromkeys(candidates))
    homes = {
        article: [entity for entity in choices if article in entity.articles] for article in sorted(counted)
    }
    left: Counter[int] = Counter()
    for article, here in homes.items():
        entity = here[0] if len(here) == 1 else choices[0] if len(choices) == 1 else None
        if entity is None:
            left[article] = counted[article]
        else:
            joined.put_here(kind, form, article, counted[article], entity)
    if left:
        joined.put(kind, form, left, joined.new(kind))


def _join_things(kind: str, names: dict[Form, Counter[int]], joined: _Joined) -> None:
    """Organisations, places and the rest: by common words, by acronym."""
    by_word: dict[str, list[_Entity]] = defaultdict(list)
    by_initials: dict[str, list[_Entity]] = defaultdict(list)
    same_words: dict[tuple[str, ...], _Entity] = {}
    for form in _sorted_forms(names):
        content = form.content or form.words
        exact = same_words.get(content)
        if exact is not None:
            joined.put(kind, form, names[form], exact)
            continue
        candidates = list(dict.fromkeys(entity.whole for entity in _alike(kind, form, by_word, by_initials)))
        if candidates and len(content) > 1 and (len(candidates) == 1 or _opens_all(content, candidates)):
            entity = candidates[0]
            for other in candidates[1:]:
                entity.take(other)
            joined.put(kind, form, names[form], entity)
        elif candidates and len(content) == 1:
            _put_short(kind, form, names[form], candidates, joined)
            continue
        else:
            entity = joined.new(kind)
            joined.put(kind, form, names[form], entity)
        same_words[content] = entity
        for word in set(content):
            if entity not in by_word[word]:
                by_word[word].append(entity)
        for initials in sorted(form.initials):
            if entity not in by_initials[initials]:
                by_initials[initials].append(entity)


def _alike(
    kind: str, form: Form, by_word: dict[str, list[_Entity]], by_initials: dict[str, list[_Entity]]
) -> Iterator[_Entity]:
    """Entities with longer names that this one may be short for."""
    content = form.content
    if not content:
        return
    if len(content) == 1 and 2 <= len(content[0]) <= 7 and content[0] in by_initials:
        yield from by_initials[content[0]]
        return
    if _well_known(kind, form):
        return
    if len(content) == 1:
        for entity in by_word.get(content[0], ()):
            if any(_may_shorten(kind, content[0], other) for other in entity.forms):
                yield entity
        return
    from rapidfuzz.fuzz import token_set_ratio

    rarest = sorted(
        (word for word in content if word in by_word), key=lambda word: (len(by_word[word]), word)
    )
    seen: set[int] = set()
    for word in rarest[:2]:
        for entity in by_word[word][:50]:
            if id(entity) not in seen:
                seen.add(id(entity))
                if any(
                    not _well_known(kind, other)
                    and token_set_ratio(" ".join(content), " ".join(other.content)) >= ALIKE
                    for other in entity.forms
                ):
                    yield entity


def _opens_all(content: Sequence[str], entities: Iterable[_Entity]) -> bool:
    """Whether longer names only add to the end: "Betty Ford" for "Betty Ford Center" and "Betty Ford Clinic".

    "University of California" opens many that differ, "Security Council" closes many that differ.
    """
    size = len(content)
    return content[0].title() not in gazetteer().heads and all(
        any(other.content[:size] == tuple(content) for other in entity.forms) for entity in entities
    )


def _well_known(kind: str, form: Form) -> bool:
    """Whether everybody knows the name as one of this kind: it is short for nothing longer."""
    return _bare_known().get(form.text) == kind


@lru_cache(maxsize=1)
def _bare_known() -> dict[str, str]:
    return {form_of(name, label).text: _KINDS.get(label, label) for name, label in gazetteer().labels.items()}


def _may_shorten(kind: str, word: str, other: Form) -> bool:
    """Whether one word can stand for a longer name: its first, or what follows a city ("Boston Celtics")."""
    content = other.content
    if not content or _well_known(kind, other):
        return False
    if content[0] == word:
        return word.title() not in gazetteer().heads
    return kind == "ORG" and content[-1] == word and _bare_known().get(" ".join(content[:-1])) == "PLACE"


def _keys(entities: Sequence[_Entity]) -> dict[_Entity, str]:
    """A key for each entity; where two would have the same, the kind is added, then a number."""
    by_slug: dict[str, list[_Entity]] = defaultdict(list)
    for entity in entities:
        by_slug[slug(entity.name)].append(entity)
    keys: dict[_Entity, str] = {}
    for key, sharing in by_slug.items():
        sharing.sort(key=lambda entity: (entity.kind != "PLACE", entity.kind, sorted(entity.articles)))
        used: Counter[str] = Counter()
        for number, entity in enumerate(sharing):
            name = key if number == 0 else f"{key}-{entity.kind.lower().replace('_', '-')}"
            used[name] += 1
            keys[entity] = name if used[name] == 1 else f"{name}-{used[name]}"
    return keys
