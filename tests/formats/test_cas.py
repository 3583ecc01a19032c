"""UIMA CAS: what went out comes back; offsets are UTF-16 units; nothing is guessed, nothing harmful is parsed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diptych import formats
from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.formats.import_report import ImportRefused
from diptych.store import Annotation, Library, Link
from tests.formats.two_libraries import two_libraries

cassis = pytest.importorskip("cassis", reason="the extra cas is not installed")

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora" / "cassis" / "test_files"

signs = st.sampled_from(
    [*"ab3. \"'&<>|_", "😀", "e\u0301", "\U0001f1eb", "\n", "\t", "\u2028", "\x85", "\x1b", "]]>"]
)
texts = st.lists(signs, min_size=4, max_size=30).map("".join).filter(lambda text: text.strip())
notes = st.lists(signs | st.just("\r"), max_size=6).map("".join)


@st.composite
def plans(draw: st.DrawFn) -> tuple[str, list[int], list[dict[str, Any]], list[tuple[int, int, str]]]:
    """A text, where it is cut into sentences, answers on any words or pieces of them, and links."""
    text = draw(texts)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=5)))
    marks = []
    for _ in range(draw(st.integers(0, 5))):
        edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
        speaker = draw(st.none() | st.integers(0, len(text) - 1))
        marks.append({
            "start": edges[0], "end": edges[-1], "label": draw(st.sampled_from(["claim", "not_a_claim", "<x> 😀"])),
            "pieces": tuple(zip(edges[::2], edges[1::2], strict=True)) if len(edges) == 4 else (),
            "scheme": draw(st.sampled_from(["claims", "other"])), "annotator": draw(st.sampled_from(["ann", "bob"])),
            "certainty": draw(st.sampled_from(["", "high"])), "note": draw(notes),
            "attributed_to": "she" if speaker else "", "attributed_start": speaker,
            "attributed_end": None if speaker is None else speaker + 1,
        })  # fmt: skip
    some = st.integers(0, max(0, len(marks) - 1))
    links = draw(st.lists(st.tuples(some, some, notes), max_size=3)) if len(marks) > 1 else []
    return text, cuts, marks, [link for link in links if link[0] != link[1]]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_what_comes_back_is_what_went_out_but_for_the_report(template: Path, plan: Any) -> None:
    """Answers, links and sentences come back; only pieces and control characters are missing, as told."""
    text, cuts, marks, links = plan
    with two_libraries(template) as (full, empty, where):
        article = full.articles.add(Article(text, title="t <1>", source="s", location="/x"))
        sentences = [Sentence(a, b) for a, b in pairwise(cuts)]
        full.analyses.save_sentences(article.id, "test", sentences)
        time = "2026-01-02T03:04:05.678Z"
        full.annotations.import_many([
            Annotation(f"a{n}", article.id, quote="", prefix="", suffix="", session=None, created_at=time,
                       updated_at=time, **mark)
            for n, mark in enumerate(marks)
        ])  # fmt: skip
        full.links.import_many([
            Link(f"l{n}", f"a{a}", f"a{b}", "same", note, "ann", None, time, time)
            for n, (a, b, note) in enumerate(links)
        ])  # fmt: skip
        loss = formats.export(full, "cas", where / "out", allow_loss=True).loss
        formats.read(empty, "cas", where / "out")
        back = empty.articles.by_uuid(article.uuid)
        assert back is not None and back.text == article.text.replace("\x1b", "\ufffd")
        assert (back.text == article.text) == (loss.count("quote") == 0)
        assert (back.title, back.source, back.location) == ("t <1>", "s", "/x")
        assert empty.analyses.sentences(back.id) == sentences
        wanted = {one.id: plain(one) for one in full.annotations.each() if not one.pieces}
        assert {one.id: plain(one) for one in empty.annotations.each()} == wanted
        assert loss.count("discontinuous") == sum(bool(mark["pieces"]) for mark in marks)
        assert loss.count("note") == sum("\x1b" in mark["note"] for mark in marks if not mark["pieces"])
        assert loss.count("link_note") == sum("\ufffd" in link.note for link in empty.links.list())
        assert len(links) - len(empty.links.list()) == loss.count("relation")
        assert "annotation" not in formats.read(empty, "cas", where / "out").read
        formats.export(full, "cas", where / "same", allow_loss=True)
        for file in (where / "out").iterdir():
            assert (where / "same" / file.name).read_bytes() == file.read_bytes()


def plain(annotation: Annotation) -> Annotation:
    """An answer as XML can hold it, without what depends on the library."""
    return annotation._replace(article=0, session=None, prefix="", suffix="",
        quote=annotation.quote.replace("\x1b", "\ufffd"), note=annotation.note.replace("\x1b", "\ufffd"),
    )  # fmt: skip


def test_cassis_sees_the_same_spans(library: Library, tmp_path: Path, view: Callable[[Library], Any]) -> None:
    """cassis reads the folder without a warning and finds each quote at its place, and the relation."""
    formats.export(library, "cas", tmp_path / "out", allow_loss=True)
    types = cassis.load_typesystem(tmp_path / "out" / "TypeSystem.xml")
    quotes = []
    for file in sorted((tmp_path / "out").glob("*.xmi")):
        cas = cassis.load_cas_from_xmi(file, typesystem=types)
        assert cas.typecheck() == []
        quotes += [one.get_covered_text() for one in cas.select("webanno.custom.Claim")]
        for link in cas.select("webanno.custom.ClaimLink"):
            assert link.Governor.get_covered_text() == "33" and link.relation == "part of"
    assert sorted(quotes) == sorted(one.quote for one in library.annotations.each() if not one.pieces)
    raw = (tmp_path / "out" / "00001.xmi").read_text(encoding="utf-8")
    assert 'begin="14"' in raw  # 13 code points, but the emoji before takes two units


XMI = """<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:cas="http:///uima/cas.ecore"
 xmlns:c="http:///webanno/custom.ecore" xmi:version="2.0"><cas:NULL xmi:id="0"/>{}
 <cas:Sofa xmi:id="1" sofaNum="1" sofaID="_InitialView" mimeType="text/plain" sofaString="I 😀 it."/>
 <cas:View sofa="1" members="{}"/></xmi:XMI>"""


def test_a_foreign_file_without_types_is_read(empty: Library, tmp_path: Path) -> None:
    """Types nobody described are taken from the file; labels come from ``value``; relations become links."""
    body = (
        '<c:Thing xmi:id="2" sofa="1" begin="2" end="4" value="FACE" more="x"/>'
        '<c:Thing xmi:id="3" sofa="1" begin="5" end="7"/><c:Thing xmi:id="5" sofa="1" begin="5" end="5"/>'
    )
    (tmp_path / "x.xmi").write_text(XMI.format(body, "2 3 5"), encoding="utf-8")
    report = formats.read(empty, "cas", tmp_path / "x.xmi")
    said = sorted((one.quote, one.label, one.scheme) for one in empty.annotations.each())
    assert said == [("it", "Thing", "Thing"), ("😀", "FACE", "Thing")]
    assert report.lost == {"the feature more of Thing": 1, "annotations of no text": 1}


@pytest.mark.parametrize(
    "place", ['begin="3" end="4"', 'begin="2" end="99"', 'begin="4" end="2"', 'begin="x" end="2"']
)
def test_an_offset_that_fits_no_text_is_refused(empty: Library, tmp_path: Path, place: str) -> None:
    """Offsets inside an emoji, outside the text, in the wrong order or no numbers are refused, never moved."""
    body = f'<c:Thing xmi:id="2" sofa="1" {place}/>'
    (tmp_path / "x.xmi").write_text(XMI.format(body, "2"), encoding="utf-8")
    with pytest.raises(ImportRefused):
        formats.read(empty, "cas", tmp_path / "x.xmi")
    assert empty.annotations.count() == 0


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>', "entities"),
        ("<x/>", "no XMI"), ("no xml", "no XML"), (XMI.format("<c:T/>", ""), "xmi:id"),
        (XMI.format("", "9"), "cassis cannot read it"), (XMI.replace("I 😀 it.", "").format("", ""), "has a text"),
    ],
)  # fmt: skip
def test_files_that_are_no_cas_are_refused_in_words(
    empty: Library, tmp_path: Path, content: str, why: str
) -> None:
    """Entities, other XML, no XML, missing ids and no text: each refusal says what is wrong."""
    (tmp_path / "x.xmi").write_text(content, encoding="utf-8")
    with pytest.raises(ImportRefused, match=why):
        formats.read(empty, "cas", tmp_path / "x.xmi")


@pytest.mark.skipif(not CORPORA.is_dir(), reason="the sample files are not on this machine")
def test_xmi_and_json_of_one_cas_are_read_alike(empty: Library, tmp_path: Path) -> None:
    """cassis's sample with emojis gives the same nine spans from XMI and from JSON."""
    folder = CORPORA / "json" / "fs_as_array" / "ser-ref" / "casWithEmojiUnicodeTextAndAnnotations"
    assert formats.read(empty, "cas", folder / "debug.xmi").read["annotation"] == 9
    assert formats.read(empty, "cas", folder / "data.json").known["annotation"] == 9
