"""Opens what a reader names: files, folders, standard input, addresses.

Whatever is wrong with a source is told in one sentence that names it, what is wrong and what to do.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from pathlib import Path
from typing import BinaryIO

from diptych.articles.article import Article
from diptych.articles.blocks import Block, iter_blocks, title_of
from diptych.articles.dates import iso_date
from diptych.articles.decoding import decode
from diptych.articles.filetypes import binary_kind, looks_like_html
from diptych.articles.header import header_of
from diptych.articles.visible import visible_line
from diptych.errors import DiptychError, NotAnArticle, SourceMissing, SourceTooLarge, SourceUnreadable

MAX_BYTES = 64 * 1024 * 1024
"""The largest source that is opened."""

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_HEAD_BLOCKS = 20


def read_source(
    source: str, *, stdin: BinaryIO | None = None, left_out: list[DiptychError] | None = None
) -> list[Article]:
    """All articles of a source: a file's or an address's one, a folder's each, ``-`` for standard input.

    Raises SourceMissing, SourceUnreadable, NotAnArticle or SourceTooLarge; ExtraMissing where a page needs the
    extra ``web``. With a list ``left_out``, what can be read of a folder is read, and why each other file cannot
    be is added to the list; a folder with nothing to read raises. Without it the first such file raises.
    """
    if source == "-":
        return [_read_stream(stdin)]
    if is_address(source):
        from diptych.articles.addresses import fetch

        return [fetch(source, limit=MAX_BYTES)]
    if is_folder(source):
        from diptych.articles.folders import read_folder

        return read_folder(source, left_out)
    return [read_file(source)]


def sources_of(source: str) -> list[str]:
    """The single sources that a source stands for: a folder's files by name, else itself. Opens no file."""
    if source == "-" or is_address(source) or not is_folder(source):
        return [source]
    from diptych.articles.folders import folder_files

    return [str(path) for path in folder_files(source)]


def is_address(source: str) -> bool:
    """Whether the source is an address (of any scheme; other than http and https are refused by name)."""
    return _ADDRESS.match(source) is not None


def is_folder(source: str | Path) -> bool:
    """Whether there is a folder at that path; False for whatever cannot be a path, as an empty name cannot."""
    try:
        return source != "" and Path(source).is_dir()
    except (OSError, ValueError):
        return False


def read_file(path: str | Path) -> Article:
    """The article in one file; a page where the name ends in .html, .htm or .xhtml, else text."""
    if path == "":
        raise SourceMissing("An empty name names no file; name a file, a folder or an address.")
    shown = path_shown(path)
    data = _bytes_of(path, shown)
    location = _storable(os.path.abspath(path))  # noqa: PTH100 - a link keeps its own name
    if Path(path).suffix.lower() in PAGE_SUFFIXES:
        _refuse_binary(data, shown)
        from diptych.articles.pages import article_of_page

        return article_of_page(data, location=location, shown=shown)
    return article_of_bytes(data, location=location, shown=shown)


def article_of_bytes(data: bytes, *, location: str = "", shown: str = "") -> Article:
    """The article that the bytes of a text hold. ``shown`` names the source in messages."""
    _refuse_binary(data, shown)
    text, repairs = decode(data)
    if not text or text.isspace():
        raise NotAnArticle(
            f"{shown} {'holds only white space' if text else 'is empty'}; there is nothing to read in it."
        )
    if repairs > 20 and text.count("\ufffd") * 4 > len(text):
        raise NotAnArticle(
            f"{shown} is not UTF-8 text; save it as UTF-8 (for example: iconv -f WINDOWS-1252 -t UTF-8) and open that."
        )
    return article_of_text(text, location=location, repairs=repairs)


def article_of_text(text: str, *, location: str = "", repairs: int = 0) -> Article:
    """The article of a clean text, with what its header and its first lines say of it."""
    header = header_of(text)
    text = text[header.text_start :]
    head = _head(text)
    return Article(
        text,
        title=header.title or title_of(text, head),
        source=header.source,
        author=header.author,
        published=header.published or _published(text, head),
        location=header.address or location,
        language=header.language,
        repairs=repairs,
    )


