"""Mends an article's spans with the whole article in view.

The model reads one paragraph at a time. Here edges are cleaned (`tidying`), names everybody knows are added
(`gazetteer`), each surface gets one label (`evidence`), and names found once are found everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from diptych.analysis.entities.cues import DATELINE, ROLE_AND_GIVEN
from diptych.analysis.entities.engine import Span
from diptych.analysis.entities.evidence import settled
from diptych.analysis.entities.gazetteer import first_word, gazetteer
from diptych.analysis.entities.paragraphs import apart
from diptych.analysis.entities.tidying import tidied
from diptych.analysis.spans import Mention

_CAPITALISED = re.compile(r"(?<![\w@#/.’'%=&?-])[^\W\d_a-z][\w.’'&-]*(?![\w%@=/])")
_FACILITY = re.compile(
    r" (?:hospital|corridor|airport|prison|jail|crossing|checkpoint|refugee camp|stadium|bridge|mosque)\b"
)
_SURNAME = re.compile(r"(?: [A-Z]\.)? ([A-Z][a-z]+(?:[-’'][A-Z][a-z]+|[A-Z][a-z]+)?)(?![\w@.]\w)")
_INFORMAL = re.compile(r"(?<![\w.'’])i(?=\s|['’]m\b)")
_ACRONYM = re.compile(r"\s?\((?:the\s)?[\"“]?([A-Z][A-Z.&-]{1,9})[\"”]?\)")
_PLAIN_WORDS = """
    PhD Ph.D KO DJ TV CEO CFO COO CD DVD PC AM PM FM PR MP MPs HIV AIDS DNA GDP VIP ID OK SUV UFO PDF FAQ URL SWAT BMX
    January February March April May June July August September October November December Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday Archive Archives Handout Jan Feb Mar Apr Jun Jul Aug Sept Oct Nov Dec Mr Mrs Ms Dr
    I He She It They We You The This That These Those Prime Minister President Internet Web
"""
_NOT_NAMES = frozenset(_PLAIN_WORDS.split())


def mended(text: str, spans: Sequence[Span]) -> list[Mention]:
    """Mentions without keys, in order, none overlapping; time linear in the text."""
    informal = _INFORMAL.search(text) is not None
    clean = apart([piece for span in spans for piece in tidied(text, span, informal)], len(text))
    clean = [_with_facility(text, _with_given_name(text, span)) for span in clean]
    words = [(word.start(), _bare(word[0])) for word in _CAPITALISED.finditer(text)]
    common = _common_words(text)
    clean = [span for span in clean if _may_be_name(text, span, common)]
    clean = apart([*_datelines(text), *clean, *_known(text, words, clean)], len(text))
    clean = apart([*clean, *_acronyms(text, clean), *_full_names(text, words, clean)], len(text))
    seen: dict[tuple[int, int], list[str]] = {}
    clean = settled(text, clean, seen)
    clean = apart([*clean, *_repeated(text, words, clean, common)], len(text))
    return [
        Mention(start, end, label, text[start:end], "") for start, end, label in settled(text, clean, seen)
    ]


def _with_given_name(text: str, span: Span) -> Span:
    """A person's surname with the given name that the model left out before it."""
    start, end, label = span
    if label == "PERSON" and " " not in text[start:end]:
        before = re.search(r"(?<![\w.’'-])([A-Z]\w+) $", text[max(0, start - 20) : start])
        if before is not None and before[1] in gazetteer().given_names:
            return start - len(before[0]), end, label
        role = ROLE_AND_GIVEN.search(text[max(0, start - 60) : start])
        if role is not None and role[1] not in gazetteer().labels:
            return start - len(role[1]) - 1, end, label
    return span


def _datelines(text: str) -> Iterator[Span]:
    """Where a report was written, which a model that has seen few capitals takes for anything."""
    for found in DATELINE.finditer(text):
        yield *found.span("town"), "GPE"


def _with_facility(text: str, span: Span) -> Span:
    """ "Sheba hospital": a name with the lower-case noun that says it is a building or a way."""
    start, end, _ = span
    noun = _FACILITY.match(text, end)
    if noun is not None and text[start:end] not in gazetteer().labels:
        return start, noun.end(), "FAC"
    return span


def _full_names(text: str, words: Sequence[tuple[int, str]], spans: Sequence[Span]) -> Iterator[Span]:
    """A known given name with a surname, which the model overlooked."""
    known = gazetteer()
    taken = _Taken(spans)
    for at, word in words:
        found = _SURNAME.match(text, at + len(word)) if word in known.given_names else None
        if found is None or found[1] in known.heads or found[1] in _NOT_NAMES:
            continue
        if taken.free(at, found.end()) and _stands_alone(text, at, found.end()):
            yield at, found.end(), "PERSON"


