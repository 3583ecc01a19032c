"""``diptych labels``: label schemes."""

from __future__ import annotations

import click

from diptych.commands.printing import json_line


@click.group(
    "labels", short_help="Print label schemes, or check one of your own.", invoke_without_command=True
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Print the label schemes that come with diptych; `show` one, or `check` a file of your own."""
    if ctx.invoked_subcommand is not None:
        return
    from diptych import schemes

    for name in schemes.builtin():
        scheme = schemes.load(name)
        click.echo(f"{name:<14}{scheme.title}: {scheme.description}")


@command.command("show", short_help="Print the labels of a scheme, with guidelines.")
@click.argument("scheme")
@click.option("--toml", is_flag=True, help="Print the file itself, to copy and change.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a label.")
def show(scheme: str, toml: bool, as_json: bool) -> None:
    """Print the labels of SCHEME (a name or a file) with their guidelines."""
    from diptych import schemes
    from diptych.articles.visible import visible

    chosen = schemes.load(scheme)
    if toml:
        click.echo(chosen.toml, nl=False)
        return
    if as_json:
        for label in chosen.labels:
            fields = ("name", "title", "key", "colour", "kind", "description", "guideline")
            click.echo(json_line({field: getattr(label, field) for field in fields}))
        return
    click.echo(f"{chosen.title}: {visible(chosen.description)}")
    for label in chosen.labels:
        click.echo(f"\n{label.key or ' '}  {label.name} ({label.title})\n   {visible(label.description)}")
        if label.guideline:
            click.echo("   " + visible(label.guideline).strip().replace("\n", "\n   "))


@command.command("check")
@click.argument("file", type=click.Path())
def check(file: str) -> None:
    """List every mistake of a label scheme FILE, by line."""
    from diptych import schemes

    scheme = schemes.load(file)
    click.echo(f"{file}: no mistakes; {len(scheme.labels)} labels.")
