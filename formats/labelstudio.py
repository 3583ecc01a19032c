"""Label Studio JSON: a task for each story, with one Text control for each article, side by side.

Offsets are UTF-16 units, as its web front end counts them. An answer is a ``labels`` region (its id is the region's);
a note is a per-region ``textarea``; a link is a ``relation``, across articles too. What the machine found
(names, figures) stands under ``predictions``. ``interface`` gives the labelling interface that shows it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import quoteattr

from diptych.formats import details, fields
from diptych.formats.fields import Refused
from diptych.formats.loss import LossReport
from diptych.formats.offsets import Utf16, check_utf16
from diptych.store.records import Annotation, StoredArticle, Story
from diptych.store.strings import clean

if TYPE_CHECKING:
    from diptych.formats.arrivals import Arrivals
    from diptych.formats.exporting import Export
    from diptych.formats.selection import Selection, Tie

LABELS, NOTE = "label", "note"
"""Names of the controls: every region comes ``from`` one of them."""


def interface(panes: int, labels: Iterable[str]) -> str:
    """The labelling interface (XML) for tasks of up to ``panes`` articles; texts beside each other."""
    values = "".join(f"<Label value={quoteattr(label)}/>" for label in labels)
    names = [f"text_{number}" for number in range(1, panes + 1)]
    texts = "".join(f'<View style="flex: 1"><Text name="{name}" value="${name}"/></View>' for name in names)
    joined = ",".join(names)
    return (
        f'<View><Labels name="{LABELS}" toName="{joined}">{values}</Labels><View style="display: flex">{texts}</View>'
        f'<TextArea name="{NOTE}" toName="{joined}" perRegion="true"/></View>'
    )


class _Pane:
    """An article of a task: its name in the interface, and its offsets in UTF-16 units."""

    def __init__(self, number: int, article: StoredArticle) -> None:
        self.name = f"text_{number}"
        self.article = article
        self._utf16 = Utf16(article.text)
        self._encoded = article.text.encode("utf-16-le")

    def value(self, start: int, end: int, quote: str, where: str) -> dict[str, Any]:
        """The place in the target's unit, checked there."""
        first, last = self._utf16.from_code_points(start), self._utf16.from_code_points(end)
        check_utf16(self._encoded, first, last, quote, where)
        return {"start": first, "end": last, "text": quote}


def write(selection: Selection, export: Export) -> None:
    """Write the selection as one file, a task a line."""
    sink = export.file()
    widest = max((len(ids) for _, ids in selection.units(LossReport())), default=1)
    comma = "[\n"
    for number, (story, ids) in enumerate(selection.units(export.loss), 1):
        panes = {
            id: _Pane(n, selection.shown(selection.library.articles.get(id))) for n, id in enumerate(ids, 1)
        }
        task = {"id": number, **_task(story, panes, selection, export)}
        for further in range(
            len(panes) + 1, widest + 1
        ):  # Label Studio takes no task that lacks a text of its interface
            task["data"][f"text_{further}"] = ""
        sink.text(comma + json.dumps(task, ensure_ascii=False))
        comma = ",\n"
    sink.text("[]\n" if comma == "[\n" else "\n]\n")
    export.notes["interface"] = interface(widest, selection.labels() or ["claim"])


def _task(
    story: Story | None, panes: Mapping[int, _Pane], selection: Selection, export: Export
) -> dict[str, Any]:
    data: dict[str, Any] = {pane.name: pane.article.text for pane in panes.values()}
    data[details.KEY] = {
        "articles": {pane.name: details.of_article(pane.article) for pane in panes.values()},
        "story": None if story is None else {"uuid": story.uuid, "title": story.title},
    }
    by_person: dict[str, list[dict[str, Any]]] = {}
    home: dict[str, str] = {}
    ties: list[tuple[int, Tie]] = []
    for pane in panes.values():
        document = selection.document(pane.article, export.loss)
        export.survey(document, panes)
        for annotation in document.annotations:
            if not annotation.pieces:  # told by the frame
                home[annotation.id] = annotation.annotator
                by_person.setdefault(annotation.annotator, []).extend(_regions(annotation, pane))
        ties += [(pane.article.id, tie) for tie in document.ties]
    for article, tie in ties:
        link, person = tie.link, home.get(tie.link.source)
        if tie.target_article in panes and (person is None or home.get(link.target) != person):
            export.loss.add("relation" if tie.target_article == article else "cross_link", link.id)
        elif tie.target_article in panes and person is not None:
            by_person[person].append({
                "type": "relation", "from_id": link.source, "to_id": link.target, "direction": "right",
                "labels": [link.relation],
                details.KEY: details.of_link(link),
            })  # fmt: skip
    people = selection.people()
    return {
        "data": data,
        "annotations": [
            {"completed_by": people.index(person) + 1, "was_cancelled": False, "result": by_person[person]}
            for person in sorted(by_person)
        ],
        "predictions": _predictions(panes, selection),
    }  # fmt: skip


