"""A wallboard on screen: rows to go through, some with something behind them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from vipdesk.widgets.changed import stretch_of_lines
from vipdesk.widgets.line_painter import LinePainter
from vipdesk.widgets.lines import line
from vipdesk.widgets.row_painter import CURSOR
from vipdesk.widgets.wall_rows import WallRow

FAR = 1_000_000


class WallView(LinePainter, can_focus=True):
    """The cursor stands on a row that something is behind, as long as there is one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", show=False),
        Binding("down,j", "move(1)", show=False),
        Binding("pageup", "move_page(-1)", show=False),
        Binding("pagedown,space", "move_page(1)", show=False),
        Binding("home,g", f"move(-{FAR})", show=False),
        Binding("end,G", f"move({FAR})", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """What is behind a row is asked for."""

        row: WallRow

    @dataclass
    class Moved(Message):
        """The cursor is on another row."""

        row: WallRow | None

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._rows: tuple[WallRow, ...] = ()
        self._at = 0

    @property
    def row(self) -> WallRow | None:
        """The row that the cursor is on; None where there is none."""
        return self._rows[self._at] if self._at < len(self._rows) else None

    def show(self, rows: tuple[WallRow, ...], *, anew: bool = False) -> None:
        """Show these; the cursor stays with what is behind its row. Only what differs is painted.

        `anew` begins at the top: it is another page.
        """
        old, before, was_at = self._rows, self.row, self._at
        self._rows, self._lines = rows, tuple(row.line for row in rows)
        self._at = self._first() if anew else self._again(before)
        if anew or len(old) != len(rows):
            self.extend(len(rows))
            self.refresh()
        else:
            self._refresh_changed(old)
        if anew:
            self.scroll_to(y=0, animate=False, force=True)
        if was_at != self._at:
            self._refresh_rows((was_at, self._at))
        if anew or before is None or self.row is None or self.row.means != before.means:
            self.post_message(self.Moved(self.row))

    def action_move(self, by: int) -> None:
        """To the next row with something behind it, or the one before."""
        stops = [n for n, row in enumerate(self._rows) if row.goes is not None]
        if not stops:
            self._scroll(by)
            return
        there = [n for n in stops if (n > self._at if by > 0 else n < self._at)]
        if not there:
            self._scroll(by)
            return
        steps = min(abs(by), len(there))
        self._go(there[steps - 1] if by > 0 else there[-steps])

    def action_move_page(self, by: int) -> None:
        """On or back by what is in sight."""
        wanted = self._at + by * max(self.size.height - 1, 1)
        stops = [n for n, row in enumerate(self._rows) if row.goes is not None]
        on = [n for n in stops if (self._at < n <= wanted if by > 0 else wanted <= n < self._at)]
        if on:
            self._go(on[-1] if by > 0 else on[0])
        else:
            self._scroll(by * max(self.size.height - 1, 1))

    def choose(self) -> None:
        """Ask for what is behind the row."""
        if self.row is not None and self.row.goes is not None:
            self.post_message(self.Chosen(self.row))

    def on_click(self, event: Click) -> None:
        """A click selects, a second one asks for what is behind."""
        place = event.get_content_offset(self)
        at = place.y + self.scroll_offset.y if place is not None else FAR
        if at >= len(self._rows) or self._rows[at].goes is None:
            return
        if at == self._at:
            self.choose()
        else:
            self._go(at)

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        row = y + self.scroll_offset.y
        if row >= len(self._lines):
            return self.drawn(line(""), None).adjust_cell_length(
                self.size.width, self.style_of("plain")
            )
        strip = self.drawn(self._marked(row), self.marked(row))
        return strip.adjust_cell_length(self.size.width, self.style_of("plain")).apply_offsets(
            0, row
        )

    def _marked(self, row: int) -> tuple[tuple[str, str], ...]:
        one = self._lines[row]
        if row != self._at or self._rows[row].goes is None or not one:
            return one
        (text, look), *rest = one
        return ((CURSOR + text[1:], look), *rest)

    def _go(self, at: int) -> None:
        before, self._at = self._at, at
        self._refresh_rows((before, at))
        first = 0 if at == self._first() else at
        self.scroll_to_region(
            Region(0, first, 1, min(at - first + 2, self.size.height)), animate=False, force=True
        )
        self.post_message(self.Moved(self.row))

    def _scroll(self, by: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + by, animate=False, force=True)

    def _first(self) -> int:
        return next((n for n, row in enumerate(self._rows) if row.goes is not None), 0)

    def _again(self, before: WallRow | None) -> int:
        """Where what the cursor was on stands now; else near there."""
        goes = before.goes if before is not None else None
        same = (n for n, row in enumerate(self._rows) if goes is not None and row.goes == goes)
        near = min(self._at, max(len(self._rows) - 1, 0))
        found = min(same, key=lambda n: abs(n - self._at), default=None)
        if found is not None:
            return found
        stops = [n for n, row in enumerate(self._rows) if row.goes is not None]
        return min(stops, key=lambda n: abs(n - near), default=near)

    def _refresh_changed(self, old: tuple[WallRow, ...]) -> None:
        """Paint where rows read otherwise than before; there are as many."""
        top, high = self.scroll_offset.y, self.size.height
        for row in range(top, min(top + high, len(old))):
            begin, end = stretch_of_lines(self._rows[row].line, old[row].line)
            if begin < end:
                self.refresh(Region(begin, row - top, end - begin, 1))

    def _refresh_rows(self, rows: Iterable[int]) -> None:
        top, high, wide = self.scroll_offset.y, self.size.height, self.size.width
        shown = [row - top for row in rows if 0 <= row - top < high]
        if shown:
            self.refresh(*(Region(0, y, wide, 1) for y in shown))
