"""Articles, stories, analyses, links, sessions, places, schemes, search, skips, corrections, timings."""

from __future__ import annotations

import hashlib
import math
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.analysis.spans import Figure, Mention, Sentence
from diptych.articles.article import Article
from diptych.errors import AnnotationError, ChangedElsewhere, OffsetMismatch, UnknownArticle
from diptych.store import NOT_A_CLAIM, Link, Session, StoredArticle, open_library, uuid7
from diptych.store.library import Library
from diptych.store.search import expression


def test_an_article_comes_back_as_it_was(library: Library) -> None:
    """Every field and every code point, found by id, uuid and hash."""
    given_one = Article(
        "Text 😀 e\u0301\n\tend", "Title", "Source", "Author", "2025-01-13", "/a/b.txt", "2025-01-14", "en"
    )
    stored = library.articles.add(given_one)
    for name in (
        "text",
        "title",
        "source",
        "author",
        "published",
        "location",
        "fetched_at",
        "language",
        "text_sha256",
    ):
        assert getattr(stored, name) == getattr(given_one, name)
    assert library.articles.get(stored.id) == stored
    assert library.articles.by_uuid(stored.uuid) == stored
    assert library.articles.by_uuid("nothing") is None
    assert library.articles.find(stored.text_sha256) == [stored]
    assert library.articles.text(stored.id) == given_one.text


def test_when_an_article_is_the_same(library: Library) -> None:
    """Same text and location: the same. Another location, text, or (without location) source: another."""
    text = "One claim."
    first = library.articles.add(Article(text, location="/a"))
    assert library.articles.add(Article(text, title="Later title", location="/a")) == first
    assert library.articles.add(Article(text, location="/b")).id != first.id
    assert library.articles.add(Article("Other.", location="/a")).id != first.id
    piped = library.articles.add(Article(text, source="AP"))
    assert library.articles.add(Article(text, source="AP")) == piped
    assert library.articles.add(Article(text, source="Reuters")).id != piped.id
    assert library.articles.add(Article(text, source="AP"), again=True).id != piped.id
    assert len(library.articles.find(piped.text_sha256)) == 5


def test_an_article_of_another_library_keeps_its_uuid(library: Library) -> None:
    """The same uuid is the same article; with another text it is refused."""
    uuid = uuid7()
    first = library.articles.add(Article("One claim."), uuid=uuid)
    assert first.uuid == uuid
    assert library.articles.add(Article("One claim.", location="/elsewhere"), uuid=uuid) == first
    with pytest.raises(AnnotationError, match=uuid):
        library.articles.add(Article("Other."), uuid=uuid)


def test_what_cannot_be_stored_keeps_offsets_true(library: Library) -> None:
    """NUL and lone surrogates become U+FFFD, one for one, and the hash is that of the stored text."""
    stored = library.articles.add(Article("a\0b\ud800c", title="t\0"))
    assert stored.text == "a\ufffdb\ufffdc"
    assert stored.title == "t\ufffd"
    assert stored.text_sha256 == hashlib.sha256(stored.text.encode()).hexdigest()
    assert library.articles.add(Article("a\0b\ud800c", title="t\0")) == stored


def test_the_text_of_an_article_cannot_change(library: Library, article: StoredArticle) -> None:
    """The file itself refuses; a title may be mended."""
    with pytest.raises(Exception, match="never changes"):
        library.connection.execute("UPDATE article SET text = 'else'")
    library.connection.execute("UPDATE article SET title = 'Mended'")
    assert library.articles.get(article.id).title == "Mended"


def test_an_empty_and_a_large_article(library: Library) -> None:
    """No text, and 5 MB on one line, both come back."""
    assert library.articles.add(Article("")).text == ""
    large = library.articles.add(Article("x" * 5_000_000))
    assert len(library.articles.get(large.id).text) == 5_000_000
    assert library.annotations.label(large.id, 4_999_990, 5_000_000, "claim").prefix == "x" * 32


def test_more_texts_than_are_kept_at_hand(library: Library) -> None:
    """Each article keeps its own text however many were used since."""
    ids = [library.articles.add(Article(f"Text {number}.", location=str(number))).id for number in range(20)]
    for _ in range(2):
        assert [library.articles.text(id) for id in ids] == [f"Text {number}." for number in range(20)]
    with pytest.raises(UnknownArticle):
        library.articles.text(99)


