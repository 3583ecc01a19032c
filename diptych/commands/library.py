"""``diptych library``: everything there is, to open from."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands.options import chosen_keymap, library_options, reading_options
from diptych.commands.printing import json_line

FIELDS = ("id", "uuid", "title", "source", "published", "location", "sentences", "judged", "claims")
"""What ``--json`` says of a report."""


@click.command("library", short_help="Open the library: all reports and stories.")
@library_options
@reading_options
@click.option("--json", "as_json", is_flag=True, help="Print the reports as JSON lines.")
def command(
    db: Path | None = None,
    annotator: str | None = None,
    keymap: str | None = None,
    scheme: str = "claims",
    as_json: bool = False,
) -> None:
    """Open the library screen; without a terminal, print what is in it."""
    from diptych.commands.opening import is_interactive, run_screen
    from diptych.store import open_library

    if is_interactive() and not as_json:
        from diptych import schemes

        with open_library(db, annotator=annotator) as library:
            run_screen(library, chosen_keymap(keymap), schemes.load(scheme), None)
    else:
        _print(db, annotator, as_json=as_json)


def _print(db: Path | None, annotator: str | None, *, as_json: bool) -> None:
    from diptych.articles.visible import visible_line
    from diptych.commands.looking import library_to_look_at
    from diptych.tui.widgets.counted import counted

    with library_to_look_at(db, annotator) as library:
        articles = library.articles.list()
        for article in articles:
            if as_json:
                click.echo(json_line({name: getattr(article, name) for name in FIELDS}))
            else:
                name = article.title or article.location or f"report {article.id}"
                counts = f"{article.judged} of {article.sentences} judged, {counted(article.claims, 'claim')}"
                click.echo(f"{article.id:>5}  {visible_line(name)}  {visible_line(article.source)}  {counts}")
        if not articles:
            click.echo(f"diptych: {library.path} is empty; `diptych add FILE` adds reports.", err=True)
