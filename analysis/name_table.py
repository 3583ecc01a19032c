"""The table of entities: who is named where, how often, and by one report only."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from diptych.analysis.spans import Analysis, Mention


@dataclass(frozen=True, slots=True)
class NameRow:
    """One person, place or thing. ``mentions`` has one entry a report, in their order, empty where unnamed.

    ``name`` is the fullest form in use, ``label`` the most frequent one.
    """

    key: str
    label: str
    name: str
    mentions: tuple[tuple[Mention, ...], ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How often each report names it."""
        return tuple(len(found) for found in self.mentions)

    @property
    def alone(self) -> int | None:
        """The only report that names it, or None."""
        tellers = [article for article, count in enumerate(self.counts) if count]
        return tellers[0] if len(tellers) == 1 else None


def name_table(articles: Sequence[Analysis]) -> tuple[NameRow, ...]:
    """Rows of those named by most reports first, then most often, then by name.

    A mention without a key is taken to be what it is called: its label and text.
    """
    found: dict[str, list[list[Mention]]] = defaultdict(lambda: [[] for _ in articles])
    spelled: dict[str, str] = {}
    for index, article in enumerate(articles):
        for mention in article.entities:
            key = mention.key or f"{mention.label}:{mention.text.casefold()}"
            # the model takes one name now for a place, now for an organisation: a spelling is one row
            key = spelled.setdefault(" ".join(mention.text.casefold().split()), spelled.get(key, key))
            found[key][index].append(mention)
    rows = []
    for key, mentions in found.items():
        every = [mention for group in mentions for mention in group]
        names = Counter(" ".join(mention.text.split()) for mention in every)
        name = max(names, key=lambda text: (len(text.split()), names[text], len(text), text))
        labels = Counter(mention.label for mention in every)
        label = min(labels, key=lambda label: (-labels[label], label))
        rows.append(NameRow(key, label, name, tuple(tuple(group) for group in mentions)))
    return tuple(
        sorted(rows, key=lambda row: (-sum(map(bool, row.counts)), -sum(row.counts), row.name, row.key))
    )
