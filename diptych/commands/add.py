"""``diptych add``: into the library without opening."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diptych.commands.options import library_options

if TYPE_CHECKING:
    from diptych.store import Library


@click.command("add", short_help="Add reports and analyse them, without opening them.")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@library_options
@click.option("--no-entities", is_flag=True, help="Sentences and figures only; names can be found later.")
@click.option("--no-analysis", is_flag=True, help="Only add; analyse when a report is opened.")
def command(
    sources: tuple[str, ...], db: Path | None, annotator: str | None, no_entities: bool, no_analysis: bool
) -> None:
    """Add reports and analyse them; what is there already is not analysed again, so a stopped run can go on."""
    from diptych.articles.reading import read_source, sources_of
    from diptych.commands.opening import carried, damaged
    from diptych.errors import ExtraMissing, SourceError
    from diptych.store import open_library
    from diptych.workers.analysing import Notice, analyse_batch

    with open_library(db, annotator=annotator) as library:
        ids: list[int] = []
        before = _count(library)
        refused = 0
        for source in sources:
            try:
                single = sources_of(source)
            except (SourceError, ExtraMissing) as problem:
                refused += 1
                click.echo(f"diptych: {problem}", err=True)
                continue
            for one in single:
                try:
                    for article in read_source(one):
                        stored = library.articles.add(article)
                        ids.append(stored.id)
                        if lost := damaged([stored]):
                            click.echo(f"diptych: {lost}", err=True)
                except (SourceError, ExtraMissing) as problem:
                    refused += 1
                    click.echo(f"diptych: {problem}", err=True)
        said = carried(
            library, [library.articles.get(number) for number in ids if len(library.versions.of(number)) > 1]
        )
        if said:
            click.echo(f"diptych: {said}", err=True)
        if not no_analysis and ids:
            with click.progressbar(length=len(ids), label="Analysing", file=sys.stderr) as bar:
                for done in analyse_batch(library, ids, entities=not no_entities):
                    if isinstance(done, Notice):
                        click.echo(f"diptych: {done.text}", err=True)
                    else:
                        bar.update(1)
        total = _count(library)
        new = total - before
        click.echo(
            f"Added {new}, there already {len(ids) - new}, refused {refused}; "
            f"{library.path} holds {total} report{'' if total == 1 else 's'}."
        )
        if refused:
            sys.exit(1)


def _count(library: Library) -> int:
    (count,) = library.connection.row("SELECT count(*) FROM article")
    return int(count)
