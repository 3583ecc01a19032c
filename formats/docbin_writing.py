"""A DocBin written Doc by Doc in constant memory: the bytes that ``DocBin.to_bytes`` gives for all of them together.

A DocBin is a msgpack map inside zlib, in which each entry is a column over all Docs. spaCy's own ``DocBin.add`` makes
the piece of each column for one Doc; the pieces wait in temporary files until the lengths of the columns are known.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Any

from diptych.errors import FormatError

if TYPE_CHECKING:
    from types import TracebackType

    from diptych.formats.writing import Output, Sink

_BLOCK = 1 << 20
_RAW = ("tokens", "spaces", "lengths")
"""Columns that are one string of bytes; the others are lists with an item a Doc."""
_LISTS = ("cats", "flags", "span_groups", "user_data")


class DocBinWriter:
    """Takes Docs, then writes them to a sink. A context manager, for its temporary files."""

    def __init__(self, attrs: list[str], output: Output) -> None:
        self._attrs = attrs
        self._strings: set[str] = set()
        self._count = 0
        self._version = ""
        self._numbers: list[Any] = []
        self._open = ExitStack()
        self._files: dict[str, IO[bytes]] = {
            name: self._open.enter_context(output.scratch()) for name in (*_RAW, *_LISTS)
        }

    def add(self, doc: Any) -> None:
        """One more Doc."""
        from spacy.tokens import DocBin
        from srsly import msgpack_dumps

        one = DocBin(attrs=self._attrs, store_user_data=True)
        one.strings = self._strings
        one.add(doc)
        self._version, self._numbers = one.version, one.attrs
        self._files["tokens"].write(one.tokens[0].tobytes("C"))
        self._files["spaces"].write(one.spaces[0].tobytes("C"))
        self._files["lengths"].write(struct.pack("=i", len(one.tokens[0])))
        for name in _LISTS:
            self._files[name].write(msgpack_dumps(getattr(one, name)[0]))
        self._count += 1

    def write(self, sink: Sink) -> None:
        """Write what was added."""
        packed = zlib.compressobj()
        for block in self._message():
            sink.write(packed.compress(block))
        sink.write(packed.flush())

    def _message(self) -> Iterator[bytes]:
        from spacy.tokens import DocBin
        from srsly import msgpack_dumps

        if not self._count:
            empty = DocBin(attrs=self._attrs, store_user_data=True)
            yield zlib.decompress(empty.to_bytes())
            return
        yield bytes([0x80 | 10])  # a map of ten entries, in the order in which spaCy writes them
        yield msgpack_dumps("version") + msgpack_dumps(self._version)
        yield msgpack_dumps("attrs") + msgpack_dumps(self._numbers)
        for name in _RAW:
            yield from self._column(name, _bytes_header)
        # A set in memory has no order of its own: sorted, the same library gives the same bytes.
        yield msgpack_dumps("strings") + _list_header(len(self._strings))
        yield from map(msgpack_dumps, sorted(self._strings))
        for name in _LISTS:
            yield from self._column(name, lambda _: _list_header(self._count))

    def _column(self, name: str, header: Callable[[int], bytes]) -> Iterator[bytes]:
        from srsly import msgpack_dumps

        file = self._files[name]
        yield msgpack_dumps(name) + header(file.tell())
        file.seek(0)
        while block := file.read(_BLOCK):
            yield block

    def __enter__(self) -> DocBinWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()


def _bytes_header(size: int) -> bytes:
    """What msgpack writes before so many bytes."""
    if size < 1 << 8:
        return struct.pack(">BB", 0xC4, size)
    if size < 1 << 16:
        return struct.pack(">BH", 0xC5, size)
    if size < 1 << 32:
        return struct.pack(">BI", 0xC6, size)
    raise FormatError("A DocBin holds 4 GB of tokens at most: export fewer articles at a time, or split.")


def _list_header(size: int) -> bytes:
    """What msgpack writes before a list of so many items."""
    if size < 1 << 4:
        return bytes([0x90 | size])
    if size < 1 << 16:
        return struct.pack(">BH", 0xDC, size)
    return struct.pack(">BI", 0xDD, size)
