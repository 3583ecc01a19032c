"""Web pages, from a file and from a server on this machine."""

from __future__ import annotations

import re
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from diptych.articles.addresses import fetch
from diptych.articles.pages import article_of_page
from diptych.articles.reading import read_file, read_source
from diptych.errors import (
    ExtraMissing,
    NotAnArticle,
    SourceError,
    SourceMissing,
    SourceTooLarge,
    SourceUnreadable,
)

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
BODY = "".join(
    f"<p>The envoys met again on day {day} in a hotel outside Doha, and spoke until well after midnight about "
    "the list of names, two diplomats said. Neither side would say how long the list had become.</p>"
    for day in range(1, 6)
)
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Envoys near a deal</title>
<meta property="og:site_name" content="The Harbour Post"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2025-01-13T10:00:00Z"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Envoys near a deal</h1>{BODY}</article><footer>Subscribe to our newsletter</footer></body></html>"""


@pytest.fixture(autouse=True)
def _needs_trafilatura(request: pytest.FixtureRequest) -> None:
    if "without" not in request.node.name:
        pytest.importorskip("trafilatura", reason="needs the extra web")


class _Answers(BaseHTTPRequestHandler):
    """Answers by the path: a page, a text, a refusal, a detour."""

    def do_GET(self) -> None:
        name, _, rest = self.path.lstrip("/").partition("/")
        body, status, headers = PAGE.encode(), 200, {"Content-Type": "text/html; charset=utf-8"}
        if name == "text":
            body, headers = (
                "A caf\u00e9 near the port.\n".encode("latin-1"),
                {"Content-Type": "text/plain; charset=latin-1"},
            )
        elif name == "status":
            status = int(rest)
        elif name == "type":
            headers = {"Content-Type": rest}
        elif name == "hop":
            status, headers = 302, {"Location": f"/hop/{int(rest) - 1}" if rest != "0" else "/page"}
        elif name == "leave":
            status, headers = 302, {"Location": "file:///etc/passwd"}
        elif name == "long":
            headers["Content-Length"] = str(len(body) + 100)
        self.send_response(status)
        headers.setdefault("Content-Length", str(len(body)))
        for key, value in headers.items():
            self.send_header(key, value)
        self.end_headers()
        if name == "drip":
            for at in range(20):
                self.wfile.write(body[at : at + 1])
                self.wfile.flush()
                time.sleep(0.1)
        elif name == "silent":
            time.sleep(1)
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the screen."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server on this machine."""
    http = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    http.daemon_threads = True
    threading.Thread(target=http.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{http.server_port}"
    http.shutdown()
    http.server_close()


def get(address: str, limit: int = 1_000_000, timeout: float = 5, deadline: float = 5) -> SourceError:
    """The error that fetching gives, fit for a terminal."""
    with pytest.raises(SourceError) as error:
        fetch(address, limit=limit, timeout=timeout, deadline=deadline)
    assert str(error.value).isprintable()
    return error.value


def test_a_page_in_a_file(tmp_path: Path) -> None:
    """The report comes out of the page with its title, outlet, author and date; menus and footers stay behind."""
    path = tmp_path / "post.html"
    path.write_text(PAGE, "utf-8")
    article = read_file(path)
    assert article.text.count("The envoys met again") == 5
    assert "newsletter" not in article.text
    assert (article.title, article.source, article.author) == (
        "Envoys near a deal",
        "The Harbour Post",
        "Ann Lee",
    )
    assert (article.published, article.location) == ("2025-01-13", str(path))


def test_a_page_without_a_report(tmp_path: Path) -> None:
    """A page that holds no report, an empty one, and a picture named .html each give a sentence."""
    path = tmp_path / "post.html"
    for data in (b"<html><body></body></html>", b"", b"\x89PNG\r\n\x1a\n"):
        path.write_bytes(data)
        with pytest.raises(NotAnArticle) as error:
            read_file(path)
        assert "post.html" in str(error.value)


def test_a_hostile_page() -> None:
    """Deep nesting, NUL, controls and lone surrogates end as clean text or as a sentence."""
    for page in (
        "<div>" * 20_000 + BODY,
        PAGE.replace("envoys", "en\0voys \x1b[2J &#x1b;&#0;&#xD800;"),
        "<p>" + "a " * 500_000,
    ):
        try:
            article = article_of_page(page.encode("utf-8", "surrogatepass"))
        except NotAnArticle:
            continue
        assert "\0" not in article.text
        article.text.encode("utf-8")


def test_without_the_extra_a_sentence_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where trafilatura is missing the message says how to get it."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(ExtraMissing, match=re.escape("pip install 'diptych[web]'")):
        article_of_page(PAGE.encode())


def test_an_address_gives_an_article(server: str) -> None:
    """A page by its address: the location is the address, the time of fetching is kept."""
    (article,) = read_source(f"{server}/page")
    assert article.title == "Envoys near a deal"
    assert article.location == f"{server}/page"
    assert article.fetched_at.endswith("+00:00")


def test_a_text_by_its_address(server: str) -> None:
    """A plain text in the encoding that the server names."""
    assert fetch(f"{server}/text", limit=1000).text == "A café near the port.\n"


def test_redirects_are_followed_a_few_times(server: str) -> None:
    """Three redirects lead to the page, thirty do not, and none leads out of http."""
    assert fetch(f"{server}/hop/3", limit=1_000_000).location == f"{server}/page"
    assert isinstance(get(f"{server}/hop/30"), SourceUnreadable)
    assert "away from http and https" in str(get(f"{server}/leave"))


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, SourceMissing), (410, SourceMissing), (403, SourceUnreadable), (500, SourceUnreadable)],
)
def test_refusals(server: str, status: int, kind: type[SourceError]) -> None:
    """What the server answers is told with its number."""
    error = get(f"{server}/status/{status}")
    assert isinstance(error, kind)
    assert str(status) in str(error)


def test_other_kinds_of_content(server: str) -> None:
    """A picture is no report."""
    assert isinstance(get(f"{server}/type/image/png"), NotAnArticle)


def test_bounds(server: str) -> None:
    """Too large, too slow, dripping and broken off: each ends in time with its sentence."""
    assert isinstance(get(f"{server}/page", limit=500), SourceTooLarge)
    assert "too long to answer" in str(get(f"{server}/silent", timeout=0.2))
    assert "too long to answer" in str(get(f"{server}/drip", deadline=0.5))
    assert isinstance(get(f"{server}/long", timeout=1), SourceUnreadable)


def test_nobody_there() -> None:
    """A closed port and a hostile address give a sentence."""
    assert "cannot be reached" in str(get("http://127.0.0.1:9/"))
    for address in (
        "http://[::1",
        "http://x:99999/",
        "http://a b/",
        "http://\x1b[2J/",
        "http://ü\u202e.example\n/",
    ):
        assert isinstance(get(address, timeout=0.5), SourceUnreadable)


@pytest.mark.parametrize("page", ["cnn", "bbc-1", "nytimes-1", "guardian-1", "lemonde-1", "folha"])
def test_real_pages(page: str) -> None:
    """Of real pages nearly every word of the expected article comes out, and little else."""
    folder = CORPORA / "readability" / "test-pages" / page
    if not folder.exists():
        pytest.skip("needs shared/corpora/readability")
    words = set(re.findall(r"\w{4,}", re.sub("<[^>]+>", " ", (folder / "expected.html").read_text("utf-8"))))
    found = set(re.findall(r"\w{4,}", read_file(folder / "source.html").text))
    assert len(words & found) > 0.93 * len(words)
    assert len(words & found) > 0.93 * len(found)
