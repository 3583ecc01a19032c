"""However a reading ends, what was on the screen is in the library, and the terminal is as it was."""

from __future__ import annotations

import random
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.terminal.terminal import Desk, Terminal

pytestmark = pytest.mark.terminal

SENTENCES = 80


def open_long_article(desk: Desk) -> Terminal:
    """A report with enough sentences for every round."""
    lines = "\n".join(f"Sentence {number} says that dock {number} is closed." for number in range(SENTENCES))
    name = desk.write("docks.txt", f"Docks that are closed\n\n{lines}\n")
    reader = desk.start("read", name)
    reader.wait_for("says that dock")
    reader.wait_for("docks.txt" if "docks.txt" in reader.text() else "judged")
    return reader


def numbers(desk: Desk) -> dict[int, str]:
    """Sentence's number → label."""
    return {int(quote.split()[1]): label for _, quote, label in desk.answers()}


def test_sigkill_after_a_label_was_seen_loses_nothing(desk: Desk) -> None:
    """Killed at random moments, the library holds each label that was on the screen, and none that was not typed."""
    pick = random.Random(20240117)
    typed: dict[int, str] = {}
    here = 0
    for _ in range(5):
        reader = open_long_article(desk)
        reader.press("g g " + "j " * here)
        for _ in range(pick.randint(1, 6)):
            key, label = pick.choice([("space", "claim"), ("x", "not_a_claim"), ("1", "quantity")])
            reader.press(key)
            typed[here] = label
            here += 1
            reader.wait_for(f"sentence {here + 1} of {SENTENCES} · {len(typed)} judged")
        for _ in range(pick.randint(0, 3)):  # and some that nobody saw: they may be there or not
            reader.press("x")
        if pick.random() < 0.5:
            reader.pump(pick.random() * 0.02)
        reader.kill()
        found = numbers(desk)
        assert {number: found.get(number) for number in typed} == typed
        unseen = {number: label for number, label in found.items() if number not in typed}
        assert set(unseen) <= set(range(here, here + 3)) and set(unseen.values()) <= {"not_a_claim"}
        typed |= unseen
        here += len(unseen)
    assert desk.query("PRAGMA integrity_check") == [("ok",)]
    reader = open_long_article(desk)
    reader.wait_for(f"{len(typed)} judged")


def test_after_sigkill_the_reader_opens_at_the_sentence_that_was_left(desk: Desk) -> None:
    """Killed right after a label, the next start stands where the cursor stood."""
    reader = open_long_article(desk)
    reader.press("j j j j x j")
    reader.wait_for(f"sentence 7 of {SENTENCES} · 1 judged")
    reader.settle(0.5)
    reader.press("x")
    reader.wait_for(f"sentence 8 of {SENTENCES} · 2 judged")
    reader.kill()
    reader = open_long_article(desk)
    reader.wait_for(f"sentence 8 of {SENTENCES} · 2 judged")


@pytest.mark.parametrize("how", ["SIGTERM", "SIGHUP", "window closed", "ctrl+q"])
def test_an_end_from_outside_keeps_labels_and_place(desk: Desk, how: str) -> None:
    """A signal or a closed window ends the program; labels and place are kept, the terminal is clean."""
    reader = open_long_article(desk)
    reader.press("j space j")
    reader.wait_for(f"sentence 4 of {SENTENCES} · 1 judged")
    if how == "window closed":
        reader.hang_up()
        reader.process.wait(20)
    else:
        if how == "ctrl+q":
            reader.press("ctrl+q")
        else:
            reader.send_signal(signal.Signals[how])
        reader.wait_end()
        assert reader.is_clean() == []
        assert "Traceback" not in reader.text()
    assert numbers(desk) == {1: "claim"}
    reader = open_long_article(desk)
    reader.wait_for(f"sentence 4 of {SENTENCES} · 1 judged")