def test_the_text_of_an_article_that_was_taken_back_is_not_given_to_its_successor(library: Library) -> None:
    """SQLite gives the id of a row that was rolled back to the next one."""
    with suppress(KeyError), library.transaction():
        first = library.articles.add(Article("The first text."))
        assert library.articles.get(first.id).text == "The first text."
        raise KeyError
    second = library.articles.add(Article("The second text."))
    assert second.id == first.id
    assert library.articles.get(second.id).text == "The second text."


def test_how_far_an_annotator_has_come(library: Library, article: StoredArticle, path: Path) -> None:
    """Sentences, judged ones and claims, each counted for one annotator; a span is a claim but judges no
    sentence.
    """
    library.analyses.save_sentences(article.id, "cut", [Sentence(0, 35), Sentence(36, 68), Sentence(69, 89)])
    library.annotations.label(article.id, 0, 35, "claim")
    library.annotations.label(article.id, 36, 68, NOT_A_CLAIM)
    library.annotations.label(article.id, 4, 11, "claim")
    (summary,) = library.articles.list()
    assert (summary.sentences, summary.judged, summary.claims) == (3, 2, 2)
    assert (summary.id, summary.title, summary.source) == (article.id, "Talks", "Outlet")
    (theirs,) = library.articles.list("bob")
    assert (theirs.sentences, theirs.judged, theirs.claims) == (3, 0, 0)


def test_a_story_is_its_articles_in_order(library: Library) -> None:
    """The same articles in the same order are the same story; another order or number is another."""
    a, b, c = (library.articles.add(Article(name, location=name)).id for name in "abc")
    story = library.stories.opened([a, b])
    assert story.article_ids == (a, b)
    assert library.stories.opened([a, b]) == story
    assert library.stories.opened((a, b), "Talks") == story._replace(title="Talks")
    assert library.stories.opened([a, b], "Other title").title == "Talks"
    others = [library.stories.opened(ids) for ids in ([b, a], [a], [a, b, c], [a, a])]
    assert len({story.id, *(other.id for other in others)}) == 5
    assert [one.id for one in library.stories.of_article(c)] == [others[2].id]
    assert library.stories.get(story.id).title == "Talks"
    assert len(library.stories.list()) == 5
    with pytest.raises(UnknownArticle):
        library.stories.opened([a, 99])
    with pytest.raises(AnnotationError):
        library.stories.opened([])
    with pytest.raises(AnnotationError, match="99"):
        library.stories.get(99)
    assert len(library.stories.list()) == 5


FIGURES = [
    Figure(23, 25, "cardinal", "33", 33, of="hostages"),
    Figure(0, 3, "money", "The", 1.5, 2.5, unit="EUR", approximate=True),
    Figure(4, 11, "date", "outline", "2025-01-13"),
    Figure(4, 12, "cardinal", "vague"),
    Figure(5, 9, "cardinal", "huge", 10**30, math.inf),
]


def test_analyses_come_back_and_an_empty_one_counts(library: Library, article: StoredArticle) -> None:
    """None before, the same items in reading order after; an empty list is an answer; engines stand side by
    side.
    """
    analyses = library.analyses
    assert analyses.sentences(article.id) is None
    assert analyses.mentions(article.id, "spacy") is None
    assert analyses.figures(article.id, "own") is None
    analyses.save_sentences(article.id, "cut 1", [Sentence(36, 68), Sentence(0, 35)])
    analyses.save_mentions(article.id, "spacy", [])
    analyses.save_mentions(article.id, "other", [Mention(4, 11, "ORG", "outline", "outline")])
    analyses.save_figures(article.id, "own", FIGURES)
    assert analyses.sentences(article.id) == [Sentence(0, 35), Sentence(36, 68)]
    assert analyses.sentences(article.id, "cut 1") is not None
    assert analyses.sentences(article.id, "cut 2") is None
    assert analyses.mentions(article.id, "spacy") == []
    assert analyses.mentions(article.id, "other") == [Mention(4, 11, "ORG", "outline", "outline")]
    stored = analyses.figures(article.id, "own")
    assert stored is not None
    assert stored[:3] == [FIGURES[1], FIGURES[2], FIGURES[3]]
    assert stored[3] == FIGURES[4]._replace(value=str(10**30), upper="inf")
    assert stored[4] == FIGURES[0]
    assert type(stored[4].value) is int
    assert analyses.engines(article.id, "mention")[0] == "other"


