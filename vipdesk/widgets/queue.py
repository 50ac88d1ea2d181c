"""The queue: a thousand rows as fast as ten, and only what changed is painted (design: speed)."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import ClassVar

from msgspec.structs import replace
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region
from textual.message import Message

from vipdesk.domain.escalation import Escalation
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.widgets.columns import Columns, Under, columns_for
from vipdesk.widgets.queue_painter import HEADING, QueuePainter
from vipdesk.widgets.rows import Past, Rows

FAR = 1_000_000_000
AFTER_THE_FRAME = 0.01
"""Seconds until it is told that another ticket is selected: the eye waits for the frame."""


class Queue(QueuePainter, can_focus=True):
    """The rows of a queue; the selected ticket stays selected, and in place, whatever comes."""

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

    def __init__(
        self, *, id: str | None = None, fitting: Callable[[int, int], Columns] = columns_for
    ) -> None:
        super().__init__(id=id, fitting=fitting)
        self.number: int | None = None
        self.marked: frozenset[int] = frozenset()
        self._telling: asyncio.TimerHandle | None = None
        self._fitted = 0
        self.by_hand = False
        """Whether somebody has put the cursor where it is."""

    def update(
        self,
        lines: tuple[QueueLine, ...],
        now: datetime,
        policy: Policy,
        drafts: frozenset[int] = frozenset(),
        zone: tzinfo | None = None,
        escalated: Mapping[int, Escalation] | None = None,
        *,
        pinned: frozenset[int] = frozenset(),
        unread: frozenset[int] = frozenset(),
        explained: frozenset[int] = frozenset(),
        past: Past | None = None,
        chats: Mapping[int, int] | None = None,
    ) -> None:
        """Show these rows, and `past` below, at `now` (aware); moments in `zone`, or desk time."""
        zone = zone or policy.hours.zone
        escalated = escalated or {}
        marks = drafts, self.marked, pinned, escalated, unread, explained
        under = Under(now, policy, zone, *marks, chats or {})
        self._shown.show(under)
        if lines is not self._stand.opened or past != self._stand.past:
            self._take(Rows(lines, past))
        self._repaint(range(HEADING, self.size.height))

    @property
    def opened(self) -> tuple[QueueLine, ...]:
        """The rows of open tickets, as they were given."""
        return self._stand.opened

    def select(self, number: int) -> bool:
        """Select a ticket; False where it is not in the queue."""
        place = self._shown.places.get(number)
        if place is not None:
            self._go(place)
        return place is not None

    @property
    def marked_lines(self) -> tuple[QueueLine, ...]:
        """The rows that are marked and in sight: what is filtered away is not acted on."""
        return self._shown.among(self.marked)

    def mark(self, numbers: frozenset[int]) -> None:
        """These rows are marked, and no others."""
        self.marked = numbers
        if self._shown.under is not None:
            self._shown.show(replace(self._shown.under, marked=numbers))
            self._repaint(range(HEADING, self.size.height))

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
            self.by_hand = True
            self._go(min(max(self._index + by, 0), len(self.lines) - 1))

    def action_page(self, by: int) -> None:
        """Go a page down or up."""
        self.action_move(by * max(self._rows - 1, 1))

    def move_half(self, by: int) -> None:
        """Go half a page down or up."""
        self.action_move(by * max(self._rows // 2, 1))

    def move_in_sight(self, where: str) -> None:
        """Go to the top, the middle or the end of what is in sight."""
        top = self.scroll_offset.y
        last = min(top + self._rows, len(self.lines)) - 1
        places = {"top": top, "middle": (top + last) // 2, "bottom": last}
        if self.lines:
            self.by_hand = True
            self._go(places[where])

    def on_click(self, event: Click) -> None:
        """A click selects, a second one reads."""
        at = event.get_content_offset(self)
        index = self._index_at(at.y) if at is not None else None
        if index is not None:
            self.by_hand = True
            self._go(index)
            if event.chain > 1 and self.number is not None:
                self.post_message(self.Chosen(self.number))

    def on_resize(self, event: Resize) -> None:
        """A selected ticket that was in sight stays so."""
        self._measure()
        top, rows, row = self.scroll_offset.y, self._rows, self._stand.row(self._index)
        if top <= row < top + self._fitted and row >= top + rows > top:
            self.scroll_to(y=row - rows + 1, animate=False, force=True)
        self._fitted = rows

    def _take(self, stand: Rows) -> None:
        """Other rows: what the eye rests on stays where it is."""
        rest_on, height = self._resting_place()
        lines = stand.lines
        if not (lines and self.lines):
            self._repaint_empty()
        self._stand, columns = stand, self._shown.columns
        self._shown.take(lines)
        if self._shown.columns is not columns:
            self.refresh(Region(0, 0, self.size.width, HEADING))
        places = self._shown.places
        self._measure()
        if rest_on in places and self.scroll_offset.y:
            self.scroll_to(y=stand.row(places[rest_on]) - height, animate=False, force=True)
        near = min(self._index, max(len(lines) - 1, 0))
        self._index = places.get(self.number, near) if self.number is not None else near
        self._highlight()

    def _measure(self) -> None:
        """Say how many rows there are to scroll through."""
        self.extend(self._stand.count + HEADING)

    def _resting_place(self) -> tuple[int | None, int]:
        """The selected ticket if it is in sight, else the one at the top; rows from the top."""
        top, row = self.scroll_offset.y, self._stand.row(self._index)
        row = row if top <= row < top + self._rows else top
        index = self._stand.index(row)
        return (None if index is None else self.lines[index].number), row - top

    def _go(self, index: int) -> None:
        old, row, self._index = self._stand.row(self._index), self._stand.row(index), index
        top = self.scroll_offset.y
        if not top <= row < top + self._rows:
            # Half a page at once: over a slow line a scrolled page costs ten cursor moves.
            half = self._rows // 2
            above = self._rows - 1 - half if row >= top else half
            self.scroll_to(y=row - above, animate=False, force=True)
        top, width = self.scroll_offset.y - HEADING, self._painted_width
        rows = [each - top for each in {old, row} if HEADING <= each - top < self.size.height]
        self.refresh(*(Region(0, each, width, 1) for each in rows))
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
