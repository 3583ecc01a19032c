"""What can be seen in a sentence that has to do with being a claim: figures, names, who says so, stance.

Plain patterns over the sentence alone, so that a library of any size is looked at in seconds. Each is linear.
"""

from __future__ import annotations

import math
import re
import zlib

BUCKETS = 1 << 16
"""Words and pairs of words are counted in so many buckets (feature hashing, Weinberger and others 2009)."""

Vector = tuple[tuple[int, float], ...]
"""(feature, value), each feature once; features count from 0 to `SIZE`."""

NAMED = (
    "bias", "length", "short", "question", "numbers", "number", "money", "year", "time", "names", "saying",
    "stance", "future", "self", "us", "you", "compared", "done", "polite",
)  # fmt: skip
"""The plain features; the buckets come behind them."""

SIZE = len(NAMED) + BUCKETS


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:[.,]\d+)*%?")
_NUMBER_WORDS = _set(
    "two three four five six seven eight nine ten eleven twelve dozen hundred thousand million billion trillion"
    " half third quarter percent dozens hundreds thousands millions billions double triple twice"
)
_MONEY = re.compile(
    r"[$€£¥]\s?\d|\b(?:dollars?|euros?|pounds?|tax(?:es)?|budget|deficit|debt)\b", re.IGNORECASE
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_TIME = re.compile(
    r"\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|june|july"
    r"|august|september|october|november|december|yesterday|today|year|years|month|months|week|weeks|ago|since)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;:’'\"”)] )[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*")
_SAYING = _set(
    "said says say told tells announced announces claimed claims reported reports confirmed denied denies added"
    " stated argued warned according accused insisted acknowledged estimated estimates showed found"
)
_STANCE = _set("think believe feel hope want wish guess know suppose understand agree disagree love like")
_FUTURE = _set("will would should could may might shall must can going gonna ought let")
_SELF = _set("i me my mine myself")
_US = _set("we us our ours ourselves")
_YOU = _set("you your yours")
_COMPARED = _set(
    "more less fewer most least highest lowest largest biggest than increase increased rise rose risen fell fall"
    " fallen cut doubled tripled grew growth decline declined lost lose created record first only never every"
    " rate average percent"
)
_DONE = _set("was were had has have been did voted signed passed made took gave went became killed")
_POLITE = _set("thank thanks please welcome sorry hello applause evening governor senator")


def features(sentence: str) -> Vector:
    """The features of one sentence: named ones, and counts of its words and pairs of words by bucket."""
    words = [match.group() for match in _WORD.finditer(sentence)]
    lower = [word.lower().replace("’", "'") for word in words]
    there = frozenset(lower)
    numbers = sum(1 for word in lower if word[0].isdigit()) + sum(
        1 for word in lower if word in _NUMBER_WORDS
    )
    names = sum(1 for _ in _NAME.finditer(sentence))
    size = len(words)
    values = (
        1.0,  # bias
        min(math.log1p(size), 4.0) - 2.5,  # length
        float(size < 6),  # short
        float(sentence.rstrip().endswith("?")),  # question
        min(numbers, 3) / 3,  # numbers
        float(numbers > 0),  # number
        float(_MONEY.search(sentence) is not None),  # money
        float(_YEAR.search(sentence) is not None),  # year
        float(_TIME.search(sentence) is not None),  # time
        min(names, 3) / 3,  # names
        float(bool(there & _SAYING)),  # saying
        float(bool(there & _STANCE)),  # stance
        float(bool(there & _FUTURE)),  # future
        float(bool(there & _SELF)),  # self
        float(bool(there & _US)),  # us
        float(bool(there & _YOU)),  # you
        float(bool(there & _COMPARED)),  # compared
        float(bool(there & _DONE or any(word.endswith("ed") for word in lower))),  # done
        float(bool(there & _POLITE)),  # polite
    )
    vector = [(index, value) for index, value in enumerate(values) if value]
    if size:
        weight = 1 / math.sqrt(2 * size)
        plain = ["0" if word[0].isdigit() else word for word in lower]
        counts: dict[int, float] = {}
        previous = "^"
        for word in plain:
            for token in (word, f"{previous} {word}"):
                bucket = len(NAMED) + zlib.crc32(token.encode("utf-8", "replace")) % BUCKETS
                counts[bucket] = counts.get(bucket, 0.0) + weight
            previous = word
        vector += counts.items()
    return tuple(vector)
