"""``diptych demo``: the samples, in a library of their own."""

from __future__ import annotations

from pathlib import Path

import click

from diptych.commands.options import library_options, reading_options


@click.command("demo", short_help="Open sample reports of one story side by side.")
@click.argument("story", required=False)
@library_options
@reading_options
@click.option("--list", "list_stories", is_flag=True, help="Print the sample stories.")
@click.option("--plain", is_flag=True, help="Print the reading as plain text instead of opening the screen.")
@click.option("--width", type=click.IntRange(20, 1000), help="Columns for plain text.")
def command(
    story: str | None,
    db: Path | None,
    annotator: str | None,
    keymap: str | None,
    scheme: str,
    list_stories: bool,
    plain: bool,
    width: int | None,
) -> None:
    """Open sample reports of one STORY side by side (the first where none is named)."""
    from diptych import seeds
    from diptych.commands.read import open_reading
    from diptych.errors import WrongUse

    stories = {sample.slug: sample for sample in seeds.stories()}
    if list_stories:
        for sample in stories.values():
            click.echo(f"{sample.slug}  {sample.title} ({len(sample.files)} reports)")
        return
    chosen = stories.get(story) if story else next(iter(stories.values()))
    if chosen is None:
        raise WrongUse(f"There is no sample story “{story}”. There are: {', '.join(stories)}.")
    if db is None:
        from platformdirs import user_data_path

        db = user_data_path("diptych") / "demo.db"
    files = tuple(str(file) for file in chosen.files)
    open_reading(files, db, annotator, keymap, scheme, plain=plain, width=width)
