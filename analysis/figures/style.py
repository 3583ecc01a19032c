"""How an article writes its numbers: 1,200.50 or 1.200,50."""

from __future__ import annotations

import re
from functools import lru_cache

ENGLISH = "english"
EUROPEAN = "european"

_EUROPEAN = re.compile(
    r"(?<![\w.,/])(?:[0-9]{1,3}(?:\.[0-9]{3}){2,4}(?:,[0-9]{1,9})?|[0-9]{1,3}\.[0-9]{3},[0-9]{1,9}"
    r"|[0-9]{1,9},(?:[0-9]{1,2}|[0-9]{4,9})(?=\s?(?:%|€|euro|per\s?cent|million|billion|km|kg))"
    r"|(?:€\s?)[0-9]{1,9},[0-9]{2}|[1-9][0-9]{0,2}\.[0-9]{3}(?=\s(?:people|euros|"
    r"[a-z]{3,20}s)\b))(?![\w/]|[.,][0-9])"
)
_ENGLISH = re.compile(
    r"(?<![\w.,/])(?:[0-9]{1,3}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,9})?"
    r"|[0-9]{1,9}\.[0-9]{1,2}(?=\s?(?:%|€|percent|per\s?cent|million|billion|km|kg))|"
    r"[$£€]\s?[0-9]{1,9}\.[0-9]{1,2})"
    r"(?![\w/]|[.,][0-9])"
)


@lru_cache(maxsize=4)
def style_of(text: str) -> str:
    """``EUROPEAN`` where the text shows more numbers written so than the English way, else ``ENGLISH``."""
    european = sum(1 for _ in _EUROPEAN.finditer(text))
    if not european:
        return ENGLISH
    return EUROPEAN if european > sum(1 for _ in _ENGLISH.finditer(text)) else ENGLISH
