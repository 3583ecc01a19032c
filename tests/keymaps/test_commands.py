"""The table of commands."""

from __future__ import annotations

from diptych.keymaps import COMMANDS, CONTEXTS, GROUPS, load, table
from diptych.keymaps.commands import NEEDED

DESIGN = {
    "sentence.next", "sentence.previous", "claim.toggle", "paragraph.next", "paragraph.previous",
    "label.1", "label.9", "pane.next", "pane.previous", "claim.reject", "page.down", "page.up",
    "annotation.clear", "article.top", "article.bottom", "annotation.repeat", "entity.next",
    "entity.previous", "annotation.note", "figure.next", "figure.previous", "annotation.attribute",
    "match.go", "annotation.certainty", "search.start", "search.next", "search.previous", "link.start",
    "link.finish", "unjudged.next", "span.select", "panel.entities", "panel.figures", "panel.claims",
    "history.undo", "history.redo", "scroll.link", "help", "palette", "quit", "copy.citation",
    "jump.back", "jump.forward",
}  # fmt: skip


def test_every_command_is_fit_for_help_and_palette() -> None:
    """Names are unique, titles short and different within a context, help is one sentence."""
    assert len({command.name for command in COMMANDS}) == len(COMMANDS)
    for command in COMMANDS:
        assert 0 < len(command.title) <= 26, command
        assert command.help.endswith(".") and command.help[0].isupper() and len(command.help) <= 80, command
        assert command.group in GROUPS and command.contexts and set(command.contexts) <= set(CONTEXTS)
    for context in CONTEXTS:
        titles = [command.title for command in COMMANDS if context in command.contexts]
        assert len(set(titles)) == len(titles)


def test_the_table_has_every_command_of_the_design() -> None:
    """Nothing that the design names is missing."""
    assert DESIGN - {command.name for command in COMMANDS} == set()


def test_the_commands_that_must_have_a_key_exist_where_they_must() -> None:
    """Each needed command belongs to its context."""
    for context, name in NEEDED:
        assert any(command.name == name and context in command.contexts for command in COMMANDS)


def test_the_help_table_lists_each_command_of_a_context_once_by_group() -> None:
    """Groups stand in the order of GROUPS, keys as people read them."""
    rows = table(load(), "reading")
    assert {row[1] for row in rows} == {c.name for c in COMMANDS if "reading" in c.contexts}
    order = [GROUPS.index(row[0]) for row in rows]
    assert order == sorted(order)
    assert ("Program", "help", ("?", "F1"), "Help", "Show the keys in force here.") in rows
