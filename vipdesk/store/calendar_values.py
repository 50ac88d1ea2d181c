"""Between rows of the calendar and the domain's values."""

from datetime import date, datetime, timedelta

from vipdesk.domain.busy import Busy, Repeat
from vipdesk.domain.calendar import Booking, BookingStatus, Invitation
from vipdesk.domain.elsewhere import Item, Standing
from vipdesk.domain.people import Person
from vipdesk.domain.queue import instant, microseconds
from vipdesk.store.values import MICROSECOND, Columns, Row

BOOKING = (
    'number, kind, start, "end", buffer, guest, guest_address, subject, status, uid, sequence,'
    " ticket, outcome, others"
)
ITEM = "href, etag, uid, seen, booking, sequence, standing, start_there"
BUSY = (
    "number, title, begins, ends, zone, all_day, repeat, every, weekdays, until, except_on, away,"
    " cover"
)

QUEUED, WITHDRAWN = "queued", "withdrawn"
"""An invitation on its way to the guest, and one that was taken back before it left."""


def booking_columns(booking: Booking) -> Columns:
    """The columns of a booking."""
    return {
        "number": booking.number,
        "kind": booking.kind,
        "start": microseconds(booking.start),
        "end": microseconds(booking.end),
        "buffer": booking.buffer // MICROSECOND,
        "guest": booking.guest.name,
        "guest_address": booking.guest.address,
        "subject": booking.subject,
        "status": booking.status.value,
        "uid": booking.uid,
        "sequence": booking.sequence,
        "ticket": booking.ticket,
        "outcome": booking.outcome,
        "others": "\n".join(f"{one.address} {one.name}" for one in booking.others),
    }


def booking_of(row: Row) -> Booking:
    """The booking in a row of BOOKING."""
    return Booking(
        number=row[0],
        kind=row[1],
        start=instant(row[2]),
        end=instant(row[3]),
        buffer=timedelta(microseconds=row[4]),
        guest=Person(row[5], row[6]),
        subject=row[7],
        status=BookingStatus(row[8]),
        uid=row[9],
        sequence=row[10],
        ticket=row[11],
        outcome=row[12],
        others=tuple(map(_person, row[13].splitlines())),
    )


def _person(line: str) -> Person:
    address, _, name = line.partition(" ")
    return Person(name, address)


def invitation_columns(invitation: Invitation, to: Person) -> Columns:
    """The columns of an invitation that is not sent yet to somebody."""
    return {
        "booking": invitation.booking.number,
        "method": invitation.method.value,
        "sequence": invitation.booking.sequence,
        "at": microseconds(invitation.at),
        "start": microseconds(invitation.booking.start),
        "end": microseconds(invitation.booking.end),
        "delivery": QUEUED,
        "name": to.name,
        "address": to.address,
    }


def busy_columns(uid: str, busy: Busy) -> Columns:
    """The columns of busy time, under its identity elsewhere."""
    return {
        "number": busy.number,
        "uid": uid,
        "title": busy.title,
        "begins": busy.begins.isoformat(),
        "ends": busy.ends.isoformat(),
        "zone": busy.zone,
        "all_day": busy.all_day,
        "repeat": busy.repeat.value,
        "every": busy.every,
        "weekdays": " ".join(map(str, sorted(busy.weekdays))),
        "until": busy.until.isoformat() if busy.until else None,
        "except_on": " ".join(day.isoformat() for day in sorted(busy.except_on)),
        "away": busy.away,
        "cover": busy.cover,
    }


def busy_of(row: Row) -> Busy:
    """The busy time in a row of BUSY."""
    return Busy(
        number=row[0],
        title=row[1],
        begins=datetime.fromisoformat(row[2]),
        ends=datetime.fromisoformat(row[3]),
        zone=row[4],
        all_day=bool(row[5]),
        repeat=Repeat(row[6]),
        every=row[7],
        weekdays=frozenset(map(int, row[8].split())),
        until=date.fromisoformat(row[9]) if row[9] else None,
        except_on=frozenset(map(date.fromisoformat, row[10].split())),
        away=bool(row[11]),
        cover=row[12],
    )


def item_columns(item: Item) -> Columns:
    """The columns of a thing in the calendar elsewhere."""
    return {
        "href": item.href,
        "etag": item.etag,
        "uid": item.uid,
        "seen": microseconds(item.seen),
        "booking": item.booking,
        "sequence": item.sequence,
        "standing": item.standing.value,
        "start_there": microseconds(item.start_there) if item.start_there else None,
    }


def item_of(row: Row) -> Item:
    """The thing in a row of ITEM."""
    return Item(
        href=row[0],
        etag=row[1],
        uid=row[2],
        seen=instant(row[3]),
        booking=row[4],
        sequence=row[5],
        standing=Standing(row[6]),
        start_there=None if row[7] is None else instant(row[7]),
    )
