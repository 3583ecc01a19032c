"""From what was typed on the command line to articles in a library, and on to the screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from diptych.commands import splash
from diptych.errors import SourceMissing, WrongUse

if TYPE_CHECKING:
    from diptych.articles.article import Article
    from diptych.errors import DiptychError
    from diptych.keymaps import Keymap
    from diptych.schemes import Scheme
    from diptych.store import Library
    from diptych.store.records import StoredArticle, Story
    from diptych.tui.reading.queue_plan import Plan


def is_interactive() -> bool:
    """Whether there is a terminal to read on. A stream on standard input does not count against it."""
    return sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")


def hurry() -> None:
    """No collecting of garbage until the first screen stands: of what is loaded till then nothing is garbage.

    It takes an eighth off the start; the screen switches it on again.
    """
    import gc

    gc.disable()


def load_event_loop() -> None:
    """Load asyncio without TLS, which the screen has no use for: OpenSSL costs a start 7 ms and 4 MB.

    asyncio itself does without where Python was built so; whoever asks for ``ssl`` later gets it.
    """
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]  # how Python says: not to be had
    try:
        import asyncio  # noqa: F401
    finally:
        del sys.modules["ssl"]


def added(
    library: Library, sources: Sequence[str]
) -> tuple[list[StoredArticle], list[StoredArticle], list[DiptychError]]:
    """Read all the sources, then add them: where one cannot be read, none is added. A number is an article's id.

    All articles in their order, those among them that were read just now, and why which files of a folder were not.
    """
    articles: list[StoredArticle] = []
    read: list[StoredArticle] = []
    left_out: list[DiptychError] = []
    found = [_found(library, source, left_out) for source in sources]
    for source, one in zip(sources, found, strict=True):
        if not isinstance(one, list):
            articles.append(one)
            continue
        again = os.path.exists(source)  # noqa: PTH110 - a file's text needs no flush: it can be read again
        stored = [library.articles.add(article, durable=not again) for article in one]
        articles += stored
        read += stored
    if not articles:
        raise WrongUse("There is nothing to read: name files, folders, addresses or library ids.")
    return articles, read, left_out


def _found(library: Library, source: str, left_out: list[DiptychError]) -> StoredArticle | list[Article]:
    """What a source is: an article of the library, or articles that are read now."""
    from diptych.articles.reading import read_source

    if source.isdecimal() and not os.path.exists(source):  # noqa: PTH110 - a Path costs more than the look
        return library.articles.get(int(source))
    try:
        return read_source(source, left_out=left_out)
    except SourceMissing as problem:
        raise _meant(source) or problem from None


def _meant(source: str) -> WrongUse | None:
    """What to say where a word that is no file looks like a command."""
    from difflib import get_close_matches

    from diptych.commands.group import COMMANDS

    near = get_close_matches(source, COMMANDS, n=1, cutoff=0.75)
    return (
        WrongUse(f"There is no file {source}, and no such command. Did you mean `diptych {near[0]}`?")
        if near
        else None
    )


def unread(left_out: Sequence[DiptychError]) -> list[str]:
    """What to tell the reader of a folder's files that were left out: one sentence, or none where all were read."""
    if not left_out:
        return []
    if len(left_out) == 1:
        return [f"Left out: {left_out[0]}"]
    return [f"Left out {len(left_out)} files (`diptych add` says why of each), the first: {left_out[0]}"]


def carried(library: Library, articles: Sequence[StoredArticle]) -> str:
    """Let answers to earlier versions of these articles follow; what to tell the reader, empty where nothing was."""
    moved, waiting = 0, 0
    for article in articles:
        if len(library.versions.of(article.id)) > 1:
            from diptych.analysis.placing import place_again

            result = library.versions.carry(article.id, place_again)
            moved, waiting = moved + result.moved, waiting + len(result.orphans)
    if not moved and not waiting:
        return ""
    wait = f"{waiting} answer{' waits' if waiting == 1 else 's wait'} for a place in the new version (versions: g v)."
    if not moved:
        return wait
    said = f"A report has changed since: {moved} answer{'' if moved == 1 else 's'} moved along"
    return f"{said}; {wait}" if waiting else f"{said}."


def damaged(articles: Sequence[StoredArticle]) -> str:
    """What to tell the reader of a text that was not UTF-8 and lost characters; empty where none did."""
    for article in articles:
        if lost := article.text.count("\ufffd"):
            from diptych.articles.visible import visible_line

            base = os.path.basename(article.location)  # noqa: PTH119 - a Path costs more
            name = visible_line(base) or "the stream"
            which = f"1 character of {name} is" if lost == 1 else f"{lost:,} characters of {name} are"
            return f"{which} not UTF-8 (now \ufffd); convert it: iconv -f CP1252 -t UTF-8."
    return ""


def story_of(library: Library, articles: Sequence[StoredArticle]) -> Story:
    """The story that these articles make, each once."""
    return library.stories.opened(list(dict.fromkeys(article.id for article in articles)))


def run_screen(
    library: Library,
    keymap: Keymap,
    scheme: Scheme,
    story: Story | None,
    greeting: str = "",
    *,
    plan: Plan | None = None,
) -> None:
    """Open the screen and stay until the reader leaves."""
    if sys.stdin is None or not sys.stdin.isatty():
        # the article came on standard input, or it is closed; keys come from the terminal
        os.dup2(os.open("/dev/tty", os.O_RDONLY), 0)
        if sys.stdin is None:
            from diptych.commands.streams import reopen

            reopen(0, "stdin")
    if not sys.stderr.isatty():
        os.dup2(1, 2)  # Textual draws on standard error, which somebody has sent elsewhere
    load_event_loop()
    from diptych.tui.app import DiptychApp

    library.schemes.keep(scheme.name, scheme.toml)
    library.sessions.start("reading" if plan is None else "annotating")
    keymap = keymap.with_letters(scheme.letters)
    app = DiptychApp(library, keymap, scheme, story, greeting=greeting, plan=plan)
    splash.hand_over()
    app.run(mouse=os.environ.get("DIPTYCH_MOUSE", "1") != "0")
    library.sessions.end()
    if app.crash is not None:
        raise app.crash
    if app.ended_by:
        sys.exit(128 + app.ended_by)
