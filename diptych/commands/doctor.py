"""``diptych doctor``: is everything there, and what to do if not."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from diptych.commands.options import chosen_keymap, library_options, user_keymap_path


@click.command("doctor", short_help="Check library, model, keymap and terminal.")
@library_options
def command(db: Path | None, annotator: str | None) -> None:
    """Check library, language model, keymap and terminal, and say what to do."""
    sick = False
    for well, text in _findings(db, annotator):
        sick = sick or not well
        click.echo(f"{'ok  ' if well else 'NO  '}{text}")
    if sick:
        sys.exit(1)


def _findings(db: Path | None, annotator: str | None) -> Iterator[tuple[bool, str]]:
    from diptych import __version__
    from diptych.errors import DiptychError
    from diptych.store import open_library
    from diptych.store.library import default_path

    yield True, f"diptych {__version__}, Python {sys.version.split()[0]}"
    path = Path(db) if db else default_path()
    if path.exists():
        try:
            with open_library(db, annotator=annotator, create=False) as library:
                (state,) = library.connection.row("PRAGMA quick_check(1)")
                yield state == "ok", f"library {path}: {state}, {library.annotations.count()} annotations"
        except DiptychError as problem:
            yield False, f"library: {problem}"
    else:
        yield True, f"library {path}: not there yet, the first report makes it"
    try:
        from diptych.analysis.entities import recognizer

        yield True, f"names: {recognizer().engine}"
    except DiptychError as problem:
        yield False, f"names: {problem}"
    try:
        keymap = chosen_keymap(None)
        own = user_keymap_path()
        yield True, f"keymap {keymap.name}" + (f" with {own}" if own.is_file() else "")
    except DiptychError as problem:
        yield False, f"keymap: {problem}"
    if sys.stdout.isatty():
        size = os.get_terminal_size()
        yield (
            size.columns >= 40 and size.lines >= 10,
            f"terminal {os.environ.get('TERM', '?')}, {size.columns}x{size.lines}",
        )
    else:
        yield True, "no terminal here: diptych prints plain text"
