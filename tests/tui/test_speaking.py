"""Who is proposed as the speaker of a statement."""

from __future__ import annotations

from collections.abc import Callable

from diptych.analysis.spans import Mention
from diptych.tui.reading.reader import Reader
from diptych.tui.reading.speaking import place_of, proposals

MakeReader = Callable[..., Reader]

TEXT = """The ferry ran aground on Monday. Alva Brandt of Coast Rescue saw it. “Nobody was hurt,” she said.

Talks go on, the mayor of Lindholm said. The owner, Nordlink, spoke of bad luck.
"""


def reader_with_names(make_reader: MakeReader) -> Reader:
    """The text above with its names, as the machine would find them."""
    reader = make_reader(TEXT)
    names = [("Alva Brandt", "PERSON"), ("Coast Rescue", "ORG"), ("Lindholm", "GPE"), ("Nordlink", "ORG")]
    reader.pane.document.take_names(
        [
            Mention(TEXT.index(name), TEXT.index(name) + len(name), label, name, name.casefold())
            for name, label in names
        ]
    )
    return reader


def test_the_speaker_of_the_sentence_comes_first(make_reader: MakeReader) -> None:
    """ "…, the mayor of Lindholm said." proposes the mayor before any name nearby."""
    reader = reader_with_names(make_reader)
    reader.go(3)
    answer = reader.answers.label("claim")
    found = proposals(reader.pane.document, answer)
    assert "mayor" in found[0].name
    assert found[0].why == "says so here"
    start, end = found[0].span or (0, 0)
    assert TEXT[start:end] == found[0].name


def test_he_said_looks_back(make_reader: MakeReader) -> None:
    """A pronoun names nobody: the person in the sentence before is proposed first."""
    reader = reader_with_names(make_reader)
    reader.go(2)
    found = proposals(reader.pane.document, reader.answers.label("quotation"))
    names = [one.name for one in found]
    assert names.index("Alva Brandt") < names.index("Coast Rescue")
    assert all(TEXT[one.span[0] : one.span[1]] == one.name for one in found if one.span)


def test_the_name_under_the_point_is_proposed_at_once(make_reader: MakeReader) -> None:
    """Going to a name and asking who says so is two keys and enter."""
    reader = reader_with_names(make_reader)
    reader.go(0)
    answer = reader.answers.label("claim")
    start = TEXT.index("Nordlink")
    assert proposals(reader.pane.document, answer, (start, start + 8))[0].name == "Nordlink"


def test_what_is_stored_comes_first_and_nobody_twice(make_reader: MakeReader) -> None:
    """Asked again, the first proposal is the present speaker."""
    reader = reader_with_names(make_reader)
    answer = reader.answers.label("claim")
    reader.remarks.attribute(answer, "Nordlink", None)
    found = proposals(reader.pane.document, reader.library.annotations.get(answer.id))
    assert found[0].name == "Nordlink"
    assert [one.name for one in found].count("Nordlink") == 1


def test_a_typed_name_is_found_as_whole_words_nearest_by() -> None:
    """ "Ann" is not in "Anne"; of two places the nearer one is taken; what is not there has no place."""
    text = "Ann left. Anne came. Ann stayed here and Bob [x] went."
    assert place_of(text, "Ann", 22, 30) == (21, 24)
    assert place_of(text, "Ann", 0, 3) == (0, 3)
    assert place_of(text, "[x]", 0, 3) == (text.index("[x]"), text.index("[x]") + 3)
    assert place_of(text, "Carl", 0, 3) is None
    assert place_of(text, " ", 0, 3) is None
