"""The tables of our people, of escalations to them, and of what they are to be told by mail."""

from sqlalchemy import UniqueConstraint, text
from sqlmodel import Field

from vipdesk.store.table import Table, index_where, refers, stamp, ticket_key


class ColleagueRow(Table, table=True):
    """Somebody of our side; `skills` and `logins` a line each.

    `away` has a line `FIRST LAST` for each stretch.
    """

    __tablename__ = "colleague"
    __table_args__ = (UniqueConstraint("name", name="uq_colleague_name"),)

    number: int = Field(primary_key=True)
    name: str
    address: str
    role: str
    skills: str
    hours: str
    away: str
    active: bool
    logins: str = Field(default="", sa_column_kwargs={"server_default": text("''")})


class EscalationRow(Table, table=True):
    """A ticket taken to the seniors."""

    __tablename__ = "escalation"
    __table_args__ = (
        index_where("ix_escalation_standing", "ticket", "ended IS NULL"),
        index_where("ix_escalation_handed_back", "ticket", "status = 'handed back'"),
    )

    number: int = Field(primary_key=True)
    ticket: int = Field(sa_column=ticket_key())
    at: int = Field(sa_column=stamp())
    who: str
    reason: str
    tried: str
    status: str
    result: str
    ended: int | None = Field(default=None, sa_column=stamp(nullable=True))
    ended_by: str


class AskedRow(Table, table=True):
    """A senior who was asked, in the escalation's own order."""

    __tablename__ = "escalation_asked"

    escalation: int = Field(sa_column=refers("escalation.number", primary=True))
    place: int = Field(primary_key=True)
    senior: int = Field(sa_column=refers("colleague.number"))
    at: int = Field(sa_column=stamp())
    accept_by: int = Field(sa_column=stamp())
    answer: str
    answered: int | None = Field(default=None, sa_column=stamp(nullable=True))
    who: str
    why: str


class NoticeRow(Table, table=True):
    """A mail for a senior, kept until it is sent."""

    __tablename__ = "notice"
    __table_args__ = (index_where("ix_notice_queued", "number", "delivery = 'queued'"),)

    number: int = Field(primary_key=True)
    escalation: int = Field(sa_column=refers("escalation.number"))
    name: str
    address: str
    subject: str
    text: str
    at: int = Field(sa_column=stamp())
    delivery: str
