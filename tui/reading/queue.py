"""Being led from sentence to sentence: one key answers and brings the next one, in its report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from diptych.tui.reading.attention import told
from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from diptych.tui.reading.attention import Place
    from diptych.tui.reading.queue_plan import Line, Plan
    from diptych.tui.reading.reader import Reader

Seen = tuple["Place | None", frozenset[tuple[str, str]]]
"""A sentence, and the answers (id and label) on it."""

_ANSWERS = ("claim.", "label.", "annotation.repeat")


class Queue:
    """Leads through a line of sentences, around its end, until every one is answered or put off."""

    def __init__(self, reader: Reader, plan: Plan, line: Line) -> None:
        self._reader = reader
        self.plan = plan
        self._places = line.places
        self._index = {place: index for index, place in enumerate(line.places)}
        self._done = line.done
        self._put_off = line.put_off
        self._again: set[Place] = set()  # put off, and brought again since
        self._before: list[Place] = []
        self._position = 0

    # ---- where one is

    @property
    def current(self) -> Place | None:
        """The sentence the queue has led to."""
        return self._places[self._position] if self._places else None

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many sentences in all, answered, and put off without an answer."""
        return len(self._places), len(self._done), len(self._put_off - self._done)

    def progress(self) -> str:
        """For the status line: how far, how fast, how long still."""
        total, done, put_off = self.counts
        parts = [f"{self._reader.library.annotator} · queue: {done} of {total}"]
        if put_off:
            parts.append(f"{put_off} put off")
        pace = self._reader.attention.pace
        if pace is not None:
            parts.append(f"{pace:.1f} a minute" if pace < 10 else f"{pace:.0f} a minute")
            if left := total - done - put_off:
                parts.append(f"{told(left * 60 / pace)} left")
        return " · ".join([*parts, "saved"])

    def kept(self) -> dict[str, Any]:
        """What to remember for the next start."""
        return {"scope": self.plan.scope, "at": list(self.current or ())}

    # ---- going

    def start(self, at: Place | None) -> str:
        """Go to ``at``, or where that needs no answer to the next sentence that does."""
        if not self._places:
            raise CannotDoThat("There is no sentence for this queue.")
        if at in self._index:
            self._position = self._index[at]
        if self._wants(self._places[self._position]):
            self._go(self._position)
        else:
            said = self._on()
            if said:
                return said
        total, done, put_off = self.counts
        off = f", {put_off} put off" if put_off else ""
        return f"Queue: {done} of {total} answered{off}."

    def previous(self) -> None:
        """Back to the sentence the queue led to before this one."""
        here = self._reader.here
        while self._before:
            place = self._before.pop()
            if place != here:
                self._go(self._index[place], remember=False)
                return
        raise CannotDoThat("This is where the queue began.")

    def skip(self) -> str:
        """Leave the sentence under the cursor for later; one that has an answer is only left behind."""
        reader = self._reader
        place = reader.here
        if place is None or place not in self._index:
            return self._on() or "This sentence is not in the queue; here is the next one that is."
        self._position = self._index[place]
        self._note_answer(place)
        if place not in self._done:
            reader.library.skips.add(*place, action="queue.skip")
            reader.pane.document.put_off.add(place[1:])
            reader.pane.touched.add(reader.pane.cursor)
            self._put_off.add(place)
            self._again.add(place)
        return self._on()

    def look(self) -> Seen:
        """The sentence under the cursor and its answers, before a command."""
        place = self._reader.here
        return place, self._answers(place)

    def follow(self, seen: Seen, command: str) -> str:
        """After a command: an answer to the sentence that was under the cursor leads on to the next one."""
        place, answers = seen
        if place is None or place not in self._index:
            self._stand_on(self._reader.here)
            return ""
        now = self._answers(place)
        given = bool(now) and (now != answers or command.startswith(_ANSWERS))
        if not given or command.startswith("history."):
            self._note_answer(place)
            self._stand_on(self._reader.here)
            return ""
        if place not in self._done:
            self._done.add(place)
            self._reader.attention.answered()
        self._position = self._index[place]
        return self._on()

    # ---- inside

    def _answers(self, place: Place | None) -> frozenset[tuple[str, str]]:
        if place is None or (index := self._reader.index_of(place[0])) is None:
            return frozenset()
        document = self._reader.panes[index].document
        sentence = document.sentence_of_span(*place[1:])
        there = document.annotations.get(sentence, ()) if sentence is not None else ()
        return frozenset((item.id, item.label) for item in there if item.scheme == self._reader.scheme.name)

    def _note_answer(self, place: Place | None) -> None:
        """Know again whether a sentence has an answer: it may have been given on its words, or taken back."""
        if place is None or (index := self._reader.index_of(place[0])) is None:
            return
        document = self._reader.panes[index].document
        if place[1:] not in document.put_off:
            self._put_off.discard(place)
            self._again.discard(place)
        if self.plan.label:
            return
        words = document.spans_between(*place[1:])
        if self._answers(place) or any(item.scheme == self._reader.scheme.name for item in words):
            self._done.add(place)
        else:
            self._done.discard(place)

    def _stand_on(self, place: Place | None) -> None:
        if place in self._index:
            self._position = self._index[place]
            self._note_answer(place)

    def _wants(self, place: Place) -> bool:
        return place not in self._done and place not in self._put_off

    def _on(self) -> str:
        """To the next sentence that wants an answer, around the end; then to those that were put off."""
        count = len(self._places)
        following = [(self._position + step) % count for step in range(1, count + 1)]
        for index in following:
            if self._wants(self._places[index]):
                self._go(index)
                return ""
        for index in following:
            place = self._places[index]
            if place in self._put_off and place not in self._again and place not in self._done:
                self._again.add(place)
                self._go(index)
                return "All others are answered: this one was put off."
        total, done, put_off = self.counts
        off = f", {put_off} put off" if put_off else ""
        return f"The queue is through: {done} of {total} answered{off}."

    def _go(self, index: int, *, remember: bool = True) -> None:
        here = self.current
        if remember and here is not None and index != self._position:
            self._before.append(here)
        self._position = index
        article, start, end = self._places[index]
        self._reader.show_sentence(article, start, end)
