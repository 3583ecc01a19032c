"""What each line of a report is: headline, byline, caption, body, a website's leftover …

One block a line that is not blank. Only the body is cut into sentences and judged, so in doubt a line is body: a
dimmed line that a reader cannot judge is worse than a headline that he can. What a line is depends on its neighbours
and on the first and last ``WINDOW`` lines, so ``iter_blocks`` reads a huge text only as far as it is asked.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Literal, NamedTuple

from diptych.articles.imprint import (
    is_byline,
    is_credit,
    is_credited_caption,
    is_dateline,
    is_house_credit,
    points_at_picture,
    starts_dated,
)
from diptych.articles.leftovers import heads_links, is_leftover

Kind = Literal["headline", "subhead", "byline", "dateline", "credit", "caption", "body", "leftover"]

WINDOW = 16
"""How many lines that are not blank make the head of a text, and how many its tail."""

_LINE = re.compile(r"\S(?:[^\n]*\S)?")
_CLOSERS = "\"'”’»›)]}*_ \u00a0"
_ENDS = frozenset(".!?…。！？．؟۔।॥։።၊။")
_NOT_TITLE_ENDS = frozenset(",;:—–-&/+،、，；：")
_LIST_ITEM = re.compile(r"[-*•·–—‣▪] |\(?\d{1,3}[.)] |\(?[a-z][.)] |[QA]: ")
_MARKDOWN = re.compile(r"#{1,6} +(?=\S)")


class Block(NamedTuple):
    """A line without the white space around it: code points, end exclusive, and what the line is."""

    start: int
    end: int
    kind: Kind

    @property
    def is_body(self) -> bool:
        """Whether the line holds sentences to judge."""
        return self.kind == "body"


class _Line(NamedTuple):
    start: int
    end: int
    text: str
    gap: bool  # whether a blank line stands before it


def blocks(text: str) -> list[Block]:
    """The blocks of the whole text, in order; a text with any character but white space has a body."""
    return list(iter_blocks(text))


def iter_blocks(text: str) -> Iterator[Block]:
    """The same blocks one after the other, reading no more than ``WINDOW`` lines ahead."""
    matches = _LINE.finditer(text)
    head = _lines(text, islice(matches, WINDOW))
    # A line on its way: start, end, text, kind. Plain tuples, for a long text has very many of them.
    waiting = deque(
        (line.start, line.end, line.text, kind) for line, kind in zip(head, _head(head), strict=True)
    )
    body_given = False
    above = ""
    for match in matches:
        line = match[0]
        waiting.append((match.start(), match.end(), line, "leftover" if is_leftover(line) else "body"))
        start, end, given, kind = waiting.popleft()
        if kind == "body":
            body_given = True
            if len(given) <= _CROSSHEAD and _is_crosshead(above, given, waiting[0][2]):
                kind = "subhead"
        yield Block(start, end, kind)
        above = given
    kinds = _tail([line for _, _, line, _ in waiting], [kind for _, _, _, kind in waiting], above, body_given)
    for (start, end, _, _), kind in zip(waiting, kinds, strict=True):
        yield Block(start, end, kind)


def title_of(text: str, found: Iterable[Block]) -> str:
    """The headline's text without Markdown's signs; empty where there is none."""
    for block in found:
        if block.kind == "headline":
            return _MARKDOWN.sub("", text[block.start : block.end], count=1).rstrip("# ")
        if block.kind == "body":
            break
    return ""


def _lines(text: str, matches: Iterable[re.Match[str]]) -> list[_Line]:
    lines: list[_Line] = []
    end = 0
    for match in matches:
        start = match.start()
        lines.append(_Line(start, match.end(), match[0], text.count("\n", end, start) > 1))
        end = match.end()
    return lines


# ---------------------------------------------------------------------------------------------- the shape of a line


def _ends_sentence(line: str) -> bool:
    """Whether the line ends as a sentence does, closing quotes and brackets aside."""
    bare = line[-12:].rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in _ENDS


def _is_paragraph(line: str) -> bool:
    """Whether the line is long enough, and ends, as a paragraph of prose does."""
    length = len(line)
    if length < 30 or length >= 300:
        return length >= 300
    if not _ends_sentence(line):
        return length >= 200
    return length >= (70 if " " in line[:40] else 30)  # scripts without spaces say more in fewer signs


def _words(line: str) -> int:
    return line.count(" ") + 1


def _in_title_case(line: str) -> bool:
    """Whether nearly every longer word starts with a capital, in at least four of them."""
    long = [
        bare
        for word in line.split()
        if len(bare := word.strip("“”\"'‘’()[]:,.;!?")) > 3 and bare[0].isalpha()
    ]
    capital = sum(word[0].isupper() for word in long)
    return len(long) >= 4 and capital >= 0.8 * len(long)


def _may_be_title(line: str) -> bool:
    """Whether the line has the shape of a headline or a subhead: short, starting and ending as one."""
    if len(line) > 200 or _words(line) > 36 or _LIST_ITEM.match(line) or starts_dated(line):
        return False
    bare = line.rstrip(_CLOSERS)
    return (
        bool(bare)
        and bare[-1] not in _NOT_TITLE_ENDS
        and not bare.endswith(("...", "…"))
        and any(map(str.isalpha, bare))
    )


_CROSSHEAD = 70


def _is_crosshead(above: str, line: str, below: str) -> bool:
    """Whether a short line between two paragraphs is a heading: Markdown's, in title case, or in capitals."""
    if line[0] == "#" and _MARKDOWN.match(line):
        return True
    if not (_is_paragraph(above) and _is_paragraph(below)) or _ends_sentence(line) or not _may_be_title(line):
        return False
    return (_words(line) <= 9 and _in_title_case(line)) or (line.isupper() and len(line) >= 6)


