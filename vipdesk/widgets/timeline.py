"""A ticket to read: its promises on top, below them all that was said and what happened."""

from bisect import bisect_right
from datetime import datetime, tzinfo
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Resize
from textual.geometry import Region
from textual.strip import Strip

from vipdesk.domain.board import TicketView
from vipdesk.domain.language import _
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import instant
from vipdesk.widgets.changed import stretch_of_lines
from vipdesk.widgets.entries import entries, reading_begins
from vipdesk.widgets.frame import set_subtitle
from vipdesk.widgets.layout import Hints, Page, laid_out, wrapped
from vipdesk.widgets.line_painter import LinePainter
from vipdesk.widgets.lines import Line, line
from vipdesk.widgets.promises import head

LOWEST_WITH_WHOLE_HEAD = 14
NOWHERE: tuple[int, tuple[int, int]] = (0, (0, 0))
NOTHING = Page((), (), 0, 0)


class Timeline(LinePainter, can_focus=True):
    """Shows one ticket; scroll and folds survive its updates."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "scroll_up", "up", show=False),
        Binding("down,j", "scroll_down", "down", show=False),
        Binding("pageup,backspace", "page_up", "page up", show=False),
        Binding("pagedown,space", "page_down", "page down", show=False),
        Binding("home,g", "scroll_home", "start", show=False),
        Binding("end,G", "scroll_end", "end", show=False),
    ]

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.view: TicketView | None = None
        self.empty = ""
        self.keys = Hints()
        self.unfolded = False
        self._portions = 1
        self._at: tuple[datetime, Policy, tzinfo] | None = None
        self._head: tuple[Line, ...] = ()
        self._page = NOTHING
        self._page_of: tuple[object, ...] = ()
        self._fresh = False
        self._begins_at = NOWHERE
        self._begin = 0
        self._more = ""
        self._was_above = 0

    def update(
        self, view: TicketView | None, now: datetime, policy: Policy, zone: tzinfo | None = None
    ) -> None:
        """Show `view` at `now` (aware); moments in `zone`, else in desk time."""
        other = view is None or self.view is None or view.line.number != self.view.line.number
        if other:
            self.unfolded, self._portions = False, 1
            self._fresh = True
            if self.text_selection is not None:
                self.screen.clear_selection()
        self.view, self._at = view, (now, policy, zone or policy.hours.zone)
        self._show()

    @property
    def folded(self) -> int:
        """How many entries have something that unfolds."""
        return self._page.folded

    @property
    def left_out(self) -> int:
        """How many entries are longer than what is shown of them."""
        return self._page.left_out

    def begin_at(self, number: int, place: tuple[int, int]) -> None:
        """Show that ticket from this place, once, when it is opened."""
        self._begins_at = number, place

    def unfold(self) -> None:
        """Show quoted history and signatures, or fold them again."""
        self.unfolded = not self.unfolded
        self._show()

    def show_more(self) -> None:
        """Show a portion more of what is too long."""
        self._portions += 1
        self._show()

    def action_page_down(self) -> None:
        """On by what is in sight below the head, but for one line."""
        self._page_by(1)

    def action_page_up(self) -> None:
        """Back by what is in sight below the head, but for one line."""
        self._page_by(-1)

    def move_half(self, by: int) -> None:
        """On or back by half of what is in sight below the head."""
        self._page_by(by / 2)

    def on_resize(self, event: Resize) -> None:
        """Lines break elsewhere now."""
        self._show()
        self._tell_more()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Other lines are out of sight now."""
        super().watch_scroll_y(old_value, new_value)
        self._tell_more()

    def render_line(self, y: int) -> Strip:
        """One row of the screen; the head stays in place where there is room for it."""
        top, width = self.scroll_offset.y, self.size.width
        row = y if y < self.sticky else y + top
        lines = self._lines
        if row >= len(lines):
            said = self.empty if self.view is None and y == 1 else ""
            return self.drawn(line(f"  {said}" if said else "", "muted"), None)
        strip = self.drawn(lines[row], self.marked(row))
        return strip.adjust_cell_length(width, self.style_of("plain")).apply_offsets(0, row)

    @property
    def sticky(self) -> int:
        """The head stays in place, where there is room for it."""
        rows = len(self._head) + self._is_roomy
        return rows if self._head and (self._is_roomy or rows <= self.size.height // 2) else 0

    @property
    def _is_roomy(self) -> bool:
        return self.size.height >= LOWEST_WITH_WHOLE_HEAD

    @property
    def _width(self) -> int:
        """What lines may take beside the scrollbar, wanted or not."""
        return max(self.size.width - self.scrollbar_size_vertical, 1)

    @property
    def _above(self) -> int:
        """How far the entries begin below what scrolling by nothing shows."""
        return 0 if self.sticky else len(self._head) + self._is_roomy

    def _show(self) -> None:
        if not self.size:
            return
        place = self.place
        if self.view is None or self._at is None:
            again = self._page is not NOTHING
            self._head, self._page, self._page_of = (), NOTHING, ()
        else:
            now, policy, zone = self._at
            again = self._lay_out(self.view, now, zone)
            lines = head(self.view, policy, now, zone, short=not self._is_roomy)
            self._take_head(tuple(row for one in lines for row in wrapped(one, self._width)))
        rule = (line("─" * self._width, "rule"),) if self._head and self._is_roomy else ()
        self._lines = (*self._head, *rule, *self._page.lines)
        moved, self._was_above = self._above != self._was_above, self._above
        if again or moved or len(self._lines) != self.virtual_size.height:
            self.refresh()
            self.extend(len(self._lines))
            self._go_to(place)
            self._tell_more()

    def _lay_out(self, view: TicketView, now: datetime, zone: tzinfo) -> bool:
        """Break the entries into lines; False where that was done for the very same."""
        day = now.astimezone(zone).date()
        of = (view, self._width, self.unfolded, self._portions, day, zone, self.keys)
        if of == self._page_of:
            return False
        said, self._page_of = entries(view, now, zone), of
        since = view.line.client_waits_since
        self._begin = reading_begins(said, instant(since) if since is not None else None)
        self._page = laid_out(
            said,
            self._width,
            unfolded=self.unfolded,
            portions=self._portions,
            keys=self.keys,
        )
        return True

    @property
    def place(self) -> tuple[int, int]:
        """The entry at the top, and how far it is scrolled into; -1 above them all."""
        row = self.scroll_offset.y - self._was_above
        entry = bisect_right(self._page.begins, row) - 1
        return entry, row - self._page.begins[entry] if entry >= 0 else 0

    def _go_to(self, place: tuple[int, int]) -> None:
        """Keep the place; a ticket just opened begins at what waits for an answer."""
        begins, rows = self._page.begins, len(self._page.lines)
        if self._fresh:
            self._fresh = False
            if self.view is not None and self._begins_at[0] == self.view.line.number:
                (_, place), self._begins_at = self._begins_at, NOWHERE
                self._go_to(place)
                return
            fits = rows + self._above <= self.size.height - self.sticky
            top = fits or not begins or not self.sticky
            self._scroll_to_row(0 if top else begins[self._begin])
        elif 0 <= place[0] < len(begins):
            self._scroll_to_row(begins[place[0]] + place[1] + self._above)

    def _scroll_to_row(self, row: int) -> None:
        self.scroll_to(y=row, animate=False, force=True)

    def _page_by(self, pages: float) -> None:
        rows = max(self.size.height - self.sticky - 1, 1)
        self._scroll_to_row(max(self.scroll_offset.y + round(pages * rows), 0))

    def _tell_more(self) -> None:
        """Say in the frame how much is out of sight, and the key that goes on."""
        above = self.scroll_offset.y
        below = max(len(self._lines) - above - self.size.height, 0)
        more = _("↓ {count} more: space").format(count=below)
        told = [f"↑ {above}"] * bool(above) + [more] * bool(below)
        said = " · ".join(told)
        if said != self._more:
            self._more = said
            set_subtitle(self, Content(said))

    def _take_head(self, fresh: tuple[Line, ...]) -> None:
        """Another head: only what differs is painted."""
        old, self._head = self._head, fresh
        if len(old) != len(fresh):
            self.refresh()
            return
        top = 0 if self.sticky else self.scroll_offset.y
        for row, (one, other) in enumerate(zip(fresh, old, strict=True)):
            begin, end = stretch_of_lines(one, other)
            if begin < end and 0 <= row - top < self.size.height:
                self.refresh(Region(begin, row - top, end - begin, 1))
