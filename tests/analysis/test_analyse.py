"""One call for all: sentences, figures, names, and what happens where no model is installed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import diptych
from diptych.analysis import analyse
from diptych.analysis.entities import spacy_pipeline as pipelines
from diptych.errors import ModelMissing

TEXT = (
    "Deal for hostages may be near\n\n"
    "The parties in Doha would free 33 hostages in a first stage, officials said on Monday. Israel did not comment.\n\n"
    "Read the full article here"
)


class Fixed:
    """Finds one word."""

    engine = "fixed 1"

    def recognize(self, texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
        for text in texts:
            yield [(at, at + 4, "GPE")] if (at := text.find("Doha")) >= 0 else []


def test_everything_of_one_text() -> None:
    """Sentences, figures and names come together, with the headline as title."""
    found = analyse(TEXT, source="JI", published="2025-01-13", recognizer=Fixed())
    quotes = [TEXT[s.start : s.end] for s in found.sentences]
    assert [quote[-9:] for quote in quotes] == ["n Monday.", " comment."]
    assert [(m.text, m.key) for m in found.entities] == [("Doha", "doha"), ("Israel", "israel")]
    assert any(f.value == 33 and f.of == "hostages" for f in found.figures)
    assert found.entity_engine == "fixed 1"
    assert (found.title, found.source, found.published) == (
        "Deal for hostages may be near",
        "JI",
        "2025-01-13",
    )


def test_given_title_stays() -> None:
    """A title that is given is not replaced by the headline."""
    assert analyse(TEXT, title="Mine", entities=False).title == "Mine"


def test_without_a_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """By default names are left out where no model is; asked for outright, that is an error."""
    monkeypatch.setattr(pipelines, "find_spec", lambda name: None)
    monkeypatch.delenv("DIPTYCH_RECOGNIZER", raising=False)
    pipelines_cache_clear()
    found = analyse(TEXT)
    assert found.sentences and found.figures and not found.entities and found.entity_engine == ""
    with pytest.raises(ModelMissing):
        analyse(TEXT, entities=True)
    assert analyse(TEXT, entities=False).entity_engine == ""
    pipelines_cache_clear()


def pipelines_cache_clear() -> None:
    """Forget engines found before, so that the next search is made anew."""
    from diptych.analysis.entities import engine

    engine._recognizer.cache_clear()


@pytest.mark.parametrize(
    "text", ["", " ", "word", "\x00\x1b[2J", "😀", "1e999 ٣٤ ½½ 12,34,56.78.9", "他说。"]
)
def test_bad_input(text: str) -> None:
    """Empty, hostile or foreign text is analysed without a crash, with spans inside the text."""
    found = analyse(text, recognizer=Fixed())
    for span in (*found.sentences, *found.entities, *found.figures):
        assert 0 <= span.start < span.end <= len(text)


@settings(max_examples=60)
@given(st.text(max_size=300))
def test_spans_lie_in_the_text(text: str) -> None:
    """Every span lies in the text, equals its quote, and overlaps none of its kind."""
    found = analyse(text, recognizer=Fixed())
    for spans in (found.sentences, found.entities, found.figures):
        end = 0
        for span in spans:
            assert end <= span.start < span.end <= len(text)
            assert getattr(span, "text", text[span.start : span.end]) == text[span.start : span.end]
            end = span.end


def test_import_is_light() -> None:
    """Importing the room and cutting sentences loads neither spaCy nor numpy nor rapidfuzz."""
    code = (
        "import sys, diptych.analysis, diptych.analysis.sentences as s\n"
        "s.sentences_in('One. Two.', 0, 9)\n"
        "print([m for m in ('spacy', 'numpy', 'rapidfuzz', 'diptych.analysis.entities') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_public_face() -> None:
    """`diptych.analyse` is this function."""
    assert diptych.analyse is analyse
    with pytest.raises(AttributeError):
        _ = diptych.analysis.nonsense  # type: ignore[attr-defined]
