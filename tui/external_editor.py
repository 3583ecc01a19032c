"""Writing a text in the editor that $VISUAL or $EDITOR names."""

from __future__ import annotations

import os
import shlex
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from diptych.tui.reading.open_article import CannotDoThat

if TYPE_CHECKING:
    from textual.app import App

LARGEST = 1_000_000
"""Bytes of a note that is taken over from an editor."""


def editor_command() -> list[str]:
    """The editor and its arguments; CannotDoThat where none is named, or where the words cannot be told apart."""
    wanted = os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""
    try:
        command = shlex.split(wanted)
    except ValueError as error:
        raise CannotDoThat(f"$VISUAL or $EDITOR cannot be understood ({error}): {wanted}") from error
    if not command:
        raise CannotDoThat("Neither $VISUAL nor $EDITOR names an editor.")
    return command


def edit_outside(app: App[Any], text: str) -> str | None:
    """Show ``text`` in the person's editor; what it is when the editor ends, None where it was not written.

    The file lies in a folder that only its owner can enter and is gone afterwards. The editor is started with a
    list of arguments, without a shell. CannotDoThat where there is no editor, it fails, or what it left is no text.
    """
    from textual.app import SuspendNotSupported

    from diptych.articles.decoding import decode

    command = editor_command()
    with TemporaryDirectory(prefix="diptych-") as folder:  # made with mode 0700
        file = Path(folder) / "note.txt"
        file.touch(mode=0o600)
        file.write_bytes(text.encode("utf-8", "replace"))
        try:
            with app.suspend():
                ended = subprocess.run([*command, str(file)], check=False)
        except SuspendNotSupported as error:
            raise CannotDoThat("Another program cannot be opened from here.") from error
        except (OSError, ValueError) as error:
            raise CannotDoThat(f"{command[0]} cannot be started: {error}.") from error
        if ended.returncode != 0:
            raise CannotDoThat(f"{command[0]} ended with an error; the note was left as it was.")
        try:
            data = file.read_bytes()
        except OSError:
            return None
    if len(data) > LARGEST:
        raise CannotDoThat(f"A note of {len(data):,} bytes is too long; {LARGEST:,} fit.")
    written = decode(data).text
    return None if written == text else written
