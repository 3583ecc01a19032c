"""A key map that was checked: which keys run which command, in which context."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from diptych.keymaps.commands import BY_NAME, COMMANDS, CONTEXTS, GROUPS
from diptych.keymaps.keynames import normalise, overlap, shown, written

COUNTING = ("reading", "span", "list")
"""The contexts in which digits are counts, where a map says ``counts = true``."""


class Keymap(NamedTuple):
    """Keys by context and command; sequences are in Textual's names, parted by spaces (``"g g"``).

    ``counts``: digits are counts. ``label_prefix``: after this key a label's own letter gives the label;
    empty where labels sit on digits. ``notes``: one line for each default key that a user's own keys took.
    """

    name: str
    keys: Mapping[str, Mapping[str, tuple[str, ...]]]
    counts: bool = False
    label_prefix: str = ""
    notes: tuple[str, ...] = ()

    def bindings(self, context: str) -> dict[str, str]:
        """Sequence → command, for one context."""
        return {
            sequence: command for command, sequences in self.keys[context].items() for sequence in sequences
        }

    def sequences_for(self, command: str, context: str) -> tuple[str, ...]:
        """The command's keys in Textual's names; empty where it has none in that context."""
        return self.keys[context].get(command, ())

    def keys_for(self, command: str, context: str) -> tuple[str, ...]:
        """The command's keys as people read them (``?``, ``ctrl+d``, ``↓``, ``g g``)."""
        return tuple(shown(sequence) for sequence in self.sequences_for(command, context))

    def with_letters(self, letters: Mapping[str, str]) -> Keymap:
        """This map with each label's own letter after the label prefix: ``{"q": "label.1"}`` gives ``; q``.

        Unchanged where the map has no prefix. A key that the map binds already keeps its command.
        """
        if not self.label_prefix:
            return self
        keys = {context: dict(table) for context, table in self.keys.items()}
        for letter, command in letters.items():
            sequence = f"{self.label_prefix} {normalise(letter)}"
            for context in BY_NAME[command].contexts:
                if not any(overlap(sequence, bound) for bound in self.bindings(context)):
                    keys[context][command] = (sequence, *keys[context].get(command, ()))
        return self._replace(keys=keys)


def table(keymap: Keymap, context: str) -> list[tuple[str, str, tuple[str, ...], str, str]]:
    """(group, command, keys as shown, title, help) of every command there, in the help screen's order."""
    return [
        (group, command.name, keymap.keys_for(command.name, context), command.title, command.help)
        for group in GROUPS
        for command in COMMANDS
        if command.group == group and context in command.contexts
    ]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def dump(keymap: Keymap) -> str:
    """The whole map as TOML that loads back equal, each command with its help as a comment."""
    out = [
        "# Keys of diptych. Change what you like and leave out the rest; [] leaves a command without a key."
    ]
    out.append(f"counts = {str(keymap.counts).lower()}  # digits are counts")
    out.append(f"label_prefix = {_quoted(written(keymap.label_prefix))}")
    for context in CONTEXTS:
        out += ["", f"[{context}]  # {CONTEXTS[context]}"]
        group = ""
        for its_group, command, _keys, _title, sentence in table(keymap, context):
            if its_group != group:
                out.append(f"# {its_group}")
                group = its_group
            keys = ", ".join(_quoted(written(keys)) for keys in keymap.sequences_for(command, context))
            out.append(f"{_quoted(command) + ' = [' + keys + ']':<52}  # {sentence}")
    return "\n".join(out) + "\n"
