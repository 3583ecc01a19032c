"""Options that several commands share."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from diptych.keymaps import Keymap

Function = TypeVar("Function", bound=Callable[..., Any])


def library_options(function: Function) -> Function:
    """``--db`` and ``--annotator``."""
    function = click.option(
        "--annotator",
        metavar="NAME",
        help="Whose answers these are (else DIPTYCH_ANNOTATOR, else your user name).",
    )(function)
    return click.option(
        "--db",
        metavar="PATH",
        type=click.Path(path_type=Path, readable=False),
        help="The library file (else DIPTYCH_DB, else the one in your data folder).",
    )(function)


def reading_options(function: Function) -> Function:
    """``--keymap`` and ``--labels``."""
    function = click.option(
        "--labels",
        "scheme",
        metavar="SCHEME",
        default="claims",
        show_default=True,
        help="Label scheme: a name or a file.",
    )(function)
    return click.option(
        "--keymap",
        metavar="MAP",
        help="default, vim, emacs or a TOML file (else DIPTYCH_KEYMAP, else keymap.toml in your config folder).",
    )(function)


def user_keymap_path() -> Path:
    """Where a user's own keymap is looked for."""
    from platformdirs import user_config_path

    return user_config_path("diptych") / "keymap.toml"


def chosen_keymap(name: str | None) -> Keymap:
    """The keymap that is in force. Raises KeymapError with all problems of a user's file."""
    from diptych.keymaps import load

    name = name or os.environ.get("DIPTYCH_KEYMAP") or None
    own = user_keymap_path()
    if name and name not in ("default", "vim", "emacs"):
        return load(name)
    return load(name or "default", own if own.is_file() else None)
