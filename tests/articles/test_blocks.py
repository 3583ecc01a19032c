# ruff: noqa: E501 - a text that is tried is easier to read on one line
"""What each line is: reports as they come, and texts that are no reports."""

from __future__ import annotations

import json
import time
from itertools import islice, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from diptych.articles.blocks import WINDOW, Block, blocks, iter_blocks, title_of

CORPORA = Path(__file__).parents[2].parent / "shared" / "corpora"
P1 = "The envoys met again on Tuesday in a hotel outside Doha, and spoke until well after midnight about the list."
P2 = "Neither side would say how many names were on it; two diplomats put the number at 33, a third at 34 or more."
P3 = "A second round is to begin 16 days after the first, if the first is kept, the diplomats said on Wednesday."


def kinds(text: str) -> list[str]:
    """The kinds of a text's blocks."""
    return [block.kind for block in blocks(text)]


def lines(*given: str) -> str:
    """Lines without blank ones between."""
    return "\n".join(given)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n \t\n\u2003\n", []),
        ("Peace", ["body"]),
        ("Talks near a pause", ["body"]),
        (P1, ["body"]),
        ("Read more", ["body"]),
        ("By Ann Lee", ["body"]),
        ("* * *", ["body"]),
        (lines("Advertisement", "Share"), ["body", "body"]),
    ],
)
def test_short_texts(text: str, expected: list[str]) -> None:
    """Nothing gives no block; one line, whatever it says, is a body, for there is nothing else to judge."""
    assert kinds(text) == expected


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\n \n\n"])
def test_headline_subhead_and_body(gap: str) -> None:
    """A headline and what carries it on are known with and without blank lines."""
    text = gap.join(
        ["Deal may be ‘days away’, envoy says", "Second stage would follow after 16 days", P1, P2, P3]
    )
    assert kinds(text) == ["headline", "subhead", "body", "body", "body"]
    assert title_of(text, blocks(text)) == "Deal may be ‘days away’, envoy says"


def test_credit_and_caption_before_the_body() -> None:
    """A credit, and the line after it that says on which day the picture was taken, are no body."""
    caption = "Nurses carry a stretcher at the hospital on November 28, 2023 in Ramat Gan, Israel."
    text = lines(
        "Deal may be days away", "Second stage to follow", "", "Ann Lee/Getty Images", caption, P1, P2
    )
    assert kinds(text) == ["headline", "subhead", "credit", "caption", "body", "body"]
    assert kinds(lines("Deal may be days away", caption, "Ann Lee/Getty Images", P1, P2))[:3] == [
        "headline",
        "caption",
        "credit",
    ]


def test_credit_and_caption_apart() -> None:
    """Credit and one line together between blank lines are a picture's, whatever the line says."""
    short = "The ferry under tow on Monday morning."
    for pair in (lines("Photo: Ann Lee / The Post", short), lines(short, "Photo: Ann Lee / The Post")):
        found = kinds("\n\n".join(["Ferry burns off the island", pair, "By Ann Lee", P1, P2]))
        assert sorted(found[1:3]) == ["caption", "credit"]
        assert found[3:] == ["byline", "body", "body"]


def test_the_line_after_a_credit_is_body_in_doubt() -> None:
    """Without such a sign the line after a credit is the first paragraph."""
    assert kinds(lines("Deal may be days away", "Ann Lee/Getty Images", P1, P2)) == [
        "headline",
        "credit",
        "body",
        "body",
    ]


def test_imprint() -> None:
    """Byline and dateline above the body are known; the sentence between headline and byline is a subhead."""
    text = "\n\n".join(
        ["Deal near", "The envoys hope for Sunday.", "By Ann Lee", "January 13, 2025", "5 min read", P1, P2]
    )
    assert kinds(text) == ["headline", "subhead", "byline", "dateline", "dateline", "body", "body"]


def test_department_above_the_headline() -> None:
    """A department's name in capitals is no headline; the title is what stands below it."""
    text = "\n\n".join(["WORLD NEWS", "Envoys near a deal on the captives", P1, P2])
    assert kinds(text) == ["leftover", "headline", "body", "body"]
    assert title_of(text, blocks(text)) == "Envoys near a deal on the captives"


