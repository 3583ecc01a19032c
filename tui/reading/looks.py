"""How each thing in a text looks: colour, and always a second sign beside it.

Names are underlined and figures bold, so that both are told apart without colour (``NO_COLOR``, 16 colours, colour-
blind readers). The colours are those of Okabe and Ito (2008), lightened for dark and darkened for light screens.
"""

from __future__ import annotations

from typing import NamedTuple

from rich.style import Style

ENTITY_CLASS = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
FIGURE_CLASS = {"date": "time", "time": "time", "duration": "time", "money": "money"}

DARK = {
    "person": "#ffb454",
    "organisation": "#7cc5ff",
    "place": "#5fd7a7",
    "group": "#e5a3d0",
    "thing": "#c3c8d0",
    "number": "#ffe76a",
    "time": "#a9d8f0",
    "money": "#ffd08a",
}
LIGHT = {
    "person": "#8a4b00",
    "organisation": "#00508f",
    "place": "#00604a",
    "group": "#86316a",
    "thing": "#4a4f57",
    "number": "#5f5200",
    "time": "#1d4e68",
    "money": "#7a4300",
}


class Ground(NamedTuple):
    """The colours that a theme gives: text and background, and what is laid over them."""

    text: str
    background: str
    dim: str
    edge: str
    cursor: str
    cursor_elsewhere: str
    hit: str
    lit: str
    accent: str


GROUND = {
    True: Ground(
        "#e4e4e4", "#121212", "#8c8c8c", "#4a4a4a", "#2f3b52", "#22262e", "#5c4a00", "#1f4d45", "#7cc5ff"
    ),
    False: Ground(
        "#1b1b1b", "#fafafa", "#6a6a6a", "#b8b8b8", "#d3e2f7", "#ececec", "#ffe9a3", "#cdeee4", "#00508f"
    ),
}


class Looks:
    """Rich styles for every combination that occurs, made once each.

    ``colour`` False gives weight, underline and reverse alone.
    """

    def __init__(self, *, dark: bool = True, colour: bool = True) -> None:
        self.dark = dark
        self.colour = colour
        self.ground = GROUND[dark]
        palette = DARK if dark else LIGHT
        self._names = {name: self._style(palette[name], underline=True) for name in palette}
        self._figures = {name: self._style(palette[name], bold=True) for name in palette}
        self.base = Style(color=self.ground.text, bgcolor=self.ground.background) if colour else Style()
        self.dim = self._style(self.ground.dim, dim=not colour)
        self.headline = self._style(self.ground.dim, bold=True, dim=not colour)
        self.gutter = self._style(self.ground.accent, bold=True)
        self.cursor_bar = self._style(self.ground.accent, bold=True)
        self.edge = self.base + self._style(self.ground.edge)
        self._labels: dict[str, Style] = {}
        self._made: dict[tuple[object, ...], Style] = {}

    def _style(self, colour: str, *, bold: bool = False, underline: bool = False, dim: bool = False) -> Style:
        return Style(
            color=colour if self.colour else None,
            bold=bold or None,
            underline=underline or None,
            dim=dim or None,
        )

    def label(self, colour: str) -> Style:
        """The gutter's style for a label of the scheme (``#rrggbb``)."""
        if colour not in self._labels:
            shown = colour if colour and self.colour else None
            style = Style(color=_readable(shown, self.dark) if shown else None, bold=True)
            self._labels[colour] = style if self.colour else Style(bold=True, reverse=True)
        return self._labels[colour]

    def heading(self, active: bool) -> Style:
        """The line over a pane: of the one that keys act on, or of another."""
        if active:
            return self.base + Style(
                bold=True, reverse=not self.colour, bgcolor=self.ground.cursor if self.colour else None
            )
        return self.base + self.dim

    def text(
        self,
        *,
        block: str = "body",
        cursor: int = 0,
        entity: str = "",
        figure: str = "",
        hit: bool = False,
        lit: bool = False,
        point: bool = False,
        span: str = "",
        nested: bool = False,
        selected: bool = False,
    ) -> Style:
        """Style of a piece of text.

        ``block`` is the block's kind; ``cursor`` 0 none, 1 the cursor of another pane, 2 the cursor of this one;
        ``span`` the colour of an annotation on words, ``nested`` where it lies inside or over another;
        ``selected`` words that are being chosen.
        """
        key = (block, cursor, entity, figure, hit, lit, point, span, nested, selected)
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._make(*key)
        return made

    def _make(
        self,
        block: str,
        cursor: int,
        entity: str,
        figure: str,
        hit: bool,
        lit: bool,
        point: bool,
        span: str,
        nested: bool,
        selected: bool,
    ) -> Style:
        style = self.base
        if block == "headline":
            style += self.headline
        elif block != "body":
            style += self.dim
        if cursor and self.colour:
            style += Style(bgcolor=self.ground.cursor if cursor == 2 else self.ground.cursor_elsewhere)
        if entity:
            style += self._names[ENTITY_CLASS.get(entity, "thing")]
        if figure:
            style += self._figures[FIGURE_CLASS.get(figure, "number")]
        if span:
            tint = _tint(span, self.dark, strong=nested) if self.colour else None
            style += Style(bgcolor=tint, italic=True, underline2=nested or None)
        if lit:
            style += Style(bgcolor=self.ground.lit) if self.colour else Style(reverse=True)
        if hit:
            style += Style(bgcolor=self.ground.hit) if self.colour else Style(reverse=True)
        if point:
            style += Style(reverse=True)
        if selected:
            style += Style(reverse=True, underline=True, italic=False)
        return style


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _mix(colour: str, other: str, share: float) -> str:
    mixed = (
        round(a * (1 - share) + b * share) for a, b in zip(_channels(colour), _channels(other), strict=True)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


def contrast(colour: str, other: str) -> float:
    """WCAG 2 contrast ratio of two ``#rrggbb`` colours, 1 to 21."""

    def luminance(value: str) -> float:
        parts = [channel / 255 for channel in _channels(value)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    lighter, darker = sorted((luminance(colour), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _readable(colour: str, dark: bool) -> str:
    """The colour, moved towards white or black until it can be read on the background (4.5:1)."""
    ground = GROUND[dark].background
    for step in range(11):
        mixed = _mix(colour, "#ffffff" if dark else "#000000", step / 10)
        if contrast(mixed, ground) >= 4.5:
            return mixed
    return "#ffffff" if dark else "#000000"


def _tint(colour: str, dark: bool, *, strong: bool = False) -> str:
    """A background in the label's colour that text can still be read on; ``strong`` over another tint."""
    if strong:
        return _mix(GROUND[dark].background, colour, 0.42 if dark else 0.38)
    return _mix(GROUND[dark].background, colour, 0.28 if dark else 0.20)
