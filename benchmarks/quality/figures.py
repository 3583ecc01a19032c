"""How well figures are read: news, and two other projects' own test data, beside those projects themselves.

News: two reports in corpora/seeds and lines drawn from BASIL and ECB+; gold/figures.json holds offsets and values
only. Its labels are the grammar's own readings, read through and mended by hand, and mistakes found were mended in
the grammar too: these rows guard what is reached, they do not say what unseen news would give. A figure is right when
span, kind, value, upper value and unit are; "counted" is the share of cardinals with the right noun.

Recognizers-Text (English specs) and quantulum3 (English tests) have their own conventions: an item counts as found
when its span and its value are right, and its unit where that is one of ours.

    python benchmarks/quality/figures.py [--errors 10]
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diptych.analysis.figures import figures, figures_in
from diptych.analysis.figures.currencies import NAMES
from diptych.analysis.figures.units import LONG
from diptych.analysis.spans import Figure

CORPORA = Path(__file__).resolve().parents[2].parent / "shared" / "corpora"
GOLD = Path(__file__).parent / "gold" / "figures.json"


@dataclass
class Row:
    """One line of the report. ``right`` of ``found`` and of ``wanted``; ``note`` says why a row has no numbers."""

    set: str
    reader: str
    right: int = 0
    found: int = 0
    wanted: int = 0
    note: str = ""
    errors: list[str] = field(default_factory=list)

    def line(self) -> str:
        if self.note:
            return f"{self.set:32} {self.reader:18} {self.note}"
        precision = self.right / self.found if self.found else math.nan
        recall = self.right / self.wanted if self.wanted else math.nan
        f1 = 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else math.nan
        first = f"{100 * precision:6.1f}" if self.found else "     –"
        last = f"{100 * f1:6.1f}" if self.found else "     –"
        return f"{self.set:32} {self.reader:18} {first} {100 * recall:6.1f} {last}  of {self.wanted}"


# --- news ---------------------------------------------------------------------------------------------------


def news_texts() -> Iterator[tuple[str, str | None, str]]:
    """(name, day of publication, text) of each report that may have been labelled."""
    for path in sorted((CORPORA / "seeds").glob("*.txt")):
        yield f"seeds/{path.name}", None, path.read_text(encoding="utf-8")
    for path in sorted((CORPORA / "basil" / "articles").glob("*/*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        lines = (" ".join(part) if isinstance(part, list) else part for part in article["body-paragraphs"])
        yield f"basil/{path.parent.name}/{path.name}", article["date"], "\n".join(lines)
    for path in sorted((CORPORA / "ecbplus" / "ECB+").glob("*/*.xml")):
        sentences: dict[int, list[str]] = {}
        for token in ElementTree.parse(path).getroot().iter("token"):
            sentences.setdefault(int(token.get("sentence", 0)), []).append(token.text or "")
        yield (
            f"ecbplus/{path.parent.name}/{path.name}",
            None,
            "\n".join(_closed(" ".join(sentences[number])) for number in sorted(sentences)),
        )


def _closed(tokens: str) -> str:
    """Tokens as a sentence: no blank before a closing sign or behind an opening one."""
    return re.sub(r"([($£€]) ", r"\1", re.sub(r" ([.,;:!?%)’]|'s|n't|'re|'ve)", r"\1", tokens))


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        return math.isclose(one, other, rel_tol=1e-9)
    return bool(one == other)


def news() -> list[Row]:
    """Right figures and right counted nouns on the labelled lines."""
    if not CORPORA.is_dir():
        return [Row("news", "diptych", note="../shared/corpora is not here")]
    gold = json.loads(GOLD.read_text(encoding="utf-8"))
    rows = {part: Row(f"news: {part}", "diptych") for part in ("seeds", "basil", "ecbplus")}
    counted = Row("news: what is counted", "diptych")
    for name, published, text in news_texts():
        if name not in gold:
            continue
        row = rows[name.split("/")[0]]
        wanted = {(item[0], item[1]): item for item in gold[name]["figures"]}
        found = [
            figure
            for start, end in gold[name]["lines"]
            for figure in figures_in(text, start, end, published=published)
        ]
        row.wanted += len(wanted)
        row.found += len(found)
        for figure in found:
            item = wanted.pop((figure.start, figure.end), None)
            got = [figure.kind, figure.value, figure.upper, figure.unit]
            if item is not None and all(_same(a, b) for a, b in zip(got, item[2:6], strict=True)):
                row.right += 1
            else:
                row.errors.append(
                    f"{name}:{figure.start} {figure.text!r} read as {got}, wanted {item and item[2:6]}"
                )
            if item is not None and item[2] == "cardinal" and item[6]:
                counted.wanted += 1
                counted.found += bool(figure.of)
                counted.right += figure.of == item[6]
                if figure.of != item[6]:
                    counted.errors.append(
                        f"{name}:{figure.start} {figure.text!r} of {figure.of}, wanted {item[6]}"
                    )
        row.errors += [f"{name}:{start} missed {item[2:6]}" for (start, _), item in wanted.items()]
    return [*rows.values(), counted]


# --- Recognizers-Text ---------------------------------------------------------------------------------------

_AGE_UNITS = {"Year": "P{}Y", "Month": "P{}M", "Week": "P{}W", "Day": "P{}D"}
Wanted = tuple[int, int, Any]
"""Start, end (exclusive) and what to find there: a number, an ISO duration, or None where any value will do."""


def specs() -> Iterator[tuple[str, str, list[Wanted]]]:
    """(model, text, what its authors find in it) of each English spec that Python is said to support."""
    for path in sorted((CORPORA / "recognizers" / "Specs").glob("*/English/*.json")):
        for case in json.loads(path.read_text(encoding="utf-8-sig")):
            if "python" in case.get("NotSupported", "").lower().replace(" ", ""):
                continue
            wanted = []
            for result in case["Results"]:
                value = _spec_value(result)
                if "Start" in result and value is not None:
                    wanted.append((result["Start"], result["End"] + 1, value))
            yield path.stem, case["Input"], wanted


def _spec_value(result: dict[str, Any]) -> Any:
    resolution = result.get("Resolution") or {}
    value, unit = str(resolution.get("value", "")), resolution.get("unit")
    if result["TypeName"] == "age":
        return _AGE_UNITS[unit].format(value) if unit in _AGE_UNITS else _number(value)
    return _number(value.removesuffix("%"))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def recognizers() -> list[Row]:
    """Recall of right values, exact spans, on what Recognizers-Text tests itself with."""
    rows: dict[str, Row] = {}
    for model, text, wanted in specs():
        row = rows.setdefault(model, Row(f"Recognizers: {model}", "diptych"))
        found = figures(text)
        for start, end, value in wanted:
            row.wanted += 1
            if any((f.start, f.end) == (start, end) and _same(f.value, value) for f in found):
                row.right += 1
            else:
                got = [(f.text, f.value) for f in found]
                row.errors.append(f"{text[start:end]!r} is {value} in {text[:60]!r}: read {got}")
    return list(rows.values()) or [
        Row("Recognizers-Text", "diptych", note="../shared/corpora/recognizers is not here")
    ]


# --- quantulum3 ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Quantity:
    """A quantity in quantulum3's terms: where, how much, and the unit's name."""

    start: int
    end: int
    value: float
    unit: str


def quantulum_cases() -> Iterator[tuple[str, list[Quantity]]]:
    """(text, quantities) of its English tests, those for its classifier left out."""
    path = CORPORA / "quantulum3" / "quantulum3" / "_lang" / "en_US" / "tests" / "quantities.json"
    if not path.exists():
        return
    for case in json.loads(path.read_text(encoding="utf-8")):
        text, at, wanted = case["req"], 0, []
        for item in case["res"]:
            start = text.find(item["surface"], at)
            at = start + len(item["surface"])
            wanted.append(Quantity(start, at, float(item["value"]), str(item["unit"])))
        yield text, wanted


_TIMES = {
    "second": "PT{}S",
    "minute": "PT{}M",
    "hour": "PT{}H",
    "day": "P{}D",
    "week": "P{}W",
    "month": "P{}M",
    "year": "P{}Y",
}


def _agrees(figure: Figure, wanted: Quantity) -> bool:
    """Same span and value; of a range quantulum3 gives the middle; the unit where it is one of ours."""
    if (figure.start, figure.end) != (wanted.start, wanted.end):
        return False
    if wanted.unit in _TIMES:
        return figure.value == _TIMES[wanted.unit].format(f"{wanted.value:g}")
    if not isinstance(figure.value, (int, float)):
        return wanted.unit == "dimensionless" and figure.value == f"{wanted.value:g}"
    value = (figure.value + figure.upper) / 2 if isinstance(figure.upper, (int, float)) else figure.value
    unit = wanted.unit.lower().removesuffix("-mass").replace("degree ", "degrees ")
    ours = {"percentage": "%", "dimensionless": None}.get(unit, LONG.get(unit, NAMES.get(unit, figure.unit)))
    return math.isclose(value, wanted.value, rel_tol=1e-6) and (
        unit == "dimensionless" or figure.unit == ours
    )


def quantulum() -> list[Row]:
    """Precision and recall on quantulum3's tests; what only it or only we call a quantity counts against us."""
    row = Row("quantulum3: quantities", "diptych")
    for text, wanted in quantulum_cases():
        found = [
            f
            for f in figures(text)
            if f.kind not in ("ordinal", "date", "time") or any(w.start == f.start for w in wanted)
        ]
        row.found += len(found)
        row.wanted += len(wanted)
        for item in wanted:
            if any(_agrees(figure, item) for figure in found):
                row.right += 1
            else:
                got = [(f.text, f.value, f.unit) for f in found]
                row.errors.append(
                    f"{text[item.start : item.end]!r} is {item.value:g} {item.unit}: read {got}"
                )
    if not row.wanted:
        row.note = "../shared/corpora/quantulum3 is not here"
    return [row]


