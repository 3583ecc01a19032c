"""Names of keys: what people write, what Textual 8.2.8 emits, what is shown.

People may write a character (``?``, ``G``, ``{``), Textual's name (``question_mark``), or a usual name in any
case (``Esc``, ``PgDn``, ``^d``, ``C-d``). All become one name, Textual's. Spaces part a sequence: ``g g``.
"""

from __future__ import annotations

import difflib
import unicodedata
from functools import cache

CHARACTERS = {
    " ": "space", "!": "exclamation_mark", '"': "quotation_mark", "#": "number_sign", "$": "dollar_sign",
    "%": "percent_sign", "&": "ampersand", "'": "apostrophe", "(": "left_parenthesis",
    ")": "right_parenthesis", "*": "asterisk", "+": "plus", ",": "comma", "-": "minus", ".": "full_stop",
    "/": "slash", ":": "colon", ";": "semicolon", "<": "less_than_sign", "=": "equals_sign",
    ">": "greater_than_sign", "?": "question_mark", "@": "at", "[": "left_square_bracket", "\\": "backslash",
    "]": "right_square_bracket", "^": "circumflex_accent", "_": "underscore", "`": "grave_accent",
    "{": "left_curly_bracket", "|": "vertical_line", "}": "right_curly_bracket", "~": "tilde",
}  # fmt: skip
"""Each ASCII character that is no letter or digit, by Textual's name for its key."""

SPECIAL = frozenset(
    {
        "backspace", "delete", "down", "end", "enter", "escape", "home", "insert", "left", "pagedown",
        "pageup", "right", "space", "tab", "up", *(f"f{number}" for number in range(1, 25)),
    }
)  # fmt: skip
"""Keys that make no character, by Textual's names (the ones that ordinary keyboards have)."""

MODIFIERS = ("alt", "ctrl", "hyper", "meta", "shift", "super")
"""In the order in which Textual writes them."""

_ALIASES = {
    "esc": "escape", "return": "enter", "cr": "enter", "del": "delete", "ins": "insert", "bs": "backspace",
    "pgdn": "pagedown", "page_down": "pagedown", "pgup": "pageup", "page_up": "pageup", "spc": "space",
    "plus_sign": "plus", "hyphen_minus": "minus", "hyphen": "minus", "solidus": "slash",
    "period": "full_stop", "dot": "full_stop", "reverse_solidus": "backslash", "commercial_at": "at",
    "low_line": "underscore", "backtab": "shift+tab", "↑": "up", "↓": "down", "←": "left", "→": "right",
}  # fmt: skip
_MODIFIER_ALIASES = {
    "control": "ctrl", "ctl": "ctrl", "c": "ctrl", "option": "alt", "opt": "alt", "m": "alt", "a": "alt",
    "s": "shift", "cmd": "super",
}  # fmt: skip
_EMITTED = {"ctrl+@": "ctrl+space", "ctrl+at": "ctrl+space", "newline": "ctrl+j", "return": "enter"}
_BEYOND_KEYBOARDS = "\u2100"  # arrows, drawings and emoji, which no keyboard types
_NAME_TO_CHARACTER = {name: character for character, name in CHARACTERS.items() if character != " "}
_SHOWN = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "escape": "esc", "pagedown": "pgdn", "pageup": "pgup",
    "delete": "del", "insert": "ins", "space": "space",
}  # fmt: skip

RESERVED = {
    "ctrl+c": "terminals take it for interrupt and copy",
    "ctrl+z": "it suspends the program",
    "ctrl+s": "many terminals stop their output on it",
    "ctrl+q": "many terminals resume their output on it",
    "ctrl+i": "terminals cannot tell it from tab",
    "ctrl+j": "terminals cannot tell it from a line feed",
    "ctrl+m": "terminals cannot tell it from enter",
    "ctrl+h": "many terminals send it for backspace",
    "ctrl+left_square_bracket": "terminals cannot tell it from escape",
    "ctrl+b": "tmux takes it",
    "ctrl+a": "screen takes it",
}
"""Keys that no command may have, each with the reason."""


class UnknownKey(ValueError):
    """No key has that name; the message says which is nearest, where one is near."""


def emitted(key: str) -> str:
    """Textual emits some keys under two names, by terminal: the one name that key maps use."""
    return _EMITTED.get(key, key)


def is_printable(key: str) -> bool:
    """Whether the key makes a character, and so belongs to the text where text is typed."""
    return key == "space" or ("+" not in key and key not in SPECIAL)


def _character_name(character: str) -> str:
    if character in CHARACTERS:
        return CHARACTERS[character]
    if character.isalnum():
        return character
    name = unicodedata.name(character, "")
    if not name or unicodedata.category(character)[0] in "CMZ" or character >= _BEYOND_KEYBOARDS:
        raise UnknownKey(f"no key makes the character U+{ord(character):04X}")
    return name.lower().replace("-", "_").replace(" ", "_")


