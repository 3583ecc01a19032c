"""``diptych analyse``: sentences, names and figures as JSON lines or a table."""

from __future__ import annotations

import sys

import click

from diptych.commands.printing import json_line


@click.command("analyse")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line for each report.")
@click.option("--no-entities", is_flag=True, help="Without names: quicker, and needs no model.")
def command(sources: tuple[str, ...], as_json: bool, no_entities: bool) -> None:
    """Analyse reports without adding them to a library."""
    from diptych.analysis import analyse
    from diptych.articles.reading import read_source
    from diptych.articles.visible import visible_line
    from diptych.errors import DiptychError, ExtraMissing, SourceError
    from diptych.tui.widgets.counted import counted

    refused = 0
    told = False
    for source in sources:
        problems: list[DiptychError] = []
        try:
            articles = read_source(source, left_out=problems)
        except (SourceError, ExtraMissing) as refusal:
            articles, problems = [], [refusal]
        refused += len(problems)
        for problem in problems:
            click.echo(f"diptych: {problem}", err=True)
        for article in articles:
            result = analyse(
                article.text,
                title=article.title,
                source=article.source,
                published=article.published,
                entities=False if no_entities else "auto",
            )
            if not no_entities and not result.entity_engine and not told:
                told = True
                click.echo(
                    "diptych: names are off; `pip install 'diptych[entities]'` brings the model.", err=True
                )
            if as_json:
                fields = {
                    "source": article.location or source,
                    "title": article.title,
                    "text": article.text,
                    "sentences": [item._asdict() for item in result.sentences],
                    "entities": [item._asdict() for item in result.entities],
                    "figures": [item._asdict() for item in result.figures],
                }
                click.echo(json_line(fields))
                continue
            click.echo(visible_line(article.title or article.location or source))
            click.echo(f"  {counted(len(result.sentences), 'sentence')}")
            for mention in result.entities:
                click.echo(
                    visible_line(f"  {mention.start:>6}  {mention.label:<12} {mention.text}  [{mention.key}]")
                )
            for figure in result.figures:
                meaning = " ".join(
                    str(part)
                    for part in (
                        "≈" if figure.approximate else "",
                        figure.value,
                        figure.upper,
                        figure.unit,
                        figure.of,
                    )
                    if part not in (None, "")
                )
                click.echo(
                    f"  {figure.start:>6}  {figure.kind:<12} {visible_line(figure.text)} = {visible_line(meaning)}"
                )
    if refused:
        sys.exit(1)
