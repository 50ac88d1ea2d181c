"""A stretch of the calendar as one list: calls and busy time, in order of time.

Instants are aware UTC.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from msgspec import Struct

from vipdesk.domain.busy import Busy, occurrences
from vipdesk.domain.calendar import Booking, BookingStatus, CalendarView
from vipdesk.domain.elsewhere import Item
from vipdesk.domain.language import _
from vipdesk.domain.policy import Policy
from vipdesk.domain.queue import QueueLine
from vipdesk.domain.slots import Diary, Slot, taken_in

MARGIN = timedelta(days=2)
"""So far from a slot, taken time can have no say in it."""


class Entry(Struct, frozen=True):
    """One thing in the calendar: a booked call, or an occurrence of busy time.

    `conflict` is how a call stands otherwise in the calendar elsewhere.
    """

    start: datetime
    end: datetime
    what: Booking | Busy
    conflict: Item | None = None


def agenda(
    view: CalendarView, start: datetime, end: datetime, conflicts: Iterable[Item] = ()
) -> tuple[Entry, ...]:
    """What overlaps [start, end), both aware, in order; cancelled calls are not there."""
    there = {item.booking: item for item in conflicts}
    calls = (one for one in view.bookings if one.takes_time)
    found = [Entry(one.start, one.end, one, there.get(one.number)) for one in calls]
    for busy in view.busy:
        found += [Entry(s.start, s.end, busy) for s in occurrences(busy, start, end)]
    inside = (entry for entry in found if entry.start < end and entry.end > start)
    return tuple(sorted(inside, key=lambda entry: (entry.start, entry.end)))


def day_bounds(policy: Policy, now: datetime, days: int = 1) -> tuple[datetime, datetime]:
    """From the midnight before `now` (aware), in desk time, for so many days."""
    midnight = policy.hours.local(now).replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    after = (midnight.replace(tzinfo=None) + timedelta(days=days)).replace(tzinfo=midnight.tzinfo)
    return midnight, after


def free_slots(
    view: CalendarView,
    policy: Policy,
    kind: str,
    start: datetime,
    days: int,
    now: datetime,
    *,
    by_client: bool,
) -> list[Slot]:
    """The free slots of so many days of the office from that of `start` (aware)."""
    begin, end = day_bounds(policy, start, days)
    taken = taken_in(view.bookings, view.busy, begin - MARGIN, end + MARGIN)
    first = policy.hours.local(start).date()
    return Diary(policy, taken, now).free_slots(kind, first, days, by_client=by_client)


def conflicts(slot: Slot, lines: Iterable[QueueLine], now: datetime) -> tuple[str, ...]:
    """Why a slot that is free may still be a bad time: a due moment in it, a severity 1 running.

    A severity 1 counts from now until the slot, for agents then work until the service is back.
    """
    found: list[str] = []
    for line in lines:
        running = line.countdown
        if running is not None and slot.start <= running.due < slot.end:
            found.append(_("#{ticket} is due then").format(ticket=line.number))
        elif line.severity == 1 and line.status == "open" and slot.start - now < timedelta(hours=4):
            found.append(_("#{ticket} is critical").format(ticket=line.number))
    return tuple(found)


def is_ended(booking: Booking, now: datetime) -> bool:
    """Whether a call should have been held by now, and nobody has said what it came to."""
    return booking.status is BookingStatus.BOOKED and booking.end <= now
