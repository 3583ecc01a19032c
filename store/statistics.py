"""What has been done in a library: answers, reports, time and pace. Counted by SQL, for any number of answers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from diptych.store.library import Library

_ANSWERS = """
SELECT annotator, scheme, label, count(*),
    sum(NOT EXISTS (SELECT 1 FROM sentence AS s
        WHERE s.article = n.article AND s.start = n.start AND s."end" = n."end"))
FROM annotation AS n GROUP BY 1, 2, 3 ORDER BY 1, 2, 4 DESC, 3
"""
_PLACES = """
SELECT story, article FROM story_article ORDER BY story, position
"""
_DAYS = """
SELECT annotator, substr(created_at, 1, 10) AS day, count(*) FROM annotation GROUP BY 1, 2 ORDER BY 2, 1
"""
_SESSIONS = """
SELECT annotator, substr(started_at, 1, 10) AS day, count(*), coalesce(sum(active_seconds), 0)
FROM session GROUP BY 1, 2 ORDER BY 2, 1
"""
_TIMES = """
SELECT t.annotator, t.seconds,
    (SELECT n.label FROM annotation AS n WHERE n.article = t.article AND n.start = t.start AND n."end" = t."end"
        AND n.annotator = t.annotator ORDER BY n.updated_at DESC LIMIT 1)
FROM timing AS t
"""


AGREEING = ("same", "supports")
DISAGREEING = ("contradicts", "differs_in_figure")
_ACROSS = (
    "SELECT a.article, b.article, l.relation FROM link AS l JOIN annotation AS a ON a.id = l.source"
    " JOIN annotation AS b ON b.id = l.target WHERE l.annotator = ? AND a.article <> b.article"
)


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How often an annotator gave a label; ``words`` of these are on words instead of whole sentences."""

    annotator: str
    scheme: str
    label: str
    count: int
    words: int


@dataclass(frozen=True, slots=True)
class ReportCount:
    """How far a report is judged, by the library's annotator."""

    id: int
    title: str
    source: str
    sentences: int
    judged: int
    claims: int


@dataclass(frozen=True, slots=True)
class StoryCount:
    """The same for the reports of a story together.

    ``agreed`` counts claims of one report linked as the same as, or supporting, one of another; ``disagreed`` those
    that contradict each other or differ in a figure.
    """

    id: int
    title: str
    reports: int
    sentences: int
    judged: int
    claims: int
    agreed: int = 0
    disagreed: int = 0


@dataclass(frozen=True, slots=True)
class Day:
    """One annotator's day: answers that stand, active seconds. ``pace`` is answers in an active minute, or None."""

    annotator: str
    day: str
    answers: int
    sessions: int
    active_seconds: float

    @property
    def pace(self) -> float | None:
        """None where no time was counted: answers came from an import."""
        return self.answers * 60 / self.active_seconds if self.active_seconds >= 1 else None


@dataclass(frozen=True, slots=True)
class Took:
    """How long an annotator looks at a sentence that got this label in the end ("" for none): median seconds."""

    annotator: str
    label: str
    sentences: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Statistics:
    """All of it. ``put_off`` counts this annotator's skipped sentences, ``links`` all links."""

    annotator: str
    articles: int
    sentences: int
    put_off: int
    links: int
    labels: tuple[LabelCount, ...]
    reports: tuple[ReportCount, ...]
    stories: tuple[StoryCount, ...]
    days: tuple[Day, ...]
    took: tuple[Took, ...]

    @property
    def sessions(self) -> list[tuple[str, int, float]]:
        """Annotator, sessions, active seconds."""
        found: dict[str, tuple[int, float]] = {}
        for day in self.days:
            count, seconds = found.get(day.annotator, (0, 0.0))
            found[day.annotator] = (count + day.sessions, seconds + day.active_seconds)
        return [(who, *numbers) for who, numbers in sorted(found.items())]

    def as_json(self) -> dict[str, Any]:
        """For ``diptych stats --json``."""
        return {
            "annotator": self.annotator,
            "articles": self.articles,
            "sentences": self.sentences,
            "put_off": self.put_off,
            "links": self.links,
            "answers": [asdict(one) for one in self.labels],
            "reports": [asdict(one) for one in self.reports],
            "stories": [asdict(one) for one in self.stories],
            "sessions": [
                {"annotator": who, "sessions": count, "active_seconds": seconds}
                for who, count, seconds in self.sessions
            ],
            "days": [{**asdict(one), "pace": one.pace} for one in self.days],
            "seconds_a_sentence": [asdict(one) for one in self.took],
        }


def statistics(library: Library) -> Statistics:
    """Count everything, from one moment of the library."""
    rows = library.connection.rows
    with library.snapshot():
        reports = tuple(
            ReportCount(
                one.id,
                one.title or one.location.rsplit("/", 1)[-1] or f"report {one.id}",
                one.source,
                one.sentences,
                one.judged,
                one.claims,
            )
            for one in library.articles.list()
        )
        (put_off,) = library.connection.row(
            "SELECT count(*) FROM skip AS k WHERE annotator = ? AND NOT EXISTS (SELECT 1 FROM annotation AS n"
            ' WHERE n.article = k.article AND n.start = k.start AND n."end" = k."end" AND n.annotator = k.annotator)',
            [library.annotator],
        )
        (links,) = library.connection.row("SELECT count(*) FROM link")
        return Statistics(
            library.annotator,
            len(reports),
            sum(one.sentences for one in reports),
            put_off,
            links,
            tuple(LabelCount(*row) for row in rows(_ANSWERS)),
            reports,
            tuple(_stories(library, {one.id: one for one in reports})),
            tuple(_days(rows(_DAYS), rows(_SESSIONS))),
            tuple(_took(rows(_TIMES))),
        )


def _stories(library: Library, reports: dict[int, ReportCount]) -> list[StoryCount]:
    inside: dict[int, list[ReportCount]] = {}
    for story, article in library.connection.rows(_PLACES):
        inside.setdefault(story, []).append(reports[article])
    across = library.connection.rows(_ACROSS, [library.annotator])
    found = []
    for story in library.stories.list():
        ids = {one.id for one in inside.get(story.id, [])}
        between = [relation for one, other, relation in across if one in ids and other in ids]
        there = list({one.id: one for one in inside.get(story.id, [])}.values())
        if len(there) > 1:
            title = story.title or " │ ".join(one.title for one in there)
            sums = (sum(one.sentences for one in there), sum(one.judged for one in there))
            agreed = sum(relation in AGREEING for relation in between)
            disagreed = sum(relation in DISAGREEING for relation in between)
            claims = sum(one.claims for one in there)
            found.append(StoryCount(story.id, title, len(there), *sums, claims, agreed, disagreed))
    return found


def _days(answers: list[Any], sessions: list[Any]) -> list[Day]:
    found: dict[tuple[str, str], tuple[int, int, float]] = {}
    for annotator, day, count in answers:
        found[day, annotator] = (count, 0, 0.0)
    for annotator, day, count, seconds in sessions:
        found[day, annotator] = (found.get((day, annotator), (0,))[0], count, seconds)
    return [Day(annotator, day, *numbers) for (day, annotator), numbers in sorted(found.items())]


def _took(times: list[Any]) -> list[Took]:
    found: dict[tuple[str, str], list[float]] = {}
    for annotator, seconds, label in times:
        found.setdefault((annotator, label or ""), []).append(seconds)
    return [
        Took(annotator, label, len(all_of), median(all_of))
        for (annotator, label), all_of in sorted(found.items())
    ]
