"""A person's corrections laid over the machine's findings."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.spans import Mention
from diptych.store.corrected import corrected_mentions
from diptych.store.records import Correction


def correction(
    verdict: str, machine: tuple[int, int] | None, span: tuple[int, int], label: str = "ORG"
) -> Correction:
    start, end = machine or (None, None)
    return Correction(
        id=f"{verdict}{machine}{span}",
        article=1,
        subject="mention",
        verdict=verdict,
        machine_start=start,
        machine_end=end,
        machine_label="PERSON" if machine else "",
        engine="names 1",
        start=span[0],
        end=span[1],
        quote="x" * (span[1] - span[0]),
        label=label,
        annotator="ann",
        session=None,
        created_at="",
        updated_at="",
    )


MACHINE = [Mention(0, 4, "PERSON", "Anna", "anna"), Mention(10, 14, "PERSON", "Nord", "nord")]


def test_each_verdict_does_what_it_says() -> None:
    """Rejected goes, changed stands where the person put it, added is there, the rest stays the machine's."""
    assert corrected_mentions(MACHINE, [correction("rejected", (0, 4), (0, 4))]) == MACHINE[1:]
    changed = corrected_mentions(MACHINE, [correction("changed", (10, 14), (10, 20))])
    assert [(one.start, one.end, one.label) for one in changed] == [(0, 4, "PERSON"), (10, 20, "ORG")]
    added = corrected_mentions(MACHINE, [correction("added", None, (5, 8))])
    assert [one.start for one in added] == [0, 5, 10]


def test_a_correction_of_another_label_leaves_a_new_finding_alone() -> None:
    """An engine that finds something else on the same words has not been judged yet."""
    machine = [Mention(0, 4, "GPE", "Anna", "anna")]
    assert corrected_mentions(machine, [correction("rejected", (0, 4), (0, 4))]) == machine


SPANS = st.tuples(st.integers(0, 60), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(
    machine=st.lists(SPANS, max_size=12),
    added=st.lists(SPANS, max_size=6),
    rejected=st.sets(SPANS, max_size=6),
)
def test_what_is_shown_never_overlaps_and_keeps_every_first_answer(
    machine: list[tuple[int, int]], added: list[tuple[int, int]], rejected: set[tuple[int, int]]
) -> None:
    """Whatever was corrected, the spans stand in order and apart, and none of the rejected ones is back."""
    apart: list[Mention] = []
    for start, end in sorted(machine):
        if not apart or start >= apart[-1].end:
            apart.append(Mention(start, end, "PERSON", "", ""))
    corrections = [correction("added", None, span) for span in added]
    corrections += [correction("rejected", span, span) for span in rejected]
    shown = corrected_mentions(apart, corrections)
    assert all(one.end <= other.start for one, other in pairwise(shown))
    assert not {(one.start, one.end) for one in shown if one.label == "PERSON"} & rejected
    if added:
        assert min(added) in {(one.start, one.end) for one in shown if one.label == "ORG"}
