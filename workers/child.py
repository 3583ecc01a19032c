"""Analysis in a process of its own, so that no key waits for it.

``python -m diptych.workers.child LIBRARY ID…`` analyses what is new and writes JSON lines to standard output:
``{"article", "figures": [[start, end, kind, value, upper, unit, of, approximate], …]}``,
``{"article", "mentions": [[start, end, label, key], …]}`` and ``{"notice": text}``. What a line says of an article
replaces what was said before, or adds to it where ``"more"`` is true.
"""

from __future__ import annotations

import json
import os
import sys

from diptych.errors import DiptychError
from diptych.workers.analysing import Notice, analyse_articles


def main(arguments: list[str]) -> int:
    """Do the work; 1 where it failed, with a notice."""
    from diptych.store import open_library

    os.nice(5)  # the reader comes first
    path, *ids = arguments
    try:
        with open_library(path, create=False) as library:
            for found in analyse_articles(library, [int(number) for number in ids]):
                if isinstance(found, Notice):
                    _say({"notice": found.text})
                    continue
                message: dict[str, object] = {"article": found.article, "more": found.more}
                if found.figures is not None:
                    message["figures"] = [
                        [f.start, f.end, f.kind, f.value, f.upper, f.unit, f.of, f.approximate]
                        for f in found.figures
                    ]
                if found.mentions is not None:
                    message["mentions"] = [[m.start, m.end, m.label, m.key] for m in found.mentions]
                _say(message)
    except DiptychError as problem:
        _say({"notice": str(problem)})
        return 1
    except BrokenPipeError:
        return 0  # the reader has gone
    return 0


def _say(message: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(message, ensure_ascii=True) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
