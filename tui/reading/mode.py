"""A while in which keys mean something else: words are chosen, or the other end of a link."""

from __future__ import annotations

from typing import Protocol


class Mode(Protocol):
    """What the reading screen asks of such a while."""

    @property
    def context(self) -> str:
        """The keymap's context whose keys are in force."""
        ...

    def begin(self) -> None:
        """Show what there is to show at first."""
        ...

    def end(self) -> None:
        """Take it off the screen again."""
        ...

    def status(self) -> str:
        """For the status line."""
        ...
