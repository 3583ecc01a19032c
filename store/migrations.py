"""The schema, and how it came to be: one function a step, in order, never changed once released.

sqlite-utils keeps which steps a file has (table ``_sqlite_migrations``). Importing it takes longer than
opening a library, so ``missing`` compares names in plain SQL and ``apply`` imports it only when there is
something to do.

Whoever calls sqlite-utils' ``transform()`` here must create the table's triggers again in the same step: it
drops them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from diptych.errors import LibraryError, LibraryTooNew
from diptych.store.connection import LibraryConnection, explained, use_write_ahead_log

if TYPE_CHECKING:
    from sqlite_utils import Database

SET = "diptych"
APPLICATION_ID = 0x44495054  # "DIPT": lets `file` and others tell what kind of SQLite file this is


def m001_initial(db: Database) -> None:
    """Articles and stories, what the machine finds in them, what people say about them, and the journal of
    it.
    """
    db.executescript(
        """
        CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            uuid TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            source TEXT NOT NULL,
            author TEXT NOT NULL,
            published TEXT,
            location TEXT NOT NULL,
            fetched_at TEXT NOT NULL,
            language TEXT NOT NULL,
            added_at TEXT NOT NULL,
            text_sha256 TEXT NOT NULL,
            text TEXT NOT NULL  -- last, so that lists do not read through it
        );
        CREATE INDEX article_by_text ON article (text_sha256);
        CREATE INDEX article_by_location ON article (location);
        CREATE TRIGGER article_text_stays BEFORE UPDATE OF text, text_sha256 ON article
        BEGIN SELECT raise(ABORT, 'the text of an article never changes: offsets point into it'); END;

        CREATE TABLE story (
            id INTEGER PRIMARY KEY,
            uuid TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            created_at TEXT NOT NULL
        );
        CREATE TABLE story_article (
            story INTEGER NOT NULL REFERENCES story (id),
            position INTEGER NOT NULL CHECK (position >= 0),  -- key columns first: SQLite 3.40 checks them so
            article INTEGER NOT NULL REFERENCES article (id),
            PRIMARY KEY (story, position)
        ) WITHOUT ROWID;
        CREATE INDEX story_by_article ON story_article (article, position);

        -- Which layer (sentences, mentions, figures) was found by which engine: an empty result is a result.
        CREATE TABLE analysis (
            article INTEGER NOT NULL REFERENCES article (id),
            layer TEXT NOT NULL,
            engine TEXT NOT NULL,
            created_at TEXT NOT NULL,
            PRIMARY KEY (article, layer, engine)
        ) WITHOUT ROWID;
        CREATE TABLE sentence (
            article INTEGER NOT NULL REFERENCES article (id),
            "index" INTEGER NOT NULL CHECK ("index" >= 0),
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" >= start),
            PRIMARY KEY (article, "index")
        ) WITHOUT ROWID;
        CREATE TABLE mention (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (id),
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" >= start),
            label TEXT NOT NULL,
            text TEXT NOT NULL,
            key TEXT NOT NULL,
            engine TEXT NOT NULL
        );
        CREATE INDEX mention_by_place ON mention (article, engine, start);
        CREATE TABLE figure (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (id),
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" >= start),
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            value,  -- a number, or text (ISO 8601), or NULL where it is vague
            upper,
            unit TEXT,
            "of" TEXT,
            approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
            engine TEXT NOT NULL
        );
        CREATE INDEX figure_by_place ON figure (article, engine, start);

        CREATE TABLE annotator (
            name TEXT PRIMARY KEY CHECK (name <> ''),
            created_at TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE session (
            id INTEGER PRIMARY KEY,
            uuid TEXT NOT NULL UNIQUE,
            annotator TEXT NOT NULL REFERENCES annotator (name),
            kind TEXT NOT NULL,
            started_at TEXT NOT NULL,
            ended_at TEXT,
            active_seconds REAL NOT NULL CHECK (active_seconds >= 0)
        );
        CREATE TABLE scheme (
            name TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            toml TEXT NOT NULL,
            created_at TEXT NOT NULL,
            PRIMARY KEY (name, sha256)
        );

        CREATE TABLE annotation (
            id TEXT PRIMARY KEY CHECK (id <> ''),
            article INTEGER NOT NULL REFERENCES article (id),
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" >= start),
            quote TEXT NOT NULL,
            prefix TEXT NOT NULL,
            suffix TEXT NOT NULL,
            label TEXT NOT NULL,
            scheme TEXT NOT NULL,
            annotator TEXT NOT NULL REFERENCES annotator (name),
            session INTEGER REFERENCES session (id),
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            certainty TEXT NOT NULL,
            note TEXT NOT NULL,
            attributed_to TEXT NOT NULL,
            attributed_start INTEGER CHECK (attributed_start >= 0),
            attributed_end INTEGER CHECK (attributed_end >= attributed_start),
            pieces TEXT  -- JSON [[start, end], …] of a span with gaps, else NULL
        );
        -- The one index beside the key: each more would be one more page to flush a label.
        CREATE INDEX annotation_by_place ON annotation (article, start, "end");
        CREATE TABLE link (
            id TEXT PRIMARY KEY CHECK (id <> ''),
            source TEXT NOT NULL REFERENCES annotation (id),
            target TEXT NOT NULL REFERENCES annotation (id) CHECK (target <> source),
            relation TEXT NOT NULL,
            note TEXT NOT NULL,
            annotator TEXT NOT NULL REFERENCES annotator (name),
            session INTEGER REFERENCES session (id),
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        );
        CREATE INDEX link_by_source ON link (source);
        CREATE INDEX link_by_target ON link (target);

        -- No AUTOINCREMENT: rows never go, so no number comes again, and a label flushes one page less.
        CREATE TABLE journal (
            number INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            annotator TEXT NOT NULL,
            session INTEGER,
            action TEXT NOT NULL,
            undoes INTEGER REFERENCES journal (number),
            redoes INTEGER REFERENCES journal (number),
            summary TEXT NOT NULL,
            changes TEXT NOT NULL  -- JSON [{"table", "id", "before", "after"}, …]
        );
        CREATE INDEX journal_by_annotator ON journal (annotator);
        CREATE TRIGGER journal_stays BEFORE UPDATE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is only ever appended to'); END;
        CREATE TRIGGER journal_keeps BEFORE DELETE ON journal
        BEGIN SELECT raise(ABORT, 'the journal is only ever appended to'); END;

        CREATE TABLE place (
            story INTEGER NOT NULL REFERENCES story (id),
            annotator TEXT NOT NULL REFERENCES annotator (name),
            pane INTEGER NOT NULL CHECK (pane >= 0),
            offsets TEXT NOT NULL,  -- JSON {"article id": code points}
            options TEXT NOT NULL,  -- JSON
            updated_at TEXT NOT NULL,
            PRIMARY KEY (story, annotator)
        ) WITHOUT ROWID;
        CREATE INDEX place_by_time ON place (annotator, updated_at);
        """
    )
    # Without triggers: a trigger that writes to a virtual table is refused when trusted_schema is off, and
    # a file from elsewhere is not to be trusted. ``Articles.add`` keeps the index, and texts never change.
    db.table("article").enable_fts(["title", "text"], tokenize="unicode61 remove_diacritics 2")
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def m002_annotation_sessions(db: Database) -> None:
    """What a long session of annotating adds: sentences put off, time taken, the machine put right by a
    person.
    """
    db.executescript(
        """
        CREATE TABLE skip (
            id TEXT PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (id),
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" >= start),
            annotator TEXT NOT NULL REFERENCES annotator (name),
            session INTEGER REFERENCES session (id),
            created_at TEXT NOT NULL
        );
        CREATE INDEX skip_by_place ON skip (article, start, "end");
        CREATE TABLE timing (
            article INTEGER NOT NULL REFERENCES article (id),
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" >= start),
            annotator TEXT NOT NULL REFERENCES annotator (name),
            seconds REAL NOT NULL CHECK (seconds >= 0),  -- idle time left out, over all visits
            visits INTEGER NOT NULL,
            updated_at TEXT NOT NULL,
            PRIMARY KEY (article, start, "end", annotator)
        ) WITHOUT ROWID;
        CREATE TABLE correction (
            id TEXT PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (id),
            subject TEXT NOT NULL CHECK (subject IN ('mention', 'figure')),
            verdict TEXT NOT NULL CHECK (verdict IN ('rejected', 'changed', 'added')),
            machine_start INTEGER CHECK (machine_start >= 0),
            machine_end INTEGER CHECK (machine_end >= machine_start),
            machine_label TEXT NOT NULL,
            engine TEXT NOT NULL,
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" >= start),
            quote TEXT NOT NULL,
            label TEXT NOT NULL,
            annotator TEXT NOT NULL REFERENCES annotator (name),
            session INTEGER REFERENCES session (id),
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            key TEXT NOT NULL,
            value,
            upper,
            unit TEXT,
            "of" TEXT,
            approximate INTEGER NOT NULL CHECK (approximate IN (0, 1)),
            note TEXT NOT NULL
        );
        CREATE INDEX correction_by_place ON correction (article, start, "end");
        """
    )


def m003_journal_turns(db: Database) -> None:
    """A label flushes four pages instead of five.

    Undo looks for an annotator's last entry. An index of all entries by annotator finds it, but is a page more in
    every commit. Where the annotator changes is enough to know: mostly one row a library. ``Journal`` keeps it, for
    a trigger costs a label nearly as much as the index.
    """
    db.executescript(
        """
        CREATE TABLE journal_turn (
            first INTEGER PRIMARY KEY,  -- number of an entry whose predecessor is another annotator's, or none
            annotator TEXT NOT NULL
        );
        CREATE INDEX journal_turn_by_annotator ON journal_turn (annotator);
        INSERT INTO journal_turn (first, annotator) SELECT number, annotator FROM (
            SELECT number, annotator, lag(annotator) OVER (ORDER BY number) AS before FROM journal
        ) WHERE annotator IS NOT before;
        DROP INDEX journal_by_annotator;
        """
    )


STEPS: tuple[Callable[[Database], None], ...] = (
    m001_initial,
    m002_annotation_sessions,
    m003_journal_turns,
)
NAMES = tuple(step.__name__ for step in STEPS)


def applied(connection: LibraryConnection) -> list[str]:
    """Names of the steps this file has, oldest first; empty for a new file.

    LibraryDamaged where it is no SQLite file, LibraryError where it is somebody else's.
    """
    tables = {name for (name,) in connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    names: list[str] = []
    if "_sqlite_migrations" in tables:
        rows = connection.rows(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", [SET]
        )
        names = [name for (name,) in rows]
    if tables and not names:
        raise LibraryError(
            f"{connection.path} is an SQLite file, but no diptych library. It was left as it is."
        )
    return names


def missing(connection: LibraryConnection) -> list[str]:
    """Names of the steps this file lacks. LibraryTooNew where it has some that are unknown here."""
    have = applied(connection)
    if unknown := [name for name in have if name not in NAMES]:
        raise LibraryTooNew(
            f"{connection.path} was changed by a newer diptych ({', '.join(unknown)}). Update diptych to"
            " write it; nothing was changed."
        )
    return [name for name in NAMES if name not in have]


def apply(connection: LibraryConnection) -> None:
    """Take the steps this file lacks: all or none, and once, even if two programs try at the same time."""
    from sqlite_utils import Database, Migrations

    use_write_ahead_log(connection)
    steps = Migrations(SET)
    for step in STEPS:
        steps(name=step.__name__)(step)
    try:
        with connection.transaction():
            missing(connection)
            steps.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
    except sqlite3.Error as error:
        raise explained(error, connection.path) from error
