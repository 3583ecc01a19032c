"""What every export does: whole or not at all, the same bytes, told losses, filters, splits, manifest."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from diptych import formats
from diptych.errors import DiptychError, FormatError, LossRefused, OffsetMismatch, UnknownFormat, WrongUse
from diptych.formats import splits
from diptych.formats.writing import Output
from diptych.store import Library


def test_the_manifest_names_every_file_with_its_hash(library: Library, tmp_path: Path) -> None:
    """The manifest beside an export holds counts, options and the SHA-256 of what was written."""
    report = formats.export(library, "jsonl", tmp_path / "out.jsonl", labels=["claim"])
    manifest = json.loads((tmp_path / "out.jsonl.manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"][0]["sha256"] == hashlib.sha256((tmp_path / "out.jsonl").read_bytes()).hexdigest()
    assert manifest["counts"]["annotation"] == report.counts["annotation"] == 2
    assert manifest["options"] == {"labels": ["claim"]}


def test_a_loss_is_refused_unless_allowed(library: Library, tmp_path: Path) -> None:
    """What a format cannot hold stops the export, with kind, number and ids; nothing is left in the folder."""
    (tmp_path / "out").mkdir()
    with pytest.raises(LossRefused, match=r"3 × labels on words") as refused:
        formats.export(library, "csv", tmp_path / "out" / "out.csv")
    assert list((tmp_path / "out").iterdir()) == []
    assert refused.value.loss.count("span") == 3
    report = formats.export(library, "csv", tmp_path / "out" / "out.csv", allow_loss=True)
    assert {loss.kind for loss in report.loss.grave} == {"span", "relation"}


def test_a_failed_export_leaves_the_old_file(library: Library, tmp_path: Path) -> None:
    """When a span is not its quote, the file of an earlier export stays as it was, and no other appears."""
    (tmp_path / "out").mkdir()
    formats.export(library, "jsonl", tmp_path / "out" / "out.jsonl")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    library.connection.execute("UPDATE annotation SET quote = 'something else' WHERE label = 'number'")
    for name in ("jsonl", "csv"):
        if name == "csv":
            library.connection.execute(
                "UPDATE annotation SET quote = 'something else' WHERE label = 'quantity'"
            )
        with pytest.raises(OffsetMismatch, match="something else"):
            formats.export(library, name, tmp_path / "out" / f"out.{name}", allow_loss=True)
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def test_cancelling_leaves_nothing(library: Library, tmp_path: Path) -> None:
    """An export that is interrupted between two articles leaves no file behind."""

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "out").mkdir()
    with pytest.raises(KeyboardInterrupt):
        formats.export(library, "jsonl", tmp_path / "out" / "out.jsonl", progress=stop)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize(
    ("filters", "ids"),
    [({"labels": "claim"}, 2), ({"annotators": ["bob"]}, 1), ({"certainties": "high"}, 1), ({"articles": 2}, 2),
     ({"stories": "Talks"}, 8), ({"since": "2999"}, 0), ({"until": "2999-01-01"}, 8),
     ({"articles": 1, "labels": "claim"}, 1)],
)  # fmt: skip
def test_filters_take_what_they_say(
    library: Library, tmp_path: Path, filters: dict[str, object], ids: int
) -> None:
    """Story, article, label, annotator, certainty and dates narrow an export, alone and together."""
    report = formats.export(library, "jsonl", tmp_path / "out.jsonl", **filters)
    assert report.counts.get("annotation", 0) == ids


def test_unknown_names_are_told_with_the_good_ones(library: Library, tmp_path: Path) -> None:
    """An unknown format lists the known, nearest first; unknown stories and endings say so."""
    with pytest.raises(UnknownFormat, match=r"There are: jsonl, "):
        formats.export(library, "jsonll", tmp_path / "x")
    with pytest.raises(WrongUse, match="no story nine"):
        formats.export(library, "jsonl", tmp_path / "x", stories="nine")
    with pytest.raises(DiptychError):
        formats.export(library, None, tmp_path / "x.zebra")
    with pytest.raises(FormatError, match="no folder"):
        formats.export(library, "jsonl", tmp_path / "none" / "x.jsonl")


def test_a_folder_of_somebody_else_is_not_replaced(library: Library, tmp_path: Path) -> None:
    """A folder export refuses a folder with other files in it, and replaces its own whole."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(FormatError, match=r"thesis\.txt"), Output(tmp_path / "mine", folder=True):
        pass
    for names in (("a", "b"), ("b",)):
        with Output(tmp_path / "set", folder=True) as output:
            for name in names:
                output.open(name).text(name)
            output.close_all()
            output.place({"files": [{"name": written.name} for written in output.files]})
    assert [path.name for path in (tmp_path / "set").iterdir()] == ["b"]


