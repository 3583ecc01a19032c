"""Feeds an engine paragraph by paragraph and hands its spans back article by article."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from diptych.analysis.entities.engine import LABELS, Span
from diptych.errors import AnalysisError

if TYPE_CHECKING:
    from diptych.analysis.entities.engine import Recognizer

LONGEST = 4000
"""Code points of one paragraph given to the engine at once; longer ones are cut at white space."""

_LONG_RUN = re.compile(r"\S{200,}")


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """(offset, paragraph) for each stretch of text worth reading; together they hold every word.

    A run of 200 characters without white space (an address, noise) is left out: a tokeniser's time may grow with
    the square of its length.
    """
    at = 0
    for line in text.split("\n"):
        first = 0
        for run in _LONG_RUN.finditer(line):
            yield from _pieces(line, at, first, run.start())
            first = run.end()
        yield from _pieces(line, at, first, len(line))
        at += len(line) + 1


def _pieces(line: str, offset: int, start: int, end: int) -> Iterator[tuple[int, str]]:
    while start < end:
        stop = end
        if end - start > LONGEST:
            half = line[start + LONGEST // 2 : start + LONGEST]
            cut = max(half.rfind(". "), half.rfind("? "), half.rfind("! "))
            if cut < 0:
                cut = max(half.rfind(" "), half.rfind("\t"))
            stop = start + LONGEST // 2 + cut + 1 if cut >= 0 else start + LONGEST
        piece = line[start:stop]
        if any(character.isalpha() for character in piece):
            yield offset + start, piece
        start = stop


def recognized(texts: Iterable[str], engine: Recognizer) -> Iterator[tuple[str, list[Span]]]:
    """(text, spans in it) for each text; spans sorted, within the text, the longer of two that overlap, and of
    diptych's own labels only: what an engine says of numbers is left out.
    """
    waiting: deque[tuple[str, list[int]]] = deque()

    def feed() -> Iterator[str]:
        for text in texts:
            offsets: list[int] = []
            found: list[str] = []
            for offset, paragraph in paragraphs(text):
                offsets.append(offset)
                found.append(paragraph)
            waiting.append((text, offsets))
            yield from found

    stream = feed()
    answers = iter(engine.recognize(stream))
    early_end = f"The recogniser {engine.engine} stopped before the end of the text."
    early: list[list[Span]] = []
    while True:
        if not waiting:
            early += [answer for answer in (next(answers, None),) if answer is not None]
            if not waiting and next(stream, None) is not None:
                raise AnalysisError(early_end)
            if not waiting:
                return
        text, offsets = waiting.popleft()
        spans: list[Span] = []
        for offset in offsets:
            answer = early.pop() if early else next(answers, None)
            if answer is None:
                raise AnalysisError(early_end)
            spans += (
                (offset + start, offset + end, label) for start, end, label in answer if label in LABELS
            )
        yield text, apart(spans, len(text))


def apart(spans: Iterable[Span], length: int) -> list[Span]:
    """The spans in order, those outside the text or inside another one left out; the longer one wins."""
    kept: list[Span] = []
    for start, end, label in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not 0 <= start < end <= length:
            continue
        if kept and start < kept[-1][1]:
            if end - start > kept[-1][1] - kept[-1][0]:
                kept[-1] = (start, end, label)
            continue
        kept.append((start, end, label))
    return kept
