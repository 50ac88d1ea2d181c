"""The tables of hand-over sheets, of notes for the next one, and of mails that tell the client."""

from sqlmodel import Field

from vipdesk.store.table import Table, index_where, refers, stamp


class HandoverRow(Table, table=True):
    """A sheet as it was made (`sheet`, JSON), from whom to whom, and whether it was signed."""

    __tablename__ = "handover"

    number: int = Field(primary_key=True)
    at: int = Field(sa_column=stamp())
    who: str
    giver: str
    taker: str
    back: bool
    begins: int | None = Field(default=None, sa_column=stamp(nullable=True))
    until: int | None = Field(default=None, sa_column=stamp(nullable=True))
    status: str
    signed: int | None = Field(default=None, sa_column=stamp(nullable=True))
    signed_by: str
    sheet: str


class SheetNoteRow(Table, table=True):
    """What somebody has written for the next sheet, on a ticket, or (0) on all of the desk."""

    __tablename__ = "sheet_note"

    ticket: int = Field(primary_key=True)
    author: str = Field(primary_key=True)
    text: str
    at: int = Field(sa_column=stamp())


class IntroductionRow(Table, table=True):
    """A mail that tells somebody of the client who has the desk, kept until it is sent."""

    __tablename__ = "introduction"
    __table_args__ = (index_where("ix_introduction_queued", "number", "delivery = 'queued'"),)

    number: int = Field(primary_key=True)
    handover: int = Field(sa_column=refers("handover.number"))
    name: str
    address: str
    author: str
    language: str
    subject: str
    text: str
    at: int = Field(sa_column=stamp())
    delivery: str
