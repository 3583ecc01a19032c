"""Texts to measure with: the same bytes from the same seed, in the shape of news, of any size."""

from __future__ import annotations

import random
from pathlib import Path

SENTINEL = "Quillmark"
"""The first word of every text, which occurs nowhere else: whoever sees it sees the text."""

SUBJECTS = (
    "the ministry", "a spokesman", "the harbour master", "Nora Lindqvist", "the union", "Councillor Adeyemi",
    "a witness", "the court in Brno", "the coast guard", "Ruiz Energy", "the insurer", "the mayor of Varna",
)  # fmt: skip
VERBS = ("said", "denied", "expects", "reported", "counted", "doubts", "confirmed", "told reporters", "hopes")
OBJECTS = (
    "that 42 people were aboard", "a loss of 3.7 million euros", "no change before Thursday", "damage to two piers",
    "that the talks go on", "a rise of 12 per cent", "about 1,300 claims", "rain from the west", "help within 48 hours",
    "that nothing was signed", "new rules for café owners", "a delay of three weeks", "that the bridge is safe",
)  # fmt: skip
TAILS = (
    "", " after a long night", " on 14 March 2023", ", though the figures differ", " in a letter", " at noon",
    " – as in the year before", ", according to two people who saw the papers", " for the third time since 2019",
)  # fmt: skip


def sentence(pick: random.Random) -> str:
    """One sentence that ends where its only full stop is."""
    parts = [pick.choice(SUBJECTS), pick.choice(VERBS), pick.choice(OBJECTS)]
    text = " ".join(parts) + pick.choice(TAILS)
    if pick.random() < 0.4:
        text += " and " + " ".join((pick.choice(SUBJECTS), pick.choice(VERBS), pick.choice(OBJECTS)))
    return text[0].upper() + text[1:] + "."


def report(size: int, seed: int) -> str:
    """A report of about ``size`` bytes: paragraphs of three to six sentences, blank lines between."""
    pick = random.Random(seed)
    paragraphs: list[str] = []
    written = 0
    while written < size:
        sentences = [sentence(pick) for _ in range(pick.randint(3, 6))]
        if not paragraphs:
            sentences[0] = f"{SENTINEL} is where this report begins, before anything else is said."
        paragraphs.append(" ".join(sentences))
        written += len(paragraphs[-1].encode()) + 2
    return "\n\n".join(paragraphs) + "\n"


def write_reports(folder: Path, size: int, count: int, *, one_sentence_a_line: bool = False) -> list[Path]:
    """Files with different reports of the same size."""
    paths = []
    for seed in range(1, count + 1):
        text = report(size, seed)
        if one_sentence_a_line:
            text = text.replace(". ", ".\n")
        path = folder / f"report-{size}-{seed}{'-lines' if one_sentence_a_line else ''}.txt"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths
