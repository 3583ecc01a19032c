"""spaCy DocBin (``.spacy``): a Doc for each article, for training and for ``doc.spans``.

All answers stand in ``doc.spans["sc"]`` (overlap is fine there; words are cut where a span begins or ends, so that each
fits); those that overlap no other, longest first, also in ``doc.ents``. ``doc.cats`` counts the labels on sentences,
and sentence starts are set. What spaCy has no place for is JSON in ``doc.user_data["diptych"]``. Needs spaCy (extra
``entities``).
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Sentence
from diptych.errors import UnreadableData
from diptych.formats import details, fields
from diptych.formats.docbin_writing import DocBinWriter
from diptych.formats.fields import Refused
from diptych.formats.offsets import check_code_points
from diptych.formats.tokens import tokens
from diptych.store.records import Annotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diptych.formats.exporting import Export
    from diptych.formats.importing import Arrivals
    from diptych.formats.selection import Document, Selection

GROUP = "sc"


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
    edges = [edge for one in kept for edge in (one.start, one.end)]
    edges += [edge for sentence in document.sentences for edge in (sentence.start, sentence.end)]
    words, spaces, starts = _words(text, edges)
    sentence_starts = {one.start for one in document.sentences}
    doc = Doc(vocab, words=words, spaces=spaces, sent_starts=[start in sentence_starts for start in starts])
    if doc.text != text:
        raise AssertionError("spaCy's text is not the article's")
    found: list[Any] = []
    told = []
    for annotation in kept:
        check_code_points(
            text, annotation.start, annotation.end, annotation.quote, f"Annotation {annotation.id}"
        )
        span = doc.char_span(annotation.start, annotation.end, label=annotation.label)
        if span is None or not isinstance(span, Span):
            export.loss.add("token", annotation.id)
            continue
        found.append(span)
        told.append({"start": annotation.start, "end": annotation.end, "label": annotation.label,
                     **details.of_annotation(annotation)})  # fmt: skip
    doc.spans[GROUP] = found
    doc.ents = filter_spans(found)
    held = {one["id"] for one in told}
    links = []
    for tie in document.ties:
        link = tie.link
        if tie.target_article != article.id:
            continue  # told by the frame
        if link.source in held and link.target in held:
            links.append({name: getattr(link, name) for name in (
                "id", "source", "target", "relation", "note", "annotator", "created_at")})  # fmt: skip
        else:
            export.loss.add("relation", link.id)
    counts = Counter(one.label for one in kept if document.is_sentence(one))
    doc.cats = {label: float(count) for label, count in sorted(counts.items())}
    own = {"article": details.of_article(article), "annotations": told, "links": links,
           "sentences": [[one.start, one.end] for one in document.sentences]}  # fmt: skip
    doc.user_data[details.KEY] = json.dumps(own, ensure_ascii=False)
    return doc


def _words(text: str, edges: list[int]) -> tuple[list[str], list[bool], list[int]]:
    """The words of the whole text, every character in one of them or a single space after one."""
    words: list[str] = []
    spaces: list[bool] = []
    starts: list[int] = []

    def take(start: int, end: int) -> None:
        words.append(text[start:end])
        spaces.append(False)
        starts.append(start)

    def gap(start: int, end: int) -> None:
        """White space: one plain space belongs to the word before, unless a span ends inside; the rest are words."""
        cuts = sorted({start, end, *(edge for edge in edges if start < edge < end)})
        for first, last in pairwise(cuts):
            take(first, last)

    at = 0
    edge_set = set(edges)
    for start, end in tokens(text, 0, len(text), edges):
        if start > at:
            if words and text[at] == " " and not (at + 1 in edge_set and at + 1 < start):
                spaces[-1] = True
                at += 1
            if start > at:
                gap(at, start)
        take(start, end)
        at = end
    if at < len(text):
        gap(at, len(text))
    return words, spaces, starts


def read(path: Path, arrivals: Arrivals) -> None:
    """Read a DocBin of anybody: ``doc.spans`` and, where they say more, ``doc.ents`` and ``doc.cats``."""
    from spacy.tokens import DocBin
    from spacy.vocab import Vocab

    try:
        docs = list(DocBin().from_bytes(path.read_bytes()).get_docs(Vocab()))
    except OSError:
        raise
    except Exception as error:  # msgpack and zlib raise many kinds
        raise UnreadableData(f"{path} is no DocBin: {type(error).__name__}.") from error
    for number, doc in enumerate(docs, 1):
        with arrivals.row(path, number):
            _take(doc, arrivals)


def _take(doc: Any, arrivals: Arrivals) -> None:
    raw = doc.user_data.get(details.KEY)
    own: Any = fields.parsed(raw, "") if isinstance(raw, str) else {}
    own = own if isinstance(own, dict) else {}
    if not doc.text:
        raise Refused("its text is empty")
    if own:
        pairs = fields.sequence(own.get("sentences"), "'sentences'")
        sentences = [
            Sentence(int(start), int(end)) for start, end in pairs if 0 <= start <= end <= len(doc.text)
        ]
    elif doc.has_annotation("SENT_START"):
        sentences = [Sentence(sent.start_char, sent.end_char) for sent in doc.sents]
    else:
        sentences = []
    article = details.article(doc.text, own.get("article"), arrivals, sentences=sentences or None)
    if own:
        for told in fields.sequence(own.get("annotations"), "'annotations'"):
            told = fields.mapping(told, "an annotation")
            start, end = fields.whole_number(told, "start"), fields.whole_number(told, "end")
            arrivals.annotation(article, start, end, fields.text(told, "label"), **details.taken(told))
        for link in fields.sequence(own.get("links"), "'links'"):
            link = fields.mapping(link, "a link")
            arrivals.link(
                fields.text(link, "source"), fields.text(link, "target"), fields.text(link, "relation"),
                **{name: fields.text(link, name, "") for name in ("id", "note", "annotator", "created_at")},
            )  # fmt: skip
        return
    spans = {(span.start_char, span.end_char, span.label_) for group in doc.spans.values() for span in group}
    spans |= {(span.start_char, span.end_char, span.label_) for span in doc.ents}
    for start, end, label in sorted(spans):
        arrivals.annotation(article, start, end, label or "span")
    for label, weight in doc.cats.items():
        if weight >= 0.5:
            arrivals.annotation(article, 0, len(doc.text), label)
