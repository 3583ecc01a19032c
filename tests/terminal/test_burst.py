"""Keys that come faster than the screen: each acts on the sentence that the cursor had when it was pressed."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.terminal.terminal import Desk

pytestmark = pytest.mark.terminal

LABELS = {"1": "quantity", "2": "event", "3": "quotation"}
CLAIMS = {"claim", *LABELS.values()}


def article(seed: int, sentences: int) -> str:
    """A headline and sentences that nobody can split in two ways."""
    pick = random.Random(seed)
    words = ["boats", "nets", "crews", "lights", "docks", "tides", "ropes", "maps", "bells", "cranes"]
    lines = [f"Report number {seed} from the quay", ""]
    for number in range(sentences):
        middle = " ".join(pick.choices(words, k=pick.randint(5, 24)))
        lines.append(f"Item {number} of list {seed} names {middle} as lost.")
        if number % 5 == 4:
            lines.append("")
    return "\n".join(lines) + "\n"


class Expected:
    """What the keys must do, in plain Python: cursor and answers of each pane."""

    def __init__(self, panes: int, sentences: int) -> None:
        self.last = sentences - 1
        self.cursor = [0] * panes
        self.active = 0
        self.answers: dict[tuple[int, int], str] = {}

    def press(self, key: str) -> None:
        """One key."""
        here = (self.active, self.cursor[self.active])
        if key == "tab":
            self.active = (self.active + 1) % len(self.cursor)
        elif key in ("j", "k"):
            self._step(1 if key == "j" else -1)
        elif key == "backspace" or (key == "space" and self.answers.get(here) in CLAIMS):
            self.answers.pop(here, None)
        else:
            self.answers[here] = {"space": "claim", "x": "not_a_claim", **LABELS}[key]
            self._step(1)

    def _step(self, step: int) -> None:
        self.cursor[self.active] = max(0, min(self.last, self.cursor[self.active] + step))


def mixed(seed: int, many: int) -> list[str]:
    """Keys as a person in a hurry presses them."""
    pick = random.Random(seed)
    keys = ["j", "k", "space", "x", "1", "2", "3", "backspace", "tab"]
    return [
        *pick.choices(keys, weights=[30, 10, 20, 15, 5, 5, 5, 5, 5], k=many - 1),
        "k",
    ]  # "k" leaves no message


@pytest.mark.parametrize(
    ("keys", "sentences", "early"),
    [
        (["j", "space", "j", "x"] * 50, 260, False),
        (mixed(1, 200), 260, False),
        (mixed(2, 200), 260, True),
        (["j"] * 400 + ["x", "tab", "j", "1"], 1000, True),
    ],
    ids=["j space j x", "mixed", "mixed, before Textual draws", "further than what is taken in at first"],
)
def test_every_key_of_a_burst_acts_on_its_own_sentence(
    desk: Desk, keys: list[str], sentences: int, early: bool
) -> None:
    """Keys in one write give the same rows as one key after the other; none is lost, none is echoed."""
    names = [desk.write(f"list-{seed}.txt", article(seed, sentences)) for seed in (1, 2)]
    expected = Expected(2, sentences)
    for key in keys:
        expected.press(key)
    reader = desk.start("read", *names)
    if early:
        # a key before the program runs is the kernel's: it echoes, and takes a backspace for itself
        reader.wait_for(lambda: b"\x1b[?1049h" in reader.raw, "the first frame")
    else:
        reader.wait_for("sentence 1 of")
    reader.press(" ".join(keys))
    wanted = {
        (f"list-{pane + 1}.txt", sentence, label) for (pane, sentence), label in expected.answers.items()
    }
    place = f"sentence {expected.cursor[expected.active] + 1} of "
    reader.wait_for(
        lambda: place in reader.text() and _answered(desk) == wanted, f"{place}… and just these rows"
    )
    judged = sum(pane == expected.active for pane, _ in expected.answers)
    reader.wait_for(f" · {judged} judged")
    if early:
        assert reader.raw.startswith(b"\x1b[?1049h"), "something was echoed"
    reader.press("q")
    assert reader.wait_end() == 0
    assert _answered(desk) == wanted


def _answered(desk: Desk) -> set[tuple[str, int, str]]:
    """(file, number of the sentence as its text says, label) of every row."""
    return {(name, int(quote.split()[1]), label) for name, quote, label in desk.answers()}


def test_keys_after_one_that_opens_something_go_there(desk: Desk) -> None:
    """Typed at once after / ? or :, no key labels the sentence below."""
    text = "One boat is in the harbour. Two boats are late today. Three boats are not here.\n"
    reader = desk.start("read", desk.write("tame.txt", text))
    reader.wait_for("sentence 1 of 3 · 0 judged")
    for keys in ("/", "?", ":"):
        reader.type(keys + "x1x")
        reader.settle()
        assert desk.answers() == [], f"after {keys}"
        reader.press("escape")
        reader.settle()
    reader.type("/late\r")
    reader.wait_for("“late” 1 of 1")
    reader.press("x")
    reader.wait_for("1 judged")
    assert [(quote[:9], label) for _, quote, label in desk.answers()] == [("Two boats", "not_a_claim")]
