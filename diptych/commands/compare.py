"""``diptych compare``: what several reports share, where they differ, and what only one of them says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diptych.commands.options import library_options
from diptych.commands.printing import json_line

if TYPE_CHECKING:
    from diptych.analysis.comparison import Comparison
    from diptych.analysis.spans import Analysis
    from diptych.errors import DiptychError

SHOWN = 200
"""Code points of a sentence that text output shows."""


@click.command("compare", short_help="Compare reports: figures, names, what only one says.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@library_options
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "html"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
@click.option("--json", "as_json", is_flag=True, help="Short for --format json.")
@click.option("--no-entities", is_flag=True, help="Without names: quicker, and needs no model.")
def command(
    sources: tuple[str, ...],
    db: Path | None,
    annotator: str | None,
    form: str,
    as_json: bool,
    no_entities: bool,
) -> None:
    """Compare reports of one story: figures that differ, who is named where, what only one report says.

    Sources are files, folders, - or addresses, or ids of a library.
    """
    from diptych.analysis.comparison import compare

    articles = _analysed(sources, db, annotator, entities=not no_entities)
    compared = compare(articles)
    form = "json" if as_json else form
    if form == "json":
        click.echo(json_line(compared.as_json()))
    elif form == "text":
        _print_text(compared)
    else:
        from diptych.commands.comparison_page import html_page, markdown_page

        click.echo(markdown_page(compared) if form == "markdown" else html_page(compared), nl=False)


def _analysed(
    sources: tuple[str, ...], db: Path | None, annotator: str | None, *, entities: bool
) -> list[Analysis]:
    """The sources analysed, with names joined across them. No library is made where none is needed."""

    from diptych.analysis import analyse
    from diptych.analysis.names import keyed
    from diptych.articles.reading import read_source
    from diptych.commands.looking import library_to_look_at

    found: list[Analysis] = []
    left_out: list[DiptychError] = []
    for source in sources:
        if source.isdecimal() and not Path(source).exists():
            with library_to_look_at(db, annotator) as library:
                articles = [library.articles.get(int(source))]
        else:
            articles = read_source(source, left_out=left_out)  # type: ignore[assignment]
        found += [
            analyse(
                article.text,
                title=article.title,
                source=article.source or article.location.rsplit("/", 1)[-1],
                published=article.published,
                entities="auto" if entities else False,
            )
            for article in articles
        ]
    for problem in left_out:
        click.echo(f"diptych: left out: {problem}", err=True)
    if entities and found and not any(analysis.entity_engine for analysis in found):
        click.echo("diptych: names are off; `pip install 'diptych[entities]'` brings the model.", err=True)
    joined = keyed([analysis.entities for analysis in found])
    return [analysis._replace(entities=tuple(names)) for analysis, names in zip(found, joined, strict=True)]


def source_names(compared: Comparison) -> list[str]:
    """What each report is called in a table: its source, with its number where another has the same."""
    names = [
        analysis.source or analysis.title or f"report {number}"
        for number, analysis in enumerate(compared.articles, 1)
    ]
    return [f"{name} ({number})" if names.count(name) > 1 else name for number, name in enumerate(names, 1)]


def sentence_text(analysis: Analysis, index: int, most: int = SHOWN) -> str:
    """A sentence on one line, cut where it is longer than ``most`` code points."""
    sentence = analysis.sentences[index]
    text = " ".join(analysis.text[sentence.start : sentence.end].split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _print_text(compared: Comparison) -> None:
    from diptych.articles.visible import visible_line
    from diptych.tui.reading.description import told

    names = source_names(compared)
    for number, analysis in enumerate(compared.articles):
        click.echo(visible_line(f"{number + 1}  {names[number]}: {analysis.title or 'no headline'}"))
    click.echo("\nFigures")
    for row in compared.figures:
        said = " | ".join(
            f"{names[number]}: {', '.join(dict.fromkeys(told(place.figure) for place in places))}"
            for number, places in enumerate(row.told)
            if places
        )
        click.echo(visible_line(f"  {row.verdict:<12}{row.of or row.unit or row.kind}: {said}"))
    click.echo("\nNames")
    for name in compared.entities:
        counts = "·".join(str(count) for count in name.counts)
        alone = f"  only in {names[name.alone]}" if name.alone is not None and len(names) > 1 else ""
        click.echo(visible_line(f"  {counts:<8}{name.name} ({name.label}){alone}"))
    click.echo("\nThe same statement")
    for pair in compared.pairs:
        click.echo(f"  {pair.strength:.0%}")
        for number, sentence in ((pair.article, pair.sentence), (pair.other, pair.other_sentence)):
            text = sentence_text(compared.articles[number], sentence)
            click.echo(visible_line(f"    {names[number]}: {text}"))
    if compared.wire:
        click.echo("\nOne text in two places (wire copy)")
        for passage in compared.wire:
            count = passage.sentences[1] - passage.sentences[0]
            text = sentence_text(compared.articles[passage.article], passage.sentences[0])
            click.echo(
                visible_line(
                    f"  {names[passage.article]} = {names[passage.other]}, {count} sentences: {text}"
                )
            )
    if compared.attributions:
        click.echo("\nSaid by different people")
        for item in compared.attributions:
            click.echo(
                visible_line(
                    f"  {names[item.article]}: {item.speaker.text} | {names[item.other]}: {item.other_speaker.text}: "
                    f"{sentence_text(compared.articles[item.article], item.sentence)}"
                )
            )
    for number, only in enumerate(compared.only):
        if only:
            click.echo()
            click.echo(visible_line(f"Only in {names[number]}"))
            for sentence in only:
                click.echo(visible_line(f"  {sentence_text(compared.articles[number], sentence)}"))
