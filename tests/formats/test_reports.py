"""The reports for people: everything shown, nothing run, nothing loaded, nothing read as markup."""

from __future__ import annotations

import re
import shutil
import tempfile
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from diptych import formats
from diptych.articles.article import Article
from diptych.articles.visible import visible
from diptych.formats.report import told
from diptych.formats.report_markdown import escaped
from diptych.store import Annotation, Library, open_library

TAGS = {
    "html", "head", "meta", "title", "style", "body", "section", "h1", "h2", "h3", "div", "article", "p", "br",
    "mark", "span", "sup", "a", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "class", "dir", "data-a", "title", "style", "href", "id",
}  # fmt: skip

signs = st.sampled_from(
    [*"ab3. \"'&<>=|*_#`[]()!~-$^\\:@/", "😀", "e\u0301", "\n", "</script>", "<img src=x onerror=alert(1)>",
     "http://x", "\u202e", "\x1b[31m", "1. ", "```", "<!--", "&amp;", "\U0001f1eb"]
)  # fmt: skip
texts = st.lists(signs, min_size=2, max_size=30).map("".join).filter(lambda text: text.strip())


class Page(HTMLParser):
    """What a browser would make of the page: tags, attributes, the text of articles, and what each mark covers."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.texts: list[str] = []
        self.covered: dict[int, str] = {}
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        its = dict(attributes)
        self.tags.add(tag)
        self.attributes |= its.keys()
        self.links += [value or "" for name, value in attributes if name == "href"]
        self.ids |= {value or "" for name, value in attributes if name == "id"}
        if tag == "div" and its.get("class") == "text":
            self.texts.append("")
        if tag not in ("meta", "br"):
            self._open.append((tag, its))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        inside = {(tag, its.get("class")) for tag, its in self._open}
        if ("div", "text") not in inside or any(tag == "sup" for tag, _ in inside):
            return
        self.texts[-1] += data
        for tag, its in self._open:
            if tag == "mark":
                for number in (its["data-a"] or "").split():
                    self.covered[int(number)] = self.covered.get(int(number), "") + data


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[list[int]]]:
    """A text and up to five spans in it, some of two pieces; they overlap and nest as they like."""
    text = draw(texts)
    spans = draw(st.lists(st.sets(st.integers(0, len(text)), min_size=2, max_size=4), max_size=5))
    return text, [sorted(span) if len(span) != 3 else sorted(span)[:2] for span in spans]


@settings(max_examples=40, deadline=None)
@given(plan=marked_texts(), words=texts)
def test_the_page_shows_everything_and_runs_nothing(
    template: Path, plan: tuple[str, list[list[int]]], words: str
) -> None:
    """Whatever a report, a note, a name or a label says: only our tags, the whole text, each mark over its quote."""
    text, spans = plan
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template, Path(folder) / "a.db")
        with open_library(Path(folder) / "a.db", annotator="ann") as library:
            article = library.articles.add(
                Article(text, title=words, source=words, author=words, location=words, language=words)
            )
            text = article.text
            library.annotations.import_many([
                Annotation(
                    f"a{at}", article.id, span[0], span[-1], "", "", "", words, words, words, None, "", "",
                    note=words, certainty=words, attributed_to=words, attributed_start=0, attributed_end=1,
                    pieces=((span[0], span[1]), (span[2], span[3])) if len(span) == 4 else (),
                )
                for at, span in enumerate(spans) if span[-1] <= len(text)
            ])  # fmt: skip
            loss = formats.export(library, "html", Path(folder) / "out.html").loss
            assert not loss.grave
            page = Page((Path(folder) / "out.html").read_text(encoding="utf-8"))
            assert page.tags <= TAGS and page.attributes <= ATTRIBUTES
            assert all(link.startswith("#") for link in page.links)
            assert {link[1:] for link in page.links} <= page.ids
            assert page.texts == [visible(text)]
            numbered = sorted(library.annotations.each(), key=lambda one: (one.start, one.end, one.id))
            for number, one in enumerate(numbered, 1):
                pieces = one.pieces or [(one.start, one.end)]
                assert page.covered[number] == "".join(visible(text[start:end]) for start, end in pieces)
            formats.export(library, "markdown", Path(folder) / "out.md")
            only_ours((Path(folder) / "out.md").read_text(encoding="utf-8"))


def only_ours(source: str) -> None:
    """Fail where a Markdown reader sees anything but headings, paragraphs, lists and tables."""
    kinds = {token.type for token in MarkdownIt("commonmark").enable("table").parse(source)}
    inline = {
        child.type
        for token in MarkdownIt("commonmark").enable("table").parse(source)
        for child in token.children or ()
    }
    allowed = {
        "heading",
        "paragraph",
        "bullet_list",
        "list_item",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
    }
    assert {kind.removesuffix("_open").removesuffix("_close") for kind in kinds - {"inline"}} <= allowed
    assert inline <= {"text", "text_special", "softbreak"}


@settings(max_examples=300, deadline=None)
@given(line=texts.map(lambda text: text.replace("\n", " ")).filter(lambda text: text.strip()))
def test_an_escaped_line_is_shown_as_it_is(line: str) -> None:
    """A Markdown reader shows an escaped line as the line itself, whatever signs are in it."""
    tokens = MarkdownIt("commonmark").parse(escaped(line))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    shown = "".join(child.content for child in tokens[1].children or ())
    assert shown == visible(line).strip()


def test_a_story_is_side_by_side_with_its_figures(library: Library, tmp_path: Path) -> None:
    """Both reports of a story stand in one section, with links by number, notes, and the table of figures."""
    report = formats.export(library, "html", tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert page.count("<section>") == 1 and page.count("<article") == 2
    assert "<h3>Figures</h3>" in page and "33 hostages" in page and "34 hostages" in page
    assert "→ differs in figure 7 (33 against 34; ann)" in page
    assert re.search(r"← differs in figure [123] \(33 against 34; ann\)", page)
    assert "=HYPERLINK(1)" in page and "1 sentences not judged" in page
    assert "</script>" not in page and "default-src 'none'" in page
    assert report.counts == {"annotation": 8, "article": 2, "link": 2}


def test_markdown_has_the_same(library: Library, tmp_path: Path) -> None:
    """The Markdown report has every answer with its note and speaker, numbered brackets, and the table."""
    formats.export(library, "markdown", tmp_path / "out.md")
    page = (tmp_path / "out.md").read_text(encoding="utf-8")
    only_ours(page)
    assert re.search("⟦(.) ⟦(.) 33 \\2⟧ hostages \\1⟧", page)
    assert "\\=HYPERLINK(1)" in page and "says she (characters" in page and "### Figures" in page


def test_the_same_library_gives_the_same_report(library: Library, tmp_path: Path) -> None:
    """Two exports have the same bytes, and anonymous ones name nobody."""
    for name in ("a", "b"):
        formats.export(library, "html", tmp_path / f"{name}.html", anonymous=True)
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "annotator-1" in page and "bob" not in page and "/home/ann" not in page


def test_a_figure_says_what_it_means() -> None:
    """A figure is told as it stands, with its meaning where the words do not have it."""
    from diptych.analysis.figures import figures

    found = [told(one) for one in figures("About $1.2 billion was paid for 33 hostages, 5% more.")]
    assert found == ["About $1.2 billion (≈ 1,200,000,000 USD)", "33", "5%"] or found[1:] == ["33", "5%"]
