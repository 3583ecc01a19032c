"""What this person has done, newest first, as rows to read: when, what, where, and whether it still stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from diptych.errors import DiptychError
from diptych.tui.dialogues.panel import PanelRow, Place
from diptych.tui.reading.marked import clipped, name_of
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.store.records import ArticleSummary, Change, JournalEntry
    from diptych.tui.reading.reader import Reader

AT_ONCE = 200
"""Entries read from the journal at a time."""


@dataclass(frozen=True, slots=True)
class PastRow(PanelRow):
    """A row about one journal entry. ``stands``: undo can take it back."""

    number: int = 0
    stands: bool = True
    said: str = ""


def when(at: str) -> str:
    """A journal time (UTC) as people here read it: the time of day, and the day where it is not today."""
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return at[:16]
    now = datetime.now(moment.tzinfo)
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return f"{moment:%d %b}" if moment.year == now.year else f"{moment:%Y-%m}"


class Past:
    """The journal of one person, read piece by piece. Undoing and redoing themselves are no rows."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._articles: dict[int, ArticleSummary] = {
            article.id: article for article in reader.library.articles.list()
        }
        self._entries: list[JournalEntry] = []
        self._told: dict[int, tuple[str, str, tuple[Place, ...]]] = {}
        self._before: int | None = None
        self._ended = False

    def more(self) -> bool:
        """Read further back; False where there was nothing more."""
        library = self._reader.library
        count = len(self._entries)
        while not self._ended and len(self._entries) < count + AT_ONCE:
            entries = library.journal.entries(AT_ONCE, self._before, annotator=library.annotator)
            self._ended = len(entries) < AT_ONCE
            if entries:
                self._before = entries[-1].number
            self._entries += [entry for entry in entries if entry.undoes is None and entry.redoes is None]
        return len(self._entries) > count

    @property
    def whole(self) -> bool:
        """Whether everything has been read."""
        return self._ended

    def rows(self) -> list[PanelRow]:
        """What was read so far, as it stands now."""
        oldest = self._entries[-1].number if self._entries else 0
        standing = set()
        for number in self._reader.library.journal.standing():
            if number < oldest:
                break
            standing.add(number)
        return [self._row(entry, entry.number in standing) for entry in self._entries]

    def _row(self, entry: JournalEntry, stands: bool) -> PastRow:
        said, where, places = self._told.get(entry.number) or self._tell(entry)
        undone = "" if stands or not entry.changes else "(undone) "
        return PastRow(
            when(entry.at),
            f"{undone}{said}{where}",
            places,
            entry.number,
            stands and bool(entry.changes),
            said,
        )

    def _tell(self, entry: JournalEntry) -> tuple[str, str, tuple[Place, ...]]:
        said = self._reader.library.journal.describe(entry)
        places = tuple(dict.fromkeys(self._places(entry)))
        where = ""
        if places and (article := self._articles.get(places[0].article)) is not None:
            where = f"  · {clipped(name_of(article), 30)}"
        self._told[entry.number] = said, where, places
        return said, where, places

    def _places(self, entry: JournalEntry) -> Iterator[Place]:
        for change in reversed(entry.changes):
            row = change.after or change.before or {}
            if "article" in row and "start" in row:
                yield Place(int(row["article"]), int(row["start"]), int(row["end"]))
            elif change.table == "link":
                yield from self._ends(change)

    def _ends(self, change: Change) -> Iterator[Place]:
        row = change.after or change.before or {}
        for end in ("source", "target"):
            try:
                annotation = self._reader.library.annotations.get(str(row.get(end)))
            except DiptychError:
                continue
            yield Place(annotation.article, annotation.start, annotation.end)

    # ---- going back

    def later(self, row: PastRow) -> int:
        """How many changes are taken back in going back to before a row: itself, and what was done since."""
        if not row.stands:
            raise CannotDoThat("This is undone already; redo brings back what was undone last.")
        count = 0
        for number in self._reader.library.journal.standing():
            count += 1
            if number <= row.number:
                break
        return count

    def go_back(self, row: PastRow) -> str:
        """Take back a row's change and everything done since, all or nothing; the screen follows."""
        done = self._reader.library.journal.undo_to(row.number)
        for entry in done:
            self._reader.history.follow(entry)
        if not done:
            raise CannotDoThat("This does not stand any more; nothing was changed.")
        return (
            f"{len(done)} change{'' if len(done) == 1 else 's'} taken back; redo brings them back one by one."
        )