def _regions(annotation: Annotation, pane: _Pane) -> Iterator[dict[str, Any]]:
    value = pane.value(annotation.start, annotation.end, annotation.quote, f"Annotation {annotation.id}")
    yield {
        "id": annotation.id, "from_name": LABELS, "to_name": pane.name, "type": "labels", "origin": "manual",
        "value": {**value, "labels": [annotation.label]}, details.KEY: details.of_annotation(annotation),
    }  # fmt: skip
    if annotation.note:
        place = {"start": value["start"], "end": value["end"]}
        yield {
            "id": annotation.id, "from_name": NOTE, "to_name": pane.name, "type": "textarea", "origin": "manual",
            "value": {**place, "text": [annotation.note]},
        }  # fmt: skip


def _predictions(panes: Mapping[int, _Pane], selection: Selection) -> list[dict[str, Any]]:
    found: dict[str, list[dict[str, Any]]] = {}
    analyses = selection.library.analyses
    for id, pane in panes.items():
        for engine in sorted(analyses.engines(id, "mention")):
            for mention in analyses.mentions(id, engine) or ():
                _predict(found, f"names {engine}", pane, mention.start, mention.end, mention.label)
        for engine in sorted(analyses.engines(id, "figure")):
            for figure in analyses.figures(id, engine) or ():
                _predict(found, f"figures {engine}", pane, figure.start, figure.end, figure.kind)
    return [{"model_version": version, "result": result} for version, result in found.items()]


def _predict(
    found: dict[str, list[dict[str, Any]]], version: str, pane: _Pane, start: int, end: int, label: str
) -> None:
    value = pane.value(start, end, pane.article.text[start:end], "What the machine found")
    result = found.setdefault(version, [])
    result.append({
        "id": f"{pane.name}-{start}-{end}-{len(result)}", "from_name": LABELS, "to_name": pane.name, "type": "labels",
        "value": {**value, "labels": [label]},
    })  # fmt: skip


def read(path: Path, arrivals: Arrivals) -> None:
    """Read tasks: every text of ``data`` that a region is about becomes an article."""
    for number, value in fields.objects(path):
        with arrivals.row(path, number):
            if isinstance(value, Refused):
                raise value
            task = fields.mapping(value, "the task")
            if not isinstance(data := task.get("data"), dict):
                raise Refused(
                    "it has no 'data', as every task has (JSON-MIN and configurations are not read)"
                )
            _Task(arrivals, data).take(task)


