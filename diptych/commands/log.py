"""``diptych log``: the journal, what was done, where and when."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands.options import library_options
from diptych.commands.printing import json_line


@click.command("log")
@library_options
@click.option(
    "-n",
    "--number",
    type=click.IntRange(0),
    default=50,
    show_default=True,
    help="How many entries, newest first; 0 for all.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a line, with what was before and after."
)
def command(db: Path | None, annotator: str | None, number: int, as_json: bool) -> None:
    """Print what was labelled, changed and undone, newest first."""
    from diptych.articles.visible import visible_line
    from diptych.commands.looking import library_to_look_at

    with library_to_look_at(db, annotator) as library:
        entry = None
        for entry in library.journal.entries(limit=number or None):
            if as_json:
                changes = [change._asdict() for change in entry.changes]
                click.echo(json_line(entry._asdict() | {"changes": changes}))
            else:
                when = entry.at[:19].replace("T", " ")
                said = library.journal.describe(entry)
                click.echo(visible_line(f"{entry.number:>6}  {when}  {entry.annotator}  {said}"))
        if entry is None:
            click.echo(f"diptych: nothing has been answered in {library.path} yet.", err=True)
