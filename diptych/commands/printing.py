"""JSON as commands print it: to a program it says what it always said, and a terminal obeys nothing in it."""

from __future__ import annotations

import json
from typing import Any

from diptych.articles.visible import DANGEROUS


def json_line(value: Any) -> str:
    """The value as JSON on one line. JSON itself escapes only C0; here C1, DEL and bidi controls are escaped, too."""
    return DANGEROUS.sub(lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=False))
