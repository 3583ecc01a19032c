"""Another library read into this one: what is new comes in, what is there stays, what differs is told.

All or nothing, in one transaction and one entry of the journal, which undo steps over as it does over an import:
nobody takes back another's answers one by one. Which report is which: ``diptych.store.pairing``. What the machine found
(names and figures) stays behind, for it is found again; so do the places at which the other person stopped reading.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article, sha256_of
from diptych.errors import AnnotationError, DiptychError, LibraryDamaged, WrongUse
from diptych.store.guests import Guest, guest
from diptych.store.merge_report import LISTED, Apart, Clash, MergeReport, Side, told
from diptych.store.merged_answers import MergedAnswers
from diptych.store.pairing import Outline, paired
from diptych.store.records import Session, Story
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.store.library import Library

_OUTLINE = "SELECT id, uuid, text, title, source, author, published, location FROM article ORDER BY id"
_OURS = _OUTLINE.replace("text", "text_sha256")
_ABOUT = (
    "SELECT title, source, author, published, location, fetched_at, language, text FROM article WHERE id = ?"
)
_PEOPLE = " UNION ".join(
    f"SELECT annotator FROM {name}" for name in ("annotation", "link", "skip", "correction")
)
_SENTENCES = 'SELECT start, "end" FROM sentence WHERE article = ? ORDER BY "index"'
_DIVIDED = "SELECT engine FROM analysis WHERE article = ? AND layer = 'sentence'"

Progress = Callable[[int, int], None]


class _Rehearsed(Exception):
    """Ends the transaction of a dry run."""


def merge(
    library: Library,
    path: str | os.PathLike[str],
    *,
    whose: str | Mapping[str, str] = "",
    same_text: bool = False,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> MergeReport:
    """See ``Library.merge``."""
    with guest(path, library.path) as other:
        told_names = _names(other, whose)
        merging = _Merging(library, other, told_names, same_text=same_text)
        with suppress(_Rehearsed), library.transaction():
            report = merging.run(progress, dry_run=dry_run)
            other.check_unchanged()
            if dry_run:
                raise _Rehearsed
    return report


def _names(other: Guest, whose: str | Mapping[str, str]) -> dict[str, str]:
    """What the other library's annotators are called here, of those that somebody said a name for."""
    people = sorted(name for (name,) in other.connection.rows(_PEOPLE))
    if "" in people:
        raise LibraryDamaged(f"{other.path} cannot be merged: some of its answers are nobody's.")
    if not whose:
        return {}
    if isinstance(whose, str):
        if len(people) > 1:
            raise WrongUse(
                f"{other.path} holds answers of {', '.join(people)}: say whose are whose, as in --as {people[0]}=NAME."
            )
        whose = dict.fromkeys(people, whose)
    for name, here in whose.items():
        if name not in people:
            there = ", ".join(people) or "nobody"
            raise WrongUse(f"{other.path} holds no answers of {name}; it holds those of {there}.")
        if not clean(here).strip():
            raise WrongUse(f"The answers of {name} need a name here; this one is empty.")
    names = {name: clean(here).strip() for name, here in whose.items()}
    called = Counter(names.get(name, name) for name in people)
    if twice := [name for name, count in called.items() if count > 1]:
        raise WrongUse(
            f"Two annotators of {other.path} would both be called {twice[0]} here: name them apart."
        )
    return names


def _as_before(library: Library, other: Guest) -> dict[str, str]:
    """What an earlier merge called the other library's annotators: their answers here tell."""
    names: dict[str, str] = {}
    sql = "SELECT DISTINCT annotator FROM annotation WHERE id IN (SELECT value FROM json_each(?))"
    for (name,) in other.connection.rows("SELECT DISTINCT annotator FROM annotation"):
        ids = [id for (id,) in other.connection.rows("SELECT id FROM annotation WHERE annotator = ?", [name])]
        called = [here for (here,) in library.connection.rows(sql, [json.dumps(ids)])]
        if len(called) == 1 and called != [name]:
            names[name] = called[0]
    return names


