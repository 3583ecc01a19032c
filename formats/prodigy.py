"""Prodigy JSONL: a task for each sentence and annotator, with ``accept`` for its labels and ``spans`` for its words.

Offsets are code points inside the sentence; token ends are inclusive, as Prodigy counts them. The hashes are left
out, for ``db-in`` sets them. A sentence judged by nobody has no ``answer``; ``not_a_claim`` is one of the options.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diptych.formats import details, fields, table
from diptych.formats.fields import Refused
from diptych.formats.offsets import check_annotation, check_code_points
from diptych.formats.tokens import words
from diptych.store.records import NOT_A_CLAIM, Annotation, StoredArticle

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Document, Selection

Row = dict[str, Any]


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file."""
    sink = export.file()
    options = [{"id": label, "text": label} for label in selection.labels()]
    for document in export.documents(selection):
        reached = 0
        rows = _rows(document, selection, export)
        if not rows:
            export.loss.add("text", document.article.uuid)
        for number, row in enumerate(rows):
            place = row[details.KEY]
            place["text_before"] = document.article.text[reached : place["start"]]
            reached = max(reached, place["end"])
            if number == len(rows) - 1:
                place["text_after"] = document.article.text[reached:]
            row["options"] = options
            sink.text(json.dumps(row, ensure_ascii=False) + "\n")


def _rows(document: Document, selection: Selection, export: Export) -> list[Row]:
    """The tasks of one article in order; spans that lie in no sentence, or in several, are told as lost."""
    places = list(document.by_sentence())
    inside: dict[tuple[int, int], list[Annotation]] = {place: [] for place in places}
    for annotation in document.annotations:
        home = next((p for p in places if p[0] <= annotation.start and annotation.end <= p[1]), None)
        if annotation.pieces:
            continue  # told by the frame
        if home is None:
            export.loss.add("span", annotation.id)
        else:
            check_annotation(document.article.text, annotation)
            inside[home].append(annotation)
    rows = []
    held: set[str] = set()
    for index, place in enumerate(places, 1):
        people = list(dict.fromkeys(annotation.annotator for annotation in inside[place]))
        if not people and selection.filters.by_answer:
            continue
        each: list[str | None] = [*people] or [None]
        for person in each:
            answers = [annotation for annotation in inside[place] if annotation.annotator == person]
            rows.append(_task(document, place, index, person, answers, held))
    for tie in document.ties:
        if tie.target_article == document.article.id and tie.link.id not in held:
            export.loss.add("relation", tie.link.id)
    return rows


def _task(
    document: Document,
    place: tuple[int, int],
    index: int,
    person: str | None,
    answers: Sequence[Annotation],
    held: set[str],
) -> Row:
    article, (start, end) = document.article, place
    labels = [annotation for annotation in answers if (annotation.start, annotation.end) == place]
    spans = [annotation for annotation in answers if (annotation.start, annotation.end) != place]
    found = list(words(article.text, start, end, spans))
    first = {at: number for number, (at, _, _) in enumerate(found)}
    last = {at: number for number, (_, at, _) in enumerate(found)}
    row: Row = {
        "text": article.text[start:end],
        "meta": {"title": article.title, "source": article.source, "sentence": index},
        "tokens": [
            {"text": article.text[a:b], "start": a - start, "end": b - start, "id": number, "ws": space}
            for number, (a, b, space) in enumerate(found)
        ],
        "spans": [_span(span, start, first, last) for span in spans],
    }  # fmt: skip
    if labels:
        row["accept"] = list(dict.fromkeys(label.label for label in labels))
    notes = [annotation.note for annotation in answers if annotation.note]
    if notes:
        row["meta"]["note"] = "\n".join(notes)
    by_id = {span.id: number for number, span in enumerate(spans)}
    relations = []
    for tie in document.ties:
        link = tie.link
        if link.source in by_id and link.target in by_id:
            head, child = row["spans"][by_id[link.source]], row["spans"][by_id[link.target]]
            held.add(link.id)
            relations.append({
                "head": head["token_end"], "child": child["token_end"], "label": link.relation,
                "head_span": _outline(head), "child_span": _outline(child),
                details.KEY: {"source": link.source, "target": link.target, **details.of_link(link)},
            })  # fmt: skip
    if relations:
        row["relations"] = relations
    if person is not None:
        row |= {
            "answer": "accept", "_annotator_id": person, "_session_id": person,
            "_timestamp": max(_seconds(annotation.updated_at) for annotation in answers),
        }  # fmt: skip
    row["_view_id"] = "choice" if not spans else "blocks"
    row[details.KEY] = {
        "article": article.uuid, **details.of_article(article), "start": start, "end": end,
        "article_sha256": article.text_sha256,
        "labels": [{"label": label.label, **details.of_annotation(label)} for label in labels],
    }  # fmt: skip
    return row


def _span(span: Annotation, start: int, first: Mapping[int, int], last: Mapping[int, int]) -> Row:
    return {
        "start": span.start - start, "end": span.end - start, "label": span.label,
        "token_start": first[span.start], "token_end": last[span.end], details.KEY: details.of_annotation(span),
    }  # fmt: skip


def _outline(span: Row) -> Row:
    return {name: span[name] for name in ("start", "end", "token_start", "token_end", "label")}


