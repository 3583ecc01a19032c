"""What an export is asked to take, and whether that can be meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from diptych.errors import WrongUse

if TYPE_CHECKING:
    from diptych.store.library import Library


@dataclass(frozen=True, slots=True)
class Filters:
    """What to take; an empty filter takes all.

    ``stories`` and ``articles`` are ids or uuids (a story also by its exact title). ``since`` and ``until`` are
    ISO dates or date-times, both inclusive, on when an answer was last changed. ``anonymous``: people become
    annotator-1, annotator-2 … in the order in which they came to the library, and paths on a person's computer
    are cut to the file's name.
    """

    stories: tuple[int | str, ...] = ()
    articles: tuple[int | str, ...] = ()
    labels: tuple[str, ...] = ()
    annotators: tuple[str, ...] = ()
    certainties: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    anonymous: bool = False

    @property
    def by_answer(self) -> bool:
        """Whether it picks answers by what they say; then sentences without an answer are left out."""
        return bool(self.labels or self.certainties or self.since or self.until)

    def condition(self, alias: str) -> tuple[str, list[Any]]:
        """SQL that is true for an annotation (of that alias) to take, and its parameters."""
        parts: list[str] = []
        values: list[Any] = []
        for column, chosen in (
            ("label", self.labels),
            ("annotator", self.annotators),
            ("certainty", self.certainties),
        ):
            if chosen:
                parts.append(f"{alias}.{column} IN ({', '.join('?' * len(chosen))})")
                values.extend(chosen)
        if self.since:
            parts.append(f"{alias}.updated_at >= ?")
            values.append(self.since)
        if self.until:
            # 2026-01-31 means to the end of that day: nothing that starts with it sorts after it with "~" behind.
            parts.append(f"{alias}.updated_at <= ?")
            values.append(self.until + "~")
        return " AND ".join(parts) or "1", values

    def as_dict(self) -> dict[str, Any]:
        """For the manifest: only what was asked for. With ``anonymous``, nobody is named."""
        asked = {name: getattr(self, name) for name in self.__slots__}
        if self.anonymous:
            asked["annotators"] = len(self.annotators)
        return {name: list(v) if isinstance(v, tuple) else v for name, v in asked.items() if v}


EVERYTHING = Filters()


def many(value: Any) -> tuple[Any, ...]:
    """One value, several, or None, as a tuple: filters take either."""
    if value is None or value == "":
        return ()
    if isinstance(value, (str, int)):
        return (value,)
    if isinstance(value, Iterable):
        return tuple(value)
    raise WrongUse(f"A filter takes a name or several, not {value!r}.")


def moment(written: str) -> str:
    """A date, or the beginning of one ("2026", "2026-01"), or a date-time, as answers have it: in UTC, without ``Z``.

    A date-time without an offset is UTC already. Raises WrongUse for anything else: text that is no date would
    silently choose all answers, or none.
    """
    text = written.strip()
    if not text or re.fullmatch("[0-9]{4}(-(0[1-9]|1[0-2]))?", text):
        return text
    try:
        if not re.match("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found.astimezone(UTC).replace(tzinfo=None).isoformat()
    except (ValueError, OverflowError):
        raise WrongUse(f"{written!r} is no date such as 2026-01-31 or 2026-01-31T18:00.") from None
    return text.replace(" ", "T")


def check_names(library: Library, filters: Filters) -> None:
    """WrongUse for a label, annotator or certainty that nobody in the library has: it would choose nothing."""
    from diptych import schemes
    from diptych.errors import DiptychError

    for column, chosen in (
        ("label", filters.labels), ("annotator", filters.annotators), ("certainty", filters.certainties),
    ):  # fmt: skip
        if not chosen:
            continue
        known = {name for (name,) in library.connection.rows(f"SELECT DISTINCT {column} FROM annotation")}
        if column == "label":
            for stored in library.schemes.list():
                with suppress(DiptychError):
                    known |= {label.name for label in schemes.parse(stored.toml, stored.name).labels}
            for name in schemes.builtin():
                known |= {label.name for label in schemes.load(name).labels}
        elif column == "annotator":
            known |= {name for (name,) in library.connection.rows("SELECT name FROM annotator")}
        for name in chosen:
            if name not in known:
                near = get_close_matches(str(name), sorted(known - {""}), n=5, cutoff=0.4)
                hint = f" Did you mean {' or '.join(map(repr, near))}?" if near else ""
                raise WrongUse(f"No answer in {library.path} has the {column} {name!r}.{hint}")
