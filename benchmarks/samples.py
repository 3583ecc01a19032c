"""Other tools' own sample files, read: `make samples`, or `python -m benchmarks.samples [WORD…]`.

Each file goes into a library of its own. A file is read whole, or in part (its other rows are refused by line, as
``--keep-going`` does), or refused; every refusal is printed in the program's own words. Files meant to be wrong have to
be refused, and some others hold nothing that diptych keeps: those are expected to be refused for that reason alone. The
exit code is 1 where a wrong file was read whole, where a file was refused that should be read, or where something
failed without words.
WORDs choose rows by folder or format.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from diptych import formats
from diptych.articles.article import Article
from diptych.errors import DiptychError, ExtraMissing, UnknownFormat
from diptych.formats.import_report import ImportRefused
from diptych.store import Library, open_library

CORPORA = Path(__file__).parents[1].parent / "shared" / "corpora"
SHOWN = 150
"""Code points of a refusal that are printed."""


@dataclass(frozen=True)
class Sample:
    """Files of one tool for one format; ``why`` says what they are.

    ``wrong``: their makers meant them to be refused. ``lack``: what is said (a regular expression) of those among them
    that hold nothing, or rows with nothing, that diptych keeps. ``texts``: they are about pages that are not there; a
    text for each address is put into the library first, with the words of a quote where one is given.
    """

    files: str
    format: str
    wrong: bool = False
    texts: bool = False
    lack: str = ""
    why: str = ""


NO_TEXT, NO_VIEW = "there is no 'text'|there is no text", "no view of this CAS has a text"

SAMPLES = (
    Sample("brat/corpora/TDT/*.ann", "brat"),
    Sample("brat/tutorials/*/*.ann", "brat"),
    Sample("polnear/**/*.ann", "brat", why="PolNeAR, annotators in training"),
    Sample("prodigy/example-datasets/*.jsonl", "prodigy"),
    Sample("doccano/*/**/sequence_labeling/*.jsonl", "doccano", lack=NO_TEXT),
    Sample("doccano/*/**/relation_extraction/*.jsonl", "doccano"),
    Sample("doccano/*/**/text_classification/*.json*", "doccano", lack=NO_TEXT),
    Sample("doccano/*/**/intent*/*.jsonl", "doccano", lack=NO_TEXT),
    Sample("doccano/*/**/text_classification/example.csv", "csv", lack=NO_TEXT),
    Sample("doccano/*/**/text_classification/example_*.csv", "csv", lack=NO_TEXT),
    Sample("doccano/*/**/text_classification/example.invalid*.csv", "csv", wrong=True),
    Sample("doccano/data_import/tests/data/example.utf16.csv", "csv"),
    Sample("doccano/*/**/sequence_labeling/[!l]*.conll", "conll2003"),
    Sample("doccano/*/**/sequence_labeling/example.txt", "conll2003"),
    Sample("doccano/*/**/sequence_labeling/labeling.trailing.conll", "conll2003"),
    Sample("doccano/*/**/*.invalid.conll", "conll2003", wrong=True),
    Sample("ner/wikigold/**/wikigold*.txt", "conll2003", why="IOB1"),
    Sample("labelstudio/data/**/*.json", "labelstudio", lack="no 'data'", why="one is a configuration"),
    Sample("cassis/test_files/xmi/*.xmi", "cas", lack=NO_VIEW),
    Sample("cassis/test_files/json/**/*.xmi", "cas", lack=NO_VIEW),
    Sample("cassis/test_files/json/**/*.json", "cas", lack=NO_VIEW),
    Sample(
        "webannotation/model/*/examples/correct/*.json",
        "webannotation",
        texts=True,
        lack=r"no place in a text|several things|a part of an article|its quote is not in the text",
        why="pictures, films, paths in pages",
    ),
    Sample("webannotation/model/wd2/examples/incorrect/*.json", "webannotation", wrong=True),
    Sample("clef2018/data/task?/*/*.txt", "checkthat"),
    Sample("clef2018/format_checker/data/*NOTOK*.txt", "checkthat", wrong=True),
    Sample("clef2018/format_checker/data/*_[OW][KA]*.txt", "checkthat", lack="somebody's answers"),
    Sample("clef2018/scorer/data/*.txt", "checkthat", lack="somebody's answers"),
    Sample("claimbuster/**/*.csv", "claimbuster"),
    Sample("claimbuster/**/*.json", "claimbuster"),
)

NO_FORMAT = {
    "claimpt, basil, ecbplus": "shapes of one corpus each, no tool writes them",
    "slate": "counts words in a text that lies elsewhere; diptych has no such format",
    "webannotation/vocab": "Turtle; diptych reads JSON-LD",
    "doccano: images, speech, text to text, label lists, .xlsx, fastText": "not what diptych keeps",
}


@dataclass
class Outcome:
    """What became of one row of the table. ``words``: what was said, and of which files."""

    whole: int = 0
    part: int = 0
    refused: int = 0
    failed: int = 0
    taken: Counter[str] = field(default_factory=Counter)
    words: dict[str, list[str]] = field(default_factory=dict)

    def say(self, path: Path, words: str) -> None:
        """Take down what was said of a file, without what only names the file or an address in it."""
        words = words.replace(f"{path} ", "").replace(str(path), "")
        line = " ".join(re.sub(r"https?://\S+|: line [0-9]+ column.*", "…", words).split())
        self.words.setdefault(line if len(line) <= SHOWN else line[: SHOWN - 1] + "…", []).append(path.name)


def read(sample: Sample, template: Path, folder: Path) -> Outcome:
    """Read every file of a row, each into a fresh library."""
    outcome = Outcome()
    for number, path in enumerate(sorted(CORPORA.glob(sample.files))):
        library_path = folder / f"{number}.db"
        shutil.copy(template, library_path)
        with open_library(library_path, annotator="samples") as library:
            if sample.texts:
                add_texts(json.loads(path.read_text(encoding="utf-8")), library)
            try:
                outcome.taken.update(formats.read(library, sample.format, path).read)
                outcome.whole += 1
            except ImportRefused as refusal:
                report = formats.read(library, sample.format, path, keep_going=True)
                outcome.taken.update(report.read)
                if report.read.get("annotation"):
                    outcome.part += 1
                else:
                    outcome.refused += 1
                count = refusal.report.skipped_count
                more = "" if count == 1 else f"{count} rows refused, the first: "
                outcome.say(path, more + refusal.report.skipped[0].message)
            except DiptychError as error:
                outcome.refused += 1
                outcome.say(path, str(error))
            except Exception:
                outcome.failed += 1
                outcome.say(path, f"FAILED: {traceback.format_exc().strip().splitlines()[-1]}")
        library_path.unlink()
    return outcome


def add_texts(item: Any, library: Library) -> None:
    """A text at every address that a W3C annotation is about, with the words or the length that a selector names."""
    if isinstance(item, list):
        for one in item:
            add_texts(one, library)
    elif isinstance(item, dict):
        for target in [*listed(item.get("target")), *listed(item.get("items"))]:
            address = target.get("source", target.get("id")) if isinstance(target, dict) else target
            if isinstance(address, str):
                selectors = listed(target.get("selector")) if isinstance(target, dict) else []
                library.articles.add(Article(words_of(selectors), location=address.partition("#")[0]))
        for value in item.values():
            add_texts(value, library)


def words_of(selectors: list[Any]) -> str:
    """The text that selectors ask for; a line where they ask for none."""
    for one in selectors:
        if isinstance(one, dict):
            words = "".join(str(one.get(key, "")) for key in ("prefix", "exact", "suffix"))
            if words or str(one.get("type", one.get("@type"))).endswith("TextPositionSelector"):
                return words or "x" * int(one["end"])
            if "refinedBy" in one:
                return words_of(listed(one["refinedBy"]))
    return "A page of which only the address is known."


def listed(value: Any) -> list[Any]:
    """JSON-LD has one value where it could have a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def main(words: list[str]) -> int:
    """Print the table; 1 where a file failed without words, or a wrong one was taken for right."""
    if not CORPORA.is_dir():
        print(f"The sample files are not on this machine (they would lie in {CORPORA}).")
        return 0
    warnings.simplefilter("ignore")
    bad = 0
    totals: Counter[str] = Counter()
    print(f"{'files':62} {'format':14} {'read':>10}  {'in part':>7} {'refused':>7}  new")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = folder / "template.db"
        open_library(template, annotator="samples").close()
        for sample in SAMPLES:
            if words and not any(word in sample.files or word == sample.format for word in words):
                continue
            title = f"{sample.files}{' (meant to be wrong)' if sample.wrong else ''}"
            try:
                formats.find(sample.format).load()
            except (UnknownFormat, ExtraMissing) as error:
                print(f"{title:62} {sample.format:14} {'–':>10}  {error}")
                continue
            outcome = read(sample, template, folder)
            count = outcome.whole + outcome.part + outcome.refused + outcome.failed
            new = ", ".join(f"{number} {what}" for what, number in sorted(outcome.taken.items()))
            told = f"{outcome.whole} of {count}"
            print(
                f"{title:62} {sample.format:14} {told:>10}  {outcome.part or '':>7} {outcome.refused or '':>7}  {new}"
                f"{f' ({sample.why})' if sample.why else ''}",
                flush=True,
            )
            for line, names in outcome.words.items():
                print(f"    {len(names)} × {line} ({', '.join(names[:3])}{', …' if len(names) > 3 else ''})")
            wrongly = outcome.whole if sample.wrong else 0
            expected = sum(
                len(names)
                for line, names in outcome.words.items()
                if sample.lack and re.search(sample.lack, line)
            )
            surprising = 0 if sample.wrong else outcome.part + outcome.refused - expected
            bad += outcome.failed + wrongly + surprising
            if surprising > 0:
                print(f"    WRONG: {surprising} files were refused that should be read")
            if wrongly:
                print(f"    WRONG: {wrongly} files that were meant to be wrong were read")
            kind = "wrong" if sample.wrong else "right"
            totals.update({
                f"{kind} read": outcome.whole, f"{kind} part": outcome.part, f"{kind} refused": outcome.refused,
                f"{kind} files": count, f"{kind} expected": 0 if sample.wrong else expected,
            })  # fmt: skip
    print(
        f"\n{totals['right read']} of {totals['right files']} files read whole, {totals['right part']} in part, "
        f"{totals['right refused']} refused, each for the reason above; {totals['right expected']} of these "
        f"{totals['right part'] + totals['right refused']} were expected, for they hold nothing, or rows with nothing, "
        "that diptych keeps; "
        f"{totals['wrong refused'] + totals['wrong part']} of {totals['wrong files']} files meant to be wrong refused."
    )
    if not words:
        for files, reason in NO_FORMAT.items():
            print(f"Not tried: {files}: {reason}.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
