"""``diptych annotate``: sentence after sentence, one key each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from diptych.commands.options import chosen_keymap, library_options, reading_options

if TYPE_CHECKING:
    from diptych.schemes import Scheme
    from diptych.store import Library
    from diptych.store.records import Story
    from diptych.tui.reading.queue_plan import Plan


@click.command("annotate", short_help="Be led through the sentences without an answer.")
@click.option("--story", type=int, metavar="ID", help="Only the reports of this story.")
@click.option("--article", type=int, metavar="ID", help="Only this report.")
@click.option("--unjudged", is_flag=True, help="Only sentences without an answer (so it is anyway).")
@click.option("--label", default="", metavar="NAME", help="Go again through the sentences with this label.")
@click.option("--skipped", is_flag=True, help="Only sentences that were put off.")
@click.option(
    "--order",
    type=click.Choice(["text", "likely", "uncertain"]),
    default="text",
    show_default=True,
    help="As in the reports, most likely a claim first, or least certain first.",
)
@click.option("--count", is_flag=True, help="Only say how many sentences there are.")
@library_options
@reading_options
def command(
    story: int | None,
    article: int | None,
    unjudged: bool,
    label: str,
    skipped: bool,
    order: str,
    count: bool,
    db: Path | None,
    annotator: str | None,
    keymap: str | None,
    scheme: str,
) -> None:
    """Be led through the sentences that have no answer yet; it goes on where it was left."""
    from diptych import schemes
    from diptych.commands.looking import library_to_look_at
    from diptych.commands.opening import is_interactive, run_screen
    from diptych.errors import WrongUse
    from diptych.store import open_library
    from diptych.tui.reading.queue_plan import Plan, line_up

    if sum((unjudged, bool(label), skipped)) > 1:
        raise WrongUse("Choose one of --unjudged, --label and --skipped.")
    if story is not None and article is not None:
        raise WrongUse("Choose one of --story and --article.")
    keys = chosen_keymap(keymap)
    labels = schemes.load(scheme)
    plan = Plan(story, article, label, skipped, order)
    if count or not is_interactive():
        with library_to_look_at(db, annotator) as library:
            click.echo(_counted(library, labels, plan))
        return
    with open_library(db, annotator=annotator, create=False) as library:
        if not line_up(library, labels, plan._replace(order="text")).places:
            raise WrongUse("There is no such sentence in the library; `diptych add FILE…` adds reports.")
        run_screen(library, keys, labels, _first_story(library, labels, plan), plan=plan)


def _counted(library: Library, scheme: Scheme, plan: Plan) -> str:
    from diptych.tui.reading.queue_plan import line_up
    from diptych.tui.widgets.counted import counted

    line = line_up(library, scheme, plan)
    total, done, put_off = len(line.places), len(line.done), len(line.put_off)
    return f"{counted(total, 'sentence')}: {done} answered, {put_off} put off, {total - done - put_off} to answer"


def _first_story(library: Library, scheme: Scheme, plan: Plan) -> Story:
    """A story to open first: the queue goes to its own place from there."""
    from diptych.errors import WrongUse
    from diptych.tui.reading.queue_plan import articles_of

    if plan.story is not None:
        return library.stories.get(plan.story)
    articles = articles_of(library, plan)
    if not articles:
        raise WrongUse("The library is empty: `diptych add FILE…` adds reports.")
    stories = library.stories.of_article(articles[0])
    if stories:
        return max(stories, key=lambda story: (len(story.article_ids), story.id))
    return library.stories.opened([articles[0]])
