"""Joining another annotator's library: nothing lost, nothing overwritten, nothing mixed without a word."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.analysis.spans import Mention, Sentence
from diptych.articles.article import Article
from diptych.errors import (
    LibraryBusy,
    LibraryDamaged,
    LibraryError,
    LibraryMissing,
    LibraryTooNew,
    SameAnnotator,
    WrongUse,
)
from diptych.store import Annotation, guests, open_library, rows
from diptych.store.library import Library

TEXT = "One claim. 😀 Another claim. A third."
SPANS = [(0, 10), (11, 12), (13, 27), (28, 36)]


def report(library: Library, location: str = "", text: str = TEXT, **about: str) -> int:
    """A report with its sentences."""
    where = location or f"/home/{library.annotator}/talks/report.txt"
    article = library.articles.add(Article(text, title="Talks", location=where, **about))
    spans = [Sentence(*span) for span in SPANS if span[1] <= len(text)]
    library.analyses.save_sentences(article.id, "test", spans)
    return article.id


def answers(path: Path) -> set[tuple[Any, ...]]:
    """Everything that people said, without what differs between libraries (numbers of reports and sessions)."""
    with open_library(path, annotator="reader") as library:
        texts = {one.id: library.articles.get(one.id).text_sha256 for one in library.articles.list()}
        found: set[tuple[Any, ...]] = {
            (
                *(one.id, texts[one.article], one.start, one.end, one.label, one.scheme, one.annotator),
                *(one.certainty, one.note, one.attributed_to, one.pieces, one.created_at, one.updated_at),
            )
            for one in library.annotations.each()
        }
        return found | {
            (one.id, one.source, one.target, one.relation, one.annotator) for one in library.links.list()
        }


def counts(path: Path) -> dict[str, int]:
    """Rows by table."""
    with sqlite3.connect(path) as plain:
        tables = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: plain.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in tables}


@pytest.fixture
def ann(tmp_path: Path) -> Path:
    """Ann's library: a report with two answers."""
    with open_library(tmp_path / "ann.db", annotator="ann") as library:
        id = report(library)
        library.annotations.label(id, 0, 10, "claim")
        library.annotations.label(id, 13, 27, "not_a_claim")
    return tmp_path / "ann.db"


@pytest.fixture
def bob(tmp_path: Path) -> Path:
    """Bob's: the same report from his computer and another one, answers, a link, a skip, a correction, a session."""
    with open_library(tmp_path / "bob.db", annotator="bob") as library:
        library.schemes.keep("claims", 'name = "claims"\n')
        library.sessions.start()
        id = report(library)
        other = report(library, "https://example.org/a", TEXT + " More.")
        first = library.annotations.label(id, 0, 10, "event", note="see", certainty="sure")
        second = library.annotations.label(other, 13, 27, "claim")
        library.annotations.label(id, 13, 36, "claim", pieces=[(13, 20), (28, 36)])
        library.links.add(first.id, second.id, "same")
        library.skips.add(id, 28, 36)
        library.corrections.save(id, None, Mention(0, 3, "PERSON", "One", "one"))
        library.stories.opened([id, other], "Talks")
        library.timings.add(id, 0, 10, 2.5)
        library.sessions.end()
    return tmp_path / "bob.db"


def test_everything_comes_over_and_the_same_report_is_one(ann: Path, bob: Path) -> None:
    """Answers keep id, author, times and session; the report at another path on another computer is the same."""
    with open_library(ann, annotator="ann") as library:
        done = library.merge(bob)
        assert done.new == {
            "article": 1, "scheme": 1, "session": 1, "story": 1, "annotation": 3, "link": 1, "skip": 1,
            "correction": 1, "timing": 1,
        }  # fmt: skip
        assert (done.known, done.clash_count, dict(done.answers)) == ({"article": 1}, 0, {"bob": 3})
        assert len(library.articles.list()) == 2
        whose = {(one.annotator, one.label, one.quote) for one in library.annotations.of_article(1)}
        assert ("bob", "event", "One claim.") in whose and ("ann", "claim", "One claim.") in whose
        (session,) = library.sessions.list()
        bobs = [one for one in library.annotations.each() if one.annotator == "bob"]
        assert (session.annotator, {one.session for one in bobs}) == ("bob", {session.id})
        assert library.analyses.sentences(2) == [Sentence(*span) for span in SPANS]
        (story,) = library.stories.list()
        assert (story.title, story.article_ids) == ("Talks", (1, 2))
        assert library.corrections.of_article(1)[0].annotator == "bob"
    with open_library(ann, annotator="bob") as library:
        assert [one.start for one in library.skips.of_article(1)] == [28]
        assert library.timings.of_article(1)[0].seconds == 2.5
    assert answers(bob) <= answers(ann)


