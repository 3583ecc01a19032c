"""Taking values out of other people's rows, each of the right type or refused with a reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from diptych.errors import UnreadableData

MAX_BYTES = 1 << 30
"""One file of a data set that is read whole: larger ones are refused instead of filling the memory."""


UTF16 = (b"\xff\xfe", b"\xfe\xff")
"""How a file in UTF-16 begins, if it says so."""

TOO_DEEP = "its JSON is nested too deep to be read"


class Refused(Exception):
    """This row cannot be kept; the message says why. Never leaves the formats room."""


class Lines:
    """The lines of a UTF-8 file, numbered from 1, each as text without its line break; broken UTF-8 is refused."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __iter__(self) -> Iterator[tuple[int, str | None]]:
        """Pairs of number and text; the text is None where the line is no UTF-8."""
        try:
            with self._path.open("rb") as file:
                if file.peek(2)[:2] in UTF16:
                    yield from enumerate(whole(self._path).split("\n"), 1)
                    return
                for number, raw in enumerate(file, 1):
                    if number == 1 and raw.startswith(b"\xef\xbb\xbf"):
                        raw = raw[3:]
                    try:
                        yield number, raw.rstrip(b"\r\n").decode("utf-8")
                    except UnicodeDecodeError:
                        yield number, None
        except OSError as error:
            raise unreadable(self._path, error) from error


def unreadable(path: Path, error: OSError) -> UnreadableData:
    """The system's reason in words."""
    if isinstance(error, IsADirectoryError):
        return UnreadableData(f"{path} is a folder; name a file in it.")
    return UnreadableData(f"{path} cannot be read: {error.strerror or error}.")


def whole(path: Path) -> str:
    """A whole file as text; UnreadableData where it cannot be read or is no UTF-8 (or UTF-16 with its mark)."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableData(f"{path} is larger than the 1 GB that diptych reads at once; split it.")
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    try:
        return data.decode("utf-16" if data[:2] in UTF16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableData(
            f"{path} is not UTF-8: byte {error.start} fits nothing. Save it as UTF-8."
        ) from error


def parsed(text: str, where: str) -> Any:
    """JSON as Python sees it; Refused for what is none, or is nested too deep."""
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise Refused(f"it is no JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise Refused(TOO_DEEP) from error
    except ValueError as error:
        raise Refused(f"it is no JSON that can be read: {error}") from error


def document(path: Path) -> Any:
    """A whole file as JSON; UnreadableData where it is none."""
    try:
        return json.loads(whole(path))
    except RecursionError as error:
        raise UnreadableData(f"{path}: {TOO_DEEP}.") from error
    except ValueError as error:
        raise UnreadableData(f"{path} is no JSON: {error}.") from error


def objects(path: Path) -> Iterator[tuple[int, Any]]:
    """JSON objects of a file that is either a JSON array (all at once) or one object a line; with line numbers.

    A line that is none comes as a Refused instance, to be listed by the caller.
    """
    head = _head(path)
    if head == "[":
        yield from enumerate(document(path), 1)
        return
    if head == "{" and not _a_line_each(path):
        yield from _one_after_another(whole(path))
        return
    for number, line in Lines(path):
        if line is None:
            yield number, Refused("the line is not UTF-8")
        elif line.strip():
            try:
                yield number, parsed(line, "")
            except Refused as refusal:
                yield number, refusal


def _head(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1].decode("ascii", "replace")
    except OSError as error:
        raise unreadable(path, error) from error


def _a_line_each(path: Path) -> bool:
    """Whether the first line with something in it is an object of its own."""
    for _, line in Lines(path):
        if line is None:
            return True
        if line.strip():
            try:
                json.loads(line)
            except ValueError as error:
                return "Extra data" in str(error)
            except RecursionError:
                return True
            return True
    return True


def _one_after_another(text: str) -> Iterator[tuple[int, Any]]:
    """Objects over several lines each, with the lines on which they begin; a broken one takes what follows with it."""
    decoder, at, line = json.JSONDecoder(), 0, 1
    while at < len(text):
        if text[at] in " \t\r\n":
            line += text[at] == "\n"
            at += 1
            continue
        try:
            value, end = decoder.raw_decode(text, at)
        except json.JSONDecodeError as error:
            yield (
                error.lineno,
                Refused(f"it is no JSON, and what follows was not read: {error.msg} at column {error.colno}"),
            )
            return
        except RecursionError:
            yield line, Refused(TOO_DEEP)
            return
        yield line, value
        line += text.count("\n", at, end)
        at = end


def text(row: Mapping[str, Any], key: str, default: str | None = None) -> str:
    """A string; a missing or null one is ``default`` where there is one, else Refused."""
    value = row.get(key)
    if value is None:
        if default is None:
            raise Refused(f"there is no {key!r}")
        return default
    if not isinstance(value, str):
        raise Refused(f"{key!r} is {kind(value)}, not a text")
    return value


def whole_number(row: Mapping[str, Any], key: str) -> int:
    """A whole number (not a boolean); Refused otherwise. 3.0 counts, for some tools write every number so."""
    value = row.get(key)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(f"{key!r} is {kind(value)}, not a whole number")
    if not -(2**53) < value < 2**53:
        raise Refused(f"{key!r} is out of all bounds")
    return value


def maybe_number(row: Mapping[str, Any], key: str) -> int | None:
    """A whole number or None."""
    return None if row.get(key) is None else whole_number(row, key)


def mapping(value: Any, what: str) -> Mapping[str, Any]:
    """An object; Refused otherwise."""
    if not isinstance(value, dict):
        raise Refused(f"{what} is {kind(value)}, not an object")
    return value


def sequence(value: Any, what: str) -> list[Any]:
    """A list (null counts as empty); Refused otherwise."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise Refused(f"{what} is {kind(value)}, not a list")
    return value


def kind(value: Any) -> str:
    """What a JSON value is, in words."""
    if value is None:
        return "missing"
    names = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
    }
    return names.get(type(value), type(value).__name__)
