"""Sources: what opens, and the one sentence for each that does not."""

from __future__ import annotations

import io
import os
import socket
from pathlib import Path

import pytest

from diptych.articles import reading
from diptych.articles.reading import MAX_BYTES, read_file, read_source, sources_of
from diptych.errors import (
    DiptychError,
    NotAnArticle,
    SourceError,
    SourceMissing,
    SourceTooLarge,
    SourceUnreadable,
)

TEXT = "The envoys met again on Tuesday in a hotel outside Doha, and spoke until well after midnight about the list.\n"


def said(error: pytest.ExceptionInfo[SourceError]) -> str:
    """The message, which must be one line, fit for a terminal, and a sentence."""
    message = str(error.value)
    assert message.isprintable()
    assert message.endswith(".")
    assert len(message) < 600
    return message


def test_a_file_opens(tmp_path: Path) -> None:
    """A text file gives its text, its absolute path as location, and no repairs."""
    path = tmp_path / "post.txt"
    path.write_text(TEXT)
    (article,) = read_source(str(path))
    assert (article.text, article.location, article.repairs) == (TEXT, str(path), 0)


def test_a_relative_path_becomes_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The location does not depend on where diptych was started; a link keeps its own name."""
    (tmp_path / "post.txt").write_text(TEXT)
    (tmp_path / "link.txt").symlink_to("post.txt")
    monkeypatch.chdir(tmp_path)
    assert read_source("link.txt")[0].location == str(tmp_path / "link.txt")


def test_damaged_text_opens_with_its_repairs_counted(tmp_path: Path) -> None:
    """Invalid UTF-8, CRLF and NUL open, and are counted."""
    path = tmp_path / "post.txt"
    path.write_bytes(b"A caf\xe9 near the port.\r\nTwo\0 men.\r\n")
    article = read_file(path)
    assert article.text == "A caf\ufffd near the port.\nTwo men.\n"
    assert article.repairs == 4


def test_a_folder_gives_its_texts_in_order(tmp_path: Path) -> None:
    """Every .txt and .md by name; hidden files, other files and folders inside are left out."""
    for name in ("b.txt", "a.md", ".hidden.txt", "data.csv", "C.TXT"):
        (tmp_path / name).write_text(f"{name} {TEXT}")
    (tmp_path / "inner.txt").mkdir()
    found = [Path(article.location).name for article in read_source(str(tmp_path))]
    assert found == ["C.TXT", "a.md", "b.txt"]
    assert [Path(source).name for source in sources_of(str(tmp_path))] == found
    assert sources_of("-") == ["-"]
    assert sources_of(str(tmp_path / "b.txt")) == [str(tmp_path / "b.txt")]


def test_standard_input() -> None:
    """A stream gives an article without location; an empty one gives a sentence."""
    (article,) = read_source("-", stdin=io.BytesIO(TEXT.encode()))
    assert (article.text, article.location) == (TEXT, "")
    with pytest.raises(NotAnArticle) as error:
        read_source("-", stdin=io.BytesIO(b""))
    assert said(error).startswith("Standard input is empty")


def test_missing_files(tmp_path: Path) -> None:
    """A missing file, a link that leads nowhere, a name too long and one with NUL each have their sentence."""
    link = tmp_path / "gone.txt"
    link.symlink_to(tmp_path / "nowhere.txt")
    for path, words in (
        (tmp_path / "no.txt", "There is no file"),
        (link, "a link to a file that is gone"),
        (tmp_path / ("x" * 5000), "too long"),
        ("a\0b.txt", "cannot be the name"),
        (tmp_path / "no.txt" / "x.txt", "There is no file"),
    ):
        with pytest.raises(SourceMissing) as error:
            read_source(str(path))
        assert words in said(error)


def test_a_link_to_itself(tmp_path: Path) -> None:
    """A link that leads back to itself is told as that."""
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    with pytest.raises(SourceUnreadable) as error:
        read_source(str(loop))
    assert "leads back to itself" in said(error)


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or folder that may not be read is told as that."""
    path = tmp_path / "post.txt"
    path.write_text(TEXT)

    def refused(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(reading.os, "open", refused)
    with pytest.raises(SourceUnreadable) as error:
        read_source(str(path))
    assert "no permission" in said(error)
    monkeypatch.setattr(Path, "iterdir", refused)
    with pytest.raises(SourceUnreadable) as error:
        read_source(str(tmp_path))
    assert "cannot be listed" in said(error)


def test_folders_without_texts(tmp_path: Path) -> None:
    """An empty folder, and a folder read as a file, each have their sentence."""
    with pytest.raises(NotAnArticle) as error:
        read_source(str(tmp_path))
    assert "holds no .txt" in said(error)
    with pytest.raises(NotAnArticle) as error:
        read_file(tmp_path)
    assert "is a folder" in said(error)


def test_a_folder_is_read_past_what_is_no_report(tmp_path: Path) -> None:
    """Pictures, links to nowhere or to themselves, pipes, devices: left out, each with its reason; none hangs."""
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_bytes(b"\x89PNG\r\n\x1a\n0000")
    (tmp_path / "c.txt").symlink_to("nowhere")
    (tmp_path / "d.txt").symlink_to("d.txt")
    os.mkfifo(tmp_path / "e.txt")
    (tmp_path / "f.txt").symlink_to("/dev/zero")
    (tmp_path / "g.txt").symlink_to(".")
    left_out: list[DiptychError] = []
    assert [article.text for article in read_source(str(tmp_path), left_out=left_out)] == [TEXT]
    reasons = ("PNG picture", "file that is gone", "leads back to itself", "is a pipe", "a device")
    for problem, reason in zip(left_out, reasons, strict=True):
        assert reason in str(problem)
    with pytest.raises(NotAnArticle):
        read_source(str(tmp_path))  # nowhere to tell it: nothing is left out without a word


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    """One sentence that says how many files there are, and what is wrong with the first."""
    (tmp_path / "a.txt").write_bytes(b"")
    with pytest.raises(NotAnArticle) as error:
        read_source(str(tmp_path), left_out=[])
    assert "a.txt is empty" in said(error)
    (tmp_path / "b.md").write_bytes(b"%PDF-1.7\nx")
    with pytest.raises(NotAnArticle) as error:
        read_source(str(tmp_path), left_out=[])
    assert "None of the 2 files" in said(error)
    assert "a.txt is empty" in said(error)


def test_an_empty_name_is_not_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As an unset variable in a script gives it: nothing is read."""
    (tmp_path / "a.txt").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert sources_of("") == [""]
    with pytest.raises(SourceMissing) as error:
        read_source("")
    assert "empty name" in said(error)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "only white space"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"%PDF-1.7\nx", "save the text of the PDF first"),
        (b"PK\x03\x04xxxx", "zip archive or an office document"),
        (b"\x89PNG\r\n\x1a\n0000", "PNG picture"),
        (b"\xff\xd8\xff\xe000", "JPEG picture"),
        (b"SQLite format 3\0", "SQLite database"),
        (b"{\\rtf1 x}", "rich text"),
        (b"\0\1\2\3text" * 50, "binary file"),
        (bytes(range(256)) * 40, "binary file"),
        ("Two men met.".encode("utf-16-le"), "UTF-16 text without a byte order mark"),
        ("Переговоры продолжаются в Дохе уже вторую неделю".encode("cp1251"), "not UTF-8"),
    ],
)
def test_what_is_no_text(data: bytes, words: str, tmp_path: Path) -> None:
    """Empty files, pictures, archives, databases, other encodings: the sentence says which, and what to do."""
    path = tmp_path / "post.txt"
    path.write_bytes(data)
    with pytest.raises(NotAnArticle) as error:
        read_source(str(path))
    assert words in said(error)
    assert "post.txt" in said(error)


def test_text_that_looks_odd_still_opens(tmp_path: Path) -> None:
    """Escape sequences, bidi controls, emoji, UTF-16 with its mark, a lone letter: all are texts."""
    path = tmp_path / "post.txt"
    for data in ("\x1b[31mred\x1b[0m \x9b2J \u202e\x07 🕊\n" * 20, "x", "[/] [red]x[/red]"):
        path.write_bytes(data.encode())
        assert read_file(path).text == data
    path.write_bytes("Two men met.".encode("utf-16"))
    assert read_file(path).text == "Two men met."


def test_too_large(tmp_path: Path) -> None:
    """Above the limit nothing is read; the sentence names the limit."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    with pytest.raises(SourceTooLarge) as error:
        read_source(str(path))
    assert "64 MB" in said(error)


def test_pipes_sockets_and_devices(tmp_path: Path) -> None:
    """A named pipe never blocks; it, a socket and a device have their sentence."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    path = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        for source in (pipe, path, Path("/dev/null")):
            with pytest.raises(NotAnArticle) as error:
                read_source(str(source))
            assert "device" in said(error)


def test_a_hostile_name_is_shown_harmless(tmp_path: Path) -> None:
    """Escape sequences and bytes that are no UTF-8 in a name reach no terminal, and the location can be stored."""
    for name in (b"\x1b]0;x\x07\xe2\x80\xae.txt", b"caf\xe9.txt"):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        with pytest.raises(SourceMissing) as error:
            read_source(str(path))
        said(error)
        path.write_text(TEXT)
        read_file(path).location.encode("utf-8")


def test_addresses_of_other_schemes_are_refused() -> None:
    """file:, ftp: and the like are never opened."""
    for address in (
        "file:///etc/passwd",
        "ftp://x.example/a",
        "gopher://x.example",
        "https://",
        "http://u:p@x.example/",
    ):
        with pytest.raises(SourceUnreadable) as error:
            read_source(address)
        said(error)
