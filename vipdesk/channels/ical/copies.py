"""The copy of a booking in a calendar elsewhere: what it says, and bringing it up to date.

What was written into it there (notes, alarms, another title) stays as it is.
"""

from datetime import UTC, datetime
from typing import Any

from icalendar import Calendar
from msgspec import Struct

from vipdesk.channels.ical.guard import check_file
from vipdesk.domain.calendar import Booking, BookingStatus
from vipdesk.domain.errors import BadInput


class Copy(Struct, frozen=True):
    """What a copy says of its call: when (aware UTC), and whether it takes place.

    Both are None where there is no such call, or it comes more than once: nothing to be moved to.
    """

    start: datetime | None
    end: datetime | None
    cancelled: bool = False

    def says(self, booking: Booking) -> bool:
        """Whether it says the same as the booking."""
        if self.cancelled:
            return booking.status is BookingStatus.CANCELLED
        return booking.takes_time and (self.start, self.end) == (booking.start, booking.end)


def read_copy(raw: bytes, uid: str) -> Copy:
    """What is said of the call `uid`; nothing where that can't be made out."""
    try:
        event = _event(_calendar(raw), uid)
        start, end = _instant(event["dtstart"].dt), _instant(_end(event))
        cancelled = str(event.get("status", "")).upper() == "CANCELLED"
    except (BadInput, ValueError, KeyError, IndexError, AttributeError, TypeError):
        return Copy(None, None)
    return Copy(start, end, cancelled)


def updated_copy(raw: bytes, booking: Booking, at: datetime) -> bytes | None:
    """The copy with the booking's time and state; None where it can't be read."""
    try:
        calendar = _calendar(raw)
        event = _event(calendar, booking.uid)
        cancelled = booking.status is BookingStatus.CANCELLED
        said: dict[str, Any] = {
            "dtstart": booking.start.astimezone(UTC),
            "dtend": booking.end.astimezone(UTC),
            "sequence": booking.sequence,
            "status": "CANCELLED" if cancelled else "CONFIRMED",
            "dtstamp": at.astimezone(UTC),
        }
        event.pop("duration", None)
        for name, value in said.items():
            event.pop(name, None)
            event.add(name, value)
        return bytes(calendar.to_ical())
    except (BadInput, ValueError, KeyError, IndexError, AttributeError, TypeError):
        return None


def _calendar(raw: bytes) -> Calendar:
    check_file(raw, "copy")
    return Calendar.from_ical(raw)


def _event(calendar: Calendar, uid: str) -> Any:
    """The one event of that UID; BadInput where there is another number of them."""
    found = [event for event in calendar.walk("VEVENT") if str(event.get("uid")) == uid]
    if len(found) != 1 or "rrule" in found[0] or "rdate" in found[0]:
        raise BadInput("it is not one call")
    return found[0]


def _end(event: Any) -> Any:
    if "dtend" in event:
        return event["dtend"].dt
    return event["dtstart"].dt + event["duration"].dt


def _instant(at: Any) -> datetime:
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise BadInput("it has no time of its own")
    return at.astimezone(UTC)