@pytest.mark.parametrize("early", [False, True], ids=["any time", "before Textual draws"])
def test_a_stopped_start_leaves_the_terminal_clean(desk: Desk, early: bool) -> None:
    """SIGTERM in the first frame, or a source that cannot be read, leaves the terminal as it was."""
    if early:
        name = desk.write("docks.txt", "Docks\n\nOne is closed.\n")
        reader = desk.start("read", name)
        reader.wait_for(lambda: b"\x1b[?1049h" in reader.raw, "the first frame")
        reader.send_signal(signal.SIGTERM)
        reader.wait_end()
    else:
        name = desk.write("docks.txt", "Docks\n\nOne is closed.\n")
        broken = desk.write("picture.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01")
        reader = desk.start("read", name, broken)
        assert reader.wait_end() in (1, 2)
        assert "picture.png" in reader.text() and "Traceback" not in reader.text()
    assert reader.is_clean() == []


def test_a_window_of_any_size_is_survived(desk: Desk) -> None:
    """Down to one cell and back, in the reader and in its dialogues: cursor and marks are on the screen again."""
    reader = open_long_article(desk)
    reader.press("j x j")
    reader.wait_for(f"sentence 4 of {SENTENCES} · 1 judged")
    for keys in ("", "?", ":", "/"):
        reader.press(keys)
        reader.settle(0.1)
        for cols, rows in ((40, 10), (20, 3), (1, 1), (3, 40), (300, 2), (7, 7), (40, 10)):
            reader.resize(cols, rows)
            reader.pump(0.2)
            reader.settle(0.03)
            assert reader.process.poll() is None
        if not keys:
            reader.wait_for("sentence 4 of")
            reader.press("j")
            reader.wait_for("sentence 5 of")
            reader.press("k")
            reader.wait_for("sentence 4 of")
        reader.resize(120, 30)
        if keys:
            reader.settle(0.1)
            reader.press("escape")
        reader.wait_for(
            lambda: (
                " ▌ Sentence 3 says" in reader.text()
                and f"sentence 4 of {SENTENCES} · 1 judged" in reader.text()
                and "Sentence 20 says" in reader.text()
            ),
            f"the whole screen after {keys or 'resizing'}",
        )
    reader.press("q")
    assert reader.wait_end() == 0
    assert numbers(desk) == {1: "not_a_claim"}


def test_a_label_moves_no_text(desk: Desk) -> None:
    """With auto-advance off, a label changes the gutter and the lines below, and no row of the text."""
    reader = open_long_article(desk)
    reader.press("j j A")
    reader.wait_for("label stays")
    reader.press("j k")
    reader.wait_for("stays · saved")
    reader.settle()
    before = [row[4:] for row in reader.screen.display[1:-2]]
    for key, sign in (("space", "C"), ("1", "1"), ("x", "✗")):
        reader.press(key)
        reader.wait_for(f"{sign}▌ Sentence 2")
        assert [row[4:] for row in reader.screen.display[1:-2]] == before


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="/proc tells when a process has stopped")
def test_after_ctrl_z_and_fg_the_text_is_there_again(desk: Desk) -> None:
    """Stopped, it gives the terminal back; continued, it draws everything before any key."""
    reader = open_long_article(desk)
    reader.wait_for("judged")
    reader.press("ctrl+z")
    reader.wait_for(lambda: b"\x1b[?1049l" in reader.raw, "the terminal given back")
    state = Path(f"/proc/{reader.process.pid}/stat")
    reader.wait_for(lambda: state.read_text().rpartition(")")[2].split()[0] == "T", "it stopped")
    before = len(reader.raw)
    reader.process.send_signal(signal.SIGCONT)
    reader.wait_for(lambda: b"says that dock" in bytes(reader.raw)[before:], "the text drawn again")
    reader.press("x")
    reader.wait_for("1 judged")
    assert numbers(desk) == {0: "not_a_claim"}
