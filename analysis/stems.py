"""Stems of English words."""

from __future__ import annotations

import re

_VOWEL = re.compile(r"[aeiouy]")


def stem(word: str) -> str:
    """The word (lower case) without its English inflection; the same stem is all it promises, not a word.

    Three code points at least are left standing, so that short words in any language stay as they are.
    """
    if len(word) > 3 and word[-1] == "s" and word[-2] not in "su":
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    for suffix in ("ing", "ed"):
        left = word[: -len(suffix)]
        if len(left) >= 3 and word.endswith(suffix) and _VOWEL.search(left):
            word = left
            if word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 3 and word[-1] == "e":
        word = word[:-1]
    return word
