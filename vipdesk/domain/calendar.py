"""Booked calls: a stretch of the agent's time kept for one person of the client."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from vipdesk.domain.busy import Busy
from vipdesk.domain.hours import Span
from vipdesk.domain.language import N_
from vipdesk.domain.people import Person


class BookingStatus(StrEnum):
    """What became of a booking; `HELD` is a call that took place."""

    BOOKED = N_("booked")
    CANCELLED = N_("cancelled")
    HELD = N_("held")
    NO_SHOW = N_("no-show")


class Method(StrEnum):
    """What an invitation asks of the calendar it comes to (RFC 5546)."""

    REQUEST = "request"
    CANCEL = "cancel"


class Booking(Struct, frozen=True, kw_only=True):
    """A call from `start` until just before `end`, both aware UTC.

    `kind` is a key of the policy's [bookings] kinds, `buffer` the time kept free around the call
    as the policy said when it was booked. `uid` and `sequence` tell its invitation and the
    version of it, `ticket` is the number of the ticket it is about, `outcome` what it came to.
    `others` are who comes with the guest: named by who booked it, and invited as the guest is.
    """

    number: int
    kind: str
    start: datetime
    end: datetime
    buffer: timedelta
    guest: Person
    subject: str = ""
    status: BookingStatus = BookingStatus.BOOKED
    uid: str = ""
    sequence: int = 0
    ticket: int | None = None
    outcome: str = ""
    others: tuple[Person, ...] = ()

    @property
    def invited(self) -> tuple[Person, ...]:
        """All who are told of it, the guest first."""
        return (self.guest, *self.others)

    @property
    def takes_time(self) -> bool:
        """Whether nothing else fits there: all but a cancelled call."""
        return self.status is not BookingStatus.CANCELLED

    @property
    def span(self) -> Span:
        """The time of the call itself in UTC, without its buffer."""
        return Span(self.start, self.end)


class Invitation(Struct, frozen=True):
    """What `to` is told of a booking as it stood then; `at` is aware UTC.

    Where nobody is named, all who are invited are to be told.
    """

    booking: Booking
    method: Method
    at: datetime
    to: Person | None = None


class CalendarView(Struct, frozen=True, kw_only=True):
    """What is in the calendar of some days: calls that are not cancelled, and all busy time."""

    bookings: tuple[Booking, ...]
    busy: tuple[Busy, ...]
