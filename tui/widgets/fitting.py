"""Text cut to a number of terminal cells."""

from __future__ import annotations

from diptych.tui.reading.rows import cells


def fitted(text: str, width: int) -> str:
    """The text cut to ``width`` cells, with an ellipsis where something was cut."""
    if cells(text) <= width:
        return text
    from rich.cells import set_cell_size

    return set_cell_size(text, max(0, width - 1)).rstrip() + "…" if width > 0 else ""