class _Task:
    def __init__(self, arrivals: Arrivals, data: Mapping[str, Any]) -> None:
        self.arrivals = arrivals
        self.data = data
        own = data.get(details.KEY)
        self.own: Mapping[str, Any] = own if isinstance(own, dict) else {}
        self.articles: dict[str, StoredArticle] = {}

    def take(self, task: Mapping[str, Any]) -> None:
        about = self.own.get("articles")
        for name in about if isinstance(about, dict) else ():
            self.article(name)
        for annotation in fields.sequence(task.get("annotations", task.get("completions")), "'annotations'"):
            with self.arrivals.part():
                annotation = fields.mapping(annotation, "an annotation")
                if annotation.get("was_cancelled"):
                    self.arrivals.leave("skipped tasks")
                    continue
                results = fields.sequence(annotation.get("result"), "'result'")
                self.results(results, _person(annotation.get("completed_by")))
        self.arrivals.leave("predictions", len(fields.sequence(task.get("predictions"), "'predictions'")))
        story = self.own.get("story")
        if isinstance(story, dict) and self.articles:
            self.story(clean(fields.text(story, "uuid", "")), fields.text(story, "title", ""))

    def story(self, uuid: str, title: str) -> None:
        """The articles of our own task, in the order of their panes, as a story."""
        ids = [self.articles[name].id for name in sorted(self.articles, key=lambda name: (len(name), name))]
        library = self.arrivals.library
        known = library.connection.row("SELECT 1 FROM story WHERE uuid = ?", [uuid]) is not None
        if not known:
            library.stories.opened(ids, title, uuid=uuid)
        (self.arrivals.known if known else self.arrivals.read)["story"] += 1

    def article(self, name: str) -> StoredArticle:
        """The text behind a name of the interface (``text`` for ``$text``) as an article."""
        name = name.removeprefix("$")
        if name not in self.articles:
            text = self.data.get(name)
            if not isinstance(text, str) and (
                texts := [v for v in self.data.values() if isinstance(v, str) and v]
            ):
                text = texts[0] if len(texts) == 1 else None
            if not isinstance(text, str) or not text:
                raise Refused(f"'data' has no text {name!r}")
            about = self.own.get("articles")
            self.articles[name] = details.article(
                text, about.get(name) if isinstance(about, dict) else None, self.arrivals
            )
        return self.articles[name]

    def results(self, results: Sequence[Any], person: str) -> None:
        regions: dict[str, str] = {}
        notes = {
            result["id"]: typed
            for result in results
            if isinstance(result, dict)
            and result.get("type") == "textarea"
            and isinstance(result.get("id"), str)
            and (typed := _typed(result.get("value")))
        }
        seen: set[str] = set()
        for result in results:
            with self.arrivals.part():
                result = fields.mapping(result, "a result")
                kind = result.get("type")
                if kind in ("labels", "choices"):
                    seen.add(str(result.get("id")))
                    self.region(result, kind, person, regions, notes)
                elif kind not in ("relation", "textarea"):
                    self.arrivals.leave(f"results of type {kind}")
        self.arrivals.leave("texts typed about a whole task", len(set(notes) - seen))
        for result in results:
            if isinstance(result, dict) and result.get("type") == "relation":
                with self.arrivals.part():
                    self.relation(result, person, regions)

    def region(
        self,
        result: Mapping[str, Any],
        kind: str,
        person: str,
        regions: dict[str, str],
        notes: Mapping[str, str],
    ) -> None:
        """Labels of a region; choices too, about their region where they name one, else about the whole text."""
        value = fields.mapping(result.get("value"), "'value'")
        article = self.article(fields.text(result, "to_name"))
        start, end, quote = 0, len(article.text), None
        if kind == "labels" or "start" in value:
            utf16 = Utf16(article.text)
            start = utf16.to_code_points(fields.whole_number(value, "start"))
            end = utf16.to_code_points(fields.whole_number(value, "end"))
            quote = fields.text(value, "text") if kind == "labels" or "text" in value else None
        labels = fields.sequence(value.get(kind), f"{kind!r}")
        if not labels:
            self.arrivals.leave("regions without a label")
        for number, label in enumerate(labels):
            if not isinstance(label, str):
                raise Refused("a label is no text")
            told = {
                "annotator": person,
                "note": notes.get(str(result.get("id")), ""),
                **details.taken(result.get(details.KEY)),
            }
            made = self.arrivals.annotation(article, start, end, label, quote=quote, **told)
            if number == 0 and kind == "labels" and isinstance(result.get("id"), str):
                regions.setdefault(result["id"], made)  # several controls may label one region

    def relation(self, result: Mapping[str, Any], person: str, regions: Mapping[str, str]) -> None:
        ends = [regions.get(fields.text(result, name)) for name in ("from_id", "to_id")]
        if None in ends:
            raise Refused("a relation leads to a region that is not there")
        if result.get("direction") == "left":
            ends.reverse()
        said = {"annotator": person, **details.link_taken(result.get(details.KEY))}
        labels = [
            label for label in fields.sequence(result.get("labels"), "'labels'") if isinstance(label, str)
        ]
        for label in labels or ["related"]:
            self.arrivals.link(str(ends[0]), str(ends[1]), label, **said)


def _typed(value: Any) -> str:
    """What somebody typed: one text, or several."""
    texts = value.get("text") if isinstance(value, dict) else None
    return "\n".join(
        text for text in (texts if isinstance(texts, list) else [texts]) if isinstance(text, str)
    )


def _person(completed_by: Any) -> str:
    if isinstance(completed_by, dict):
        completed_by = completed_by.get("email") or completed_by.get("id")
    return "" if completed_by is None else str(completed_by)
