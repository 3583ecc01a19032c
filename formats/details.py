"""What other tools' rows have no field for, carried along under the key ``diptych``, so that it comes back.

Tools keep or ignore a key they do not know; nothing they use is put there alone without the loss report saying so.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.formats import fields
from diptych.store.records import Annotation, Link, StoredArticle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from diptych.formats.arrivals import Arrivals

KEY = "diptych"

_TEXTS = ("id", "scheme", "annotator", "certainty", "note", "attributed_to", "created_at", "updated_at")
_NUMBERS = ("attributed_start", "attributed_end")
_LINK = ("id", "note", "annotator", "created_at", "updated_at")
_ABOUT = ("title", "source", "author", "published", "location", "language", "fetched_at")


def of_annotation(annotation: Annotation) -> dict[str, Any]:
    """All of an answer but its span and label; empty fields are left out."""
    found = {name: getattr(annotation, name) for name in (*_TEXTS, *_NUMBERS)}
    return {name: value for name, value in found.items() if value not in ("", None)}


def taken(value: Any) -> dict[str, Any]:
    """The same, as arguments for ``Arrivals.annotation``; empty where there is nothing of the kind."""
    if not isinstance(value, dict):
        return {}
    found: dict[str, Any] = {name: fields.text(value, name) for name in _TEXTS if name in value}
    return found | {name: fields.whole_number(value, name) for name in _NUMBERS if name in value}


def of_link(link: Link) -> dict[str, str]:
    """All of a link but its ends and its relation; empty fields are left out."""
    return {name: value for name in _LINK if (value := getattr(link, name))}


def link_taken(value: Any) -> dict[str, str]:
    """The same, as arguments for ``Arrivals.link``; empty where there is nothing of the kind."""
    if not isinstance(value, dict):
        return {}
    return {name: fields.text(value, name) for name in _LINK if name in value}


def sentences(pairs: Any, length: int) -> list[Sentence]:
    """Pairs of numbers as the sentences of a text of that length; Refused where they are none."""
    found = []
    for pair in fields.sequence(pairs, "'sentences'"):
        if not isinstance(pair, list) or len(pair) != 2 or not all(type(at) is int for at in pair):
            raise fields.Refused("'sentences' are not pairs of numbers")
        if not 0 <= pair[0] <= pair[1] <= length:
            raise fields.Refused(f"the sentence {pair[0]}–{pair[1]} lies outside the text")
        found.append(Sentence(pair[0], pair[1]))
    return found


def of_article(article: StoredArticle) -> dict[str, Any]:
    """What is known about an article, without its text."""
    found = {name: getattr(article, name) for name in _ABOUT}
    return {"uuid": article.uuid} | {name: value for name, value in found.items() if value}


def article(
    text: str, value: Any, arrivals: Arrivals, *, sentences: Iterable[Sentence] | None = None, title: str = ""
) -> StoredArticle:
    """The article of a text and what ``of_article`` said about it, if it said anything."""
    about: Mapping[str, Any] = value if isinstance(value, dict) else {}
    known: dict[str, Any] = {name: fields.text(about, name, "") for name in _ABOUT}
    known["published"] = known["published"] or None
    known["title"] = known["title"] or title
    return arrivals.article(Article(text, **known), uuid=fields.text(about, "uuid", ""), sentences=sentences)
