"""Sentences: where they end, that nothing is lost, that no input stalls them."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diptych.analysis.sentences import sentences, sentences_in

SEEDS = Path(__file__).parents[2].parent / "shared" / "corpora" / "seeds"


@dataclass
class Part:
    start: int
    end: int
    is_body: bool


def split(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentences_in(text, 0, len(text))]


CASES = [
    "“Is this it?” he asked.|“Yes,” she said.|“It is.”",
    "“Stop!”|The man ran.",
    "He said “no.”|Then he left.|(It was late.)|He slept.",
    "“Talks ‘collapsed.’”|The minister left.",
    "“How do you work out the pay?” Justice Breyer asked.|Nobody knew.",
    "He was born in the U.S.|He lived there.|The U.S. Senate voted.|The U.S. Army left.",
    "WASHINGTON (AP) — Officials said so.|JERUSALEM, Oct. 7 (Reuters) - Two men died.",
    "It was $1.5 million.|It rose 3.4 percent.|No. 10 said so.",
    "An amount of aid to be allowed into Gaza.|It was little.",
    "They were freed from prison.|The parties agreed.",
    "“We are in advanced stages …|Reaching an agreement could take days.”",
    "He said... nothing.|What?",
    "The firm, Yahoo! Inc., said so.|Yahoo! is good.",
    "1. First item.|2. Second item.|3. Third.",
    "• First thing|• Second thing",
    "Rep. Smith (D-N.C.) said so.|Lt. Gov. X spoke.|U.S. Reps. John Lewis and Andre Carson left.",
    "He met Schumer.|Republicans left last week.|Netanyahu said no.|Hamas agreed.",
    "It ended at 5 p.m.|The next day J.K. Rowling and J. D. Vance met George W. Bush.",
    "A spokesman for the R.N.C. did not respond.",
    "Three men (pop. 256,000) live there.|On Jan. 6 rioters came.",
    "See example.com and Node.js for more.",
    "café café́.|😀 Next one.|👨\u200d👩\u200d👧.|The end.",
]


@pytest.mark.parametrize("marked", CASES)
def test_ends(marked: str) -> None:
    """Each sentence ends where a reader would end it, lost spaces included."""
    expected = marked.split("|")
    assert split(" ".join(expected)) == expected


def test_lost_space() -> None:
    """Two sentences run together without a space are cut; an address is not."""
    assert split("Men were freed from prison.The parties met in Gaza.The end came.") == [
        "Men were freed from prison.",
        "The parties met in Gaza.",
        "The end came.",
    ]
    assert split("It stood on Booking.Com and in Node.js today.") == [
        "It stood on Booking.Com and in Node.js today."
    ]


def test_wide_full_stops() -> None:
    """Chinese and Japanese full stops end sentences without white space after them."""
    assert split("他说。“她走了。”他走了！") == ["他说。", "“她走了。”", "他走了！"]


def test_newline_always_ends() -> None:
    """A line without a full stop never runs into the next line."""
    assert split("No stop here\nAnother line\n\n  A third  ") == ["No stop here", "Another line", "A third"]


def test_only_body_blocks() -> None:
    """Headlines and credits hold no sentences, and offsets are into the whole text."""
    text = "Headline here.\nBody one. Body two."
    blocks = [Part(0, 14, False), Part(15, len(text), True)]
    assert [text[s.start : s.end] for s in sentences(text, blocks)] == ["Body one.", "Body two."]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t \n"])
def test_nothing(text: str) -> None:
    """Text without anything to read holds no sentence."""
    assert sentences_in(text, 0, len(text)) == []


def test_one_word() -> None:
    """One word is one sentence."""
    assert split("Gaza") == ["Gaza"]


hostile = st.lists(
    st.sampled_from(
        [*"aZ I.!?…\"'“”‘’()[]•1\n\t—。\u0301\u200b\u202e\x1b\x00😀", "U.S. ", "p.m. ", "Mr. ", "The "]
    ),
    max_size=60,
).map("".join)


@given(st.one_of(st.text(max_size=200), hostile))
def test_nothing_lost(text: str) -> None:
    """Every character lies in exactly one sentence or is white space between two."""
    found = sentences_in(text, 0, len(text))
    at = 0
    for sentence in found:
        assert text[at : sentence.start].strip() == ""
        assert sentence.start < sentence.end <= len(text)
        quote = text[sentence.start : sentence.end]
        assert quote == quote.strip() and "\n" not in quote
        at = sentence.end
    assert text[at:].strip() == ""


@given(hostile, hostile, hostile)
def test_paragraph_by_itself(before: str, inside: str, after: str) -> None:
    """A paragraph's sentences do not depend on what stands around it."""
    text = f"{before}\n{inside}\n{after}"
    start = len(before) + 1
    alone = [(s.start + start, s.end + start) for s in sentences_in(inside, 0, len(inside))]
    assert [(s.start, s.end) for s in sentences_in(text, start, start + len(inside))] == alone


@pytest.mark.parametrize(
    "unit", ["x", "word ", "The man said so. ", "?!", ". . ", '." ', "U.S. ", "• ", "A. ", ").” ", " "]
)
def test_linear(unit: str) -> None:
    """Ten times the text takes about ten times as long, whatever one line is made of."""
    small, large = unit * (20_000 // len(unit)), unit * (200_000 // len(unit))
    split(small)
    times = []
    for text in (small, large):
        begun = time.process_time()
        sentences_in(text, 0, len(text))
        times.append(time.process_time() - begun)
    assert times[1] < 30 * times[0] + 0.25


def test_megabyte_without_full_stop() -> None:
    """A megabyte of words without a full stop is one sentence, found at once."""
    text = "word " * 200_000
    begun = time.process_time()
    assert len(split(text)) == 1
    assert time.process_time() - begun < 3


def test_long_line_equals_its_parts() -> None:
    """A line longer than the window is cut where its sentences end, none lost at a window's edge."""
    text = " ".join(f"Sentence number {n} was said by Mr. Smith in the U.S. Senate." for n in range(600))
    assert len(split(text)) == 600


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the sample reports are not on this machine")
def test_sample_reports() -> None:
    """In the sample reports no sentence starts with a closing quote or in lower case."""
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for sentence in sentences_in(text, 0, len(text)):
            quote = text[sentence.start : sentence.end]
            assert quote[0] not in "”’)]" and not quote[0].islower()
