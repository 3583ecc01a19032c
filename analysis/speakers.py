"""Who says so: the speaker a sentence names for its statement."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diptych.analysis.matching import Match
from diptych.analysis.spans import Analysis, Mention
from diptych.analysis.terms import words

SURE = 0.45
"""Strength from which two sentences count as the same statement for this."""

_VERBS = (
    "said|says|told|tells|added|adds|announced|announces|claimed|claims|stated|states|insisted|insists|warned|"
    "warns|argued|argues|wrote|writes|tweeted|explained|explains|confirmed|confirms|alleged|alleges|denied|denies"
)
_VERB = re.compile(rf"\b(?:{_VERBS})\b")
_ACCORDING = re.compile(r"\b[Aa]ccording to\s+")
_CLAUSE = re.compile(r"[“”\"‘;:()\[\]—–]|[.!?](?=\s)|\b(?:that|who|which|and|but|when|after|as|because)\b")
_PHRASE = re.compile(
    r"(?:[Tt]he |[Aa]n? |[Ii]ts |[Tt]heir |[Hh]is |[Hh]er )?[\w’'.&-]+(?: (?!on |in |at )[\w’'.&-]+){0,5}"
)
_NO_SPEAKER = re.compile(
    r"(?:i|you|he|she|it|they|we|who|which|that|this|there|had|has|have|is|was|were|be|been|not|to|also|then|would)\b"
    r"|(?:one|both|all|some|many|others)$",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    r"^(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|^(?:late|early|earlier|later|last|in|at|the same)\b",
    re.I,
)
_SPEAKING = ("PERSON", "ORG", "GPE", "NORP", "FAC")
_TURNED = (",", "”", '"', "’", "“")
"""What stands before the verb where the speaker follows: “It is over,” said the mayor."""
_VERBAL = re.compile(
    r" (?:who|which|that|and|but|said|is|are|was|were|has|had|have|will|would|also|then|later|on|in|at|to)\b"
)
_REACH = 90
"""Code points before or after the verb in which the speaker is looked for."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is said to have said it; ``start`` and ``end`` are code points into the text."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """One statement that two reports give to different speakers; sentences are indices."""

    article: int
    sentence: int
    speaker: Speaker
    other: int
    other_sentence: int
    other_speaker: Speaker
    strength: float


def speakers(analysis: Analysis) -> list[Speaker | None]:
    """For each sentence the speaker it names, or None; "he said" names none."""
    mentions = sorted(m for m in analysis.entities if m.label in _SPEAKING)
    starts = [mention.start for mention in mentions]
    found = []
    for sentence in analysis.sentences:
        inside = mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        found.append(_speaker(analysis.text, sentence.start, sentence.end, inside))
    return found


def _speaker(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Speaker | None:
    if according := _ACCORDING.search(text, start, end):
        return _phrase_at(text, according.end(), end, mentions)
    for verb in _VERB.finditer(text, start, end):
        if before := _before(text, max(start, verb.start() - _REACH), verb.start(), mentions):
            return before
        follows = text[verb.end() + 1 : verb.end() + 20]
        if text[max(start, verb.start() - 3) : verb.start()].rstrip()[-1:] in _TURNED and not _WEEKDAY.match(
            follows
        ):
            return _phrase_at(text, verb.end() + 1, min(end, verb.end() + _REACH), mentions)
    return None


def _before(text: str, start: int, verb: int, mentions: Sequence[Mention]) -> Speaker | None:
    """The subject in front of the verb: the last name in its clause, else the clause's own words."""
    for mark in _CLAUSE.finditer(text, start, verb):
        start = mark.end()
    named = [m for m in mentions if m.start >= start and m.end <= verb]
    if named:
        people = [m for m in named if m.label == "PERSON"]
        return _of_mention((people or named)[-1])
    stretch = text[start:verb].rstrip()
    if stretch.endswith(","):
        if stretch.count(",") == 1:
            return None  # "the deal is near, said the mayor"
        verb, at = start + stretch.index(","), start  # "Talbot, the mayor, said"
    else:
        at = start + stretch.rfind(",") + 1
    while at < verb and text[at].isspace():
        at += 1
    return _phrase_at(text, at, verb, mentions)


def _phrase_at(text: str, start: int, end: int, mentions: Sequence[Mention]) -> Speaker | None:
    found = _PHRASE.match(text, start, end)
    if found is None:
        return None
    last = end if found.end() >= end else found.end()
    named = [m for m in mentions if m.start >= start and m.start < last]
    if named:
        people = [m for m in named if m.label == "PERSON"]
        return _of_mention((people or named)[0])
    phrase = found[0][: cut.start()] if (cut := _VERBAL.search(found[0])) else found[0]
    phrase = phrase.rstrip(" .'’-")
    if not phrase or _NO_SPEAKER.match(phrase) or not words(phrase):
        return None
    return Speaker(start, start + len(phrase), phrase, "")


def _of_mention(mention: Mention) -> Speaker:
    return Speaker(mention.start, mention.end, mention.text, mention.key)


def different(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are surely not one: other keys, and no word in common."""
    if one.key and one.key == other.key:
        return False
    return not set(words(one.text)) & set(words(other.text))


def attributions(articles: Sequence[Analysis], pairs: Iterator[tuple[int, int, Match]]) -> list[Attribution]:
    """Matching sentences with different speakers; ``pairs`` are (article, sentence, its match)."""
    said = [speakers(article) for article in articles]
    found = []
    for article, sentence, match in pairs:
        one, other = said[article][sentence], said[match.article][match.sentence]
        if match.strength >= SURE and one and other and different(one, other):
            found.append(
                Attribution(article, sentence, one, match.article, match.sentence, other, match.strength)
            )
    return found
