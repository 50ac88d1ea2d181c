"""The calendar: what is booked and what is busy, as a list, as a day and as a week."""

from datetime import datetime, tzinfo
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from vipdesk.domain.agenda import Entry, agenda
from vipdesk.domain.board import Board
from vipdesk.domain.calendar import Booking, CalendarView
from vipdesk.domain.errors import DeskError
from vipdesk.domain.language import N_, _
from vipdesk.pictures import Pictures
from vipdesk.screens.breakpoints import BREADTHS, HEIGHTS
from vipdesk.screens.calendar_days import Look, Stretch
from vipdesk.screens.calendar_keys import CALENDAR_KEYS
from vipdesk.screens.help import Help
from vipdesk.screens.over_board import OverBoard
from vipdesk.screens.said import Said
from vipdesk.widgets.diary import (
    WHAT_CAME,
    agenda_rows,
    first_day,
    key_of,
    standing,
    told_entry,
    up_next,
)
from vipdesk.widgets.diary_grid import Grid, shown_days
from vipdesk.widgets.grid_pane import GridPane
from vipdesk.widgets.keys import KeyLine
from vipdesk.widgets.picking import PickList

LEAST_WEEK, BESIDE = 60, 5
BESIDE_LOW, BESIDE_HIGH = 5, 7
"""Columns, and rows on a low screen and on others, that the rest needs beside a grid."""


