"""Sample stories, written for this project: reports that agree, disagree and leave things out.

``diptych demo`` opens them, tests read them, and ``expected.toml`` beside each story says which figures agree and
which do not, so that comparison can be measured. CC0: see LICENSE in this folder.
"""

from __future__ import annotations

from diptych.seeds.stories import ExpectedFigure, ExpectedValue, SeedStory, expected, stories

__all__ = ["ExpectedFigure", "ExpectedValue", "SeedStory", "expected", "stories"]
