"""The queue: a thousand rows as fast as ten, and only what changed is painted (design: speed)."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.widgets.columns import Cell, Columns, Under, differing
from vipdesk.widgets.long_view import LongView
from vipdesk.widgets.rows import Rows, drawn

HEADING = 1
FAR = 1_000_000_000
MOST_STRIPS = 2048
AFTER_THE_FRAME = 0.01
"""Seconds until it is told that another ticket is selected: the eye waits for the frame."""

LOOKS = ("heading", "breached", "urgent", "warn", "calm", "paused", "none", "plain", "muted")

Row = tuple[tuple[Cell, ...], bool]


class Queue(LongView, can_focus=True):
    """The rows of a queue; the selected ticket stays selected, and in place, whatever comes."""

    DEFAULT_CSS = """
    Queue .queue--heading, Queue .queue--paused, Queue .queue--muted { text-style: dim; }
    Queue .queue--breached { color: $error; text-style: bold; }
    Queue .queue--urgent { color: $warning; text-style: bold; }
    Queue .queue--warn { color: $accent; }
    Queue .queue--calm { color: $success; }
    Queue .queue--cursor { text-style: bold; }
    Queue:focus .queue--cursor { text-style: reverse; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"queue--{look}" for look in (*LOOKS, "cursor")}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("pageup", "page(-1)", "page up", show=False),
        Binding("pagedown", "page(1)", "page down", show=False),
        Binding("home,g", f"move(-{FAR})", "first", show=False),
        Binding("end,G", f"move({FAR})", "last", show=False),
    ]

    @dataclass
    class Highlighted(Message):
        """Another ticket is selected; None where the queue is empty."""

        number: int | None

    @dataclass
    class Chosen(Message):
        """A ticket is to be read."""

        number: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.number: int | None = None
        self._telling: asyncio.TimerHandle | None = None
        self._empty = ""
        self._index = 0
        self._shown = Rows()
        self._fitted = 0
        self._painted: dict[int, Row] = {}
        self._strips: dict[tuple[Row, bool], Strip] = {}
        self._styles: dict[str, Style] = {}

    @property
    def lines(self) -> tuple[QueueLine, ...]:
        """The rows."""
        return self._shown.lines

    @property
    def empty(self) -> str:
        """What is said where there are no rows."""
        return self._empty

    @empty.setter
    def empty(self, words: str) -> None:
        """Say this there."""
        if words != self._empty:
            self._empty = words
            self._repaint_empty()

    def update(
        self,
        lines: tuple[QueueLine, ...],
        now: datetime,
        policy: Policy,
        drafts: frozenset[int] = frozenset(),
        zone: tzinfo | None = None,
    ) -> None:
        """Show these rows at `now` (aware); due moments in `zone`, else in desk time."""
        self._shown.show(Under(now, policy, zone or policy.hours.zone, drafts))
        if lines is not self.lines:
            self._take(lines)
        self._repaint(range(HEADING, self.size.height))

    def select(self, number: int) -> bool:
        """Select a ticket; False where it is not in the queue."""
        place = self._shown.places.get(number)
        if place is not None:
            self._go(place)
        return place is not None

    def reveal(self) -> None:
        """Have the selected ticket in sight."""
        if self.lines:
            self._go(self._index)

    def below(self, number: int) -> int | None:
        """The ticket below it; None where there is none, or where it is not in the queue."""
        place = self._shown.places.get(number, len(self.lines)) + 1
        return self.lines[place].number if place < len(self.lines) else None

    def pass_over(self, number: int, below: int | None) -> None:
        """Leave a ticket that has moved down past the one that was `below` it for that one."""
        places = self._shown.places
        if self.number == number and below in places and places[below] < places[number]:
            self._go(places[below])

    def action_move(self, by: int) -> None:
        """Go so many rows down, or up; no further than the ends."""
        if self.lines:
            self._go(min(max(self._index + by, 0), len(self.lines) - 1))

    def action_page(self, by: int) -> None:
        """Go a page down or up."""
        self.action_move(by * max(self._rows - 1, 1))

    def on_click(self, event: Click) -> None:
        """A click selects, a second one reads."""
        at = event.get_content_offset(self)
        index = self._index_at(at.y) if at is not None else None
        if index is not None:
            self._go(index)
            if event.chain > 1 and self.number is not None:
                self.post_message(self.Chosen(self.number))

    def on_resize(self, event: Resize) -> None:
        """A selected ticket that was in sight stays so."""
        self._measure()
        top, rows = self.scroll_offset.y, self._rows
        if top <= self._index < top + self._fitted and self._index >= top + rows > top:
            self.scroll_to(y=self._index - rows + 1, animate=False, force=True)
        self._fitted = rows

    def notify_style_update(self) -> None:
        """Looks changed: nothing kept is right any more."""
        super().notify_style_update()
        self._shown.forget()
        self._styles.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        if y < HEADING:
            return self._strip((self._columns.heading(), False))
        index = y - HEADING + self.scroll_offset.y
        cells, selected = self._cells(index), index == self._index
        if cells is None:
            self._painted.pop(y, None)
            said = self.empty if not self.lines and y == HEADING + 1 else ""
            return self._strip(((Cell(2, said, "muted"),), False))
        self._painted[y] = row = cells, selected
        focused = self.has_focus
        known = self._shown.known(index, selected, focused)
        return known or self._shown.keep(index, selected, focused, self._strip(row))

    @property
    def _rows(self) -> int:
        return max(self.size.height - HEADING, 0)

    @property
    def _columns(self) -> Columns:
        self._shown.fit(self._width)
        return self._shown.columns

    def _cells(self, index: int) -> tuple[Cell, ...] | None:
        self._shown.fit(self._width)
        return self._shown.cells(index)

    @property
    def _width(self) -> int:
        """What rows take beside the scrollbar, wanted or not."""
        return self.size.width - self.scrollbar_size_vertical

    @property
    def _painted_width(self) -> int:
        """How far a row is painted: below the scrollbar, where there is none."""
        return self._width if self.show_vertical_scrollbar else self.size.width

    def _take(self, lines: tuple[QueueLine, ...]) -> None:
        """Other rows: what the eye rests on stays where it is."""
        rest_on, height = self._resting_place()
        if not (lines and self.lines):
            self._repaint_empty()
        self._shown.take(lines)
        places = self._shown.places
        self._measure()
        if rest_on in places and self.scroll_offset.y:
            self.scroll_to(y=places[rest_on] - height, animate=False, force=True)
        near = min(self._index, max(len(lines) - 1, 0))
        self._index = places.get(self.number, near) if self.number is not None else near
        self._highlight()

    def _measure(self) -> None:
        """Say how many rows there are to scroll through."""
        self.extend(len(self.lines) + HEADING)

    def _resting_place(self) -> tuple[int | None, int]:
        """The selected ticket if it is in sight, else the one at the top; rows from the top."""
        top = self.scroll_offset.y
        index = self._index if top <= self._index < top + self._rows else top
        return (self.lines[index].number if index < len(self.lines) else None), index - top

    def _go(self, index: int) -> None:
        old, self._index = self._index, index
        top = self.scroll_offset.y
        if not top <= index < top + self._rows:
            # Half a page at once: over a slow line a scrolled page costs ten cursor moves.
            half = self._rows // 2
            above = self._rows - 1 - half if index >= top else half
            self.scroll_to(y=index - above, animate=False, force=True)
        top, width = self.scroll_offset.y - HEADING, self._painted_width
        rows = [row - top for row in {old, index} if HEADING <= row - top < self.size.height]
        self.refresh(*(Region(0, row, width, 1) for row in rows))
        self._highlight()

    def _highlight(self) -> None:
        number = self.lines[self._index].number if self.lines else None
        if number != self.number:
            self.number = number
            if self._telling is None:
                loop = asyncio.get_running_loop()
                self._telling = loop.call_later(AFTER_THE_FRAME, self._tell)

    def _tell(self) -> None:
        self._telling = None
        if self.is_attached:
            self.post_message(self.Highlighted(self.number))

    def _index_at(self, y: int) -> int | None:
        index = y - HEADING + self.scroll_offset.y
        return index if y >= HEADING and index < len(self.lines) else None

    def _row_at(self, y: int) -> Row | None:
        index = y - HEADING + self.scroll_offset.y
        cells = self._cells(index) if y >= HEADING else None
        return None if cells is None else (cells, index == self._index)

    def _repaint(self, rows: range) -> None:
        """Have those cells painted that are not on screen as they should be."""
        dirty: list[Region] = []
        for y in rows:
            fresh, painted = self._row_at(y), self._painted.get(y)
            if fresh == painted:
                continue
            if fresh is None or painted is None or fresh[1] is not painted[1]:
                dirty.append(Region(0, y, self._painted_width, 1))
                continue
            dirty += [
                Region(cell.x + begin, y, end - begin, 1)
                for cell, old in zip(fresh[0], painted[0], strict=False)
                for begin, end in [differing(cell, old)]
                if begin < end
            ]
        if dirty:
            self.refresh(*dirty)

    def _repaint_empty(self) -> None:
        self.refresh(Region(0, HEADING + 1, self.size.width, 1))

    def _strip(self, row: Row) -> Strip:
        key = row, self.has_focus
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != self.size.width:
            if len(self._strips) >= MOST_STRIPS:
                self._strips.clear()
            self._strips[key] = strip = drawn(*row, self._style, self.size.width)
        return strip

    def _style(self, look: str, selected: bool) -> Style:
        key = f"{look}{' selected' if selected else ''}{' focused' if self.has_focus else ''}"
        if key not in self._styles:
            style = self.get_component_rich_style(f"queue--{look}")
            if selected:
                style += self.get_component_rich_style("queue--cursor", partial=True)
            self._styles[key] = style
        return self._styles[key]