class CalendarScreen(OverBoard):
    """Follows the board it was opened from; what is marked stays marked."""

    DEFAULT_CSS = """
    CalendarScreen { background: $background; }
    CalendarScreen > Vertical {
        border: round $border; border-title-style: bold; background: $surface;
    }
    CalendarScreen GridPane { display: none; }
    CalendarScreen.-grid GridPane { display: block; }
    CalendarScreen PickList {
        height: auto; max-height: 60%; padding: 0 1;
    }
    CalendarScreen.-grid PickList, CalendarScreen.-none PickList { display: none; }
    CalendarScreen #whole {
        height: 1fr; min-height: 2; border-top: solid $border-blurred; padding: 0 1;
        scrollbar-size-vertical: 1;
    }
    CalendarScreen.-none #whole { border-top: none; }
    CalendarScreen #told { height: auto; }
    CalendarScreen KeyLine { dock: bottom; height: auto; max-height: 3; padding: 0 1; }
    CalendarScreen.-low KeyLine { max-height: 1; }
    CalendarScreen.-low #whole { border-top: none; }
    """
    EMPTY: ClassVar[str] = N_("Nothing is in the calendar in these days.")
    HORIZONTAL_BREAKPOINTS = BREADTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = CALENDAR_KEYS

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.pictures = pictures
        self.own: tzinfo | None = None
        self.board: Board | None = None
        self.now: datetime | None = None
        self.stretch: Stretch | None = None
        self.entries: tuple[Entry, ...] = ()
        self._shown: Stretch | None = None
        self._rows: list[Content] = []
        self._place: int | None = None
        self._wanted: int | None = None

    def compose(self) -> ComposeResult:
        """The grid or the list above, one entry below."""
        with Vertical() as frame:
            frame.border_title = Content(_("Calendar"))
            yield GridPane()
            yield PickList()
            with VerticalScroll(id="whole", can_focus=False):
                yield Static(_("reading …"), id="told", markup=False)
            yield Said()
            yield KeyLine()

    @property
    def selected(self) -> Entry | None:
        """The one that is marked."""
        place = self._place
        return self.entries[place] if place is not None and place < len(self.entries) else None

    def update(self, board: Board, now: datetime, zone: tzinfo | None) -> None:
        """Show the calendar as it stands at `now` (aware); read anew where the board is new.

        Days and times are always those of the desk, whatever `zone` the board is shown in.
        """
        before, self.board = self.board, board
        minute = now.replace(second=0, microsecond=0)
        passed, self.now = self.now != minute, minute
        if self.stretch is None:
            self.stretch = Stretch(Look.AGENDA, board.policy.hours.local(now).date())
        if before is not board:
            self.read()
        elif passed and self._shown is not None:
            self.show()

    def read(self) -> None:
        """Ask for what is in these days; the latest question is the one that counts."""
        self.run_worker(self._read(), group="calendar", exclusive=True)

    def mark_call(self, number: int) -> None:
        """Mark this call, as soon as it is shown."""
        self._wanted = number
        if (place := self._place_of_wanted()) is not None:
            self._place, self._wanted = place, None
            self.show()

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tell what was done, or why nothing was."""
        self.query_one(Said).tell_for_now(words, bad=bad)

    def on_resize(self, event: Resize) -> None:
        """A grid is made for the room there is."""
        self.call_after_refresh(self._show_grid)

    def action_look(self, look: str) -> None:
        """The same days in another way."""
        if self.stretch is not None:
            self._go(replace(self.stretch, look=Look(look)))

    def action_go(self, by: int) -> None:
        """On or back by as much as is shown."""
        if self.stretch is not None:
            self._go(self.stretch.moved(by))

    def action_today(self) -> None:
        """Back to today."""
        if self.stretch is not None and self.board is not None and self.now is not None:
            today = self.board.policy.hours.local(self.now).date()
            self._go(replace(self.stretch, day=today))

    @on(PickList.Taken)
    def action_day_of(self) -> None:
        """The day of what is marked."""
        if self.selected is not None and self.board is not None and self.stretch is not None:
            zone = self.board.policy.hours.zone
            day = first_day(self.selected, self.stretch.bounds(zone)[0], zone)
            self._go(Stretch(Look.DAY, day))

    def action_step(self, by: int) -> None:
        """Up or down."""
        self.query_one(PickList).step(by)

    def action_page(self, by: int) -> None:
        """On or back in what is told of the entry."""
        self.query_one("#whole").scroll_relative(y=by * 2, animate=False)

    def action_help(self) -> None:
        """Every key, and what the signs mean."""
        self.app.push_screen(Help(self, self.board))

    @on(OptionList.OptionHighlighted)
    def show_marked(self) -> None:
        """Show what is marked, whole, and where it is in the grid."""
        self._place = self.query_one(PickList).highlighted
        if self.board is None or self.now is None:
            return
        entry = self.selected
        told = told_entry(entry, self.board, self.now, self.own) if entry else _(self.EMPTY)
        self.query_one("#told", Static).update(told)
        self._show_grid()
        self.refresh_bindings()

    def show(self) -> None:
        """Bring everything up to date; what is marked stays marked."""
        board, now, stretch = self.board, self.now, self._shown
        if board is None or now is None or stretch is None:
            return
        zone = board.policy.hours.zone
        rows = agenda_rows(self.entries, stretch.bounds(zone)[0], now, zone)
        options = self.query_one(PickList)
        if len(rows) != len(self._rows):
            options.clear_options()
            options.add_options([Option(row) for row in rows])
        else:
            for place, (row, before) in enumerate(zip(rows, self._rows, strict=True)):
                if (row.plain, row.spans) != (before.plain, before.spans):
                    options.replace_option_prompt_at_index(place, row)
        self._rows = rows
        options.highlighted = self._place
        title = _("Calendar · {days}").format(days=stretch.named())
        self.query_one(Vertical).border_title = Content(title)
        self.show_marked()

    def _go(self, stretch: Stretch) -> None:
        self.stretch, self._wanted = stretch, None
        self.say("")
        self.read()

    async def _read(self) -> None:
        stretch, board = self.stretch, self.board
        if stretch is None or board is None:
            return
        start, end = stretch.bounds(board.policy.hours.zone)
        try:
            view = await self.pictures.calendar(start, end)
        except DeskError as problem:
            self.query_one(Said).tell(str(problem), bad=True)
            return
        if self.is_attached and stretch == self.stretch:
            self._take(stretch, view, start, end)

    def _take(self, stretch: Stretch, view: CalendarView, start: datetime, end: datetime) -> None:
        marked, near = self.selected, self._place
        conflicts = self.board.conflicts if self.board else ()
        same = stretch == self._shown
        self._shown, self.entries = stretch, agenda(view, start, end, conflicts)
        keys = [key_of(entry) for entry in self.entries]
        if (wanted := self._place_of_wanted()) is not None:
            self._place, self._wanted = wanted, None
        elif marked is not None and key_of(marked) in keys:
            self._place = keys.index(key_of(marked))
        elif same and near is not None and keys:
            self._place = min(near, len(keys) - 1)
        else:
            self._place = self._first()
        self.set_class(not keys, "-none")
        self.show()

    def _place_of_wanted(self) -> int | None:
        for place, entry in enumerate(self.entries):
            if isinstance(entry.what, Booking) and entry.what.number == self._wanted:
                return place
        return None

    def _first(self) -> int | None:
        """A call that nobody has spoken of is marked first, else what runs or comes next."""
        if not self.entries or self.now is None:
            return None
        for place, entry in enumerate(self.entries):
            if standing(entry, self.now) == WHAT_CAME:
                return place
        coming = up_next(self.entries, self.now)
        return self.entries.index(coming) if coming else 0

    def _show_grid(self) -> None:
        board, now, stretch = self.board, self.now, self._shown
        if board is None or now is None or stretch is None:
            return
        width, height = self.size
        narrow = stretch.look is Look.WEEK and width < LEAST_WEEK
        look = Look.AGENDA if narrow else stretch.look
        self.set_class(look is not Look.AGENDA, "-grid")
        if look is Look.AGENDA:
            self.call_after_refresh(self._focus_list)
            return
        room = height - (BESIDE_LOW if self.has_class("-low") else BESIDE_HIGH)
        week, hours = look is Look.WEEK, board.policy.hours
        rows = max(room - 1 if week else room, 1)
        days = shown_days(hours, self.entries, stretch.first) if week else [stretch.day]
        grid = Grid(hours, self.entries, days, now, room=rows, marked=self.selected)
        self.query_one(GridPane).show(grid, width - BESIDE, rows)

    def _focus_list(self) -> None:
        """The list lost the focus while a grid stood in its place."""
        if self.focused is None and self.is_current:
            self.set_focus(self.query_one(PickList))
