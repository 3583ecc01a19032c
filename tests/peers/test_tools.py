"""The annotation tools' own readers open our exports and see the same spans and labels."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.articles.article import Article
from diptych.store import Annotation, Library

CONTEXT = Path(__file__).parent / "anno.jsonld"
"""The W3C's own context, so that nothing is fetched."""


def whole(library: Library) -> list[Annotation]:
    """The answers that are one piece."""
    return [annotation for annotation in library.annotations.each() if not annotation.pieces]


def test_spacy_reads_the_docbin(library: Library, tmp_path: Path) -> None:
    """spaCy sees each answer as a span of the same text and label, and flat entities without overlap."""
    spacy_tokens = pytest.importorskip("spacy.tokens", reason="the extra entities is not installed")
    from spacy.vocab import Vocab

    formats.export(library, "docbin", tmp_path / "out.spacy", allow_loss=True)
    docs = list(spacy_tokens.DocBin().from_disk(tmp_path / "out.spacy").get_docs(Vocab()))
    assert [doc.text for doc in docs] == [library.articles.text(one.id) for one in library.articles.list()]
    seen = [
        (span.start_char, span.end_char, span.text, span.label_) for doc in docs for span in doc.spans["sc"]
    ]
    assert sorted(seen) == sorted((one.start, one.end, one.quote, one.label) for one in whole(library))
    assert all(
        left.end <= right.start for doc in docs for left, right in zip(doc.ents, doc.ents[1:], strict=False)
    )
    assert [sum(1 for _ in doc.sents) >= 3 for doc in docs] == [True, True]


def test_conllu_reads_the_columns(library: Library, tmp_path: Path) -> None:
    """A CoNLL reader sees four columns and, joined, the words of each span that was kept."""
    conllu = pytest.importorskip("conllu", reason="the extra peers is not installed")
    report = formats.export(library, "conll2003", tmp_path / "out.conll", allow_loss=True)
    text = (tmp_path / "out.conll").read_text(encoding="utf-8").replace(" ", "\t")
    sentences = conllu.parse(text, fields=["form", "pos", "chunk", "ner"], field_parsers={})
    words = [token for sentence in sentences for token in sentence]
    assert [token["form"] for token in words if token["ner"] != "O"] == ["33", "hostages"]
    assert [token["ner"] for token in words if token["ner"] != "O"] == ["B-figure", "I-figure"]
    assert report.loss.count("overlap") == 1 and report.loss.count("sentence") == 5


def test_bioc_reads_the_stand_off(library: Library, tmp_path: Path) -> None:
    """bioc's brat reader sees the same spans, texts and relations in each person's folder."""
    brat = pytest.importorskip("bioc.brat", reason="the extra peers is not installed")
    formats.export(library, "brat", tmp_path / "out", allow_loss=True)
    seen = []
    for file in sorted((tmp_path / "out").rglob("*.ann")):
        with (
            file.open(encoding="utf-8") as annotations,
            file.with_suffix(".txt").open(encoding="utf-8") as text,
        ):
            document = brat.load(text, annotations)
            for entity in document.annotations:
                if isinstance(entity, brat.BratEntity):
                    places = sorted((part.begin, part.end) for part in entity.locations)
                    assert " ".join(document.text[start:end] for start, end in places) == entity.text
                    seen.append((entity.type, places[0][0], places[-1][1]))
    assert sorted(seen) == sorted((one.label, one.start, one.end) for one in library.annotations.each())


def test_label_studio_accepts_the_tasks(library: Library, tmp_path: Path) -> None:
    """Label Studio's interface validates each task, and its own UTF-16 slices are the texts we wrote."""
    pytest.importorskip("label_studio_sdk", reason="the extra peers is not installed")
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    report = formats.export(library, "labelstudio", tmp_path / "out.json", allow_loss=True)
    assert report.manifest is not None
    config = json.loads(report.manifest.read_text(encoding="utf-8"))["interface"]
    interface = LabelInterface(config)
    tasks = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert len(tasks) == 1
    seen = []
    for annotation in tasks[0]["annotations"]:
        regions = [result for result in annotation["result"] if result["type"] == "labels"]
        for region in regions:
            assert interface.validate_region(region)
            value = region["value"]
            units = tasks[0]["data"][region["to_name"]].encode("utf-16-le")
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
            seen.append((value["text"], *value["labels"]))
    assert sorted(seen) == sorted((one.quote, one.label) for one in whole(library))
    alone = library.articles.add(Article("Alone. 😀", title="Alone"))
    library.annotations.label(alone.id, 0, 6, "claim")
    formats.export(library, "labelstudio", tmp_path / "two.json", allow_loss=True)
    tasks += json.loads((tmp_path / "two.json").read_text(encoding="utf-8"))
    assert [len(task["data"]) for task in tasks] == [3, 3, 3], (
        "an interface needs each of its texts in each task"
    )
    Converter(config, project_dir=None).convert(
        str(tmp_path / "two.json"), str(tmp_path / "conll"), "CONLL2003", is_dir=False
    )
    assert "B-claim" in (tmp_path / "conll" / "result.conll").read_text(encoding="utf-8")
    relations = [r for a in tasks[0]["annotations"] for r in a["result"] if r["type"] == "relation"]
    assert sorted(r["labels"][0] for r in relations) == ["differs in figure", "part of"]


def test_the_annotations_are_linked_data(library: Library, tmp_path: Path) -> None:
    """Expanded with the W3C's own context, every answer is an oa:Annotation with place and quote."""
    jsonld = pytest.importorskip("pyld.jsonld", reason="the extra peers is not installed")
    rdflib = pytest.importorskip("rdflib", reason="the extra peers is not installed")
    formats.export(library, "webannotation", tmp_path / "out.jsonld")
    document = json.loads((tmp_path / "out.jsonld").read_text(encoding="utf-8"))

    def load(address: str, options: Any) -> dict[str, Any]:
        assert address == "http://www.w3.org/ns/anno.jsonld", f"{address} would be fetched"
        context = json.loads(CONTEXT.read_text(encoding="utf-8"))
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": context,
        }

    nquads = jsonld.to_rdf(document, {"format": "application/n-quads", "documentLoader": load})
    graph = rdflib.Dataset()
    graph.parse(data=nquads, format="nquads")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    triples = rdflib.Graph()
    for quad in graph.quads():
        triples.add(quad[:3])
    assert len(list(triples.subjects(rdflib.RDF.type, oa.Annotation))) == library.annotations.count() + 2
    seen = set()
    for selector in triples.subjects(rdflib.RDF.type, oa.TextPositionSelector):
        start, end = (int(triples.value(selector, oa[name])) for name in ("start", "end"))
        seen.add((start, end))
    spans = {span for one in library.annotations.each() for span in (one.pieces or [(one.start, one.end)])}
    assert seen == spans
    quotes = {str(value) for value in triples.objects(None, oa.exact)}
    assert {one.quote for one in whole(library)} <= quotes


def test_prodigy_spans_sit_on_its_tokens(library: Library, tmp_path: Path) -> None:
    """Each span of a task starts and ends with the tokens it names, ends inclusive, as Prodigy checks on loading."""
    formats.export(library, "prodigy", tmp_path / "out.jsonl", allow_loss=True)
    tasks = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    for task in tasks:
        for token in task["tokens"]:
            assert task["text"][token["start"] : token["end"]] == token["text"]
        for span in task["spans"]:
            assert task["tokens"][span["token_start"]]["start"] == span["start"]
            assert task["tokens"][span["token_end"]]["end"] == span["end"]
    assert sum(len(task["spans"]) for task in tasks) == 2
