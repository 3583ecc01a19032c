"""What a report for people shows: reports of one story side by side, every answer numbered, figures compared.

The HTML and the Markdown report are made of this; they differ only in how they write it down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from diptych.analysis.spans import Analysis, Figure, Mention
from diptych.articles.visible import visible_line
from diptych.formats.meaning import Meanings
from diptych.formats.offsets import check_code_points
from diptych.store.records import Annotation, Correction, StoredArticle

if TYPE_CHECKING:
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Document, Selection

Table = tuple[str, list[str], list[list[str]]]
"""Heading, column heads, rows."""

COMPARED = 30
"""So many reports of one story are compared at most: beside each other they are no use to anybody beyond that."""

VERDICTS = {
    "differs": "differs", "older": "differs from an earlier number", "range_holds": "lies in the other's range",
    "about": "about the same", "same": "the same", "alone": "only here",
}  # fmt: skip
QUOTED = 120


@dataclass(frozen=True, slots=True)
class Tied:
    """One end of a link, as told at the other: ``number`` is the other answer's, None where it is in another unit."""

    relation: str
    outgoing: bool
    number: int | None
    quote: str
    note: str
    annotator: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One answer. ``spans`` are its pieces, or its one span; ``kind`` is claim, not_claim or other."""

    number: int
    annotation: Annotation
    title: str
    kind: str
    colour: str
    spans: Sequence[tuple[int, int]]
    ties: Sequence[Tied] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One article with its marks."""

    article: StoredArticle
    name: str
    marks: Sequence[Mark]
    unjudged: int


@dataclass(frozen=True, slots=True)
class Unit:
    """What is shown side by side. ``tables`` compare the reports; empty where there is one, or too many."""

    title: str
    reports: Sequence[Report]
    tables: Sequence[Table]


def units(selection: Selection, export: Export) -> Iterator[Unit]:
    """Each article in one unit: that of the first story that has it, or one of its own. Everything is counted."""
    meanings = Meanings(selection.library)
    for story, ids in selection.units(export.loss):
        documents = []
        for id in ids:
            document = selection.document(selection.shown(selection.library.articles.get(id)), export.loss)
            export.survey(document)
            documents.append(document)
        yield _unit("" if story is None else story.title, documents, selection, meanings)


def _unit(title: str, documents: Sequence[Document], selection: Selection, meanings: Meanings) -> Unit:
    numbers: dict[str, int] = {}
    quotes: dict[str, str] = {}
    for document in documents:
        for annotation in document.annotations:
            numbers[annotation.id] = len(numbers) + 1
            quotes[annotation.id] = annotation.quote
    ties: dict[str, list[Tied]] = {}
    for document in documents:
        for tie in document.ties:
            link, quote = tie.link, quotes.get(tie.link.target)
            if quote is None:
                quote = selection.library.annotations.get(link.target).quote
            told = (link.note, link.annotator)
            ties.setdefault(link.source, []).append(
                Tied(link.relation, True, numbers.get(link.target), quote, *told)
            )
            if link.target in numbers:
                back = Tied(link.relation, False, numbers[link.source], quotes[link.source], *told)
                ties.setdefault(link.target, []).append(back)
    reports = [
        Report(
            document.article,
            document.article.source or document.article.title or f"Report {at}",
            [_mark(annotation, numbers, ties, document, meanings) for annotation in document.annotations],
            sum(not answers for answers in document.by_sentence().values()),
        )
        for at, document in enumerate(documents, 1)
    ]
    tables = list(_tables(documents, reports, selection)) if 1 < len(documents) <= COMPARED else []
    return Unit(title or " · ".join(report.name for report in reports), reports, tables)


def _mark(
    annotation: Annotation,
    numbers: Mapping[str, int],
    ties: Mapping[str, Sequence[Tied]],
    document: Document,
    meanings: Meanings,
) -> Mark:
    where = f"Annotation {annotation.id}"
    check_code_points(document.article.text, annotation.start, annotation.end, annotation.quote, where)
    known = meanings.label(annotation)
    return Mark(
        numbers[annotation.id],
        annotation,
        meanings.title(annotation),
        meanings.kind(annotation),
        "" if known is None else known.colour,
        annotation.pieces or ((annotation.start, annotation.end),),
        ties.get(annotation.id, ()),
    )


