"""The week below the queue, day beside day, for a screen that is wide enough."""

from datetime import date, datetime, timedelta
from itertools import zip_longest

from rich.cells import set_cell_size
from textual.content import Content

from vipdesk.domain.agenda import Entry, agenda, day_bounds
from vipdesk.domain.board import Board
from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking
from vipdesk.domain.language import _, day_said
from vipdesk.domain.text import clean_line
from vipdesk.widgets.diary import ELSEWHERE, WHAT_CAME, day_name, sign_of, standing
from vipdesk.widgets.signs import NOW, OTHERWISE

DAYS, WORKDAYS = 7, 5
GAP = " │ "


def week_rows(board: Board, now: datetime, width: int, most: int) -> list[Content]:
    """A head with the days from Monday on, and below it so many rows at the most.

    A weekend is there where the office is open on it, or something is planned.
    """
    days = _days(board, now)
    wide = (width - len(GAP) * (len(days) - 1)) // len(days)
    today = board.policy.hours.local(now).date()
    columns = [_column(board, day, now, wide, most) for day in days]
    head = [_head(day, today, wide) for day in days]
    rows = zip_longest(*columns, fillvalue=Content(" " * wide))
    return [Content(GAP).join(row) for row in [head, *rows]]


def week_title(board: Board, now: datetime) -> str:
    """`Mon 23 to Sun 29 Nov`: what the week of `now` is called."""
    days = _days(board, now)
    first, last = day_name(days[0]), day_name(days[-1])
    return _("{first} to {last}").format(first=first, last=last)


def _days(board: Board, now: datetime) -> list[date]:
    today = board.policy.hours.local(now).date()
    monday = today - timedelta(days=today.weekday())
    week = [monday + timedelta(days=n) for n in range(DAYS)]
    timetable = board.policy.hours.timetable
    used = [n for n, day in enumerate(week) if timetable.intervals(day) or _entries(board, day)]
    return week[: max([WORKDAYS - 1, today.weekday(), *used]) + 1]


def _entries(board: Board, day: date) -> tuple[Entry, ...]:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=board.policy.hours.zone)
    start, end = day_bounds(board.policy, noon)
    return agenda(board.calendar, start, end, board.conflicts)


def _head(day: date, today: date, wide: int) -> Content:
    name = f"{day_said(day.weekday())} {day.day}{f' {NOW}' if day == today else ''}"
    return Content.styled(set_cell_size(name, wide), "bold $accent" if day == today else "bold")


def _column(board: Board, day: date, now: datetime, wide: int, most: int) -> list[Content]:
    entries = _entries(board, day)
    room = most if len(entries) <= most else most - 1
    rows = [_cell(entry, day, board, now, wide) for entry in entries[:room]]
    if (more := len(entries) - room) > 0:
        rows.append(Content(set_cell_size(_("… {count} more").format(count=more), wide)))
    return rows


def _cell(entry: Entry, day: date, board: Board, now: datetime, wide: int) -> Content:
    begins = entry.start.astimezone(board.policy.hours.zone)
    at = f"{begins:%H:%M}" if begins.date() == day else "00:00"
    what = entry.what
    words = clean_line(what.title if isinstance(what, Busy) else what.guest.spoken, 60)
    to_say = {WHAT_CAME: "? ", ELSEWHERE: f"{OTHERWISE} "}.get(standing(entry, now), "")
    shown = set_cell_size(f"{at} {sign_of(entry)} {to_say}{words}", wide)
    if to_say:
        return Content.styled(shown, "bold $warning")
    if entry.end <= now:
        return Content.styled(shown, "dim")
    return Content.styled(shown, "bold" if isinstance(what, Booking) else "")
