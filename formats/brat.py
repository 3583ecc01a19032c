"""brat stand-off: a folder of ``.txt`` and ``.ann`` pairs, one folder a person where several judged.

Offsets are code points. A span with gaps, or with a line break in it, has several fragments, whose texts are joined
by one space, as brat wants. What brat has no line for stands in a note of type ``diptych`` (JSON) on the span, and
for the articles in ``diptych.json``, which brat does not look at.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from diptych.formats import details
from diptych.formats.brat_reading import INDEX, NOTE, OWN, fragments, read
from diptych.formats.offsets import check_annotation

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.loss import LossReport
    from diptych.formats.selection import Document, Selection
    from diptych.store.records import Annotation

__all__ = ["read", "write"]

_NAME = re.compile(r"[^\w-]+", re.ASCII)


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one folder."""
    people = selection.people()
    folders = (
        {person: f"{n}-{_name(person, 'person')}/" for n, person in enumerate(people, 1)}
        if len(people) > 1
        else {}
    )
    index, separator = export.file(INDEX), "{"
    names = _Names(selection.labels())
    for document in export.documents(selection):
        stem = f"{document.article.id:05d}-{_name(document.article.title, 'article')}"
        by_person: dict[str, list[Annotation]] = {}
        for annotation in document.annotations:
            by_person.setdefault(annotation.annotator, []).append(annotation)
        held: set[str] = set()
        for person in sorted(by_person) or people[:1] or [""]:
            base = folders.get(person, "") + stem
            about = json.dumps(details.of_article(document.article), ensure_ascii=False, indent=1)
            index.text(
                f"{separator}\n {json.dumps(base, ensure_ascii=False)}: {about.replace(chr(10), chr(10) + ' ')}"
            )
            separator = ","
            export.small_file(f"{base}.txt", document.article.text)
            lines = _lines(document, by_person.get(person, []), names, held, export.loss)
            export.small_file(f"{base}.ann", "".join(f"{line}\n" for line in lines))
        for tie in document.ties:
            if tie.target_article == document.article.id and tie.link.id not in held:
                export.loss.add("relation", tie.link.id)
    index.text("\n}\n" if separator == "," else "{}\n")
    export.file("annotation.conf").text(_conf(names))
    export.file("visual.conf").text(_visual(names))


class _Names:
    """brat's names for labels and relations: few signs are allowed, and each label has a name of its own."""

    def __init__(self, known: Iterable[str]) -> None:
        self.of = {label: label for label in known if _name(label, "") == label}
        self.entities: set[str] = set()
        self.relations: set[str] = set()

    def entity(self, label: str) -> str:
        """The name of a label, for a span."""
        self.entities.add(name := self._named(label))
        return name

    def relation(self, label: str) -> str:
        """The name of a relation, for a link."""
        self.relations.add(name := self._named(label))
        return name

    def _named(self, label: str) -> str:
        """Itself where it can be; else what is left of it, numbered where that is another's."""
        if label not in self.of:
            name = stem = _name(label, "label")
            taken, number = set(self.of.values()), 1
            while name in taken:
                number += 1
                name = f"{stem}-{number}"
            self.of[label] = name
        return self.of[label]


def _conf(names: _Names) -> str:
    entities = sorted(names.entities)
    relations = [f"{name}\tArg1:<ENTITY>, Arg2:<ENTITY>" for name in sorted(names.relations)]
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    return "\n".join(
        [
            "[entities]",
            *entities,
            "",
            "[relations]",
            overlap,
            *relations,
            "",
            "[events]",
            "",
            "[attributes]",
            "",
        ]
    )


def _visual(names: _Names) -> str:
    """How brat shows the names: as the labels they stand for, where those differ."""
    shown = sorted((name, " ".join(label.replace("|", "/").split())) for label, name in names.of.items())
    lines = [f"{name} | {label}" for name, label in shown if label not in ("", name)]
    return "\n".join(["[labels]", *lines, "", "[drawing]", ""])


def _lines(
    document: Document,
    answers: Sequence[Annotation],
    names: _Names,
    held: set[str],
    loss: LossReport,
) -> Iterator[str]:
    text = document.article.text
    numbers: dict[str, int] = {}
    for number, annotation in enumerate(answers, 1):
        check_annotation(text, annotation)
        whole = annotation.pieces or ((annotation.start, annotation.end),)
        parts = [part for start, end in whole for part in fragments(text, start, end)]
        if not parts:  # a span of line breaks alone has no place on a line
            loss.add("quote", annotation.id)
            continue
        numbers[annotation.id] = number
        label = names.entity(annotation.label)
        places = ";".join(f"{start} {end}" for start, end in parts)
        yield f"T{number}\t{label} {places}\t{' '.join(text[start:end] for start, end in parts)}"
        if _flat(annotation.note):
            yield f"#{2 * number - 1}\t{NOTE} T{number}\t{_flat(annotation.note)}"
        own = details.of_annotation(annotation) | {"label": annotation.label, "spans": list(whole)}
        yield f"#{2 * number}\t{OWN} T{number}\t{json.dumps(own, ensure_ascii=True)}"
    count = 0
    for tie in document.ties:
        link = tie.link
        if link.source in numbers and link.target in numbers:
            held.add(link.id)
            count += 1
            relation = names.relation(link.relation)
            yield f"R{count}\t{relation} Arg1:T{numbers[link.source]} Arg2:T{numbers[link.target]}"
            own = {"relation": link.relation, **details.of_link(link)}
            yield f"#{2 * len(answers) + count}\t{OWN} R{count}\t{json.dumps(own, ensure_ascii=True)}"


def _name(name: str, fallback: str) -> str:
    """A name of ASCII letters, digits, ``_`` and ``-``, as brat's lines and file names need."""
    return _NAME.sub("_", name).strip("_-")[:60] or fallback


def _flat(note: str) -> str:
    return " ".join(note.split())
