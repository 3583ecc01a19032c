"""From TOML files to a checked key map. Every problem is reported at once, each with its file and line.

A map stands on another one (``base = "vim"``; "default" where nothing is said). What a file says of a command
replaces all its keys; a key that a file gives away is taken from the command of the base that had it, so that
a user's keys win over any default, also over one that a later version brings.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from diptych.errors import KeymapError, Problem
from diptych.keymaps.commands import CONTEXTS, NEEDED
from diptych.keymaps.keymap import COUNTING, Keymap
from diptych.keymaps.keynames import shown
from diptych.keymaps.layer import BUILTIN, Layer, overlap, read_layer
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
    keymap, merge_problems = _merge(str(user_file or name), layers)
    problems = [problem for layer in layers for problem in layer.problems] + merge_problems
    if problems:
        raise KeymapError(sorted(problems, key=lambda problem: (problem.where, problem.line)))
    return keymap


def _layers_of(name_or_path: str) -> list[Layer]:
    """The files that make a map, its base first."""
    if name_or_path in BUILTIN:
        file = resources.files("diptych.keymaps") / f"{name_or_path}.toml"
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


@dataclass(frozen=True, slots=True)
class _Entry:
    """One binding, with the layer (by its place) and the line that made it."""

    command: str
    sequence: str
    layer: int
    line: int


class _Merge:
    """Later layers over earlier ones, for one context."""

    def __init__(self, context: str, layers: Sequence[Layer]) -> None:
        self.context = context
        self.layers = layers
        self.commands: list[str] = []
        self.entries: list[_Entry] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.lost: dict[str, tuple[str, int]] = {}
        for number, layer in enumerate(layers):
            self._lay_over(number, layer)

    def _lay_over(self, number: int, layer: Layer) -> None:
        own = layer.keys.get(self.context, {})
        new = [_Entry(command, sequence, number, line) for command in own for sequence, line in own[command]]
        by_first: dict[str, list[_Entry]] = {}
        for entry in new:
            by_first.setdefault(entry.sequence.split(" ")[0], []).append(entry)
        kept = []
        for old in self.entries:
            if old.command in own:
                continue
            rivals = by_first.get(old.sequence.split(" ")[0], ())
            taker = next((entry for entry in rivals if overlap(old.sequence, entry.sequence)), None)
            if taker is None:
                kept.append(old)
            else:
                self._drop(old, layer.where, taker.line, f'"{taker.command}"')
        for command in own:
            if command not in self.commands:
                self.commands.append(command)
            if not own[command]:
                self.lost[command] = (layer.where, layer.line_of(self.context, command))
        self.entries = kept + new

    def _drop(self, entry: _Entry, where: str, line: int, owner: str) -> None:
        self.lost[entry.command] = (where, line)
        self.notes.append(
            f'[{self.context}] "{shown(entry.sequence)}" is now {owner}, no longer "{entry.command}".'
        )

    def keep_free(self, is_taken: Callable[[str], bool], since: int, what: str) -> None:
        """A binding of such a sequence gives way if made before layer ``since``; a later one is a problem."""
        for entry in [entry for entry in self.entries if is_taken(entry.sequence)]:
            self.entries.remove(entry)
            if entry.layer < since:
                self._drop(entry, self.layers[since].where, 0, what)
            else:
                message = f'"{entry.command}": "{shown(entry.sequence)}" is {what} in this map.'
                self.problems.append(Problem(self.layers[entry.layer].where, entry.line, message))

    def result(self) -> dict[str, tuple[str, ...]]:
        """Each command that the layers name, with its keys."""
        keys: dict[str, list[str]] = {command: [] for command in self.commands}
        for entry in self.entries:
            keys[entry.command].append(entry.sequence)
        for context, command in NEEDED:
            if context == self.context and not keys.get(command):
                where, line = self.lost.get(command, (self.layers[-1].where, 0))
                message = f'"{command}" is left without a key in [{context}]; give it one.'
                self.problems.append(Problem(where, line, message))
        return {command: tuple(sequences) for command, sequences in keys.items()}


def _merge(name: str, layers: Sequence[Layer]) -> tuple[Keymap, list[Problem]]:
    """The map that the layers make, and the problems that show only in the whole."""
    counting = max((n for n, layer in enumerate(layers) if layer.counts is not None), default=0)
    prefixing = max((n for n, layer in enumerate(layers) if layer.label_prefix is not None), default=0)
    counts, prefix = bool(layers[counting].counts), layers[prefixing].label_prefix or ""
    keys: dict[str, dict[str, tuple[str, ...]]] = {}
    problems: list[Problem] = []
    notes: list[str] = []
    for context in CONTEXTS:
        merge = _Merge(context, layers)
        if counts and context in COUNTING:
            merge.keep_free(lambda keys: keys[0] in "123456789", counting, "a count (counts = true)")
        if prefix and context in ("reading", "span"):
            merge.keep_free(
                lambda keys: keys == prefix, prefixing, "the label prefix, which needs another key"
            )
        keys[context] = merge.result()
        problems += merge.problems
        notes += merge.notes
    return Keymap(name, keys, counts, prefix, tuple(notes)), problems