class _Merging:
    """One merge while it runs."""

    def __init__(self, library: Library, other: Guest, names: Mapping[str, str], *, same_text: bool) -> None:
        self._library = library
        self._other = other
        self._theirs = other.connection
        self._confirmed = frozenset(names.values())
        self._names = {**_as_before(library, other), **names}
        self._same_text = same_text
        self._ids: dict[int, int] = {}
        self._sessions: dict[int, int] = {}
        self._new: Counter[str] = Counter()
        self._known: Counter[str] = Counter()
        self._clashing: Counter[str] = Counter()
        self._clashes: list[Clash] = []
        self._apart: list[Apart] = []
        self._apart_count = 0

    def run(self, progress: Progress | None, *, dry_run: bool) -> MergeReport:
        """Take everything over, inside a transaction."""
        self._articles()
        for theirs, ours in self._ids.items():
            self._sentences(theirs, ours)
        self._schemes()
        self._people()
        self._stories()
        answers = MergedAnswers(
            self._library, self._other, self._names, self._confirmed, self._ids, self._sessions, self._clash
        )
        answers.take(progress)
        self._new.update(answers.new)
        self._known.update(answers.known)
        self._new, self._known = +self._new, +self._known
        if self._new:
            summary = f"merged {self._other.path}: {told(self._new)}"
            self._library.journal.append("merge", [], summary=clean(summary))
        return MergeReport(
            path=str(self._other.path),
            dry_run=dry_run,
            names={theirs: ours for theirs, ours in self._names.items() if theirs != ours},
            new=dict(self._new),
            known=dict(self._known),
            answers=dict(answers.by_annotator),
            removed=dict(answers.removed),
            clashing=dict(self._clashing),
            clashes=tuple(self._clashes),
            apart=tuple(self._apart),
            apart_count=self._apart_count,
        )

    def _clash(self, kind: str, id: str, about: str, here: Side, there: Side, there_id: str = "") -> None:
        self._clashing[kind] += 1
        if self._clashing[kind] <= LISTED:
            self._clashes.append(Clash(kind, id, about, here, there, there_id))

    def _articles(self) -> None:
        ours = [Outline(*row) for row in self._library.connection.rows(_OURS)]
        theirs = [
            Outline(id, clean(uuid), sha256_of(clean(text)), clean(title), clean(source), clean(author),
                    None if published is None else clean(published), clean(location))
            for id, uuid, text, title, source, author, published, location in self._theirs.stream(_OUTLINE)
        ]  # fmt: skip
        pairing = paired(ours, theirs, same_text=self._same_text)
        self._ids.update(pairing.ids)
        self._known["article"] += len(pairing.ids)
        conflicting = set()
        for here, there in pairing.other_texts:
            conflicting.add(there.id)
            count = self._theirs.row("SELECT count(*) FROM annotation WHERE article = ?", [there.id])[0]
            left = f"another text; its {count:,} answers are left out"
            self._clash("article", here.uuid, here.title, Side(here.location), Side(left))
        for one in theirs:
            if one.id not in pairing.ids and one.id not in conflicting:
                self._add(one)
        self._apart_count = len(pairing.apart)
        self._apart = [
            Apart(here.id, there.uuid, there.title, here.location, there.location)
            for here, there in pairing.apart[:LISTED]
        ]

    def _add(self, one: Outline) -> None:
        if not one.uuid:
            raise LibraryDamaged(f"{self._other.path} cannot be merged: one of its reports has no uuid.")
        title, source, author, published, location, fetched_at, language, text = self._theirs.row(
            _ABOUT, [one.id]
        )
        article = Article(
            text, title=title, source=source, author=author, published=published, location=location,
            fetched_at=fetched_at, language=language,
        )  # fmt: skip
        self._ids[one.id] = self._library.articles.add(article, uuid=one.uuid).id
        self._new["article"] += 1

    def _sentences(self, theirs: int, ours: int) -> None:
        """A report has one division into sentences; the one that is here stays."""
        engine = self._theirs.row(_DIVIDED, [theirs])
        if engine is None:
            return
        there = self._theirs.rows(_SENTENCES, [theirs])
        own = self._library.connection.row(_DIVIDED, [ours])
        if own is None:
            try:
                spans = [Sentence(start, end) for start, end in there]
                self._library.analyses.save_sentences(ours, engine[0], spans)
            except AnnotationError as error:
                raise LibraryDamaged(f"{self._other.path} cannot be merged: {error}") from error
            return
        here = self._library.connection.rows(_SENTENCES, [ours])
        if here != there:
            article = self._library.articles.get(ours)
            self._clash(
                "sentences", article.uuid, article.title,
                Side(f"{len(here)} sentences", own[0]), Side(f"{len(there)} sentences", engine[0]),
            )  # fmt: skip

    def _schemes(self) -> None:
        for name, toml in self._theirs.rows("SELECT name, toml FROM scheme ORDER BY rowid"):
            name, toml = clean(name), clean(toml)
            here = [stored for stored in self._library.schemes.list() if stored.name == name]
            if any(stored.toml == toml for stored in here):
                self._known["scheme"] += 1
                continue
            self._new["scheme"] += 1
            self._library.schemes.keep_beside(name, toml)
            if here:
                only_here, only_there = _differing_labels(here[-1].toml, toml)
                self._clash("scheme", name, name, Side(only_here, "", here[-1].created_at), Side(only_there))

    def _people(self) -> None:
        sql = (
            "SELECT id, uuid, annotator, kind, started_at, ended_at, active_seconds FROM session ORDER BY id"
        )
        for row in self._theirs.rows(sql):
            session = Session(*row)
            name = self._names.get(session.annotator, clean(session.annotator))
            there = self._library.connection.row(
                "SELECT id, annotator, started_at FROM session WHERE uuid = ?", [clean(session.uuid)]
            )
            if there is None:
                named = Session(0, session.uuid, name, *row[3:])
                self._sessions[session.id] = self._library.sessions.keep(named)
                self._new["session"] += 1
                continue
            self._known["session"] += 1
            self._sessions[session.id] = there[0]
            if there[1] not in (name, session.annotator):
                self._clash(
                    "session", session.uuid, session.kind, Side("", there[1], there[2]),
                    Side("", session.annotator, session.started_at),
                )  # fmt: skip

    def _stories(self) -> None:
        places: dict[int, list[int]] = {}
        for story, article in self._theirs.rows(
            "SELECT story, article FROM story_article ORDER BY story, position"
        ):
            places.setdefault(story, []).append(article)
        ours = self._library.stories.list()
        by_uuid = {story.uuid: story for story in ours}
        by_articles: dict[tuple[int, ...], Story] = {}
        for story in ours:
            by_articles.setdefault(story.article_ids, story)
        for id, uuid, title in self._theirs.rows("SELECT id, uuid, title FROM story ORDER BY id"):
            uuid, title = clean(uuid), clean(title)
            ids = tuple(self._ids[one] for one in places.get(id, ()) if one in self._ids)
            if not ids:
                continue
            here = by_uuid.get(uuid) or by_articles.get(ids)
            if here is None:
                self._library.stories.opened(ids, title, uuid=uuid)
                self._new["story"] += 1
            elif here.article_ids != ids:
                self._clash(
                    "story", uuid, here.title or title, Side(_numbers(here.article_ids)), Side(_numbers(ids))
                )
            elif title and here.title and title != here.title:
                self._clash("story", here.uuid, here.title, Side(here.title), Side(title))
            else:
                self._library.stories.opened(ids, title, uuid=here.uuid)  # gives it the title that it lacks
                self._known["story"] += 1


def _numbers(ids: tuple[int, ...]) -> str:
    return f"reports {', '.join(map(str, ids))}"


def _differing_labels(here: str, there: str) -> tuple[str, str]:
    """What each text of a scheme has that the other has not, in words."""
    from diptych.schemes import parse

    try:
        ours, theirs = (parse(toml, "scheme").labels for toml in (here, there))
    except DiptychError:
        return "its text here", "another text, which is no scheme of today"
    only = [
        f"labels only {where}: {', '.join(names)}" if (names := _without(one, two)) else ""
        for where, one, two in (("here", ours, theirs), ("there", theirs, ours))
    ]
    changed = [
        label.name for label in theirs if any(label.name == other.name and label != other for other in ours)
    ]
    if changed:
        only[1] = "; ".join(filter(None, (only[1], f"described otherwise: {', '.join(changed)}")))
    if not any(only):
        only[1] = "the same labels, but other words about the scheme"
    return only[0] or "no label of its own", only[1] or "no label of its own"


def _without(labels: tuple[object, ...], others: tuple[object, ...]) -> list[str]:
    names = {getattr(label, "name", "") for label in others}
    return [name for label in labels if (name := getattr(label, "name", "")) not in names]
