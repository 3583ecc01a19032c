"""Any sequence of actions, undo, redo and restarts ends in the same state as a plain model in memory."""

from __future__ import annotations

import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from diptych.articles.article import Article
from diptych.store import open_library
from diptych.store.library import Library

TEXT = "One claim. 😀 Another claim. One claim."
SPANS = [(0, 10), (11, 12), (13, 27), (28, 38), (0, 27)]

State = dict[str, dict[str, dict[str, Any]]]  # table → id → what matters of the row

spans = st.sampled_from(SPANS)
names = st.sampled_from(["claim", "quantity", "not_a_claim"])
notes = st.sampled_from(["", "see", "a\n“b” 😀"])
people = st.sampled_from(["ann", "bob"])


class History(RuleBasedStateMachine):
    """Two annotators in one library; the model keeps whole states on two stacks for each."""

    annotations = Bundle("annotations")
    links = Bundle("links")
    libraries: dict[str, Library] = {}

    @initialize()
    def start(self) -> None:
        """A library with one article, opened by both."""
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "library.db"
        self.libraries = {}
        self.reopen()
        self.article = self.libraries["ann"].articles.add(Article(TEXT)).id
        self.state: State = {"annotation": {}, "link": {}, "skip": {}}
        self.done: dict[str, list[tuple[State, State]]] = {"ann": [], "bob": []}
        self.undone: dict[str, list[tuple[State, State]]] = {"ann": [], "bob": []}

    def teardown(self) -> None:
        for library in getattr(self, "libraries", {}).values():
            library.close()
        if hasattr(self, "folder"):
            self.folder.cleanup()

    @rule()
    def reopen(self) -> None:
        """Restart."""
        for library in self.libraries.values():
            library.close()
        self.libraries = {name: open_library(self.path, annotator=name) for name in ("ann", "bob")}

    def did(self, who: str, before: State) -> None:
        """An action is one step, if it changed anything; it ends what could be redone."""
        if before != self.state:
            self.done[who].append((before, deepcopy(self.state)))
            self.undone[who].clear()

    def own(self, who: str) -> dict[str, dict[str, Any]]:
        """The annotator's annotations in the model."""
        return {id: row for id, row in self.state["annotation"].items() if row["who"] == who}

    def drop(self, id: str) -> None:
        """An annotation goes with its links."""
        del self.state["annotation"][id]
        for link, row in list(self.state["link"].items()):
            if id in (row["source"], row["target"]):
                del self.state["link"][link]

    @rule(target=annotations, who=people, span=spans, label=names, note=notes, exclusive=st.booleans())
    def label(self, who: str, span: tuple[int, int], label: str, note: str, exclusive: bool) -> Any:
        """Label a span, beside other labels or instead of them."""
        made = self.libraries[who].annotations.label(
            self.article, *span, label, note=note, exclusive=exclusive
        )
        before = deepcopy(self.state)
        here = [id for id, row in self.own(who).items() if row["span"] == span]
        same = [id for id in here if self.state["annotation"][id]["label"] == label]
        kept = (same or here)[:1] if exclusive else same[:1]
        if kept:
            assert made.id in (here if exclusive and not same else same)
            if exclusive:
                for id in here:
                    if id != made.id:
                        self.drop(id)
            row = self.state["annotation"][made.id]
            row["label"] = label
            row["note"] = note or row["note"]
        else:
            self.state["annotation"][made.id] = {"who": who, "span": span, "label": label, "note": note}
        self.did(who, before)
        return made.id

    @rule(who=people, span=spans)
    def clear(self, who: str, span: tuple[int, int]) -> None:
        """Clear a span."""
        if self.others_link(who, [id for id, row in self.own(who).items() if row["span"] == span]):
            return
        self.libraries[who].annotations.clear(self.article, *span)
        before = deepcopy(self.state)
        for id, row in self.own(who).items():
            if row["span"] == span:
                self.drop(id)
        self.did(who, before)

    @rule(id=annotations, note=notes, span=spans)
    def edit(self, id: str, note: str, span: tuple[int, int]) -> None:
        """Change note and span of an annotation that is there."""
        if (row := self.state["annotation"].get(id)) is None:
            return
        who = row["who"]
        self.libraries[who].annotations.edit(id, note=note, start=span[0], end=span[1])
        before = deepcopy(self.state)
        row = self.state["annotation"][id]
        row["note"], row["span"] = note, span
        self.did(who, before)

    @rule(target=links, source=annotations, end=annotations)
    def link(self, source: str, end: str) -> Any:
        """Link two annotations of one annotator: links between people would make undo refuse, see
        test_journal.
        """
        rows = self.state["annotation"]
        if source == end or source not in rows or end not in rows or rows[source]["who"] != rows[end]["who"]:
            return multiple()
        who = rows[source]["who"]
        made = self.libraries[who].links.add(source, end, "same")
        before = deepcopy(self.state)
        self.state["link"][made.id] = {"source": source, "target": end}
        self.did(who, before)
        return made.id

    @rule(id=consumes(links))
    def unlink(self, id: str) -> None:
        """Remove a link that is there."""
        if (row := self.state["link"].get(id)) is None:
            return
        who = self.state["annotation"][row["source"]]["who"]
        self.libraries[who].links.remove(id)
        before = deepcopy(self.state)
        del self.state["link"][id]
        self.did(who, before)

    @rule(who=people, span=spans)
    def skip(self, who: str, span: tuple[int, int]) -> None:
        """Put a span off, or take that back if it is."""
        before = deepcopy(self.state)
        skips = self.libraries[who].skips
        for id, row in self.state["skip"].items():
            if (row["who"], row["span"]) == (who, span):
                assert skips.remove(self.article, *span)
                del self.state["skip"][id]
                break
        else:
            self.state["skip"][skips.add(self.article, *span).id] = {"who": who, "span": span}
        self.did(who, before)

    @rule(who=people, times=st.integers(1, 4))
    def undo(self, who: str, times: int) -> None:
        """Undo some steps; None when there is nothing left."""
        for _ in range(times):
            entry = self.libraries[who].journal.undo()
            assert (entry is None) == (not self.done[who])
            if entry is not None:
                step = self.done[who].pop()
                self.undone[who].append(step)
                self.move(who, step[1], step[0])

    @rule(who=people, times=st.integers(1, 4))
    def redo(self, who: str, times: int) -> None:
        """Redo some steps; None when there is nothing left."""
        for _ in range(times):
            entry = self.libraries[who].journal.redo()
            assert (entry is None) == (not self.undone[who])
            if entry is not None:
                step = self.undone[who].pop()
                self.done[who].append(step)
                self.move(who, step[0], step[1])

    def move(self, who: str, before: State, after: State) -> None:
        """Make the difference of two states, which is this annotator's alone, in the state of now."""
        for table, rows in self.state.items():
            for id in before[table].keys() | after[table].keys():
                if before[table].get(id) != after[table].get(id):
                    assert rows.get(id) == before[table].get(id)
                    rows.pop(id, None)
                    if id in after[table]:
                        rows[id] = deepcopy(after[table][id])

    def others_link(self, who: str, ids: list[str]) -> bool:
        """Whether somebody else's link hangs on one of these."""
        rows = self.state["annotation"]
        return any(
            {row["source"], row["target"]} & set(ids) and rows[row["source"]]["who"] != who
            for row in self.state["link"].values()
        )

    @invariant()
    def the_library_is_what_the_model_says(self) -> None:
        """Rows, quotes and links agree, whoever looks."""
        if not self.libraries:
            return
        for library in self.libraries.values():
            kept = {
                one.id: {
                    "who": one.annotator,
                    "span": (one.start, one.end),
                    "label": one.label,
                    "note": one.note,
                }
                for one in library.annotations.each()
            }
            assert kept == self.state["annotation"]
            assert all(one.quote == TEXT[one.start : one.end] for one in library.annotations.each())
            links = {one.id: {"source": one.source, "target": one.target} for one in library.links.list()}
            assert links == self.state["link"]
        for who, library in self.libraries.items():
            skips = {
                one.id: {"who": who, "span": (one.start, one.end)}
                for one in library.skips.of_article(self.article)
            }
            assert skips == {id: row for id, row in self.state["skip"].items() if row["who"] == who}


TestHistory = History.TestCase
TestHistory.settings = settings(max_examples=25, stateful_step_count=30, deadline=None)