@pytest.mark.parametrize(
    "text",
    [
        lines(P1, P2, P3),
        "\n\n".join([P1, P2, P3]),
        # sentences on a line each, also without their full stop
        lines("The envoys met on Tuesday.", "They spoke of 33 names.", "Nobody said more.", "Talks go on."),
        lines(
            P1,
            "None of the prisoners took part in the Oct. 7 attack",
            P2,
            "Talks on the second stage begin later",
            P3,
        ),
        lines(P1, P2, "None of the prisoners took part in the Oct. 7 attack"),
        lines(P1, P2, "Talks go on"),
        # a paragraph wrapped over lines
        lines(
            "The envoys met again on Tuesday in a hotel outside",
            "Doha, and spoke until well after midnight about the",
            "list. Neither side would say how many names were on",
            "it. Two put it at 33.",
        ),
        # a poem
        lines(
            "The harbour sleeps beneath the moon",
            "And no one counts the boats",
            "",
            "A lantern swings, a sailor hums",
            "A song of distant coasts",
        ),
        # lists
        lines("- 33 hostages", "- 16 days", "- two stages", "- one list"),
        lines("1. First the list", "2. Then the exchange", "3. Then the talks", P1),
        # a colon announces, a comma goes on
        lines("Here is what the envoys said:", P1, P2),
        "\n\n".join(["In Doha, on Tuesday,", P1, P2]),
        # first paragraphs of reports
        lines("DOHA — The envoys met", P1, P2),
        # dialogue
        lines("“Who speaks?”", "“The envoy,” she said.", "“Which one?”", "“The tall one.”"),
        # Chinese and Arabic bodies
        lines(
            "谈判代表星期二在多哈郊外的一家酒店再次会面，讨论了名单。",
            "双方都不愿透露名单上有多少人。两名外交官说是三十三人。",
        ),
        lines(
            "اجتمع المبعوثون مرة أخرى يوم الثلاثاء في فندق خارج الدوحة وتحدثوا حتى منتصف الليل.",
            "ولم يذكر أي من الطرفين عدد الأسماء الواردة في القائمة.",
        ),
    ],
)
def test_in_doubt_all_is_body(text: str) -> None:
    """Prose, sentences a line each, wrapped text, poems, lists and other scripts are body throughout."""
    assert set(kinds(text)) == {"body"}


@pytest.mark.parametrize(
    ("title", "first"),
    [
        (
            "Primeiro-ministro continua em funções e acumula Finanças - Presidente",
            "Bissau, 04 dez 2023 (Lusa) - O primeiro-ministro continua em funções, disse hoje o Presidente da República.",
        ),
        (
            "Afghanistan thrash Zimbabwe in World Twenty20.",
            "Nagpur (India) (AFP) – A brisk fifty and a clinical bowling show helped Afghanistan on Saturday.",
        ),
        ("Activists Brick Up Entrance To Polling Station Ahead Of Elections.", P1),
        (
            "谈判取得进展",
            "谈判代表星期二在多哈郊外的一家酒店再次会面，讨论了名单，双方都不愿透露名单上有多少人。两名外交官说是三十三人。",
        ),
        ("# Envoys near a deal", "Short."),
        ("Will the Envoys Ever Get What They Really Want?", P1),
    ],
)
def test_headlines_of_many_kinds(title: str, first: str) -> None:
    """Headlines in other languages, with a full stop where place or capitals speak for one, or by Markdown's sign."""
    text = f"{title}\n\n{first}\n\n{P2}"
    assert kinds(text) == ["headline", "body", "body"]
    assert title_of(text, blocks(text)) == title.removeprefix("# ")


def test_leftovers_at_head_middle_and_tail() -> None:
    """A website's lines are known wherever they stand; a list of links goes to its end."""
    text = lines(
        "Skip to main content", "Advertisement", "Envoys near a deal", P1, "Sign up for our newsletter", P2, "Advertisement", P3,
        "This is a breaking story and will be updated.", "Read the full article here", "Related:", "Five things to know about Doha", "Who is the envoy?", "© 2025 The Post",
    )  # fmt: skip
    found = kinds(text)
    assert found[:4] == ["leftover", "leftover", "headline", "body"]
    assert found[4:8] == ["leftover", "body", "leftover", "body"]
    assert set(found[8:12]) == {"leftover"}
    assert found[-1] == "leftover"


def test_a_list_of_links_never_takes_the_report() -> None:
    """After "Related:" in the middle, paragraphs are body."""
    assert kinds(lines(P1, "Related:", "Five things to know", P2, P3)) == [
        "body",
        "leftover",
        "body",
        "body",
        "body",
    ]


def test_headings_between_paragraphs() -> None:
    """A short line in capitals or title case between two paragraphs is a subhead, a sentence without full stop is body."""
    text = lines(
        P1, "WHAT COMES NEXT", P2, "The Road Back From Doha", P3, "The talks go on", P1, "## Sources", P2
    )
    assert kinds(text) == ["body", "subhead", "body", "subhead", "body", "body", "body", "subhead", "body"]
    assert kinds("\n".join([P1] * 30 + ["WHAT COMES NEXT"] + [P2] * 30))[30] == "subhead"


def test_a_byline_below_the_first_paragraph_is_body() -> None:
    """Past the first paragraph a line such as "By Ann Lee" is what the report says."""
    assert kinds(lines(P1, "By Ann Lee", P2)) == ["body", "body", "body"]


ANY_LINES = st.lists(
    st.one_of(st.text(max_size=40), st.sampled_from([P1, P2, "Read more", "By Ann Lee", "Ann Lee/AFP", "WHAT NEXT", "Related:", "Envoys near a deal", " ", ""])),
    max_size=60,
).map("\n".join)  # fmt: skip


