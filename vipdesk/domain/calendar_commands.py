"""What somebody wishes of the calendar: calls booked, moved and ended, time of the agent's own."""

from datetime import datetime

from msgspec import Struct

from vipdesk.domain.busy import Busy
from vipdesk.domain.people import Person


class Book(Struct, frozen=True):
    """Book a call of `kind` at `start` (aware) with the contact of this address.

    `by_client` holds it to the notice that a client has to give, `ticket` is what it is about,
    `others` are invited with them.
    """

    kind: str
    start: datetime
    guest: str
    subject: str = ""
    by_client: bool = False
    ticket: int | None = None
    others: tuple[Person, ...] = ()


class MoveBooking(Struct, frozen=True):
    """Have a booked call at another `start` (aware)."""

    booking: int
    start: datetime
    by_client: bool = False


class CancelBooking(Struct, frozen=True):
    """The call does not take place."""

    booking: int
    reason: str = ""


class HoldBooking(Struct, frozen=True):
    """The call took place; what it came to goes on a `ticket`, or on a new one about `subject`."""

    booking: int
    outcome: str = ""
    subject: str = ""
    ticket: int | None = None


class MissBooking(Struct, frozen=True):
    """The client did not come."""

    booking: int
    note: str = ""


class AddBusy(Struct, frozen=True):
    """Time of the agent's own; its number is given when it is stored."""

    busy: Busy


class RemoveBusy(Struct, frozen=True):
    """That time is free again."""

    busy: int


class ImportBusy(Struct, frozen=True):
    """Busy time from a calendar elsewhere, under its identity there; a known one is renewed."""

    busy: tuple[tuple[str, Busy], ...]


BookingCommand = MoveBooking | CancelBooking | HoldBooking | MissBooking
BusyCommand = AddBusy | RemoveBusy | ImportBusy
CalendarCommand = Book | BookingCommand | BusyCommand
