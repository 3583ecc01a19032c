"""``diptych import``: a data set into the library."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path

import click

from diptych.commands.options import library_options
from diptych.commands.printing import json_line


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--format", "format_name", metavar="NAME", help="See `diptych formats`; else as the path's ending says."
)
@library_options
@click.option(
    "--keep-going", is_flag=True, help="Keep what is right although some of it is not; else all or nothing."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    path: Path,
    format_name: str | None,
    db: Path | None,
    annotator: str | None,
    keep_going: bool,
    as_json: bool,
) -> None:
    """Read a data set back. Says what was read, what was skipped and why, by file and line."""
    from diptych import formats
    from diptych.articles.visible import visible
    from diptych.store import open_library

    with open_library(db, annotator=annotator) as library:
        report = formats.read(library, format_name, path, keep_going=keep_going, annotator=annotator or "")
    if as_json:
        skipped = [problem._asdict() for problem in report.skipped]
        click.echo(json_line(asdict(report) | {"skipped": skipped}))
    else:
        click.echo(visible(str(report)))
    if report.skipped_count:
        sys.exit(1)
