"""Fetches one page or text by its address: http and https only, bounded in size, time and redirects."""

from __future__ import annotations

import contextlib
import http.client
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import IO, Any
from urllib.parse import quote, urlsplit, urlunsplit

from diptych.articles.article import Article
from diptych.articles.visible import visible_line
from diptych.errors import NotAnArticle, SourceError, SourceMissing, SourceTooLarge, SourceUnreadable

TIMEOUT = 20.0
"""Seconds to wait for a server to say anything."""

DEADLINE = 60.0
"""Seconds for the whole of it."""

MAX_REDIRECTS = 5

_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_TEXTS = frozenset({"text/plain", "text/markdown", "text/x-markdown"})


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, and none away from http and https."""

    max_redirections = MAX_REDIRECTS

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> urllib.request.Request | None:
        checked_address(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def fetch(address: str, *, limit: int, timeout: float = TIMEOUT, deadline: float = DEADLINE) -> Article:
    """The article at an address, ``limit`` bytes long at most; its location is where redirects led.

    Raises SourceMissing (not found), SourceUnreadable (refused, unreachable, too slow, another scheme),
    SourceTooLarge, NotAnArticle (no page and no text), ExtraMissing.
    """
    url = checked_address(address)
    shown = _shown(address)
    fetched_at = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        with _opener().open(_request(url), timeout=timeout) as response:
            kind, charset = response.headers.get_content_type(), response.headers.get_content_charset("")
            if kind not in _PAGES | _TEXTS:
                raise NotAnArticle(
                    f"{shown} is {visible_line(kind)}, neither a web page nor a text; open its text instead."
                )
            data = _body(response, shown, limit, deadline)
            location = response.geturl()
    except SourceError:
        raise
    except urllib.error.HTTPError as error:
        with error:
            raise _answer(error, shown) from error
    except TimeoutError as error:
        raise _too_slow(shown) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(reason, TimeoutError):
            raise _too_slow(shown) from error
        said = visible_line(str(getattr(reason, "strerror", None) or reason or type(error).__name__))[:160]
        raise SourceUnreadable(
            f"{shown} cannot be reached ({said}); check the address and the connection."
        ) from error
    if kind in _TEXTS:
        return _text(data, charset, location, shown, fetched_at)
    from diptych.articles.pages import article_of_page

    return article_of_page(data, location=location, shown=shown, charset=charset, fetched_at=fetched_at)


def checked_address(address: str) -> str:
    """The address, percent-encoded where needed; raises SourceUnreadable unless it is plain http or https."""
    shown = _shown(address)
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise SourceUnreadable(f"{shown} is no valid address; check it.") from error
    if parts.scheme not in ("http", "https"):
        raise SourceUnreadable(
            f"{shown} is not opened: only http and https addresses are; for a file, give its path."
        )
    if not host:
        raise SourceUnreadable(f"{shown} names no server; check the address.")
    if "@" in parts.netloc:
        raise SourceUnreadable(
            f"{shown} is not opened: an address with a user name or password would be stored as it is."
        )
    if any(ord(sign) <= 0x20 or ord(sign) == 0x7F for sign in address):
        raise SourceUnreadable(f"{shown} is no valid address: it holds spaces or control characters.")
    netloc = parts.netloc
    if not netloc.isascii():
        try:
            netloc = netloc.encode("idna").decode("ascii")
        except UnicodeError as error:
            raise SourceUnreadable(f"{shown} names no valid server; check the address.") from error
    safe = "/:?#[]@!$&'()*+,;=%~"
    try:
        return urlunsplit(
            (parts.scheme, netloc, quote(parts.path, safe=safe), quote(parts.query, safe=safe), "")
        )
    except UnicodeError as error:
        raise SourceUnreadable(f"{shown} is no valid address; check it.") from error


def _opener() -> urllib.request.OpenerDirector:
    """An opener that knows http and https and nothing else: no file, ftp or data."""
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
        _Redirects(),
    ):
        opener.add_handler(handler)
    return opener


def _request(url: str) -> urllib.request.Request:
    from diptych import __version__

    headers: Mapping[str, str] = {
        "User-Agent": f"diptych/{__version__}",
        "Accept": "text/html, application/xhtml+xml, text/plain;q=0.9, text/markdown;q=0.9",
        "Accept-Encoding": "identity",
    }
    return urllib.request.Request(url, headers=dict(headers))


def _body(response: http.client.HTTPResponse, shown: str, limit: int, deadline: float) -> bytes:
    """At most ``limit`` bytes, and no server may drip them for longer than ``deadline`` seconds."""
    if response.headers.get("Content-Encoding", "identity").strip().lower() not in ("", "identity"):
        raise SourceUnreadable(
            f"{shown} came compressed, which was not asked for; save the page and open the file."
        )
    started = time.monotonic()
    parts: list[bytes] = []
    size = 0
    while part := response.read1(65_536):
        size += len(part)
        if size > limit:
            raise SourceTooLarge(
                f"{shown} is larger than {limit // 1024 // 1024} MB, the most that is opened."
            )
        if time.monotonic() - started > deadline:
            raise _too_slow(shown)
        parts.append(part)
    if response.length:
        raise SourceUnreadable(f"{shown} broke off before its end; try again.")
    return b"".join(parts)


def _text(data: bytes, charset: str, location: str, shown: str, fetched_at: str) -> Article:

    from diptych.articles.reading import article_of_bytes

    if charset and charset not in ("utf-8", "us-ascii"):
        # a server that is wrong about it: the text is read as UTF-8, with repairs counted
        with contextlib.suppress(LookupError, UnicodeError):
            data = data.decode(charset).encode("utf-8")
    return article_of_bytes(data, location=location, shown=shown)._replace(fetched_at=fetched_at)


def _answer(error: urllib.error.HTTPError, shown: str) -> SourceError:
    """The sentence for a server's refusal."""
    if error.code in (404, 410):
        return SourceMissing(
            f"There is nothing at {shown} (the server answers {error.code}); check the address."
        )
    if error.code in (401, 402, 403, 451):
        return SourceUnreadable(
            f"The server does not hand over {shown} (it answers {error.code}); open it in a browser and save the text."
        )
    if 300 <= error.code < 400:
        return SourceUnreadable(
            f"{shown} leads on more than {MAX_REDIRECTS} times, or away from http and https; give the final address."
        )
    return SourceUnreadable(f"The server of {shown} answers {error.code}; try again later.")


def _too_slow(shown: str) -> SourceUnreadable:
    return SourceUnreadable(f"{shown} took too long to answer; try again later.")


def _shown(address: str) -> str:
    shown = visible_line(address)
    return shown if len(shown) <= 200 else f"{shown[:200]}…"
