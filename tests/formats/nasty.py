"""A library with everything in it that has ever broken a data set, to be written and read in every format."""

from __future__ import annotations

from diptych.analysis.spans import Figure, Mention, Sentence
from diptych.articles.article import Article
from diptych.store import Annotation, Library, Link

AT = "2026-01-02T03:04:05.678Z"
LATER = "2026-02-03T04:05:06.789Z"

FAMILY, FLAG, THUMB = "👨‍👩‍👧‍👦", "🇩🇪", "👍🏽"

SENTENCES = (
    (
        f"{FAMILY} says {FLAG}{THUMB}: 33 hostages go free.",
        "قال المتحدث إن الصفقة قريبة.",
        "שיחות במשך ימים ושעות.",
        "政府は火曜日に人質三十三人の解放を発表した。",
        "รัฐบาลประกาศปล่อยตัวประกัน",
        "e\u0301a\u0308 combine, cafe\u0301\u0323 too.",
    ),
    (
        "=1+1 is a formula.",
        "+49 30 1234 rings.",
        "-5 % says he.",
        "@SUM(A1:A2) mentions.",
        "'=quoted already",
        "tab\there and \x0b\x0c there",
        "two\nlines in one sentence",
        "para\u2029graph and line\u2028sep and nel\x85end",
        "nbsp\u00a0and zero\u200bwidth and bom\ufeffinside",
        "]]> &lt;b&gt; <script>alert(1)</script> </script><!-- --> &amp;",
        '"quotes" \\back\\slash ‘curly’ `tick` ${x} %s {0}',
        "bidi \u202eevil\u202c \u2066isolate\u2069 soft\u00adhyphen \x01\x02\x1b[31mred\x7f",
        "#hashtag leads - dash # hash",
        "-DOCSTART- -X- O O",
        "1. first | pipe | `code` *star* _under_ [link](javascript:alert(1)) ![i](http://x.example/i.png)",
        "long " + "word " * 3_000 + "end.",
        "\ud7ff\ue000\ufffd\ufffe\uffff edges \U0010ffff \U0001f600.",
    ),
    ("All the same.", "All the same.", "Only words."),
)
JOINTS = (" ", "\n", "\n\n", "  ", "\t")

LABELS = (
    "claim", "not_a_claim", "two words", "tab\tlabel", "br[ack]ets|#;:{}", "übel=1", "要主張", "</script>",
    "=cmd|'/c'!A0", "a_b", "a b", "B-x", "O", "x" * 300, "line\nlabel", "claim, or \"not\"", "-", "_", "*",
)  # fmt: skip
PEOPLE = (
    "ann",
    "bob/../../etc",
    "=cleo",
    "dörte \u202e",
    "a\tb\nc",
    "o'neil <o@x.example>",
    "annotator-1",
    "..",
)
NOTES = (
    "", "a\nb\tc\r\nd", "=HYPERLINK(\"http://x.example\")", "</dd><script>alert(2)</script>", "# R1\tx Arg1:T1 Arg2:T2",
    "[x](javascript:alert(3))", " lead and trail ", "\u2028\x85", "{\"json\": true}", "😀" * 50,
)  # fmt: skip


def fill(library: Library) -> None:
    """Put it all into an empty library; the same content and ids each time, but for what the store makes up itself."""
    ids, places = _articles(library)
    _answers(library, ids, places)
    _links(library, ids)
    library.sessions.start("annotating")
    library.skips.add(ids[0], *places[0][3])
    library.corrections.save(
        ids[0],
        Mention(0, 1, "ORG", "x", "x"),
        Mention(0, 2, "PERSON", "=x", "x"),
        engine="test",
        note="</script>\n=",
    )
    library.corrections.save(ids[1], None, Figure(0, 2, "number", "=1", 1.0), engine="test")
    library.annotations.label(ids[2], *places[2][2], "claim", note="in a session")
    library.sessions.end()


def _articles(library: Library) -> tuple[list[int], list[list[tuple[int, int]]]]:
    """Several articles, one without sentences, two with one text, one with spaces around everything."""
    texts, places = [], []
    for number, sentences in enumerate(SENTENCES):
        text, spans = "\n " if number == 1 else "", []
        for at, sentence in enumerate(sentences):
            spans.append((len(text), len(text) + len(sentence)))
            text += sentence + JOINTS[at % len(JOINTS)]
        texts.append(text)
        places.append(spans)
    about = (
        Article(texts[0], title="<b>Title</b> & \"q\" ../../x", source="=S", author="A\tB", published="2025-01-13",
                location="/home/ann/../x.txt", language="x\"><script>"),
        Article(texts[1], title="../../../etc/passwd", source="", location="javascript:alert(4)", language="de"),
        Article(texts[2], title="", source="AP", location="https://ap.example/?a=1&b=<2>"),
        Article(texts[2], title="The same again", source="Wire", location="https://wire.example/"),
        Article("😀 no sentence in here", title="None"),
        Article("···", title="-", source="@"),
    )  # fmt: skip
    ids = [library.articles.add(article, uuid=f"{n:08x}-1111-7000-8000-00000000000a").id
           for n, article in enumerate(about)]  # fmt: skip
    places.append(list(places[2]))
    for id, spans in zip(ids, [*places, [], []], strict=True):
        library.analyses.save_sentences(id, "test", [Sentence(*span) for span in spans])
    library.stories.opened(
        [ids[0], ids[1], ids[2]], "<i>Story</i> & ](x) ../..", uuid="aaaaaaaa-2222-7000-8000-00000000000a"
    )
    library.stories.opened([ids[2], ids[3]], "=Wire", uuid="bbbbbbbb-2222-7000-8000-00000000000a")
    library.schemes.keep("my <own>", 'name = "my <own>"\n# ]]> </script>\n')
    return ids, places


