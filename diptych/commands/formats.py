"""``diptych formats``: what can be written and read."""

from __future__ import annotations

import click

from diptych.commands.printing import json_line


@click.command("formats", short_help="Print the formats of data sets.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(as_json: bool) -> None:
    """Print every data-set format, whether it is written, read and lossless, and what it needs."""
    from diptych.formats.registry import formats

    for known in formats():
        fields = {
            "name": known.name,
            "title": known.title,
            "writes": known.writes,
            "reads": known.reads,
            "lossless": known.lossless,
            "offsets": known.offsets,
            "extra": known.extra,
        }
        if as_json:
            click.echo(json_line(fields))
        else:
            ways = " and ".join(
                word for word, able in (("written", known.writes), ("read", known.reads)) if able
            )
            notes = ", ".join(
                part
                for part in (
                    ways,
                    "lossless" if known.lossless else "",
                    f"needs diptych[{known.extra}]" if known.extra else "",
                )
                if part
            )
            click.echo(f"{known.name:<20}{known.title} ({notes})")