def item(id: int, text: str, *, story: int = 0, source: str = "", **labels: int) -> splits.Item:
    """An article for the splitter."""
    return splits.Item(id, (story,) if story else (), source, splits.fingerprints(text), labels)


def words(seed: int) -> str:
    """A text that shares nothing with that of another seed."""
    return " ".join(f"w{seed}x{number}" for number in range(80))


def test_no_story_and_no_wire_copy_on_two_sides() -> None:
    """Articles of one story stay together, and so do those with nearly the same text in different stories."""
    items = [item(number, words(number), story=number // 3 + 1, claim=number % 4) for number in range(90)]
    items.append(item(90, words(5) + " one more paragraph of our own", story=99))
    division = splits.divide(items, {"train": 0.8, "dev": 0.1, "test": 0.1}, seed=7)
    side = {id: name for name, ids in division.sides.items() for id in ids}
    assert len(side) == 91 and side[90] == side[5] == side[3] == side[4]
    assert division.proof["stories_on_two_sides"] == 0
    assert (
        division.proof["near_identical_pairs"] >= 1
        and division.proof["near_identical_pairs_on_two_sides"] == 0
    )
    assert [len(division.sides[name]) for name in ("dev", "test")] == pytest.approx([9, 9], abs=3)
    again = splits.divide(items, {"train": 0.8, "dev": 0.1, "test": 0.1}, seed=7)
    other = splits.divide(items, {"train": 0.8, "dev": 0.1, "test": 0.1}, seed=8)
    assert again == division and other.sides != division.sides


def test_rare_labels_reach_every_side() -> None:
    """Labels are spread by their shares as far as whole groups allow."""
    items = [
        item(n, words(n), story=n + 1, claim=5, **({"rare": 1} if n % 10 == 0 else {})) for n in range(100)
    ]
    division = splits.divide(items, {"train": 0.8, "test": 0.2})
    counts = {name: side["labels"].get("rare", 0) for name, side in division.proof["sides"].items()}
    assert counts == {"train": 8, "test": 2}


@pytest.mark.parametrize(
    "spec", ["train", "train=80", "train=x,test=1", "train=0,test=1", "a=1,a=2", "../x=1,b=2"]
)
def test_a_bad_split_is_refused(spec: str) -> None:
    """Shares that make no sense are told, before anything is written."""
    with pytest.raises(WrongUse):
        splits.shares(spec)


def test_a_split_export_writes_a_file_a_side(library: Library, tmp_path: Path) -> None:
    """Each side is a file of its own in one folder, and the manifest carries the proof."""
    report = formats.export(library, "jsonl", tmp_path / "set", split="train=1,test=1", by="article")
    assert [written.name for written in report.files] == ["test.jsonl", "train.jsonl"]
    manifest = json.loads((tmp_path / "set.manifest.json").read_text(encoding="utf-8"))
    assert manifest["split"]["near_identical_pairs_on_two_sides"] == 0
    with pytest.raises(WrongUse, match="only 1 group"):
        formats.export(library, "jsonl", tmp_path / "set2", split="train=1,test=1")
