"""What of the calendar a command is decided on, read inside its transaction."""

from dataclasses import dataclass
from datetime import datetime

from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking
from vipdesk.domain.calendar_commands import (
    Book,
    CancelBooking,
    HoldBooking,
    MissBooking,
    MoveBooking,
    RemoveBusy,
)
from vipdesk.domain.commands import Command
from vipdesk.domain.decide.booking import AROUND
from vipdesk.store.calendar_queries import bookings, bookings_between, busy_times
from vipdesk.store.queries import Fetch


@dataclass(frozen=True, slots=True)
class CalendarState:
    """The booking that is meant, and what takes time around the wish."""

    booking: Booking | None = None
    bookings: tuple[Booking, ...] = ()
    busy: tuple[Busy, ...] = ()


def calendar_state(fetch: Fetch, command: Command) -> CalendarState:
    """Nothing for commands that the calendar has no say in."""
    match command:
        case Book(start=start):
            return _around(fetch, None, start)
        case MoveBooking(booking=number, start=start):
            return _around(fetch, _booking(fetch, number), start)
        case CancelBooking() | HoldBooking() | MissBooking():
            return CalendarState(_booking(fetch, command.booking))
        case RemoveBusy():
            return CalendarState(busy=busy_times(fetch))
    return CalendarState()


def _around(fetch: Fetch, booking: Booking | None, start: datetime) -> CalendarState:
    booked = bookings_between(fetch, start - AROUND, start + AROUND)
    return CalendarState(booking, booked, busy_times(fetch))


def _booking(fetch: Fetch, number: int) -> Booking | None:
    return next(iter(bookings(fetch, "number = ?", (number,))), None)
