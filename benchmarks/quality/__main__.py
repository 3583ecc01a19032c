"""Every quality measurement, one after another: `make quality`, or `python -m benchmarks.quality [NAME…]`.

Each module of this folder that has a `main()` is one measurement. It prints a table beside the plain library and
its worst errors. A set that is not on this machine is a row that says so.
"""

from __future__ import annotations

import importlib
import sys
import time
import traceback
from pathlib import Path


def measurements(wanted: list[str]) -> list[str]:
    """The modules to run, by name; all of them where none is named."""
    found = sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py"))
    return [name for name in found if not wanted or name in wanted]


def main() -> int:
    """Run them; 1 if one of them broke."""
    wanted = sys.argv[1:]
    failed = []
    for name in measurements(wanted):
        module = importlib.import_module(f"benchmarks.quality.{name}")
        if not hasattr(module, "main"):
            continue
        print(f"\n{'=' * 12} {name} {'=' * 12}", flush=True)
        sys.argv = [str(module.__file__)]
        begun = time.perf_counter()
        try:
            module.main()
        except Exception:  # one broken measurement must not hide the others
            traceback.print_exc()
            failed.append(name)
        print(f"({time.perf_counter() - begun:.0f} s)", flush=True)
    if failed:
        print(f"broken: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
