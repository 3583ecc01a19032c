"""Labels, notes, spans: what is stored, what is refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.articles.article import Article
from diptych.errors import AnnotationError, ChangedElsewhere, OffsetMismatch, UnknownArticle
from diptych.store import NOT_A_CLAIM, Annotation, StoredArticle, open_library, uuid7
from diptych.store.library import Library
from diptych.store.strings import clean

TIME = "2026-01-02T03:04:05.678Z"


def made(article: StoredArticle, start: int, end: int, **fields: object) -> Annotation:
    """An annotation as an importer hands it in."""
    plain = Annotation(
        uuid7(),
        article.id,
        start,
        end,
        article.text[start:end],
        "",
        "",
        "claim",
        "claims",
        "bob",
        None,
        TIME,
        TIME,
    )
    return plain._replace(**fields)  # type: ignore[arg-type]


def test_a_label_is_stored_with_its_words(library: Library, article: StoredArticle) -> None:
    """Quote, prefix and suffix are the article's own words, also beyond the BMP and with combining marks."""
    start = article.text.index("👩")
    end = article.text.index("Two")
    label = library.annotations.label(article.id, start, end, "claim")
    assert label.quote == "👩‍👩‍👧 "
    assert label.prefix == article.text[max(0, start - 32) : start]
    assert label.suffix == article.text[end : end + 32]
    assert (label.annotator, label.scheme, label.certainty, label.note) == ("ann", "claims", "", "")
    assert library.annotations.get(label.id) == label
    assert library.annotations.of_article(article.id) == [label]


def test_another_label_takes_its_place(library: Library, article: StoredArticle) -> None:
    """Exclusive: the new label keeps id, note, certainty, speaker and time of making; nothing else stands
    there.
    """
    first = library.annotations.label(
        article.id,
        0,
        35,
        "claim",
        note="see",
        certainty="high",
        attributed_to="her",
        attributed_start=4,
        attributed_end=11,
    )
    second = library.annotations.label(article.id, 0, 35, "quantity")
    assert second == first._replace(label="quantity", updated_at=second.updated_at)
    assert library.annotations.of_article(article.id) == [second]
    third = library.annotations.label(article.id, 0, 35, NOT_A_CLAIM, note="really")
    assert (third.id, third.label, third.note, third.certainty) == (first.id, NOT_A_CLAIM, "really", "high")


def test_the_same_again_changes_nothing(library: Library, article: StoredArticle) -> None:
    """No row, no time stamp and no journal entry changes."""
    first = library.annotations.label(article.id, 0, 35, "claim")
    assert library.annotations.label(article.id, 0, 35, "claim") == first
    assert len(library.journal.entries()) == 1


def test_several_labels_side_by_side(library: Library, article: StoredArticle) -> None:
    """Not exclusive: labels stand beside each other, each only once; an exclusive one then replaces them all."""
    one = library.annotations.label(article.id, 0, 35, "quantity", exclusive=False)
    two = library.annotations.label(article.id, 0, 35, "prediction", exclusive=False)
    assert library.annotations.label(article.id, 0, 35, "quantity", exclusive=False) == one
    assert library.annotations.of_article(article.id) == [one, two]
    only = library.annotations.label(article.id, 0, 35, "prediction")
    assert only.id == two.id
    assert library.annotations.of_article(article.id) == [two]
    library.journal.undo()
    assert library.annotations.of_article(article.id) == [one, two]


def test_other_spans_schemes_and_people_are_left_alone(
    library: Library, article: StoredArticle, path: Path
) -> None:
    """A label replaces only this annotator's own, on exactly that span, under that scheme."""
    mine = library.annotations.label(article.id, 0, 35, "claim")
    nested = library.annotations.label(article.id, 4, 11, "claim")
    other_scheme = library.annotations.label(article.id, 0, 35, "worth", scheme="checkworthy")
    with_gap = library.annotations.label(article.id, 0, 35, "claim", pieces=[(0, 3), (30, 35)])
    with open_library(path, annotator="bob") as bobs:
        theirs = bobs.annotations.label(article.id, 0, 35, NOT_A_CLAIM)
    everybodys = {mine.id, nested.id, other_scheme.id, with_gap.id, theirs.id}
    assert {one.id for one in library.annotations.of_article(article.id)} == everybodys
    assert [one.id for one in library.annotations.of_article(article.id, "bob")] == [theirs.id]
    assert library.annotations.get(with_gap.id).pieces == ((0, 3), (30, 35))


def test_equal_texts_and_equal_sentences_are_never_merged(library: Library) -> None:
    """Wire copy stays two articles, a sentence that comes twice stays two spans."""
    text = "Same words. Same words."
    first = library.articles.add(Article(text, location="/a"))
    second = library.articles.add(Article(text, location="/b"))
    library.annotations.label(first.id, 0, 11, "claim")
    library.annotations.label(first.id, 12, 23, "claim")
    assert first.id != second.id
    assert [(one.start, one.end) for one in library.annotations.of_article(first.id)] == [(0, 11), (12, 23)]
    assert library.annotations.of_article(second.id) == []


