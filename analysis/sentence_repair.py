"""Mends the sentence starts that nupunkt found on one line: takes wrong ones away, adds those it missed.

Each rule looks at a bounded stretch on either side of one place, so the time is linear in the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from diptych.analysis.sentence_words import EXCLAIMING_BRANDS, SPEECH, STARTERS, TITLES, is_abbreviation

REACH = 64
"""Code points looked at on either side of a possible boundary."""

_OPENERS = "\"'“‘«„([{"
_CLOSERS = "\"'”’»)]}"
_QUOTES = "\"'”’»"

# A full stop, with what closes after it, white space and something that can open a sentence.
_GAP = re.compile(r"[.…][\"'”’»)\]]{0,4}\s+(?=[\"'“‘«(\[]{0,3}[^\W_])")
# "freed from prison.The parties": a lost space between two ordinary words.
_LOST_SPACE = re.compile(r"(?<=[a-z]{2}[.!?])[”’»)\]]{0,3}(?=[“‘(\[]{0,2}[A-Z](?:[a-z]+[\s,’']|\s))")
_BULLET = re.compile(r"(?<=\s)[•⁃▪●◦‣]\s*(?=\S)")
_BULLET_LINE = re.compile(r"\s*[•⁃▪●◦‣]")
_NUMBERED = re.compile(r"(?<=\s)\(?(\d{1,2}|[a-z])[.)]{1,2}\s+(?=\w)")
_NUMBERED_LINE = re.compile(r"\s*\(?(?:1|a|A)[.)]{1,2}\s")
_ENUMERATOR = re.compile(
    r"[\"'“‘(\[]?(?:[•⁃▪●◦‣*-]\s*)?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})?[.)]{1,2}|[•⁃▪●◦‣]\s*\d{0,2}\.?|N°\."
)
_WIDE_STOP = re.compile(r"[。！？][」』”’）]{0,3}(?=[^\s。！？」』”’）])")
_ADDRESS = re.compile(r"[@/\\]|www\.|https?:")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_COUNTRY = re.compile(r"(?:^|[\s(“\"‘'-])(?:U\.S|U\.K|U\.N|E\.U|U\.S\.A)\.$")
_OFFICE = re.compile(
    r"(?:Senat|Sens?\.|Rep(?:resentative|s?\.)|President|Vice|Congress|Government|Govern|Ambassador|Secretar|Army|Navy|Air"
    r"|Marine|Department|Supreme|District|Circuit|Court|Attorney|Embass|House|Treasury|State|Security|General|Justice"
    r"|Coast|Geological|Food|Postal|Capitol|Constitution|Central|Federal|Special|Open|Trade|National|Steel|Chamber"
    r"|Border|Customs|Fish|Forest|Prime|Foreign|Home|Human|High|Envoy|Mission|Relief|Olympic|Census|Bureau|Military"
    r"|Forces|Defen[sc]e|Energy|Education|Agriculture|Commerce|Labor|Interior|Transportation)"
)
_SPOKEN = re.compile(r"(?:(?:[A-Z][\w’'-]*\.?|of|the|de|al-\w+|van|bin)\s+){1,5}(\w+)")
_HALF_DAY = re.compile(r"\b[ap]\.m\.$", re.IGNORECASE)


def repaired(line: str, starts: Sequence[int]) -> list[int]:
    """The starts that stay and those that were missed, ascending; the line's own start is not among them."""
    kept: list[int] = []
    previous = 0
    for start in sorted({*starts, *_missed(line, frozenset(starts))}):
        moved = _past_closers(line, start)
        if moved > previous and moved < len(line) and not _belongs_to_previous(line, previous, moved):
            kept.append(moved)
            previous = moved
    return kept


def _missed(line: str, known: frozenset[int]) -> Iterator[int]:
    """Starts that nupunkt did not see."""
    for gap in _GAP.finditer(line):
        if gap.end() not in known and _ends_here(line, gap.start(), gap.end()):
            yield gap.end()
    for lost in _LOST_SPACE.finditer(line):
        if _space_was_lost(line, lost.start() - 1, lost.end()):
            yield lost.end()
    yield from (mark.end() for mark in _WIDE_STOP.finditer(line))
    if _BULLET_LINE.match(line):
        yield from (bullet.start() for bullet in _BULLET.finditer(line))
    elif _NUMBERED_LINE.match(line):
        yield from _list_items(line)


