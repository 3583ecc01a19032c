"""A label scheme: which answers a person can give about a sentence or about words, and what each means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

COLOURS = {
    "orange": "#e69f00",
    "sky": "#56b4e9",
    "green": "#009e73",
    "yellow": "#f0e442",
    "blue": "#0072b2",
    "vermilion": "#d55e00",
    "purple": "#cc79a7",
    "grey": "#999999",
    "teal": "#44aa99",
    "sand": "#ddcc77",
    "rose": "#cc6677",
    "olive": "#999933",
}
"""Colours that colour-blind readers tell apart. The first seven are Okabe and Ito's (Color Universal Design,
2008); teal to olive are from Paul Tol's "muted" set."""

KINDS = ("claim", "not_claim", "other")
"""What a label says of a sentence: that it claims something, that it does not, or something else about it."""

PLACES = ("sentence", "words", "both")
"""What a label may be given to."""


class Label(NamedTuple):
    """One answer. ``name`` is stored and exported; ``title`` is shown.

    ``key``: a digit "1" to "9", or empty for a label without one. ``letter``: the letter that gives it in key
    maps where digits are counts, or empty. ``colour``: ``#rrggbb``. ``kind``: one of `KINDS`. ``on``: one of
    `PLACES`.
    """

    name: str
    title: str
    key: str = ""
    colour: str = COLOURS["grey"]
    description: str = ""
    guideline: str = ""
    kind: str = "claim"
    letter: str = ""
    on: str = "both"

    @property
    def sign(self) -> str:
        """One cell for the gutter, so that no label is told by colour alone."""
        return "✗" if self.kind == "not_claim" else self.key or self.title[0].upper()


class Relation(NamedTuple):
    """One kind of link between two annotations. ``symmetric``: it reads the same in both directions."""

    name: str
    title: str
    key: str = ""
    description: str = ""
    symmetric: bool = False


class Certainty(NamedTuple):
    """One degree of certainty; a scheme lists them from the least to the most certain."""

    name: str
    title: str
    description: str = ""


class Scheme(NamedTuple):
    """All labels of one task. ``multiple``: a sentence may have several labels at once.

    ``default_name`` is the label of the command claim.toggle. ``toml`` is the file as read, which the library
    keeps with the annotations made under it.
    """

    name: str
    title: str
    description: str
    version: int
    multiple: bool
    labels: tuple[Label, ...]
    relations: tuple[Relation, ...]
    certainties: tuple[Certainty, ...]
    guideline: str
    default_name: str
    toml: str

    @property
    def default(self) -> Label:
        """The label that claim.toggle gives."""
        return next(label for label in self.labels if label.name == self.default_name)

    @property
    def reject(self) -> Label | None:
        """The label that claim.reject gives; None where the scheme has none."""
        return next((label for label in self.labels if label.kind == "not_claim"), None)

    def label(self, name: str) -> Label | None:
        """The label of that name, or None: a library may hold labels that a scheme no longer has."""
        return next((label for label in self.labels if label.name == name), None)

    def label_at(self, number: int) -> Label | None:
        """The label that the command ``label.<number>`` gives."""
        return next((label for label in self.labels if label.key == str(number)), None)

    def relation(self, name: str) -> Relation | None:
        """The relation of that name, or None."""
        return next((relation for relation in self.relations if relation.name == name), None)

    def relation_at(self, number: int) -> Relation | None:
        """The relation that the command ``relation.<number>`` gives."""
        return next((relation for relation in self.relations if relation.key == str(number)), None)

    @property
    def letters(self) -> dict[str, str]:
        """Letter → command, as ``Keymap.with_letters`` takes them."""
        return {label.letter: f"label.{label.key}" for label in self.labels if label.letter and label.key}


def changes(old: Scheme, new: Scheme) -> list[str]:
    """What a new version changes in the meaning of answers given under the old one; [] where it only grew."""
    return list(_changes(old, new))


def growth(old: Scheme, new: Scheme) -> list[str]:
    """What the new version adds."""
    parts = (
        ("label", old.labels, new.labels),
        ("relation", old.relations, new.relations),
        ("certainty", old.certainties, new.certainties),
    )
    added = []
    for what, before, after in parts:
        known = {item.name for item in before}
        added += [f'{what} "{item.name}" is new.' for item in after if item.name not in known]
    if new.multiple and not old.multiple:
        added.append("A sentence may now have several labels.")
    return added


def _changes(old: Scheme, new: Scheme) -> Iterator[str]:
    if old.multiple and not new.multiple:
        yield "A sentence may no longer have several labels; answers that have them would not fit."
    if old.default_name != new.default_name:
        yield f'The first label was "{old.default_name}" and is now "{new.default_name}".'
    if _differs(old.guideline, new.guideline):
        yield "The guideline of the whole scheme reads differently."
    for label in old.labels:
        now = new.label(label.name)
        if now is None:
            yield f'label "{label.name}" is gone.'
            continue
        for what, before, after in (
            ("title", label.title, now.title),
            ("kind", label.kind, now.kind),
            ("key", label.key, now.key),
        ):
            if before != after:
                yield f'label "{label.name}": its {what} was "{before}" and is now "{after}".'
        if now.on not in ("both", label.on):
            yield f'label "{label.name}" was for {label.on} and is now for {now.on}.'
        if _differs(label.description, now.description) or _differs(label.guideline, now.guideline):
            yield f'label "{label.name}": its guideline reads differently.'
    for relation in old.relations:
        then = new.relation(relation.name)
        if then is None:
            yield f'relation "{relation.name}" is gone.'
        elif (then.title, then.symmetric) != (relation.title, relation.symmetric):
            yield f'relation "{relation.name}" means something else: "{then.title}", was "{relation.title}".'
    order = [certainty.name for certainty in new.certainties]
    for certainty in old.certainties:
        if certainty.name not in order:
            yield f'certainty "{certainty.name}" is gone.'
    kept = [certainty.name for certainty in old.certainties if certainty.name in order]
    if kept != [name for name in order if name in kept]:
        yield "The degrees of certainty stand in another order."


def _differs(one: str, other: str) -> bool:
    return one.split() != other.split()