def test_reading_order(library: Library, article: StoredArticle) -> None:
    """However they were made, they come by start, then end."""
    for start, end in ((20, 30), (0, 35), (4, 9), (0, 3), (20, 25)):
        library.annotations.label(article.id, start, end, "claim")
    spans = [(one.start, one.end) for one in library.annotations.of_article(article.id)]
    assert spans == sorted(spans)
    assert list(library.annotations.each()) == library.annotations.of_article(article.id)


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 2), (0, 10_000), (9_999, 10_000)])
def test_wrong_offsets_are_refused(library: Library, article: StoredArticle, start: int, end: int) -> None:
    """A span outside the text, empty or turned round is refused everywhere, and nothing is stored."""
    good = library.annotations.label(article.id, 0, 3, "claim")
    for wrong in (
        lambda: library.annotations.label(article.id, start, end, "claim"),
        lambda: library.annotations.edit(good.id, start=start, end=end),
        lambda: library.annotations.label(
            article.id, 0, 9, "claim", attributed_start=start, attributed_end=end
        ),
        lambda: library.annotations.edit(good.id, attributed_start=start, attributed_end=end),
        lambda: library.annotations.label(article.id, 0, 9, "claim", pieces=[(0, 3), (start, end)]),
        lambda: library.annotations.add(made(article, start, end)),
        lambda: library.annotations.import_many([made(article, 0, 3), made(article, start, end)]),
        lambda: library.skips.add(article.id, start, end),
        lambda: library.timings.add(article.id, start, end, 1),
    ):
        with pytest.raises(OffsetMismatch):
            wrong()
    assert list(library.annotations.each()) == [good]
    assert len(library.journal.entries()) == 1


def test_offsets_must_be_whole_numbers(library: Library, article: StoredArticle) -> None:
    """1.0 is no offset: SQLite would take it."""
    with pytest.raises(TypeError):
        library.annotations.label(article.id, 1.0, 3, "claim")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "pieces", [[(0, 3), (2, 9)], [(0, 3)], [(4, 9), (0, 3)], [(0, 0), (3, 9)], [(1, 3), (4, 9)]]
)
def test_pieces_that_do_not_fit_are_refused(
    library: Library, article: StoredArticle, pieces: list[tuple[int, int]]
) -> None:
    """Pieces overlap, stand in disorder, are empty, or do not reach from start to end."""
    with pytest.raises(OffsetMismatch):
        library.annotations.label(article.id, 0, 9, "claim", pieces=pieces)


def test_unknown_things_are_named(library: Library, article: StoredArticle) -> None:
    """An article or annotation that is not there, also with an absurd number, gives one sentence."""
    for number in (99, -1, 10**30):
        with pytest.raises(UnknownArticle, match=str(number)):
            library.articles.get(number)
        with pytest.raises(UnknownArticle):
            library.annotations.label(number, 0, 3, "claim")
    with pytest.raises(AnnotationError, match="nothing-here"):
        library.annotations.get("nothing-here")
    with pytest.raises(ChangedElsewhere):
        library.annotations.remove("nothing-here")
    with pytest.raises(AnnotationError, match="label"):
        library.annotations.label(article.id, 0, 3, "")
    with pytest.raises(TypeError, match="quote"):
        library.annotations.edit(library.annotations.label(article.id, 0, 3, "claim").id, quote="else")


def test_clear_takes_away_what_was_asked(library: Library, article: StoredArticle, path: Path) -> None:
    """By span, by scheme, by label; only one's own; what was taken comes back."""
    with open_library(path, annotator="bob") as bobs:
        theirs = bobs.annotations.label(article.id, 0, 35, "claim")
    one = library.annotations.label(article.id, 0, 35, "quantity", exclusive=False)
    two = library.annotations.label(article.id, 0, 35, "prediction", exclusive=False)
    three = library.annotations.label(article.id, 0, 35, "worth", scheme="checkworthy")
    assert library.annotations.clear(article.id, 0, 34) == []
    assert library.annotations.clear(article.id, 0, 35, label="quantity") == [one]
    assert library.annotations.clear(article.id, 0, 35, scheme="checkworthy") == [three]
    assert library.annotations.clear(article.id, 0, 35) == [two]
    assert library.annotations.of_article(article.id) == [theirs]
    assert len(library.journal.entries()) == 1 + 3 + 3  # to clear what is not there is no entry


