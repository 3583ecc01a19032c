"""``diptych stats``: progress and time."""

from __future__ import annotations

import json
from pathlib import Path

import click

from diptych.commands.options import library_options


@click.command("stats")
@library_options
@click.option("--json", "as_json", is_flag=True, help="Print as one JSON object.")
def command(db: Path | None, annotator: str | None, as_json: bool) -> None:
    """Count reports, sentences, answers by label and annotator, and active time."""
    from diptych.articles.visible import visible_line
    from diptych.store import open_library

    with open_library(db, annotator=annotator, create=False) as library:
        connection = library.connection
        (articles,) = connection.row("SELECT count(*) FROM article")
        (sentences,) = connection.row("SELECT count(*) FROM sentence")
        labels = connection.rows(
            "SELECT annotator, scheme, label, count(*) FROM annotation GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC, 3"
        )
        times = connection.rows(
            "SELECT annotator, count(*), coalesce(sum(active_seconds), 0) FROM session GROUP BY 1 ORDER BY 1"
        )
    if as_json:
        report = {
            "articles": articles,
            "sentences": sentences,
            "answers": [
                dict(zip(("annotator", "scheme", "label", "count"), row, strict=True)) for row in labels
            ],
            "sessions": [
                dict(zip(("annotator", "sessions", "active_seconds"), row, strict=True)) for row in times
            ],
        }
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(f"{articles} reports, {sentences} sentences")
    for who, scheme, label, count in labels:
        click.echo(f"  {visible_line(who)}  {visible_line(scheme)}  {visible_line(label)}  {count}")
    for who, sessions, seconds in times:
        click.echo(f"  {visible_line(who)}  {sessions} sessions, {seconds / 60:.0f} minutes active")
