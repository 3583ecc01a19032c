"""Joins the names of one person or thing, inside an article and across articles.

Only names of one kind are joined: Washington the man stays apart from Washington the city. Full names come first;
a surname, a short form or an acronym then goes to the one full name it can stand for, in its own article if there is
one, else anywhere; where two are possible it stays by itself. Names are compared only where they share a word, so
hundreds of articles stay cheap.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from diptych.analysis.entities.gazetteer import gazetteer
from diptych.analysis.name_forms import Form, form_of, same_given, slug
from diptych.analysis.spans import Mention

ALIKE = 85
"""rapidfuzz's `ratio` from which two words in the same place of two names are one word, spelt differently."""

MOST = 40
"""Names with a common word that one name is compared with: bounds the work where hundreds share a word."""

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
            mention._replace(key=keys[joined.entity(entry, article)])
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
    index = _Index(kind)
    same_words: dict[tuple[str, ...], _Entity] = {}
    for form in _sorted_forms(names):
        content = form.content or form.words
        exact = same_words.get(content)
        if exact is not None:
            joined.put(kind, form, names[form], exact.whole)
            continue
        candidates = list(dict.fromkeys(entity.whole for entity in index.alike(form)))
        if candidates and len(content) == 1:
            _put_short(kind, form, names[form], candidates, joined)
            continue
        if candidates and (len(candidates) == 1 or _opens_all(content, candidates)):
            entity = candidates[0]
            for other in candidates[1:]:
                entity.take(other)
        else:
            entity = joined.new(kind)
        joined.put(kind, form, names[form], entity)
        same_words[content] = entity
        index.add(form, entity)


class _Index:
    """Finds the entities that a name may stand for, by its words: never by comparing it with every other one."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._by_word: dict[str, list[tuple[frozenset[str], Form, _Entity]]] = defaultdict(list)
        self._by_rest: dict[frozenset[str], list[tuple[str, _Entity]]] = defaultdict(list)
        self._by_short: dict[str, list[_Entity]] = defaultdict(list)

    def add(self, form: Form, entity: _Entity) -> None:
        content = form.content
        for acronym in form.initials:
            self._by_short[acronym].append(entity)
        if not content or _well_known(self._kind, form):
            return
        words = frozenset(content)
        for word in words:
            self._by_word[word].append((words, form, entity))
            self._by_rest[words - {word}].append((word, entity))
        if content[0].title() not in gazetteer().heads:
            self._by_short[content[0]].append(entity)
        if self._kind == "ORG" and _bare_known().get(" ".join(content[:-1])) == "PLACE":
            self._by_short[content[-1]].append(entity)  # "Celtics" for "Boston Celtics"

    def alike(self, form: Form) -> Iterator[_Entity]:
        """Entities with names that say more, or the same but for a letter."""
        content = form.content
        if not content or _well_known(self._kind, form):
            return
        if len(content) == 1:
            yield from self._by_short.get(content[0], ())[:MOST]
            return
        words = frozenset(content)
        shortest = min((self._by_word.get(word, []) for word in sorted(words)), key=len)
        for others, _, entity in shortest[: 10 * MOST]:
            if others >= words:
                yield entity
        for word in content:
            for other, entity in self._by_rest.get(words - {word}, ())[:MOST]:
                if _one_letter_off(word, other):
                    yield entity


def _one_letter_off(word: str, other: str) -> bool:
    """Whether two words differ only in how they are spelt."""
    if word[0] != other[0] or min(len(word), len(other)) < 5 or not (word.isalpha() and other.isalpha()):
        return False
    from rapidfuzz.fuzz import ratio

    return ratio(word, other) >= ALIKE


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


def _keys(entities: Sequence[_Entity]) -> dict[_Entity, str]:
    """A key for each entity; where two would have the same, a further kind is added, then a number."""
    by_slug: dict[str, list[_Entity]] = defaultdict(list)
    for entity in entities:
        by_slug[slug(entity.name)].append(entity)
    keys: dict[_Entity, str] = {}
    for key, sharing in by_slug.items():
        sharing.sort(key=lambda entity: (entity.kind != "PLACE", entity.kind, sorted(entity.articles)))
        used: Counter[str] = Counter()
        for entity in sharing:
            first = entity.kind == sharing[0].kind
            name = key if first else f"{key}-{entity.kind.lower().replace('_', '-')}"
            used[name] += 1
            keys[entity] = name if used[name] == 1 else f"{name}-{used[name]}"
    return keys
