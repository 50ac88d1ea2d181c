"""The tables of callbacks: calls nobody took, the tries to call back, the recordings."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field

from vipdesk.store.table import Table, index_where, refers, stamp, ticket_key


class ContactPhoneRow(Table, table=True):
    """Which contact calls from which number (E.164), and the number fit to read."""

    __tablename__ = "contact_phone"

    number: str = Field(primary_key=True)
    address: str
    shown: str


class CallbackRow(Table, table=True):
    """A voicemail or a missed call; `length` in microseconds."""

    __tablename__ = "callback"
    __table_args__ = (
        UniqueConstraint("external_id", name="uq_callback_external_id"),
        index_where("ix_callback_open", "number", "closed IS NULL"),
        index_where("ix_callback_phone", "phone,received", "phone <> ''"),
    )

    number: int = Field(primary_key=True)
    channel: str
    external_id: str
    caller: str
    caller_address: str
    phone: str
    shown: str
    received: int = Field(sa_column=stamp())
    length: int | None = Field(default=None, sa_column=stamp(nullable=True))
    urgent: bool
    mailbox: str
    transcript: str
    remark: str
    heard: int | None = Field(default=None, sa_column=stamp(nullable=True))
    next_try: int | None = Field(default=None, sa_column=stamp(nullable=True))
    ticket: int | None = Field(default=None, sa_column=ticket_key(nullable=True))
    closed: int | None = Field(default=None, sa_column=stamp(nullable=True))


class CallbackAttemptRow(Table, table=True):
    """One try to call back, in the callback's own numbering."""

    __tablename__ = "callback_attempt"

    callback: int = Field(sa_column=refers("callback.number", primary=True))
    number: int = Field(primary_key=True)
    at: int = Field(sa_column=stamp())
    who: str
    outcome: str
    note: str


class RecordingRow(Table, table=True):
    """An audio file of a callback; its bytes are kept beside the store."""

    __tablename__ = "recording"

    callback: int = Field(sa_column=refers("callback.number", primary=True))
    place: int = Field(primary_key=True)
    name: str
    media_type: str
    size: int = Field(sa_column=stamp())
    digest: str