def test_edit_changes_only_what_it_is_told(library: Library, article: StoredArticle) -> None:
    """Note, certainty, speaker and span; a new span brings its own words; a new speaker forgets the old one's
    place.
    """
    first = library.annotations.label(
        article.id, 0, 35, "claim", attributed_to="Cafe", attributed_start=82, attributed_end=86
    )
    second = library.annotations.edit(first.id, note="later", certainty="low")
    assert second == first._replace(note="later", certainty="low", updated_at=second.updated_at)
    third = library.annotations.edit(first.id, attributed_to="she")
    assert (third.attributed_to, third.attributed_start, third.attributed_end) == ("she", None, None)
    fourth = library.annotations.edit(first.id, start=4, end=20, pieces=[(4, 11), (18, 20)])
    assert fourth.quote == article.text[4:20]
    assert fourth.prefix == article.text[:4]
    assert fourth.pieces == ((4, 11), (18, 20))
    assert library.annotations.get(first.id) == fourth
    assert library.annotations.edit(first.id, note="later") == fourth
    assert first.updated_at <= second.updated_at <= third.updated_at <= fourth.updated_at
    assert first.created_at == fourth.created_at


def test_nobody_changes_anothers_answer(library: Library, article: StoredArticle, path: Path) -> None:
    """Editing, removing and unlinking are for one's own; the sentence says whose it is."""
    mine = library.annotations.label(article.id, 0, 35, "claim")
    other = library.annotations.label(article.id, 36, 41, "claim")
    link = library.links.add(mine.id, other.id, "same")
    with open_library(path, annotator="bob") as bobs:
        changes: list[Callable[[], object]] = [
            lambda: bobs.annotations.edit(mine.id, note="mine now"),
            lambda: bobs.annotations.remove(mine.id),
            lambda: bobs.links.remove(link.id),
        ]
        for change in changes:
            with pytest.raises(AnnotationError, match="ann"):
                change()
        assert bobs.annotations.clear(article.id, 0, 35) == []
        assert bobs.journal.undo() is None
    assert library.annotations.get(mine.id) == mine


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=40), st.text(st.characters(codec=None), max_size=40))
def test_any_string_is_stored_rightly(strings_library: Library, note: str, who: str) -> None:
    """Emoji, newlines, quotes and escapes come back as they are; NUL and lone surrogates as U+FFFD."""
    library = strings_library
    label = library.annotations.label(1, 0, 3, "claim", note=note + "!", attributed_to=who + "!")
    kept = library.annotations.get(label.id)
    assert kept == label
    assert kept.note == clean(note) + "!"
    assert kept.attributed_to == clean(who) + "!"
    assert len(kept.note) == len(note) + 1
    assert library.journal.entries(1)[0].changes[0].after["note"] == kept.note  # type: ignore[index]
    library.annotations.remove(label.id)


@pytest.fixture(scope="module")
def strings_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """One library for many examples."""
    library = open_library(tmp_path_factory.mktemp("strings") / "library.db", annotator="ann")
    library.articles.add(Article("One claim."))
    return library


def test_what_cannot_be_stored_becomes_a_sign() -> None:
    """NUL and lone surrogates turn into U+FFFD one for one, a pair written as two surrogates too; the rest
    stays.
    """
    assert clean("a\0b\ud83d\ude00c\udfff") == "a\ufffdb\ufffd\ufffdc\ufffd"
    assert clean("e\u0301 😀\r\n\x1b[31m'\"") == "e\u0301 😀\r\n\x1b[31m'\""
    with pytest.raises(TypeError):
        clean(b"bytes")  # type: ignore[arg-type]


def test_add_keeps_an_annotation_as_it_is(library: Library, article: StoredArticle) -> None:
    """Id, annotator and times of another library stay; gaps are filled; words around are the article's; undo
    takes it away.
    """
    given_one = made(article, 0, 35, note="kept", prefix="wrong", pieces=((0, 3), (30, 35)), session=77)
    kept = library.annotations.add(given_one)
    assert kept == given_one._replace(prefix="", suffix=article.text[35:67], session=None)
    bare = Annotation("", article.id, 4, 11, "", "", "", "claim", "claims", "", None, "", "")
    filled = library.annotations.add(bare)
    assert filled.quote == article.text[4:11]
    assert filled.annotator == "ann"
    assert filled.id
    assert filled.created_at
    assert library.annotations.get(kept.id) == kept
    with pytest.raises(AnnotationError, match=kept.id):
        library.annotations.add(kept)
    library.journal.undo()
    assert library.annotations.of_article(article.id) == [kept]


def test_a_quote_that_is_not_there_is_refused(library: Library, article: StoredArticle) -> None:
    """An import that is off by one stores nothing, and says which annotation and both texts."""
    many = [made(article, 0, 35), made(article, 4, 11, quote=article.text[5:12])]
    with pytest.raises(OffsetMismatch, match=rf"Annotation 2 .*{article.text[5:12]}.*{article.text[4:11]}"):
        library.annotations.import_many(many)
    assert library.annotations.count() == 0
    assert library.journal.entries() == []
    assert library.connection.rows("SELECT name FROM annotator") == [("ann",)]


