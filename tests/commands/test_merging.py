"""merge and agreement on the command line: three people's libraries, joined and compared."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from click.testing import CliRunner, Result

from diptych.articles.visible import DANGEROUS
from diptych.commands.group import diptych
from diptych.store import open_library
from diptych.tui.reading.rows import cells

Run = Callable[..., "CompletedProcess[str]"]


def invoke(*arguments: object, columns: int = 80) -> Result:
    """The command in this process; a DiptychError stays one, in ``exception``."""
    return CliRunner().invoke(
        diptych, [str(one) for one in arguments], standalone_mode=False, env={"COLUMNS": str(columns)}
    )


def labelled(folder: Path, who: str, labels: list[str], title: str = "Ferry aground near Lindholm") -> Path:
    """A person's library with two reports, their sentences labelled in turn; "" leaves one out."""
    from diptych.analysis.sentences import sentences
    from diptych.articles.article import Article

    path = folder / f"{who}.db"
    turn = cycle(labels)
    with open_library(path, annotator=who) as library:
        for number in (1, 2):
            text = f"Report {number} begins. A ferry with 212 people ran aground. Nobody was hurt. It was bad luck.\n"
            article = library.articles.add(
                Article(text, title=title, source="Post", location=f"/home/{who}/ferry/{number}.txt")
            )
            found = sentences(text)
            library.analyses.save_sentences(article.id, "test", found)
            for one in found:
                if label := next(turn):
                    library.annotations.label(article.id, one.start, one.end, label)
    return path


@pytest.fixture
def joined(tmp_path: Path) -> Path:
    """Ann's library with Bob's and Carl's merged in."""
    ann = labelled(tmp_path, "ann", ["claim", "quantity", "not_a_claim", "event"])
    for who, labels in (
        ("bob", ["claim", "quantity", "claim", ""]),
        ("carl", ["not_a_claim", "event", "", "event"]),
    ):
        done = invoke("merge", labelled(tmp_path, who, labels), "--db", ann)
        assert done.exception is None, done.exception
    return ann


def test_merge_says_what_came_and_what_was_there(tmp_path: Path) -> None:
    """New rows, whose answers, known reports; the second time nothing is new; a dry run keeps nothing."""
    ann, bob = labelled(tmp_path, "ann", ["claim"]), labelled(tmp_path, "bob", ["event"])
    would = invoke("merge", bob, "--db", ann, "--dry-run").output
    assert would.startswith("Would merge ")
    done = invoke("merge", bob, "--db", ann)
    assert done.output == would.replace("Would merge", "Merged", 1)
    assert "New: 8 answers." in done.output and "New answers: bob 8." in done.output
    assert "There already: 2 reports." in done.output
    again = json.loads(invoke("merge", bob, "--db", ann, "--json").output)
    assert (again["new"], again["known"]) == ({}, {"article": 2, "annotation": 8})
    assert "merged" in invoke("log", "--db", ann).output.splitlines()[0]


def test_clashes_are_listed_with_both_sides_and_end_with_1(tmp_path: Path) -> None:
    """Who, what, when, on lines that fit; what an answer holds reaches no terminal as control characters."""
    ann, bob = labelled(tmp_path, "ann", ["claim"]), labelled(tmp_path, "bob", ["event"])
    invoke("merge", bob, "--db", ann)
    with open_library(bob, annotator="bob") as library:
        for one in library.annotations.of_article(1):
            library.annotations.edit(
                one.id, label="quantity", note="\x1b[2J\x9b31m and more of it, again and again"
            )
    for columns in (40, 80, 120):
        done = invoke("merge", bob, "--db", ann, columns=columns)
        assert isinstance(done.exception, SystemExit) and done.exit_code == 1
        listed = done.output[done.output.index("Clashes: 4 answers.") :].splitlines()
        assert "    here   bob · event" in listed[2] and "    there  bob · quantity" in listed[3]
        assert all(cells(line) <= columns for line in listed[1:])
        assert not DANGEROUS.search(done.output.replace("\n", ""))
    assert len(json.loads(invoke("merge", bob, "--db", ann, "--json").output)["clashes"]) == 4