def _answers(library: Library, ids: list[int], places: list[list[tuple[int, int]]]) -> None:
    made: list[Annotation] = []

    def say(article: int, start: int, end: int, label: str, who: int = 0, **more: object) -> None:
        n = len(made)
        made.append(
            Annotation(
                id=f"{n:08x}-0000-7000-8000-000000000000" if n % 7 else f"odd id/{n}?#é",
                article=ids[article],
                start=start,
                end=end,
                quote="",
                prefix="",
                suffix="",
                label=label,
                scheme="my <own>" if n % 3 else "claims",
                annotator=PEOPLE[who],
                session=None,
                created_at=AT,
                updated_at=LATER,
                note=NOTES[n % len(NOTES)],
                certainty=("", "high", "lo\tw")[n % 3],
                **more,
            )
        )

    for number, label in enumerate(LABELS):
        say(1, *places[1][number % len(places[1])], label, number % len(PEOPLE))
    for who in range(3):
        say(0, *places[0][0], "claim", who)
    say(0, *places[0][0], "two words", 0)
    say(0, *places[0][3], "要主張", 1, attributed_to="=政府", attributed_start=places[0][3][0],
        attributed_end=places[0][3][0] + 2)  # fmt: skip
    first = places[0][0][0]
    say(0, first, first + 1, "half an emoji")
    say(0, first + 2, first + 5, "inside a cluster")
    say(0, first, first + 7, "nested")
    say(0, first, first + 7, "nested", 1)
    say(0, first + 3, first + 12, "overlap")
    at = SENTENCES[0][0].index("33") + first
    say(0, at, at + 2, "B")
    say(0, at + 2, at + 11, "B")
    say(0, at + 1, at + 6, "inside words")
    say(0, places[0][0][0], places[0][1][1], "over two sentences")
    say(0, places[0][0][1] - 3, places[0][1][0] + 2, "across the joint")
    say(0, places[0][4][0], places[0][5][1], "pieces",
        pieces=((places[0][4][0], places[0][4][0] + 3), (places[0][5][0], places[0][5][1])))  # fmt: skip
    start, _ = places[1][6]
    say(1, start + 1, start + 6, "newline inside", 2)
    say(1, start + 3, start + 4, "only a newline", 3)
    start, end = places[1][7]
    say(1, start + 2, end - 1, "odd line ends")
    start, end = places[1][5]
    say(1, start + 3, end, "tab first")
    start, _ = places[1][12]
    say(1, start, start + 1, "a hash")
    say(1, start, start + 8, "hashtag")
    start, end = places[1][11]
    say(1, start, end, "controls", 4)
    say(2, *places[2][0], "claim")
    say(2, *places[2][1], "not_a_claim")
    say(3, *places[3][0], "not_a_claim", 1)
    say(4, 0, 1, "emoji")
    say(4, 0, len("😀 no sentence in here"), "whole text", 5)
    library.annotations.import_many(made)
    library.stories.list()


def _links(library: Library, ids: list[int]) -> None:
    found = list(library.annotations.each())
    by_label = {one.label: one for one in found}

    def of(article: int, person: int) -> list[Annotation]:
        return [one for one in found if one.annotator == PEOPLE[person] and one.article == ids[article]]

    ends = [
        (by_label["B"], by_label["overlap"], "differs in figure", "=note\nof\ta link"),
        (by_label["nested"], by_label["inside words"], "same", ""),
        (by_label["two words"], by_label["claim"], "a b", "</script>"),
        (of(1, 0)[0], of(2, 0)[0], "same", "across"),
        (of(2, 0)[0], of(3, 1)[0], "updates", "two people, two stories"),
        (by_label["pieces"], by_label["B"], "part of", "from pieces"),
        (by_label["whole text"], by_label["emoji"], "x" * 200, ""),
        (of(2, 0)[0], of(2, 0)[1], "line\nrelation", "😀"),
    ]
    library.links.import_many([
        Link(f"link {n}/é" if n % 2 else f"{n:08x}-3333-7000-8000-000000000000", a.id, b.id, relation, note,
             PEOPLE[n % 3], None, AT, LATER)
        for n, (a, b, relation, note) in enumerate(ends)
    ])  # fmt: skip
