"""What the open reports share, and what one of them says alone, for the screen.

The comparison runs in a thread when the reports rest; until it is there, nothing is claimed about them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from diptych.analysis.spans import Analysis, Sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from diptych.analysis.comparison import Comparison
    from diptych.analysis.matching import Match, Matcher
    from diptych.tui.reading.open_article import OpenArticle


def analyses_of(panes: Sequence[OpenArticle]) -> list[Analysis]:
    """The open articles as comparison wants them, with the highlights that are there by now."""
    return [
        Analysis(
            text=pane.document.text,
            sentences=tuple(
                Sentence(start, end)
                for start, end in zip(pane.document.starts, pane.document.ends, strict=True)
            ),
            entities=tuple(pane.document.entities.items),
            figures=tuple(pane.document.figures.items),
            title=pane.document.article.title,
            source=pane.document.article.source,
            published=pane.document.article.published,
        )
        for pane in panes
    ]


class Compared(NamedTuple):
    """A finished comparison of the articles with these ids, in pane order."""

    article_ids: tuple[int, ...]
    matcher: Matcher
    comparison: Comparison
    only: tuple[frozenset[int], ...]
    wire: tuple[frozenset[int], ...]

    @classmethod
    def of(cls, article_ids: Sequence[int], analyses: Sequence[Analysis]) -> Compared:
        """Compare; runs in any thread."""
        from diptych.analysis.comparison import compare
        from diptych.analysis.matching import Matcher

        matcher = Matcher(analyses)
        comparison = compare(analyses, matcher=matcher)
        wire: list[set[int]] = [set() for _ in analyses]
        for passage in comparison.wire:
            wire[passage.article].update(range(*passage.sentences))
            wire[passage.other].update(range(*passage.other_sentences))
        return cls(
            tuple(article_ids),
            matcher,
            comparison,
            tuple(frozenset(sentences) for sentences in comparison.only),
            tuple(frozenset(sentences) for sentences in wire),
        )

    def matches(self, article: int, sentence: int) -> list[Match]:
        """The sentences elsewhere that say the same, best first; indices are panes and sentences."""
        if sentence < 0 or len(self.article_ids) < 2:
            return []
        return self.matcher.matches(article, sentence, limit=8)

    def best(self, article: int, sentence: int) -> list[Match]:
        """The best match in each other pane that has one."""
        if sentence < 0 or len(self.article_ids) < 2:
            return []
        return self.matcher.best(article, sentence)
