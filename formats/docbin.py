"""spaCy DocBin (``.spacy``): a Doc for each article, for training and for ``doc.spans``.

All answers stand in ``doc.spans["sc"]`` (overlap is fine there; words are cut where a span begins or ends, so that each
fits); those that overlap no other, longest first, also in ``doc.ents``. ``doc.cats`` counts the labels on sentences,
and sentence starts are set. What spaCy has no place for is JSON in ``doc.user_data["diptych"]``. Needs spaCy (extra
``entities``).
"""

from __future__ import annotations

import json
import zlib
from collections import Counter
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Sentence
from diptych.errors import DiptychError, UnreadableData
from diptych.formats import details, fields
from diptych.formats.docbin_writing import DocBinWriter
from diptych.formats.fields import Refused
from diptych.formats.offsets import check_annotation
from diptych.formats.tokens import words
from diptych.store.records import Annotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diptych.formats.arrivals import Arrivals
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Document, Selection

GROUP = "sc"
SWELLS, LEAST = 100, 32 << 20
"""A DocBin may unpack to so many times its size, and to so many bytes in any case; a full one takes 3 to 20 times."""

_BLOCK = 1 << 20


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file. What grows in memory is the list of different words, which spaCy keeps too."""
    from spacy.vocab import Vocab

    vocab = Vocab()
    attrs = ["ORTH", "SPACY", "SENT_START", "ENT_IOB", "ENT_TYPE"]
    with DocBinWriter(attrs, export.output) as writer:
        for document in export.documents(selection):
            kept = [annotation for annotation in document.annotations if not annotation.pieces]
            writer.add(_doc(document, kept, export, vocab))
        writer.write(export.file())


def _doc(document: Document, kept: Sequence[Annotation], export: Export, vocab: Any) -> Any:
    from spacy.tokens import Doc, Span
    from spacy.util import filter_spans

    article = document.article
    text = article.text
    found = list(words(text, 0, len(text), [*kept, *document.sentences]))
    sentence_starts = {one.start for one in document.sentences}
    doc = Doc(
        vocab,
        words=[text[start:end] for start, end, _ in found],
        spaces=[space for _, _, space in found],
        sent_starts=[start in sentence_starts for start, _, _ in found],
    )
    if doc.text != text:
        raise AssertionError("spaCy's text is not the article's")
    spans: list[Any] = []
    told = []
    for annotation in kept:
        check_annotation(text, annotation)
        span = doc.char_span(annotation.start, annotation.end, label=annotation.label)
        if span is None or not isinstance(span, Span):
            export.loss.add("token", annotation.id)
            continue
        spans.append(span)
        told.append({"start": annotation.start, "end": annotation.end, "label": annotation.label,
                     **details.of_annotation(annotation)})  # fmt: skip
    doc.spans[GROUP] = spans
    doc.ents = filter_spans(spans)
    held = {one["id"] for one in told}
    links = []
    for tie in document.ties:
        link = tie.link
        if tie.target_article != article.id:
            continue  # told by the frame
        if link.source in held and link.target in held:
            links.append({"source": link.source, "target": link.target, "relation": link.relation,
                          **details.of_link(link)})  # fmt: skip
        else:
            export.loss.add("relation", link.id)
    counts = Counter(one.label for one in kept if document.is_sentence(one))
    doc.cats = {label: float(count) for label, count in sorted(counts.items())}
    own = {"article": details.of_article(article), "annotations": told, "links": links,
           "sentences": [[one.start, one.end] for one in document.sentences]}  # fmt: skip
    doc.user_data[details.KEY] = json.dumps(own, ensure_ascii=False)
    return doc


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a DocBin of anybody: ``doc.spans`` and, where they say more, ``doc.ents`` and ``doc.cats``."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    packed = _packed(path)
    try:
        docs = DocBin().from_bytes(packed).get_docs(Vocab())
        for number in count(1):
            doc = next(docs, None)
            if doc is None:
                return
            with arrivals.row(path, number):
                _take(doc, arrivals)
    except (DiptychError, OSError):
        raise
    except Exception as error:  # msgpack and zlib raise many kinds
        raise UnreadableData(f"{path} is no DocBin: {type(error).__name__}.") from error


def _packed(path: Path) -> bytes:
    """The file, if it does not swell to more than a DocBin of its size does: a few kilobytes can hold gigabytes."""
    size = path.stat().st_size
    if size > fields.MAX_BYTES:
        raise UnreadableData(f"{path} is larger than the 1 GB that diptych reads at once; split it.")
    limit = min(fields.MAX_BYTES, max(LEAST, size * SWELLS))
    packed = path.read_bytes()
    unpacking, swollen, rest = zlib.decompressobj(), 0, packed
    try:
        while rest and not unpacking.eof:
            swollen += len(unpacking.decompress(rest, _BLOCK))
            rest = unpacking.unconsumed_tail
            if swollen > limit:
                raise UnreadableData(
                    f"{path} unpacks to more than {SWELLS} times its size, as no DocBin does; it was not read."
                )
    except zlib.error as error:
        raise UnreadableData(f"{path} is no DocBin: {error}.") from error
    return packed


def _take(doc: Any, arrivals: Arrivals) -> None:
    raw = doc.user_data.get(details.KEY)
    own: Any = fields.parsed(raw, "") if isinstance(raw, str) else {}
    own = own if isinstance(own, dict) else {}
    if not doc.text:
        raise Refused("its text is empty")
    if own:
        sentences = details.sentences(own.get("sentences"), len(doc.text))
    elif doc.has_annotation("SENT_START"):
        sentences = [Sentence(sent.start_char, sent.end_char) for sent in doc.sents]
    else:
        sentences = []
    article = details.article(doc.text, own.get("article"), arrivals, sentences=sentences or None)
    if own:
        for told in fields.sequence(own.get("annotations"), "'annotations'"):
            with arrivals.part():
                told = fields.mapping(told, "an annotation")
                start, end = fields.whole_number(told, "start"), fields.whole_number(told, "end")
                arrivals.annotation(article, start, end, fields.text(told, "label"), **details.taken(told))
        for link in fields.sequence(own.get("links"), "'links'"):
            with arrivals.part():
                link = fields.mapping(link, "a link")
                ends = fields.text(link, "source"), fields.text(link, "target")
                arrivals.link(*ends, fields.text(link, "relation"), **details.link_taken(link))
        return
    spans = {(span.start_char, span.end_char, span.label_) for group in doc.spans.values() for span in group}
    spans |= {(span.start_char, span.end_char, span.label_) for span in doc.ents}
    for start, end, label in sorted(spans):
        with arrivals.part():
            arrivals.annotation(article, start, end, label or "span")
    for label, weight in doc.cats.items():
        if not isinstance(weight, (int, float)) or weight < 0.5:
            arrivals.leave("categories below one half")
        else:
            arrivals.annotation(article, 0, len(doc.text), str(label))
