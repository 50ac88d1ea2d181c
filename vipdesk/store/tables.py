"""The tables of tickets and of what is said on them."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.types import LargeBinary
from sqlmodel import Field

from vipdesk.store.table import Table, index_where, stamp, ticket_key


class DeskRow(Table, table=True):
    """The desk itself, one row: its client, its agent, and the key of the subject tokens."""

    __tablename__ = "desk"

    id: int = Field(primary_key=True)
    client: str
    plan: str
    vip_from: str
    vip_until: str | None = None
    domains: str
    agent: str
    agent_address: str
    secret: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    policy_version: str


class PolicyRow(Table, table=True):
    """Every policy that was ever in force here, as the file said it."""

    __tablename__ = "policy"

    version: str = Field(primary_key=True)
    text: str
    since: int = Field(sa_column=stamp())


class ContactRow(Table, table=True):
    """Who writes for the client, and (`stranger`) who was said not to."""

    __tablename__ = "contact"

    address: str = Field(primary_key=True)
    name: str
    place: int
    stranger: bool = False


class ContactZoneRow(Table, table=True):
    """The zone of a contact who lives by another clock than the desk, by IANA name."""

    __tablename__ = "contact_zone"

    address: str = Field(primary_key=True)
    zone: str


class SavedViewRow(Table, table=True):
    """A search that is kept under a digit."""

    __tablename__ = "saved_view"

    place: int = Field(primary_key=True)
    words: str


class TicketRow(Table, table=True):
    """A ticket as its facts have made it; `rank` and `position` are its place in the queue.

    `generation` is higher than that of every ticket that was saved before it.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        index_where(
            "ix_ticket_queue",
            "rank,position,number,due,length,paused,business,breach,policy_version",
            "rank < 4",
        ),
        Index("ix_ticket_generation", "generation"),
        index_where("ix_ticket_resolved", "position,number", "rank = 4"),
        Index("ix_ticket_opened", "opened_at"),
        Index("ix_ticket_requester", "requester_address"),
        index_where("ix_ticket_linked_to", "linked_to", "linked_to IS NOT NULL"),
        index_where("ix_ticket_merged_into", "merged_into", "merged_into IS NOT NULL"),
    )

    number: int = Field(primary_key=True)
    subject: str
    requester: str
    requester_address: str
    channel: str
    opened_severity: int
    opened_triaged: bool
    opened_at: int = Field(sa_column=stamp())
    entitled: bool
    linked_to: int | None = Field(default=None, sa_column=ticket_key(nullable=True))
    severity: int
    triaged: bool
    status: str
    rank: int
    position: int = Field(sa_column=stamp())
    due: int | None = Field(default=None, sa_column=stamp(nullable=True))
    length: int | None = Field(default=None, sa_column=stamp(nullable=True))
    paused: int = Field(default=0, sa_column=stamp())
    business: bool = False
    breach: str | None = None
    due_kind: str | None = None
    clock_start: int | None = Field(default=None, sa_column=stamp(nullable=True))
    client_waits_since: int | None = Field(default=None, sa_column=stamp(nullable=True))
    last_activity: int = Field(sa_column=stamp())
    sender_unknown: bool = False
    policy_version: str
    merged_into: int | None = None
    owed_by: str = Field(default="", sa_column_kwargs={"server_default": text("''")})
    generation: int = Field(
        default=0, sa_column=Column(BigInteger, nullable=False, server_default="0")
    )


class FactRow(Table, table=True):
    """What moves a ticket's clock, in the ticket's own numbering."""

    __tablename__ = "fact"
    __table_args__ = (index_where("ix_fact_promised", "ticket", "what = 'promised'"),)

    ticket: int = Field(sa_column=ticket_key(primary=True))
    number: int = Field(primary_key=True)
    what: str
    at: int = Field(sa_column=stamp())
    channel: str | None = None
    noticed: int | None = Field(default=None, sa_column=stamp(nullable=True))
    status: str | None = None
    level: int | None = None
    answer: int | None = None
    struck: str | None = None
    until: int | None = Field(default=None, sa_column=stamp(nullable=True))
    clock_kind: str | None = None
    clock_start: int | None = Field(default=None, sa_column=stamp(nullable=True))
    waits_since: int | None = Field(default=None, sa_column=stamp(nullable=True))


