"""The answers of another library on their way into this one: new, known, clashing, or removed here earlier."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import islice
from json import dumps
from typing import TYPE_CHECKING, Any

from diptych.errors import AnnotationError, LibraryDamaged, SameAnnotator
from diptych.store import rows
from diptych.store.annotations import annotation_of
from diptych.store.imports import write_annotations
from diptych.store.merge_report import Side
from diptych.store.records import Annotation

if TYPE_CHECKING:
    from diptych.store.guests import Guest
    from diptych.store.library import Library

BATCH = 5_000
"""Rows that are looked up at once."""

_REMOVED = (
    "SELECT DISTINCT json_extract(c.value, '$.table'), json_extract(c.value, '$.id')"
    " FROM journal AS j, json_each(j.changes) AS c"
    " WHERE instr(j.changes, '\"after\":null') AND json_extract(c.value, '$.after') IS NULL"
)
_BY_ID = {table: f"{sql} WHERE id IN (SELECT value FROM json_each(?))" for table, sql in rows.SELECT.items()}
_CIRCUMSTANCES = frozenset(("id", "quote", "prefix", "suffix", "session", "created_at", "updated_at"))
"""Columns that only say where and when an answer was written down."""

Row = dict[str, Any]
Clash = Callable[[str, str, str, Side, Side, str], None]
Tell = Callable[[int, int], None]


class MergedAnswers:
    """Takes annotations, links, skips, corrections and reading times over."""

    def __init__(
        self,
        library: Library,
        other: Guest,
        names: Mapping[str, str],
        confirmed: Container[str],
        articles: Mapping[int, int],
        sessions: Mapping[int, int],
        clash: Clash,
    ) -> None:
        self._library = library
        self._ours = library.connection
        self._other = other
        self._theirs = other.connection
        self._names = names
        self._confirmed = confirmed
        self._articles = articles
        self._sessions = sessions
        self._clash = clash
        self.new: Counter[str] = Counter()
        self.known: Counter[str] = Counter()
        self.removed: Counter[str] = Counter()
        self.by_annotator: Counter[str] = Counter()
        self._stands_for: dict[str, str] = {}
        self._gone: set[tuple[str, str]] | None = None
        self._apart: list[tuple[Row, Row]] = []

    def take(self, progress: Tell | None = None) -> None:
        """Everything; ``progress`` is told how many annotations of how many were looked at.

        SameAnnotator if two people seem to share a name, and nobody said whose the answers are.
        """
        try:
            taken = write_annotations(self._library, self._annotations(progress))
        except (
            AnnotationError,
            ValueError,
            TypeError,
            RecursionError,
        ) as error:  # also from the JSON of pieces
            raise LibraryDamaged(f"{self._other.path} cannot be merged: {error}") from error
        self.new["annotation"] += taken
        for table in ("correction", "skip"):
            self._others(table)
        if self._apart:
            raise SameAnnotator(self._two_people())
        self._links()
        self._times()

    def _annotations(self, progress: Tell | None) -> Iterator[Annotation]:
        (total,) = self._theirs.row("SELECT count(*) FROM annotation")

        def counted() -> Iterator[Sequence[Any]]:
            sql = f'{rows.SELECT["annotation"]} ORDER BY article, start, "end", id'
            for done, row in enumerate(self._theirs.stream(sql)):
                if progress is not None and done % BATCH == 0:
                    progress(done, total)
                yield row

        for row in self._fresh("annotation", counted()):
            yield annotation_of(tuple(row.values()))
        if progress is not None:
            progress(total, total)

    def _others(self, table: str) -> None:
        for row in self._fresh(table, iter(self._theirs.rows(f"{rows.SELECT[table]} ORDER BY id"))):
            self._library.introduce(row["annotator"])
            try:
                rows.insert(self._ours, table, row)
            except sqlite3.Error as error:
                raise LibraryDamaged(f"{self._other.path} cannot be merged: {error}") from error
            self.new[table] += 1

    def _fresh(self, table: str, stream: Iterator[Sequence[Any]]) -> Iterator[Row]:
        """The rows that this library lacks, with the ids they have here. The others are counted or told."""
        columns = rows.COLUMNS[table]
        twins = self._twins(table)
        while batch := list(islice(stream, BATCH)):
            here = {row[0]: row for row in self._ours.rows(_BY_ID[table], [dumps([row[0] for row in batch])])}
            for values in batch:
                row = dict(zip(columns, values, strict=True))
                article = self._articles.get(row["article"])
                if article is None:
                    continue  # its report clashes, which was told with the number of its answers
                said_by = row["annotator"]
                row["article"] = article
                row["session"] = self._sessions.get(row["session"])
                row["annotator"] = self._names.get(said_by, said_by)
                own = here.get(row["id"])
                if own is not None:
                    self._compare(table, dict(zip(columns, own, strict=True)), row, said_by)
                elif (table, row["id"]) in self._removed():
                    self.removed[table] += 1
                elif (beside := twins.get(_place(table, row))) is None:
                    if table == "annotation":
                        self.by_annotator[row["annotator"]] += 1
                    yield row
                elif table == "skip":
                    self.known[table] += 1  # put off is put off
                else:
                    self._beside(table, beside, row)

    def _compare(self, table: str, here: Row, there: Row, said_by: str) -> None:
        """Known, if it says the same under either name of its annotator."""
        if _content(here) in (_content(there), _content({**there, "annotator": said_by})):
            self.known[table] += 1
        else:
            self._clash(table, here["id"], here.get("quote", ""), _side(here), _side(there), "")

    def _beside(self, table: str, beside: list[Row], row: Row) -> None:
        """One name has answers on one span in both libraries, each of its own: two people, unless somebody said no."""
        same = next((own for own in beside if _content(own) == _content(row)), None)
        if row["annotator"] not in self._confirmed:
            self._apart.append((beside[0], row))
        elif same is not None:
            self._stands_for[row["id"]] = same["id"]
            self.known[table] += 1
        else:
            own = beside[0]
            self._clash(table, own["id"], own["quote"], _side(own), _side(row), row["id"])

    def _twins(self, table: str) -> dict[tuple[Any, ...], list[Row]]:
        """Our rows, by place, of the annotators that both libraries have, which the other library does not know."""
        found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
        people = {
            self._names.get(name, name)
            for (name,) in self._theirs.rows(f"SELECT DISTINCT annotator FROM {table}")
        }
        both = people & {name for (name,) in self._ours.rows(f"SELECT DISTINCT annotator FROM {table}")}
        if not both:
            return {}
        theirs = {id for (id,) in self._theirs.rows(f"SELECT id FROM {table}")}
        where = "WHERE annotator IN (SELECT value FROM json_each(?))"
        for values in self._ours.rows(
            f"{rows.SELECT[table]} {where} ORDER BY created_at, id", [dumps(sorted(both))]
        ):
            if values[0] not in theirs:
                row = dict(zip(rows.COLUMNS[table], values, strict=True))
                found[_place(table, row)].append(row)
        return dict(found)

    def _removed(self) -> set[tuple[str, str]]:
        """What was in this library once and was taken away, by the journal."""
        if self._gone is None:
            self._gone = {(table, id) for table, id in self._ours.rows(_REMOVED)}
        return self._gone

    def _two_people(self) -> str:
        own, other = self._apart[0]
        name, count = own["annotator"], len(self._apart)
        quote = " ".join(own["quote"][:200].split())
        quote = quote if len(quote) <= 60 else f"{quote[:59].rstrip()}…"
        places = "one place" if count == 1 else f"{count:,} places"
        there = next((old for old, new in self._names.items() if new == name), name)
        alone = len({one for (one,) in self._theirs.rows("SELECT DISTINCT annotator FROM annotation")}) < 2
        say = "" if alone else f"{there}="
        return (
            f"Both libraries hold answers of “{name}” that were given apart, in {places}: on “{quote}” here"
            f" “{own['label']}”, there “{other['label']}”. Nothing was merged. If these are two people, say what the"
            f" other is to be called: --as {say}NAME. If it is one person on two computers: --as {say}{name}."
        )

    def _links(self) -> None:
        columns = rows.COLUMNS["link"]
        found = [
            dict(zip(columns, row, strict=True))
            for row in self._theirs.rows(f"{rows.SELECT['link']} ORDER BY id")
        ]
        for at in range(0, len(found), BATCH):
            some = found[at : at + BATCH]
            here = {
                row[0]: row for row in self._ours.rows(_BY_ID["link"], [dumps([one["id"] for one in some])])
            }
            for row in some:
                said_by = row["annotator"]
                row["annotator"] = self._names.get(said_by, said_by)
                row["session"] = self._sessions.get(row["session"])
                for end in ("source", "target"):
                    row[end] = self._stands_for.get(row[end], row[end])
                own = here.get(row["id"])
                if own is not None:
                    self._compare("link", dict(zip(columns, own, strict=True)), row, said_by)
                elif ("link", row["id"]) in self._removed():
                    self.removed["link"] += 1
                else:
                    self._link(row)

    def _link(self, row: Row) -> None:
        (ends,) = self._ours.row(
            "SELECT count(*) FROM annotation WHERE id IN (?, ?)", [row["source"], row["target"]]
        )
        if ends < 2:
            self._clash("link", row["id"], "", Side("an answer that it joins is not here"), _side(row), "")
            return
        same = [row[name] for name in ("source", "target", "relation", "annotator")]
        if self._ours.row(
            "SELECT 1 FROM link WHERE source = ? AND target = ? AND relation = ? AND annotator = ?", same
        ):
            self.known["link"] += 1  # somebody relates two answers in one way only once
            return
        self._library.introduce(row["annotator"])
        rows.insert(self._ours, "link", row)
        self.new["link"] += 1

    def _times(self) -> None:
        sql = 'SELECT article, start, "end", annotator, seconds, visits, updated_at FROM timing'
        values = []
        for article, start, end, annotator, *rest in self._theirs.rows(sql):
            if article in self._articles:
                name = self._names.get(annotator, annotator)
                values.append((self._articles[article], start, end, name, *rest))
        for name in {row[3] for row in values}:
            self._library.introduce(name)
        added = self._ours.executemany(
            "INSERT OR IGNORE INTO timing VALUES (?, ?, ?, ?, ?, ?, ?)", values
        ).rowcount
        if added > 0:
            self.new["timing"] += added


def _content(row: Row) -> tuple[Any, ...]:
    return tuple(value for name, value in row.items() if name not in _CIRCUMSTANCES)


def _place(table: str, row: Row) -> tuple[Any, ...]:
    """Where one person answers once: a span under a scheme, or a finding of the machine."""
    spot = (row["article"], row["start"], row["end"], row["annotator"])
    if table == "annotation":
        return (*spot, row["scheme"], row["pieces"])
    if table == "correction":
        if row["machine_start"] is None:
            return (*spot, row["subject"], row["label"])
        machine = (row["machine_start"], row["machine_end"], row["machine_label"], row["engine"])
        return (row["article"], row["annotator"], row["subject"], *machine)
    return spot


def _side(row: Row) -> Side:
    """What, who, when; with what was added to the label."""
    if "relation" in row:
        what = row["relation"]
    elif "verdict" in row:
        what = f"{row['verdict']}: {row['label']}"
    else:
        what = row.get("label", "put off")
    extra = [row.get(name) for name in ("certainty", "attributed_to", "note")]
    what = "; ".join([what, *(str(one) for one in extra if one)])
    return Side(what, row["annotator"], row.get("updated_at") or row["created_at"])
