"""Which names are found, and as what: beside the spaCy model alone.

F1 over spans with PER, ORG, LOC and MISC, into which spaCy's labels are joined; a leading "the" and a possessive count
for neither side. WikiGold (a document at a time, its words put together again) and the two sample reports, labelled by
hand as offsets alone (gold/seed_names.json). For the Web Treebank there are no labels here; its runs of PROPN tokens
show at least whether spans are found.

    python -m benchmarks.quality entities
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quality.scores import CORPORA, Score, around, missing, row, worst
from diptych.analysis.entities import recognizer
from diptych.analysis.entities.engine import Recognizer, Span
from diptych.analysis.entities.mending import mended
from diptych.analysis.entities.paragraphs import recognized
from diptych.errors import ModelMissing

GOLD = Path(__file__).parent / "gold" / "seed_names.json"
JOINED = {
    "PERSON": "PER", "ORG": "ORG", "GPE": "LOC", "LOC": "LOC", "FAC": "LOC", "NORP": "MISC", "EVENT": "MISC",
    "LAW": "MISC", "WORK_OF_ART": "MISC", "PRODUCT": "MISC", "LANGUAGE": "MISC",
}  # fmt: skip

Labelled = tuple[str, list[Span]]


def wikigold(path: Path) -> Iterator[Labelled]:
    """Documents as text with spans; a blank after each word that punctuation does not touch."""
    text = ""
    spans: list[Span] = []
    label = "O"
    for line in [*path.read_text(encoding="utf-8").splitlines(), "-DOCSTART- O"]:
        if line.startswith("-DOCSTART-"):
            if text:
                yield text, [(start, end, kind) for start, end, kind in spans]
            text, spans, label = "", [], "O"
        elif not line.strip():
            text, label = f"{text.rstrip()}\n" if text else "", "O"
        else:
            word, tag = line.rsplit(" ", 1)
            word = {"``": '"', "''": '"'}.get(word, word)
            if word in {
                ",",
                ".",
                ";",
                ":",
                "!",
                "?",
                ")",
                "]",
                "%",
                "'s",
                "n't",
                "'re",
                "'ve",
                "'ll",
                "'d",
                "'m",
                "'",
            }:
                text = text.removesuffix(" ")
            start = len(text)
            text += word
            kind = tag[2:]
            if tag == "O":
                label = "O"
            elif kind == label:
                spans[-1] = (spans[-1][0], len(text), kind)
            else:
                spans.append((start, len(text), kind))
                label = kind
            text += "" if word in "([$" else " "


def samples() -> Iterator[Labelled]:
    """The two sample reports, if they are the ones that were labelled."""
    for name, gold in json.loads(GOLD.read_text(encoding="utf-8")).items():
        text = (CORPORA / "seeds" / name).read_text(encoding="utf-8")
        if hashlib.sha256(text.encode()).hexdigest() == gold["sha256"]:
            yield text, [(start, end, JOINED[label]) for start, end, label in gold["spans"]]


def proper_nouns(path: Path) -> Iterator[Labelled]:
    """Documents of a CoNLL-U file with its runs of PROPN tokens."""
    text, at, running = "", 0, False
    spans: list[Span] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), "# newdoc"]:
        if line.startswith("# newdoc") and text:
            yield text, spans
            text, spans = "", []
        elif line.startswith("# newpar"):
            text = f"{text.rstrip()}\n" if text else ""
        elif line.startswith("# text = "):
            at, running = len(text), False
            text += line.removeprefix("# text = ") + " "
        elif line[:1].isdigit() and line.split("\t")[0].isdigit():
            columns = line.split("\t")
            start = text.find(columns[1], at)
            if start < 0 or start - at > 3:
                continue
            joins = running and not text[at:start].strip()
            at, running = start + len(columns[1]), columns[3] == "PROPN"
            if running:
                spans[len(spans) - joins :] = [(spans[-1][0] if joins else start, at, "")]


def bare(text: str, span: Span) -> Span:
    """The span without article and possessive."""
    start, end, label = span
    if text[start : start + 4].lower() == "the ":
        start += 4
    for tail in ("'s", "’s"):
        end -= 2 if text[start:end].endswith(tail) else 0
    while end > start and text[end - 1] in " '’":
        end -= 1
    return start, end, label


def scored(golds: Sequence[Labelled], found: Sequence[Sequence[Span]], labels: bool = True) -> Score:
    """Right spans with right labels; spans alone where ``labels`` is False."""
    score = Score()
    for (text, gold), spans in zip(golds, found, strict=True):
        wanted = {bare(text, span) for span in gold}
        got = {bare(text, (start, end, JOINED[label] if labels else "")) for start, end, label in spans}
        score.right += len(wanted & got)
        score.extra += len(got - wanted)
        score.missed += len(wanted - got)
        score.errors += [
            f"extra  {label:<4} {around(text, start, end)}" for start, end, label in got - wanted
        ]
        score.errors += [
            f"missed {label:<4} {around(text, start, end)}" for start, end, label in wanted - got
        ]
    return score


def measure(name: str, golds: Sequence[Labelled], engine: Recognizer, labels: bool = True) -> None:
    """Both rows and ten errors of one set."""
    raw = [spans for _, spans in recognized((text for text, _ in golds), engine)]
    mine = [
        [(m.start, m.end, m.label) for m in mended(text, spans)]
        for (text, _), spans in zip(golds, raw, strict=True)
    ]
    if not labels:
        places = {"PERSON", "ORG", "GPE", "LOC", "FAC"}
        raw = [[span for span in spans if span[2] in places] for spans in raw]
        mine = [[span for span in spans if span[2] in places] for spans in mine]
    row(name, "the model alone", scored(golds, raw, labels))
    score = scored(golds, mine, labels)
    row(name, "diptych", score)
    worst(name, score.errors)


def main() -> None:
    """Print the table and ten errors of each set."""
    try:
        engine = recognizer()
    except ModelMissing as problem:
        missing("entities", str(problem))
        return
    print(f"engine: {engine.engine}")
    wiki = CORPORA / "ner" / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt"
    if wiki.is_file():
        measure("WikiGold", list(wikigold(wiki)), engine)
    else:
        missing("WikiGold", f"{wiki} is not here")
    if (CORPORA / "seeds").is_dir():
        measure("sample reports", list(samples()), engine)
    else:
        missing("sample reports", "corpora/seeds is not here")
    missing("EWT", "its labels (UNER) are not here; spans alone against PROPN follow")
    for part in ("dev", "test"):
        path = CORPORA / "ud_ewt" / f"en_ewt-ud-{part}.conllu"
        if path.is_file():
            measure(f"EWT {part}, PROPN spans", list(proper_nouns(path)), engine, labels=False)


if __name__ == "__main__":
    main()
