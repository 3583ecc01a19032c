"""``diptych stats``: progress, pace and time."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

import click

from diptych.commands.options import library_options
from diptych.commands.printing import json_line


@click.command("stats", short_help="Count reports, sentences and answers; time and pace.")
@library_options
@click.option(
    "--labels",
    "scheme",
    metavar="SCHEME",
    default="claims",
    show_default=True,
    help="Label scheme: a name or a file.",
)
@click.option("--suggestions", is_flag=True, help="Also measure how far suggestions agree with your answers.")
@click.option("--json", "as_json", is_flag=True, help="Print as one JSON object.")
def command(db: Path | None, annotator: str | None, scheme: str, suggestions: bool, as_json: bool) -> None:
    """Count reports, sentences, answers by label and annotator, time and pace."""
    from diptych import schemes
    from diptych.commands.looking import library_to_look_at
    from diptych.store.statistics import statistics
    from diptych.tui.statistics_text import lines

    labels = schemes.load(scheme)
    agreement = None
    with library_to_look_at(db, annotator) as library:
        counted = statistics(library)
        if suggestions:
            from diptych.workers.suggesting import agreement_with

            agreement = agreement_with(library, labels)
    if as_json:
        report = counted.as_json()
        if suggestions:
            report["suggestions"] = None if agreement is None else asdict(agreement)
        click.echo(json_line(report))
        return
    titles = {label.name: label.title for label in labels.labels}
    width = min(shutil.get_terminal_size().columns, 120)
    for text, kind in lines(counted, width, agreement, measured=suggestions, titles=titles):
        if kind == "title" and text.startswith("Suggestions") and not suggestions:
            break
        click.echo(click.style(text, bold=True) if kind == "title" else text.rstrip())
