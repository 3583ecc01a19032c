"""Joining names: one key for one person or thing, inside an article and across articles."""

from __future__ import annotations

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.names import keyed
from diptych.analysis.spans import Mention


def mention(text: str, label: str = "PERSON") -> Mention:
    return Mention(0, len(text), label, text, "")


def keys(*articles: list[tuple[str, str]]) -> list[list[str]]:
    """The keys of articles given as (name, label) lists."""
    return [
        [m.key for m in done] for done in keyed([[mention(*name) for name in names] for names in articles])
    ]


P, O, G, L, N, F = "PERSON", "ORG", "GPE", "LOC", "NORP", "FAC"  # noqa: E741


def test_one_person_by_any_name() -> None:
    """Full name, surname, title and given name are one person, across articles too."""
    assert keys(
        [("Benjamin Netanyahu", P), ("Netanyahu", P), ("Mr. Netanyahu", P)],
        [("Prime Minister Benjamin Netanyahu", P), ("Netanyahu’s", P), ("Prime Minister", P)],
    ) == [["benjamin-netanyahu"] * 3, ["benjamin-netanyahu"] * 3]


def test_two_persons_with_one_surname() -> None:
    """A surname that two people share goes to the one in its article, or to neither."""
    first, second, both = keys(
        [("Bill Clinton", P), ("Clinton", P)],
        [("Hillary Clinton", P), ("Clinton", P)],
        [("Bill Clinton", P), ("Hillary Clinton", P), ("Clinton", P)],
    )
    assert first == ["bill-clinton"] * 2 and second == ["hillary-clinton"] * 2
    assert both == ["bill-clinton", "hillary-clinton", "clinton"]


def test_spellings_of_one_country() -> None:
    """U.S., US, USA and United States are one; so are Britain and the UK."""
    (found,) = keys(
        [("U.S.", G), ("US", G), ("USA", G), ("the United States", G), ("Britain", G), ("U.K.", G)]
    )
    assert found == ["united-states"] * 4 + ["united-kingdom"] * 2


def test_acronyms() -> None:
    """An acronym is the name whose initials it has, wherever that name stands."""
    assert keys(
        [("IDF", O), ("WHO", O), ("ZBX", O)], [("Israel Defense Forces", O), ("World Health Organization", O)]
    ) == [
        ["israel-defense-forces", "world-health-organization", "zbx"],
        ["israel-defense-forces", "world-health-organization"],
    ]


def test_kinds_stay_apart() -> None:
    """A man and a city of one name have two keys; country and people too."""
    (found,) = keys([("Washington", P), ("Washington", G), ("Israel", G), ("Israelis", N), ("Israeli", N)])
    assert len(set(found)) == 4 and found[3] == found[4] == "israeli"


def test_longer_names_of_other_things() -> None:
    """What only contains a known name is something else: the Gaza Strip, the Bank of Israel, two councils."""
    names = [
        ("Gaza", G), ("Gaza Strip", L), ("Hamas", O), ("Hamas Ministry of Health", O), ("Israel", G),
        ("Bank of Israel", O),
        ("US National Security Council", O), ("Israeli National Security Council", O),
        ("Boston University", O), ("Boston College", O), ("North Korea", G), ("South Korea", G),
    ]  # fmt: skip
    (found,) = keys(names)
    assert len(set(found)) == len(names)


def test_short_forms_of_one_thing() -> None:
    """A place or organisation may be called by its beginning, or spelt the other way."""
    (found,) = keys([("Betty Ford Center", F), ("Betty Ford Centre", F), ("Betty Ford", F)])
    assert len(set(found)) == 1
    (found,) = keys([("Associated Press", O), ("AP", O), ("The Associated Press", O)])
    assert set(found) == {"associated-press"}


def test_nothing_to_join() -> None:
    """No articles, empty articles and names without a letter are no problem."""
    assert keys() == [] and keys([], []) == [[], []]
    (found,) = keys([("😀", O), ("日本", G), ("…", P)])
    assert all(found) and len(set(found)) == 3


surfaces = [
    "Ann Lee",
    "Lee",
    "Bob Lee",
    "Mr. Lee",
    "IDF",
    "US",
    "U.S.",
    "Israel Defense Forces",
    "Dr.",
    "Ann",
    "Lee Trust",
    "…",
]
some_name = st.tuples(st.sampled_from(surfaces), st.sampled_from([P, O, G]))
names = st.lists(st.lists(some_name, max_size=6), max_size=5)


@given(names, st.randoms(use_true_random=False))
def test_order_of_articles_does_not_matter(
    articles: list[list[tuple[str, str]]], chance: random.Random
) -> None:
    """The same articles in another order get the same keys, but for numbers that tell equal names apart."""
    order = list(range(len(articles)))
    chance.shuffle(order)
    straight = keys(*articles)
    shuffled = keys(*(articles[index] for index in order))
    for position, index in enumerate(order):
        for one, other in zip(straight[index], shuffled[position], strict=True):
            assert one.rstrip("-0123456789") == other.rstrip("-0123456789")


@given(
    st.lists(
        st.lists(st.tuples(st.text(min_size=1, max_size=20), st.sampled_from([P, O, G, N])), max_size=5),
        max_size=4,
    )
)
def test_any_text_gets_a_key(articles: list[list[tuple[str, str]]]) -> None:
    """Nothing but the key changes, and no key is empty, whatever the names are made of."""
    given_mentions = [[mention(*name) for name in article] for article in articles]
    for before, after in zip(given_mentions, keyed(given_mentions), strict=True):
        assert [(m.start, m.end, m.label, m.text) for m in before] == [
            (m.start, m.end, m.label, m.text) for m in after
        ]
        assert all(m.key for m in after)


def test_hundreds_of_articles() -> None:
    """Two hundred articles take little more than ten times as long as twenty."""
    chance = random.Random(1)
    words = [
        a + b
        for a in ("Al", "Ber", "Con", "Dor", "El", "Far", "Gor")
        for b in ("ben", "dan", "fer", "gil", "hom", "kar")
    ]
    articles = [
        [
            mention(" ".join(chance.choices(words, k=chance.choice((1, 2, 2, 3)))), chance.choice((P, O, G)))
            for _ in range(50)
        ]
        for _ in range(200)
    ]
    times = []
    for count in (20, 200):
        begun = time.process_time()
        keyed(articles[:count])
        times.append(time.process_time() - begun)
    assert times[1] < 30 * times[0] + 0.5
