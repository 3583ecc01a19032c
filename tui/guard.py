"""The net under everything: no control character of an article reaches the terminal.

Texts are mapped where they are shown (``diptych.articles.visible``); this line filter does the same once more to
whatever any widget writes. Textual calls filters internal, so the version is pinned and a test holds it.
"""

from __future__ import annotations

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from diptych.articles.visible import visible_line


class OutputGuard(LineFilter):
    """Replaces each dangerous code point of each segment by one visible sign."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, changed only where they have to be; Textual's own control segments pass."""
        return [
            segment
            if segment.control or (text := visible_line(segment.text)) == segment.text
            else Segment(text, segment.style)
            for segment in segments
        ]