def test_merging_twice_changes_nothing(ann: Path, bob: Path) -> None:
    """No row more in any table the second time, the journal among them."""
    with open_library(ann, annotator="ann") as library:
        library.merge(bob)
    said, before = answers(ann), counts(ann)
    with open_library(ann, annotator="ann") as library:
        again = library.merge(bob)
    assert (again.new, again.answers, again.clash_count) == ({}, {}, 0)
    assert again.known == {"article": 2, "scheme": 1, "session": 1, "story": 1, "annotation": 3, "correction": 1,
                           "skip": 1, "link": 1}  # fmt: skip
    assert (counts(ann), answers(ann)) == (before, said)


def test_a_dry_run_tells_the_same_and_keeps_nothing(ann: Path, bob: Path) -> None:
    """Then the merge does what it said; nothing of the dry run is left in memory."""
    before = (counts(ann), answers(ann))
    with open_library(ann, annotator="ann") as library:
        said = library.merge(bob, dry_run=True)
        assert library.articles.add(Article("Something else.")).id == 2
        assert library.articles.text(2) == "Something else."
    assert counts(ann)["annotation"] == before[0]["annotation"] and answers(ann) == before[1]
    with open_library(ann, annotator="ann") as library:
        done = library.merge(bob)
    assert (said.dry_run, done.dry_run) == (True, False)
    assert (said.new, said.known, said.answers) == (done.new, done.known, done.answers)


def test_the_other_file_is_never_changed(ann: Path, bob: Path) -> None:
    """Not a byte of it, and nothing is left beside it."""
    before, beside = bob.read_bytes(), sorted(bob.parent.iterdir())
    stamp = bob.stat().st_mtime_ns
    with open_library(ann, annotator="ann") as library:
        library.merge(bob)
    assert (bob.read_bytes(), sorted(bob.parent.iterdir()), bob.stat().st_mtime_ns) == (before, beside, stamp)


def test_a_library_that_is_open_elsewhere_is_read_as_it_is(ann: Path, bob: Path) -> None:
    """What is still in its write-ahead log counts, too."""
    with open_library(bob, annotator="bob") as open_one:
        open_one.annotations.label(1, 28, 36, "event")
        with open_library(ann, annotator="ann") as library:
            assert library.merge(bob).answers == {"bob": 4}


