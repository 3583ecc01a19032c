"""Key map files laid over each other: the user's keys win, and nobody is locked in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from diptych.errors import Problem
from diptych.keymaps.commands import CONTEXTS, NEEDED
from diptych.keymaps.keymap import COUNTING, Keymap
from diptych.keymaps.keynames import overlap, shown
from diptych.keymaps.layer import Layer
from diptych.keymaps.toml_lines import Place


class _Entry(NamedTuple):
    """One binding, with the layer (by its number) and the place in its file that made it."""

    command: str
    sequence: str
    layer: int
    place: Place


class _Merge:
    """Later layers over earlier ones, for one context."""

    def __init__(self, context: str, layers: Sequence[Layer]) -> None:
        self.context = context
        self.layers = layers
        self.commands: list[str] = []
        self.entries: list[_Entry] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.lost: dict[str, tuple[Layer, Place]] = {}  # who took a command's key, and where
        for number, layer in enumerate(layers):
            self._lay_over(number, layer)

    def _lay_over(self, number: int, layer: Layer) -> None:
        own = layer.keys.get(self.context, {})
        new = [
            _Entry(command, sequence, number, place) for command in own for sequence, place in own[command]
        ]
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
                self._drop(old, layer, taker.place, f'"{taker.command}"')
        for command in own:
            if command not in self.commands:
                self.commands.append(command)
            if not own[command]:
                self.lost[command] = (layer, (self.context, command))
        self.entries = kept + new

    def _drop(self, entry: _Entry, taker: Layer, place: Place, owner: str) -> None:
        self.lost[entry.command] = (taker, place)
        self.notes.append(
            f'[{self.context}] "{shown(entry.sequence)}" is now {owner}, no longer "{entry.command}".'
        )

    def keep_free(self, is_taken: Callable[[str], bool], since: int, what: str) -> None:
        """A binding of such a sequence gives way if made before layer ``since``; a later one is a problem."""
        for entry in [entry for entry in self.entries if is_taken(entry.sequence)]:
            self.entries.remove(entry)
            if entry.layer < since:
                self._drop(entry, self.layers[since], (), what)
            else:
                layer = self.layers[entry.layer]
                message = f'"{entry.command}": "{shown(entry.sequence)}" is {what} in this map.'
                self.problems.append(Problem(layer.where, layer.lines.of(entry.place), message))

    def result(self) -> dict[str, tuple[str, ...]]:
        """Each command that the layers name, with its keys."""
        keys: dict[str, list[str]] = {command: [] for command in self.commands}
        for entry in self.entries:
            keys[entry.command].append(entry.sequence)
        for context, command in NEEDED:
            if context == self.context and not keys.get(command):
                layer, place = self.lost.get(command, (self.layers[-1], ()))
                message = f'"{command}" is left without a key in [{context}]; give it one.'
                self.problems.append(Problem(layer.where, layer.lines.of(place), message))
        return {command: tuple(sequences) for command, sequences in keys.items()}


def merge(name: str, layers: Sequence[Layer]) -> tuple[Keymap, list[Problem]]:
    """The map that the layers make, and the problems that show only in the whole."""
    counting = max((n for n, layer in enumerate(layers) if layer.counts is not None), default=0)
    prefixing = max((n for n, layer in enumerate(layers) if layer.label_prefix is not None), default=0)
    counts, prefix = bool(layers[counting].counts), layers[prefixing].label_prefix or ""
    keys: dict[str, dict[str, tuple[str, ...]]] = {}
    problems: list[Problem] = []
    notes: list[str] = []
    for context in CONTEXTS:
        laid = _Merge(context, layers)
        if counts and context in COUNTING:
            laid.keep_free(lambda keys: keys[0] in "123456789", counting, "a count (counts = true)")
        if prefix and context in ("reading", "span"):
            laid.keep_free(
                lambda keys: keys == prefix, prefixing, "the label prefix, which needs another key"
            )
        keys[context] = laid.result()
        problems += laid.problems
        notes += laid.notes
    return Keymap(name, keys, counts, prefix, tuple(notes)), problems
