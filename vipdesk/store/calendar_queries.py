"""What is asked of the store about the calendar, in plain SQL that reader and writer share."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking
from vipdesk.domain.elsewhere import Item
from vipdesk.domain.queue import microseconds
from vipdesk.store.calendar_values import BOOKING, BUSY, ITEM, booking_of, busy_of, item_of
from vipdesk.store.damage import check_texts, damage_told
from vipdesk.store.queries import Fetch

CONFLICTS = "standing IN ('moved', 'removed')"
"""Which things stand otherwise elsewhere, as SQL."""

LONGEST_CALL = timedelta(days=2)
"""No policy has calls that are longer."""


@damage_told
def bookings(fetch: Fetch, condition: str, values: Sequence[Any] = ()) -> tuple[Booking, ...]:
    """The bookings that meet `condition` (trusted SQL), in order of time."""
    sql = f"SELECT {BOOKING} FROM booking WHERE {condition} ORDER BY start, number"
    rows = fetch(sql, values)
    for row in rows:
        check_texts(*row[5:8], *row[12:14])
    return tuple(map(booking_of, rows))


def bookings_between(fetch: Fetch, start: datetime, end: datetime) -> tuple[Booking, ...]:
    """The calls that are not cancelled and overlap [start, end), both aware."""
    since = microseconds(start - LONGEST_CALL)
    found = bookings(
        fetch,
        "status <> 'cancelled' AND start >= ? AND start < ?",
        (since, microseconds(end)),
    )
    return tuple(one for one in found if one.end > start)


@damage_told
def busy_times(fetch: Fetch, condition: str = "1 = 1") -> tuple[Busy, ...]:
    """The busy time that meets `condition` (trusted SQL), in the order it was set."""
    rows = fetch(f"SELECT {BUSY} FROM busy WHERE {condition} ORDER BY number", ())
    for row in rows:
        check_texts(row[1], row[12])
    return tuple(map(busy_of, rows))


def times_off(fetch: Fetch) -> tuple[Busy, ...]:
    """The busy time that is time off."""
    return busy_times(fetch, "away")


@damage_told
def busy_uids(fetch: Fetch) -> dict[int, str]:
    """The identities elsewhere of busy time that came from there, by its number."""
    rows = fetch("SELECT number, uid FROM busy WHERE uid <> ''", ())
    check_texts(*(row[1] for row in rows))
    return {row[0]: row[1] for row in rows}


@damage_told
def items(fetch: Fetch, condition: str, values: Sequence[Any] = ()) -> tuple[Item, ...]:
    """What is known of the calendar elsewhere that meets `condition` (trusted SQL)."""
    rows = fetch(f"SELECT {ITEM} FROM calendar_item WHERE {condition} ORDER BY href", values)
    for row in rows:
        check_texts(*row[0:3])
    return tuple(map(item_of, rows))