@cache
def _further_characters() -> dict[str, str]:
    """Textual's names of the signs beyond ASCII that some keyboards have, such as "section_sign"."""
    signs = (chr(code) for code in range(0xA1, ord(_BEYOND_KEYBOARDS)))
    return {
        _character_name(sign): sign
        for sign in signs
        if not sign.isalnum() and unicodedata.category(sign)[0] in "PS"
    }


def _base_name(written: str) -> str:
    if len(written) == 1 and written not in _ALIASES:
        return _character_name(written)
    name = written.lower()
    name = _ALIASES.get(name, name)
    if name in SPECIAL or name in _NAME_TO_CHARACTER or name == "shift+tab":
        return name
    if name in _further_characters():
        return name
    known = [*SPECIAL, *CHARACTERS.values(), *_ALIASES]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.6)
    raise UnknownKey(f'"{written}" is no key' + (f'; did you mean "{near[0]}"?' if near else ""))


def _modifiers(written: list[str], whole: str) -> set[str]:
    found: set[str] = set()
    for part in written:
        name = _MODIFIER_ALIASES.get(part.lower(), part.lower())
        if name not in MODIFIERS:
            near = difflib.get_close_matches(name, MODIFIERS, n=1, cutoff=0.5)
            hint = f'; did you mean "{near[0]}"?' if near else f" (those are {', '.join(MODIFIERS)})"
            raise UnknownKey(f'"{whole}" is no key: "{part}" is no modifier{hint}')
        found.add(name)
    return found


def normalise(written: str) -> str:
    """Textual's name for one key. Raises `UnknownKey`, also for keys that no terminal sends."""
    if len(written) == 2 and written[0] == "^" and not written[1].isspace():
        written = "ctrl+" + written[1].lower()
    elif len(written) > 2 and written[1] == "-" and written[0] in "CMAS":  # as emacs and vim write them
        written = (
            written.replace("-", "+", 1)
            if written.count("-") == 1
            else written[0] + "+" + written[2:].replace("-", "+", 1)
        )
    head, plus, last = written.rpartition("+")
    if written.endswith("++"):
        head, last = written[:-2], "+"
    elif not plus or not head or not last:
        head, last = "", written
    base = _base_name(last)
    if base == "shift+tab":
        head, base = (head + "+shift" if head else "shift"), "tab"
    if not head:
        return emitted(base)
    modifiers = _modifiers(head.split("+"), written)
    if len(base) == 1 and base.isalpha():
        if base != base.lower() and modifiers & {"alt"}:
            modifiers.add("shift")
        if modifiers == {"shift"}:
            return base.upper()
        base = base.lower()
    elif base in _NAME_TO_CHARACTER or len(base) == 1:
        if modifiers == {"shift"}:
            raise UnknownKey(f'"{written}" is no key: write the character that it makes')
        if "alt" in modifiers and base in _NAME_TO_CHARACTER:
            raise UnknownKey(
                f'"{written}" reaches no program here: terminals send "{_NAME_TO_CHARACTER[base]}" for it'
            )
    return emitted("+".join([*sorted(modifiers), base]))


def normalise_sequence(written: str) -> str:
    """One key or several, parted by spaces, in Textual's names. A lone space is the space bar."""
    keys = written.split()
    if not keys:
        if written == " ":
            return "space"
        raise UnknownKey("an empty string is no key; write [] to leave a command without one")
    return " ".join(normalise(key) for key in keys)


def overlap(one: str, other: str) -> bool:
    """Whether the two are the same keys, or one is how the other begins."""
    return one == other or one.startswith(other + " ") or other.startswith(one + " ")


def written(sequence: str) -> str:
    """The keys as a key map's file has them: ``?``, ``ctrl+d``, ``down``, ``f2``, ``g g``."""
    return " ".join(
        head + _NAME_TO_CHARACTER.get(base, base) for head, base in map(_parted, sequence.split(" "))
    )


def shown(sequence: str) -> str:
    """The keys as people read them: ``?``, ``ctrl+d``, ``↓``, ``F2``, ``g g``."""
    return " ".join(head + _shown_base(base) for head, base in map(_parted, sequence.split(" ")))


def _parted(key: str) -> tuple[str, str]:
    head, plus, base = key.rpartition("+")
    return head + plus, base


def _shown_base(base: str) -> str:
    if base in _SHOWN or base in _NAME_TO_CHARACTER:
        return _SHOWN.get(base) or _NAME_TO_CHARACTER[base]
    if base in SPECIAL:
        return base.upper() if base[1:].isdigit() else base
    return _further_characters().get(base, base) if len(base) > 1 else base
