"""``diptych merge``: another annotator's library into this one."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from diptych.commands.options import library_options
from diptych.commands.printing import json_line

if TYPE_CHECKING:
    from diptych.store.merge_report import Clash, MergeReport

SHOWN = 20
"""Clashes, and reports kept apart, that are printed; ``--json`` has more."""
_SHORT = 1.0
"""Seconds of work before a progress bar is worth its line."""


@click.command("merge")
@click.argument("other", type=click.Path(path_type=Path, readable=False), metavar="OTHER.db")
@library_options
@click.option(
    "--as",
    "whose",
    multiple=True,
    metavar="NAME",
    help="Whose answers the other library's are; THEIR-NAME=NAME where it holds several people's.",
)
@click.option(
    "--same-text",
    is_flag=True,
    help="Take reports of equal text for one, wherever they are from, if there is just one on either side.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be; keep nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
def command(
    other: Path,
    db: Path | None,
    annotator: str | None,
    whose: tuple[str, ...],
    same_text: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Join another annotator's library into this one.

    Nothing is overwritten: where the two say different things this library's stays, and the clash is listed (exit
    code 1). OTHER.db is only read. Merging twice adds nothing.
    """
    from diptych.store import open_library

    with open_library(db, annotator=annotator, create=False) as library, _progress() as progress:
        report = library.merge(
            other, whose=_names(whose), same_text=same_text, dry_run=dry_run, progress=progress
        )
        path = library.path
    if as_json:
        click.echo(json_line(report.as_json()))
    else:
        width = min(shutil.get_terminal_size().columns, 120)
        for line in lines(report, path, width):
            click.echo(line)
    if report.clash_count:
        sys.exit(1)


def _names(whose: tuple[str, ...]) -> str | dict[str, str]:
    """``--as``, given once with a name, or as often as needed with a pair."""
    from diptych.errors import WrongUse

    if len(whose) == 1 and "=" not in whose[0]:
        return whose[0]
    pairs = [value.rpartition("=") for value in whose]
    if any(not theirs for theirs, _, _ in pairs):
        raise WrongUse("Several names need to be told apart: --as THEIR-NAME=NAME for each.")
    if len({theirs for theirs, _, _ in pairs}) < len(pairs):
        raise WrongUse("--as names one of their annotators twice.")
    return {theirs: here for theirs, _, here in pairs}


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on standard error, if it takes more than a moment."""
    begin = time.monotonic()
    bar = None

    def tell(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and time.monotonic() - begin > _SHORT and sys.stderr.isatty():
            bar = click.progressbar(length=total, label="Merging", file=sys.stderr).__enter__()
        if bar is not None:
            bar.update(done - bar.pos)

    try:
        yield tell
    finally:
        if bar is not None:
            bar.render_finish()


def lines(report: MergeReport, here: Path, width: int) -> Iterator[str]:
    """The report in words; a line that holds other people's words is cut to ``width`` cells."""
    from diptych.articles.visible import visible_line
    from diptych.store.merge_report import told
    from diptych.tui.widgets.fitting import fitted

    def cut(indent: str, text: str) -> str:
        return indent + fitted(visible_line(" ".join(text.split())), width - len(indent))

    verb = "Would merge" if report.dry_run else "Merged"
    yield visible_line(f"{verb} {report.path} into {here}.")
    for theirs, ours in report.names.items():
        yield visible_line(f"{theirs} there is {ours} here.")
    yield f"New: {told(report.new)}."
    if report.answers:
        whose = ", ".join(f"{name} {count:,}" for name, count in sorted(report.answers.items()))
        yield visible_line(f"New answers: {whose}.")
    if report.known:
        yield f"There already: {told(report.known)}."
    if report.removed:
        yield f"Removed here earlier, and not brought back: {told(report.removed)}."
    if report.apart_count:
        count = report.apart_count
        hint = "joins" if report.dry_run else "would have joined"
        yield (
            f"Kept apart, for they may be wire copy: {count:,} report{'' if count == 1 else 's'} with the text of"
            f" another from elsewhere. --same-text {hint} those of which each library has one."
        )
        for one in report.apart[:SHOWN]:
            yield cut("  ", one.title or "no headline")
            yield cut("    here   ", one.here_location or "a stream")
            yield cut("    there  ", one.there_location or "a stream")
        if count > SHOWN:
            yield f"  and {count - SHOWN:,} more"
    if report.clash_count:
        yield f"Clashes: {told(report.clashing)}. What this library says stays."
        shown = report.clashes[:SHOWN]
        for clash in shown:
            yield cut("  ", _head(clash))
            for side, said in (("here", clash.here), ("there", clash.there)):
                when = said.when[:16].replace("T", " ")
                yield cut(f"    {side:<5}  ", " · ".join(filter(None, (said.who, said.what, when))))
        if report.clash_count > len(shown):
            yield f"  and {report.clash_count - len(shown):,} more; --json lists them"


def _head(clash: Clash) -> str:
    from diptych.store.merge_report import NAMES

    about = f" “{clash.about}”" if clash.about else f" {clash.id}"
    return f"{NAMES[clash.kind][0]}{about}"
