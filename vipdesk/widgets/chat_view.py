"""The words of a chat to read: what comes last is in sight until somebody scrolls away from it."""

from datetime import datetime, tzinfo

from textual.content import Content
from textual.events import Resize
from textual.strip import Strip
from textual.widget import Widget

from vipdesk.domain.board import TicketView
from vipdesk.widgets.chat_lines import Going, nothing_yet, talk
from vipdesk.widgets.line_painter import LinePainter


class ChatView(LinePainter):
    """Shows a conversation; it stays at its end, or where it was scrolled to."""

    def __init__(self) -> None:
        super().__init__(id="talk")
        self._shown: tuple[TicketView, datetime, tzinfo | None, tuple[Going, ...]] | None = None
        self._laid_out: tuple[object, ...] = ()
        self._height = 0

    def update(
        self, view: TicketView, now: datetime, zone: tzinfo | None, going: tuple[Going, ...] = ()
    ) -> None:
        """Show these words at `now` (aware), and what is just being sent."""
        self._shown = view, now, zone, going
        self._show()

    @property
    def at_end(self) -> bool:
        """Whether the last word is in sight."""
        return self.scroll_offset.y >= len(self._lines) - self._height

    def page(self, by: int) -> None:
        """On or back by what is in sight, but for one line."""
        rows = max(self.size.height - 1, 1)
        self._go_to(self.scroll_offset.y + by * rows)

    def on_resize(self, event: Resize) -> None:
        """Lines break elsewhere now."""
        self._show()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row, width = y + self.scroll_offset.y, self.size.width
        if row >= len(self._lines):
            return self.drawn((), None)
        strip = self.drawn(self._lines[row], self.marked(row))
        return strip.adjust_cell_length(width, self.style_of("plain")).apply_offsets(0, row)

    def _show(self) -> None:
        if not self.size:
            return
        if self._shown is None:
            self._lines = (nothing_yet(),)
            return
        view, now, zone, going = self._shown
        width = max(self.size.width - self.scrollbar_size_vertical, 1)
        day = now.astimezone(zone).date()
        of = (view.messages, view.marks, going, day, zone, width, self.size.height)
        if of == self._laid_out:
            return
        follows, self._laid_out = self.at_end or not self._laid_out, of
        self._height = self.size.height
        lines = talk(view.messages, view.marks, now, zone, width, going)
        if lines != self._lines or follows:
            self._lines = lines
            self.extend(len(lines))
            if follows:
                self._go_to(len(lines) - self.size.height)
            self.refresh()

    def _go_to(self, row: int) -> None:
        self.scroll_to(y=max(row, 0), animate=False, force=True)


class Row(Widget):
    """One row of words that fit or are cut; painted only where they read otherwise."""

    DEFAULT_CSS = """
    Row { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._words = Content()

    def say(self, words: Content) -> None:
        """Say this."""
        if words != self._words:
            self._words = words
            self.refresh()

    def render(self) -> Content:
        """The words."""
        return self._words
