"""``diptych export``: the library, or a part of it, as a data set."""

from __future__ import annotations

import shutil
import sys
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from diptych.commands.options import library_options
from diptych.commands.printing import json_line

if TYPE_CHECKING:
    from diptych.formats.exporting import ExportReport


@click.command("export")
@click.option(
    "--format", "format_name", metavar="NAME", help="See `diptych formats`; else as the path's ending says."
)
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="PATH",
    help="File or folder to write; - prints one file's formats.",
)
@library_options
@click.option("--story", multiple=True, type=int, metavar="ID", help="Only these stories.")
@click.option("--article", multiple=True, type=int, metavar="ID", help="Only these reports.")
@click.option("--label", multiple=True, metavar="NAME", help="Only these labels.")
@click.option(
    "--by-annotator", "annotators", multiple=True, metavar="NAME", help="Only these annotators' answers."
)
@click.option("--since", metavar="DATE", help="Only answers changed on or after this date (ISO 8601).")
@click.option("--until", metavar="DATE", help="Only answers changed on or before this date.")
@click.option("--certainty", multiple=True, metavar="LEVEL", help="Only answers of this certainty.")
@click.option("--anonymous", is_flag=True, help="annotator-1, annotator-2 … instead of names.")
@click.option("--split", metavar="SPEC", help="Parts, as in train=80,dev=10,test=10.")
@click.option(
    "--by",
    type=click.Choice(["story", "article", "source"]),
    help="What a split keeps together.",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Another number gives another split.")
@click.option(
    "--allow-loss",
    is_flag=True,
    help="Write although the format cannot hold all; the report says what is lost.",
)
@click.option(
    "--force", is_flag=True, help="Replace a file that is no export of diptych's, or was changed since."
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def command(
    format_name: str | None,
    output: Path,
    db: Path | None,
    annotator: str | None,
    story: tuple[int, ...],
    article: tuple[int, ...],
    label: tuple[str, ...],
    annotators: tuple[str, ...],
    since: str | None,
    until: str | None,
    certainty: tuple[str, ...],
    anonymous: bool,
    split: str | None,
    by: str | None,
    seed: int,
    allow_loss: bool,
    force: bool,
    as_json: bool,
) -> None:
    """Write a data set. Nothing is left out without a word: what a format cannot hold is listed first.

    An earlier export at that path is replaced whole; another file only with --force.
    """
    from diptych import formats
    from diptych.commands.looking import library_to_look_at

    printed = str(output) == "-"
    if printed:
        _check_printable(format_name, split)
    with library_to_look_at(db, annotator) as library, TemporaryDirectory() as folder:
        target = Path(folder) / "export" if printed else output
        report = formats.export(
            library,
            format_name,
            target,
            stories=story,
            articles=article,
            labels=label,
            annotators=annotators,
            since=since or "",
            until=until or "",
            certainties=certainty,
            anonymous=anonymous,
            split=split,
            by=by,
            seed=seed,
            allow_loss=allow_loss,
            force=force,
        )
        if printed:
            with target.open("rb") as written:
                shutil.copyfileobj(written, sys.stdout.buffer)
            report = replace(report, path=Path("-"), manifest=None)
    _tell(report, as_json=as_json, aside=printed)


def _check_printable(format_name: str | None, split: str | None) -> None:
    """Standard output is one file, and has no ending that would say its format."""
    from diptych.errors import WrongUse
    from diptych.formats import registry

    if format_name is None:
        raise WrongUse("Standard output does not say which format is meant; name it with --format.")
    if split is not None or registry.find(format_name).folder:
        raise WrongUse("This export is a folder of files, which cannot be printed; name a folder with -o.")


def _tell(report: ExportReport, *, as_json: bool, aside: bool) -> None:
    """What was written; ``aside``: on standard error, for the data itself went to standard output."""
    from diptych.articles.visible import visible

    if as_json:
        fields = {
            "format": report.format,
            "path": str(report.path),
            "counts": dict(report.counts),
            "loss": report.loss.as_dict(),
            "files": [asdict(file) for file in report.files],
            "manifest": str(report.manifest) if report.manifest else None,
            "split": report.split,
        }
        click.echo(json_line(fields), err=aside)
        return
    counts = ", ".join(
        f"{count:,} {what}{'' if count == 1 else 's'}" for what, count in report.counts.items()
    )
    click.echo(f"{'Standard output' if aside else report.path}: {counts or 'nothing'}", err=aside)
    if report.loss:
        # ids and people's names in it may have been imported
        click.echo("It does not hold:\n" + visible("\n".join(f"  {one}" for one in report.loss)), err=True)
    if report.manifest:
        click.echo(f"{report.manifest}: options, counts and checksums")
