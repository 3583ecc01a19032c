"""``python -m benchmarks``: runs every speed program of this folder, prints their tables, and one summary.

Each program runs by itself, so that none measures what another has left behind. A figure that falls short fails
nothing: timings are no tests.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
BUDGET = re.compile(
    r"(?P<figure>\d+(?:\.\d+)?)(?: s)? +\(?(?:budget )?(?P<sign>[≤≥]) (?P<goal>\d+(?:\.\d+)?)"
)
"""How every program here prints what it reached and what it was to reach."""


def programs() -> list[Path]:
    """The modules that can be run."""
    return sorted(
        path
        for path in HERE.glob("*.py")
        if path.stem != "__main__" and "\ndef main(" in path.read_text(encoding="utf-8")
    )


def main() -> None:
    """Run all, or those that are named on the command line."""
    chosen = [path for path in programs() if not sys.argv[1:] or path.stem in sys.argv[1:]]
    summary: list[str] = []
    for path in chosen:
        print(f"\n━━ {path.name}", flush=True)
        running = subprocess.Popen(
            [sys.executable, "-W", "ignore", str(path)],
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=HERE.parent,
        )
        assert running.stdout is not None
        reached, short = 0, []
        for line in running.stdout:
            print(line, end="", flush=True)
            for match in BUDGET.finditer(line):
                figure, goal = float(match["figure"]), float(match["goal"])
                if figure <= goal if match["sign"] == "≤" else figure >= goal:
                    reached += 1
                else:
                    short.append(f"{line[: match.start()].split('  ')[0].strip()} {match.group().strip()}")
        ended = running.wait()
        told = f"{reached} reached" + (f", {len(short)} short: {'; '.join(short)}" if short else "")
        summary.append(f"{path.stem:12} {told if not ended else f'ended with {ended}; {told}'}")
    print("\n━━ summary")
    print("\n".join(summary))


if __name__ == "__main__":
    main()
