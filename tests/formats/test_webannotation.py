"""W3C Web Annotations of other programs: what is about a text of the library is kept, the rest is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.articles.article import Article
from diptych.formats.import_report import ImportRefused, ImportReport
from diptych.store import Library

PAGE = "https://example.org/page"
TEXT = "😀 One deal, two deals. Three deals. The end."

Take = Callable[..., ImportReport]


@pytest.fixture
def take(empty: Library, tmp_path: Path) -> Take:
    """Read annotations into a library that has the page they are about."""
    empty.articles.add(Article(TEXT, location=PAGE))

    def taken(*items: Any, keep_going: bool = False) -> ImportReport:
        top = items[0] if len(items) == 1 else list(items)
        (tmp_path / "in.jsonld").write_text(json.dumps(top), encoding="utf-8")
        return formats.read(empty, "webannotation", tmp_path / "in.jsonld", keep_going=keep_going)

    return taken


def annotation(selector: Any = None, *, source: Any = PAGE, **more: Any) -> dict[str, Any]:
    """An annotation about a place of the page."""
    target = {"source": source} if selector is None else {"source": source, "selector": selector}
    return {"type": "Annotation", "target": target, **more}


def quote(exact: str, prefix: str = "", suffix: str = "", **more: Any) -> dict[str, Any]:
    """A TextQuoteSelector."""
    return {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix, **more}


def position(start: int, end: int) -> dict[str, Any]:
    """A TextPositionSelector."""
    return {"type": "TextPositionSelector", "start": start, "end": end}


RANGE = {"type": "RangeSelector", "startSelector": quote("One"), "endSelector": quote("Three")}


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        (position(2, 5), "One"),
        ([quote("One"), position(2, 5)], "One"),
        ([quote("One"), position(3, 6)], "One"),  # UTF-16 units, as browsers count, and the quote proves it
        (quote("deals", prefix="Three "), "deals"),
        (
            {
                "type": "FragmentSelector",
                "value": "char=2,5",
                "conformsTo": "http://tools.ietf.org/rfc/rfc5147",
            },
            "One",
        ),
        (RANGE, "One deal, two deals. "),
        ({**RANGE, "refinedBy": quote("deals")}, "deals"),
        ({"type": "XPathSelector", "value": "/p[1]", "refinedBy": quote("two")}, "two"),
        ({**quote("two deals"), "refinedBy": position(4, 9)}, "deals"),
        (None, TEXT),
    ],
)
def test_a_place_in_a_text_is_found(take: Take, empty: Library, selector: Any, words: str) -> None:
    """Positions, quotes, ranges, character fragments and refinements give the words they mean."""
    take(annotation(selector, motivation="highlighting"))
    assert [(one.quote, one.label) for one in empty.annotations.each()] == [(words, "highlighting")]


@pytest.mark.parametrize(
    ("selector", "words"),
    [
        ([quote("One"), position(9, 12)], "not 'One'"),
        ([quote("One"), position(-2, 1)], "outside"),
        (position(5, 2), "empty or outside"),
        (position(0, 10**15), "outside"),
        (quote("deals"), "more than once"),
        (quote("four"), "not in the text"),
        ({"type": "SvgSelector"}, "SvgSelector"),
        ("http://example.org/selector", "lies elsewhere"),
        ({"type": "XPathSelector", "value": "/p[1]", "refinedBy": position(0, 3)}, "XPathSelector"),
        ({**quote("two deals"), "refinedBy": position(4, 30)}, "outside"),
    ],
)
def test_a_place_that_is_not_clear_is_refused(take: Take, empty: Library, selector: Any, words: str) -> None:
    """Nothing is guessed: a quote elsewhere, twice or nowhere, and paths that cannot be followed, are refused."""
    with pytest.raises(ImportRefused, match=words):
        take(annotation(selector))
    assert empty.annotations.count() == 0


def test_every_tag_and_every_target_is_an_answer_and_comments_are_its_note(
    take: Take, empty: Library
) -> None:
    """Nothing of the bodies goes missing: tags are labels, comments the note, what lies elsewhere is told."""
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": "one"}, {"purpose": "tagging", "value": "two"},
              {"value": "A remark\nof two lines"},
              {"purpose": "commenting", "value": "more"}, "http://x.example/1"]  # fmt: skip
    targets = [{"source": PAGE, "selector": position(2, 5)},
               {"source": PAGE, "selector": position(12, 15), "state": {}}]  # fmt: skip
    report = take({"id": "http://x.example/a", "type": "Annotation", "target": targets, "body": bodies, "rights": "x",
                   "creator": [{"name": "Ann"}, {"name": "Bob"}]})  # fmt: skip
    found = [(one.quote, one.label, one.note, one.annotator) for one in empty.annotations.each()]
    note = "A remark\nof two lines\nmore"
    assert sorted(found) == [
        (quote, label, note, "Ann") for quote in ("One", "two") for label in ("one", "two")
    ]
    assert {one.id for one in empty.annotations.each()} >= {"http://x.example/a"}
    assert report.lost == {"an annotation's rights": 1, "bodies that lie elsewhere": 1, "further creators": 1,
                           "a target's state": 1}  # fmt: skip


def test_a_body_value_is_kept(take: Take, empty: Library) -> None:
    """The short form of a comment is no less a comment; a short one without a purpose may be a label."""
    take(annotation(position(2, 5), bodyValue="It is one", motivation="commenting"),
         annotation(position(12, 15), bodyValue="claim"))  # fmt: skip
    assert [(one.label, one.note) for one in empty.annotations.each()] == [
        ("commenting", "It is one"),
        ("claim", ""),
    ]


def test_collections_pages_and_graphs_are_gone_through(take: Take, empty: Library) -> None:
    """Pages inside a collection follow each other; those elsewhere are told; @graph of older programs is read."""
    page = {"type": "AnnotationPage", "items": [annotation(position(2, 5), motivation="highlighting")],
            "next": {"type": "AnnotationPage", "next": "http://x.example/3",
                     "items": [annotation(position(12, 15))]}}  # fmt: skip
    report = take({"type": ["AnnotationCollection"], "first": page})
    assert [one.quote for one in empty.annotations.each()] == ["One", "two"]
    assert report.lost == {"pages of a collection that lie elsewhere": 1}
    take({"@graph": [{"@type": "oa:Annotation", "target": {"source": PAGE, "selector": position(2, 10)}}]})
    assert empty.annotations.count() == 3


def test_a_text_in_the_source_becomes_an_article(take: Take, empty: Library) -> None:
    """A source that holds its text brings it along; a second import finds both there."""
    source = {"id": "https://example.org/new", "type": "Text", "value": "New text"}
    assert take(annotation(quote("New"), source=source)).read == {"article": 1, "annotation": 1}
    assert take(annotation(quote("New"), source=source)).known == {"article": 1, "annotation": 1}


@pytest.mark.parametrize(
    "item",
    [
        annotation(position(2, 5), source=[1]), annotation(position(2, 5), source={"id": {}}), {"type": "Annotation"},
        annotation(position(2, 5), body=5), annotation(position(2, 5), id=[1]), annotation([[]]), 5, None,
        annotation({"type": {}}), annotation({"type": "RangeSelector"}), annotation(quote(5)),  # type: ignore[arg-type]
        {"type": "Annotation", "target": [{"type": "Composite", "items": [PAGE, PAGE]}]},
        annotation(position(2, 5), source=f"{PAGE}#xywh=1,2,3,4"),
    ],
)  # fmt: skip
def test_what_is_no_annotation_of_a_text_is_refused_in_words(take: Take, empty: Library, item: Any) -> None:
    """Any other shape is refused with a sentence, and nothing is kept of it."""
    good = annotation(position(2, 5))
    with pytest.raises(ImportRefused):
        take(good, item)
    assert empty.annotations.count() == 0
    assert take(good, item, keep_going=True).skipped_count == 1
    assert empty.annotations.count() <= 2