# ---------------------------------------------------------------------------------------------- the head


def _furniture(line: str) -> Kind | None:
    """What the line is by its own wording, wherever it stands."""
    if is_leftover(line):
        return "leftover"
    if is_credit(line):
        return "credit"
    if is_credited_caption(line):
        return "caption"
    return None


def _imprint(line: str) -> Kind | None:
    """What the line is by its own wording, in the head of a text."""
    if is_byline(line):
        return "byline"
    if is_dateline(line):
        return "dateline"
    return None


def _head(lines: Sequence[_Line]) -> list[Kind]:
    """The kinds of a text's first lines; all body where none of them looks like a report's body."""
    kinds: list[Kind | None] = [_furniture(line.text) or _imprint(line.text) for line in lines]
    unknown = [at for at, kind in enumerate(kinds) if kind is None]
    if not unknown:
        return ["body"] * len(lines)
    title = _headline(lines, kinds, unknown)
    if title is not None:
        kinds[title] = "headline"
        for at in range(title):
            if kinds[at] is None:
                kinds[at] = "leftover"  # the department's name above the headline
        if title + 1 < len(lines) and kinds[title + 1] is None and _is_subhead(lines, kinds, title + 1):
            kinds[title + 1] = "subhead"
        _house_credits(lines, kinds, title)
    _captions(lines, kinds)
    first_body = next((at for at, kind in enumerate(kinds) if kind is None), len(kinds))
    # Past the first paragraph "By Monday" or "12 January 2025" is what the report says.
    given: list[Kind] = [
        "body" if kind is None or (at > first_body and kind in ("byline", "dateline")) else kind
        for at, kind in enumerate(kinds)
    ]
    return given if "body" in given else ["body"] * len(lines)


def _headline(lines: Sequence[_Line], kinds: Sequence[Kind | None], unknown: Sequence[int]) -> int | None:
    """Which line is the headline, if any: the first that its wording does not explain, or the one below it."""
    at = unknown[0]
    if len(unknown) > 2 and unknown[1] == at + 1 and _is_department(lines[at].text, lines[at + 1].text):
        at += 1
    return at if _is_headline(lines, kinds, at) else None


def _is_department(line: str, below: str) -> bool:
    """Whether the line is a department's name in capitals ("WORLD NEWS") above a headline."""
    if not line.isupper() or _words(line) > 3 or len(line) > 30:
        return False
    return (
        _words(below) >= 4 and _may_be_title(below) and not _ends_sentence(below) and not _is_paragraph(below)
    )


