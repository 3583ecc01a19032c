"""Which text stands on which row."""

from __future__ import annotations

from collections.abc import Callable

from diptych.tui.reading.layout import BLANK_ROW, NO_SENTENCE, Layout
from diptych.tui.reading.reader import Reader

MakeReader = Callable[..., Reader]


def test_each_sentence_begins_a_row(make_reader: MakeReader) -> None:
    """The first row of a sentence starts where the sentence starts."""
    document = make_reader().panes[0].document
    layout = Layout(document, 40)
    layout.lay_out()
    for sentence in range(document.count):
        rows = layout.rows_of(document.starts[sentence], document.ends[sentence])
        assert layout.starts[rows.start] == document.starts[sentence]
        assert {layout.sentences[row] for row in rows} == {sentence}


def test_headline_and_credit_are_no_sentences(make_reader: MakeReader) -> None:
    """They are shown, and no cursor can stand on them."""
    document = make_reader().panes[0].document
    layout = Layout(document, 60)
    layout.lay_out()
    texts = {
        document.text[layout.starts[r] : layout.ends[r]]: layout.sentences[r] for r in range(len(layout))
    }
    assert texts["Ferry aground near Lindholm"] == NO_SENTENCE
    assert texts["Alva Brandt/Coastal Pictures"] == NO_SENTENCE


def test_paragraphs_are_parted_by_an_empty_row(make_reader: MakeReader) -> None:
    """Before the first sentence of the second paragraph stands an empty row."""
    document = make_reader().panes[0].document
    layout = Layout(document, 60)
    layout.lay_out()
    first = layout.rows_of(document.starts[3], document.ends[3]).start
    assert layout.sentences[first - 1] == BLANK_ROW


def test_laying_out_in_pieces_gives_the_same_rows(make_reader: MakeReader) -> None:
    """A long text that is laid out block by block looks as if it had been laid out at once."""
    document = (
        make_reader("\n\n".join(f"Sentence {n} is here. And {n} more." for n in range(50))).panes[0].document
    )
    whole, pieces = Layout(document, 30), Layout(document, 30)
    whole.lay_out()
    while not pieces.complete:
        pieces.lay_out(3)
    assert (whole.starts, whole.ends, whole.sentences) == (pieces.starts, pieces.ends, pieces.sentences)
