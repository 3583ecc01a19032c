"""What a rule is, and how a line of text is read with a table of them.

A rule's ``pattern`` is a regular expression in which ``<n>`` stands for a number in any of its shapes
(numbers.py reads those); case is ignored unless the pattern says ``(?-i:…)``. A rule is tried only where one
of its ``starts`` stands: first words or signs in lower case, ``NUMBER``, or ``DIGITS`` for numbers not in
words. Of all rules that match at a place the longest reading wins, and of equally long ones the rule that
comes first in the table. What has been read is not read again, so the cost grows with the text and not with
what is in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cache, cached_property
from typing import Any

from diptych.analysis.figures.numbers import LONGEST, NUMBER_STARTS, VULGAR, Number, read_number

NUMBER = "<n>"
DIGITS = "<0>"
EDGE = r"(?!\w|[.,][0-9])"
"""What must not follow: the rest of a word or of a numeral."""

WINDOW = 60
"""Code points of context that a rule may look at on either side."""


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and what stands in it: ``figure`` is the span's text, the rest as in ``Figure``."""

    sentence: str
    figure: str
    value: float | int | str | None = None
    unit: str | None = None
    of: str | None = None
    upper: float | int | str | None = None
    approximate: bool = False
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the whole article: when it was published and how it writes numbers."""

    published: date | None = None
    european: bool = False


@dataclass(slots=True)
class Meaning:
    """What a rule makes of a match. An empty kind means: this is no figure, and nothing in it is.

    ``start`` and ``end`` narrow the span; ``value`` of a duration is a count of ``unit``s until the figure is
    made; ``scale`` and ``bare`` tell ranges what the two ends may lend each other.
    """

    kind: str
    value: Fraction | int | str | None = None
    unit: str | None = None
    of: str | None = None
    upper: Fraction | int | str | None = None
    approximate: bool = False
    start: int = -1
    end: int = -1
    scale: int = 1
    bare: bool = False
    parts: tuple[tuple[Fraction, str], ...] = ()


NO_FIGURE = Meaning("")


@dataclass(slots=True)
class Found:
    """A match of a rule: its place, its numbers and its named groups (None or "" where a group is absent)."""

    text: str
    start: int
    end: int
    first: int
    stop: int
    context: Context
    numbers: list[Number] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.groups.get(name, "")

    @property
    def number(self) -> Number:
        return self.numbers[0]

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]

    def before(self, size: int = WINDOW) -> str:
        """Up to ``size`` code points before the match, inside its line."""
        return self.text[max(self.first, self.start - size) : self.start]

    def after(self, size: int = WINDOW) -> str:
        """Up to ``size`` code points behind the match, inside its line."""
        return self.text[self.end : min(self.stop, self.end + size)]


@dataclass(frozen=True)
class Rule:
    """One shape of figure. The examples and counter-examples are run as tests."""

    name: str
    starts: frozenset[str]
    pattern: str
    meaning: Callable[[Found], Meaning | None]
    examples: tuple[Example, ...]
    counter_examples: tuple[str, ...]

    @cached_property
    def _parts(self) -> tuple[re.Pattern[str] | None, ...]:
        pieces = re.split("(<n>)", self.pattern)
        return tuple(None if p == NUMBER else re.compile(p, re.IGNORECASE) for p in pieces if p)

    @cached_property
    def behind_number(self) -> re.Pattern[str] | None:
        """What must stand behind the number the rule begins with; None for a rule that begins otherwise."""
        return self._parts[1] if self._parts[0] is None else None

    def match(self, line: Line, at: int) -> Found | None:
        """The match that begins at ``at``, if there is one."""
        text, stop, end = line.text, line.stop, at
        numbers: list[Number] = []
        matches: list[re.Match[str]] = []
        for part in self._parts:
            if part is None:
                number = line.number(end)
                if number is None:
                    return None
                numbers.append(number)
                end = number.end
            else:
                match = part.match(text, end, stop)
                if match is None:
                    return None
                matches.append(match)
                end = match.end()
        found = Found(text, at, end, line.start, stop, line.context, numbers)
        for match in matches:
            for name, value in match.groupdict().items():
                if value is not None:
                    found.groups[name] = value
                    found.spans[name] = match.span(name)
        return found


def rule(
    name: str,
    starts: str | Iterable[str],
    pattern: str,
    meaning: Callable[[Found], Meaning | None],
    *,
    examples: Sequence[Example],
    counter_examples: Sequence[str] = (),
) -> Rule:
    """A rule; ``starts`` may be one string of words, divided by blanks."""
    words = starts.split() if isinstance(starts, str) else starts
    return Rule(name, frozenset(words), pattern, meaning, tuple(examples), tuple(counter_examples))


@dataclass(slots=True)
class Piece:
    """A reading of ``[start, end)`` and the rule it comes from."""

    start: int
    end: int
    meaning: Meaning
    rule: str


class Line:
    """A stretch of text without line breaks, and the numbers already read in it."""

    __slots__ = ("_numbers", "context", "start", "stop", "text")

    def __init__(self, text: str, start: int, stop: int, context: Context) -> None:
        self.text, self.start, self.stop, self.context = text, start, stop, context
        self._numbers: dict[int, Number | None] = {}

    def number(self, at: int) -> Number | None:
        if at not in self._numbers:
            self._numbers[at] = read_number(self.text, at, self.stop, european=self.context.european)
        return self._numbers[at]


@cache
def _token() -> re.Pattern[str]:
    signs = re.escape("$€£¥₹₪₩₽₺₦₴₫฿₱₿¢-−–.~'’" + "".join(VULGAR))
    return re.compile(rf"[^\W\d_]+|[0-9]+(?:[.,][0-9]+)*|[{signs}]")


class Table:
    """Rules by what they start with."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rules)
        by_start: dict[str, list[Rule]] = {}
        for each in rules:
            starts = set(each.starts)
            if NUMBER in starts:
                starts |= NUMBER_STARTS | {DIGITS}
            for start in starts:
                by_start.setdefault(start, []).append(each)
        self._by_start = {start: tuple(each) for start, each in by_start.items()}

    def read(self, line: Line) -> list[Piece]:
        """All figures of the line in reading order, none over another."""
        text, done, last = line.text, line.start, -1
        pieces: list[Piece] = []
        for token in _token().finditer(text, line.start, line.stop):
            at = token.start()
            if at < done:
                continue
            word = token[0]
            digits = "0" <= word[0] <= "9"
            if digits and len(word) > LONGEST:
                done = token.end()
                continue
            rules = self._by_start.get(DIGITS if digits else word.lower())
            if rules is None or (
                (digits or word.lower() in NUMBER_STARTS) and _attached(text, at, line.start, last)
            ):
                continue
            best = _longest(rules, line, at)
            if best is None:
                if digits:
                    done = token.end()
                continue
            done = best.end
            if best.meaning.kind:
                last = best.end
                pieces.append(best)
        return pieces


