"""The queue: a thousand rows as fast as ten, and only what changed is painted (design: speed)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from vipdesk.domain.escalation import Escalation
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.widgets.columns import Cell, Columns, Under, columns_for
from vipdesk.widgets.rows import Past, Rows

HEADING = 1
FAR = 1_000_000_000
MOST_STRIPS = 2048
CURSOR = "▸"
LOOKS = ("heading", "breached", "urgent", "warn", "calm", "paused", "none", "plain", "muted")

Row = tuple[tuple[Cell, ...], bool]


class Queue(ScrollView, can_focus=True):
    """The rows of a queue; the selected ticket stays selected, and in place, whatever comes."""

    DEFAULT_CSS = """
    Queue {
        scrollbar-size-vertical: 1; scrollbar-size-horizontal: 0; overflow-x: hidden;
        scrollbar-gutter: stable;
    }
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
        self.lines: tuple[QueueLine, ...] = ()
        self.number: int | None = None
        self.empty = ""
        self.marked: frozenset[int] = frozenset()
        self._stand = Rows()
        self._index = 0
        self._digits = 3
        self._fitted = 0
        self._under: Under | None = None
        self._painted: dict[int, Row] = {}
        self._strips: dict[tuple[Row, bool], Strip] = {}
        self._styles: dict[str, Style] = {}

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
        past: Past | None = None,
    ) -> None:
        """Show these rows, and `past` below, at `now` (aware); moments in `zone`, or desk time."""
        zone = zone or policy.hours.zone
        self._under = Under(now, policy, zone, drafts, self.marked, pinned, escalated or {})
        if lines is not self._stand.opened or past != self._stand.past:
            self._take(Rows(lines, past))
        self._repaint(range(HEADING, self.size.height))

    @property
    def opened(self) -> tuple[QueueLine, ...]:
        """The rows of open tickets, as they were given."""
        return self._stand.opened

    def select(self, number: int) -> bool:
        """Select a ticket; False where it is not in the queue."""
        place = next((i for i, line in enumerate(self.lines) if line.number == number), None)
        if place is not None:
            self._go(place)
        return place is not None

    def mark(self, numbers: frozenset[int]) -> None:
        """These rows are marked, and no others."""
        self.marked = numbers
        if self._under is not None:
            self._under = replace(self._under, marked=numbers)
            self._repaint(range(HEADING, self.size.height))

    def reveal(self) -> None:
        """Have the selected ticket in sight."""
        if self.lines:
            self._go(self._index)

    def below(self, number: int) -> int | None:
        """The ticket below it; None where there is none, or where it is not in the queue."""
        pairs = zip(self.lines, self.lines[1:], strict=False)
        return next((lower.number for upper, lower in pairs if upper.number == number), None)

    def pass_over(self, number: int, below: int | None) -> None:
        """Leave a ticket that has moved down past the one that was `below` it for that one."""
        places = {line.number: index for index, line in enumerate(self.lines)}
        if self.number == number and below in places and places[below] < places[number]:
            self._go(places[below])

    def action_move(self, by: int) -> None:
        """Go so many rows down, or up; no further than the ends."""
        if self.lines:
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
            self._go(places[where])

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
        top, rows, row = self.scroll_offset.y, self._rows, self._stand.row(self._index)
        if top <= row < top + self._fitted and row >= top + rows > top:
            self.scroll_to(y=row - rows + 1, animate=False, force=True)
        self._fitted = rows

    def notify_style_update(self) -> None:
        """Looks changed: nothing kept is right any more."""
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        if y < HEADING:
            return self._strip((self._columns.heading(), False))
        row = self._row_at(y)
        if row is None:
            self._painted.pop(y, None)
            said = self.empty if not self.lines and y == HEADING + 1 else ""
            return self._strip(((Cell(2, said, "muted"),), False))
        self._painted[y] = row
        return self._strip(row)

    @property
    def _rows(self) -> int:
        return max(self.size.height - HEADING, 0)

    @property
    def _columns(self) -> Columns:
        return columns_for(self.size.width - self.scrollbar_size_vertical, self._digits)

    def _take(self, stand: Rows) -> None:
        """Other rows: what the eye rests on stays where it is."""
        rest_on, height = self._resting_place()
        self._stand, self.lines = stand, stand.lines
        lines = self.lines
        places = {line.number: index for index, line in enumerate(lines)}
        self._digits = len(str(max(places, default=0)))
        if max(stand.count + HEADING, self.virtual_size.height) > self.size.height:
            self._measure()  # dear, for it lays the screen out: not while all rows are in sight
        if rest_on in places and self.scroll_offset.y:
            self.scroll_to(y=stand.row(places[rest_on]) - height, animate=False, force=True)
        near = min(self._index, max(len(lines) - 1, 0))
        self._index = places.get(self.number, near) if self.number is not None else near
        self._highlight()

    def _measure(self) -> None:
        """Say how many rows there are to scroll through."""
        self.virtual_size = Size(0, self._stand.count + HEADING)

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
        self._repaint([each - self.scroll_offset.y + HEADING for each in (old, row)])
        self._highlight()

    def _highlight(self) -> None:
        number = self.lines[self._index].number if self.lines else None
        if number != self.number:
            self.number = number
            self.post_message(self.Highlighted(number))

    def _index_at(self, y: int) -> int | None:
        return self._stand.index(y - HEADING + self.scroll_offset.y) if y >= HEADING else None

    def _row_at(self, y: int) -> Row | None:
        index = self._index_at(y)
        if index is None or self._under is None:
            return self._rule_at(y)
        return self._columns.row(self.lines[index], self._under), index == self._index

    def _rule_at(self, y: int) -> Row | None:
        past = self._stand.past
        if past is None or not self._stand.is_rule(y - HEADING + self.scroll_offset.y):
            return None
        return (Cell(0, f"── {past.rule} ".ljust(self.size.width, "─"), "heading"),), False

    def _repaint(self, rows: "range | list[int]") -> None:
        """Have those cells painted that are not on screen as they should be."""
        dirty: list[Region] = []
        for y in rows:
            fresh, painted = self._row_at(y), self._painted.get(y)
            if fresh == painted:
                continue
            if fresh is None or painted is None or _otherwise(fresh, painted):
                dirty.append(Region(0, y, self.size.width, 1))
                continue
            dirty += [
                Region(cell.x, y, cell_len(cell.text), 1)
                for cell, old in zip(fresh[0], painted[0], strict=False)
                if cell != old
            ]
        if dirty:
            self.refresh(*dirty)

    def _strip(self, row: Row) -> Strip:
        key = row, self.has_focus
        strip = self._strips.get(key)
        if strip is None or strip.cell_length != self.size.width:
            if len(self._strips) >= MOST_STRIPS:
                self._strips.clear()
            self._strips[key] = strip = self._drawn(*row)
        return strip

    def _drawn(self, cells: tuple[Cell, ...], selected: bool) -> Strip:
        plain, x = self._style("plain", selected), 0
        segments: list[Segment] = []
        for number, cell in enumerate(cells):
            segments.append(Segment(" " * (cell.x - x), plain))
            text = CURSOR + cell.text[1:] if selected and number == 0 else cell.text
            segments.append(Segment(text, self._style(cell.look, selected)))
            x = cell.x + cell_len(text)
        return Strip(segments).simplify().adjust_cell_length(self.size.width, plain)

    def _style(self, look: str, selected: bool) -> Style:
        key = f"{look}{' selected' if selected else ''}{' focused' if self.has_focus else ''}"
        if key not in self._styles:
            style = self.get_component_rich_style(f"queue--{look}")
            if selected:
                style += self.get_component_rich_style("queue--cursor", partial=True)
            self._styles[key] = style
        return self._styles[key]


def _otherwise(fresh: Row, painted: Row) -> bool:
    """Whether the whole row looks other: the cursor came or went, or a rule did."""
    return fresh[1] is not painted[1] or len(fresh[0]) != len(painted[0])
