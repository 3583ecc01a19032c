"""``diptych versions``: what was added, cut and changed in a report between two readings."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands.options import library_options
from diptych.commands.printing import json_line


@click.command("versions", short_help="Compare the versions of a report that changed.")
@click.argument("article", type=int)
@library_options
@click.option(
    "--json", "as_json", is_flag=True, help="One JSON object a changed sentence, and one a waiting answer."
)
def command(article: int, db: Path | None, annotator: str | None, as_json: bool) -> None:
    """Compare the versions of ARTICLE (an id of the library), sentence by sentence; list answers that wait."""
    from diptych.analysis import analyse
    from diptych.analysis.versions import sentence_changes
    from diptych.articles.visible import visible_line
    from diptych.commands.looking import library_to_look_at

    with library_to_look_at(db, annotator) as library:
        library.articles.get(article)
        versions = [library.articles.get(number) for number in library.versions.of(article)]
        orphans = library.versions.orphans(versions[-1].id)
    if not as_json:
        listed = ", ".join(f"{version.id} (added {version.added_at[:10]})" for version in versions)
        click.echo(f"{len(versions)} version{'' if len(versions) == 1 else 's'}: {listed}")
    analyses = [analyse(version.text, entities=False) for version in versions]
    for number in range(1, len(versions)):
        old, new = analyses[number - 1], analyses[number]
        if not as_json:
            click.echo(f"\n{versions[number - 1].id} → {versions[number].id}")
        for change in sentence_changes(old, new):
            if change.kind == "kept":
                continue
            before, after = (
                ""
                if index is None
                else version.text[version.sentences[index].start : version.sentences[index].end]
                for version, index in ((old, change.old), (new, change.new))
            )
            if as_json:
                fields = {
                    "from": versions[number - 1].id,
                    "to": versions[number].id,
                    "kind": change.kind,
                    "old": before,
                    "new": after,
                }
                click.echo(json_line(fields))
                continue
            if before:
                click.echo("  − " + visible_line(" ".join(before.split())))
            if after:
                click.echo("  + " + visible_line(" ".join(after.split())))
    for orphan in orphans:
        if as_json:
            fields = {
                "waits": orphan.id,
                "article": orphan.article,
                "label": orphan.label,
                "quote": orphan.quote,
            }
            click.echo(json_line(fields))
        else:
            click.echo(visible_line(f"waits: [{orphan.label}] {' '.join(orphan.quote.split())}"))
