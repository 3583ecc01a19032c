"""What has been marked, as rows of a panel: in the open reports, or in all reports of the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diptych.tui.dialogues.panel import PanelRow, Place
from diptych.tui.widgets.counted import counted

if TYPE_CHECKING:
    from diptych.store.records import Annotation, ArticleSummary, StoredArticle
    from diptych.tui.reading.reader import Reader

FIELDS = ("label", "person", "article", "note", "certainty", "quote", "by")
"""What a filter can name, as in ``label:event person:mayor``; a word alone is looked for everywhere."""


@dataclass(frozen=True, slots=True)
class MarkedRow(PanelRow):
    """A row about one annotation, or (with ``annotation`` None) the heading of a report."""

    annotation: Annotation | None = None
    fields: tuple[tuple[str, str], ...] = ()


def name_of(article: StoredArticle | ArticleSummary) -> str:
    """What a report is called in lists."""
    return article.source or article.title or article.location.rsplit("/", 1)[-1] or f"report {article.id}"


def clipped(text: str, width: int) -> str:
    """At most ``width`` code points, on one line."""
    line = " ".join(text[: 4 * width].split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def marked_row(reader: Reader, annotation: Annotation, article: StoredArticle | ArticleSummary) -> MarkedRow:
    """One annotation: what it says, where, the words, and what was added to it."""
    label = reader.scheme.label(annotation.label) if annotation.scheme == reader.scheme.name else None
    title = label.title if label else annotation.label
    level = next(
        (one.title for one in reader.scheme.certainties if one.name == annotation.certainty),
        annotation.certainty,
    )
    other = annotation.annotator if annotation.annotator != reader.library.annotator else ""
    # Before the words, because a row is cut at the window's edge and the words can be read above.
    extra = "".join(
        f"[{word}{clipped(value, 30)}] "
        for word, value in (
            ("", level),
            ("says ", annotation.attributed_to),
            ("note: ", annotation.note),
            ("by ", other),
        )
        if value
    )
    name = name_of(article)
    fields = (
        ("label", f"{annotation.label} {title}"),
        ("person", f"{annotation.attributed_to} {annotation.quote}"),
        ("article", f"{name} {article.title} {article.location}"),
        ("note", annotation.note),
        ("certainty", f"{annotation.certainty} {level}"),
        ("quote", annotation.quote),
        ("by", annotation.annotator),
    )
    return MarkedRow(
        clipped(title, 8),
        f"{clipped(name, 24)}: {extra}{' '.join(annotation.quote.split())}",
        (Place(annotation.article, annotation.start, annotation.end),),
        annotation,
        tuple((field, value.casefold()) for field, value in fields),
    )


def matches(row: PanelRow, words: Sequence[str]) -> bool:
    """Whether a row has every word of a filter, in the field that the word names or anywhere."""
    fields = dict(row.fields) if isinstance(row, MarkedRow) else {}
    everything = f"{row.sign} {row.text}".casefold()
    for word in words:
        field, colon, value = word.partition(":")
        if colon and field in FIELDS:
            if value not in fields.get(field, "") or not (value or fields.get(field, "").strip()):
                return False
        elif word not in everything and not any(word in text for text in fields.values()):
            return False
    return True


def open_rows(reader: Reader) -> list[PanelRow]:
    """Every annotation of this person in the open reports, in pane and reading order."""
    rows: list[PanelRow] = []
    for pane in reader.panes:
        document = pane.document
        found = [one for there in document.annotations.values() for one in there]
        for annotation in sorted([*found, *document.spans], key=lambda item: (item.start, item.end)):
            rows.append(marked_row(reader, annotation, document.article))
    return rows


def story_rows(reader: Reader) -> list[PanelRow]:
    """Every report of the story with everything marked in it, by anybody, also where it is not open."""
    rows: list[PanelRow] = []
    known = {article.id: article for article in reader.library.articles.list()}
    ids = dict.fromkeys([*reader.story.article_ids, *(pane.article_id for pane in reader.panes)])
    for article_id in ids:
        article = known.get(article_id)
        if article is None:
            continue
        there = reader.library.annotations.of_article(article_id)
        shut = "" if reader.index_of(article_id) is not None else " · not open"
        rows.append(
            MarkedRow(
                "REPORT",
                f"{name_of(article)}: {article.title or 'no headline'}"
                f" · {article.judged} of {article.sentences} judged · {counted(article.claims, 'claim')}{shut}",
                (Place(article_id, 0, 1),),
                None,
                (("article", f"{name_of(article)} {article.title} {article.location}".casefold()),),
            )
        )
        rows += [marked_row(reader, annotation, article) for annotation in there]
    return rows