def test_analyses_are_replaced_whole(library: Library, article: StoredArticle) -> None:
    """A new run of an engine takes the place of its last; a new division into sentences the place of any."""
    analyses = library.analyses
    analyses.save_sentences(article.id, "cut 1", [Sentence(0, 35), Sentence(36, 68)])
    analyses.save_sentences(article.id, "cut 2", [Sentence(0, 68)])
    assert analyses.sentences(article.id) == [Sentence(0, 68)]
    assert analyses.sentences(article.id, "cut 1") is None
    analyses.save_figures(article.id, "own", FIGURES)
    analyses.save_figures(article.id, "own", FIGURES[:1])
    assert analyses.figures(article.id, "own") == FIGURES[:1]


def test_an_equal_text_is_not_analysed_twice(library: Library, article: StoredArticle, path: Path) -> None:
    """What was found in one article holds for another with the same text, for the same engine, and is kept
    there.
    """
    copy = library.articles.add(Article(article.text, location="/copy"))
    library.analyses.save_mentions(article.id, "spacy", [Mention(4, 11, "ORG", "outline", "outline")])
    library.analyses.save_sentences(article.id, "cut", [])
    assert library.analyses.mentions(copy.id, "other") is None
    with open_library(path, annotator="ann", read_only=True) as reader:
        assert reader.analyses.mentions(copy.id, "spacy") == library.analyses.mentions(article.id, "spacy")
    assert library.analyses.mentions(copy.id, "spacy") == library.analyses.mentions(article.id, "spacy")
    assert library.analyses.sentences(copy.id) == []
    rows = library.connection.rows("SELECT article, layer FROM analysis ORDER BY article, layer")
    assert rows == [(1, "mention"), (1, "sentence"), (2, "mention"), (2, "sentence")]


def test_analyses_outside_the_text_are_refused(library: Library, article: StoredArticle) -> None:
    """An engine that goes wrong stores nothing."""
    with pytest.raises(OffsetMismatch):
        library.analyses.save_sentences(article.id, "cut", [Sentence(0, 5), Sentence(6, 9_999)])
    with pytest.raises(OffsetMismatch):
        library.analyses.save_figures(article.id, "own", [Figure(9, 3, "cardinal", "x")])
    assert library.analyses.sentences(article.id) is None


def test_links(library: Library, article: StoredArticle) -> None:
    """Made once, found from both ends and both articles; absurd ones are refused."""
    copy = library.articles.add(Article(article.text, location="/copy"))
    one = library.annotations.label(article.id, 0, 35, "claim")
    two = library.annotations.label(copy.id, 0, 35, "claim")
    three = library.annotations.label(article.id, 36, 41, "claim")
    link = library.links.add(one.id, two.id, "same", "word for word")
    assert library.links.add(one.id, two.id, "same") == link
    assert library.links.add(one.id, two.id, "same", "nearly").note == "nearly"
    back = library.links.add(two.id, one.id, "updates")
    inside = library.links.add(one.id, three.id, "contradicts")
    assert [one.id for one in library.links.list()] == [link.id, back.id, inside.id]
    assert [one.id for one in library.links.of_annotation(two.id)] == [link.id, back.id]
    assert [one.id for one in library.links.of_article(article.id)] == [link.id, back.id, inside.id]
    assert [one.id for one in library.links.of_article(copy.id)] == [link.id, back.id]
    for source, target, relation in (
        (one.id, one.id, "same"),
        (one.id, "nothing", "same"),
        (one.id, two.id, ""),
    ):
        with pytest.raises(AnnotationError):
            library.links.add(source, target, relation)
    assert library.links.remove(back.id) == back
    with pytest.raises(ChangedElsewhere):
        library.links.remove(back.id)


