"""Where sentences end, inside paragraphs: beside nupunkt alone.

English Web Treebank (a paragraph: what stands between two `# newpar`), BASIL (reports of 2010 and 2011, sentences cut
by its makers' tool, whose conventions inside quotations differ), the golden rules of pysbd as examples passed, and the
two sample reports by rule. The GUM corpus's news is measured where it lies in corpora/gum.

    python -m benchmarks.quality sentences
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.quality.scores import CORPORA, Score, missing, row, worst
from diptych.analysis.sentences import sentences_in

Cutter = Callable[[str], list[tuple[int, int]]]


def plain(text: str) -> list[tuple[int, int]]:
    """nupunkt as it comes."""
    import nupunkt

    return nupunkt.sentence_spans(text, paragraph_breaks=False)


def ours(text: str) -> list[tuple[int, int]]:
    """diptych's own."""
    return [(sentence.start, sentence.end) for sentence in sentences_in(text, 0, len(text))]


def treebank(path: Path) -> Iterator[list[str]]:
    """Paragraphs of a CoNLL-U file, each a list of sentences."""
    paragraph: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(("# newpar", "# newdoc")) and paragraph:
            yield paragraph
            paragraph = []
        elif line.startswith("# text = "):
            paragraph.append(line.removeprefix("# text = "))
    if paragraph:
        yield paragraph


def basil(folder: Path) -> Iterator[list[str]]:
    """Paragraphs of BASIL's reports."""
    for path in sorted(folder.rglob("*.json")):
        report = json.loads(path.read_text(encoding="utf-8"))
        yield from (paragraph for paragraph in report.get("body-paragraphs", ()) if paragraph)


def scored(paragraphs: list[list[str]], cut: Cutter) -> Score:
    """Ends inside paragraphs; the last end of each is given and not counted."""
    score = Score()
    for paragraph in paragraphs:
        text = " ".join(paragraph)
        ends, at = set(), 0
        for sentence in paragraph[:-1]:
            at += len(sentence)
            ends.add(len(text[:at].rstrip()))
            at += 1
        found = {end for _, end in cut(text) if end < len(text.rstrip())}
        score.right += len(ends & found)
        score.extra += len(found - ends)
        score.missed += len(ends - found)
        for kind, wrong in (("cut   ", found - ends), ("missed", ends - found)):
            score.errors += [f"{kind} {text[max(0, x - 50) : x]} ¦ {text[x : x + 40].strip()}" for x in wrong]
    return score


def main() -> None:
    """Print the table and ten errors of each set."""
    sets: list[tuple[str, list[list[str]]]] = []
    for name, path in (
        ("EWT dev", CORPORA / "ud_ewt" / "en_ewt-ud-dev.conllu"),
        ("EWT test", CORPORA / "ud_ewt" / "en_ewt-ud-test.conllu"),
        ("GUM news", CORPORA / "gum" / "en_gum-news.conllu"),
    ):
        if path.is_file():
            sets.append((name, list(treebank(path))))
        else:
            missing(name, f"{path} is not here")
    if (CORPORA / "basil").is_dir():
        sets.append(("BASIL", list(basil(CORPORA / "basil" / "articles"))))
    else:
        missing("BASIL", "corpora/basil is not here")
    for name, paragraphs in sets:
        row(name, "nupunkt", scored(paragraphs, plain))
        mine = scored(paragraphs, ours)
        row(name, "diptych", mine)
        worst(name, mine.errors)
    rules = CORPORA / "pysbd" / "golden_rules_en.json"
    if rules.is_file():
        examples = [(text, [part.strip() for part in parts]) for text, parts in json.loads(rules.read_text())]
        for engine, cut in (("nupunkt", plain), ("diptych", ours)):
            passed = [[text[a:b].strip() for a, b in cut(text)] == parts for text, parts in examples]
            row("golden rules", engine, f"{sum(passed)} of {len(passed)}")
        worst("golden rules", [text for (text, _), ok in zip(examples, passed, strict=True) if not ok])
    else:
        missing("golden rules", "corpora/pysbd is not here")


if __name__ == "__main__":
    main()
