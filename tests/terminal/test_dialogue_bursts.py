"""Keys that come faster than dialogues open and close: none is lost, none lands on the other side."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.terminal.terminal import Desk

pytestmark = pytest.mark.terminal

TEXT = "One boat is in the harbour, the mayor said. Two boats are late today. Three boats are not here.\n"


NOTED = [("One b", "quantity", "", 'x1 x[b]é😀\n"$(x)', ""), ("Two b", "event", "", "", "")]

PANEL = [
    ("One b", "quantity", "sure", "n", ""),
    ("Two b", "quantity", "", "", ""),
    ("Three", "not_a_claim", "", "", ""),
]
"""Three answers, then F4: certainty and a note on its first row."""


def rows(desk: Desk) -> list[tuple[str, str, str, str, str]]:
    """(beginning of the sentence, label, certainty, note, who says so), in reading order."""
    with sqlite3.connect(desk.library) as connection:
        return connection.execute(
            "SELECT substr(quote, 1, 5), label, certainty, note, attributed_to FROM annotation ORDER BY start"
        ).fetchall()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1tx1 x[b]é😀\r\"$(x)\x042", NOTED),
        ("1+tx\x1b", [("One b", "quantity", "sure", "", "")]),
        ("1a\rx", [("One b", "quantity", "", "", "the mayor"), ("Two b", "not_a_claim", "", "", "")]),
        ("1aNobody x\r3", [("One b", "quantity", "", "", "Nobody x"), ("Two b", "quotation", "", "", "")]),
        ("0j\rx", [("One b", "quantity", "", "", ""), ("Two b", "not_a_claim", "", "", "")]),
        ("11x\x1bOSk+tn\x04\rj", PANEL),
        ("11x\x1bOS/quant\r+tn\x04\rj", PANEL),
    ],
    ids=["note and on", "certainty and a note left", "speaker", "typed speaker", "picked label", "panel", "filter"],
)  # fmt: skip
def test_a_burst_goes_through_a_dialogue_in_order(
    desk: Desk, typed: str, expected: list[tuple[str, str, str, str, str]]
) -> None:
    """All keys in one write give the same rows as one key after the other."""
    reader = desk.start("read", desk.write("tame.txt", TEXT))
    reader.wait_for("sentence 1 of 3 · 0 judged")
    reader.type(typed)
    reader.settle()
    if expected is PANEL:  # enter went to the first row's sentence, j one further
        reader.wait_for("sentence 2 of 3")
    reader.wait_for(lambda: rows(desk) == expected)
