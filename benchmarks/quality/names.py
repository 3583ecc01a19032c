"""Whether the names of one person or thing are joined across reports: ECB+, B-cubed, beside exact names.

Every mention of a person, organisation, place or thing that ECB+ (Cybulska and Vossen 2014) puts into a chain, if it
is a name: capitalised words, none of which the topic's reports also write in lower case outside addresses. Reports of
one topic are joined together, by names and labels alone.

    python -m benchmarks.quality names
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter, defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.quality.scores import CORPORA, missing, row, worst
from diptych.analysis.names import keyed
from diptych.analysis.spans import Mention

LABELS = {
    "HUMAN_PART_PER": "PERSON", "HUMAN_PART_ORG": "ORG", "HUMAN_PART_GPE": "GPE", "HUMAN_PART_FAC": "FAC",
    "HUMAN_PART_MET": "ORG", "LOC_FAC": "FAC", "LOC_GEO": "GPE", "LOC_OTHER": "LOC", "NON_HUMAN_PART": "PRODUCT",
}  # fmt: skip
SMALL = {"of", "and", "for", "in", "at", "on", "a", "de", "the", "&", "'s", "-", ",", "."}


@dataclass(frozen=True)
class Named:
    """A mention with the chain it belongs to."""

    topic: str
    mention: Mention
    chain: str


def reports(folder: Path) -> list[list[Named]]:
    """The named mentions of each report of one topic."""
    trees = [ElementTree.parse(path).getroot() for path in sorted(folder.glob("*.xml"))]
    lower = _lower_case_words(trees)
    return [list(_names(folder.name, tree, lower)) for tree in trees]


def _lower_case_words(trees: Sequence[ElementTree.Element]) -> set[str]:
    words: set[str] = set()
    for tree in trees:
        sentences: dict[str, list[str]] = defaultdict(list)
        for token in tree.iter("token"):
            sentences[token.get("sentence", "")].append(token.text or "")
        for sentence in sentences.values():
            if "http" not in sentence:
                words.update(word for word in sentence if word.islower())
    return words


def _names(topic: str, tree: ElementTree.Element, lower: set[str]) -> list[Named]:
    tokens = {token.get("t_id", ""): token.text or "" for token in tree.iter("token")}
    markables = {mark.get("m_id", ""): mark for mark in tree.find("Markables") or ()}
    chains = {}
    for relation in tree.find("Relations") or ():
        target = relation.find("target")
        if target is None:
            continue
        end = target.get("m_id", "")
        local = f"{tree.get('doc_name')}#{end}"
        chain = markables[end].get("instance_id") or relation.get("note") or local
        for source in relation.findall("source"):
            chains[source.get("m_id", "")] = chain
    found = []
    for number, mark in markables.items():
        words = [tokens[anchor.get("t_id", "")] for anchor in mark.findall("token_anchor")]
        while words and words[0].lower() in ("the", "a", "an"):
            words.pop(0)
        if mark.tag not in LABELS or number not in chains or not words or not words[0][:1].isupper():
            continue
        plain = [re.sub(r"['’]s?$", "", word).lower() for word in words]
        if all(word[:1].isupper() or word in SMALL or not word[:1].isalpha() for word in words) and not any(
            word in lower for word in plain if word not in SMALL
        ):
            text = " ".join(words)
            found.append(Named(topic, Mention(0, len(text), LABELS[mark.tag], text, ""), chains[number]))
    return found


def b_cubed(gold: Sequence[Hashable], found: Sequence[Hashable]) -> tuple[float, float, float]:
    """Precision, recall and F1 in percent (Bagga and Baldwin 1998)."""
    chains, groups = Counter(gold), Counter(found)
    both = Counter(zip(gold, found, strict=True))
    precision = sum(both[g, f] / groups[f] for g, f in zip(gold, found, strict=True)) / len(gold)
    recall = sum(both[g, f] / chains[g] for g, f in zip(gold, found, strict=True)) / len(gold)
    return 100 * precision, 100 * recall, 200 * precision * recall / (precision + recall)


def main() -> None:
    """Print the table and the ten chains that fell apart most."""
    folder = CORPORA / "ecbplus" / "ECB+"
    if not folder.is_dir():
        missing("ECB+", "corpora/ecbplus is not here")
        return
    gold: list[Hashable] = []
    exact: list[Hashable] = []
    mine: list[Hashable] = []
    broken: dict[Hashable, Counter[tuple[str, str]]] = defaultdict(Counter)
    for topic in sorted(path for path in folder.iterdir() if path.is_dir()):
        named = reports(topic)
        for report, joined in zip(named, keyed([[n.mention for n in r] for r in named]), strict=True):
            for name, mention in zip(report, joined, strict=True):
                gold.append((name.topic, name.chain))
                exact.append((name.topic, mention.label, mention.text))
                mine.append((name.topic, mention.key))
                broken[gold[-1]][mention.key, mention.text] += 1
    for engine, groups in (("exact names", exact), ("diptych", mine)):
        precision, recall, f1 = b_cubed(gold, groups)
        row("ECB+", engine, f"P {precision:5.1f}  R {recall:5.1f}  F1 {f1:5.1f}", f"{len(gold)} mentions")
    parts = {chain: sorted({key for key, _ in names}) for chain, names in broken.items()}
    worst("ECB+, chains parted", [" / ".join(keys) for keys in parts.values() if len(keys) > 1])
    members: dict[Hashable, set[str]] = defaultdict(set)
    for chain, names in broken.items():
        for key, text in names:
            members[key].add(f"{text} ({chain[1]})" if isinstance(chain, tuple) else text)
    shared = Counter(key for keys in parts.values() for key in keys)
    worst("ECB+, chains joined", [f"{key}: {sorted(members[key])}" for key, n in shared.items() if n > 1])


if __name__ == "__main__":
    main()