def _seconds(written: str) -> int:
    try:
        return int(datetime.fromisoformat(written).timestamp())
    except ValueError:
        return 0


def read(path: Path, arrivals: Arrivals) -> None:
    """Read tasks: each text of another program becomes an article, unless it is one already."""
    group: list[tuple[int, Row]] = []
    for number, value in fields.objects(path):
        with arrivals.row(path, number):
            if isinstance(value, Refused):
                raise value
            row = dict(fields.mapping(value, "the task"))
            fields.text(row, "text")
            own = row.get(details.KEY)
            uuid = own.get("article") if isinstance(own, dict) else None
            if group and uuid != group[0][1][details.KEY].get("article"):
                _take_group(path, group, arrivals)
                group = []
            if isinstance(uuid, str):
                group.append((number, row))
            else:
                _take(row, details.article(row["text"], None, arrivals), 0, arrivals)
    if group:
        _take_group(path, group, arrivals)


def _take_group(path: Path, group: Sequence[tuple[int, Row]], arrivals: Arrivals) -> None:
    article: StoredArticle | None = None
    with arrivals.row(path, group[0][0]):
        article = table.put_together(
            [(n, {**row[details.KEY], "text": row["text"]}) for n, row in group], arrivals
        )
    for number, row in group:
        with arrivals.row(path, number):
            if article is None:
                raise Refused("its article cannot be put together")
            start = fields.whole_number(row[details.KEY], "start")
            check_code_points(article.text, start, start + len(row["text"]), row["text"], "the task")
            _take(row, article, start, arrivals)


def _take(row: Row, article: StoredArticle, at: int, arrivals: Arrivals) -> None:
    answer = row.get("answer")
    if answer not in ("accept", "reject", "ignore", None):
        raise Refused(f"its answer is {answer!r}, not accept, reject or ignore")
    if answer in ("reject", "ignore") and row.get("label") != "claim":
        arrivals.leave(f"tasks answered {answer}")
        return
    person = fields.text(row, "_annotator_id", "") or fields.text(row, "_session_id", "")
    common: dict[str, Any] = {"annotator": person}
    if row.get("_timestamp") is not None:
        common["created_at"] = _written(fields.whole_number(row, "_timestamp"))
    own = row.get(details.KEY)
    told = fields.sequence(own.get("labels") if isinstance(own, dict) else None, "'labels'")
    accepted = fields.sequence(row.get("accept"), "'accept'")
    if isinstance(row.get("label"), str) and answer in ("accept", "reject"):
        accepted = [*accepted, row["label"] if answer == "accept" else NOT_A_CLAIM]
    end = at + len(row["text"])
    known = []
    for label in told:
        with arrivals.part():
            label = fields.mapping(label, "a label")
            known.append(label.get("label"))
            if label.get("label") in accepted:
                arrivals.annotation(
                    article, at, end, fields.text(label, "label"), **{**common, **details.taken(label)}
                )
    for label in accepted:
        with arrivals.part():
            if not isinstance(label, str):
                raise Refused("'accept' holds something that is no label")
            if label not in known:
                arrivals.annotation(article, at, end, label, **common)
    ids: dict[tuple[int, int], str] = {}
    for span in fields.sequence(row.get("spans"), "'spans'"):
        with arrivals.part():
            _mark(fields.mapping(span, "a span"), answer, article, at, common, ids, arrivals)
    for relation in fields.sequence(row.get("relations"), "'relations'"):
        with arrivals.part():
            _relate(fields.mapping(relation, "a relation"), person, ids, arrivals)
    if not accepted and not row.get("spans"):
        arrivals.read["unjudged sentence"] += 1


def _mark(
    span: Mapping[str, Any],
    answer: Any,
    article: StoredArticle,
    at: int,
    common: Mapping[str, Any],
    ids: dict[tuple[int, int], str],
    arrivals: Arrivals,
) -> None:
    """A span of a task; ``ids`` remembers it by its place in the task, for relations name places."""
    if answer is None and not span.get(details.KEY):
        arrivals.leave("spans that nobody accepted")
        return
    start, end = fields.whole_number(span, "start"), fields.whole_number(span, "end")
    quote = span.get("text") if isinstance(span.get("text"), str) else None
    ids[start, end] = arrivals.annotation(
        article, at + start, at + end, fields.text(span, "label"), quote=quote,
        **{**common, **details.taken(span.get(details.KEY))},
    )  # fmt: skip


def _relate(
    relation: Mapping[str, Any], person: str, ids: Mapping[tuple[int, int], str], arrivals: Arrivals
) -> None:
    """A relation between two spans of the task; one between words that nobody marked has no place in diptych."""
    own = relation.get(details.KEY)
    if isinstance(own, dict):
        ends = [fields.text(own, "source"), fields.text(own, "target")]
    else:
        places = [relation.get(name) for name in ("head_span", "child_span")]
        ends = [
            ids.get((fields.whole_number(place, "start"), fields.whole_number(place, "end")), "")
            for place in places
            if isinstance(place, dict)
        ]
    if len(ends) != 2 or not all(ends):
        arrivals.leave("relations between words that are no spans")
        return
    said = {"annotator": person, **details.link_taken(own)}
    arrivals.link(ends[0], ends[1], fields.text(relation, "label"), **said)


def _written(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    except (ValueError, OverflowError, OSError):
        raise Refused("'_timestamp' is no time") from None
