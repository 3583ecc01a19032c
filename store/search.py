"""Finding articles by words."""

from __future__ import annotations

import re

from diptych.store.connection import LibraryConnection
from diptych.store.records import SearchHit
from diptych.store.strings import clean

_WORD = re.compile(r"\w")
_OPEN, _CLOSE, _GAP = "\ufdd0", "\ufdd1", "\ufdd2"  # noncharacters: no article means anything by them
_TERMS = 32

_SEARCH = """
SELECT a.id, a.title, a.source, a.published, snippet(article_fts, 1, ?, ?, ?, 24), a.text
FROM article_fts JOIN article AS a ON a.id = article_fts.rowid
WHERE article_fts MATCH ? ORDER BY rank, a.id LIMIT ?
"""


def expression(query: str) -> str:
    """What a person typed, as an FTS5 query: all the words, the last one may go on. Empty if there is no
    word.

    Each word is quoted, so that nothing in it is syntax.
    """
    terms = [term for term in clean(query).split() if _WORD.search(term)][:_TERMS]
    quoted = ['"' + term.replace('"', '""') + '"' for term in terms]
    if quoted:
        quoted[-1] += " *"
    return " ".join(quoted)


def search(connection: LibraryConnection, query: str, limit: int = 50) -> list[SearchHit]:
    """Articles in whose title or text all words of ``query`` occur, best first."""
    wanted = expression(query)
    if not wanted:
        return []
    found = connection.rows(_SEARCH, (_OPEN, _CLOSE, _GAP, wanted, limit))
    return [_hit(*row) for row in found]


def _hit(id: int, title: str, source: str, published: str | None, marked: str, text: str) -> SearchHit:
    plain, matches = "", []
    opened = None
    for part in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if part == _OPEN:
            opened = len(plain)
        elif part == _CLOSE:
            if opened is not None:
                matches.append((opened, len(plain)))
            opened = None
        else:
            plain += part
    # The snippet stands in the text word for word, but for the signs of a gap at its ends.
    lead = len(plain) - len(plain.lstrip(_GAP))
    at = text.find(plain.strip(_GAP))
    start = at + matches[0][0] - lead if matches and at >= 0 else None
    return SearchHit(id, title, source, published, plain.replace(_GAP, "…"), tuple(matches), start)
