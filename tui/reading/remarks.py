"""What is added to an answer: a note, a degree of certainty, a speaker. Each is on disk when the method returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diptych.errors import AnnotationError
from diptych.tui.reading.open_article import CannotDoThat
from diptych.tui.reading.spanning import touch

if TYPE_CHECKING:
    from diptych.schemes.scheme import Certainty
    from diptych.store.records import Annotation
    from diptych.tui.reading.reader import Reader

NO_ANSWER = "This sentence has no answer yet: label it first, then add to the answer."
"""A note to an unjudged sentence is refused: to store an answer that nobody gave would count as judged."""


def short(quote: str, width: int = 48) -> str:
    """The beginning of a quote, on one line; in quotation marks unless it brings its own."""
    line = " ".join(quote[: width * 4].split())
    line = line if len(line) <= width else f"{line[: width - 1].rstrip()}…"
    return line if line[:1] in '“"«„' else f"“{line}”"


class Remarks:
    """Adds to answers, and takes them away."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def subject(self) -> Annotation:
        """The answer that is meant: the one just given; else the smallest on the words under the point; else the
        last one given to the sentence under the cursor, or the only one on words in it.
        """
        reader, pane = self._reader, self._reader.pane
        if reader.answers.given is not None:
            try:
                return reader.library.annotations.get(reader.answers.given.id)
            except AnnotationError:
                reader.answers.given = None  # taken back meanwhile
        if pane.point is not None:
            low, high = pane.point
            over = [one for one in pane.document.spans if one.start < high and low < one.end]
            if over:
                return min(over, key=lambda one: (one.end - one.start, one.start))
        if here := pane.here():
            return max(here, key=lambda one: (one.updated_at, one.id))
        low, high = pane.require_span()
        inside = [one for one in pane.document.spans if one.start < high and low < one.end]
        if len(inside) == 1:
            return inside[0]
        if inside:
            raise CannotDoThat("Several words are labelled in this sentence: choose one in the claims panel.")
        raise CannotDoThat(NO_ANSWER)

    # ---- notes

    def note(self, annotation: Annotation, text: str, *, action: str = "annotation.note") -> str:
        """Write a note to an answer, or take it off with an empty text; what to say of it."""
        from diptych.articles.decoding import clean

        text = clean(text).text.rstrip()
        if text == annotation.note:
            return "The note is as it was."
        self._edit(annotation, action, note=text)
        return f"{'Noted on' if text else 'The note is off'} {short(annotation.quote)}."

    # ---- certainty

    def cycle_certainty(self, annotation: Annotation) -> str:
        """None → the middle degree → up to the highest → the lowest → up to the middle → none."""
        levels = self._levels(annotation)
        names = [level.name for level in levels]
        middle = len(names) // 2
        ring = [*names[middle:], *names[:middle], ""]
        here = ring.index(annotation.certainty) if annotation.certainty in ring else -1
        return self.set_certainty(annotation, ring[(here + 1) % len(ring)])

    def step_certainty(self, annotation: Annotation, step: int) -> str:
        """One degree up (1) or down (-1); from no degree straight to the highest or the lowest."""
        names = [level.name for level in self._levels(annotation)]
        if annotation.certainty not in names:
            return self.set_certainty(annotation, names[-1] if step > 0 else names[0])
        index = names.index(annotation.certainty) + step
        if not 0 <= index < len(names):
            title = self._title(annotation)
            raise CannotDoThat(f"“{title}” is the {'highest' if step > 0 else 'lowest'} degree there is.")
        return self.set_certainty(annotation, names[index])

    def set_certainty(self, annotation: Annotation, name: str) -> str:
        """Store a degree; what to say of it."""
        kept = self._edit(annotation, "annotation.certainty", certainty=name)
        self._reader.answers.remember(kept, "certainty", name)
        return f"{self._title(kept) or 'No certainty'}: {short(kept.quote)}"

    def _levels(self, annotation: Annotation) -> tuple[Certainty, ...]:
        scheme = self._reader.scheme
        if annotation.scheme != scheme.name:
            raise CannotDoThat(
                f"This answer is of the scheme “{annotation.scheme}”: open diptych with it to set its certainty."
            )
        if not scheme.certainties:
            raise CannotDoThat(f"The scheme “{scheme.name}” has no degrees of certainty.")
        return scheme.certainties

    def _title(self, annotation: Annotation) -> str:
        for level in self._reader.scheme.certainties:
            if level.name == annotation.certainty:
                return level.title
        return annotation.certainty

    # ---- who says so

    def attribute(
        self, annotation: Annotation, name: str, span: tuple[int, int] | None = None, *, note_it: bool = True
    ) -> str:
        """Store who says so, and where the name stands in the text (code points); an empty name takes it off."""
        start, end = span if span is not None and name else (None, None)
        kept = self._edit(
            annotation,
            "annotation.attribute",
            attributed_to=name,
            attributed_start=start,
            attributed_end=end,
        )
        if note_it:
            self._reader.answers.remember(kept, "attribute", name)
        return (
            f"Said by {name}: {short(annotation.quote)}"
            if name
            else f"Nobody named: {short(annotation.quote)}"
        )

    # ---- the rest

    def again(self, annotation: Annotation, what: str, value: str) -> Annotation:
        """Set a certainty or a speaker as it was set elsewhere."""
        if what == "certainty":
            self.set_certainty(annotation, value)
        else:
            from diptych.tui.reading.speaking import place_of

            text = self._reader.library.articles.get(annotation.article).text
            self.attribute(annotation, value, place_of(text, value, annotation.start, annotation.end))
        return self._reader.library.annotations.get(annotation.id)

    def relabel(self, annotation: Annotation, label: str) -> str:
        """Give an answer another label of the scheme; its note, certainty and speaker stay."""
        title = self._reader.scheme.label(label)
        library = self._reader.library
        place = (annotation.start, annotation.end, annotation.pieces, annotation.scheme, label)
        for other in library.annotations.of_article(annotation.article, annotator=library.annotator):
            there = (other.start, other.end, other.pieces, other.scheme, other.label)
            if there == place and other.id != annotation.id:
                raise CannotDoThat(f"{short(annotation.quote)} has that label already.")
        self._edit(annotation, "annotation.label", label=label)
        return f"{title.title if title else label}: {short(annotation.quote)}"

    def remove(self, annotation: Annotation) -> str:
        """Take an answer away, with the links to it."""
        removed = self._reader.library.annotations.remove(annotation.id, action="annotation.clear")
        index = self._reader.index_of(removed.article)
        if index is not None:
            pane = self._reader.panes[index]
            pane.document.unmark(removed.id)
            touch(pane, removed.start, removed.end)
        return f"Cleared {short(removed.quote)}; undo brings it back."

    def _edit(self, annotation: Annotation, action: str, **fields: Any) -> Annotation:
        reader = self._reader
        kept = reader.library.annotations.edit(annotation.id, action=action, **fields)
        index = reader.index_of(kept.article)
        if index is not None and kept.annotator == reader.library.annotator:
            pane = reader.panes[index]
            pane.document.mark(kept)
            touch(pane, kept.start, kept.end)
        given = reader.answers.given
        if given is not None and given.id == kept.id:
            reader.answers.given = kept
        return kept