def test_two_people_of_one_name_are_told_apart_by_as(tmp_path: Path) -> None:
    """Without it nothing is merged; with it the answers come in under the name, and with pairs as well."""
    (tmp_path / "other").mkdir()
    ann, other = labelled(tmp_path, "ann", ["claim"]), labelled(tmp_path / "other", "ann", ["event"])
    stopped = invoke("merge", other, "--db", ann)
    assert "“ann”" in str(stopped.exception) and "--as NAME" in str(stopped.exception)
    assert "zoe 8" in invoke("merge", other, "--db", ann, "--as", "zoe", "--dry-run").output
    assert "ann there is zoe here." in invoke("merge", other, "--db", ann, "--as", "ann=zoe").output
    for wrong in (["--as", "a", "--as", "b"], ["--as", "ann=x", "--as", "ann=y"], ["--as", "eve=x"]):
        error = invoke("merge", other, "--db", ann, *wrong).exception
        assert getattr(error, "exit_code", 0) == 2, wrong


def test_reports_kept_apart_are_listed_with_both_places(tmp_path: Path) -> None:
    """Equal text from two outlets stays two reports; --same-text joins them when asked."""
    from diptych.articles.article import Article

    for who, place in (("ann", "https://courier.example/1"), ("bob", "https://ledger.example/1")):
        with open_library(tmp_path / f"{who}.db", annotator=who) as library:
            library.articles.add(Article("Nobody signed.", title="Talks", location=place))
    where = ("--db", tmp_path / "ann.db")
    joined = invoke("merge", tmp_path / "bob.db", *where, "--same-text", "--dry-run")
    assert "New: nothing." in joined.output
    done = invoke("merge", tmp_path / "bob.db", *where)
    assert done.exit_code == 0 and "New: 1 report." in done.output
    assert done.output.splitlines()[-3:] == [
        "  Talks", "    here   https://courier.example/1", "    there  https://ledger.example/1",
    ]  # fmt: skip


def test_agreement_prints_figures_that_fit_any_width(joined: Path) -> None:
    """Alpha, kappa, labels; no line is wider than the terminal, and nothing is nan."""
    for columns in (40, 60, 80, 120):
        output = invoke("agreement", "--db", joined, columns=columns).output
        assert "nan" not in output.split() and "None" not in output
        assert all(cells(line) <= columns for line in output.splitlines()), columns
        joined_up = " ".join(output.split())
        for said in ("ann, bob, carl: 8 sentences judged by two or more, in 2 reports", "Krippendorff's alpha",
                     "ann and bob: 6 sentences in 2 reports", "kappa 0.50", "With so few reports"):  # fmt: skip
            assert said in joined_up, (said, columns)


def test_agreement_of_two_has_a_confusion_table(joined: Path) -> None:
    """Wide as a table, narrow as a list; the cells are the same."""
    wide = invoke("agreement", "--db", joined, "--annotator", "ann", "--annotator", "bob", columns=100).output
    row = next(line for line in wide.splitlines() if line.startswith("Not a claim  ") and "%" not in line)
    assert row.split()[3:] == ["2", "·", "·"]
    narrow = invoke(
        "agreement", "--db", joined, "--annotator", "ann", "--annotator", "carl", columns=40
    ).output
    assert "     2  Claim – Not a claim" in narrow.splitlines()
    assert "name two, as in --annotator ann" in " ".join(invoke("agreement", "--db", joined).output.split())


def test_disagreements_are_listed_with_report_quote_and_answers(joined: Path) -> None:
    """Most differing first; as JSON with ids and offsets; narrow ones have a line an answer."""
    output = invoke("agreement", "--db", joined, "--disagreements", columns=120).output
    lines = output.splitlines()
    assert lines[0] == "6 of 8 sentences that two or more judged have different answers, most differing first"
    assert lines[2] == "Ferry aground near Lindholm · Post · report 1, sentence 3"
    assert lines[3:5] == ["  “Nobody was hurt.”", "  ann: Not a claim · bob: Claim"]
    narrow = invoke("agreement", "--db", joined, "--disagreements", columns=40).output.splitlines()
    assert "  carl: Event or fact" in narrow
    first = json.loads(invoke("agreement", "--db", joined, "--json").output)["disagreements"][0]
    with open_library(joined, annotator="ann") as library:
        assert library.articles.text(first["article"])[first["start"] : first["end"]] == "Nobody was hurt."
        assert library.annotations.get(first["answers"][0]["id"]).label == "not_a_claim"