def _tables(
    documents: Sequence[Document], reports: Sequence[Report], selection: Selection
) -> Iterator[Table]:
    from diptych.analysis.comparison import compare
    from diptych.analysis.names import keyed

    joined = keyed([_names(document, selection) for document in documents])
    compared = compare([
        Analysis(
            text=document.article.text, sentences=tuple(document.sentences), entities=tuple(mentions),
            figures=tuple(_figures(document, selection)), title=document.article.title,
            source=document.article.source, published=document.article.published,
        )
        for document, mentions in zip(documents, joined, strict=True)
    ])  # fmt: skip
    heads = [report.name for report in reports]
    figures = [
        [
            VERDICTS.get(row.verdict, row.verdict),
            row.of or row.unit or row.kind,
            *(", ".join(dict.fromkeys(told(place.figure) for place in places)) for places in row.told),
        ]
        for row in compared.figures
    ]
    if figures:
        yield "Figures", ["", "what", *heads], figures
    names = [[row.name, row.label, *(str(count or "") for count in row.counts)] for row in compared.entities]
    if names:
        yield "Names", ["name", "kind", *heads], names


def _figures(document: Document, selection: Selection) -> list[Figure]:
    """The figures as stored, or found now, with people's corrections."""
    from diptych.analysis.figures import ENGINE, figures
    from diptych.store.corrected import corrected_figures

    article, library = document.article, selection.library
    engine = f"{ENGINE} {article.published or ''}".strip()
    found = library.analyses.figures(article.id, engine)
    if found is None:
        found = figures(article.text, published=article.published)
    return corrected_figures(found, _corrections(article.id, selection))


def _names(document: Document, selection: Selection) -> list[Mention]:
    """The names as the last engine found them, with people's corrections; none where no engine ever ran."""
    from diptych.store.corrected import corrected_mentions

    article, library = document.article, selection.library
    engines = library.analyses.engines(article.id, "mention")
    found = library.analyses.mentions(article.id, engines[0]) if engines else None
    return corrected_mentions(found or [], _corrections(article.id, selection))


def _corrections(article_id: int, selection: Selection) -> list[Correction]:
    wanted = selection.filters.annotators
    found = selection.library.corrections.of_article(article_id)
    return [one for one in found if not wanted or one.annotator in wanted]


def told(figure: Figure) -> str:
    """A figure as it stands in the text, and what it means where that says more."""
    text = " ".join(figure.text.split())
    if figure.value is None:
        return text
    value = _number(figure.value) + (f"–{_number(figure.upper)}" if figure.upper is not None else "")
    unit = "" if figure.unit is None else figure.unit if figure.unit == "%" else f" {figure.unit}"
    meaning = f"{'≈ ' if figure.approximate else ''}{value}{unit}"
    return text if value in text and not figure.approximate else f"{text} ({meaning})"


def _number(value: float | int | str) -> str:
    if isinstance(value, float):
        return f"{value:,.0f}" if value.is_integer() and abs(value) < 1e15 else f"{value:,.6g}"
    return f"{value:,}" if isinstance(value, int) else value


def about(article: StoredArticle) -> list[str]:
    """Source, author, date and place of a report, without what is empty."""
    return [part for part in (article.source, article.author, article.published, article.location) if part]


def shortened(quote: str) -> str:
    """A quote on one line, cut where it is long."""
    text = " ".join(quote.split())
    return visible_line(text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…")


def tied(one: Tied) -> str:
    """A link in words: "→ differs in figure 12 (note; ann)"."""
    other = f"“{shortened(one.quote)}”" if one.number is None else str(one.number)
    more = "; ".join(part for part in (one.note, one.annotator) if part)
    return f"{'→' if one.outgoing else '←'} {one.relation} {other}{f' ({more})' if more else ''}"
