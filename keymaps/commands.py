"""The table of commands: everything a screen can do by keyboard has a name here, and keys bind only to names.

Help, palette, footer, ``diptych keys`` and the key maps are all made from this table. Which of them a screen
can run now is the screen's to say; a command that cannot run says why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

CONTEXTS = {
    "reading": "the panes with the reports",
    "span": "choosing words, after span.select",
    "link": "choosing what to link to, after link.start",
    "list": "tables, panels, the library and other lists",
    "dialogue": "places where text is typed",
}
"""Where keys are read, each with what it is. A key has one meaning in each."""

GROUPS = (
    "Moving", "Panes", "Labels", "Spans", "Links", "Search", "Comparing", "Queue", "Lists",
    "History", "Program",
)  # fmt: skip
"""The sections of the help screen, in its order."""


class Command(NamedTuple):
    """One thing a screen can do.

    ``title`` has a few words, for the palette and the footer; ``help`` is one sentence. ``counts``: a number
    typed before the key means "so many times" (for article.top and article.bottom: "to that sentence").
    ``repeatable``: ``annotation.repeat`` can do it again on another sentence.
    """

    name: str
    title: str
    help: str
    contexts: tuple[str, ...]
    counts: bool
    repeatable: bool
    group: str


_READ = "reading"
_SPAN = "span"
_LINK = "link"
_LIST = "list"
_TALK = "dialogue"
_EVERYWHERE = tuple(CONTEXTS)


def _group(
    group: str,
    contexts: str | tuple[str, ...],
    *rows: tuple[str, str, str],
    counts: bool = False,
    repeatable: bool = False,
) -> Iterator[Command]:
    places = (contexts,) if isinstance(contexts, str) else contexts
    for name, title, sentence in rows:
        yield Command(name, title, sentence, places, counts, repeatable, group)


def _moving() -> Iterator[Command]:
    yield from _group(
        "Moving", (_READ, _LINK),
        ("sentence.next", "Next sentence", "Go to the next sentence."),
        ("sentence.previous", "Previous sentence", "Go to the previous sentence."),
        ("paragraph.next", "Next paragraph", "Go to the first sentence of the next paragraph."),
        ("paragraph.previous", "Previous paragraph", "Go to the first sentence of the previous paragraph."),
        ("page.down", "Half page down", "Go half a screen down."),
        ("page.up", "Half page up", "Go half a screen up."),
        ("article.top", "First sentence", "Go to the first sentence; with a count, to that sentence."),
        ("article.bottom", "Last sentence", "Go to the last sentence; with a count, to that sentence."),
        ("entity.next", "Next name", "Go to the next name of a person, organisation, place or group."),
        ("entity.previous", "Previous name", "Go to the previous name."),
        ("figure.next", "Next figure", "Go to the next figure: a number, a sum, a date or a duration."),
        ("figure.previous", "Previous figure", "Go to the previous figure."),
        ("claim.next", "Next claim", "Go to the next sentence that you marked as a claim."),
        ("claim.previous", "Previous claim", "Go to the previous sentence that you marked as a claim."),
        ("unjudged.next", "Next unjudged sentence", "Go to the next sentence that you have not judged."),
        ("unjudged.previous", "Previous unjudged sentence", "Go back to an unjudged sentence."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "Moving", _READ,
        ("jump.back", "Jump back", "Go back to where you were before the last jump."),
        ("jump.forward", "Jump forward", "Undo a jump back."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "Moving", _READ,
        ("view.centre", "Centre this sentence", "Scroll so that the sentence stands in the middle."),
    )  # fmt: skip


def _panes() -> Iterator[Command]:
    yield from _group(
        "Panes", (_READ, _LINK),
        ("pane.next", "Next pane", "Go to the next report."),
        ("pane.previous", "Previous pane", "Go to the previous report."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "Panes", _READ,
        ("pane.open", "Open another pane", "Open one more report of the story beside these; four fit."),
        ("pane.close", "Close this pane", "Close this report; nothing marked in it is lost."),
        ("pane.zoom", "Zoom this pane", "Show this report alone, or all of them again."),
        ("pane.swap", "Swap panes", "Exchange this report with the next one."),
        ("article.about", "About this report", "Show source, author, date, address and size of this report."),
        ("article.browse", "Open in browser", "Open the report's address in your browser."),
    )  # fmt: skip


def _labels() -> Iterator[Command]:
    both = (_READ, _SPAN)
    yield from _group(
        "Labels", both,
        ("claim.toggle", "Mark as claim", "Give the sentence the scheme's first label, or take it away."),
        *((f"label.{n}", f"Label {n}", f"Give the sentence label {n} of the scheme.") for n in range(1, 10)),
        ("label.pick", "Pick a label", "Choose from all labels of the scheme, with their guidelines."),
        ("claim.reject", "Not a claim", "Answer that the sentence makes no claim; this too is stored."),
        ("annotation.clear", "Clear the label", "Take your answer away: the sentence is unjudged again."),
        repeatable=True,
    )  # fmt: skip
    yield from _group(
        "Labels", _READ,
        ("annotation.repeat", "Repeat last action", "Do here what you last did to a sentence."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "Labels", (_READ, _LIST),
        ("annotation.attribute", "Who says so", "Propose a speaker: accept, step to the next, or write one."),
        ("annotation.certainty", "Set certainty", "Choose how sure you are."),
        ("certainty.higher", "More certain", "Raise the certainty of this answer, or of the one just given."),
        ("certainty.lower", "Less certain", "Lower the certainty of this answer, or of the one just given."),
        repeatable=True,
    )  # fmt: skip
    yield from _group(
        "Labels", (_READ, _LIST),
        ("annotation.note", "Write a note", "Write a note to this answer."),
        ("annotation.note_editor", "Note in $EDITOR", "Write the note in the editor that $EDITOR names."),
        ("guideline.show", "Show the guideline", "Show the scheme's guideline beside the text."),
    )  # fmt: skip
    yield from _group(
        "Labels", _READ,
        ("correction.open", "Correct a highlight", "Reject, re-label or move the name or figure here."),
        ("auto_advance.toggle", "Auto-advance on/off", "Switch whether a label moves you on."),
        ("suggestions.toggle", "Suggestions on/off", "Show or hide which sentences look like claims."),
    )  # fmt: skip


def _spans() -> Iterator[Command]:
    yield from _group(
        "Spans", _READ, ("span.select", "Select words", "Choose words, then give them a label.")
    )
    yield from _group(
        "Spans", _SPAN,
        ("span.next", "Next word", "Start from the next word instead."),
        ("span.previous", "Previous word", "Start from the previous word instead."),
        ("span.extend", "Extend by a word", "Take in one more word at the end."),
        ("span.shrink", "Shrink by a word", "Let go of the last word."),
        ("span.start_earlier", "Start a word earlier", "Take in one more word at the start."),
        ("span.start_later", "Start a word later", "Let go of the first word."),
        ("span.snap", "Snap to name or figure", "Choose the name or figure here; again for the next one."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "Spans", _SPAN,
        ("span.sentence", "Whole sentence", "Choose the whole sentence."),
        ("span.piece", "Add another piece", "Keep these words and choose more for the same claim."),
        ("correction.add", "Add a missed highlight", "Mark a name or figure that the machine missed."),
    )  # fmt: skip


def _links() -> Iterator[Command]:
    yield from _group(
        "Links", _READ,
        ("link.start", "Link to another", "Start a link from here; a matching sentence is offered."),
        ("link.go", "Follow the link", "Go to the other end of the link, or of the next one."),
    )  # fmt: skip
    yield from _group(
        "Links", _LINK,
        ("link.finish", "Link here", "Finish the link here and choose its relation."),
        *((f"relation.{n}", f"Relation {n}", f"Link by the scheme's relation {n}.") for n in range(1, 10)),
    )  # fmt: skip


def _search_and_compare() -> Iterator[Command]:
    yield from _group(
        "Search", _READ,
        ("search.start", "Search", "Search in the open reports."),
        ("search.here", "Search for this", "Search for the name, figure or words under the cursor."),
        ("search.library", "Search the library", "Search all reports in the library."),
    )  # fmt: skip
    yield from _group(
        "Search", _READ,
        ("search.next", "Next hit", "Go to the next hit."),
        ("search.previous", "Previous hit", "Go to the previous hit."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "Comparing", (_READ, _LINK),
        ("match.go", "Same statement elsewhere", "Go to the sentence that says the same, and back."),
        ("match.next", "Next best match", "Go to the next best match of this sentence."),
    )  # fmt: skip
    yield from _group(
        "Comparing", _READ,
        ("only.next", "Next only here", "Go to the next sentence that no other open report has."),
        ("only.previous", "Previous only here", "Go to the previous sentence that no other open report has."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "Comparing", _READ,
        ("scroll.link", "Link scrolling on/off", "Let the other reports follow to the matching place."),
        ("dim.shared", "Dim what all share", "Dim what every report has, so that differences stand out."),
        ("dim.alone", "Dim what is alone", "Dim what one report has alone, so that agreement stands out."),
        ("versions.show", "Compare versions", "Show what was added, cut and changed in this report."),
    )  # fmt: skip
    yield from _group(
        "Comparing", _READ,
        ("panel.entities", "Table of names", "Show who is named where, and how often."),
        ("panel.figures", "Table of figures", "Show what each report counts; differences come first."),
        ("panel.claims", "Claims panel", "Show everything marked so far in the open reports."),
        ("story.overview", "Story overview", "Show the story's reports and everything marked in them."),
    )  # fmt: skip


def _queue_and_lists() -> Iterator[Command]:
    yield from _group(
        "Queue", _READ,
        ("queue.toggle", "Queue on/off", "Be led from sentence to sentence, or stop; resume later."),
        ("queue.skip", "Skip in queue", "Leave this sentence for later: neither judged nor rejected."),
        ("queue.previous", "Previous in queue", "Go back to the sentence before in the queue."),
    )  # fmt: skip
    yield from _group(
        "Lists", _LIST,
        ("list.next", "Next row", "Go to the next row."),
        ("list.previous", "Previous row", "Go to the previous row."),
        ("list.page_down", "Page down", "Go a page down."),
        ("list.page_up", "Page up", "Go a page up."),
        ("list.top", "First row", "Go to the first row; with a count, to that row."),
        ("list.bottom", "Last row", "Go to the last row; with a count, to that row."),
        ("list.next_column", "Next column", "Go to the next column, or the next place that a row names."),
        ("list.previous_column", "Previous column", "Go to the previous column or place."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "Lists", _LIST,
        ("list.open", "Open this row", "Go where the row points, or open what is chosen."),
        ("list.choose", "Choose this row", "Choose this row, to do something with several at once."),
        ("list.filter", "Filter rows", "Show only the rows that match what you type."),
        ("list.edit", "Edit this row", "Change what the row holds."),
        ("list.remove", "Remove this row", "Remove what the row holds; undo brings it back."),
    )  # fmt: skip
    yield from _group(
        "Lists", _TALK,
        ("dialogue.accept", "Save and close", "Keep what is typed and close."),
        ("dialogue.next", "Next proposal", "Go to the next proposal."),
        ("dialogue.previous", "Previous proposal", "Go to the previous proposal."),
        ("dialogue.editor", "Continue in $EDITOR", "Go on writing in the editor that $EDITOR names."),
    )  # fmt: skip


def _program() -> Iterator[Command]:
    yield from _group(
        "History", (_READ, _LIST),
        ("history.undo", "Undo", "Take back the last change, also one made before a restart."),
        ("history.redo", "Redo", "Make the change again that was taken back."),
        counts=True,
    )  # fmt: skip
    yield from _group(
        "History", _READ,
        ("history.open", "History", "Show what was changed, where and when, and go back from there."),
    )  # fmt: skip
    yield from _group(
        "History", (_READ, _LIST), ("statistics.open", "Statistics", "Show progress, pace and time.")
    )
    yield from _group(
        "Program", _READ,
        ("library.open", "Library", "Show all reports and stories in the library."),
        ("copy.citation", "Copy with source", "Copy the sentence with its source."),
        ("copy.text", "Copy the words", "Copy the sentence alone."),
        ("theme.next", "Next theme", "Change the colours."),
        ("screen.redraw", "Redraw the screen", "Draw everything again."),
    )  # fmt: skip
    yield from _group(
        "Program", _EVERYWHERE,
        ("help", "Help", "Show the keys in force here."),
        ("screen.back", "Back", "Leave this list, dialogue or selection, or put out the lights."),
    )  # fmt: skip
    yield from _group(
        "Program", (_READ, _SPAN, _LINK), ("palette", "Command palette", "Run a command by its name.")
    )
    yield from _group(
        "Program", (_READ, _LIST), ("quit", "Quit", "Leave diptych; everything is saved already.")
    )


COMMANDS: tuple[Command, ...] = (
    *_moving(), *_panes(), *_labels(), *_spans(), *_links(), *_search_and_compare(), *_queue_and_lists(),
    *_program(),
)  # fmt: skip
"""Every command, in the order of the help screen within each group."""

BY_NAME: dict[str, Command] = {command.name: command for command in COMMANDS}

NEEDED: tuple[tuple[str, str], ...] = (
    ("reading", "quit"),
    ("reading", "help"),
    ("span", "screen.back"),
    ("link", "screen.back"),
    ("list", "screen.back"),
    ("dialogue", "screen.back"),
)
"""(context, command): a map that leaves one of these without a key would lock its reader in."""
