"""The tables of the client's own door: links, visits, tokens taken, how far words have come."""

from sqlmodel import Field

from vipdesk.store.table import Table, index_where, stamp, ticket_key


class DoorLinkRow(Table, table=True):
    """A personal link, by the digest of its secret."""

    __tablename__ = "door_link"
    __table_args__ = (
        index_where("ix_door_link_good", "address", "used IS NULL AND ended IS NULL"),
    )

    digest: str = Field(primary_key=True)
    address: str
    made_by: str
    made: int = Field(sa_column=stamp())
    ends: int = Field(sa_column=stamp())
    used: int | None = Field(default=None, sa_column=stamp(nullable=True))
    ended: int | None = Field(default=None, sa_column=stamp(nullable=True))


class DoorVisitRow(Table, table=True):
    """A browser in which a contact is signed in, by the digest of its secret."""

    __tablename__ = "door_visit"
    __table_args__ = (index_where("ix_door_visit_open", "address", "ended IS NULL"),)

    digest: str = Field(primary_key=True)
    address: str
    name: str
    way: str
    whence: str
    agent: str
    at: int = Field(sa_column=stamp())
    ends: int = Field(sa_column=stamp())
    ended: int | None = Field(default=None, sa_column=stamp(nullable=True))


class DoorTokenRow(Table, table=True):
    """A token of the client's system that was taken, kept until it would have ended."""

    __tablename__ = "door_token"

    jti: str = Field(primary_key=True)
    expires: int = Field(sa_column=stamp())


class DoorFeedRow(Table, table=True):
    """At which turn the address of a contact's calendar is; (no address) of everybody's."""

    __tablename__ = "door_feed"

    address: str = Field(primary_key=True)
    turn: str


class DoorMarkRow(Table, table=True):
    """How far the words on a ticket have come with a contact, or (no address) on our side."""

    __tablename__ = "door_mark"
    __table_args__ = (
        index_where("ix_door_mark_unread", "ticket", "address = '' AND delivered > seen"),
    )

    ticket: int = Field(sa_column=ticket_key(primary=True))
    address: str = Field(primary_key=True)
    delivered: int
    seen: int