def _ends_here(line: str, stop: int, start: int) -> bool:
    """Whether the full stop at ``stop`` ends a sentence though nupunkt saw none before ``start``."""
    if line[stop] != "." or line[stop - 1 : stop] == ".":
        return False
    token = _token_before(line, stop)
    following = line[start : start + REACH].lstrip(_OPENERS)
    word = _first_word(following)
    if not word or not (word[0].isupper() or word[0].isdigit()):
        return False
    if _HALF_DAY.search(line[max(0, stop - 4) : stop + 1]):
        return word in STARTERS or word.lower() in TITLES
    if "." in token or _ADDRESS.search(token):
        return False
    if len(token) == 1:
        before = line[max(0, stop - REACH) : stop - 1].rstrip()
        return token.isupper() and word in STARTERS and bool(before) and before[-1].isalpha()
    if not token.isalpha() and not _WORD.fullmatch(token):
        return False
    if is_abbreviation(token, word):
        return False
    if word[0].isdigit():
        return token.islower() and token.isalpha()
    return not (len(token) == 2 and token.istitle())


def _space_was_lost(line: str, stop: int, start: int) -> bool:
    """Whether the mark at ``stop`` ends a sentence and is no part of a name like "Yahoo.Com"."""
    token = _token_before(line, stop)
    word = _first_word(line[start : start + REACH])
    if not token.isalpha() or is_abbreviation(token, word):
        return False
    return (token.islower() and word not in ("Com", "Net", "Org")) or word in STARTERS


def _list_items(line: str) -> Iterator[int]:
    """Where "2.", "3)" or "b." continue a list that opened the line, in their order."""
    expected = {"2", "b"}
    for item in _NUMBERED.finditer(line):
        mark = item[1]
        if mark in expected:
            yield item.start()
            expected = {str(int(mark) + 1)} if mark.isdigit() else {chr(ord(mark) + 1)}


def _past_closers(line: str, start: int) -> int:
    """The start without closing quotes or brackets, which stay with the sentence before."""
    at = start
    while at < len(line) and at - start < 4 and line[at] in "”’»)]}":
        if line[at] == "’" and line[at + 1 : at + 2].isalpha():
            break
        at += 1
    if at == start:
        return start
    while at < len(line) and line[at].isspace():
        at += 1
    return at


def _belongs_to_previous(line: str, first: int, start: int) -> bool:
    """Whether what starts at ``start`` goes on with the sentence that began at ``first``."""
    before = line[max(first, start - REACH) : start].rstrip()
    following = line[start : start + REACH]
    opening = following[:1]
    if opening in ",;:)]}" or not _has_word(line, start):
        return True
    if start - first <= REACH and _ENUMERATOR.fullmatch(before.strip()):
        return True
    bare = before.rstrip(_CLOSERS)
    token = _token_before(bare, len(bare) - 1) if bare.endswith((".", "!", "?")) else ""
    if bare.endswith("."):
        if token in ("N°", "Nº") or (
            (opening.islower() or opening.isdigit()) and ("." in token or is_abbreviation(token, following))
        ):
            return True
        if bare == before and opening.isupper():
            if token.lower() in TITLES:
                return token.islower() or _first_word(following) not in STARTERS
            if _COUNTRY.search(before) and _OFFICE.match(following):
                return True
            return before.lstrip(_OPENERS) in ("P.S.", "N.B.", "Lt.")
    elif bare.endswith(("!", "?")):
        if bare != before and before[-1] in _QUOTES + "“":
            return opening.islower() or _is_attribution(following)
        if bare == before and token.lower() in EXCLAIMING_BRANDS:
            return _first_word(following) not in STARTERS
        if opening.islower() and token.istitle() and len(before) > len(token) + 1:
            return True
    return opening.islower() and before[-1:] in '"”’'


def _is_attribution(following: str) -> bool:
    """Whether the words name who spoke: "Justice Breyer asked"."""
    spoken = _SPOKEN.match(following)
    return bool(spoken) and any(
        word in SPEECH for word in re.findall(r"[a-z]+", following[: spoken.end() + 1] if spoken else "")
    )


def _has_word(line: str, start: int) -> bool:
    """Whether a letter or digit stands near the start of what follows."""
    return any(c.isalnum() for c in line[start : start + REACH]) or len(line) - start > REACH


def _first_word(text: str) -> str:
    """The first word of the text, after opening quotes and brackets."""
    match = _WORD.match(text.lstrip(_OPENERS))
    return match[0] if match else ""


def _token_before(text: str, stop: int) -> str:
    """What stands without white space before the mark at ``stop``, without what opens before it."""
    return re.split(r"[\s—–(\[“\"‘/]", text[max(0, stop - REACH) : stop])[-1]
