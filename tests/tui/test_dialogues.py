"""What opens over the reader: notes, speakers, labels, the claims panel, history, corrections. By keys alone."""

from __future__ import annotations

import stat
import sys
import unicodedata
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from textual import events

from diptych import schemes
from diptych.analysis.spans import Mention
from diptych.store.library import Library
from diptych.store.records import JournalEntry
from diptych.tui.dialogues.guideline import Guideline, GuidelineScreen
from diptych.tui.dialogues.history import FILTERED
from diptych.tui.dialogues.labels import LabelPicker
from diptych.tui.reading.screen import ReadingScreen
from tests.tui.looking import MakeApp, reading, settle, shown, status


async def test_a_type_with_certainty_is_two_keys(make_app: MakeApp, library: Library) -> None:
    """1 and +: the answer that was given, not the sentence moved on to; the status line says which."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("1", "plus")
        assert status(app) == " Sure: “A ferry with 212 people on board ran aground on…”"
        await pilot.press("j", "minus")
        assert "no answer yet" in status(app)
    (answer,) = library.annotations.of_article(1)
    assert (answer.label, answer.certainty) == ("quantity", "sure")


async def test_a_note_survives_a_window_that_gets_tiny(make_app: MakeApp, library: Library) -> None:
    """Typed, shrunk to two cells by one, grown again, saved: every character is there."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("space", "t", *"a[1]", "enter")
        app.post_message(events.Paste("😀"))
        await settle(pilot)
        await pilot.press("quotation_mark", "q", "x")
        for size in ((60, 15), (40, 10), (2, 1), (1, 1), (40, 10)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
        assert "a[1]" in shown(app)
        await pilot.press("ctrl+d")
        assert reading(app).footing.about.left.startswith(" Noted on"), (
            "too long for 40 cells: it begins a line above"
        )
        assert status(app).endswith("…”.")
    (answer,) = library.annotations.of_article(1)
    assert answer.note == 'a[1]\n😀"qx'


async def test_leaving_the_program_keeps_what_is_typed(make_app: MakeApp, library: Library) -> None:
    """ctrl+q in the middle of a note: it is stored first."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("space", "t", *"half", "ctrl+q")
    assert [one.note for one in library.annotations.of_article(1)] == ["half"]


async def test_escape_keeps_the_old_note(make_app: MakeApp, library: Library) -> None:
    """The first escape warns that something was typed, the second drops it; the next key is a command again."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("space", "t", *"old", "ctrl+d", "t", *"new", "escape")
        assert not isinstance(app.screen, ReadingScreen)
        await pilot.press("escape", "j")
        assert reading(app).reader.pane.cursor == 2
    (answer,) = library.annotations.of_article(1)
    assert answer.note == "old"


async def test_a_hostile_note_is_shown_as_signs(make_app: MakeApp, library: Library) -> None:
    """In the editor and in the panel no control character reaches a strip, and brackets are text."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("space")
        reader = reading(app).reader
        reader.remarks.note(reader.remarks.subject(), "[/red] \x1b[2J \x9bc\u202e end")
        for key in ("t", "f4"):
            await pilot.press(key)
            await settle(pilot)
            text = shown(app)
            assert "[/red]" in text
            assert not [c for c in text if c != "\n" and (ord(c) < 32 or 0x7F <= ord(c) < 0xA0)]
            await pilot.press("escape")


async def test_the_speaker_is_proposed_stepped_through_and_typed(make_app: MakeApp, library: Library) -> None:
    """a proposes, enter stores with the place in the text; a name that is typed is found in the text too."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("j", "3", "a", "enter")
        assert "Said by the police" in status(app)
        await pilot.press("1", "a", *"The owner", "enter")
        await pilot.press("2", "a", *"x", "escape")
    police, owner, other = library.annotations.of_article(1)
    text = library.articles.get(1).text
    assert text[police.attributed_start : police.attributed_end] == police.attributed_to == "the police"
    assert text[owner.attributed_start : owner.attributed_end] == owner.attributed_to == "The owner"
    assert other.attributed_to == ""


async def test_the_key_that_asks_goes_on_to_the_next_proposal(make_app: MakeApp, library: Library) -> None:
    """a a: the second one; a letter that is no step begins a name."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        screen = reading(app)
        screen.reader.pane.document.take_names([Mention(10, 12, "PERSON", "ag", "ag")])
        text = screen.reader.pane.document.text
        start = text.index("The owner")
        screen.reader.pane.document.take_names([Mention(start, start + 9, "ORG", "The owner", "owner")])
        await pilot.press("j", "3", "a", "a", "enter")
    (answer,) = library.annotations.of_article(1)
    assert answer.attributed_to == "The owner"


async def test_the_editor_gets_a_private_file_and_no_shell(
    make_app: MakeApp, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """$EDITOR with arguments in quotes; what it writes is the note; its file is its owner's alone and goes."""
    script = tmp_path / "my editor.py"
    seen = tmp_path / "seen"
    script.write_text(
        "import os, pathlib, sys\n"
        f"pathlib.Path({str(seen)!r}).write_text(oct(os.stat(sys.argv[2]).st_mode & 0o777) + ' ' + sys.argv[2])\n"
        "pathlib.Path(sys.argv[2]).write_text('$(touch x) `y`\\r\\n' + sys.argv[1] + ' 😀\\n')\n"
    )
    monkeypatch.setenv("VISUAL", f"'{sys.executable}' '{script}' 'two words; rm'")
    app = make_app()
    monkeypatch.setattr(app, "suspend", nullcontext)
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("space", "T")
        monkeypatch.setenv("VISUAL", "/no/such/editor")
        await pilot.press("T")
        assert "cannot be started" in status(app)
        monkeypatch.delenv("VISUAL")
        monkeypatch.delenv("EDITOR", raising=False)
        await pilot.press("T")
        assert "names an editor" in status(app)
    (answer,) = library.annotations.of_article(1)
    assert answer.note == "$(touch x) `y`\ntwo words; rm 😀"
    mode, name = seen.read_text().split(" ", 1)
    assert int(mode, 8) == stat.S_IRUSR | stat.S_IWUSR
    assert not Path(name).exists()


async def test_labels_are_picked_from_a_list_or_by_their_digit(make_app: MakeApp, library: Library) -> None:
    """0 opens it with the guidelines; enter takes the row, a digit its label; escape none."""
    app = make_app()
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("0", "j")
        await settle(pilot)
        assert "The point of the sentence is an amount" in shown(app)
        await pilot.press("enter", "0", "5", "0", "escape")
        assert reading(app).reader.pane.cursor == 2
    assert [one.label for one in library.annotations.of_article(1)] == ["quantity", "prediction"]


async def test_the_guideline_stands_beside_the_text_while_one_labels(
    make_app: MakeApp, library: Library
) -> None:
    """One key; keys still label; pages go by with the same key until it is gone. Narrow: it lies over the text."""
    app = make_app()
    async with app.run_test(size=(160, 20)) as pilot:
        await settle(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert "Which sentences claim something" in shown(app)
        assert "A ferry with 212" in shown(app)
        await pilot.press("space")
        assert library.annotations.count() == 1
        for _ in range(30):
            await pilot.press("i")
            await pilot.pause()
            if not app.screen.query(Guideline):
                break
        assert not app.screen.query(Guideline)
        await pilot.resize_terminal(60, 15)
        await pilot.press("i")
        await settle(pilot)
        assert isinstance(app.screen, GuidelineScreen)
        await pilot.press("x", "escape")
    assert library.annotations.count() == 1


async def test_the_claims_panel_edits_filters_and_undoes(make_app: MakeApp, library: Library) -> None:
    """Certainty, note, removal and undo on its rows; the field filters while commands rest; enter goes there."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("1", "x", "f4", "j", "plus", "t", *"why", "ctrl+d")
        await settle(pilot)
        assert "note: why" in shown(app)
        assert [(one.certainty, one.note) for one in library.annotations.of_article(1)] == [
            ("", ""), ("sure", "why"),
        ]  # fmt: skip
        await pilot.press("backspace")
        assert library.annotations.count() == 1
        await pilot.press("u")
        assert library.annotations.count() == 2
        await pilot.press("slash", *"note:whx", "backspace", "y", "enter")
        await settle(pilot)
        assert "Marked so far (1)" in shown(app)
        await pilot.press("enter", "j")
        assert reading(app).reader.pane.cursor == 2
    assert library.annotations.count() == 2


async def test_history_asks_before_it_takes_back_several_changes(make_app: MakeApp, library: Library) -> None:
    """u on the third row says how many; another key leaves it, u again does it; the marks follow."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("1", "2", "x", "f7", "j", "j", "u")
        await settle(pilot)
        assert "Take back 3 changes" in shown(app)
        await pilot.press("k", "u")
        assert library.annotations.count() == 3
        await pilot.press("u")
        await settle(pilot)
        assert "2 changes taken back" in shown(app)
        assert library.annotations.count() == 1
        await pilot.press("escape")
        assert reading(app).reader.panes[0].document.judged() == 1


async def test_a_wrong_name_is_corrected_and_undone(make_app: MakeApp, library: Library) -> None:
    """! on a name: reject it by enter; u brings it back; moved by words it stands elsewhere."""
    app = make_app("The ferry Nord Star left Lindholm. Nobody was hurt.\n")
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        document = reading(app).reader.pane.document
        document.take_names([Mention(10, 14, "PERSON", "Nord", "nord")])
        await pilot.press("e", "exclamation_mark", "enter")
        assert document.entities.items == []
        await pilot.press("u", "e", "exclamation_mark", "j", "enter", "j", "enter")
        await settle(pilot)
        assert [one.text for one in document.entities.items] == ["Nord Star"]
        await pilot.press("j", "exclamation_mark")
        assert "found no name or figure here" in status(app)
    assert [one.verdict for one in library.corrections.of_article(1)] == ["changed"]


async def test_missed_names_are_added_from_chosen_words(make_app: MakeApp, library: Library) -> None:
    """v chooses words, ! says what they are."""
    app = make_app("Nordlink left Lindholm. Nobody was hurt.\n")
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("v", "exclamation_mark", "j", "enter")
        (added,) = reading(app).reader.pane.document.entities.items
    assert (added.text, added.label) == ("Nordlink", "ORG")


@pytest.mark.parametrize("key", ["t", "a", "f4", "f7", "f5"])
async def test_the_text_stays_in_view_behind_what_opens(make_app: MakeApp, key: str) -> None:
    """A panel or editor covers its own rows only: the screen under it is drawn too."""
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("space", key)
        await settle(pilot)
        assert not isinstance(app.screen, ReadingScreen)
        assert app.screen.styles.background.a == 0


async def test_a_filter_that_nothing_matches_reads_no_whole_journal(
    make_app: MakeApp, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each key reads a bounded piece further back, however long the journal is."""
    app = make_app()
    with library.transaction():
        for number in range(3_000):
            library.annotations.label(1, 0, 5, "claim" if number % 2 else "event")
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("f7")
        await settle(pilot)
        read = library.journal.entries
        pieces: list[int] = []

        def counted(*args: Any, **more: Any) -> list[JournalEntry]:
            pieces.append(1)
            return read(*args, **more)

        monkeypatch.setattr(library.journal, "entries", counted)
        await pilot.press("slash", "z")
        await settle(pilot)
        assert len(pieces) == FILTERED


async def test_the_labels_for_words_are_not_offered_for_a_sentence(
    library: Library, make_app: MakeApp
) -> None:
    """Where an answer gets another label, too."""
    app = make_app()
    app.scheme = schemes.load("attribution")
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
        await pilot.press("x", "f4", "e")
        await settle(pilot)
        picker = app.screen
        assert isinstance(picker, LabelPicker)
        assert [label.name for label in picker._labels] == ["not_a_claim"]


async def test_the_analysing_process_works_in_the_readers_name(
    make_app: MakeApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else it would enter the computer's user among the annotators."""
    names: list[str] = []

    async def started(*command: object, env: dict[str, str], **more: object) -> None:
        names.append(env["DIPTYCH_ANNOTATOR"])
        raise OSError

    monkeypatch.setenv("DIPTYCH_HIGHLIGHTS", "1")
    monkeypatch.setattr("asyncio.create_subprocess_exec", started)
    app = make_app()
    async with app.run_test(size=(120, 30)) as pilot:
        await settle(pilot)
    assert names == ["ann"]


async def test_joiners_that_are_typed_into_a_note_stay_in_it(make_app: MakeApp, library: Library) -> None:
    """An emoji of three and a Persian word come from the keyboard character by character; none is dropped."""
    typed = "👩\u200d👧 می\u200cخواهم"
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await settle(pilot)
        await pilot.press("1", "t")
        await settle(pilot)
        for character in typed:
            app.screen.post_message(
                events.Key(unicodedata.name(character).lower().replace(" ", "_"), character)
            )
        await settle(pilot)
        await pilot.press("ctrl+d")
        await settle(pilot)
    (answer,) = library.annotations.of_article(1)
    assert answer.note == typed


async def test_where_no_further_report_is_there_p_says_so(make_app: MakeApp) -> None:
    """The key that opens a report beside these does not stay silent."""
    app = make_app()
    async with app.run_test(size=(100, 24)) as pilot:
        await settle(pilot)
        await pilot.press("p")
        assert "no further report in the library" in status(app)


@pytest.mark.parametrize("size", [(120, 30), (40, 10)])
async def test_about_this_report_is_readable_whatever_the_width(
    make_app: MakeApp, size: tuple[int, int]
) -> None:
    """Where it comes from stands on a line of its own, not at the cut end of one; escape leaves."""
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await pilot.press("g", "i")
        await settle(pilot)
        assert "/tmp/0.txt" in shown(app)
        assert "239 characters" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(app.screen, ReadingScreen)
