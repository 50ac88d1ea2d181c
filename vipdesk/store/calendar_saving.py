"""Writes bookings, invitations and busy time, inside the caller's transaction."""

from sqlalchemy import Connection, delete, insert, select, update

from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking, Invitation
from vipdesk.store.calendar_tables import BookingRow, BusyRow, InvitationRow
from vipdesk.store.calendar_values import booking_columns, busy_columns, invitation_columns
from vipdesk.store.table import table_of

BOOKINGS, INVITATIONS, BUSY = table_of(BookingRow), table_of(InvitationRow), table_of(BusyRow)


def save_booking(connection: Connection, booking: Booking, *, new: bool) -> None:
    """Write a booking."""
    columns = booking_columns(booking)
    if new:
        connection.execute(insert(BOOKINGS), [columns])
    else:
        this = BOOKINGS.c.number == booking.number
        connection.execute(update(BOOKINGS).where(this), columns)


def queue_invitation(connection: Connection, invitation: Invitation) -> None:
    """Keep what the guest is to be told until it is sent."""
    connection.execute(insert(INVITATIONS), [invitation_columns(invitation)])


def save_busy(connection: Connection, uid: str, busy: Busy) -> None:
    """Write busy time; one that is known by its identity elsewhere takes the old one's place."""
    if uid:
        known = connection.execute(select(BUSY.c.number).where(BUSY.c.uid == uid)).first()
        if known is not None:
            columns = busy_columns(uid, busy) | {"number": known[0]}
            connection.execute(update(BUSY).where(BUSY.c.number == known[0]), columns)
            return
    connection.execute(insert(BUSY), [busy_columns(uid, busy)])


def remove_busy(connection: Connection, number: int) -> None:
    """That time is free again."""
    connection.execute(delete(BUSY).where(BUSY.c.number == number))
