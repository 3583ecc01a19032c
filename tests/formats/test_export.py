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


@pytest.mark.parametrize(
    ("filters", "words"),
    [({"labels": "cliam"}, "'cliam'.* Did you mean 'claim'"), ({"annotators": ["bob", "bop"]}, "'bop'.*'bob'"),
     ({"certainties": "hihg"}, "'hihg'"), ({"since": "yesterday"}, "'yesterday' is no date"),
     ({"until": "31.01.2026"}, "no date"), ({"since": "2026-02-31"}, "no date"), ({"until": "20260131"}, "no date")],
)  # fmt: skip
def test_a_filter_that_can_choose_nothing_is_a_mistake(
    library: Library, tmp_path: Path, filters: dict[str, object], words: str
) -> None:
    """A label, person or certainty that nobody has, and text that is no date, is told instead of an empty data set."""
    with pytest.raises(WrongUse, match=words):
        formats.export(library, "jsonl", tmp_path / "out.jsonl", **filters)
    assert not (tmp_path / "out.jsonl").exists()


def test_moments_are_in_utc(library: Library, tmp_path: Path) -> None:
    """A date-time with an offset means its moment, with Z the whole of its second, from both sides."""
    library.connection.execute("UPDATE annotation SET updated_at = '2026-01-31T17:00:05.500Z'")
    for filters, count in (
        ({"since": "2026-01-31T18:00:05+01:00"}, 8), ({"since": "2026-01-31T17:00:06Z"}, 0),
        ({"until": "2026-01-31T17:00:05Z"}, 8), ({"since": "2026-01-31T17:00:05Z"}, 8),
        ({"until": "2026-01-31 17:00"}, 8), ({"until": "2026-01-31T18:00:04+01:00"}, 0), ({"until": "2026-01"}, 8),
    ):  # fmt: skip
        report = formats.export(library, "jsonl", tmp_path / "out.jsonl", **filters)
        assert report.counts.get("annotation", 0) == count, filters


def test_a_label_of_a_scheme_that_nobody_used_chooses_nothing(library: Library, tmp_path: Path) -> None:
    """That is an answer to a question that makes sense, so it is an empty data set and no mistake."""
    report = formats.export(library, "jsonl", tmp_path / "out.jsonl", labels="check_worthy")
    assert report.counts.get("annotation", 0) == 0


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


def test_wire_copy_that_everybody_prints_stays_on_one_side() -> None:
    """Eighty outlets print one text, each with a headline of its own: however many they are, they stay together."""
    copies = [item(n, f"{words(1000 + n)[:60]} {words(1)}", story=n + 1) for n in range(80)]
    others = [
        item(100 + n, f"{words(2)[:200]} {words(300 + n)}", story=200 + n) for n in range(80)
    ]  # boilerplate
    division = splits.divide(copies + others, {"train": 0.75, "test": 0.25})
    side = {id: name for name, ids in division.sides.items() for id in ids}
    assert len({side[n] for n in range(80)}) == 1 and len({side[100 + n] for n in range(80)}) == 2
    assert division.proof["near_identical_pairs_on_two_sides"] == 0


def test_texts_of_signs_alone_are_compared_too() -> None:
    """Two equal texts without a word in them are near-identical."""
    items = [item(1, "😀😀"), item(2, "😀😀"), item(3, "···"), item(4, words(1))]
    division = splits.divide(items, {"a": 0.5, "b": 0.5}, by="article")
    side = {id: name for name, ids in division.sides.items() for id in ids}
    assert side[1] == side[2] and division.proof["near_identical_pairs"] == 1


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


def test_only_what_diptych_wrote_is_replaced(library: Library, tmp_path: Path) -> None:
    """The same export every night, and an empty file, go without a word; somebody's own work only with force."""
    mine = tmp_path / "claims.jsonl"
    mine.touch()
    for _ in range(2):
        formats.export(library, "jsonl", mine)
    written = mine.read_bytes()
    mine.write_bytes(written + b"a line of my own\n")
    with pytest.raises(FormatError, match="has been changed since diptych wrote it"):
        formats.export(library, "jsonl", mine)
    other = tmp_path / "thesis.jsonl"
    other.write_text("years of work")
    with pytest.raises(FormatError, match=r"no export of diptych's; .* --force"):
        formats.export(library, "jsonl", other)
    assert (mine.read_bytes(), other.read_text()) == (written + b"a line of my own\n", "years of work")
    for path in (mine, other):
        formats.export(library, "jsonl", path, force=True)
        assert path.read_bytes() == written


def test_the_library_is_never_replaced(library: Library, tmp_path: Path) -> None:
    """Not even with force, nor by another name."""
    link = tmp_path / "link.jsonl"
    link.symlink_to(library.path)
    before = Path(library.path).read_bytes()
    for path in (Path(library.path), link):
        with pytest.raises(WrongUse, match="is the library itself"):
            formats.export(library, "jsonl", path, force=True)
    assert Path(library.path).read_bytes() == before