def _acronyms(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """ "Israel Defense Forces (IDF)": what stands in brackets after a name and is made of its initials."""
    for start, end, label in spans:
        found = _ACRONYM.match(text, end, end + 20)
        if found is None or label not in ("ORG", "FAC", "EVENT", "LAW", "GPE", "LOC", "PRODUCT", "NORP"):
            continue
        letters = [letter.lower() for letter in found[1] if letter.isalpha()]
        initials = [word[0].lower() for word in re.findall(r"\w+", text[start:end])]
        if letters[0] == initials[0] and (
            _within(letters, initials) or _within(letters, list(text[start:end].lower()))
        ):
            yield found.start(1), found.end(1), label


def _within(letters: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the letters come in this order among the others."""
    left = iter(others)
    return all(letter in left for letter in letters)


def _bare(word: str) -> str:
    """The word without a possessive."""
    return re.sub(r"['’]s?$", "", word)


def _common_words(text: str) -> frozenset[str]:
    """Words that the article also writes in lower case."""
    return frozenset(re.findall(r"\b[a-z]{3,}\b", text))


def _may_be_name(text: str, span: Span, common: frozenset[str]) -> bool:
    start, end, _ = span
    surface = text[start:end]
    if surface in _NOT_NAMES or (surface in gazetteer().heads and surface not in gazetteer().labels):
        return False
    return not (surface.lower() in common and surface.istitle() and _opens_sentence(text, start))


def _opens_sentence(text: str, start: int) -> bool:
    """Whether a capital at ``start`` may be there only because a sentence begins."""
    before = text[max(0, start - 6) : start].rstrip(" \t\"“‘'([")
    return not before or before[-1] in ".!?:\n•—"


def _known(text: str, words: Sequence[tuple[int, str]], spans: Sequence[Span]) -> Iterator[Span]:
    """Names that everybody knows, where no span stands yet and no longer name surrounds them."""
    known = gazetteer()
    taken = _Taken(spans)
    for at, word in words:
        for name in (*known.by_first.get(word, ()), *known.by_first.get(word.rstrip("."), ())):
            end = at + len(name)
            if text.startswith(name, at) and not text[end : end + 1].isalnum() and taken.free(at, end):
                if _stands_alone(text, at, end) or known.labels[name] == "NORP":
                    yield at, end, known.labels[name]
                break


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether no capitalised word touches the name: it is not part of a longer one."""
    before = re.search(r"([\w.’'-]+)[ ]$", text[max(0, start - 30) : start])
    after = re.match(r"[ ]([^\W\d_]\w*)", text[end : end + 30])
    if before is not None and before[1][:1].isupper() and not before[1].endswith("."):
        return before[1] in gazetteer().labels or _opens_sentence(text, start - len(before[0]))
    return not (after is not None and after[1][:1].isupper() and after[1] not in gazetteer().labels)


def _repeated(
    text: str, words: Sequence[tuple[int, str]], spans: Sequence[Span], common: frozenset[str]
) -> Iterator[Span]:
    """Names found somewhere, where they stand again without a span; a person's surname alone, too."""
    labels: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for start, end, label in spans:
        surface = text[start:end]
        counts[surface] += 1
        labels[surface] = label
        if label == "PERSON" and " " in surface:
            last = surface.split()[-1]
            if len(last) > 2 and last[0].isupper():
                labels.setdefault(last, "PERSON")
    by_first: dict[str, list[str]] = {}
    for surface in sorted(labels, key=len, reverse=True):
        if len(surface) > 1 and surface not in _NOT_NAMES and surface.lower() not in common:
            by_first.setdefault(_bare(first_word(surface)), []).append(surface)
    taken = _Taken(spans)
    for at, word in words:
        for surface in by_first.get(word, ()):
            end = at + len(surface)
            if text.startswith(surface, at) and not text[end : end + 1].isalnum() and taken.free(at, end):
                if _stands_alone(text, at, end):
                    yield at, end, labels[surface]
                break


class _Taken:
    """Which stretches hold a span already; asked from left to right."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._at = 0

    def free(self, start: int, end: int) -> bool:
        while self._at < len(self._spans) and self._spans[self._at][1] <= start:
            self._at += 1
        return self._at == len(self._spans) or self._spans[self._at][0] >= end
