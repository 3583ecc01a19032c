"""From a TOML file to a checked scheme. Every mistake is reported at once, each with its line."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from diptych.errors import Problem, SchemeError
from diptych.keymaps.toml_lines import Lines, Place, read_source
from diptych.keymaps.toml_lines import parse as parse_toml
from diptych.schemes.scheme import COLOURS, KINDS, PLACES, Certainty, Label, Relation, Scheme

_BUILTIN = ("claims", "checkworthy", "claim-types", "attribution")

_TOP: dict[str, type] = {
    "name": str, "title": str, "description": str, "version": int, "multiple": bool, "default": str,
    "guideline": str, "label": list, "relation": list, "certainty": list,
}  # fmt: skip
_PARTS: dict[str, dict[str, type]] = {
    "label": {
        "name": str, "title": str, "key": str, "letter": str, "colour": str, "kind": str, "on": str,
        "description": str, "guideline": str,
    },
    "relation": {"name": str, "title": str, "key": str, "description": str, "symmetric": bool},
    "certainty": {"name": str, "title": str, "description": str},
}  # fmt: skip
_TYPES = {str: "a text in quotes", int: "a whole number", bool: "true or false", list: "tables: [[label]]"}
_CHOICES = {"kind": KINDS, "on": PLACES}
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_LONGEST_TITLE = 40


def builtin() -> list[str]:
    """The names of the schemes that come with diptych, the default one first."""
    return list(_BUILTIN)


def load(name_or_path: str | Path = "claims") -> Scheme:
    """A built-in scheme by its name, or a scheme from a file. Raises `SchemeError` with every mistake."""
    name = str(name_or_path)
    if name in _BUILTIN:
        return parse(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"), name)
    path = Path(name).expanduser()
    if path.suffix != ".toml" and path.name == name and not path.exists():
        near = difflib.get_close_matches(name, _BUILTIN, n=1)
        hint = f'; did you mean "{near[0]}"?' if near else "."
        known = ", ".join(_BUILTIN)
        message = f"there is no label scheme of that name{hint} There are {known}, or name a TOML file."
        raise SchemeError([Problem(name, 0, message)])
    source = read_source(path)
    if isinstance(source, Problem):
        raise SchemeError([source])
    return parse(source, str(path))


def check(name_or_path: str | Path) -> list[Problem]:
    """Every mistake of a scheme's file; [] for a good one."""
    try:
        load(name_or_path)
    except SchemeError as error:
        return list(error.problems)
    return []


def parse(toml_text: str, where: str) -> Scheme:
    """The scheme that a TOML text describes; ``where`` names it in messages. Raises `SchemeError`."""
    content = parse_toml(toml_text, where)
    if isinstance(content, Problem):
        raise SchemeError([content])
    reader = _Reader(content, toml_text, where)
    scheme = reader.scheme()
    if reader.problems or scheme is None:
        raise SchemeError(sorted(reader.problems, key=lambda problem: problem.line))
    return scheme


