"""spaCy DocBin: written Doc by Doc as spaCy writes it whole, and read again."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from diptych import formats
from diptych.articles.article import Article
from diptych.errors import UnreadableData
from diptych.formats import docbin_writing
from diptych.store import Library

spacy_tokens = pytest.importorskip("spacy.tokens", reason="the extra entities is not installed")


def docs_in(path: Path) -> list[Any]:
    """The Docs that spaCy finds in a file."""
    from spacy.vocab import Vocab

    return list(spacy_tokens.DocBin().from_disk(path).get_docs(Vocab()))


def test_answers_come_back_id_for_id(
    library: Library, empty: Library, tmp_path: Path, view: Callable[[Library], dict[str, Any]]
) -> None:
    """Everything in one piece comes back as it was, with its links, and the answers of several pieces were told."""
    report = formats.export(library, "docbin", tmp_path / "out.spacy", allow_loss=True)
    formats.read(empty, "docbin", tmp_path / "out.spacy")
    before, after = view(library), view(empty)
    gone = {id for id, one in before["annotations"].items() if one["pieces"]}
    assert report.loss.count("discontinuous") == len(gone) == 1
    assert after["annotations"] == {id: one for id, one in before["annotations"].items() if id not in gone}
    assert after["articles"] == before["articles"]
    assert after["sentences"] == before["sentences"]


@pytest.mark.parametrize("articles", [0, 1, 20])
def test_the_bytes_are_those_of_spacy(empty: Library, tmp_path: Path, articles: int) -> None:
    """What is written Doc by Doc is, unpacked, byte for byte what spaCy makes of the same Docs at once."""
    for number in range(articles):
        article = empty.articles.add(Article(f"Report {number} — said 😀.", location=f"/{number}"))
        empty.annotations.label(article.id, 0, 6, "claim", note="a note")
    formats.export(empty, "docbin", tmp_path / "out.spacy", allow_loss=True)
    whole = spacy_tokens.DocBin(
        attrs=["ORTH", "SPACY", "SENT_START", "ENT_IOB", "ENT_TYPE"],
        store_user_data=True,
        docs=docs_in(tmp_path / "out.spacy"),
    )
    written = zlib.decompress((tmp_path / "out.spacy").read_bytes())
    assert len(whole) == articles
    assert written == zlib.decompress(whole.to_bytes())


@pytest.mark.parametrize("size", [0, 15, 16, 255, 256, 65_535, 65_536])
def test_lengths_are_told_as_msgpack_tells_them(size: int) -> None:
    """Before every number of bytes or items stands what spaCy's own packer puts there."""
    from srsly import msgpack_dumps

    data, items = bytes(size), [None] * size
    assert docbin_writing._bytes_header(size) + data == msgpack_dumps(data)
    assert docbin_writing._list_header(size) + msgpack_dumps(None) * size == msgpack_dumps(items)


def test_a_bin_of_somebody_else_is_read(empty: Library, tmp_path: Path) -> None:
    """Spans of any group, entities and categories become answers; the text is the Docs' own."""
    import spacy
    from spacy.tokens import Doc, Span

    doc = Doc(
        spacy.blank("en").vocab, words=["Rose", "flew", "to", "Paris", "."], sent_starts=[True, *[False] * 4]
    )
    doc.ents = [Span(doc, 3, 4, label="GPE")]
    doc.spans["mine"] = [Span(doc, 0, 2, label="flight")]
    doc.cats = {"news": 1.0, "sports": 0.0}
    spacy_tokens.DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "theirs.spacy")
    formats.read(empty, "docbin", tmp_path / "theirs.spacy")
    assert {(one.quote, one.label) for one in empty.annotations.each()} == {
        ("Paris", "GPE"), ("Rose flew", "flight"), (doc.text, "news"),
    }  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"no bin", zlib.compress(b"\xc1")])
def test_what_is_no_bin_is_refused_in_words(empty: Library, tmp_path: Path, content: bytes) -> None:
    """A file that spaCy cannot open gives one sentence, and nothing is imported."""
    (tmp_path / "x.spacy").write_bytes(content)
    with pytest.raises(UnreadableData, match=r"no DocBin|is empty"):
        formats.read(empty, "docbin", tmp_path / "x.spacy")
