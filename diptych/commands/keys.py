"""``diptych keys``: the keys in force."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands.options import chosen_keymap
from diptych.commands.printing import json_line


@click.command("keys", short_help="Print the keys, or check a keymap of your own.")
@click.option("--keymap", metavar="MAP", help="default, vim, emacs or a TOML file (else the one in force).")
@click.option("--context", metavar="NAME", help="Only one context: reading, span, link, list or dialogue.")
@click.option("--all", "everything", is_flag=True, help="Also commands that have no key.")
@click.option("--dump", is_flag=True, help="Print the whole map as TOML, to copy and change.")
@click.option(
    "--check",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Check a keymap file; list every mistake by line.",
)
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def command(
    keymap: str | None, context: str | None, everything: bool, dump: bool, check: Path | None, as_json: bool
) -> None:
    """Print the keys in force, check a keymap of your own, or print one to start from."""
    from diptych import keymaps
    from diptych.errors import WrongUse

    if check is not None:
        checked = keymaps.load(str(check))
        for note in checked.notes:
            click.echo(note)
        click.echo(f"{check}: no mistakes.")
        return
    chosen = chosen_keymap(keymap)
    if dump:
        click.echo(keymaps.dump(chosen), nl=False)
        return
    if context is not None and context not in keymaps.CONTEXTS:
        raise WrongUse(f"There is no context “{context}”. There are: {', '.join(keymaps.CONTEXTS)}.")
    contexts = [context] if context else list(keymaps.CONTEXTS)
    rows = [
        (where, *row) for where in contexts for row in keymaps.table(chosen, where) if everything or row[2]
    ]
    if as_json:
        for where, group, name, keys, title, text in rows:
            fields = {
                "context": where,
                "group": group,
                "command": name,
                "keys": keys,
                "title": title,
                "help": text,
            }
            click.echo(json_line(fields))
        return
    wide = max((len(", ".join(row[3])) for row in rows), default=0)
    longest = max((len(row[2]) for row in rows), default=0)
    heading = ("", "")
    for where, group, name, keys, _, text in rows:
        if (where, group) != heading:
            if heading[0] != where:
                click.echo(f"\n{where}: {keymaps.CONTEXTS[where]}")
            click.echo(f"\n  {group}")
            heading = (where, group)
        click.echo(f"    {', '.join(keys):<{wide}}  {name:<{longest}}  {text}")
