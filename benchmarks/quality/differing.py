"""Whether the figures that differ between reports are found: the samples, and pairs labelled by hand.

The samples say what their reports disagree about (`diptych.seeds.expected`). `differing.tsv` lists by offset
alone the disagreements found by reading every figure of 20 BASIL events and 4 ECB+ topics. A row of the table
that says "differs" (or "older") is right if it holds two places of one known disagreement, and wrong
otherwise; rows about figures the samples' key leaves out count as wrong too. The plain peer takes any two
unequal figures of one kind, unit and noun.

    python benchmarks/quality/differing.py
"""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diptych.analysis.analysing import analyse
from diptych.analysis.comparison import compare
from diptych.analysis.spans import Analysis

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"

Place = tuple[int, int, int]
"""Report, start, end."""


@dataclass(frozen=True)
class Story:
    """Reports of one story, and each known disagreement as the places that tell it."""

    name: str
    reports: list[Analysis]
    differing: list[list[Place]]


def samples() -> Iterator[Story]:
    """The stories in seeds/."""
    from diptych.articles.reading import read_file
    from diptych.seeds.stories import expected, stories

    for story in stories():
        articles = [read_file(path) for path in story.files]
        reports = [analyse(a.text, title=a.title, published=a.published, entities=False) for a in articles]
        names = [path.stem for path in story.files]
        differing = []
        for figure in expected(story.slug):
            places = []
            for value in figure.values:
                report = names.index(value.report)
                at = reports[report].text.find(value.quote)
                if at >= 0:
                    places.append((report, at, at + len(value.quote)))
            if figure.relation == "differs":
                differing.append(places)
        yield Story(story.slug, reports, differing)


def by_hand() -> Iterator[Story]:
    """BASIL and ECB+, where they lie; what is known of them is in differing.tsv."""
    known: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    with Path(__file__).with_name("differing.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            known[row["story"]][row["disagreement"]].append(
                (int(row["report"]), int(row["start"]), int(row["end"]))
            )
    for name, reports in (*_basil(), *_ecbplus()):
        yield Story(name, reports, list(known[name].values()))


def _basil() -> Iterator[tuple[str, list[Analysis]]]:
    events: dict[str, list[Analysis]] = defaultdict(list)
    for path in sorted((CORPORA / "basil" / "articles").glob("*/*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        text = "\n".join(" ".join(paragraph) for paragraph in data["body-paragraphs"])
        events[f"basil {path.name[:8]}"].append(analyse(text, published=data["date"], entities=False))
    yield from events.items()


def _ecbplus() -> Iterator[tuple[str, list[Analysis]]]:

    from diptych.analysis.figures import figures

    place = Path(__file__).with_name("matching.py")
    spec = importlib.util.spec_from_file_location("quality_matching", place)
    if spec is None or spec.loader is None or not (CORPORA / "ecbplus").is_dir():
        return
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    for topic in module.topics():
        for part in ("ecb.", "ecbplus"):
            reports = [r for r in topic.reports if part in r.title]
            yield f"ecb {topic.name} {part}", [r._replace(figures=tuple(figures(r.text))) for r in reports]


def told(story: Story) -> list[list[Place]]:
    """The rows that diptych says differ."""
    return [
        [(i, told.figure.start, told.figure.end) for i, places in enumerate(row.told) for told in places]
        for row in compare(story.reports).figures
        if row.verdict in ("differs", "older")
    ]


def plain(story: Story) -> list[list[Place]]:
    """The peer's rows: one kind, unit and noun, unequal values."""
    rows: dict[tuple[str, str, str], list[tuple[int, object, Place]]] = defaultdict(list)
    for report, analysis in enumerate(story.reports):
        for figure in analysis.figures:
            if figure.value is not None and figure.kind not in ("ordinal", "date", "time"):
                key = (figure.kind, figure.unit or "", (figure.of or "").casefold())
                rows[key].append((report, figure.value, (report, figure.start, figure.end)))
    return [
        [place for _, _, place in row]
        for row in rows.values()
        if len({report for report, _, _ in row}) > 1 and len({value for _, value, _ in row}) > 1
    ]


def holds(row: Sequence[Place], disagreement: Sequence[Place]) -> bool:
    """Whether a row has places of the disagreement in two reports."""
    reports = {
        report
        for report, start, end in row
        for known, first, last in disagreement
        if report == known and start < last and first < end
    }
    return len(reports) > 1


def main() -> int:
    """Print precision and recall of diptych and of the peer, and the errors."""
    errors: list[str] = []
    for title, stories in (("samples", list(samples())), ("by hand", list(by_hand()))):
        for name, rows_of in (("plain", plain), ("diptych", told)):
            right = wrong = found = known = 0
            for story in stories:
                rows = rows_of(story)
                good = [any(holds(row, d) for d in story.differing) for row in rows]
                right, wrong = right + sum(good), wrong + len(good) - sum(good)
                hit = [any(holds(row, d) for row in rows) for d in story.differing]
                found, known = found + sum(hit), known + len(hit)
                if name == "diptych":
                    errors += [
                        _shown("missed", story, d)
                        for d, ok in zip(story.differing, hit, strict=True)
                        if not ok
                    ]
                    errors += [
                        _shown("wrong", story, row) for row, ok in zip(rows, good, strict=True) if not ok
                    ]
            precision, recall = 100 * right / max(right + wrong, 1), 100 * found / max(known, 1)
            print(
                f"figures that differ  {title:8} {name:8} precision {precision:5.1f} ({right} of {right + wrong})  "
                f"recall {recall:5.1f} ({found} of {known})"
            )
    print("errors:", *errors[: 40 if "--all" in sys.argv else 10], sep="\n  ")
    return 0


def _shown(kind: str, story: Story, places: Sequence[Place]) -> str:
    parts = []
    for report, start, end in list(places)[:6]:
        text = story.reports[report].text
        parts.append(f"{report}@{start} {text[max(0, start - 12) : end + 12]!r}")
    return f"{kind}: {story.name}: " + " | ".join(parts)


if __name__ == "__main__":
    sys.exit(main())
