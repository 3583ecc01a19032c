"""One key map file: what it says, and every mistake in it with its line."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Any

from diptych.errors import Problem
from diptych.keymaps.commands import BY_NAME, CONTEXTS
from diptych.keymaps.keynames import (
    RESERVED,
    UnknownKey,
    is_printable,
    normalise,
    normalise_sequence,
    overlap,
    shown,
)
from diptych.keymaps.toml_lines import Lines, Place, parse

BUILTIN = ("default", "vim", "emacs")
"""The maps that come with diptych."""

_OPTIONS: dict[str, type] = {"base": str, "counts": bool, "label_prefix": str, "description": str}


class Layer:
    """One file: for each context and command its sequences, each with its place in the file."""

    def __init__(self, where: str, lines: Lines) -> None:
        self.where = where
        self.lines = lines
        self.base: str | None = None
        self.counts: bool | None = None
        self.label_prefix: str | None = None
        self.keys: dict[str, dict[str, list[tuple[str, Place]]]] = {}
        self.problems: list[Problem] = []

    def complain(self, place: Place, message: str) -> None:
        """Keep a problem for the report."""
        self.problems.append(Problem(self.where, self.lines.of(place), message))


def read_layer(source: str, where: str) -> Layer:
    """What a file says; its ``problems`` hold every mistake."""
    layer = Layer(where, Lines(source))
    content = parse(source, where)
    if isinstance(content, Problem):
        layer.problems.append(content)
        return layer
    for name, value in content.items():
        if name in _OPTIONS:
            _read_option(layer, name, value)
        elif name in CONTEXTS and isinstance(value, dict):
            layer.keys[name] = {}
            for command, keys in value.items():
                _read_command(layer, name, command, keys)
            _check_clashes(layer, name)
        elif name in CONTEXTS:
            layer.complain((name,), f'"{name}" is a table of keys; write [{name}] on a line of its own.')
        elif isinstance(value, dict):
            layer.complain(
                (name,), f"unknown table [{name}]{_nearest(name, CONTEXTS)} There are {', '.join(CONTEXTS)}."
            )
        elif name in BY_NAME:
            layer.complain(
                (name,), f'"{name}" stands in no table; put it under [{BY_NAME[name].contexts[0]}].'
            )
        else:
            layer.complain(
                (name,),
                f'unknown option "{name}"{_nearest(name, _OPTIONS)} There are {", ".join(_OPTIONS)}.',
            )
    return layer


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else "."


def _read_option(layer: Layer, name: str, value: Any) -> None:
    fits = type(value) is _OPTIONS[name]
    if not fits:
        takes = "true or false" if name == "counts" else "a text in quotes"
        layer.complain((name,), f'"{name}" takes {takes}.')
    elif name == "base":
        layer.base = value
        if value not in BUILTIN:
            layer.complain(
                (name,),
                f'no key map "{value}"{_nearest(value, BUILTIN)} There are {", ".join(BUILTIN)}.',
            )
    elif name == "counts":
        layer.counts = value
    elif name == "label_prefix":
        try:
            layer.label_prefix = normalise(value) if value else ""
        except UnknownKey as error:
            layer.complain((name,), f"label_prefix: {error}.")
        if layer.label_prefix in RESERVED:
            reason = RESERVED[layer.label_prefix]
            layer.complain(
                (name,), f'label_prefix: "{shown(layer.label_prefix)}" cannot be given away: {reason}.'
            )


def _read_command(layer: Layer, context: str, name: str, keys: Any) -> None:
    place: Place = (context, name)
    command = BY_NAME.get(name)
    if command is None:
        if isinstance(keys, dict):
            layer.complain(
                place,
                f'put the command\'s name in quotes, as in "{name}.{next(iter(keys), "next")}" = ["j"].',
            )
        else:
            layer.complain(place, f'unknown command "{name}"{_nearest(name, BY_NAME)}')
        return
    if context not in command.contexts:
        layer.complain(
            place, f'"{name}" is no command of [{context}]; it belongs to [{"], [".join(command.contexts)}].'
        )
        return
    if isinstance(keys, str):
        keys = [keys]
    if not isinstance(keys, list):
        layer.complain(place, f'"{name}" takes a list of keys, such as ["j", "down"], or [] for none.')
        return
    read = layer.keys[context].setdefault(name, [])
    for index, written in enumerate(keys):
        at: Place = (*place, index)
        if not isinstance(written, str):
            layer.complain(at, f'"{name}": {written!r} is no key; write keys in quotes.')
            continue
        try:
            sequence = normalise_sequence(written)
        except UnknownKey as error:
            layer.complain(at, f'"{name}": {error}.')
            continue
        if message := _unfit(sequence, context):
            layer.complain(at, f'"{name}": {message}.')
        elif sequence not in (known for known, _ in read):
            read.append((sequence, at))


def _unfit(sequence: str, context: str) -> str:
    """Why these keys cannot be bound there, or nothing."""
    first, *rest = sequence.split(" ")
    for key in (first, *rest):
        if key in RESERVED:
            return f'"{shown(key)}" cannot be given away: {RESERVED[key]}'
    if "escape" in rest:
        return "escape clears keys that wait for more, so it can only be the first of a sequence"
    if context == "dialogue" and is_printable(first):
        return f'"{shown(first)}" is text where text is typed; take a key with ctrl, or a function key'
    return ""


def _check_clashes(layer: Layer, context: str) -> None:
    by_first: dict[str, list[tuple[str, str, Place]]] = {}
    for command, sequences in layer.keys[context].items():
        for sequence, place in sequences:
            by_first.setdefault(sequence.split(" ")[0], []).append((sequence, command, place))
    for group in by_first.values():
        for index, (sequence, command, place) in enumerate(group):
            for earlier, its_command, its_place in group[:index]:
                if not overlap(sequence, earlier):
                    continue
                both = f'"{its_command}" (line {layer.lines.of(its_place)}) and "{command}"'
                if sequence == earlier:
                    layer.complain(place, f'"{shown(sequence)}" has two commands in [{context}]: {both}.')
                else:
                    short, long = (shown(keys) for keys in sorted((sequence, earlier), key=len))
                    layer.complain(place, f'"{short}" is how "{long}" begins, in [{context}]: {both}.')
