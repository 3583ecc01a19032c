"""No byte of an article reaches the terminal as a control sequence, and no article presses a key."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.terminal.terminal import Desk, Terminal

pytestmark = pytest.mark.terminal

# Each asks or orders something that a terminal obeys; the numbers and words in them occur nowhere in Textual's output.
PAYLOADS = (
    "\x1b[c",
    "\x1b[>c",
    "\x1b[5n",
    "\x1b[6n",
    "\x1b[18t",
    "\x1b[>q",
    "\x1b[2J",
    "\x1bc",
    "\x1b[17;4711H",
    "\x1b[?4712h",
    "\x1b[38;5;4713m",
    "\x1b]52;c;ZGlwdHljaCB3YXMgaGVyZQ==\x1b\\",
    "\x1b]52;c;ZGlwdHljaCB3YXMgaGVyZQ==\x07",
    "\x1b]2;OWNED-4714\x1b\\",
    "\x1b]8;;http://4715.example/\x1b\\link\x1b]8;;\x1b\\",
    "\x1bP+q4716\x1b\\",
    "\u009bc",
    "\u009b5n",
    "\u009d52;c;ZGlwdHljaCB3YXMgaGVyZQ==\u009c",
    "\u0085\u0090\u0098",
    "\x07\x08\x08\x7f\x0e\x0f\x0b\x0c",
    "over\rwritten",
    "\u202egnol\u202c \u2066iso\u2069 \u200f\u061c",
    "one\u2028two\u2029three",
    "\U000e0041\U000e0042\U000e007f",
    "\ufeff\u200b\u2060\ufff9\ufffa\ufffb",
    "[/] [@click=app.quit]leave[/] [@click=app.action_leave]x[/] [bold red]no[/bold red] [link=http://4717.example]l[/link]",
    "👩‍👩‍👧 🇫🇮 e\u0301\u0301\u0301 ﷽ 한국",
    "${jndi:x} `touch 4718` $(touch 4718) {0} %s %n",
)

_LINES = "\n".join(
    f"Payload {number} is {payload} and it ends here." for number, payload in enumerate(PAYLOADS)
)

HOSTILE = (
    f"Head\x1b[cline with \x1b]2;OWNED-4714\x1b\\ and [/] [@click=app.quit]x[/]\n\n{_LINES}\n\n".encode()
    + b"A lone \xed\xa0\x80 surrogate and a \x9b5n raw byte and a \x00 NUL stand in the 37 last words.\n"
)

HOSTILE_NAME = "re\x1b[c\x1b]2;OWNED-4714\x07port\u202e\u009b5n[bold][@click=app.quit]x.txt"

TELL_TALES = (
    b"4711", b"4712", b"4713", b"ZGlwdHljaCB3YXMgaGVyZQ", b"OWNED", b"4715", b"4716", b"\x1b[c", b"\x1b[>c",
    b"\x1b[5n", b"\x1b[6n", b"\x1b[18t", b"\x1b[>q", b"\x1bc", b"\x1bP",
)  # fmt: skip
"""What would be in the output, right after an escape, if a payload had come through."""

SEQUENCE = re.compile(r"\x1b(?:\[([0-?]*)([ -/]*)([@-~])|\]([^\x07\x1b]*)(?:\x07|\x1b\\)|(.))", re.DOTALL)

BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|\][^\x07\x1b]*)?\Z")
"""A sequence at the end of the output whose rest has not been read yet."""


def kinds_of_sequence(output: bytes) -> set[str]:
    """The control sequences in a program's output: private modes in full, others by their final letter."""
    kinds = set()
    for match in SEQUENCE.finditer(output.decode("utf-8")):
        parameters, middle, final, command, other = match.groups()
        if final:
            private = parameters if parameters[:1] in ("?", ">", "<", "=") else ""
            kinds.add(f"CSI {private}{middle}{final}")
        else:
            kinds.add(f"OSC {command.split(';')[0]}" if command is not None else f"ESC {other}")
    return kinds