# --- peers --------------------------------------------------------------------------------------------------


def _peer_rows(set_name: str, peer: str, measure: Callable[[], list[Row]]) -> list[Row]:
    try:
        return measure()
    except ImportError:
        return [Row(set_name, peer, note="not installed")]
    except Exception as problem:  # a peer that breaks is a row that says so
        return [Row(set_name, peer, note=f"failed: {type(problem).__name__}: {problem}"[:90])]


def quantulum_peer() -> list[Row]:
    """quantulum3 on its own tests."""
    from quantulum3 import parser  # type: ignore[import-not-found, unused-ignore]

    row = Row("quantulum3: quantities", "quantulum3")
    for text, wanted in quantulum_cases():
        found = parser.parse(text)
        row.found += len(found)
        row.wanted += len(wanted)
        for item in wanted:
            row.right += any(
                tuple(q.span) == (item.start, item.end)
                and math.isclose(q.value, item.value, rel_tol=1e-6)
                and q.unit.name.lower() == item.unit.lower()
                for q in found
            )
    return [row]


def recognizers_peer() -> list[Row]:
    """Recognizers-Text on its own specs."""
    from recognizers_number import recognize_percentage  # type: ignore[import-not-found, unused-ignore]
    from recognizers_number_with_unit import recognize_age  # type: ignore[import-not-found, unused-ignore]

    readers = {"PercentModel": recognize_percentage, "AgeModel": recognize_age}
    rows: dict[str, Row] = {}
    for model, text, wanted in specs():
        if model not in readers:
            continue
        row = rows.setdefault(model, Row(f"Recognizers: {model}", "Recognizers-Text"))
        found = readers[model](text, "en-us")
        for start, end, value in wanted:
            row.wanted += 1
            row.right += any(
                (f.start, f.end + 1) == (start, end)
                and _same(_spec_value({"TypeName": f.type_name, "Resolution": f.resolution}), value)
                for f in found
                if f.resolution
            )
    return list(rows.values())


def report() -> list[Row]:
    """All rows: ours, then each peer's on the same set."""
    return [
        *news(),
        *recognizers(),
        *_peer_rows("Recognizers-Text", "Recognizers-Text", recognizers_peer),
        *quantulum(),
        *_peer_rows("quantulum3: quantities", "quantulum3", quantulum_peer),
    ]


def main(arguments: list[str] | None = None) -> int:
    """Print the table and the worst errors of each set."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--errors", type=int, default=10, help="how many errors of each set to print")
    chosen = options.parse_args(arguments)
    rows = report()
    print(f"{'figures: set':32} {'reader':18} {'P':>6} {'R':>6} {'F1':>6}")
    for row in rows:
        print(row.line())
    for row in rows:
        for error in row.errors[: chosen.errors]:
            print(f"  {row.set}: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
