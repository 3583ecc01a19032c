"""From TOML files to a checked key map. Every problem is reported at once, each with its file and line.

A map stands on another one (``base = "vim"``; "default" where nothing is said). What a file says of a command
replaces all its keys; a key that a file gives away is taken from the command of the base that had it, so that
a user's keys win over any default, also over one that a later version brings.
"""

from __future__ import annotations

import difflib
from pathlib import Path

from diptych.errors import KeymapError, Problem
from diptych.keymaps.keymap import Keymap
from diptych.keymaps.layer import BUILTIN, Layer, read_layer
from diptych.keymaps.merging import merge
from diptych.keymaps.toml_lines import read_source


def load(name_or_path: str | Path = "default", user_file: str | Path | None = None) -> Keymap:
    """The built-in map of that name, or a user's file over its base; ``user_file`` goes over either.

    The ``base`` of ``user_file`` counts where no other map was asked for. Raises `KeymapError`, all problems
    in it.
    """
    name = str(name_or_path)
    own = [] if user_file is None else [_read_file(Path(user_file))]
    base = own[0].base if own and name == "default" and own[0].base in BUILTIN else name
    layers = [*_layers_of(base or name), *own]
    keymap, merge_problems = merge(str(user_file or name), layers)
    problems = [problem for layer in layers for problem in layer.problems] + merge_problems
    if problems:
        raise KeymapError(sorted(problems, key=lambda problem: (problem.where, problem.line)))
    return keymap


def _layers_of(name_or_path: str) -> list[Layer]:
    """The files that make a map, its base first."""
    if name_or_path in BUILTIN:
        file = Path(__file__).with_name(f"{name_or_path}.toml")
        top = read_layer(file.read_text(encoding="utf-8"), f"{name_or_path}.toml")
    else:
        top = _read_file(Path(name_or_path))
    if name_or_path == "default":
        return [top]
    return [*_layers_of(top.base if top.base in BUILTIN else "default"), top]


def _read_file(path: Path) -> Layer:
    name = str(path)
    path = path.expanduser()
    if path.suffix != ".toml" and path.name == name and not path.exists():
        near = difflib.get_close_matches(name, BUILTIN, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else "."
        known = ", ".join(BUILTIN)
        raise KeymapError(
            [
                Problem(
                    name, 0, f"there is no key map of that name{hint} There are {known}, or name a TOML file."
                )
            ]
        )
    source = read_source(path)
    if isinstance(source, Problem):
        raise KeymapError([source])
    return read_layer(source, str(path))
