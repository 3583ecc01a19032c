"""WebAnno TSV 3 (3.1 to 3.3), as WebAnno and INCEpTION write it. Read only.

Format: the appendix "WebAnno TSV 3.3 File format" of INCEpTION's user guide. A file is an article. Each span is an
answer: its label is its first feature, else its layer's name, and its scheme the layer's name. Relations, neighbours in
a chain and slots become links; further features are told as left out. Offsets are UTF-16 units, and each token is
checked against the text at its place. What stands between sentences is not in the file: line breaks are put there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.errors import UnreadableData
from diptych.formats.fields import Refused
from diptych.formats.offsets import Utf16, short, utf16_slice
from diptych.formats.webanno_lines import (
    CHAIN,
    EMPTY,
    RELATION,
    File,
    Layer,
    Unit,
    is_escaped,
    lines_of,
    numbered,
    parts,
    unescaped,
)

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.store.records import StoredArticle

NO_VALUE = "*"
WIDEST = 1_000
"""UTF-16 units between two sentences, at most: a larger gap is a wrong offset, not a gap."""

_CHAINED = re.compile(r"(.*)->([0-9]{1,9})-([0-9]{1,9})", re.DOTALL)
_GRAMMAR = ("Token", "Lemma", "Stem", "MorphologicalFeatures")


@dataclass(slots=True, eq=False)
class Span:
    """A span on its way: the UTF-16 units it covers so far, what its columns say, and its id once it is kept."""

    layer: Layer
    start: int
    end: int
    line: int
    values: list[str]
    id: str = ""


def read(path: Path, arrivals: Arrivals) -> None:
    """Read one ``.tsv`` file, or a folder of them (with folders in it)."""
    files = [path] if path.is_file() else sorted(path.rglob("*.tsv"))
    if not files:
        raise UnreadableData(f"There is no .tsv file in {path}.")
    for file in files:
        with arrivals.row(file, 1):
            content = lines_of(file, arrivals)
            if not content.units:
                raise Refused("it has no tokens")
            _Reader(file, content, arrivals).read()


class _Reader:
    """One file: its text first, then its spans, then what joins them."""

    def __init__(self, path: Path, file: File, arrivals: Arrivals) -> None:
        self.path = path
        self.file = file
        self.arrivals = arrivals
        self.spans: dict[tuple[str, ...], Span] = {}
        self.at: dict[tuple[str, str], list[Span]] = {}
        self.chains: dict[tuple[Layer, int], dict[int, tuple[Span, str]]] = {}
        self.joined: set[tuple[str, str, str]] = set()

    def read(self) -> None:
        article = self._article()
        encoded, utf16 = article.text.encode("utf-16-le"), Utf16(article.text)
        for unit in self.file.units:
            with self.arrivals.row(self.path, unit.line):
                if utf16_slice(encoded, unit.start, unit.end) not in (unit.text, unescaped(unit.text)):
                    found = utf16_slice(encoded, unit.start, unit.end)
                    raise Refused(f"at {unit.start}–{unit.end} stands {short(found)}, not {short(unit.text)}")
                for layer in self.file.layers:
                    if layer.kind != RELATION:
                        self._collect(layer, unit)
        for span in self.spans.values():
            with self.arrivals.row(self.path, span.line):
                self._annotation(span, article, utf16)
        for span in self.spans.values():
            with self.arrivals.row(self.path, span.line):
                self._slots(span)
        for unit in self.file.units:
            for layer in self.file.layers:
                if layer.kind == RELATION:
                    with self.arrivals.row(self.path, unit.line):
                        self._relations(layer, unit)
        self._chains()

    def _article(self) -> StoredArticle:
        """The text, put together from the sentences, each at the offset of its first token."""
        text, units = "", 0
        sentences = []
        for first, lines in self.file.sentences:
            if first >= len(self.file.units):
                raise Refused("its last sentence has no tokens")
            start = self.file.units[first].start
            if not 0 <= start - units <= WIDEST:
                raise Refused(f"the sentence at {start} cannot follow a text of {units} UTF-16 units")
            text += "\n" * (start - units)
            sentence = "\n".join(lines)
            sentences.append(Sentence(len(text), len(text) + len(sentence)))
            text += sentence
            units = start + len(sentence) + sum(sign > "\uffff" for sign in sentence)
        article = self.arrivals.article(Article(text, title=self.path.stem), sentences=sentences)
        if article.text != text:
            raise Refused("its text has characters that diptych does not keep, so its offsets would not fit")
        return article

    def _collect(self, layer: Layer, unit: Unit) -> None:
        """The spans of one layer that cover a unit: new ones, and further stretches of those begun before."""
        stacks = [parts(cell, "|") for cell in layer.cells(unit)]
        for level in range(max(map(len, stacks))):
            values = [stack[level] if level < len(stack) else EMPTY for stack in stacks]
            if all(value == EMPTY for value in values):
                continue
            id, plain = "", list(values)
            for column, value in enumerate(values):
                if not layer.is_target(column):
                    plain[column], found, _ = numbered(value)
                    id = id or found
            key: tuple[str, ...] = ("#", id) if id else (unit.name, str(level))
            chained = None
            if layer.kind == CHAIN:
                chained = _CHAINED.fullmatch(plain[layer.columns.index("referenceRelation")])
                if chained is None or is_escaped(chained[0], chained.end(1)):
                    raise Refused("an element of a chain does not say which it is")
                key = ("->", chained[2], chained[3])
            span = self.spans.get((layer.type, *key))
            if span is None:
                span = Span(layer, unit.start, unit.end, unit.line, plain)
                self.spans[(layer.type, *key)] = span
            span.start, span.end = min(span.start, unit.start), max(span.end, unit.end)
            self.at.setdefault((layer.type, unit.name), []).append(span)
            if chained is not None:
                chain = self.chains.setdefault((layer, int(chained[2])), {})
                chain[int(chained[3])] = (span, chained[1])

    def _annotation(self, span: Span, article: StoredArticle, utf16: Utf16) -> None:
        layer = span.layer
        if layer.name in _GRAMMAR:
            self.arrivals.leave(f"{layer.name} annotations")
            return
        label = ""
        for column, name in enumerate(layer.columns):
            if layer.is_slot(column) or layer.is_target(column) or name == "referenceRelation":
                continue
            value = unescaped(span.values[column]) if span.values[column] not in (NO_VALUE, EMPTY) else ""
            if value and label:
                self.arrivals.leave(f"the feature {name} of {layer.name}")
            label = label or value.strip()
        if span.start == span.end:
            self.arrivals.leave("annotations of no text")
            return
        start, end = utf16.to_code_points(span.start), utf16.to_code_points(span.end)
        span.id = self.arrivals.annotation(article, start, end, label or layer.name, scheme=layer.name)

    def _slots(self, span: Span) -> None:
        for column, name in enumerate(span.layer.columns):
            if not span.layer.is_slot(column) or span.values[column] in (NO_VALUE, EMPTY):
                continue
            roles, ends = parts(span.values[column], ";"), parts(span.values[column + 1], ";")
            if len(roles) != len(ends):
                raise Refused(f"it has {len(roles)} roles, but {len(ends)} targets")
            feature = name.partition(":")[2].partition("_")[0]
            for role, end in zip(roles, ends, strict=True):
                place, id, _ = numbered(end)
                target = self._span(span.layer.columns[column + 1], place, id)
                self._link(span, target, feature if role == NO_VALUE else unescaped(role))

    def _relations(self, layer: Layer, unit: Unit) -> None:
        *features, source = (parts(cell, "|") for cell in layer.cells(unit))
        base = layer.columns[-1].removeprefix("BT_")
        for level, end in enumerate(source):
            if end == EMPTY:
                continue
            if not any(other.type == base and other.name not in _GRAMMAR for other in self.file.layers):
                self.arrivals.leave(f"{layer.name} relations between words")
                continue
            place, first, second = numbered(end)
            said = [stack[level] for stack in features if level < len(stack)]
            label = next((unescaped(one) for one in said if one not in (NO_VALUE, EMPTY, "")), layer.name)
            self._link(self._span(base, place, first), self._span(base, unit.name, second), label)

    def _chains(self) -> None:
        for (layer, _), elements in self.chains.items():
            order = sorted(elements)
            for number, following in pairwise(order):
                span, relation = elements[number]
                label = layer.name if relation in (NO_VALUE, EMPTY, "") else unescaped(relation)
                with self.arrivals.row(self.path, span.line):
                    self._link(span, elements[following][0], label)

    def _span(self, type: str, place: str, id: str) -> Span:
        """The span of a layer at a unit, by its number where it has one; of any layer for ``uima.tcas.Annotation``."""
        if id and id != "0":
            found: Sequence[Span] = list(self._with_id(type, id))
        else:
            found = self.at.get((type, place), ())
        if len(found) != 1:
            number = f"[{id}]" if id else ""
            raise Refused(
                f"it leads to {place}{number}, where there {'are several' if found else 'is no'} such span"
            )
        return found[0]

    def _with_id(self, type: str, id: str) -> Iterator[Span]:
        for layer in self.file.layers:
            span = self.spans.get((layer.type, "#", id))
            if span is not None and (type in (layer.type, "uima.tcas.Annotation")):
                yield span

    def _link(self, source: Span, target: Span, label: str) -> None:
        if source.layer.name in _GRAMMAR or target.layer.name in _GRAMMAR:
            self.arrivals.leave("links to words")
        elif source.start == source.end or target.start == target.end:
            self.arrivals.leave("links to annotations of no text")
        elif not source.id or not target.id:
            raise Refused("it leads to a span that was refused")
        elif (key := (source.id, target.id, label)) not in self.joined:
            self.joined.add(key)
            self.arrivals.link(source.id, target.id, label)
