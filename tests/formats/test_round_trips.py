"""Out and in again: equal, or equal but for exactly what the loss report says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diptych import formats
from diptych.analysis.spans import Sentence
from diptych.articles.article import Article
from diptych.store import Annotation, Library, Link
from tests.formats.two_libraries import two_libraries

FORMATS = ["jsonl", "webannotation", "csv", "tsv", "prodigy", "doccano", "labelstudio", "brat", "docbin"]

DROPS = ("sentence", "span", "discontinuous", "several", "overlap", "quote", "token")
"""Kinds of loss that leave a whole answer out."""

letters = st.sampled_from(
    [
        *"abZ 33.,“”\"'=+-@;|\\",
        "😀",
        "\U0001f1eb",
        "e\u0301",
        "\u200d",
        "ж",
        "\n",
        "\n\n",
        "—",
        "</script>",
        "\t",
        "\u2028",
        "\x85",
    ]
)
texts = st.lists(letters, min_size=4, max_size=40).map("".join).filter(lambda text: text.strip())
notes = st.one_of(
    st.just(""), st.lists(letters | st.sampled_from(["\r", "{}", "T1\t"]), max_size=8).map("".join)
)
names = st.sampled_from(["claim", "not_a_claim", "quantity", "differs in figure", "übel=1", "</x>"])


@dataclass
class Plan:
    """What to put into a library."""

    texts: list[str]
    cuts: list[list[int]]
    marks: list[dict[str, Any]]
    links: list[tuple[int, int, str, str]]


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Articles cut into sentences, with answers on sentences and on any words, nested, overlapping, in pieces."""
    found = draw(st.lists(texts, min_size=1, max_size=3))
    cuts = [sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6))) for text in found]
    marks = []
    for _ in range(draw(st.integers(0, 7))):
        article = draw(st.integers(0, len(found) - 1))
        text = found[article]
        if draw(st.booleans()):
            at = draw(st.integers(0, len(cuts[article]) - 2))
            start, end, pieces = cuts[article][at], cuts[article][at + 1], ()
        else:
            edges = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=4)))
            edges = edges if len(edges) == 4 else [edges[0], edges[-1]]
            start, end = edges[0], edges[-1]
            pieces = ((edges[0], edges[1]), (edges[2], edges[3])) if len(edges) == 4 else ()
        speaker = draw(st.one_of(st.none(), st.integers(0, len(text) - 1)))
        marks.append({
            "article": article, "start": start, "end": end, "pieces": pieces, "label": draw(names),
            "scheme": draw(st.sampled_from(["claims", "other"])), "annotator": draw(st.sampled_from(["ann", "bob ü"])),
            "note": draw(notes), "certainty": draw(st.sampled_from(["", "high"])),
            "attributed_to": "" if speaker is None else "she", "attributed_start": speaker,
            "attributed_end": None if speaker is None else speaker + 1,
        })  # fmt: skip
    some = st.integers(0, max(0, len(marks) - 1))
    links = draw(st.lists(st.tuples(some, some, names, notes), max_size=4)) if len(marks) > 1 else []
    return Plan(found, cuts, marks, [link for link in links if link[0] != link[1]])


def fill(library: Library, plan: Plan) -> None:
    """Put a plan into an empty library."""
    ids = []
    for number, (text, cuts) in enumerate(zip(plan.texts, plan.cuts, strict=True)):
        article = library.articles.add(
            Article(text, title=f"t{number}=", source="s", location=f"/x/{number}")
        )
        pairs = [Sentence(a, b) for a, b in pairwise(cuts)]
        library.analyses.save_sentences(article.id, "test", pairs)
        ids.append(article.id)
    library.stories.opened(ids, "story")
    library.annotations.import_many([
        Annotation(id=f"{number:08x}-0000-7000-8000-000000000000", quote="", prefix="", suffix="", session=None,
                   created_at="2026-01-02T03:04:05.678Z", updated_at="2026-01-02T03:04:06.678Z",
                   **{**mark, "article": ids[mark["article"]]})
        for number, mark in enumerate(plan.marks)
    ])  # fmt: skip
    library.links.import_many([
        Link(f"link-{number}", f"{a:08x}-0000-7000-8000-000000000000", f"{b:08x}-0000-7000-8000-000000000000",
             relation, note, "ann", None, "2026-01-02T03:04:05.678Z", "2026-01-02T03:04:05.678Z")
        for number, (a, b, relation, note) in enumerate(plan.links)
    ])  # fmt: skip


def content(library: Library) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers and links by id, articles named by their text."""
    answers = {
        annotation.id: (
            library.articles.get(annotation.article).text,
            annotation._replace(article=0, session=None),
        )
        for annotation in library.annotations.each()
    }
    links = {
        link.id: (link.source, link.target, link.relation, link.note, link.annotator)
        for link in library.links.list()
    }
    return answers, links


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans())
def test_what_comes_back_is_what_went_out_but_for_the_report(template: Path, format: str, plan: Plan) -> None:
    """Answers and links are the same after a round trip; as many are missing as the loss report counts."""
    with two_libraries(template) as (full, empty, where):
        fill(full, plan)
        report = formats.export(full, format, where / "out", allow_loss=True)
        back = formats.read(empty, format, where / "out")
        answers, links = content(full)
        found, found_links = content(empty)
        assert back.skipped == ()
        assert {id: found[id] for id in found} == {id: answers[id] for id in found}
        assert found_links == {id: links[id] for id in found_links}
        assert len(answers) - len(found) == sum(report.loss.count(kind) for kind in DROPS)
        assert len(links) - len(found_links) == sum(
            report.loss.count(kind) for kind in ("relation", "cross_link")
        )
        if formats.find(format).lossless:
            assert not report.loss
        again = formats.read(empty, format, where / "out")
        assert not {"annotation", "article", "link", "story"} & set(again.read)
        formats.export(full, format, where / "same", allow_loss=True)
        assert bytes_of(where / "same") == bytes_of(where / "out")


def bytes_of(path: Path) -> dict[str, bytes]:
    """The content of a file, or of all files in a folder."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {
        file.relative_to(path).as_posix(): file.read_bytes()
        for file in sorted(path.rglob("*"))
        if file.is_file()
    }


@pytest.mark.parametrize("format", [f.name for f in formats.formats() if f.writes])
def test_the_table_says_true_things(format: str, library: Library, tmp_path: Path) -> None:
    """Every format writes; a lossless one reports nothing, any other tells at least one thing; the manifest agrees."""
    found = formats.find(format)
    if found.extra:
        pytest.importorskip({"parquet": "pyarrow", "cas": "cassis", "entities": "spacy"}[found.extra])
    report = formats.export(library, format, tmp_path / "out", allow_loss=True)
    manifest = json.loads((tmp_path / "out.manifest.json").read_text(encoding="utf-8"))
    assert manifest["loss"] == report.loss.as_dict()
    if found.lossless:
        assert not report.loss
    assert {file["name"] for file in manifest["files"]} == {file.name for file in report.files}
