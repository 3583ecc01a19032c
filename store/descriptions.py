"""Journal entries in words, one line each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from diptych.store import rows
from diptych.store.records import Change, JournalEntry

if TYPE_CHECKING:
    from diptych.store.library import Library

_WIDTH = 60

Row = Mapping[str, Any]


def describe(library: Library, entry: JournalEntry) -> str:
    """What the entry did, such as ``labelled “quantity”: “The outline would free 33…”``."""
    if entry.undoes is not None:
        return f"undid {entry.undoes}: {describe(library, library.journal.entry(entry.undoes))}"
    if entry.redoes is not None:
        number = library.journal.entry(entry.redoes).undoes
        done = "" if number is None else describe(library, library.journal.entry(number))
        return f"redid {number}: {done}"
    if not entry.changes:
        return f"{entry.summary or entry.action} (undo steps over this)"
    if entry.summary:
        return entry.summary
    lines = [_change(library, change) for change in entry.changes]
    # An annotation that went took its links along: it is the last change, and what the person did.
    return lines[-1] + (f" (and {len(lines) - 1} more)" if len(lines) > 1 else "")


def _change(library: Library, change: Change) -> str:
    match change.table:
        case "annotation":
            return _annotation(change.before, change.after)
        case "link":
            return _link(library, change)
        case "skip":
            row = change.after or change.before or {}
            verb = "put off" if change.after else "put back"
            return f"{verb}: {_words(library, row)}"
        case "correction":
            row = change.after or change.before or {}
            verb = str(row.get("verdict")) if change.after else "took back a correction of"
            return f"{verb} the {row.get('subject')} {_quoted(row)}"
        case _:
            return f"changed {change.table} {change.id}"


def _annotation(before: Row | None, after: Row | None) -> str:
    if after is None:
        row = before or {}
        return f"cleared “{_line(row.get('label', ''))}”: {_quoted(row)}"
    label = _line(after["label"])
    if before is None:
        return f"labelled “{label}”: {_quoted(after)}"
    changed = {name for name in after if after[name] != before.get(name)}
    if "label" in changed:
        return f"labelled “{label}”, was “{_line(before['label'])}”: {_quoted(after)}"
    if changed & {"start", "end", "pieces"}:
        return f"moved “{label}” from {_quoted(before)} to {_quoted(after)}"
    if "note" in changed:
        note = f"noted “{_line(after['note'])}” on" if after["note"] else "took the note off"
        return f"{note} “{label}”: {_quoted(after)}"
    if changed & {"attributed_to", "attributed_start", "attributed_end"}:
        who = (
            f"attributed to “{_line(after['attributed_to'])}”"
            if after["attributed_to"]
            else "took the speaker off"
        )
        return f"{who}: {_quoted(after)}"
    if "certainty" in changed:
        return f"marked “{_line(after['certainty']) or 'no certainty'}”: {_quoted(after)}"
    return f"changed “{label}”: {_quoted(after)}"


def _link(library: Library, change: Change) -> str:
    row = change.after or change.before or {}
    ends = [rows.read(library.connection, "annotation", str(row.get(end))) for end in ("source", "target")]
    source, target = ("a cleared annotation" if end is None else _quoted(end, 25) for end in ends)
    verb = (
        "linked" if change.before is None else "unlinked" if change.after is None else "changed the link of"
    )
    return f"{verb} {source} “{_line(row.get('relation', ''))}” {target}"


def _words(library: Library, row: Row) -> str:
    """The words of a row that keeps no quote, as they stand in its article."""
    found = library.connection.row("SELECT text FROM article WHERE id = ?", (row.get("article"),))
    text = str(found[0]) if found else ""
    start, end = row.get("start"), row.get("end")
    return _quoted({"quote": text[start:end] if isinstance(start, int) and isinstance(end, int) else ""})


def _quoted(row: Row, width: int = _WIDTH) -> str:
    return f"“{_line(row.get('quote', ''), width).strip('“”')}”"


def _line(text: str, width: int = _WIDTH) -> str:
    line = " ".join(text[: width * 4].split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"
