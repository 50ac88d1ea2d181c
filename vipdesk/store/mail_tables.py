"""The mailbox as far as it was read, mails on their way, and what was acknowledged."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, text
from sqlmodel import Field

from vipdesk.store.table import Table, index_where, refers, stamp, ticket_key


def _from_nothing() -> Column[int]:
    """A large number, or an instant, that old rows have not."""
    return Column(BigInteger, nullable=False, server_default=text("0"))


class MailPlaceRow(Table, table=True):
    """How far a folder of the mailbox was read: up to this UID, as long as its validity holds.

    Of the mails up to `floor`, those that came before `since` are none of the desk's.
    """

    __tablename__ = "mail_place"

    folder: str = Field(primary_key=True)
    validity: int = Field(sa_column=Column(BigInteger, nullable=False))
    uid: int = Field(sa_column=Column(BigInteger, nullable=False))
    floor: int = Field(default=0, sa_column=_from_nothing())
    since: int = Field(default=0, sa_column=_from_nothing())


class CarriedAccountRow(Table, table=True):
    """A mail account that is carried: what was written before `sends_from` waits for a word."""

    __tablename__ = "carried_account"

    account: str = Field(primary_key=True)
    sends_from: int = Field(sa_column=stamp())


class SentCopyRow(Table, table=True):
    """A mail that has left and is still to be put into the folder for what was sent."""

    __tablename__ = "sent_copy"

    what: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    called: str
    message_id: str
    raw: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    at: int = Field(sa_column=stamp())


class SendingRow(Table, table=True):
    """A mail that could not be sent at its first try: what it is, and when it is tried again.

    `doubts` is how often the server did not say whether it took it, `first` when it was tried
    first of those `tries` that failed by its own fault.
    """

    __tablename__ = "sending"

    what: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    tries: int
    next_try: int = Field(sa_column=stamp())
    why: str
    doubts: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    first: int = Field(default=0, sa_column=_from_nothing())


class ContactLanguageRow(Table, table=True):
    """The language that a contact is written to in, by its ISO 639 code."""

    __tablename__ = "contact_language"

    address: str = Field(primary_key=True)
    language: str


class AcknowledgementRow(Table, table=True):
    """A note that a message arrived while the desk was closed: what it says, and to whom."""

    __tablename__ = "acknowledgement"
    __table_args__ = (
        Index("ix_acknowledgement_address", "address", "at"),
        index_where("ix_acknowledgement_queued", "number", "delivery = 'queued'"),
    )

    number: int = Field(primary_key=True)
    ticket: int = Field(sa_column=ticket_key())
    message: int = Field(sa_column=refers("message.number"))
    name: str
    address: str
    language: str
    at: int = Field(sa_column=stamp())
    opens: int = Field(sa_column=stamp())
    due: int | None = Field(default=None, sa_column=stamp(nullable=True))
    delivery: str