def test_an_import_is_one_entry_that_undo_steps_over(library: Library, article: StoredArticle) -> None:
    """All are there, with their annotators; the journal says how many; undo goes on to the label before."""
    before = library.annotations.label(article.id, 36, 41, "claim")
    many = [made(article, start, start + 2) for start in range(30)]
    assert library.annotations.import_many(iter(many)) == 30
    assert library.annotations.count(article.id) == 31
    stored = {one.id: one for one in library.annotations.of_article(article.id, "bob")}
    for one in many:
        assert stored[one.id] == one._replace(prefix=stored[one.id].prefix, suffix=stored[one.id].suffix)
    newest = library.journal.entries(1)[0]
    assert (newest.action, newest.changes) == ("import", ())
    assert library.journal.describe(newest) == "imported 30 annotations (undo steps over this)"
    undone = library.journal.undo()
    assert undone is not None
    assert undone.changes[0].id == before.id
    assert library.annotations.count() == 30
    assert library.journal.undo() is None
    assert library.annotations.import_many([]) == 0
    assert len(library.journal.entries()) == 3


def test_an_import_of_known_ids_is_refused_or_skips_them(library: Library, article: StoredArticle) -> None:
    """All or nothing by default; with skip_known the known ones stay as they are and only the new ones count."""
    first = made(article, 0, 35)
    library.annotations.import_many([first])
    again = [made(article, 4, 11), first._replace(note="other")]
    with pytest.raises(AnnotationError, match="taken"):
        library.annotations.import_many(again)
    assert library.annotations.count() == 1
    assert library.annotations.import_many(again, skip_known=True) == 1
    assert library.annotations.get(first.id).note == ""


def test_a_large_import_keeps_index_and_references(library: Library, article: StoredArticle) -> None:
    """Where the index is built afterwards, it is there, and foreign keys are on again, whether it succeeds or
    fails.
    """
    from diptych.store import imports

    def many(last: int) -> list[Annotation]:
        made_ones = [made(article, place % 60, place % 60 + 3) for place in range(imports.LARGE + 5)]
        return [*made_ones, made(article, 0, last, quote="")]

    for last, stored in ((10_000, 0), (9, imports.LARGE + 6)):
        try:
            library.annotations.import_many(iter(many(last)))
        except OffsetMismatch:
            assert last == 10_000
        assert library.annotations.count() == stored
        assert library.connection.execute("PRAGMA foreign_keys").fetchone() == (1,)
        indexes = {name for _, name, *_ in library.connection.execute("PRAGMA index_list(annotation)")}
        assert "annotation_by_place" in indexes
    assert library.connection.execute("PRAGMA foreign_key_check").fetchall() == []
    assert library.connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_sessions_of_annotations(library: Library, article: StoredArticle) -> None:
    """What is labelled belongs to the open session; an imported one only if that session is its annotator's."""
    session = library.sessions.start()
    mine = library.annotations.label(article.id, 0, 35, "claim")
    library.sessions.end()
    later = library.annotations.label(article.id, 36, 41, "claim")
    assert (mine.session, later.session) == (session, None)
    library.annotations.import_many([made(article, 1, 3, session=session)])
    assert library.annotations.of_article(article.id, "bob")[0].session is None


def test_several_changes_in_one_transaction(library: Library, article: StoredArticle) -> None:
    """Inside ``transaction`` all is kept or nothing; an inner failure that is caught takes back only its own
    part.
    """
    with pytest.raises(ZeroDivisionError), library.transaction():
        library.annotations.label(article.id, 0, 3, "claim")
        raise ZeroDivisionError
    assert library.annotations.count() == 0
    with library.transaction():
        library.annotations.label(article.id, 0, 3, "claim")
        with pytest.raises(OffsetMismatch):
            library.annotations.import_many([made(article, 4, 11), made(article, 9, 5)])
        library.annotations.label(article.id, 36, 41, "claim")
    assert [(one.start, one.end) for one in library.annotations.each()] == [(0, 3), (36, 41)]
    assert len(library.journal.entries()) == 2


def test_a_text_that_was_taken_back_is_not_quoted(library: Library, path: Path) -> None:
    """The number of an article that was rolled back goes to another person's: its own text is read, not the old one."""
    with suppress(KeyError), library.transaction():
        gone = library.articles.add(Article("Gone before it was there."))
        library.annotations.label(gone.id, 0, 4, "claim")
        raise KeyError
    with open_library(path, annotator="bob") as bobs:
        theirs = bobs.articles.add(Article("What the other one read."))
    assert theirs.id == gone.id
    assert library.annotations.label(theirs.id, 0, 4, "claim").quote == "What"
