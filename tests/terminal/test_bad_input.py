"""What cannot be read is told in one sentence; what is merely odd opens, and loses nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.terminal.terminal import Desk

pytestmark = pytest.mark.terminal


def _refused(desk: Desk, kind: str) -> str:
    if kind == "folder":
        (desk.folder / "nothing").mkdir()
        return "nothing"
    if kind == "unreadable":
        name = desk.write("shut.txt", "Nobody may read this.\n")
        (desk.folder / name).chmod(0)
        return name
    if kind == "pipe":
        os.mkfifo(desk.folder / "pipe.txt")
        return "pipe.txt"
    contents = {
        "binary": b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8,
        "empty": b"",
        "blank": b" \n\t\n\r\n",
    }
    return "missing.txt" if kind == "missing" else desk.write(f"{kind}.txt", contents[kind])


@pytest.mark.parametrize("kind", ["missing", "folder", "unreadable", "pipe", "binary", "empty", "blank"])
def test_what_holds_no_text_is_told_in_a_sentence(desk: Desk, kind: str) -> None:
    """Exit code 1 or 2, the source's name and what is wrong on standard error, in two lines at most."""
    if kind == "unreadable" and os.geteuid() == 0:
        pytest.skip("root may read everything")
    name = _refused(desk, kind)
    done = desk.run("read", "--plain", name)
    said = done.stderr.decode()
    assert done.returncode in (1, 2), (done.stdout[:200], said)
    assert name in said and "Traceback" not in said
    assert len(said.strip().splitlines()) <= 2 and done.stdout == b""


ODD_TEXTS = {
    "crlf.txt": (b"Boats\r\n\r\nOne boat is in.\r\nTwo boats are out.\rThree sank.\r\n", "Three sank."),
    "invalid.txt": (b"Boats\n\nFour \xff\xfe boats \xc3( are in.\n", "boats"),
    "utf16.txt": ("Boats\n\nFive boats – “in”.\n".encode("utf-16"), "Five boats – “in”."),
    "latin.txt": ("Boote\n\nZwei Schiffe über Bord.\n".encode("latin-1"), "Zwei Schiffe"),
    "bom.txt": ("\ufeffBoats\n\nSix boats are in.\n".encode(), "Six boats are in."),
    "no-newline.txt": (b"Seven boats stay", "Seven boats stay"),
    "wide.txt": ("船\n\n".encode() + "三隻船在港口外。".encode() * 40, "三隻船"),
    "combining.txt": (b"Boats\n\nA" + "\u0301".encode() * 5000 + b" boat sank.\n", "boat sank."),
    "brackets.txt": (b"Boats\n\n[[[[ [/] [@click=app.quit]x[/] ]] is in.\n", "[/] [@click=app.quit]x[/]"),
}
"""What is in the file, and what must be printed of it."""


def test_odd_texts_print(desk: Desk) -> None:
    """Each is shown, repaired where it has to be, without a traceback."""
    names = [desk.write(name, content) for name, (content, _) in ODD_TEXTS.items()]
    done = desk.run("read", "--plain", "--width", "100", *names)
    assert done.returncode == 0 and b"Traceback" not in done.stderr, done.stderr
    shown = done.stdout.decode()
    assert [seen for _, seen in ODD_TEXTS.values() if seen not in shown] == []


def test_huge_texts_open_and_are_whole(desk: Desk) -> None:
    """5 MB in paragraphs beside 1 MB in one line: both open at once, reach their end, and take a label there."""
    paragraph = " ".join(f"Boat number {number} left the harbour of Merrow in fog." for number in range(9))
    count = 5_000_000 // len(paragraph)
    long = desk.write("long.txt", "Boats\n\n" + f"{paragraph}\n\n" * count + "The last boat stayed.\n")
    line = desk.write("line.txt", "Boats in one line\n\n" + "the boat and " * 77_000 + "then the very end.\n")
    reader = desk.start("read", long, line)
    reader.wait_for("Boat number 0 left")
    reader.press("j")
    reader.wait_for("sentence 2 of")
    reader.press("G")
    reader.wait_for("The last boat stayed.")
    reader.press("x")
    reader.wait_for("1 judged")
    reader.press("tab")
    reader.wait_for("sentence 1 of")
    reader.press("x")
    reader.wait_for("1 judged")
    reader.press("/")
    reader.wait_for("search")
    reader.type("very end\r")
    reader.wait_for("the very end.")
    reader.resize(41, 12)
    reader.wait_for("the very")
    reader.press("q")
    assert reader.wait_end() == 0
    lengths = desk.query("SELECT length(text) FROM article ORDER BY id")
    assert lengths[0][0] >= 5_000_000 - len(paragraph) and lengths[1][0] >= 1_000_000
    assert [label for _, _, label in desk.answers()] == ["not_a_claim", "not_a_claim"]


def test_odd_texts_open_on_the_screen(desk: Desk) -> None:
    """Broken bytes, CRLF, emoji and wide characters side by side; keys work, nothing is cut in two."""
    texts = {
        "crlf.txt": b"Boats come home\r\n\r\nOne boat is in.\r\nTwo boats \xff\xfe are out.\r\n",
        "wide.txt": ("船隻回港了\n\n" + "三隻船在港口外，沒有人受傷。" * 30 + "\n").encode(),
        "emoji.txt": ("Boats 🚢 come\n\n" + "The 👩‍👩‍👧 🇫🇮 crew 👍🏽 is fine. " * 30 + "\n").encode(),
        "empty-lines.txt": b"\n\n\nBoats go out again\n\n\n\nOne boat is out.\n\n\n",
    }
    names = [desk.write(name, content) for name, content in texts.items()]
    reader = desk.start("read", *names, cols=200, rows=20)
    reader.wait_for("One boat is in.")
    reader.press("x tab x tab x tab x")
    reader.wait_for(lambda: len(desk.answers()) == 4, "a label in each")
    for cols in (48, 41, 40, 200):
        reader.resize(cols, 20)
        reader.wait_for("judged")
    reader.press("q")
    assert reader.wait_end() == 0
    assert "\ufffd" in dict(desk.query("SELECT location, text FROM article LIMIT 1")).popitem()[1]


def test_a_stream_is_read_from_standard_input(desk: Desk) -> None:
    """``diptych read -`` takes a report from a pipe; without a terminal it prints it."""
    done = subprocess.run(
        [sys.executable, "-m", "diptych", "read", "-"],
        input=b"Boats come home\n\nOne boat is in.\n",
        env=desk.env,
        cwd=desk.folder,
        capture_output=True,
        timeout=60,
    )
    assert done.returncode == 0 and b"One boat is in." in done.stdout


def test_a_library_that_is_none_is_told(desk: Desk) -> None:
    """A damaged or foreign library file: one sentence, exit code 1, the file untouched, the terminal clean."""
    name = desk.write("tame.txt", "Boats come home\n\nOne boat is in.\n")
    desk.library.write_bytes(b"this is no database, but somebody's diary" * 100)
    reader = desk.start("read", name)
    assert reader.wait_end() == 1
    assert "library.db" in reader.text().replace("\n", "") and "Traceback" not in reader.text()
    assert reader.is_clean() == []
    assert desk.library.read_bytes().startswith(b"this is no database")