def test_links_are_imported_whole(library: Library, article: StoredArticle) -> None:
    """Ids and annotators stay; one bad link and none is there."""
    one = library.annotations.label(article.id, 0, 35, "claim")
    two = library.annotations.label(article.id, 36, 41, "claim")
    link = Link(uuid7(), one.id, two.id, "same", "n", "bob", 5, "2020-01-01T00:00:00.000Z", "")
    with pytest.raises(AnnotationError):
        library.links.import_many([link, link._replace(id=uuid7(), target="nothing")])
    assert library.links.list() == []
    assert library.links.import_many([link]) == 1
    assert library.links.list() == [link._replace(session=None, updated_at=link.created_at)]
    with pytest.raises(AnnotationError):
        library.links.import_many([link])


def test_sessions(library: Library) -> None:
    """Started, touched with a total, ended; one of another library is kept once."""
    assert library.session is None
    library.sessions.touch(5)
    id = library.sessions.start("annotating")
    assert library.session == id
    library.sessions.touch(12.5)
    library.sessions.touch(20)
    killed = library.sessions.get(id)
    assert killed.ended_at is not None
    library.sessions.end()
    assert library.session is None
    session = library.sessions.get(id)
    assert (session.annotator, session.kind, session.active_seconds) == ("ann", "annotating", 20)
    other = Session(99, uuid7(), "bob", "reading", "2020-01-01T00:00:00.000Z", None, 3.0)
    kept = library.sessions.keep(other)
    assert library.sessions.keep(other) == kept
    assert library.sessions.get(kept) == other._replace(id=kept)
    assert [one.id for one in library.sessions.list()] == [id, kept]
    with pytest.raises(AnnotationError):
        library.sessions.get(99)


def test_places(library: Library, article: StoredArticle, path: Path) -> None:
    """Pane, offsets and options by story and annotator; options stay unless given anew; the last story is
    known.
    """
    first = library.stories.opened([article.id])
    second = library.stories.opened([article.id, article.id])
    assert library.places.load(first.id) is None
    assert library.places.last_story() is None
    library.places.save(first.id, 0, {article.id: 36}, {"auto_advance": True, "dim": None})
    library.places.save(second.id, 1, {article.id: 0})
    library.places.save(first.id, 0, {article.id: 69})
    place = library.places.load(first.id)
    assert place is not None
    assert (place.pane, dict(place.offsets), dict(place.options)) == (
        0,
        {article.id: 69},
        {"auto_advance": True, "dim": None},
    )
    assert library.places.last_story() in (first.id, second.id)
    with open_library(path, annotator="bob") as bobs:
        assert bobs.places.load(first.id) is None
        assert bobs.places.last_story() is None
    library.connection.execute("UPDATE place SET offsets = '[nonsense'")
    assert library.places.load(first.id) is None


def test_schemes_are_kept_once_a_text(library: Library) -> None:
    """The same text once, a changed one beside it; the latest is what get gives."""
    first = library.schemes.keep("claims", "version = 1\n")
    assert library.schemes.keep("claims", "version = 1\n") == first
    second = library.schemes.keep("claims", "version = 2\n")
    other = library.schemes.keep("checkworthy", "version = 1\n")
    assert library.schemes.get("claims") == second
    assert library.schemes.get("nothing") is None
    assert library.schemes.list() == [first, second, other]


def test_search(library: Library, article: StoredArticle) -> None:
    """Words of title and text, without regard to case and accents, all of them; the place of the first match
    is true.
    """
    other = library.articles.add(
        Article("x " * 500 + "Hostages were freed, 33 of them." + " y" * 500, title="Other")
    )
    (hit,) = library.search("talks OUTLINE")
    assert (hit.article, hit.title) == (article.id, "Talks")
    hits = library.search("hostages 33")
    assert {one.article for one in hits} == {article.id, other.id}
    for one in hits:
        text = library.articles.text(one.article)
        assert one.start is not None
        assert text[one.start :].lower().startswith(("hostages", "33"))
        assert next(one.snippet[a:b].lower() for a, b in one.matches) in ("hostages", "33")
    assert [one.article for one in library.search("host")] == [article.id, other.id]
    assert [one.article for one in library.search("cafes naive")] == [article.id]
    assert library.search("Talks")[0].start is None
    assert library.search("host", limit=1)[0].article in (article.id, other.id)
    assert library.search("nothing of the kind") == []


