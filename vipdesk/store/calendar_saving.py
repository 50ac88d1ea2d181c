"""Writes bookings, invitations and busy time, inside the caller's transaction."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select, update

from vipdesk.domain.busy import Busy
from vipdesk.domain.calendar import Booking, Invitation
from vipdesk.domain.elsewhere import Item
from vipdesk.store.calendar_tables import BookingRow, BusyRow, InvitationRow, ItemRow
from vipdesk.store.calendar_values import (
    QUEUED,
    WITHDRAWN,
    booking_columns,
    busy_columns,
    invitation_columns,
    item_columns,
)
from vipdesk.store.table import table_of

BOOKINGS, INVITATIONS, BUSY = table_of(BookingRow), table_of(InvitationRow), table_of(BusyRow)
ITEMS = table_of(ItemRow)


def save_booking(connection: Connection, booking: Booking, *, new: bool) -> None:
    """Write a booking."""
    columns = booking_columns(booking)
    if new:
        connection.execute(insert(BOOKINGS), [columns])
    else:
        this = BOOKINGS.c.number == booking.number
        connection.execute(update(BOOKINGS).where(this), columns)


def queue_invitation(connection: Connection, invitation: Invitation) -> None:
    """Keep what those invited are to be told until it is sent to each."""
    rows = [invitation_columns(invitation, to) for to in invitation.booking.invited]
    connection.execute(insert(INVITATIONS), rows)


def withdraw_invitation(connection: Connection, booking: int, sequence: int) -> None:
    """It is not sent any more; what was handed over stays so."""
    this = (INVITATIONS.c.booking == booking) & (INVITATIONS.c.sequence == sequence)
    queued = this & (INVITATIONS.c.delivery == QUEUED)
    connection.execute(update(INVITATIONS).where(queued), {"delivery": WITHDRAWN})


def save_busy(connection: Connection, busy: Sequence[tuple[str, Busy]]) -> None:
    """Write busy time; what is known by its identity elsewhere makes room for what comes now."""
    coming = {uid for uid, _ in busy if uid}
    if coming:
        there = connection.execute(select(BUSY.c.number, BUSY.c.uid)).all()
        for number in [number for number, uid in there if uid in coming]:
            remove_busy(connection, number)
    if busy:
        connection.execute(insert(BUSY), [busy_columns(uid, one) for uid, one in busy])


def remove_busy_elsewhere(connection: Connection, uids: Sequence[str]) -> None:
    """What had these identities elsewhere is no longer there."""
    for uid in uids:
        connection.execute(delete(BUSY).where(BUSY.c.uid == uid))


def save_items(connection: Connection, items: Sequence[Item], gone: Sequence[str]) -> None:
    """Write what is known of the calendar elsewhere."""
    for href in {*gone, *(item.href for item in items)}:
        connection.execute(delete(ITEMS).where(ITEMS.c.href == href))
    if items:
        connection.execute(insert(ITEMS), list(map(item_columns, items)))


def remove_busy(connection: Connection, number: int) -> None:
    """That time is free again."""
    connection.execute(delete(BUSY).where(BUSY.c.number == number))
