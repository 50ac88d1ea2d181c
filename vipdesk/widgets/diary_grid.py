"""A day and a week of the calendar as a grid: half hours as rows, what is taken as blocks."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from rich.cells import set_cell_size
from textual.content import Content

from vipdesk.domain.agenda import Entry
from vipdesk.domain.calendar import Booking
from vipdesk.domain.hours import OfficeHours
from vipdesk.domain.language import _, day_said
from vipdesk.domain.text import clean_line
from vipdesk.domain.timetable import DayKind
from vipdesk.widgets.diary import (
    DAY_WIDE,
    WHAT_CAME,
    day_name,
    entry_row,
    key_of,
    standing,
    times,
    told_of,
    words_of,
)
from vipdesk.widgets.signs import FREE, NOW

HALF, HOUR, DAY = timedelta(minutes=30), timedelta(hours=1), timedelta(days=1)
ZERO = timedelta(0)
LABEL_WIDE = 7
LEAST_COLUMN = 9
MOST_DAYS, WORKDAYS = 7, 5

Bounds = tuple[datetime, datetime]
"""When a row of a day begins and ends, aware UTC."""


class Grid:
    """Entries of some days in rows of half an hour, or of an hour where there is less room.

    The rows go from the first opening of these days to the last closing.
    """

    def __init__(
        self,
        hours: OfficeHours,
        entries: Iterable[Entry],
        days: Sequence[date],
        now: datetime,
        *,
        room: int,
        marked: Entry | None = None,
    ) -> None:
        """`room` is how many rows can be seen at once, `marked` the entry that stands out."""
        self.hours, self.days, self.now = hours, tuple(days), now
        self._marked = key_of(marked) if marked else None
        self.step = DAY
        spans = [self.bounds(day, ZERO) for day in self.days]
        here = [e for e in entries if any(e.start < end and e.end > start for start, end in spans)]
        self.entries = sorted(here, key=lambda entry: not isinstance(entry.what, Booking))
        self.step = HALF
        self.rows = self._cut()
        if len(self.rows) > room:
            self.step = HOUR
            self.rows = self._cut()

    def bounds(self, day: date, at: timedelta) -> Bounds:
        """The instants that a row of that day lies between."""
        midnight = datetime.combine(day, time(), self.hours.zone)
        return (midnight + at).astimezone(UTC), (midnight + at + self.step).astimezone(UTC)

    def within(self, bounds: Bounds) -> list[Entry]:
        """What overlaps: the marked entry first, then calls before time of one's own."""
        found = [one for one in self.entries if one.start < bounds[1] and one.end > bounds[0]]
        return sorted(found, key=lambda one: not self.is_marked(one)) if len(found) > 1 else found

    def is_marked(self, entry: Entry) -> bool:
        """Whether this is the one that is marked."""
        return key_of(entry) == self._marked

    def is_open(self, day: date, at: timedelta) -> bool:
        """Whether the office is open in some of that row."""
        found = self.hours.timetable.intervals(day)
        return any(one.start < at + self.step and at < one.end for one in found)

    def begins(self, entry: Entry, day: date, at: timedelta) -> bool:
        """Whether this row is the first of the day that shows it."""
        return entry.start >= self.bounds(day, at)[0] or at == self.rows[0]

    def outside(self) -> list[Entry]:
        """What no row shows, in order of time."""
        shown = {
            key_of(entry)
            for day in (self.days if self.rows else ())
            for entry in self.within(
                (self.bounds(day, self.rows[0])[0], self.bounds(day, self.rows[-1])[1])
            )
        }
        left = [entry for entry in self.entries if key_of(entry) not in shown]
        return sorted(left, key=lambda entry: entry.start)

    def apart(self) -> tuple[list[Entry], list[Entry]]:
        """What stands above the rows, and below: of several days, all of it below."""
        outside = self.outside()
        if len(self.days) > 1 or not self.rows:
            return [], outside
        opens = self.bounds(self.days[0], self.rows[0])[0]
        return [e for e in outside if e.start < opens], [e for e in outside if e.start >= opens]

    def marked_line(self) -> int | None:
        """The line that the marked entry begins in, so that it can be scrolled to."""
        early, late = self.apart()
        shown = [[entry] for entry in early]
        shown += [
            [one for day in self.days for one in self.within(self.bounds(day, at))]
            for at in self.rows
        ] or [[]]
        shown += [[entry] for entry in late]
        lines = (n for n, some in enumerate(shown) if any(map(self.is_marked, some)))
        return next(lines, None)

    def present_line(self) -> int | None:
        """The line that now is in."""
        for place, at in enumerate(self.rows, len(self.apart()[0])):
            if any(b[0] <= self.now < b[1] for b in (self.bounds(day, at) for day in self.days)):
                return place
        return None

    def _cut(self) -> list[timedelta]:
        found = [one for day in self.days for one in self.hours.timetable.intervals(day)]
        if not found:
            return []
        at = min(one.start for one in found) // self.step * self.step
        last = max(one.end for one in found)
        return [at + n * self.step for n in range(-((at - last) // self.step))]


def day_view(grid: Grid) -> Content:
    """The one day of the grid, a line for each row; what lies outside stands above and below."""
    (day,) = grid.days
    early, late = ([_apart(grid, entry, day) for entry in some] for some in grid.apart())
    lines = [_line_of_day(grid, day, at) for at in grid.rows]
    closed = Content.styled(_why_closed(grid.hours, day), "$warning")
    return Content("\n").join([*early, *(lines or [closed]), *late])


def week_view(grid: Grid, width: int) -> Content:
    """The days of the grid as columns; what lies outside stands below."""
    column = _column(grid, width)
    lines = [_line_of_week(grid, at, column) for at in grid.rows]
    closed = Content.styled(_("closed"), "$warning")
    late = [_elsewhere(grid, entry) for entry in grid.apart()[1]]
    return Content("\n").join([*(lines or [closed]), *late])


def week_heads(grid: Grid, width: int) -> Content:
    """What stands above the columns of a week."""
    return Content("").join([Content(" " * LABEL_WIDE), *_heads(grid, _column(grid, width))])


def shown_days(hours: OfficeHours, entries: Iterable[Entry], monday: date) -> list[date]:
    """Monday to Friday, or the whole week where the office or a call needs it."""
    days = [monday + timedelta(days=n) for n in range(MOST_DAYS)]
    opens = any(map(hours.timetable.intervals, days[WORKDAYS:]))
    begins = {hours.local(e.start).date() for e in entries if isinstance(e.what, Booking)}
    return days if opens or begins & set(days[WORKDAYS:]) else days[:WORKDAYS]


def _line_of_day(grid: Grid, day: date, at: timedelta) -> Content:
    bounds = grid.bounds(day, at)
    found, label = grid.within(bounds), _label(grid, at, [bounds])
    if not found:
        return label + Content(FREE * 2 if grid.is_open(day, at) else "")
    first, words = found[0], ""
    if grid.begins(first, day, at):
        words = f" {times(first, day, grid.hours.zone)} {told_of(first, grid.now)}"
    begun = [one for one in found[1:] if grid.begins(one, day, at)]
    beside = "".join(f" + {times(one, day, grid.hours.zone)} {words_of(one)}" for one in begun)
    return label + _block(grid, first, f"{words}{beside}")


def _line_of_week(grid: Grid, at: timedelta, column: int) -> Content:
    label = _label(grid, at, [grid.bounds(day, at) for day in grid.days])
    return Content("").join([label, *(_cell(grid, day, at, column) for day in grid.days)])


def _cell(grid: Grid, day: date, at: timedelta, column: int) -> Content:
    found = grid.within(grid.bounds(day, at))
    if not found:
        return Content((FREE * 2 if grid.is_open(day, at) else "").ljust(column))
    first, more = found[0], "+" if len(found) > 1 else ""
    words = words_of(first).replace(" · ", " ") if grid.begins(first, day, at) else ""
    shown = f"{clean_line(words, column - 4 - len(more))}{more}"
    block = _block(grid, first, f" {shown}" if shown else "")
    return block + Content(" " * (column - block.cell_length))


def _block(grid: Grid, entry: Entry, words: str) -> Content:
    """What is taken, and its words beside it."""
    booked = isinstance(entry.what, Booking)
    block = ("██", "$accent") if booked else ("▒▒", "")
    shown = Content.assemble(block, (words, "bold" if booked else ""))
    if grid.is_marked(entry):
        return shown.stylize("reverse")
    if standing(entry, grid.now) == WHAT_CAME:
        return shown.stylize("$warning")
    return shown.stylize("dim") if entry.end <= grid.now else shown


def _label(grid: Grid, at: timedelta, bounds: Iterable[Bounds]) -> Content:
    """`10:30◂ `: the row that now is in is pointed at."""
    is_now = any(start <= grid.now < end for start, end in bounds)
    wall = f"{at // HOUR:02}:{at % HOUR // timedelta(minutes=1):02}"
    return Content.styled(f"{wall}{NOW if is_now else ' '} ", "bold $accent" if is_now else "dim")


def _column(grid: Grid, width: int) -> int:
    return max(LEAST_COLUMN, (width - LABEL_WIDE) // len(grid.days))


def _heads(grid: Grid, column: int) -> Iterator[Content]:
    today = grid.hours.local(grid.now).date()
    for day in grid.days:
        closed = "" if grid.hours.timetable.intervals(day) else _(" closed")
        name = f"{day_said(day.weekday())} {day.day}{NOW if day == today else ''}{closed}"
        name = name[: column - 1]
        look = "bold underline" if day == today else "bold"
        yield Content.styled(name, look) + Content(" " * (column - len(name)))


def _apart(grid: Grid, entry: Entry, day: date) -> Content:
    row = entry_row(entry, day, grid.now, grid.hours.zone)
    return row.stylize("reverse") if grid.is_marked(entry) else row


def _elsewhere(grid: Grid, entry: Entry) -> Content:
    day = max(grid.hours.local(entry.start).date(), grid.days[0])
    return Content(f"{set_cell_size(day_name(day), DAY_WIDE)} ") + _apart(grid, entry, day)


def _why_closed(hours: OfficeHours, day: date) -> str:
    kind = hours.timetable.kind(day)
    if kind in (DayKind.WEEKLY, DayKind.CLOSED):
        return _("closed")
    return _("closed: {why}").format(why=_(kind.value))