def test_a_long_text_is_found_before_anything_has_indexed_it(library: Library) -> None:
    """What was too long to index when it was added is indexed by the first search, once."""
    long = library.articles.add(Article("A quiet line.\n" * 30_000 + "The zeppelin landed."))
    count = "SELECT count(*) FROM article_fts_docsize WHERE id = ?"
    assert library.connection.row(count, [long.id]) == (0,)
    assert [hit.article for hit in library.search("zeppelin")] == [long.id]
    assert [hit.article for hit in library.search("zeppelin")] == [long.id]
    assert library.connection.row(count, [long.id]) == (1,)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30) | st.text(st.sampled_from("\"'*()-+^:{}[]AND OR NOT NEAR,a1\0é"), max_size=30))
def test_any_query_is_safe(searched: Library, query: str) -> None:
    """Whatever is typed, search answers with a list."""
    assert isinstance(searched.search(query), list)
    assert '""' not in expression("!!! --- ***")


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One library for many queries."""
    library = open_library(tmp_path_factory.mktemp("search") / "library.db", annotator="ann")
    library.articles.add(Article("a 1 é and or not near"))
    return library


def test_skips(library: Library, article: StoredArticle, path: Path) -> None:
    """Put off once, taken back, undone; each annotator's own."""
    skip = library.skips.add(article.id, 0, 35)
    assert library.skips.add(article.id, 0, 35) == skip
    with open_library(path, annotator="bob") as bobs:
        assert bobs.skips.of_article(article.id) == []
        assert not bobs.skips.remove(article.id, 0, 35)
    assert library.skips.remove(article.id, 0, 35)
    library.journal.undo()
    assert library.skips.of_article(article.id) == [skip]
    library.journal.undo()
    assert library.skips.of_article(article.id) == []


def test_timings(library: Library, article: StoredArticle) -> None:
    """Visits to a span add up; they are no entries of the journal."""
    library.timings.add(article.id, 0, 35, 1.5)
    library.timings.add(article.id, 0, 35, 2.0)
    library.timings.add(article.id, 36, 41, -3)
    timings = library.timings.of_article(article.id)
    assert [(one.start, one.seconds, one.visits) for one in timings] == [(0, 3.5, 2), (36, 0.0, 1)]
    assert library.timings.of_article(article.id, "bob") == []
    assert library.journal.entries() == []


def test_corrections(library: Library, article: StoredArticle, path: Path) -> None:
    """Rejected, changed, added; the machine's row stays; a second answer takes the place of the first; undo
    brings it back.
    """
    name = Mention(4, 11, "ORG", "outline", "outline")
    figure = Figure(23, 25, "cardinal", "33", 33, of="hostages")
    library.analyses.save_mentions(article.id, "spacy", [name])
    rejected = library.corrections.save(article.id, name, None, engine="spacy", note="no name")
    assert (rejected.verdict, rejected.subject, rejected.quote, rejected.label) == (
        "rejected",
        "mention",
        "outline",
        "ORG",
    )
    changed = library.corrections.save(article.id, name, name._replace(label="LAW"), engine="spacy")
    assert (changed.id, changed.verdict, changed.label) == (rejected.id, "changed", "LAW")
    right = figure._replace(value=34.5, unit="people", approximate=True)
    moved = library.corrections.save(article.id, figure, right, engine="own")
    assert (moved.value, moved.unit, moved.of, moved.approximate) == (34.5, "people", "hostages", True)
    added = library.corrections.save(article.id, None, Mention(0, 3, "GPE", "The", "the"))
    assert (added.verdict, added.machine_start, added.key) == ("added", None, "the")
    assert library.corrections.of_article(article.id) == [added, changed, moved]
    assert library.corrections.of_article(article.id, "bob") == []
    assert library.analyses.mentions(article.id, "spacy") == [name]
    for _ in range(3):
        library.journal.undo()
    assert library.corrections.of_article(article.id) == [rejected]
    assert library.corrections.remove(rejected.id) == rejected
    assert library.corrections.of_article(article.id) == []
    for machine, answer in ((None, None), (name, figure)):
        with pytest.raises(AnnotationError):
            library.corrections.save(article.id, machine, answer)
    with pytest.raises(OffsetMismatch):
        library.corrections.save(article.id, None, Mention(0, 9_999, "GPE", "", ""))
    library.journal.undo()
    with open_library(path, annotator="bob") as bobs, pytest.raises(AnnotationError, match="ann"):
        bobs.corrections.remove(rejected.id)