def _head(text: str) -> list[Block]:
    """The first blocks, up to the body."""
    head: list[Block] = []
    for block in iter_blocks(text):
        if block.is_body or len(head) == _HEAD_BLOCKS:
            break
        head.append(block)
    return head


def _published(text: str, head: list[Block]) -> str | None:
    """The date that a dateline above the body gives."""
    for block in head:
        if block.kind == "dateline" and (found := iso_date(text[block.start : block.end])):
            return found
    return None


# ---------------------------------------------------------------------------------------------- bytes


def _bytes_of(path: str | Path, shown: str) -> bytes:
    try:
        # Not blocking: opening a named pipe would wait for a writer that may never come.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except ValueError as error:
        raise SourceMissing(f"{shown} cannot be the name of a file; check the name.") from error
    except OSError as error:
        raise _not_opened(error, path, shown) from error
    try:
        status = os.fstat(descriptor)
        if stat.S_ISDIR(status.st_mode):
            raise NotAnArticle(f"{shown} is a folder; name a file in it.")
        if not stat.S_ISREG(status.st_mode):
            raise NotAnArticle(
                f"{shown} is a pipe or a device, not a file; to read a stream, pipe it into `diptych read -`."
            )
        if status.st_size > MAX_BYTES:
            raise _too_large(shown)
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceUnreadable(
            f"{shown} cannot be read ({reason_of(error)}); check the disk it is on."
        ) from error
    finally:
        os.close(descriptor)
    if len(data) > MAX_BYTES:
        raise _too_large(shown)
    return data


def _not_opened(
    error: OSError, path: str | Path, shown: str
) -> SourceMissing | SourceUnreadable | NotAnArticle:
    """The sentence for a file that did not open."""
    if error.errno == errno.ENAMETOOLONG:
        return SourceMissing(
            f"{shown[:60]}… is too long for the name of a file; put a text into a file to open it."
        )
    if error.errno == errno.ELOOP:
        return SourceUnreadable(
            f"{shown} is a link that leads back to itself; name the file it should lead to."
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        if Path(path).is_symlink():
            return SourceMissing(f"{shown} is a link to a file that is gone; name the file itself.")
        return SourceMissing(f"There is no file {shown}; check the path.")
    if error.errno in (errno.EACCES, errno.EPERM):
        return SourceUnreadable(f"You have no permission to read {shown}; change its permissions or copy it.")
    if error.errno in (errno.ENXIO, errno.EOPNOTSUPP, errno.ENODEV):
        return NotAnArticle(f"{shown} is a socket or a device, not a file; name a text file.")
    return SourceUnreadable(f"{shown} cannot be opened ({reason_of(error)}).")


def _read_stream(stdin: BinaryIO | None) -> Article:
    shown = "Standard input"
    stream = stdin or (sys.stdin.buffer if sys.stdin is not None else None)
    if stream is None:
        raise SourceUnreadable("Standard input is closed; pipe a text into `diptych read -`.")
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceUnreadable(
            f"{shown} cannot be read ({reason_of(error)}); pipe a text into it."
        ) from error
    if len(data) > MAX_BYTES:
        raise _too_large(shown)
    if looks_like_html(data):
        from diptych.articles.pages import article_of_page

        return article_of_page(data, shown=shown)
    return article_of_bytes(data, shown=shown)


def _refuse_binary(data: bytes, shown: str) -> None:
    if found := binary_kind(data):
        kind, remedy = found
        raise NotAnArticle(f"{shown} is {kind}, not a text; {remedy}.")


def _too_large(shown: str) -> SourceTooLarge:
    return SourceTooLarge(
        f"{shown} is larger than {MAX_BYTES // 1024 // 1024} MB, the most that is opened; split it."
    )


def reason_of(error: OSError) -> str:
    """What the system says, fit to stand in a sentence."""
    return visible_line(error.strerror or type(error).__name__)


def path_shown(path: str | Path) -> str:
    """The path as it may be shown, and short enough for a message."""
    shown = visible_line(str(path))
    return shown if len(shown) <= 300 else f"{shown[:140]}…{shown[-140:]}"


def _storable(path: str) -> str:
    """The path without the lone surrogates that stand for bytes which are no UTF-8: SQLite refuses them."""
    return os.fsencode(path).decode("utf-8", "replace")
