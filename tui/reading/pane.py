"""A report on the screen, drawn by lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from diptych.tui.reading.layout import Layout
from diptych.tui.reading.painter import GUTTER, Painter
from diptych.tui.widgets.direct import Direct

if TYPE_CHECKING:
    from diptych.schemes import Scheme
    from diptych.tui.reading.looks import Looks
    from diptych.tui.reading.open_article import OpenArticle
    from diptych.tui.reading.screen import ReadingScreen

MARGIN = 2
"""Rows kept in view above and below the cursor's sentence."""

AT_ONCE = 150
"""Rows laid out before the first paint beyond what it shows: a report of usual length is complete then."""

SLICE = 0.005
"""Seconds of work on a long text between two looks at the keyboard."""

PAUSE = 0.004
"""Seconds left to the keyboard between two slices."""


WHEEL = 3
"""Rows that a notch of the mouse's wheel scrolls by."""


class ArticlePane(Direct, ScrollView, can_focus=True):
    """One article. The screen moves its cursor; the pane paints, scrolls and takes in what is still to come.

    It scrolls by itself, in whole rows: ``top`` is the row at its upper edge. Textual's scrolling would lay the whole
    screen out again each time. The pane has no border, padding or scroll bar, so ``outer_size``, which is kept, is
    its ``size``, which is computed.
    """

    screen: ReadingScreen  # type: ignore[assignment]
    BINDINGS: ClassVar[list[BindingType]] = []
    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ArticlePane {
        height: 1fr;
        overflow: hidden hidden;
    }
    """

    class Clicked(Message):
        """A sentence was clicked."""

        def __init__(self, pane: ArticlePane, sentence: int) -> None:
            super().__init__()
            self.pane = pane
            self.sentence = sentence

    class Complete(Message):
        """The whole text has been taken in."""

        def __init__(self, pane: ArticlePane) -> None:
            super().__init__()
            self.pane = pane

    def __init__(self, pane: OpenArticle, looks: Looks, scheme: Scheme) -> None:
        super().__init__()
        self.pane = pane
        self._looks = looks
        self._scheme = scheme
        self._layout_width = 0
        self.top = 0
        self.divided = False
        self.rows = Layout(pane.document, 1)
        self.painter = Painter(pane, self.rows, looks, scheme)
        self._strips: dict[int, dict[tuple[bool, int], Strip]] = {}  # by row, then as it looks at the time
        self._frame: list[Strip | None] = []  # what is in view: only rows that change are drawn anew
        self._frame_key: object = None
        self._thumb = range(0)
        self._painted = (pane.cursor, pane.point)
        self._working = False
        self._painting = False

    # ---- laying out

    def on_resize(self) -> None:
        self.lay_out_again()

    @property
    def _inner_width(self) -> int:
        """Cells between the divider, where there is one, and the scroll mark."""
        return self.outer_size.width - self.divided - 1

    def divide(self, divided: bool) -> None:
        """Whether a line at the left parts this pane from another."""
        if divided != self.divided:
            self.divided = divided
            self.lay_out_again()

    @property
    def _is_laid_out(self) -> bool:
        """Whether the rows are those of the present width, or there is no width yet."""
        width = self._inner_width - GUTTER
        return width <= 0 or width == self._layout_width

    def lay_out_again(self) -> None:
        """Break the text into rows for the present width; what was at the top stays there."""
        if self._is_laid_out:
            return
        width = self._inner_width - GUTTER
        first_time = not len(self.rows)
        anchor = None if first_time else self.rows.starts[min(self.top, len(self.rows) - 1)]
        self._layout_width = width
        self.rows = Layout(self.pane.document, width)
        self.painter.layout = self.rows
        self._strips.clear()
        self._frame_key = None
        self._lay_out_to(self.pane.span[1] if self.pane.span else 0, anchor or 0)
        self._publish_height()
        if anchor is not None:
            self.scroll_to_row(self.rows.row_at(anchor))
        self.show_cursor(centre=first_time)
        self._refresh_all()
        if not self.is_complete:
            self._work_later()

    def _lay_out_to(self, *offsets: int) -> None:
        """Lay out what the first screen needs, and as far as the given offsets."""
        target = max(offsets)
        height = max(self.outer_size.height, 1)
        while not self.is_complete:
            if self.rows.complete and not self.pane.document.feed():
                break
            self.rows.lay_out(16)
            if self.rows.reaches(target) and len(self.rows) > self.rows.row_at(target) + 2 * height + AT_ONCE:
                break

    @property
    def is_complete(self) -> bool:
        """Whether the whole text is taken in and laid out."""
        return self.pane.document.complete and self.rows.complete

    def _work_later(self) -> None:
        if not self._working:
            self._working = True
            self.set_timer(PAUSE, self._work)

    def _work(self) -> None:
        """Take in more of a long text, a few milliseconds at a time."""
        self._working = False
        deadline = perf_counter() + SLICE
        document = self.pane.document
        while perf_counter() < deadline and not self.is_complete:
            if self.rows.complete:
                document.feed(2_000)
            self.rows.lay_out(4)
        if self.is_complete:
            self._publish_height()
            self.post_message(self.Complete(self))
            return
        if len(self.rows) > self.virtual_size.height * 1.3:
            self._publish_height()
        self._work_later()

    def _publish_height(self) -> None:
        """Take note of rows that have come: paint them where they are in view, and the mark where it moves."""
        before = self.virtual_size.height
        self.set_reactive(ArticlePane.virtual_size, Size(self.outer_size.width, len(self.rows)))
        if before < self.top + self.outer_size.height or self._thumb_at(self.top) != self._thumb:
            self._frame_key = None
            self._refresh_all()

    def _refresh_all(self) -> None:
        if not self._painting:  # else it is under way
            self.refresh()

    # ---- painting

    def render_lines(self, crop: Region) -> list[Strip]:
        """The rows in view, without Textual's box model and filters: there is no border, padding or opacity here.

        What the filters would do is done already: what ``Document.shown`` gives is free of control characters, and
        ``Looks`` leaves colour out under NO_COLOR. The scroll bar is a sign in the last column, because a
        widget of its own would be laid out with every scroll.
        """
        if not self._is_laid_out:  # painted before it is told of its size: not an empty frame for that
            self._painting = crop.size == self.outer_size
            self.lay_out_again()
            self._painting = False
        size, top = self.outer_size, self.top
        key = (top, size, len(self.rows))
        if key != self._frame_key:
            self._frame_key, self._frame, self._thumb = key, [None] * size.height, self._thumb_at(top)
        frame = self._frame
        lines = [line for line in crop.line_range if line < len(frame)]
        for line in lines:
            if frame[line] is None:
                frame[line] = self._edged(line + top, marked=line in self._thumb)
        strips = [frame[line] or Strip.blank(crop.width) for line in lines]
        first, last = crop.column_span
        if (first, last) == (0, size.width):
            return strips
        return [strip.crop(first, last) for strip in strips]

    def render_line(self, y: int) -> Strip:
        top = self.top
        return self._edged(y + top, marked=y in self._thumb_at(top))

    def _edged(self, row: int, *, marked: bool) -> Strip:
        """A row between the line that parts the panes and the scroll mark; kept, so that it is encoded once."""
        known = self._strips.setdefault(row, {})
        look = (marked, self.painter.cursor_on(row))
        if (kept := known.get(look)) is not None:
            return kept
        edge = self._looks.edge
        inner = self.painter.row(row, self._inner_width)
        segments = [*inner, Segment("▐" if marked else " ", edge)]
        if self.divided:
            segments.insert(0, Segment("▏", edge))
        strip = Strip(segments, inner.cell_length + 1 + self.divided)
        if len(self._strips) > 4_000:
            self._strips = {row: known}
        known[look] = strip
        return strip

    def _thumb_at(self, top: int) -> range:
        """The rows of the pane at which the scroll mark stands; none where all of the text is in view."""
        height, total = self.outer_size.height, len(self.rows)
        if total <= height or height < 2:
            return range(0)
        size = max(1, height * height // total)
        start = round(top * (height - size) / (total - height))
        return range(start, start + size)

    def repaint(self) -> None:
        """Paint every row anew: highlights, theme or focus have changed."""
        self._strips.clear()
        self._frame_key = None
        self.refresh()

    def repaint_spans(self, spans: Iterable[tuple[int, int]]) -> None:
        """Paint the rows anew that show these spans (code points)."""
        for start, end in spans:
            rows = self.rows.rows_of(start, end)
            self._forget(rows)
            self._show_rows(rows)

    def light(self, spans: Sequence[tuple[int, int]]) -> None:
        """Bring out these spans (code points) and no others."""
        changed = set(spans) ^ set(self.painter.lit)
        if changed:
            self.painter.lit = spans
            self.repaint_spans(changed)

    def repaint_sentences(self, sentences: Iterable[int]) -> None:
        """Paint the rows of these sentences anew."""
        sentences = set(sentences)
        for sentence in sentences:
            self._forget(self._rows_of_sentence(sentence))
        self._show_sentences(sentences)

    def _rows_of_sentence(self, sentence: int) -> range:
        document = self.pane.document
        if not 0 <= sentence < document.count:
            return range(0)
        return self.rows.rows_of(document.starts[sentence], document.ends[sentence])

    def _forget(self, rows: range) -> None:
        """Something on these rows has changed: none of the strips is right any more."""
        for row in rows:
            self._strips.pop(row, None)

    def _show_sentences(self, sentences: Iterable[int]) -> None:
        """Show the rows of these sentences as they are now, neighbours as one: each region costs."""
        together = range(0)
        for sentence in sorted(sentences):
            rows = self._rows_of_sentence(sentence)
            if rows.start == together.stop:
                together = range(together.start, rows.stop)
            else:
                self._show_rows(together)
                together = rows
        self._show_rows(together)

    def _show_rows(self, rows: range) -> None:
        top = self.top
        first, last = max(rows.start - top, 0), min(rows.stop - top, self.outer_size.height)
        if first < last:
            for line in range(first, min(last, len(self._frame))):
                self._frame[line] = None
            self.refresh(Region(0, first, self.outer_size.width, last - first))

    def set_looks(self, looks: Looks) -> None:
        """Another theme."""
        self._looks = self.painter.looks = looks
        self.repaint()

    def set_focused(self, focused: bool) -> None:
        """Show the cursor as the one that keys move, or as one that waits."""
        if self.painter.focused != focused:
            self.painter.focused = focused
            self._show_sentences({self.pane.cursor})

    # ---- the cursor

    @property
    def needs_paint(self) -> bool:
        """Whether the cursor or a mark has changed since the last paint."""
        return bool(self.pane.touched) or self._painted != (self.pane.cursor, self.pane.point)

    def cursor_moved(self) -> None:
        """Paint what the cursor left and where it is now, and bring it into view."""
        moved = {self._painted[0], self.pane.cursor}
        if self._painted[1] or self.pane.point:  # a name or a figure is brought out there, or was
            self.pane.touched |= moved
        for sentence in self.pane.touched:
            self._forget(self._rows_of_sentence(sentence))
        moved |= self.pane.touched
        self.pane.touched = set()
        self._painted = (self.pane.cursor, self.pane.point)
        self.show_cursor()
        self._show_sentences(moved)

    def show_cursor(self, *, centre: bool = False) -> None:
        """Scroll as little as shows the cursor's sentence, or so that it stands in the middle."""
        span = self.pane.point or self.pane.span
        if span is None or not self._layout_width:
            return
        if not self.rows.reaches(span[1] - 1):
            self._lay_out_to(span[1])
            self._publish_height()
        rows = self.rows.rows_of(*span)
        height = self.outer_size.height
        top = self.top
        margin = min(MARGIN, max(0, (height - len(rows)) // 2))
        if centre:
            if rows.start < top + margin or rows.stop > top + height - margin:
                self.scroll_to_row(rows.start - max(margin, (height - len(rows)) // 2))
        elif rows.start - margin < top or len(rows) >= height:
            self.scroll_to_row(rows.start - margin)
        elif rows.stop + margin > top + height:
            self.scroll_to_row(rows.stop + margin - height)

    def show_sentence(self, sentence: int, *, beside: ArticlePane) -> None:
        """Scroll a sentence to the height at which another pane shows its cursor; the cursor here stays."""
        document = self.pane.document
        if not 0 <= sentence < document.count or beside.pane.span is None or not self._layout_width:
            return
        self.show_span(
            document.starts[sentence],
            document.ends[sentence],
            at=beside.rows.rows_of(*beside.pane.span).start - beside.top,
        )

    def show_span(self, start: int, end: int, *, at: int | None = None) -> None:
        """Scroll so that a span (code points) is in view, its first row at row ``at`` of the pane where given."""
        if not self.rows.reaches(end - 1):
            self._lay_out_to(end)
            self._publish_height()
        rows = self.rows.rows_of(start, end)
        top, height = self.top, self.outer_size.height
        if at is not None:
            self.scroll_to_row(rows.start - max(0, min(at, height - 1)))
        elif rows.start < top or rows.stop > top + height:
            self.scroll_to_row(rows.start - height // 3)

    def show_end(self) -> None:
        """Scroll to the end of the text, also where one sentence fills more than the pane."""
        if self.pane.span is not None and len(self.rows.rows_of(*self.pane.span)) >= self.outer_size.height:
            self.scroll_to_row(len(self.rows))

    def centre_cursor(self) -> None:
        """Scroll so that the cursor's sentence stands in the middle."""
        if self.pane.span is not None:
            rows = self.rows.rows_of(*self.pane.span)
            self.scroll_to_row(rows.start - max(0, (self.outer_size.height - len(rows)) // 2))

    def scroll_to_row(self, row: int) -> None:
        """Bring a row to the upper edge, or as near to it as the text reaches."""
        row = max(0, min(row, len(self.rows) - self.outer_size.height))
        if row == self.top:
            return
        self.top = row
        for offset in (
            ArticlePane.scroll_y,
            ArticlePane.scroll_target_y,
        ):  # what Textual asks about the mouse
            self.set_reactive(offset, float(row))
        self._refresh_all()

    def page(self, half_pages: int) -> int:
        """The sentence half a screen down (or up), and scroll by as much."""
        step = max(1, self.outer_size.height // 2) * half_pages
        span = self.pane.span
        row = self.rows.row_at(span[0]) if span else self.top
        if not self.pane.document.complete:
            self._lay_out_to(self.rows.starts[-1] if len(self.rows) else 0)
            self._publish_height()
        self.scroll_to_row(self.top + step)
        sentence = self.rows.sentence_on(row + step)
        return sentence if sentence >= 0 else self.pane.cursor

    def scroll_within_sentence(self, step: int) -> bool:
        """Scroll towards the hidden end of a sentence that is longer than the screen; False where none is hidden."""
        span = self.pane.span
        if span is None:
            return False
        rows = self.rows.rows_of(*span)
        top, height = self.top, self.outer_size.height
        if len(rows) <= height:
            return False
        if step > 0 and rows.stop > top + height > rows.start:
            self.scroll_to_row(min(top + height - 1, rows.stop - height + MARGIN))
            return True
        if step < 0 and rows.start < top < rows.stop:
            self.scroll_to_row(max(top - height + 1, rows.start - MARGIN))
            return True
        return False

    def take_in_all(self) -> None:
        """Take in and lay out all that is left of the text, at once."""
        while self.pane.document.feed(1_000_000):
            pass
        self.rows.lay_out()
        self._publish_height()

    # ---- keys

    def on_key(self, event: events.Key) -> None:
        """Straight to the screen: bubbling through the widgets between costs time, and lets later keys overtake."""
        self.screen.on_key(event)

    def on_paste(self, event: events.Paste) -> None:
        """Likewise: a paste that came before the search field had the focus goes there, ahead of later keys."""
        self.screen.on_paste(event)

    # ---- the mouse, which is never needed

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.scroll_to_row(self.top + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.scroll_to_row(self.top - WHEEL)

    def on_click(self, event: events.Click) -> None:
        row = event.y + self.top
        if 0 <= row < len(self.rows) and self.rows.sentences[row] >= 0:
            self.post_message(self.Clicked(self, self.rows.sentences[row]))
