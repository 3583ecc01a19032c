"""Mends the edges of one span at a time: what does not belong to a name is cut off, two names are parted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from diptych.analysis.entities.engine import Span
from diptych.analysis.entities.gazetteer import gazetteer

_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’]|\s['’]s)$")
_EDGE = " \t\u00a0\"“”‘`«»,;:()[]{}<>|*_=~+–—-…!?/\\•'’"
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:Inc|Corp|Co|Ltd|Jr|Sr|Bros|Md|St|Ave|Vol|No|Ph\.D|D\.C))\.$")
_BETWEEN = re.compile(r"\s+[-–—/|]+\s+|\s*(?:--|[–—])\s*|(?<=[a-z.])/(?=[A-Z][a-z])|\n")
_LISTED = re.compile(
    _BETWEEN.pattern + r"|,\s+(?!(?:Jr|Sr|II|III|IV|D\.C|DC|M\.D|Ph\.D)\b)|\s+and\s+(?=[A-Z])"
)
_COMMON = frozenset(
    {"turkey", "china", "polish", "poles", "apple", "gulf", "congress", "senate", "orthodox", "republican"}
)
_ROLE = re.compile(
    r"\b(?:Prime Minister|Foreign Minister|Vice President|President|Minister|Secretary|Coordinator"
    r"|Spokes(?:man|woman|person)"
    r"|Chair(?:man|woman|person)?|Director|Chief(?: Executive)?(?: Officer)?|CEO|Ambassador|Envoy"
    r"|Senator|Sen\.|Rep\."
    r"|Representative|Congress(?:man|woman)|Governor|Gov\.|Mayor|General|Gen\.|Colonel|Col\.|Lt\."
    r"|Captain|Capt\.|Major|Maj\."
    r"|Judge|Justice|Professor|Prof\.|Dr\.|Mr\.?|Mrs\.?|Ms\.?|Officer|Commander|Leader|Attorney|Sheriff"
    r"|Commissioner|Coach)"
    r"(?=\s)"
)


def tidied(text: str, span: Span, informal: bool = False) -> Iterator[Span]:
    """The span without quotes, brackets, article and possessive; parted at dashes and slashes; none if no name.

    ``informal``: the article's writer does not care for capitals, so names may lack them.
    """
    start, end, label = span
    between = _LISTED if label in ("PERSON", "GPE") else _BETWEEN
    at = start
    for gap in between.finditer(text, start, end):
        if gap.start() > at and _worth_keeping(text[at : gap.start()], at == start, gap[0]):
            yield from _one(text, at, gap.start(), label, informal)
        at = gap.end()
    if _worth_keeping(text[at:end], at == start, text[at - 1 : at]):
        yield from _one(text, at, end, label, informal)


def _worth_keeping(piece: str, first: bool, gap: str) -> bool:
    """Whether a piece of a parted span is a name by itself: after a dash, one word seldom is."""
    if first or "/" in gap or "," in gap:
        return True
    known = gazetteer()
    words = piece.split()
    return len(words) > 1 or piece.strip() in known.labels or piece.strip() in known.given_names


def _one(text: str, start: int, end: int, label: str, informal: bool) -> Iterator[Span]:
    start, end = trimmed(text, start, end, label)
    surface = text[start:end]
    if start >= end:
        return
    if not is_name(surface):
        written = gazetteer().lower.get(surface)
        if written is not None and surface not in _COMMON:
            yield start, end, gazetteer().labels[written]
        elif (
            informal
            and label in ("PERSON", "GPE")
            and surface.isascii()
            and surface.replace(" ", "").isalpha()
        ):
            yield start, end, label
        return
    role = _ROLE.search(surface)
    if role is not None and label != "WORK_OF_ART":
        parts = list(_around_role(text, start, end, role, label))
        if parts:
            yield from parts
            return
    known = gazetteer().labels
    if label == "NORP" and " " in surface and surface not in known:
        words = [(word.start(), word.end()) for word in re.finditer(r"\S+", surface)]
        if all(surface[first:last] in known for first, last in words):
            yield from ((start + first, start + last, known[surface[first:last]]) for first, last in words)
            return
    owner = re.search(r"['’]s?\s+(?=[A-Z])", surface)
    if owner is not None and surface[: owner.start()] in known:
        yield start, start + owner.start(), known[surface[: owner.start()]]
        yield start + owner.end(), end, label
        return
    yield start, end, label


def trimmed(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """The span without what stands around a name."""
    before = (-1, -1)
    while before != (start, end) and start < end:
        before = start, end
        while start < end and (text[start] in _EDGE or text[start].isspace()):
            start += 1
        while (
            end > start
            and (text[end - 1].isspace() or text[end - 1] in _EDGE)
            and not _closes(text, start, end)
        ):
            end -= 1
        if text[end - 1 : end] == "." and not _ABBREVIATED.search(text[max(start, end - 8) : end]):
            end -= 1
        possessive = _POSSESSIVE.search(text[max(start, end - 3) : end])
        if possessive is not None:
            end -= len(possessive[0])
        article = _ARTICLE.match(text, start, end)
        if article is not None and not (label == "WORK_OF_ART" and text[start].isupper()):
            start = article.end()
    return start, end


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last character closes a bracket that the span opened, or belongs to the name ("Yahoo!")."""
    last = text[end - 1]
    if last in ")]":
        return "([".find(text[start]) < 0 and ("(" if last == ")" else "[") in text[start:end]
    return last == "!" and text[end - 2 : end - 1].isalpha() and text[end : end + 2].strip()[:1].islower()


def is_name(surface: str) -> bool:
    """Whether it can be a name: a capital somewhere, or a script without capitals."""
    letters = [character for character in surface if character.isalpha()]
    return bool(letters) and (
        any(character.isupper() for character in letters)
        or not any(character.islower() for character in letters)
    )


def _around_role(text: str, start: int, end: int, role: re.Match[str], label: str) -> Iterator[Span]:
    """What stands before and after "Prime Minister": a country or house, and a person."""
    known = gazetteer()
    first, last = trimmed(text, start, start + role.start(), label)
    head = text[first:last]
    tail_start, tail_end = trimmed(text, start + role.end(), end, label)
    tail = text[tail_start:tail_end]
    run = _PERSON.search(tail)
    if run is None:
        return
    # "Coordinator for the Middle East Brett McGurk": the person begins with the given name.
    begins = [word.start() for word in re.finditer(r"\S+", run[0]) if word[0] in known.given_names]
    if not begins and label != "PERSON":
        return
    person = run.start() + (begins[0] if begins else 0)
    if head and (head in known.labels):
        yield first, last, known.labels[head]
    elif head:
        return
    middle = tail[:person]
    for word in _CAPITALS.finditer(middle):
        if word[0] in known.labels:
            yield tail_start + word.start(), tail_start + word.end(), known.labels[word[0]]
    yield tail_start + person, tail_end, "PERSON"


_PERSON = re.compile(r"(?<![\w’'-])[A-Z][\w’'.-]*(?:\s+(?:[A-Z][\w’'.-]*|de|la|van|von|bin|al|der|el)){0,4}$")
_CAPITALS = re.compile(r"[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*)*")
