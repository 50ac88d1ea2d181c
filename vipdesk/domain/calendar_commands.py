"""What somebody wishes of the calendar: calls booked, moved and ended, time of the agent's own."""

from dataclasses import dataclass
from datetime import datetime

from vipdesk.domain.busy import Busy


@dataclass(frozen=True, slots=True)
class Book:
    """Book a call of `kind` at `start` (aware) with the contact of this address.

    `by_client` holds it to the notice that a client has to give, `ticket` is what it is about.
    """

    kind: str
    start: datetime
    guest: str
    subject: str = ""
    by_client: bool = False
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class MoveBooking:
    """Have a booked call at another `start` (aware)."""

    booking: int
    start: datetime
    by_client: bool = False


@dataclass(frozen=True, slots=True)
class CancelBooking:
    """The call does not take place."""

    booking: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class HoldBooking:
    """The call took place; what it came to goes on a `ticket`, or on a new one about `subject`."""

    booking: int
    outcome: str = ""
    subject: str = ""
    ticket: int | None = None


@dataclass(frozen=True, slots=True)
class MissBooking:
    """The client did not come."""

    booking: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class AddBusy:
    """Time of the agent's own; its number is given when it is stored."""

    busy: Busy


@dataclass(frozen=True, slots=True)
class RemoveBusy:
    """That time is free again."""

    busy: int


@dataclass(frozen=True, slots=True)
class ImportBusy:
    """Busy time from a calendar elsewhere, under its identity there; a known one is renewed."""

    busy: tuple[tuple[str, Busy], ...]


BookingCommand = MoveBooking | CancelBooking | HoldBooking | MissBooking
BusyCommand = AddBusy | RemoveBusy | ImportBusy
CalendarCommand = Book | BookingCommand | BusyCommand
