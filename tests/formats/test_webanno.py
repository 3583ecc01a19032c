"""WebAnno TSV 3: spans, stacks, sub-tokens, chains, slots and relations are read; nothing is guessed."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diptych import formats
from diptych.errors import WrongUse
from diptych.formats.import_report import ImportRefused
from diptych.store import Library, open_library

SPAN = "#T_SP=webanno.custom.Span|value\n"
RELATION = "#T_RL=webanno.custom.Relation|value|BT_webanno.custom.Span\n"


def tsv(header: str, *rows: str) -> str:
    """A file of version 3.3; rows with " / " for tabs."""
    body = "".join(row.replace(" / ", "\t") + "\n" for row in rows)
    return f"#FORMAT=WebAnno TSV 3.3\n{header}\n\n{body}"


def said(library: Library) -> list[tuple[str, str, str]]:
    """Quote, label and scheme of every answer."""
    return sorted((one.quote, one.label, one.scheme) for one in library.annotations.each())


def links(library: Library) -> list[tuple[str, str, str]]:
    """Quotes of both ends and the relation of every link."""
    get = library.annotations.get
    return sorted(
        (get(one.source).quote, one.relation, get(one.target).quote) for one in library.links.list()
    )


def load(library: Library, folder: Path, content: str, **options: bool) -> formats.ImportReport:
    """Read a file with this content."""
    (folder / "x.tsv").write_text(content, encoding="utf-8")
    return formats.read(library, "webanno", folder / "x.tsv", **options)


def test_spans_over_several_tokens_stacks_and_parts_of_tokens(empty: Library, tmp_path: Path) -> None:
    """Numbers join tokens to one span, also across sentences; parts of tokens have places of their own."""
    content = tsv(
        SPAN,
        "#Text=I 😀 plays it .",
        "1-1 / 0-1 / I / A[1]|B[2] / ", "1-2 / 2-4 / 😀 / A[1] / ", "1-3 / 5-10 / plays / _ / ",
        "1-3.1 / 5-9 / play / C / ", "1-3.2 / 9-9 /  / D / ", "1-4 / 11-13 / it / * / ",
        "1-5 / 14-15 / . / E\\|\\_[3] / ", "", "#Text=So .", "2-1 / 16-18 / So / E\\|\\_[3] / ",
        "2-2 / 19-20 / . / _ / ",
    )  # fmt: skip
    report = load(empty, tmp_path, content)
    assert said(empty) == [
        (".\nSo", "E|_", "Span"), ("I", "B", "Span"), ("I 😀", "A", "Span"), ("it", "Span", "Span"),
        ("play", "C", "Span"),
    ]  # fmt: skip
    assert report.lost == {"annotations of no text": 1}
    article = empty.articles.get(1)
    sentences = empty.analyses.sentences(1)
    assert article.text == "I 😀 plays it .\nSo ." and sentences is not None
    assert [article.text[one.start : one.end] for one in sentences] == ["I 😀 plays it .", "So ."]
    assert "annotation" not in load(empty, tmp_path, content).read


def test_relations_find_their_ends(empty: Library, tmp_path: Path) -> None:
    """A relation leads from the named unit to its own row; two numbers choose among stacked spans, 0 needs none."""
    load(
        empty, tmp_path,
        tsv(SPAN + RELATION, "#Text=This is .",
            "1-1 / 0-4 / This / X / _ / _ / ", "1-2 / 5-7 / is / P[1]|Q[2] / agent / 1-1[0_2] / ",
            "1-3 / 8-9 / . / Z / *|back / 1-1|1-2[1_0] / "),
    )  # fmt: skip
    assert links(empty) == [("This", "Relation", "."), ("This", "agent", "is"), ("is", "back", ".")]
    labels = {(empty.annotations.get(one.target).label, one.relation) for one in empty.links.list()}
    assert ("Q", "agent") in labels


def test_chains_join_neighbours(empty: Library, tmp_path: Path) -> None:
    """The elements of a chain are joined in their order, whichever column comes first."""
    layer = "#T_CH=webanno.custom.CorefLink|referenceType|referenceRelation\n"
    load(
        empty, tmp_path,
        tsv(layer, "#Text=He shot him self", "1-1 / 0-2 / He / pr[1] / coref->1-1 / ", "1-2 / 3-7 / shot / _ / _ / ",
            "1-3 / 8-11 / him / pr[1] / *->1-2 / ", "1-4 / 12-16 / self / pr[1] / *->1-2 / "),
    )  # fmt: skip
    assert said(empty) == [("He", "pr", "CorefLink"), ("him self", "pr", "CorefLink")]
    assert links(empty) == [("He", "coref", "him self")]


def test_slots_are_links_by_role(empty: Library, tmp_path: Path) -> None:
    """Each role of a slot leads to its target, a numbered span of several tokens too; a role without name is the
    slot's.
    """
    layers = (
        "#T_SP=webanno.custom.Unit|\n"
        "#T_SP=webanno.custom.Frame|FE|ROLE_webanno.custom.Frame:Roles_webanno.custom.FrameLink|webanno.custom.Unit\n"
    )
    load(
        empty, tmp_path,
        tsv(layers, "#Text=Bob sold the clock", "1-1 / 0-3 / Bob / * / _ / _ / _ / ",
            "1-2 / 4-8 / sold / _ / trade / seller;* / 1-1;1-3[4] / ",
            "1-3 / 9-12 / the / *[4] / _ / _ / _ / ", "1-4 / 13-18 / clock / *[4] / _ / _ / _ / "),
    )  # fmt: skip
    assert said(empty) == [("Bob", "Unit", "Unit"), ("sold", "trade", "Frame"), ("the clock", "Unit", "Unit")]
    assert links(empty) == [("sold", "Roles", "the clock"), ("sold", "seller", "Bob")]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (["#Text=I am", "1-1 / 0-1 / I / _", "1-2 / 3-5 / am / _"], "at 3–5 stands"),
        (["#Text=I am", "1-1 / 0-1 / I"], "0 columns after the token"),
        (["#Text=I am", "1-1 / 9000-9001 / I / _"], "cannot follow"),
        (["#Text=I am", "1-1 / 1-0 / I / _"], "before it begins"),
        (["#Text=I am", "nonsense"], "no token"), (["#Text=I am"], "no tokens"),
        (["#Text=😀", "1-1 / 0-1 / 😀 / A"], "stands"),
    ],
)  # fmt: skip
def test_wrong_files_are_refused_in_words(empty: Library, tmp_path: Path, rows: list[str], why: str) -> None:
    """Offsets that are not the token's, missing columns and lines that are no tokens are refused, never mended."""
    with pytest.raises(ImportRefused, match=why):
        load(empty, tmp_path, tsv(SPAN, *rows))
    assert empty.annotations.count() == 0


