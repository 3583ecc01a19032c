"""diptych: reports of one story side by side in a terminal, claims tagged with single keys, data sets out.

The Python API is the command line's verbs::

    import diptych

    library = diptych.open_library("talks.db")
    analysis = diptych.analyse(text)
    comparison = diptych.compare([first, second])
    library.merge("bob.db")
    agreement = diptych.agreement(library)
    library.export("jsonl", "talks.jsonl")

Offsets are Unicode code points into an article's stored text, 0-based, end exclusive, everywhere.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # as typing's, whose import the first screen would have to wait for

__version__ = "0.1.0"
__all__ = ["DiptychError", "__version__", "agreement", "analyse", "compare", "open_library"]

# In a source tree the rooms stand beside this folder: load them from there, under their one name.
_root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
if os.path.isfile(os.path.join(_root, "pyproject.toml")) and os.path.isdir(os.path.join(_root, "tui")):
    __path__.insert(0, _root)

if TYPE_CHECKING:
    from diptych.analysis import analyse, compare
    from diptych.errors import DiptychError
    from diptych.store import open_library
    from diptych.store.agreement import agreement

_HOMES = {
    "agreement": "diptych.store.agreement",
    "analyse": "diptych.analysis",
    "compare": "diptych.analysis",
    "open_library": "diptych.store",
    "DiptychError": "diptych.errors",
}


def __getattr__(name: str) -> object:
    """Load the API on first use, so that the first screen does not wait for it."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'diptych' has no attribute {name!r}")