def test_agreement_of_one_says_what_to_do(tmp_path: Path) -> None:
    """And an empty library has no answers; neither is an error."""
    ann = labelled(tmp_path, "ann", ["claim"])
    output = " ".join(invoke("agreement", "--db", ann).output.split())
    assert "there are only those of ann" in output and "diptych merge" in output
    open_library(tmp_path / "empty.db", annotator="ann").close()
    assert "no answers" in invoke("agreement", "--db", tmp_path / "empty.db").output


def test_one_label_only_is_said_in_words(tmp_path: Path) -> None:
    """Kappa and alpha are undefined, not nan and not 1."""
    ann = labelled(tmp_path, "ann", ["claim"])
    invoke("merge", labelled(tmp_path, "bob", ["claim"]), "--db", ann)
    output = " ".join(invoke("agreement", "--db", ann, columns=120).output.split())
    assert "labels: undefined: every answer is “Claim”" in output
    assert "same 100% (100% to 100%) kappa undefined: both only ever say “Claim”" in output


def test_hostile_names_stay_text(tmp_path: Path) -> None:
    """Annotators, titles, labels and notes may hold anything; no control character and no markup gets through."""
    evil = "\x1b]0;x\x07[bold]\u202e"
    ann = labelled(tmp_path, "ann", ["claim", evil], title=f"T{evil}")
    with open_library(tmp_path / "x.db", annotator=evil) as library:
        library.merge(ann)
        for one in library.annotations.of_article(1):
            library.annotations.label(1, one.start, one.end, "event", note=evil)
    for arguments in (["agreement"], ["agreement", "--disagreements"], ["agreement", "--json"],
                      ["agreement", "--annotator", "ann", "--annotator", evil]):  # fmt: skip
        done = invoke(*arguments, "--db", tmp_path / "x.db")
        assert done.exception is None, done.exception
        assert not DANGEROUS.search(done.output.replace("\n", "")), arguments
        assert "bold" in done.output


def test_the_installed_program_joins_and_compares(run: Run, report: Path, tmp_path: Path) -> None:
    """From files to figures: two people add and label, one merges and measures; errors are one sentence, exit 1."""
    program = Path(sys.executable).with_name("diptych")
    assert program.exists()

    def installed(*arguments: str, who: str = "ann") -> CompletedProcess[str]:
        env = {"HOME": str(tmp_path), "DIPTYCH_ANNOTATOR": who, "PATH": "", "LANG": "C.UTF-8"}
        return subprocess.run(
            [program, *arguments], capture_output=True, env=env, cwd=tmp_path, timeout=120, check=False,
            encoding="utf-8", stdin=subprocess.DEVNULL,
        )  # fmt: skip

    for who, label in (("ann", "claim"), ("bob", "quantity")):
        (tmp_path / who / "ferry").mkdir(parents=True)
        (tmp_path / who / "ferry" / "ferry.txt").write_bytes(report.read_bytes())
        assert installed("add", f"{who}/ferry", "--db", f"{who}.db", "--no-entities", who=who).returncode == 0
        with open_library(tmp_path / f"{who}.db", annotator=who) as library:
            for place, one in enumerate(library.analyses.sentences(1) or []):
                library.annotations.label(1, one.start, one.end, label if place else "claim")
    assert "New answers: bob 3." in installed("merge", "bob.db", "--db", "ann.db").stdout
    assert "1 report" in installed("merge", "bob.db", "--db", "ann.db").stdout
    done = installed("agreement", "--db", "ann.db")
    assert (done.returncode, done.stderr) == (0, "")
    assert "same 33%" in done.stdout and "No intervals" in done.stdout
    gone = installed("merge", "none.db", "--db", "ann.db")
    assert gone.returncode == 1 and "none.db" in gone.stderr and "Traceback" not in gone.stderr
