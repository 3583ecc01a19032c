"""A person's answers about words: labels on spans, which may overlap and lie inside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diptych.schemes import Label
    from diptych.store.records import Annotation
    from diptych.tui.reading.open_article import OpenArticle
    from diptych.tui.reading.reader import Reader

Span = tuple[int, int]


def touch(pane: OpenArticle, start: int, end: int) -> None:
    """The sentences that share something with a span are to be painted anew."""
    document = pane.document
    if document.count:
        pane.touched.update(range(document.sentence_at(start), document.sentence_at(end - 1) + 1))


def label_words(
    reader: Reader, spans: Sequence[Span], label: Label, *, editing: Annotation | None = None
) -> Annotation:
    """Give words of the active pane a label; with ``editing`` that annotation moves to them. Stored on return.

    In a scheme with one label, one stands on exactly these words; other words, however they overlap, are free.
    """
    if label.on == "sentence":
        raise CannotDoThat(f"“{label.title}” is for whole sentences, not for words.")
    pane, scheme = reader.pane, reader.scheme
    start, end = spans[0][0], spans[-1][1]
    pieces = tuple(spans) if len(spans) > 1 else ()
    annotations = reader.library.annotations
    if editing is not None and (editing.start, editing.end, editing.pieces) != (start, end, pieces):
        if not scheme.multiple and _taken(reader, editing, (start, end, pieces)):
            raise CannotDoThat("These words have a label already: clear it first, or choose others.")
        kept = annotations.edit(
            editing.id, start=start, end=end, pieces=pieces, label=label.name, action="span.edit"
        )
        touch(pane, editing.start, editing.end)
    else:
        kept = annotations.label(
            pane.article_id,
            start,
            end,
            label.name,
            scheme=scheme.name,
            exclusive=not scheme.multiple,
            pieces=pieces,
            action="span.label",
        )
        if not scheme.multiple:
            _take_off_replaced(pane, kept)
    pane.document.mark(kept)
    touch(pane, start, end)
    reader.answers.given = kept
    return kept


def _taken(reader: Reader, editing: Annotation, place: tuple[int, int, tuple[Span, ...]]) -> bool:
    """Whether another of this person's labels of the same scheme stands on exactly these words."""
    library = reader.library
    return any(
        (other.start, other.end, other.pieces) == place
        for other in library.annotations.of_article(editing.article, annotator=library.annotator)
        if other.scheme == editing.scheme and other.id != editing.id
    )


def _take_off_replaced(pane: OpenArticle, kept: Annotation) -> None:
    """Of one person's labels of one scheme on exactly the same words only one is left."""
    document = pane.document
    for other in [*document.spans_between(kept.start, kept.end), *sentence_answers(pane, kept)]:
        same = (other.start, other.end, other.pieces) == (kept.start, kept.end, kept.pieces)
        if same and other.scheme == kept.scheme and other.id != kept.id:
            document.unmark(other.id)


def sentence_answers(pane: OpenArticle, kept: Annotation) -> list[Annotation]:
    """The annotations on the sentence that is exactly an annotation's span."""
    sentence = pane.document.sentence_of_span(kept.start, kept.end)
    return [] if sentence is None else list(pane.document.annotations.get(sentence, ()))


def words_at_point(pane: OpenArticle) -> list[Annotation]:
    """The annotations on exactly the words that the point stands on, the one given last first."""
    if pane.point is None:
        return []
    found = [
        item
        for item in pane.document.spans_between(*pane.point)
        if pane.point in ((item.start, item.end), *item.pieces)
    ]
    return sorted(found, key=lambda item: (item.updated_at, item.id), reverse=True)


def clear_words(reader: Reader, annotation: Annotation) -> None:
    """Take one annotation off its words."""
    reader.library.annotations.remove(annotation.id, action="span.clear")
    reader.pane.document.unmark(annotation.id)
    reader.pane.point = None
    touch(reader.pane, annotation.start, annotation.end)


def step_through_marked(reader: Reader, step: int) -> bool:
    """To the next (1) or previous (-1) sentence marked as a claim, or words that are, around the article's end.

    False where the article has none.
    """
    pane, claims = reader.pane, reader.answers.claim_labels
    document = pane.document
    places: set[tuple[int, int, bool]] = {
        (document.starts[sentence], document.ends[sentence], False)
        for sentence, there in document.annotations.items()
        if any(item.label in claims for item in there)
    }
    places |= {(item.start, item.end, True) for item in document.spans if item.label in claims}
    if not places:
        return False
    here = (*(pane.point or pane.span or (0, 0)), pane.point is not None)
    ordered = sorted(places, key=lambda place: (place[0], place[2], place[1]))
    keys = [(start, words, end) for start, end, words in ordered]
    key = (here[0], here[2], here[1])
    later = [place for place, k in zip(ordered, keys, strict=True) if k > key]
    earlier = [place for place, k in zip(ordered, keys, strict=True) if k < key]
    start, end, is_words = (
        (later[0] if later else ordered[0]) if step > 0 else (earlier[-1] if earlier else ordered[-1])
    )
    if is_words:
        pane.go_to_span(start, end)
    else:
        pane.go(document.sentence_at(start))
    return True