@given(ANY_LINES)
@example("\ufeff")
@example("Related:\nRelated:\nx")
def test_blocks_cover_the_text(text: str) -> None:
    """Blocks are in order, trimmed, one a line, all that is not white space; and some of it is body."""
    found = blocks(text)
    assert [text[block.start : block.end] for block in found] == [
        line.strip() for line in text.split("\n") if line.strip()
    ]
    assert all(one.end < two.start for one, two in pairwise(found))
    assert any(block.is_body for block in found) == bool(text.strip())


def test_lazily_no_more_is_read_than_asked() -> None:
    """The first blocks of a huge text come at once, and are the same as those of the whole."""
    text = lines("Envoys near a deal", *[P1, P2, "Advertisement"] * 30_000)
    started = time.perf_counter()
    first = list(islice(iter_blocks(text), 20))
    assert time.perf_counter() - started < 0.2
    assert first == blocks(text)[:20]
    assert first[0] == Block(0, 18, "headline")


def test_the_head_does_not_depend_on_the_length() -> None:
    """A report reads the same however much body follows."""
    head = ["Envoys near a deal", "Second stage to follow", "By Ann Lee", P1]
    for more in range(3, 2 * WINDOW + 3):
        assert kinds(lines(*head, *[P2] * more, "Read the full article here")) == [
            "headline", "subhead", "byline", *["body"] * (more + 1), "leftover",
        ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "a" * 5_000_000,
        "word " * 1_000_000,
        " " * 5_000_000,
        ("a" + " " * 999 + "\n") * 5000,
        "(" * 1_000_000,
        "- " * 1_000_000,
        "\n" * 3_000_000,
    ],
)
def test_huge_lines(text: str) -> None:
    """Lines of megabytes take time in proportion to their length, and little of it."""
    started = time.perf_counter()
    blocks(text)
    assert time.perf_counter() - started < 3  # below 0.1 on an idle machine


def _corpus(*parts: str) -> Path:
    path = CORPORA.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"needs shared/corpora/{'/'.join(parts)}")
    return path


def test_the_two_real_reports() -> None:
    """The first has headline, subhead, credit and caption before the body; the second two leftovers at its end."""
    first, second = (path.read_text("utf-8") for path in sorted(_corpus("seeds").glob("*.txt")))
    assert kinds(first) == ["headline", "subhead", "credit", "caption", *["body"] * 20]
    assert kinds(second) == [*["body"] * 9, "leftover", "leftover"]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_basil_reports(gap: str) -> None:
    """Of 60 reports no paragraph is taken for anything else, and each headline is found, with and without blank lines."""
    for path in sorted(_corpus("basil", "articles").glob("*/*.json")):
        report = json.loads(path.read_text("utf-8"))
        title = report["title"].strip()
        paragraphs = [
            body
            for body in (" ".join(part).strip() for part in report["body-paragraphs"])
            if body and body != title
        ]
        assert set(kinds(gap.join(paragraphs))) == {"body"}, path
        text = gap.join([title, *paragraphs])
        assert kinds(text) == ["headline", *["body"] * len(paragraphs)], path
        sentences = [
            sentence
            for part in report["body-paragraphs"]
            for sentence in part
            if sentence.strip() not in ("", title)
        ]
        assert set(kinds("\n".join(sentences))) == {"body"}, path


def test_portuguese_reports() -> None:
    """Reports in another language have a headline without full stop, a body, and the agency's signature at the end."""
    paths = sorted(_corpus("claimpt", "dataset_sample", "news_articles").glob("*.txt"))
    for path in paths:
        found = kinds(path.read_text("utf-8"))
        assert "headline" in found[:2], path
        assert found[-1] == "leftover", path
        assert found.count("body") >= len(found) - 5, path
    assert paths


def test_a_papers_own_credit_under_the_headline() -> None:
    """A line such as "Meridian Courier/Archive" above its caption is a credit; the byline after it is one too."""
    text = (
        "Accord could come within hours, diplomats say\nTroops would stay until the last captive is home\n\n"
        "Meridian Courier/Archive\nA helicopter brings freed captives to a hospital.\n\nBy Lena Okafor\n\n"
        + "The two sides have moved close to an agreement, two diplomats said on Monday in Jerusalem. " * 2
        + "\n"
    )
    assert [block.kind for block in blocks(text)] == [
        "headline",
        "subhead",
        "credit",
        "caption",
        "byline",
        "body",
    ]


def test_a_line_with_a_slash_in_the_body_is_body() -> None:
    """Without a caption right below it, two names with a slash between them say nothing of a picture."""
    text = (
        "Council votes on the bridge\n\nThe council voted on the bridge on Monday after a long debate in the hall.\n\n"
        "Northern Line/Eastern Bank\n\nThe vote was close, and the mayor had to break the tie in the end.\n"
    )
    assert "credit" not in [block.kind for block in blocks(text)]
