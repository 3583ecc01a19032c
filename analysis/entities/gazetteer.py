"""Names everybody knows, and the words names are made of, from `analysis/data`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parent.parent / "data"


class Gazetteer(NamedTuple):
    """``labels``: name → label. ``by_first``: its first word → names that start so, longest first.

    ``countries``: every name of a country → its usual one. ``heads``: a name's last word → label,
    ``openers``: its first word ("Lake"). ``lower``: a name in lower case → as it is written.
    """

    labels: dict[str, str]
    by_first: dict[str, tuple[str, ...]]
    countries: dict[str, str]
    heads: dict[str, str]
    openers: dict[str, str]
    lower: dict[str, str]
    given_names: frozenset[str]


@lru_cache(maxsize=1)
def gazetteer() -> Gazetteer:
    """The lists, read once (about 2 ms)."""
    labels: dict[str, str] = {}
    countries: dict[str, str] = {}
    for line in _lines("countries.txt"):
        country, others, people = line.split("|")
        for name in [country, *filter(None, others.split(";"))]:
            labels[name] = "GPE"
            countries[name] = country
        for name in people.split():
            labels[name.replace("_", " ")] = "NORP"
    for label, line in _sections("places.txt"):
        for name in line.split(";"):
            labels.setdefault(name.strip(), label)
    by_first: dict[str, list[str]] = {}
    for name in sorted(labels, key=len, reverse=True):
        by_first.setdefault(first_word(name), []).append(name)
    words = [
        (label, word.replace("_", " ")) for label, line in _sections("heads.txt") for word in line.split()
    ]
    return Gazetteer(
        labels=labels,
        by_first={word: tuple(names) for word, names in by_first.items()},
        countries=countries,
        heads={word: label for label, word in words if not label.startswith("before ")},
        openers={word: label[7:] for label, word in words if label.startswith("before ")},
        lower={name.lower(): name for name in labels},
        given_names=frozenset(word for line in _lines("given_names.txt") for word in line.split()),
    )


def first_word(name: str) -> str:
    """The name up to its first white space."""
    return name.split(None, 1)[0]


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip():
            yield line


def _sections(name: str) -> Iterator[tuple[str, str]]:
    """(section, line) for each line under a ``[section]``."""
    section = ""
    for line in _lines(name):
        if line.startswith("["):
            section = line.strip("[] ")
        else:
            yield section, line
