"""What of the calendar a command is decided on, read inside its transaction."""

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

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
from vipdesk.domain.done import Done, PutBack
from vipdesk.domain.elsewhere import Item, RecordItems, SettleBooking
from vipdesk.domain.reminder_commands import Sweep
from vipdesk.store.calendar_queries import (
    bookings,
    bookings_between,
    busy_times,
    busy_uids,
    items,
    times_off,
)
from vipdesk.store.queries import Fetch


class CalendarState(Struct, frozen=True):
    """The booking that is meant, and what takes time around the wish."""

    booking: Booking | None = None
    bookings: tuple[Booking, ...] = ()
    busy: tuple[Busy, ...] = ()
    busy_uids: Mapping[int, str] = field(default_factory=dict)
    items: tuple[Item, ...] = ()


def calendar_state(fetch: Fetch, command: Command) -> CalendarState:
    """Nothing for commands that the calendar has no say in."""
    match command:
        case Book(start=start):
            return _around(fetch, None, start)
        case MoveBooking(booking=number, start=start):
            return _around(fetch, _booking(fetch, number), start)
        case CancelBooking() | HoldBooking() | MissBooking():
            return CalendarState(_booking(fetch, command.booking))
        case Sweep():
            return CalendarState(busy=times_off(fetch))
        case RemoveBusy():
            return CalendarState(busy=busy_times(fetch), busy_uids=busy_uids(fetch))
        case PutBack(done):
            return _before(fetch, done)
        case RecordItems():
            return _recorded(fetch, command)
        case SettleBooking(booking=number):
            return _to_settle(fetch, number)
    return CalendarState()


def _around(fetch: Fetch, booking: Booking | None, start: datetime) -> CalendarState:
    booked = bookings_between(fetch, start - AROUND, start + AROUND)
    return CalendarState(booking, booked, busy_times(fetch))


def _before(fetch: Fetch, done: Done) -> CalendarState:
    if done.booking is not None:
        before, after = done.booking
        return _around(fetch, _booking(fetch, after.number), (before or after).start)
    if done.busy_set is None and done.busy_removed is None:
        return CalendarState()
    return CalendarState(busy=busy_times(fetch), busy_uids=busy_uids(fetch))


def _booking(fetch: Fetch, number: int) -> Booking | None:
    return next(iter(bookings(fetch, "number = ?", (number,))), None)


def _recorded(fetch: Fetch, command: RecordItems) -> CalendarState:
    copies = {item.booking for item in command.items if item.booking is not None}
    booked = bookings(fetch, f"number IN ({_places(copies)})", tuple(copies))
    hrefs = {item.href for item in command.items}
    known = items(fetch, f"href IN ({_places(hrefs)})", tuple(hrefs))
    return CalendarState(bookings=booked, items=known)


def _to_settle(fetch: Fetch, number: int) -> CalendarState:
    booking, found = _booking(fetch, number), items(fetch, "booking = ?", (number,))
    starts = [item.start_there for item in found if item.start_there is not None]
    around = _around(fetch, booking, starts[0]) if starts else CalendarState(booking)
    return replace(around, items=found)


def _places(values: Collection[object]) -> str:
    return ", ".join("?" for _ in values)