def assert_text_is_tame(output: bytes) -> None:
    """Outside of control sequences there are only printable characters, and line ends."""
    text = BEGUN.sub("", SEQUENCE.sub("", output.decode("utf-8")))
    wild = {
        character
        for character in text
        if character not in "\r\n\t\u200d\u200c"
        and (unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs"))
    }
    assert not wild, f"reached the terminal: {sorted(map(ascii, wild))}"


def assert_nothing_came_through(output: bytes) -> None:
    """No payload, and nothing but text, outside of what Textual itself writes."""
    assert_text_is_tame(output)
    commands = "".join(match.group() for match in SEQUENCE.finditer(output.decode("utf-8"))).encode()
    for tale in TELL_TALES:
        assert tale not in commands


def test_a_hostile_report_neither_orders_the_terminal_nor_presses_keys(desk: Desk) -> None:
    """Paged through, searched, shown in title, status and dialogues: only Textual's own sequences, no annotation."""
    tame = desk.write("tame.txt", "A headline\n\n" + "\n".join(f"Sentence {n} is tame." for n in range(30)))
    hostile = desk.write(HOSTILE_NAME, HOSTILE)
    walk = (
        "ctrl+d",
        "ctrl+d",
        "ctrl+u",
        "j j",
        "G",
        "e",
        "f",
        "g i",
        "p",
        "escape",
        "?",
        "escape",
        ":",
        "escape",
        "B",
    )
    outputs = []
    for name in (tame, hostile):
        reader = desk.start("read", name, tame, DIPTYCH_ANNOTATOR="an\x1b[cn\u009b5n")
        reader.wait_for("sentence 1 of" if name == tame else "not UTF-8")
        reader.settle()
        for keys in walk:
            reader.press(keys)
            reader.settle(0.15)
            assert reader.process.poll() is None, f"it ended after {keys!r}:\n{reader.text()}"
        reader.wait_for("Library")
        reader.settle()
        reader.kill()
        outputs.append(bytes(reader.raw))
        reader.close()
    assert_nothing_came_through(outputs[1])
    assert kinds_of_sequence(outputs[1]) <= kinds_of_sequence(outputs[0])
    assert desk.answers() == []
    assert desk.query("SELECT count(*) FROM journal") == [(0,)]


def test_every_payload_is_shown_and_not_hidden(desk: Desk) -> None:
    """What was smuggled in is seen as signs, in its place; the text around it is whole."""
    reader = desk.start("read", desk.write("report.txt", HOSTILE), cols=100, rows=90)
    for number in range(len(PAYLOADS)):
        reader.wait_for(f"Payload {number} is")
    reader.wait_for("surrogate and a")
    shown = reader.text()
    assert "␛[2J and it ends here." in shown
    assert "␛]52;c;ZGlwdHljaCB3YXMgaGVyZQ==␛\\ and it ends here." in shown
    assert "[/] [@click=app.quit]leave[/]" in shown
    assert_nothing_came_through(bytes(reader.raw))


def test_pasted_text_presses_no_key(desk: Desk) -> None:
    """A paste with label keys and newlines changes nothing; in the search field it is text."""
    reader = _three_sentences(desk)
    reader.type("\x1b[200~x x 1 \n x\n q\x1b[201~")
    reader.press("j")
    reader.wait_for("sentence 2 of 3 · 0 judged")
    reader.press("/")
    reader.type("\x1b[200~boats\u009b5n x\n q\u202e\x1b[201~")
    reader.press("enter")
    reader.wait_for("is in none of the open reports")
    assert_nothing_came_through(bytes(reader.raw))
    assert desk.answers() == []


@pytest.mark.xfail(
    reason="Textual ends a paste at an escape inside it; xterm, VTE and kitty take escapes out", strict=True
)
def test_an_escape_sequence_in_a_paste_presses_no_key(desk: Desk) -> None:
    """Text copied from an article and pasted by a terminal that filters nothing."""
    reader = _three_sentences(desk)
    reader.type("\x1b[200~x \x1b[c x 1\x1b[201~")
    reader.settle(0.5)
    assert desk.answers() == []


def _three_sentences(desk: Desk) -> Terminal:
    text = "One boat is in the harbour. Two boats are late today. Three boats are not here.\n"
    reader = desk.start("read", desk.write("tame.txt", text))
    reader.wait_for("sentence 1 of 3 · 0 judged")
    return reader


@pytest.mark.parametrize("where", ["text", "name", "missing", "keymap", "scheme"])
def test_what_the_command_line_prints_is_tame(desk: Desk, where: str) -> None:
    """Plain text, titles, and messages about files with hostile names hold no control character."""
    hostile = desk.write(HOSTILE_NAME if where == "name" else "report.txt", HOSTILE)
    bad = "no\x1b[c\x1b]2;OWNED-4714\x07\u009b5n\u202e.toml"
    arguments = {
        "text": ("read", "--plain", hostile),
        "name": ("read", "--plain", hostile),
        "missing": ("read", "--plain", "no\x1b[c\x1b]2;OWNED-4714\x07\u009b5n\u202ename.txt"),
        "keymap": ("read", "--keymap", bad, hostile),
        "scheme": ("read", "--labels", bad, hostile),
    }[where]
    done = desk.run(*arguments, DIPTYCH_HIGHLIGHTS="0")
    assert done.returncode == (0 if where in ("text", "name") else done.returncode or 1)
    assert done.returncode in (0, 1, 2)
    for output in (done.stdout, done.stderr):
        assert b"\x1b" not in output and b"Traceback" not in output
        assert_text_is_tame(output)


def test_an_error_on_a_terminal_is_tame(desk: Desk) -> None:
    """The message about a hostile name, on the terminal itself, is text alone."""
    reader = desk.start("read", "no\x1b[c\x1b]2;OWNED-4714\x07\u009b5n\u202ename.txt")
    assert reader.wait_end() in (1, 2)
    assert "name.txt" in reader.text()
    assert_nothing_came_through(bytes(reader.raw))
    assert reader.is_clean() == []
