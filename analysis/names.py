"""Joins the names of one person or thing, inside an article and across articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from diptych.analysis.spans import Mention


def keyed(mentions_per_article: Sequence[Sequence[Mention]]) -> list[list[Mention]]:
    """The same mentions with a ``key`` each: equal keys, one person or thing."""
    return [
        [
            replace(mention, key=re.sub(r"[\W_]+", "-", mention.text.lower()).strip("-"))
            for mention in mentions
        ]
        for mentions in mentions_per_article
    ]