def test_a_relation_without_its_end_is_refused_and_the_rest_kept(empty: Library, tmp_path: Path) -> None:
    """A row whose relation leads nowhere is listed; its spans are kept with --keep-going. Other files are no TSV 3."""
    rows = tsv(
        SPAN + RELATION, "#Text=I am", "1-1 / 0-1 / I / A / * / 1-9 / ", "1-2 / 2-4 / am / B / _ / _ / "
    )
    report = load(empty, tmp_path, rows, keep_going=True)
    assert [problem.line for problem in report.skipped] == [7] and len(said(empty)) == 2
    with pytest.raises(ImportRefused, match="does not begin with"):
        load(empty, tmp_path, "a\tb\n")
    with pytest.raises(WrongUse, match="does not write"):
        formats.export(empty, "webanno", tmp_path / "y.tsv")


words = st.lists(st.sampled_from([*'ab[]|_;*\\>-"', "😀", "e\u0301", "\u2028"]), min_size=1, max_size=4).map(
    "".join
)


names = words.filter(lambda word: word.strip() == word)


def escaped_value(value: str) -> str:
    """A feature's value as WebAnno writes it."""
    value = re.sub(r"([\\\[\]|_;*]|->)", r"\\\1", value)
    return value.replace("\t", "\\t")


@settings(max_examples=40, deadline=None)
@given(
    sentences=st.lists(st.lists(words, min_size=1, max_size=4), min_size=1, max_size=3),
    marks=st.lists(st.tuples(st.integers(0, 11), st.integers(1, 5), names), max_size=5),
)
def test_what_webanno_would_write_is_read(
    template: Path, sentences: list[list[str]], marks: list[tuple[int, int, str]]
) -> None:
    """Sentences of any signs, with stacked spans over several tokens and labels of reserved signs, come in whole."""
    tokens: list[tuple[int, int, int, str]] = []
    text, units = "", 0
    for number, sentence in enumerate(sentences, 1):
        for token in sentence:
            size = len(token.encode("utf-16-le")) // 2
            tokens.append((number, units, units + size, token))
            text += token + " "
            units += size + 1
        text = text[:-1] + "\n"
    cover = [
        (start % len(tokens), min(start % len(tokens) + length, len(tokens)), label)
        for start, length, label in marks
    ]
    lines, last = [], 0
    for place, (number, start, end, token) in enumerate(tokens):
        if number != last:
            lines += ["", "#Text=" + " ".join(sentences[number - 1]).replace("\\", "\\\\")]
            last = number
        over = [
            f"{escaped_value(label)}[{id}]" for id, (a, b, label) in enumerate(cover, 1) if a <= place < b
        ]
        lines.append(f"{number}-{place + 1}\t{start}-{end}\t{token}\t{'|'.join(over) or '_'}\t")
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template, Path(folder) / "a.db")
        with open_library(Path(folder) / "a.db", annotator="ann") as library:
            load(library, Path(folder), tsv(SPAN) + "\n".join(lines) + "\n")
            assert library.articles.get(1).text == text.removesuffix("\n")
            utf16 = text.encode("utf-16-le")
            wanted = sorted(
                (utf16[2 * tokens[a][1] : 2 * tokens[b - 1][2]].decode("utf-16-le"), label)
                for a, b, label in cover
            )
            assert [one[:2] for one in said(library)] == wanted