class VerdictRow(Table, table=True):
    """How a closed target was judged, with the policy and the arithmetic of the moment."""

    __tablename__ = "verdict"
    __table_args__ = (index_where("ix_verdict_due", "due", "NOT void AND outcome <> 'stopped'"),)

    ticket: int = Field(sa_column=ticket_key(primary=True))
    kind: str = Field(primary_key=True)
    opened_by: int = Field(primary_key=True)
    closed_by: int = Field(primary_key=True)
    start: int = Field(sa_column=stamp())
    ended: int = Field(sa_column=stamp())
    severity: int
    target: str
    length: int = Field(sa_column=stamp())
    used: int = Field(sa_column=stamp())
    outcome: str
    policy_version: str
    arithmetic: str
    void: bool = False
    due: int = Field(default=0, sa_column=Column(BigInteger, nullable=False, server_default="0"))


class MessageRow(Table, table=True):
    """One entry of a timeline, or (without a ticket) a mail that was set aside."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("channel", "external_id", name="uq_message_channel"),
        Index("ix_message_ticket", "ticket", "number"),
        index_where("ix_message_message_id", "message_id", "message_id <> ''"),
        index_where("ix_message_sender", "author_address,at", "external_id IS NOT NULL"),
        index_where("ix_message_queued", "delivery", "delivery = 'queued'"),
        index_where("ix_message_set_aside", "number", "ticket IS NULL"),
        index_where("ix_message_note", "ticket", "kind = 'note'"),
        index_where(
            "ix_message_chat_answer",
            "at",
            "channel = 'chat' AND kind = 'answer' AND delivery = 'sent'",
        ),
    )

    number: int = Field(primary_key=True)
    ticket: int | None = Field(default=None, sa_column=ticket_key(nullable=True))
    kind: str
    channel: str
    author: str
    author_address: str
    at: int = Field(sa_column=stamp())
    subject: str
    text: str
    quoted: str
    signature: str
    recipients: str
    delivery: str | None = None
    why: str = ""
    fact: int | None = None
    external_id: str | None = None
    message_id: str = ""
    refers_to: str = ""
    raw: str = ""
    came_from: int | None = None


class PinRow(Table, table=True):
    """A ticket that stays on top of the queue."""

    __tablename__ = "pin"

    ticket: int = Field(sa_column=ticket_key(primary=True))


class ReferenceRow(Table, table=True):
    """Message-IDs that a ticket's mail refers to: a parent that comes later finds its thread."""

    __tablename__ = "reference"

    message_id: str = Field(primary_key=True)
    ticket: int = Field(sa_column=ticket_key())


class AttachmentRow(Table, table=True):
    """A file that came with a message; its bytes are kept beside the store."""

    __tablename__ = "attachment"

    message: int = Field(
        sa_column=Column(ForeignKey("message.number"), primary_key=True, autoincrement=False)
    )
    place: int = Field(primary_key=True)
    name: str
    media_type: str
    size: int = Field(sa_column=stamp())
    digest: str


class UnreadableRow(Table, table=True):
    """What arrived and could not be read; where there are no bytes, the label tells it apart."""

    __tablename__ = "unreadable"

    raw: str = Field(primary_key=True)
    label: str = Field(primary_key=True)
    reason: str
    at: int = Field(sa_column=stamp())


class DraftRow(Table, table=True):
    """Half-typed answers."""

    __tablename__ = "draft"

    ticket: int = Field(sa_column=ticket_key(primary=True))
    author: str = Field(primary_key=True)
    text: str
    at: int = Field(sa_column=stamp())


class EventRow(Table, table=True):
    """What happened; rows are only ever added (triggers see to it)."""

    __tablename__ = "event"
    __table_args__ = (Index("ix_event_ticket", "ticket", "number"),)

    number: int = Field(primary_key=True)
    at: int = Field(sa_column=stamp())
    what: str
    who: str
    ticket: int | None = Field(default=None, sa_column=ticket_key(nullable=True))
    detail: str
    fact: int | None = None
    callback: int | None = None
    booking: int | None = None
