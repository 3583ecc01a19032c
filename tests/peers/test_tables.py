"""pandas, DuckDB and Hugging Face datasets open our tables and see the same texts, spans and labels."""

from __future__ import annotations

from pathlib import Path

import pytest

from diptych import formats
from diptych.store import Library


def labels_of(library: Library) -> list[tuple[str, str]]:
    """Quote and label of every answer, in the library's order."""
    return [(annotation.quote, annotation.label) for annotation in library.annotations.each()]


def sentences_of(library: Library) -> list[tuple[str, str | None]]:
    """Every sentence with each label somebody gave it, or None."""
    found: list[tuple[str, str | None]] = []
    for summary in library.articles.list():
        text = library.articles.text(summary.id)
        for sentence in library.analyses.sentences(summary.id) or ():
            labels = [
                one.label
                for one in library.annotations.of_article(summary.id)
                if (one.start, one.end) == (sentence.start, sentence.end) and not one.pieces
            ]
            found += [(text[sentence.start : sentence.end], label) for label in labels or [None]]
    return found


@pytest.mark.parametrize(("format", "separator"), [("csv", ","), ("tsv", "\t")])
def test_pandas_reads_the_table(library: Library, tmp_path: Path, format: str, separator: str) -> None:
    """pandas sees a row a sentence and answer, with the text as it is and an empty label where nobody judged."""
    pandas = pytest.importorskip("pandas", reason="the extra peers is not installed")
    formats.export(library, format, tmp_path / "out", allow_loss=True)
    frame = pandas.read_csv(tmp_path / "out", sep=separator, keep_default_na=False)
    seen = [
        (str(text).removeprefix("'") if str(text).startswith("'=") else text, label or None)
        for text, label in zip(frame["text"], frame["label"], strict=True)
    ]
    assert seen == sentences_of(library)


def test_duckdb_reads_csv_jsonl_and_parquet(library: Library, tmp_path: Path) -> None:
    """DuckDB counts the same answers in all three, and each span is its quote."""
    duckdb = pytest.importorskip("duckdb", reason="the extra peers is not installed")
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    formats.export(library, "csv", tmp_path / "out.csv", allow_loss=True)
    count = duckdb.sql(
        f"SELECT count(*) FROM read_csv('{tmp_path}/out.csv') WHERE label IS NOT NULL"
    ).fetchall()
    assert count == [(sum(label is not None for _, label in sentences_of(library)),)]
    formats.export(library, "huggingface", tmp_path / "json", allow_loss=True)
    formats.export(library, "huggingface-parquet", tmp_path / "parquet", allow_loss=True)
    for reader, folder, suffix in (("read_json", "json", "jsonl"), ("read_parquet", "parquet", "parquet")):
        answers = f"{reader}('{tmp_path}/{folder}/annotations/*.{suffix}')"
        articles = f"{reader}('{tmp_path}/{folder}/articles/*.{suffix}')"
        rows = duckdb.sql(
            'SELECT a.quote, a.label, substring(t.text, a.start + 1, a."end" - a.start) '
            f"FROM {answers} a JOIN {articles} t ON t.uuid = a.article"
        ).fetchall()
        assert sorted(row[:2] for row in rows) == sorted(labels_of(library))
        plain = [row for row in rows if row[0].isascii()]
        assert plain and all(row[0] == row[2] for row in plain)


@pytest.mark.parametrize("format", ["huggingface", "huggingface-parquet"])
def test_datasets_loads_every_table(
    library: Library, tmp_path: Path, format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``load_dataset`` of the folder gives typed rows; spans cut from the articles' text are the quotes."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_HOME", str(tmp_path / "cache"))
    datasets = pytest.importorskip("datasets", reason="the extra peers is not installed")
    pytest.importorskip("pyarrow", reason="the extra parquet is not installed")
    formats.export(library, format, tmp_path / "set", allow_loss=True)

    def load(name: str = "sentences") -> list[dict[str, object]]:
        return list(
            datasets.load_dataset(
                str(tmp_path / "set"), name, split="train", cache_dir=str(tmp_path / "cache")
            )
        )

    texts = {row["uuid"]: row["text"] for row in load("articles")}
    annotations = load("annotations")
    assert [(row["quote"], row["label"]) for row in annotations] == labels_of(library)
    assert all(texts[row["article"]][row["start"] : row["end"]] == row["quote"] for row in annotations)
    pieces = [row["pieces"] for row in annotations if row["pieces"]]
    assert pieces and set(pieces[0][0]) == {"start", "end"}
    sentences = load()
    assert [row["label"] for row in sentences] == [None, "not_a_claim", None, "claim", "quantity", None]
    assert [row["answers"] for row in sentences] == [2, 1, 0, 1, 1, 0]  # two people disagree about the first
    assert len({(row["article"], row["index"]) for row in sentences}) == len(sentences) == 6
    assert len(load("links")) == 2 and len(load("stories")) == 1


def test_datasets_sees_the_sides_of_a_split(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each side of a split is a split of the data set."""
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets", reason="the extra peers is not installed")
    formats.export(
        library, "huggingface", tmp_path / "set", allow_loss=True, split="train=1,test=1", by="article"
    )
    loaded = datasets.load_dataset(str(tmp_path / "set"), "articles", cache_dir=str(tmp_path / "cache"))
    assert {name: len(rows) for name, rows in loaded.items()} == {"train": 1, "test": 1}
    complaints: list[str] = []
    monkeypatch.setattr(datasets.info.logger, "warning", complaints.append)
    told = datasets.info.DatasetInfosDict.from_directory(str(tmp_path / "set"))["articles"].splits
    assert {name: side.num_examples for name, side in (told or {}).items()} == {"train": 1, "test": 1}
    assert complaints == []
