"""export and import on the command line."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

from diptych.store import open_library

Run = Callable[..., "CompletedProcess[str]"]


def labelled(path: Path, report: Path) -> None:
    from diptych.analysis.sentences import sentences
    from diptych.articles.reading import read_file

    with open_library(path, annotator="ann") as library:
        article = library.articles.add(read_file(report))
        found = sentences(article.text)
        library.analyses.save_sentences(article.id, "test", found)
        library.annotations.label(article.id, found[0].start, found[0].end, "claim")
        library.annotations.label(
            article.id, found[1].start, found[1].end, "not_a_claim", note="a “note”\n\x1b[2J 👩‍👧"
        )


def test_jsonl_comes_back_id_for_id(run: Run, report: Path, tmp_path: Path) -> None:
    """Export, import into an empty library, export again: the same bytes."""
    labelled(tmp_path / "one.db", report)
    assert run("export", "--db", "one.db", "--format", "jsonl", "-o", "one.jsonl").returncode == 0
    assert run("import", "--db", "two.db", "--format", "jsonl", "one.jsonl").returncode == 0
    assert run("export", "--db", "two.db", "--format", "jsonl", "-o", "two.jsonl").returncode == 0
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    with open_library(tmp_path / "one.db") as one, open_library(tmp_path / "two.db") as two:
        before, after = list(one.annotations.each()), list(two.annotations.each())
        assert [item._replace(session=None) for item in before] == [
            item._replace(session=None) for item in after
        ]


def test_csv_has_a_row_for_each_sentence_and_every_quote_is_in_the_text(
    run: Run, report: Path, tmp_path: Path
) -> None:
    """Judged sentences have their label, the unjudged one an empty cell."""
    labelled(tmp_path / "one.db", report)
    done = run("export", "--db", "one.db", "-o", "one.csv", "--allow-loss")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "one.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["label"] for row in rows] == ["claim", "not_a_claim", ""]
    text = report.read_text(encoding="utf-8")
    assert all(text[int(row["start"]) : int(row["end"])] == row["text"] for row in rows)


def test_an_unknown_format_names_the_good_ones(run: Run, report: Path, tmp_path: Path) -> None:
    """Exit 2, nothing written."""
    labelled(tmp_path / "one.db", report)
    done = run("export", "--db", "one.db", "--format", "jsonk", "-o", "one.jsonl")
    assert done.returncode == 2
    assert "jsonl" in done.stderr
    assert not (tmp_path / "one.jsonl").exists()


def test_a_missing_library_is_not_made_by_an_export(run: Run, tmp_path: Path) -> None:
    """One sentence, exit 1, no file."""
    done = run("export", "--db", "none.db", "--format", "jsonl", "-o", "x.jsonl")
    assert done.returncode == 1
    assert "none.db" in done.stderr
    assert not (tmp_path / "none.db").exists()


def test_log_and_stats_tell_what_was_done(run: Run, report: Path, tmp_path: Path) -> None:
    """The journal newest first; answers counted by label; both as JSON too."""
    labelled(tmp_path / "one.db", report)
    assert "not_a_claim" in run("log", "--db", "one.db").stdout.splitlines()[0]
    entries = [json.loads(line) for line in run("log", "--db", "one.db", "--json").stdout.splitlines()]
    assert entries[0]["number"] > entries[-1]["number"]
    stats = json.loads(run("stats", "--db", "one.db", "--json").stdout)
    assert stats["articles"] == 1


def test_the_library_exports_itself(report: Path, tmp_path: Path) -> None:
    """library.export(format, path) of the Python API writes what the command writes."""
    labelled(tmp_path / "one.db", report)
    with open_library(tmp_path / "one.db") as library:
        done = library.export("jsonl", tmp_path / "api.jsonl")
    assert done.counts["annotation"] == 2
    assert (tmp_path / "api.jsonl").exists()


def test_the_annotator_of_an_import_is_who_judged_where_the_file_does_not_say(
    run: Run, tmp_path: Path
) -> None:
    """``--annotator`` means whose answers these are, for answers that name nobody."""
    (tmp_path / "in.jsonl").write_text('{"text": "One two", "label": [[0, 3, "A"]]}\n', encoding="utf-8")
    done = run("import", "--db", "one.db", "--format", "doccano", "--annotator", "bob", "in.jsonl")
    assert done.returncode == 0, done.stderr
    with open_library(tmp_path / "one.db") as library:
        assert [one.annotator for one in library.annotations.each()] == ["bob"]


def test_an_export_with_losses_says_what_is_not_in_it(run: Run, report: Path, tmp_path: Path) -> None:
    """With --allow-loss the report comes under a heading, so that nobody takes it for what was written."""
    labelled(tmp_path / "one.db", report)
    done = run("export", "--db", "one.db", "--format", "checkthat", "-o", "one.tsv", "--allow-loss")
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("It does not hold:\n  ") and "1 × notes" in done.stderr


def test_a_data_set_can_be_printed(run: Run, report: Path, tmp_path: Path) -> None:
    """-o - prints the file's own bytes and nothing else; what was written is told on standard error."""
    run("add", report, "--no-entities")
    run("export", "-o", "out.csv", "--format", "csv")
    done = run("export", "-o", "-", "--format", "csv")
    assert done.returncode == 0
    assert done.stdout == (tmp_path / "out.csv").read_bytes().decode()
    assert "1 article" in done.stderr
    assert not (tmp_path / "-").exists()
    for arguments in ([], ["--format", "brat"], ["--format", "csv", "--split", "a=1,b=1"]):
        done = run("export", "-o", "-", *arguments)
        assert (done.returncode, done.stdout) == (2, "")


def test_agreement_in_a_library_without_answers(run: Run, report: Path) -> None:
    """Whatever is asked for, the reason is that there is nothing yet."""
    run("add", report, "--no-entities")
    for wanted in (["--label", "x"], ["--scheme", "x"], ["--annotator", "x"]):
        done = run("agreement", *wanted)
        assert (done.returncode, done.stderr) == (2, "diptych: There are no answers here yet.\n")
