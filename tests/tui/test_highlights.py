"""What the analysing process tells the reader."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

from diptych.tui.highlights import Highlights
from diptych.tui.reading.screen import ReadingScreen


def test_a_notice_does_not_take_the_place_of_the_greeting() -> None:
    """That names are off comes a second after what a folder left out; both are to be read."""
    footing = SimpleNamespace(message="Left out: b.txt is empty.")
    footing.say = lambda text: setattr(footing, "message", text)
    screen = cast(ReadingScreen, SimpleNamespace(footing=footing))
    Highlights("l.db")._take(screen, {"notice": "Names are off."})
    assert footing.message == "Left out: b.txt is empty. Names are off."
    footing.message = ""
    Highlights("l.db")._take(screen, {"notice": "Names are off."})
    assert footing.message == "Names are off."