def _is_headline(lines: Sequence[_Line], kinds: Sequence[Kind | None], at: int) -> bool:
    line = lines[at].text
    after = at + 1
    if after >= len(lines) or not _may_be_title(line):
        return False
    following = [index for index in range(after, len(lines)) if kinds[index] is None]
    if not following:
        return False
    if _MARKDOWN.match(line):
        return True
    stands_alone = lines[after].gap
    dated = any(starts_dated(lines[index].text) for index in following[:3])
    signed = any(kinds[index] in ("byline", "dateline") for index in range(after, min(after + 4, len(lines))))
    if _ends_sentence(line):
        # "Afghanistan thrash Zimbabwe in World Twenty20." above a dateline
        short = len(line) <= 140 and line.count(". ") == 0
        return (
            short and stands_alone and (dated or signed or _in_title_case(line)) and _has_prose(lines, after)
        )
    if not stands_alone:
        first = lines[after].text[0]
        if first.islower() or first in ",;.)":
            return False  # one sentence, wrapped over lines
    if line[0].islower() and not (signed or dated or _in_title_case(line)):
        return False
    if dated or signed or stands_alone:
        return _has_prose(lines, after)
    # Sentences a line each are told from a headline by their length.
    longer = max(90, len(line) * 4 // 3)
    return any(
        _is_paragraph(lines[index].text) and len(lines[index].text) >= longer for index in following[:6]
    )


def _has_prose(lines: Sequence[_Line], start: int) -> bool:
    """Whether prose follows: a paragraph on one line, or wrapped over the lines between two blank ones."""
    group = 0
    for at in range(start, len(lines)):
        if _is_paragraph(lines[at].text):
            return True
        group = group + len(lines[at].text) if not lines[at].gap else len(lines[at].text)
        if group >= 120 and _ends_sentence(lines[at].text):
            return True
    return False


def _is_subhead(lines: Sequence[_Line], kinds: Sequence[Kind | None], at: int) -> bool:
    """Whether the line right after the headline carries it on, before byline, credit or body."""
    line, after = lines[at].text, at + 1
    if after >= len(lines) or len(line) > 300:
        return False
    if not any(kinds[index] is None for index in range(after, len(lines))):
        return False
    if _ends_sentence(line) or len(line) > 200:
        return kinds[after] in ("byline", "dateline") and not starts_dated(line)
    if not _may_be_title(line):
        return False
    wrapped = not lines[after].gap and lines[after].text[0].islower()
    return not wrapped and _has_prose(lines, after)


def _house_credits(lines: Sequence[_Line], kinds: list[Kind | None], title: int) -> None:
    """Mark a paper's own credit under the headline: after a blank line, with a caption right below it."""
    for at in range(title + 1, min(title + 5, len(lines) - 1)):
        below = lines[at + 1]
        if (
            kinds[at] is None
            and lines[at].gap
            and is_house_credit(lines[at].text)
            and not below.gap
            and _ends_sentence(below.text)
        ):
            kinds[at] = "credit"


def _captions(lines: Sequence[_Line], kinds: list[Kind | None]) -> None:
    """Mark the caption beside each credit: one line next to it, no blank between, that the two show to be one.

    It says so by its words, or credit and line stand between blank lines as a group of two.
    """

    def is_caption(at: int, top: int) -> bool:
        apart = lines[top].gap and top + 2 < len(lines) and lines[top + 2].gap
        return kinds[at] is None and (
            points_at_picture(lines[at].text) or (apart and len(lines[at].text) <= 300)
        )

    for at, kind in enumerate(kinds):
        if kind != "credit":
            continue
        if at + 2 < len(lines) and not lines[at + 1].gap and is_caption(at + 1, at):
            kinds[at + 1] = "caption"
        elif at and not lines[at].gap and is_caption(at - 1, at - 1):
            kinds[at - 1] = "caption"


# ---------------------------------------------------------------------------------------------- the tail


def _tail(lines: Sequence[str], kinds: Sequence[Kind], above: str, body_given: bool) -> list[Kind]:
    """The kinds of a text's last lines: a list of links goes to its end, and some body always stays."""
    found = list(kinds)
    for at in range(len(lines) - 1):
        before = lines[at - 1] if at else above
        if (
            found[at] == "body"
            and len(lines[at]) <= _CROSSHEAD
            and _is_crosshead(before, lines[at], lines[at + 1])
        ):
            found[at] = "subhead"
    has_body = body_given
    for at, line in enumerate(lines):
        if has_body and heads_links(line) and all(_may_be_link(after) for after in lines[at + 1 :]):
            found[at:] = ["leftover"] * (len(lines) - at)
            break
        has_body = has_body or found[at] == "body"
    return found if body_given or "body" in found else list(kinds)


def _may_be_link(line: str) -> bool:
    """Whether the line may be the title of another report, or another leftover."""
    return is_leftover(line) or (len(line) <= 160 and (line[-1] in "?!" or not _ends_sentence(line)))