class _Reader:
    """Reads one file, gathering its mistakes."""

    def __init__(self, content: dict[str, Any], toml_text: str, where: str) -> None:
        self.content = content
        self._toml_text = toml_text
        self._lines = Lines(toml_text)
        self.where = where
        self.problems: list[Problem] = []

    def complain(self, place: Place, message: str) -> None:
        """Keep a mistake for the report."""
        self.problems.append(Problem(self.where, self._lines.of(place), message))

    def scheme(self) -> Scheme | None:
        """The scheme, or None where there is too little of it to make one."""
        top = self._fields(self.content, _TOP, ())
        self._require(top, ("name", "title"), (), "the scheme")
        self._check_name(top, ())
        if top.get("version", 1) < 1:
            self.complain(("version",), "version counts from 1.")
        labels = [Label(**fields) for fields in self._parts("label", self._check_label)]
        relations = [Relation(**fields) for fields in self._parts("relation")]
        certainties = [Certainty(**fields) for fields in self._parts("certainty")]
        if "label" not in self.content:
            self.complain((), "there is no label; a scheme has at least one [[label]].")
        default = top.get("default") or (labels[0].name if labels else "")
        known = [label.name for label in labels]
        if "default" in top and default not in known:
            self.complain(("default",), f'default: there is no label "{default}"{_nearest(default, known)}.')
        rejecting = [label.name for label in labels if label.kind == "not_claim"]
        if len(rejecting) > 1:
            self.complain(("label",), f'only one label can be of kind "not_claim", not {_listed(rejecting)}.')
        if self.problems:
            return None
        return Scheme(
            name=top["name"],
            title=top["title"],
            description=top.get("description", ""),
            version=top.get("version", 1),
            multiple=top.get("multiple", False),
            labels=tuple(labels),
            relations=tuple(relations),
            certainties=tuple(certainties),
            guideline=top.get("guideline", "").strip(),
            default_name=default,
            toml=self._toml_text,
        )

    def _fields(self, table: dict[str, Any], known: Mapping[str, type], place: Place) -> dict[str, Any]:
        """The fields of a table that are known and of the right type."""
        good: dict[str, Any] = {}
        for name, value in table.items():
            at = (*place, name)
            if name not in known:
                self.complain(
                    at, f'unknown field "{name}"{_nearest(name, known)}. There are {_listed(known)}.'
                )
            elif not _is_a(value, known[name]):
                needed = f"tables: [[{name}]]" if known[name] is list else _TYPES[known[name]]
                self.complain(at, f'"{name}" takes {needed}.')
            elif isinstance(value, str) and any(
                unicodedata.category(c) in ("Cc", "Cf") for c in value if c != "\n"
            ):
                self.complain(at, f'"{name}" holds an invisible or control character; take it out.')
            elif name in _CHOICES and value not in _CHOICES[name]:
                choices = _CHOICES[name]
                self.complain(
                    at, f'"{name}" is one of {_listed(choices)}, not "{value}"{_nearest(value, choices)}.'
                )
            else:
                good[name] = value.strip() if isinstance(value, str) else value
        if len(title := good.get("title", "")) > _LONGEST_TITLE or "\n" in title:
            self.complain((*place, "title"), f"a title is one line of at most {_LONGEST_TITLE} characters.")
        return good

    def _parts(self, what: str, check: Any = None) -> list[dict[str, Any]]:
        """The tables of one sort, with their own mistakes and those between them reported."""
        parts = []
        seen: dict[tuple[str, str], Place] = {}
        tables = self.content.get(what)
        for index, table in enumerate(tables if isinstance(tables, list) else ()):
            place: Place = (what, index)
            if not isinstance(table, dict):
                self.complain(place, f'"{what}" takes tables: [[{what}]].')
                continue
            fields = self._fields(table, _PARTS[what], place)
            whole = self._require(fields, ("name", "title"), place, f"this {what}")
            self._check_name(fields, place)
            self._check_key(fields, place)
            if check:
                check(fields, place)
            for field in ("name", "key", "letter", "title"):
                value = fields.get(field)
                if not value:
                    continue
                earlier = seen.setdefault((field, value), place)
                if earlier != place:
                    line = self._lines.of((*earlier, field))
                    self.complain(
                        (*place, field), f'{field} "{value}" is taken by another {what} (line {line}).'
                    )
            if whole:
                parts.append(fields)
        return parts

    def _require(self, fields: Mapping[str, Any], needed: Iterable[str], place: Place, what: str) -> bool:
        given = self.content
        for step in place:
            given = given[step]  # type: ignore[index]
        whole = True
        for name in needed:
            if not fields.get(name):
                whole = False
                if name not in given or fields.get(name) == "":
                    self.complain((*place, name), f'{what} has no "{name}".')
        return whole

    def _check_name(self, fields: Mapping[str, Any], place: Place) -> None:
        name = fields.get("name")
        if name and not _NAME.fullmatch(name):
            rule = "a lower-case letter, then lower-case letters, digits, _ or -, 64 at most"
            self.complain((*place, "name"), f'"{name}" cannot be a name: {rule}.')

    def _check_key(self, fields: dict[str, Any], place: Place) -> None:
        key = fields.get("key")
        if key and (len(key) != 1 or key not in "123456789"):
            hint = ' Letters go into "letter".' if key.isalpha() and place[:1] == ("label",) else ""
            self.complain((*place, "key"), f'"key" is a digit from 1 to 9, not "{key}".{hint}')

    def _check_label(self, fields: dict[str, Any], place: Place) -> None:
        letter = fields.get("letter")
        if letter and not (len(letter) == 1 and letter.isalpha() and letter.islower()):
            self.complain((*place, "letter"), f'"letter" is one lower-case letter, not "{letter}".')
        elif letter and not fields.get("key"):
            self.complain((*place, "letter"), 'a label with a letter needs a "key" too, a digit from 1 to 9.')
        colour = fields.get("colour")
        if colour in COLOURS:
            fields["colour"] = COLOURS[colour]
        elif colour and _HEX.fullmatch(colour):
            fields["colour"] = colour.lower()
        elif "colour" in fields:
            near = _nearest(colour or "", COLOURS)
            message = f'no colour "{colour}"{near}. Write #rrggbb or one of {_listed(COLOURS)}.'
            self.complain((*place, "colour"), message)
        if (fields.get("name") == "not_a_claim") and fields.get("kind", "claim") != "not_claim":
            self.complain((*place, "kind"), 'the label "not_a_claim" is of kind = "not_claim".')


def _is_a(value: object, kind: type) -> bool:
    return type(value) is kind  # True is no whole number here


def _nearest(name: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f'; did you mean "{near[0]}"?' if near else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