def _attached(text: str, at: int, first: int, last: int) -> bool:
    """Whether a number belongs to what stands before it: F-16, COVID-19, A320, 3.10, /25.

    ``last`` is the end of the figure read last, which a dash may join to this one: "10-20".
    """
    if at == first:
        return False
    before = text[at - 1]
    if before == "-" and text[max(first, at - 10) : at].lower() == "magnitude-":
        return False
    if before in "-‐‑–" and at - 1 > first:
        if text[max(first, at - 4) : at].lower() in ("-by-", "-to-", "-or-"):
            return False
        return at - 1 != last and text[at - 2].isalnum()
    if before in ".,:" and at - 1 > first:
        return text[at - 2].isdigit()
    return before.isalnum() or before in "_/#@\\=&"


def _longest(rules: Sequence[Rule], line: Line, at: int) -> Piece | None:
    best: Piece | None = None
    number = line.number(at)
    for each in rules:
        behind = each.behind_number
        if behind is not None and (number is None or behind.match(line.text, number.end, line.stop) is None):
            continue  # most rules end here, so this is kept cheap
        found = each.match(line, at)
        if found is None or (best is not None and found.end <= best.end):
            continue
        meaning = each.meaning(found)
        if meaning is None:
            continue
        start = found.start if meaning.start < 0 else meaning.start
        end = found.end if meaning.end < 0 else meaning.end
        if best is None or end > best.end:
            best = Piece(start, end, meaning, each.name)
    return best


def one_of(words: Iterable[Any]) -> str:
    """A pattern for any of the words, longest first."""
    return "(?:" + "|".join(re.escape(str(word)) for word in sorted(words, key=len, reverse=True)) + ")"
