"""What commands print: JSON of which a terminal obeys nothing, and the end of printing where nobody takes it."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

from diptych.articles.visible import DANGEROUS


def json_line(value: Any) -> str:
    """The value as JSON on one line. JSON itself escapes only C0; here C1, DEL and bidi controls are escaped, too.

    Where output is not UTF-8, all that is not ASCII is escaped, for nothing of a data set may become a "?".
    """
    every_sign = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return DANGEROUS.sub(
        lambda found: json.dumps(found[0])[1:-1], json.dumps(value, ensure_ascii=not every_sign)
    )


def print_no_more() -> None:
    """Nothing printed from here on goes anywhere, also what Python still holds back."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
