"""The rows of the first frame, as nearly as the reader will lay them out as can be told in a millisecond.

What a line is and where its sentences end is found out properly later, by libraries that take longer to load than the
first frame may. A wrong guess here costs a line that moves once, when the reader takes over.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing's, whose import the first frame would have to wait for
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Rows = Callable[[str], list[tuple[str, int]]]

ONE_CELL = "‘’“”–—…•€"
"""Typographic signs of news that are one cell wide everywhere."""

HEADER = (
    "title", "headline", "source", "outlet", "author", "byline", "date", "published", "url", "link", "language", "lang",
)  # fmt: skip
"""Keys of a header, as in articles/header.py."""

SHORT_LINE = 60  # as in tui/reading/layout.py
MIN_WIDTH = 4  # as in tui/reading/rows.py
ENDS, CLOSERS = ".!?…", "\"'”’)]"
ABBREVIATED = (
    "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Sen", "Rep", "Gov", "Lt", "Col", "Capt", "Sgt", "Maj", "Adm", "Rev",
    "Hon", "St", "Mt", "No", "vs", "etc", "e.g", "i.e", "approx", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug",
    "Sept", "Sep", "Oct", "Nov", "Dec",
)  # fmt: skip


def rows_of(data: bytes, width: int, most: int) -> list[tuple[str, int]]:
    """About ``most`` rows of a text, each with its width in cells; a blank one between paragraphs."""
    text = plain_text(data)
    in_rows: Rows
    if text is not None:
        in_rows = lambda line: plain_rows(line, width)  # noqa: E731
    else:
        from diptych.articles.decoding import decode
        from diptych.articles.visible import visible
        from diptych.tui.reading.rows import cells, wrap

        text = visible(decode(data).text)

        def in_rows(line: str) -> list[tuple[str, int]]:
            found = [line[start:end] for start, end in wrap(line, 0, len(line), width)]
            return [(row, cells(row)) for row in found]

    rows: list[tuple[str, int]] = []
    above, prose_above, blank = "", False, False
    for line in lines_of(text):
        if not line:
            blank = True
            continue
        prose = is_prose(line) and (blank or not is_credit(above))  # under a credit stands a caption
        between = blank or (len(above) >= SHORT_LINE if prose and prose_above else prose or prose_above)
        if rows and between:
            rows.append(("", 0))
        for sentence in sentences_of(line) if prose else [line]:
            rows += in_rows(sentence)
        if len(rows) >= most:
            break
        above, prose_above, blank = line, prose, False
    return rows[:most]


def lines_of(text: str) -> Iterator[str]:
    """The lines of a text without white space around them; those of a header at its top are left out."""
    lines = [line.strip() for line in text.split("\n")]
    header = 0
    while header < len(lines) and lines[header].partition(":")[0].lower() in HEADER:
        header += 1
    yield from lines[header:] if header > 1 and header < len(lines) and not lines[header] else lines


def is_prose(line: str) -> bool:
    """Whether a line seems to hold sentences: it is long, or ends as one does."""
    return len(line) >= 200 or (len(line) >= 30 and line.rstrip(CLOSERS)[-1:] in ENDS)


def is_credit(line: str) -> bool:
    """Whether a line seems to say whose a picture is."""
    return not is_prose(line) and ("/" in line or line.startswith(("Photo", "Picture", "Image")))


def sentences_of(line: str) -> list[str]:
    """A paragraph's sentences."""
    found, start, at = [], 0, 0
    while (space := line.find(" ", at)) >= 0:
        at = space + 1
        end = line[start:space].rstrip(CLOSERS)
        following = line[at : at + 1]
        if (
            end[-1:] not in ENDS
            or not end
            or not (following.isupper() or following.isdigit() or following in "“‘\"'")
        ):
            continue
        word = end.rpartition(" ")[2].lstrip("“‘\"'(").removesuffix(".")
        if end[-1] == "." and (
            word in ABBREVIATED or (len(word) == 1 and word.isupper()) or ("." in word and word[0].isalpha())
        ):
            continue
        found.append(line[start:space])
        start = at
    return [*found, line[start:]]


def plain_text(data: bytes) -> str | None:
    """The text where nothing in it needs care: valid UTF-8, printable, one cell a character; None otherwise.

    Most reports are like that, and the expressions that deal with the rest take 15 ms to load.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    signs = set(text)
    signs.discard("\n")
    if all(sign.isprintable() and (sign < "\u0300" or sign in ONE_CELL) for sign in signs):
        return text
    return None


def plain_rows(line: str, width: int) -> list[tuple[str, int]]:
    """The rows of a line of such a text, as ``diptych.tui.reading.rows.wrap`` makes them."""
    width = max(width, MIN_WIDTH)
    rows: list[tuple[str, int]] = []
    row = ""
    for word in line.split():
        if row and len(row) + 1 + len(word) <= width:
            row += " " + word
            continue
        if row:
            rows.append((row, len(row)))
        while len(word) > width:
            rows.append((word[:width], width))
            word = word[width:]
        row = word
    if row:
        rows.append((row, len(row)))
    return rows
