"""``diptych agreement``: how far annotators agree, and where they do not."""

from __future__ import annotations

import shutil
from pathlib import Path

import click

from diptych.commands.printing import json_line


@click.command("agreement")
@click.option(
    "--db",
    metavar="PATH",
    type=click.Path(path_type=Path, readable=False),
    help="The library file (else DIPTYCH_DB, else the one in your data folder).",
)
@click.option(
    "--annotator", "annotators", multiple=True, metavar="NAME", help="Only these annotators' answers."
)
@click.option("--story", multiple=True, type=int, metavar="ID", help="Only these stories.")
@click.option("--article", multiple=True, type=int, metavar="ID", help="Only these reports.")
@click.option(
    "--label", multiple=True, metavar="NAME", help="Tell only these labels apart; all others count as one."
)
@click.option(
    "--scheme",
    metavar="NAME",
    help="The label scheme (else the one under which most people gave most answers).",
)
@click.option(
    "--disagreements", is_flag=True, help="List the sentences on which people differ, most differing first."
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as one JSON object.")
def command(
    db: Path | None,
    annotators: tuple[str, ...],
    story: tuple[int, ...],
    article: tuple[int, ...],
    label: tuple[str, ...],
    scheme: str | None,
    disagreements: bool,
    as_json: bool,
) -> None:
    """Measure agreement between annotators, with 95 % intervals.

    A sentence counts where two or more judged it; "not a claim" is an answer, and who did not judge it is left out.
    Several labels of one person on a sentence are one answer, the same only as the same set; by label, each is looked
    at alone. Intervals come from drawing reports again, always the same way.
    """
    from diptych.commands import agreement_text
    from diptych.commands.looking import library_to_look_at
    from diptych.store.agreement import agreement

    with library_to_look_at(db) as library:
        measured = agreement(
            library, scheme=scheme, annotators=annotators, stories=story, articles=article, labels=label
        )
    if as_json:
        click.echo(json_line(measured.as_json()))
        return
    width = min(shutil.get_terminal_size().columns, 120)
    told = agreement_text.disagreements if disagreements else agreement_text.lines
    for text, kind in told(measured, width):
        click.echo(click.style(text, bold=True) if kind == "title" else text.rstrip())
