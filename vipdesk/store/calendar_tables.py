"""The tables of the calendar: booked calls, what their guests are to be told, busy time."""

from sqlalchemy import text
from sqlmodel import Field

from vipdesk.store.table import Table, index_where, refers, stamp, ticket_key


class BookingRow(Table, table=True):
    """A booked call; `buffer` in microseconds, `others` a line each, address and name."""

    __tablename__ = "booking"
    __table_args__ = (index_where("ix_booking_time", "start", "status <> 'cancelled'"),)

    number: int = Field(primary_key=True)
    kind: str
    start: int = Field(sa_column=stamp())
    end: int = Field(sa_column=stamp())
    buffer: int = Field(sa_column=stamp())
    guest: str
    guest_address: str
    subject: str
    status: str
    uid: str
    sequence: int
    ticket: int | None = Field(default=None, sa_column=ticket_key(nullable=True))
    outcome: str
    others: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class InvitationRow(Table, table=True):
    """What somebody is to be told of a booking, as it stood then."""

    __tablename__ = "invitation"
    __table_args__ = (index_where("ix_invitation_queued", "number", "delivery = 'queued'"),)

    number: int = Field(primary_key=True)
    booking: int = Field(sa_column=refers("booking.number"))
    method: str
    sequence: int
    at: int = Field(sa_column=stamp())
    start: int = Field(sa_column=stamp())
    end: int = Field(sa_column=stamp())
    delivery: str
    name: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    address: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class BusyRow(Table, table=True):
    """Busy time of the agent's own; dates and wall times as ISO 8601, lists by spaces."""

    __tablename__ = "busy"
    __table_args__ = (index_where("ix_busy_uid", "uid", "uid <> ''"),)

    number: int = Field(primary_key=True)
    uid: str
    title: str
    begins: str
    ends: str
    zone: str
    all_day: bool
    repeat: str
    every: int
    weekdays: str
    until: str | None = None
    except_on: str
    away: bool
    cover: str


class ItemRow(Table, table=True):
    """A thing in the calendar elsewhere, as it was when it was seen last."""

    __tablename__ = "calendar_item"
    __table_args__ = (index_where("ix_calendar_item_booking", "booking", "booking IS NOT NULL"),)

    href: str = Field(primary_key=True)
    etag: str
    uid: str
    seen: int = Field(sa_column=stamp())
    booking: int | None = Field(default=None, sa_column=refers("booking.number", nullable=True))
    sequence: int
    standing: str
    start_there: int | None = Field(default=None, sa_column=stamp(nullable=True))
