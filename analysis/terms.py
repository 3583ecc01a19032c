"""The terms of a sentence: what two sentences can have in common.

Terms are stems of words, figures by value (so that "33" meets "thirty-three") and entities by key. Figures
start with ``#`` and entities with ``@``, which no word does.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from diptych.analysis.spans import Analysis, Figure
from diptych.analysis.stems import stem
from diptych.analysis.synonyms import GROUP_OF

_WORD = re.compile(r"[^\W_]+")

_STOPWORDS = """
a about after again against all also am an and any are as at be because been before being between both
but by can could did do does doing during each few for from further had has have having he her here hers
herself him himself his how i if in is it its itself just may me might more most must my myself no nor
not now of on once only or other our ours ourselves own re s said same say says shall she should so some
such t than that the their theirs them themselves then there these they this those through to too under
until upon very was we were what when where which while who whom why will with would you your yours
yourself yourselves d ll m ve mr mrs ms
"""
STOPWORDS = frozenset(_STOPWORDS.split())


def plain(text: str) -> str:
    """Lower case, without accents; the length may change, so offsets end here."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Terms of the words of a text that carry meaning, in order, repeats kept.

    Stems are cut after five code points, which joins "Israel" and "Israelis", "resign" and "resignation".
    """
    return [term for word in _WORD.findall(plain(text)) if (term := _term(word))]


@lru_cache(maxsize=1 << 16)
def _term(word: str) -> str:
    """The term of one plain word; empty for one that carries no meaning of its own."""
    if word in STOPWORDS:
        return ""
    if word.isdigit():
        return word
    root = stem(word)
    return GROUP_OF.get(root, root)[:5]


def figure_term(figure: Figure) -> str | None:
    """The term of a figure: equal for equal values in any spelling; None where the value is vague."""
    if figure.value is None:
        return None
    upper = "" if figure.upper is None else f"-{figure.upper}"
    value = f"{figure.value:g}" if isinstance(figure.value, float) else str(figure.value)
    return f"#{value}{upper}{figure.unit or ''}"


def sentence_terms(analysis: Analysis) -> Iterator[list[str]]:
    """For each sentence of the analysis its terms, repeats kept.

    The words a figure is written in give way to its value; the words of a name stay beside its key,
    because "Lohan" and "Lindsay Lohan's lawyer" have something in common too.
    """
    text = analysis.text
    figures = sorted(analysis.figures, key=lambda figure: figure.start)
    figure_starts = [figure.start for figure in figures]
    mentions = sorted(analysis.entities)
    mention_starts = [mention.start for mention in mentions]
    for sentence in analysis.sentences:
        found: list[str] = []
        at = sentence.start
        for figure in figures[
            bisect_left(figure_starts, sentence.start) : bisect_left(figure_starts, sentence.end)
        ]:
            term = figure_term(figure)
            if term is None or figure.start < at or figure.end > sentence.end:
                continue
            found += words(text[at : figure.start])
            found.append(term)
            at = figure.end
        found += words(text[at : sentence.end])
        for mention in mentions[
            bisect_left(mention_starts, sentence.start) : bisect_left(mention_starts, sentence.end)
        ]:
            if mention.key:
                found.append("@" + mention.key)
        yield found
