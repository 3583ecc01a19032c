"""``diptych read``: reports side by side."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands.options import chosen_keymap, library_options, reading_options


@click.command("read", short_help="Open reports side by side.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@library_options
@reading_options
@click.option("--plain", is_flag=True, help="Print the reading as plain text instead of opening the screen.")
@click.option("--width", type=click.IntRange(20, 1000), help="Columns for plain text.")
def command(
    sources: tuple[str, ...],
    db: Path | None,
    annotator: str | None,
    keymap: str | None,
    scheme: str,
    plain: bool,
    width: int | None,
) -> None:
    """Open reports side by side: files, folders, - for standard input, addresses, or ids of the library."""
    open_reading(sources, db, annotator, keymap, scheme, plain=plain, width=width)


def open_reading(
    sources: tuple[str, ...],
    db: Path | None,
    annotator: str | None,
    keymap: str | None,
    scheme: str,
    *,
    plain: bool = False,
    width: int | None = None,
) -> None:
    """What ``read`` and ``demo`` do alike: on a terminal the screen, elsewhere plain text."""
    from diptych import schemes
    from diptych.commands.opening import (
        added,
        carried,
        damaged,
        hurry,
        is_interactive,
        run_screen,
        story_of,
        unread,
    )
    from diptych.store import open_library

    on_screen = not plain and is_interactive()
    if on_screen:
        hurry()
    keys = chosen_keymap(keymap)
    labels = schemes.load(scheme)
    with open_library(db, annotator=annotator) as library:
        library.connection.let_log_grow(on_screen)  # until the first screen stands
        (before,) = library.connection.row("SELECT count(*) FROM article")
        articles, read, left_out = added(library, sources)
        told = [line for line in (damaged(read), carried(library, read)) if line]
        if not on_screen:
            from diptych.commands.plain import print_reading

            (after,) = library.connection.row("SELECT count(*) FROM article")
            if after > before:
                count = f"{after - before} report{'' if after - before == 1 else 's'}"
                click.echo(f"diptych: {count} added to {library.path}", err=True)
            for line in (*(f"left out: {problem}" for problem in left_out), *told):
                click.echo(f"diptych: {line}", err=True)
            print_reading(library, articles, labels, width)
        else:
            run_screen(
                library, keys, labels, story_of(library, articles), " ".join([*unread(left_out), *told])
            )
