"""A report on the screen, drawn by lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from diptych.tui.reading.layout import Layout
from diptych.tui.reading.painter import GUTTER, Painter
from diptych.tui.reading.strips import Strips
from diptych.tui.reading.window import Window
from diptych.tui.widgets.direct import Direct

if TYPE_CHECKING:
    from diptych.schemes import Scheme
    from diptych.tui.reading.looks import Looks
    from diptych.tui.reading.open_article import OpenArticle
    from diptych.tui.reading.screen import ReadingScreen

USUAL = 12_000
"""Code points of a report that is laid out whole before the first paint; of a longer one, what two screens show."""

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
        self.top = 0
        self.rows = Layout(pane.document, 1)
        self.painter = Painter(pane, self.rows, looks, scheme)
        self._strips = Strips(self.painter)
        self._layout_width = 0
        self._shown = (pane.cursor, pane.point)  # as they were painted last
        self._working = False
        self._painting = False

    @property
    def window(self) -> Window:
        """The rows in view."""
        return Window(self.top, self.outer_size.height)

    # ---- laying out

    def on_resize(self) -> None:
        self.lay_out_again()

    @property
    def _text_width(self) -> int:
        """Cells between the gutter and the scroll mark."""
        return self.outer_size.width - self._strips.divided - 1 - GUTTER

    def divide(self, divided: bool) -> None:
        """Whether a line at the left parts this pane from another."""
        if divided != self._strips.divided:
            self._strips.divided = divided
            self.lay_out_again()

    @property
    def _is_laid_out(self) -> bool:
        """Whether the rows are those of the present width, or there is no width yet."""
        width = self._text_width
        return width <= 0 or width == self._layout_width

    def lay_out_again(self) -> None:
        """Break the text into rows for the present width; what was at the top stays there."""
        if self._is_laid_out:
            return
        first_time = not len(self.rows)
        anchor = None if first_time else self.rows.starts[min(self.top, len(self.rows) - 1)]
        self._layout_width = self._text_width
        self.rows = self.painter.layout = Layout(self.pane.document, self._layout_width)
        self._strips.forget()
        self._lay_out_to(self.pane.span[1] if self.pane.span else 0, anchor or 0)
        self._publish_height()
        if anchor is not None:
            self.scroll_to_row(self.rows.row_at(anchor))
        self.show_cursor(centre=first_time)
        self._refresh_all()
        if not self.rows.has_all:
            self._work_later()

    def _lay_out_to(self, *offsets: int) -> None:
        """Lay out as far as the given offsets, and what else the first screen needs."""
        length = len(self.pane.document.text)  # as many rows as code points at the most
        beyond = length if length <= USUAL else 2 * max(self.outer_size.height, 1)
        self.rows.lay_out_to(max(offsets), beyond)

    def take_in_all(self) -> None:
        """Take in and lay out all that is left of the text, at once: its end is asked for."""
        self.rows.take_in_all()
        self._publish_height()

    def _work_later(self) -> None:
        if not self._working:
            self._working = True
            self.set_timer(PAUSE, self._work)

    def _work(self) -> None:
        """Take in more of a long text, a few milliseconds at a time."""
        self._working = False
        self.rows.work(perf_counter() + SLICE)
        if self.rows.has_all:
            self._publish_height()
            self.post_message(self.Complete(self))
            return
        if len(self.rows) > self.virtual_size.height * 1.3:
            self._publish_height()
        self._work_later()

    def _publish_height(self) -> None:
        """Take note of rows that have come: paint them where they are in view, and the mark where it moves."""
        before, window = self.virtual_size.height, self.window
        self.set_reactive(ArticlePane.virtual_size, Size(self.outer_size.width, len(self.rows)))
        if before < window.bottom or window.mark(len(self.rows)) != self._strips.mark:
            self._strips.forget_frame()
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
        width = self.outer_size.width
        strips = self._strips.lines(self.window, width, crop.line_range)
        if crop.column_span == (0, width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        width = self.outer_size.width
        return next(iter(self._strips.lines(self.window, width, (y,))), Strip.blank(width))

    def repaint(self) -> None:
        """Paint every row anew: highlights, theme or focus have changed."""
        self._strips.forget()
        self.refresh()

    def repaint_spans(self, spans: Iterable[tuple[int, int]]) -> None:
        """Paint the rows anew that show these spans (code points)."""
        for start, end in spans:
            rows = self.rows.rows_of(start, end)
            self._strips.forget_rows(rows)
            self._show_rows(rows)

    def light(self, spans: Sequence[tuple[int, int]]) -> None:
        """Bring out these spans (code points) and no others."""
        changed = set(spans) ^ set(self.painter.lit)
        if changed:
            self.painter.lit = spans
            self.repaint_spans(changed)

    def select(self, spans: Sequence[tuple[int, int]]) -> None:
        """Show these spans (code points) as chosen, and no others."""
        changed = set(spans) ^ set(self.painter.selected)
        if changed:
            self.painter.selected = spans
            self.repaint_spans(changed)

    def repaint_sentences(self, sentences: Iterable[int]) -> None:
        """Paint the rows of these sentences anew."""
        sentences = set(sentences)
        for sentence in sentences:
            self._strips.forget_rows(self._rows_of_sentence(sentence))
        self._show_sentences(sentences)

    def _rows_of_sentence(self, sentence: int) -> range:
        document = self.pane.document
        if not 0 <= sentence < document.count:
            return range(0)
        return self.rows.rows_of(document.starts[sentence], document.ends[sentence])

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
        lines = self._strips.show_again(rows, self.window)
        if lines:
            self.refresh(Region(0, lines.start, self.outer_size.width, len(lines)))

    def set_looks(self, looks: Looks) -> None:
        """Another theme."""
        self.painter.looks = looks
        self.repaint()

    def set_focused(self, focused: bool) -> None:
        """Show the cursor as the one that keys move, or as one that waits."""
        if self.painter.focused != focused:
            self.painter.focused = focused
            self._show_sentences({self.pane.cursor})

    @property
    def needs_paint(self) -> bool:
        """Whether the cursor or a mark has changed since the last paint."""
        return bool(self.pane.touched) or self._shown != (self.pane.cursor, self.pane.point)

    def cursor_moved(self) -> None:
        """Paint what the cursor left and where it is now, and bring it into view."""
        moved = {self._shown[0], self.pane.cursor}
        if self._shown[1] or self.pane.point:  # a name or a figure is brought out there, or was
            self.pane.touched |= moved
        for sentence in self.pane.touched:
            self._strips.forget_rows(self._rows_of_sentence(sentence))
        moved |= self.pane.touched
        self.pane.touched = set()
        self._shown = (self.pane.cursor, self.pane.point)
        self.show_cursor()
        self._show_sentences(moved)

    # ---- scrolling

    def scroll_to_row(self, row: int) -> None:
        """Bring a row to the upper edge, or as near to it as the text reaches."""
        row = max(0, min(row, len(self.rows) - self.outer_size.height))
        if row == self.top:
            return
        self.top = row
        for offset in (
            ArticlePane.scroll_y,
            ArticlePane.scroll_target_y,
        ):  # Textual asks them about the mouse
            self.set_reactive(offset, float(row))
        self._refresh_all()

    def _rows_of(self, start: int, end: int) -> range:
        """The rows that show a span, which are laid out for it where they are not yet."""
        if not self.rows.reaches(end - 1):
            self._lay_out_to(end)
            self._publish_height()
        return self.rows.rows_of(start, end)

    def show_cursor(self, *, centre: bool = False) -> None:
        """Scroll as little as shows the cursor's sentence, or so that it stands in the middle."""
        span = self.pane.point or self.pane.span
        if span is None or not self._layout_width:
            return
        rows, window = self._rows_of(*span), self.window
        if not centre:
            top = window.nearest(rows)
            if top != window.top:
                self.scroll_to_row(top)
        elif not window.shows(rows, window.margin(rows)):
            self.scroll_to_row(window.centred(rows))

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
        rows, window = self._rows_of(start, end), self.window
        if at is not None:
            self.scroll_to_row(rows.start - max(0, min(at, window.height - 1)))
        elif not window.shows(rows):
            self.scroll_to_row(rows.start - window.height // 3)

    def show_end(self) -> None:
        """Scroll to the end of the text, also where one sentence fills more than the pane."""
        if self.pane.span is not None and len(self.rows.rows_of(*self.pane.span)) >= self.outer_size.height:
            self.scroll_to_row(len(self.rows))

    def centre_cursor(self) -> None:
        """Scroll so that the cursor's sentence stands in the middle."""
        if self.pane.span is not None:
            self.scroll_to_row(self.window.centred(self.rows.rows_of(*self.pane.span)))

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
        top = self.window.further(self.rows.rows_of(*span), step) if span is not None else None
        if top is None:
            return False
        self.scroll_to_row(top)
        return True

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