def test_a_file_that_is_written_while_it_is_read_stops_the_merge(
    ann: Path, bob: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of it is kept: what was read without a lock may be half of one state and half of another."""
    before = answers(ann)
    original: Callable[..., None] = guests.Guest.check_unchanged

    def after_a_write(self: guests.Guest) -> None:
        with open_library(bob, annotator="bob") as other:
            other.annotations.label(1, 28, 36, "event")
        original(self)

    monkeypatch.setattr(guests.Guest, "check_unchanged", after_a_write)
    with (
        open_library(ann, annotator="ann") as library,
        pytest.raises(LibraryBusy, match=r"bob\.db was changed"),
    ):
        library.merge(bob)
    assert answers(ann) == before


def test_the_same_id_with_another_content_is_a_clash_and_ours_stays(ann: Path, bob: Path) -> None:
    """Both sides are told: who, what, when."""
    with open_library(ann, annotator="ann") as library:
        library.merge(bob)
    with open_library(bob, annotator="bob") as library:
        library.annotations.label(1, 0, 10, "quantity", note="anew")
    before = answers(ann)
    with open_library(ann, annotator="ann") as library:
        done = library.merge(bob)
    (clash,) = done.clashes
    assert (clash.kind, clash.about, done.clashing) == ("annotation", "One claim.", {"annotation": 1})
    assert (clash.here.who, clash.here.what) == ("bob", "event; sure; see")
    assert (clash.there.who, clash.there.what) == ("bob", "quantity; sure; anew")
    assert clash.here.when < clash.there.when
    assert answers(ann) == before


def test_undo_steps_over_a_merge(ann: Path, bob: Path) -> None:
    """Undo takes back one's own last answer, whoever's library was merged after it; the log tells of the merge."""
    with open_library(ann, annotator="ann") as library:
        library.merge(bob)
        (entry,) = library.journal.entries(1)
        assert entry.action == "merge" and "3 answers" in library.journal.describe(entry)
        undone = library.journal.undo()
        assert undone is not None and undone.changes[0].before is not None
        assert undone.changes[0].before["label"] == "not_a_claim"
        assert {one.annotator for one in library.annotations.each()} == {"ann", "bob"}
    with open_library(ann, annotator="bob") as library:
        assert library.journal.undo() is None


def test_what_was_removed_here_does_not_come_back(ann: Path, tmp_path: Path) -> None:
    """An old copy of one's own library brings back nothing that was cleared since, and says so."""
    shutil.copy(ann, tmp_path / "old.db")
    with open_library(ann, annotator="ann") as library:
        library.annotations.clear(1, 0, 10)
        done = library.merge(tmp_path / "old.db")
        assert (done.new, done.removed, done.known["annotation"]) == ({}, {"annotation": 1}, 1)
        assert [one.label for one in library.annotations.each()] == ["not_a_claim"]


def test_wire_copy_stays_two_reports(tmp_path: Path) -> None:
    """Equal text from different pages, folders or sources is never one report; it is told as kept apart."""
    pairs = [
        ({"location": "https://a.example/1"}, {"location": "https://b.example/1"}),
        ({"location": "/x/courier/wire.txt"}, {"location": "/x/ledger/wire.txt"}),
        ({"location": "/x/talks/1.txt"}, {"location": "/x/talks/2.txt"}),
        (
            {"location": "/x/talks/1.txt", "source": "Courier"},
            {"location": "/y/talks/1.txt", "source": "Ledger"},
        ),
        ({"location": "https://a.example/1"}, {"location": "/x/talks/1.txt"}),
    ]
    for number, (one, two) in enumerate(pairs):
        for name, about in (("a", one), ("b", two)):
            with open_library(tmp_path / f"{name}{number}.db", annotator=name) as library:
                library.annotations.label(report(library, **about), 0, 10, "claim")
        with open_library(tmp_path / f"a{number}.db", annotator="a") as library:
            done = library.merge(tmp_path / f"b{number}.db")
            assert (len(library.articles.list()), done.apart_count) == (2, 1), (one, two)
            assert done.apart[0].there_location == two["location"]
            assert [one.article for one in library.annotations.each()] == [1, 2]


def test_same_text_takes_one_for_one(tmp_path: Path) -> None:
    """When asked, reports of equal text are one; but not where either side has two."""
    for name, places in (
        ("a", ["https://a.example/1"]),
        ("b", ["/x/1.txt"]),
        ("c", ["/x/1.txt", "/y/2.txt"]),
    ):
        with open_library(tmp_path / f"{name}.db", annotator=name) as library:
            for place in places:
                report(library, place)
    with open_library(tmp_path / "a.db", annotator="a") as library:
        assert library.merge(tmp_path / "c.db", same_text=True, dry_run=True).new == {"article": 2}
        assert library.merge(tmp_path / "b.db", same_text=True).new == {}


def test_a_story_of_wire_copy_pairs_by_folder(tmp_path: Path) -> None:
    """Two copies in each library: each answer goes to the copy in the folder of the same name."""
    for name in ("ann", "bob"):
        with open_library(tmp_path / f"{name}.db", annotator=name) as library:
            folders = ("courier", "ledger") if name == "ann" else ("ledger", "courier")
            ids = {one: report(library, f"/home/{name}/{one}/story/wire.txt") for one in folders}
            library.annotations.label(ids["ledger"], 0, 10, "claim")
    with open_library(tmp_path / "ann.db", annotator="ann") as library:
        assert library.merge(tmp_path / "bob.db").new == {"annotation": 1}
        places = {library.articles.get(one.article).location for one in library.annotations.each()}
        assert places == {"/home/ann/ledger/story/wire.txt"}


def test_two_people_of_one_name_are_noticed(ann: Path, tmp_path: Path) -> None:
    """Nothing is merged until somebody says who is who; then it is, and a later merge remembers."""
    other = tmp_path / "other.db"
    with open_library(other, annotator="ann") as library:
        id = report(library)
        library.annotations.label(id, 0, 10, "event")
    before = answers(ann)
    with open_library(ann, annotator="ann") as library:
        with pytest.raises(SameAnnotator) as error:
            library.merge(other)
        for word in ("“ann”", "One claim.", "“claim”", "“event”", "--as NAME", "--as ann"):
            assert word in str(error.value)
        assert answers(ann) == before
        done = library.merge(other, whose="ann the second")
        assert (done.answers, done.clash_count) == ({"ann the second": 1}, 0)
    with open_library(other, annotator="ann") as library:
        library.annotations.label(1, 13, 27, "event")
    with open_library(ann, annotator="ann") as library:
        again = library.merge(other)
        assert (again.names, again.answers, again.clash_count) == (
            {"ann": "ann the second"}, {"ann the second": 1}, 0,
        )  # fmt: skip


def test_one_person_on_two_computers_clashes_with_herself(ann: Path, tmp_path: Path) -> None:
    """--as with her own name: the same said twice is known, something else is a clash, the rest is new."""
    other = tmp_path / "other.db"
    with open_library(other, annotator="ann") as library:
        id = report(library)
        first = library.annotations.label(id, 0, 10, "claim")
        library.annotations.label(id, 13, 27, "event")
        third = library.annotations.label(id, 28, 36, "event")
        library.links.add(first.id, third.id, "same")
    with open_library(ann, annotator="ann") as library:
        done = library.merge(other, whose="ann")
        assert (done.new, done.known["annotation"], done.clashing) == (
            {"annotation": 1, "link": 1}, 1, {"annotation": 1},
        )  # fmt: skip
        assert done.clashes[0].here.what == "not_a_claim" and done.clashes[0].there.what == "event"
        (link,) = library.links.list()
        assert library.annotations.get(link.source).label == "claim"


def test_several_labels_of_one_person_are_no_second_person(ann: Path, tmp_path: Path) -> None:
    """A copy in which the same person went on, with a second label on one sentence, merges without a question."""
    shutil.copy(ann, tmp_path / "copy.db")
    with open_library(tmp_path / "copy.db", annotator="ann") as library:
        library.annotations.label(1, 0, 10, "event", exclusive=False)
    with open_library(ann, annotator="ann") as library:
        assert library.merge(tmp_path / "copy.db").new == {"annotation": 1}


def test_several_people_there_need_pairs_of_names(ann: Path, bob: Path, tmp_path: Path) -> None:
    """--as NAME would give one person all answers: it is wrong use, as is a name that nobody has there."""
    with open_library(bob, annotator="bob") as library:
        library.merge(ann)
    with open_library(tmp_path / "new.db", annotator="carl") as library:
        for whose, said in (("zoe", "--as ann=NAME"), ({"eve": "zoe"}, "no answers of eve"),
                            ({"ann": "bob"}, "would both be called bob"), ({"ann": " "}, "empty")):  # fmt: skip
            with pytest.raises(WrongUse, match=said):
                library.merge(bob, whose=whose)
        assert library.merge(bob, whose={"ann": "zoe"}).answers == {"bob": 3, "zoe": 2}


def test_a_scheme_of_the_same_name_with_another_text_is_told(ann: Path, bob: Path) -> None:
    """The labels that differ are named; the text here stays the one in force, the other is kept beside it."""
    label = '[[label]]\nname = "{}"\ntitle = "Label {}"\n'
    plain = 'name = "{}"\ntitle = "Mine"\n' + label.format("claim", "claim") + label
    with open_library(ann, annotator="ann") as library:
        library.schemes.keep("mine", plain.format("mine", "old", "old"))
    with open_library(bob, annotator="bob") as library:
        library.schemes.keep("mine", plain.format("mine", "new", "new"))
    with open_library(ann, annotator="ann") as library:
        done = library.merge(bob)
        (clash,) = [one for one in done.clashes if one.kind == "scheme"]
        assert (clash.id, clash.here.what, clash.there.what) == (
            "mine", "labels only here: old", "labels only there: new",
        )  # fmt: skip
        in_force = library.schemes.get("mine")
        assert in_force is not None and '"old"' in in_force.toml
        assert sum(one.name == "mine" for one in library.schemes.list()) == 2


def test_another_division_into_sentences_is_told(ann: Path, bob: Path) -> None:
    """The one here stays; answers on other spans come in as they are."""
    with open_library(bob, annotator="bob") as library:
        library.analyses.save_sentences(1, "other", [Sentence(0, 12), Sentence(13, 36)])
    with open_library(ann, annotator="ann") as library:
        (clash,) = library.merge(bob).clashes
        assert (clash.kind, clash.here.what, clash.there.what) == ("sentences", "4 sentences", "2 sentences")
        assert library.analyses.sentences(1) == [Sentence(*span) for span in SPANS]


def test_a_library_of_an_older_diptych_is_read_through_a_copy(ann: Path, tmp_path: Path) -> None:
    """Its file keeps its schema, byte for byte."""
    from diptych.store import migrations
    from diptych.store.connection import connect

    old = tmp_path / "old.db"
    old.touch()
    monkey = pytest.MonkeyPatch()
    with monkey.context() as patched:
        patched.setattr(migrations, "STEPS", migrations.STEPS[:1])
        patched.setattr(migrations, "NAMES", migrations.NAMES[:1])
        connection = connect(old)
        migrations.apply(connection)
        library = Library(connection, "bob")
        library.introduce("bob")
        answer = Annotation(
            "x", report(library), 0, 10, "One claim.", "", "", "claim", "claims", "bob", None, "", ""
        )
        connection.execute(rows.INSERT["annotation"], (*answer[:-1], None))
        library.close()
    before = old.read_bytes()
    with open_library(ann, annotator="ann") as library:
        assert library.merge(old).answers == {"bob": 1}
    assert old.read_bytes() == before


def test_what_cannot_be_merged_is_one_sentence(ann: Path, tmp_path: Path) -> None:
    """Missing, a folder, this one itself (also by a link), no SQLite, no diptych, empty, newer: nothing changes."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "text.db").write_text("no library " * 100, encoding="utf-8")
    (tmp_path / "short.db").write_text("no", encoding="utf-8")
    (tmp_path / "empty.db").touch()
    (tmp_path / "link.db").symlink_to(ann)
    os.link(ann, tmp_path / "hard.db")
    with sqlite3.connect(tmp_path / "foreign.db") as plain:
        plain.execute("CREATE TABLE contacts (name)")
    shutil.copy(ann, tmp_path / "newer.db")
    with sqlite3.connect(tmp_path / "newer.db") as plain:
        plain.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('diptych', 'm999_future', '')"
        )
    plain.close()
    before = answers(ann)
    cases: list[tuple[str, type[Exception]]] = [
        ("none.db", LibraryMissing), ("folder", LibraryMissing), ("ann.db", WrongUse), ("link.db", WrongUse),
        ("hard.db", WrongUse), ("text.db", LibraryDamaged), ("short.db", LibraryDamaged), ("foreign.db", LibraryError),
        ("empty.db", LibraryError), ("newer.db", LibraryTooNew),
    ]  # fmt: skip
    with open_library(ann, annotator="ann") as library:
        for name, kind in cases:
            with pytest.raises(kind) as error:
                library.merge(tmp_path / name)
            assert (
                name in str(error.value)
                and "\n" not in str(error.value)
                and "sqlite3" not in str(error.value)
            )
    assert answers(ann) == before


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE annotation SET start = 9000, \"end\" = 9001 WHERE start = 0",
        "UPDATE annotation SET quote = 'something else'",
        "UPDATE annotation SET start = 'x'",
        "UPDATE annotation SET label = ''",
        "UPDATE annotation SET pieces = '[[' WHERE pieces IS NOT NULL",
        "UPDATE annotation SET pieces = '[[0, 1e400]]'",
        "UPDATE annotation SET label = x'ff00'",
        "UPDATE annotation SET label = CAST(x'ff41' AS TEXT)",
        "UPDATE annotation SET annotator = ''",
        "UPDATE article SET uuid = '' WHERE id = 2",
        "UPDATE correction SET approximate = 7",
        "UPDATE sentence SET \"end\" = 9000 WHERE \"index\" = 3 AND article = 2",
        "DROP TABLE skip",
        "ALTER TABLE link RENAME COLUMN note TO remark",
    ],
)  # fmt: skip
def test_a_tampered_library_is_refused_whole(ann: Path, bob: Path, damage: str) -> None:
    """Whatever the other file holds, nothing of it comes in where a part of it cannot be right."""
    with sqlite3.connect(bob) as plain:
        plain.execute("PRAGMA ignore_check_constraints = ON")
        plain.execute(damage)
    plain.close()
    before = (counts(ann), answers(ann))
    with open_library(ann, annotator="ann") as library:
        with pytest.raises(LibraryError, match=r"bob\.db") as error:
            library.merge(bob)
        assert "Nothing was imported. Nothing" not in str(error.value)
    assert (counts(ann)["annotation"], answers(ann)) == (before[0]["annotation"], before[1])


def test_two_texts_under_one_uuid_are_a_clash_with_all_their_answers(ann: Path, tmp_path: Path) -> None:
    """Nothing said about the one text is put on the other."""
    with open_library(ann, annotator="ann") as library:
        uuid = library.articles.get(1).uuid
    with open_library(tmp_path / "bob.db", annotator="bob") as library:
        other = library.articles.add(Article("Something quite different."), uuid=uuid)
        library.annotations.label(other.id, 0, 9, "claim")
    with open_library(ann, annotator="ann") as library:
        done = library.merge(tmp_path / "bob.db")
        assert (done.new, done.clashing) == ({}, {"article": 1})
        assert "1 answer" in done.clashes[0].there.what


def digest(*parts: object) -> str:
    """A stable id for a drawn answer."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


answer = st.tuples(
    st.integers(0, 2), st.sampled_from(SPANS), st.sampled_from(["claim", "event", "not_a_claim"])
)
work = st.lists(answer, max_size=8)


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from(["ann", "bob", "carl"]), work, min_size=2), st.data())
def test_merging_gives_the_same_answers_either_way(work: dict[str, Any], data: Any) -> None:
    """A into B and B into A; and in any order, with copies passed on, everybody ends with everything."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for who, given_answers in work.items():
            with open_library(folder / f"{who}.db", annotator=who) as library:
                ids = [
                    report(library, f"/home/{who}/{n}/report.txt")
                    for n in data.draw(st.permutations(range(3)))
                ]
                by_folder = {library.articles.get(id).location.split("/")[3]: id for id in ids}
                for place, span, label in given_answers:
                    library.annotations.label(by_folder[str(place)], *span, label)
        people = sorted(work)
        for one in people:
            for two in people:
                if one != two:
                    shutil.copy(folder / f"{one}.db", folder / f"{one}-{two}.db")
                    with open_library(folder / f"{one}-{two}.db", annotator=one) as library:
                        assert library.merge(folder / f"{two}.db").clash_count == 0
        for one in people:
            for two in people:
                if one != two:
                    assert answers(folder / f"{one}-{two}.db") == answers(folder / f"{two}-{one}.db")
        # passed on from one to the next, then back: all have all, on three reports
        for one, two in [
            *zip(people[1:], people, strict=False),
            *zip(people[-2::-1], people[:0:-1], strict=True),
        ]:
            with open_library(folder / f"{one}.db", annotator=one) as library:
                library.merge(folder / f"{two}.db")
                assert len(library.articles.list()) == 3
        everything = set().union(*(answers(folder / f"{one}.db") for one in people))
        last = answers(folder / f"{people[0]}.db")
        assert last == everything
