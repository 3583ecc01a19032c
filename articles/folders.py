"""The reports in a folder: which of its files are tried, and what is read although others are no reports."""

from __future__ import annotations

from pathlib import Path

from diptych.articles.article import Article
from diptych.articles.reading import PAGE_SUFFIXES, is_folder, path_shown, read_file, reason_of
from diptych.errors import DiptychError, ExtraMissing, NotAnArticle, SourceError, SourceUnreadable

SUFFIXES = PAGE_SUFFIXES | {".txt", ".text", ".md", ".markdown"}
"""How the names of texts and pages end, in small letters."""


def folder_files(folder: str | Path) -> list[Path]:
    """The texts and pages in a folder by their names, sorted; hidden files and folders inside are left out.

    A pipe, a device or a link to nowhere that is named as a text is among them: reading it says what it is.
    Raises SourceUnreadable where the folder cannot be listed, NotAnArticle where it holds none.
    """
    shown = path_shown(folder)
    try:
        paths = sorted(path for path in Path(folder).iterdir() if not path.name.startswith("."))
    except OSError as error:
        raise SourceUnreadable(
            f"The folder {shown} cannot be listed ({reason_of(error)}); check its permissions."
        ) from error
    found = [path for path in paths if path.suffix.lower() in SUFFIXES and not is_folder(path)]
    if not found:
        raise NotAnArticle(f"The folder {shown} holds no .txt, .md or .html file; name the files themselves.")
    return found


def read_folder(folder: str | Path, left_out: list[DiptychError] | None) -> list[Article]:
    """What can be read in a folder; why each other file cannot be is added to ``left_out``.

    Raises as ``folder_files`` does; and what is wrong with the first file where nothing at all can be read, or
    where there is no list to tell it in.
    """
    articles: list[Article] = []
    problems: list[DiptychError] = []
    for path in folder_files(folder):
        try:
            articles.append(read_file(path))
        except (SourceError, ExtraMissing) as problem:
            if left_out is None:
                raise
            problems.append(problem)
    if not articles:
        if len(problems) == 1:
            raise problems[0]
        shown = path_shown(folder)
        raise NotAnArticle(
            f"None of the {len(problems)} files in the folder {shown} can be read; the first: {problems[0]}"
        )
    if left_out is not None:
        left_out += problems
    return articles
