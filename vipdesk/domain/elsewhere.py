"""The agent's calendar elsewhere: what was last known of each thing in it.

Bookings are copied there, busy time comes from there. Where a copy says something else than the
booking, that stands as a conflict until a person settles it: neither side is written over.
"""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking, BookingStatus


class Standing(StrEnum):
    """How a thing elsewhere stands to what is known here."""

    SAME = "same"
    TOUCHED = "touched"
    MOVED = "moved"
    REMOVED = "removed"
    OVERRULED = "overruled"

    @property
    def is_conflict(self) -> bool:
        """Whether a person has to say which side is right."""
        return self in (Standing.MOVED, Standing.REMOVED)


class Item(Struct, frozen=True, kw_only=True):
    """A thing in the calendar elsewhere, as it was at `seen` (aware UTC).

    `href` is its address, `etag` the version of it there. A copy of a booking has the number of
    that as `booking`, and the `sequence` of it that the judgement in `standing` was made with;
    `start_there` (aware UTC) is when the call begins there, None where it does not take place.
    Anything else is the event `uid`.
    """

    href: str
    etag: str
    uid: str
    seen: datetime
    booking: int | None = None
    sequence: int = 0
    standing: Standing = Standing.SAME
    start_there: datetime | None = None


class Elsewhere(Struct, frozen=True):
    """The bookings that are to come or have a copy, and all that is known of the calendar."""

    bookings: tuple[Booking, ...]
    items: tuple[Item, ...]


class RecordItems(Struct, frozen=True):
    """What was found or written elsewhere: `items` as they are now, `gone` those no longer there.

    `busy` is what they say of the agent's time, each under its UID.
    """

    items: tuple[Item, ...] = ()
    gone: tuple[Item, ...] = ()
    busy: tuple[tuple[str, Busy], ...] = ()


class SettleBooking(Struct, frozen=True):
    """A person says which side is right of a booking that stands otherwise elsewhere."""

    booking: int
    ours: bool


ElsewhereCommand = RecordItems | SettleBooking


def is_waiting(elsewhere: Elsewhere, since: datetime) -> bool:
    """Whether a booking that is not over by `since` (aware) is still to be written there."""
    copies = {item.booking: item for item in elsewhere.items if item.booking is not None}
    for booking in elsewhere.bookings:
        item = copies.get(booking.number)
        if item is None:
            if booking.status is BookingStatus.BOOKED and booking.end > since:
                return True
        elif item.standing is Standing.OVERRULED or booking.sequence > item.sequence:
            return True
    return False
